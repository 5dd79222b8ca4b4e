"""Who does what to whom: the arguments of a verb, noun or adjective, whatever shape the sentence gives them.

Passives are turned round, subjects are handed on through control, relative clauses, participles and coordination. Every
answer is a head token of a noun phrase with the path that led to it; resolving it to actors is `arguments`' work.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.extract.tree import Token, Tree
from graph.extract.wordlists import wordlist

OBJECT_CONTROL = wordlist("object control")
"""Verbs whose object does what their complement says: "urged Iran to withdraw"."""
RELATIVE = wordlist("relative")
DOCUMENTS = wordlist("document")
"""Nouns through which their author speaks: "issued a statement condemning"."""
BLAMING = frozenset({"of", "for", "from", "into", "to"})
GIVING = frozenset(
    {"give", "offer", "grant", "send", "award", "hand", "promise", "deny", "lend", "sell", "pay", "supply"}
)
"""Verbs whose recipient may be the subject of a passive."""
INTRANSITIVE = wordlist("intransitive")
"""Verbs that have no passive without an auxiliary."""
NEEDED = frozenset({"need", "importance", "necessity", "urgency", "call", "idea", "possibility"})
REACTING = wordlist("reacting verb")
"""Verbs whose subject is not the one who does what their object says: "does not recognize any attempt to"."""
QUOTING = frozenset({"quote", "cite", "describe", "portray", "depict", "see", "regard", "view"})
PARTICIPIAL = frozenset({"following", "including", "regarding", "concerning"})
HYPHENS = frozenset({"-", "/"})
_ASKING = ("on", "upon", "to", "for")
"""Prepositions of who is asked: "called on", "appealed to"."""
FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
_TIMED = frozenset({"by", "while", "after", "before", "in", "since", "when", "upon", "on"})
NEAR = 3
"""Words between two verbs that may share an object."""
MAX_STEPS = 6
"""How many clauses a subject may be handed down through."""


@dataclass(frozen=True, slots=True)
class Found:
    """A head token that fills a slot, and how it was reached."""

    token: Token
    path: str
    cost: int = 0
    """0 when it stands in the clause itself; more for every step that hands it on."""


def is_passive(tree: Tree, verb: Token) -> bool:
    """Return whether a verb stands in the passive: "was attacked", "the town attacked by rebels"."""
    labels = {c.dep for c in tree.children(verb)}
    if "aux:pass" in labels:
        return True
    if verb.lemma in INTRANSITIVE:
        return False  # "complied with", taken for a participle
    if "obl:agent" in labels:
        return True
    if labels & {"nsubj:pass", "csubj:pass"}:  # "Turkey arrested members": past tense taken for a participle
        return "obj" not in labels and not _is_sentence(tree)
    if verb.xpos != "VBN" or verb.relation not in {"acl", "amod"} or labels & {"nsubj", "aux"}:
        return False
    return _bare_subject(tree, verb) is None


def _is_sentence(tree: Tree) -> bool:
    """Return whether a tree is a full sentence, whose passives have an auxiliary, and no headline."""
    return tree.tokens[-1].text in {".", "!", "?", '"', "\u201d"} and len(tree) > 1


def _bare_subject(tree: Tree, verb: Token) -> Token | None:
    """Return the subject of a past tense that was taken for a participle, in a sentence without another verb.

    "France called on Mali" and "Norway sponsored talks", parsed as noun phrases.
    """
    head = tree.head(verb)
    if verb.xpos not in {"VBN", "VBD"} or head is not tree.root or any(t.xpos in FINITE for t in tree if t is not verb):
        return None
    named = head.upos == "PROPN" or (head.upos == "NOUN" and (verb.lemma in INTRANSITIVE or tree.children(verb, "obj")))
    if verb.relation == "acl" and named and tree.children(verb, "obj", "obl"):
        return head
    before = tree[verb.i - 1] if verb.i else None
    if verb.relation == "amod" and before is not None and before.upos == "PROPN" and before.head in {verb.i, head.i}:
        return before
    return None


def preposition(tree: Tree, token: Token) -> str:
    """Return the preposition that stands before a noun or clause, lower case, parts joined by blanks; empty if none."""
    before = [c for c in tree.children(token, "case", "mark") if c.i < token.i and not _bare(c)]
    if not before:  # participles that are prepositions
        before = [c for c in tree.children(token, "amod") if c.i < token.i and c.lower in PARTICIPIAL]
    if not before and token.upos not in {"VERB", "AUX"}:  # the parse may hang it on a word before the noun
        first = next((c for c in tree.children(token, "compound", "amod", "nmod") if c.i < token.i), None)
        before = [] if first is None or first.dep == "nmod:poss" else list(tree.children(first, "case"))
        before = [c for c in before if c.i < token.i and not _bare(c)]
    return " ".join(w for case in before for w in (case.lower, *(f.lower for f in tree.children(case, "fixed"))))


def _bare(case: Token) -> bool:
    """Return whether a case mark is no preposition: a possessive, or "to" before an infinitive."""
    return case.text in {"'s", "'"} or (case.dep == "mark" and case.lower == "to")


def complements(tree: Tree, token: Token, preposition_: str) -> list[Token]:
    """Return the nouns and gerunds that hang on a token by this preposition, in order."""
    hanging = tree.children(token, "obl", "nmod", "advcl", "acl", "ccomp", "xcomp", "obj", "nsubj")
    return [c for c in hanging if preposition_ in _prepositions(tree, c)]


def closed(tree: Tree, verb: Token) -> tuple[Token, ...]:
    """Return the clause that a bare verb of speech behind it closes: "Libya must leave, France stressed"."""
    clause = tree.head(verb)
    if verb.relation != "parataxis" or clause.i > verb.i or tree.children(verb, "obj", "iobj", "ccomp", "xcomp"):
        return ()
    between = {t.text for t in tree.tokens[clause.i : verb.i]}
    return () if between & {";", "(", ":"} or "," not in between else (clause,)


def _prepositions(tree: Tree, token: Token) -> set[str]:
    whole = preposition(tree, token)
    if whole.startswith("according"):  # "jets to Syria, according to officials" go to no officials
        return {whole}
    return {whole, whole.rpartition(" ")[2], whole.partition(" ")[0]} if whole else set()


def subjects(tree: Tree, verb: Token, depth: int = 0) -> list[Found]:
    """Return who does what the verb or predicate says, the nearest way first found; empty when nobody is named."""
    if depth > MAX_STEPS:
        return []
    if verb.upos in {"VERB", "AUX"} and is_passive(tree, verb):
        agents = tree.children(verb, "obl:agent") or tuple(complements(tree, verb, "by"))
        return [Found(a, "agent") for a in agents]
    own = list(tree.children(verb, "nsubj"))
    if not own and (bare := _bare_subject(tree, verb)) is not None:
        return [Found(bare, "subject")]
    if not own and verb.xpos in {"VBZ", "VBD", "VBP", "VBN"}:  # "Russia arms Syria", taken for a compound
        own = [c for c in tree.children(verb, "compound") if c.upos == "PROPN" and c.i < verb.i]
    if len(own) > 1 and any(t.text == ":" for t in tree.tokens[own[0].i : own[1].i]):
        own = own[1:]  # "Bolivia-Paraguay: In April the president hosted"
    if own:
        return _named_subjects(tree, verb, own)
    if verb.xpos == "VBG" and (owner := tree.children(verb, "nmod:poss")):  # "Pakistan's ceding of lands"
        return [Found(owner[0], "possessor")]
    return _inherited(tree, verb, depth)


def surface_subjects(tree: Tree, verb: Token, depth: int = 0) -> list[Found]:
    """Return the grammatical subject, passive or not: what "it" is that "was told to", "is said to"."""
    own = list(tree.children(verb, "nsubj"))
    if own:
        return _named_subjects(tree, verb, own)
    if is_passive(tree, verb) and verb.relation in {"acl", "amod"}:
        return [Found(tree.head(verb), "participle", 1)]
    return _inherited(tree, verb, depth + 1)


def _named_subjects(tree: Tree, verb: Token, own: list[Token]) -> list[Found]:
    out: list[Found] = []
    for token in own:
        if preposition(tree, token):
            continue  # "the exercise with Russia began", hung on the verb
        if token.lower in RELATIVE and verb.relation == "acl":
            out.append(Found(tree.head(verb), "relative", 1))
        elif token.lower in RELATIVE and any(a.dep == "acl:relcl" for a in tree.ancestors(verb)):
            clause = next(a for a in tree.ancestors(verb) if a.dep == "acl:relcl")
            out.append(Found(tree.head(clause), "relative", 2))
        elif token.lower == "what":  # "What Tehran wants is to receive guarantees"
            wishes = tree.children(token, "acl")
            out += [Found(f.token, f"cleft<{f.path}", 1) for w in wishes for f in subjects(tree, w, MAX_STEPS)]
        elif token.lower != "there":
            out.append(Found(token, "subject"))
    return out


def _inherited(tree: Tree, verb: Token, depth: int) -> list[Found]:
    """Return the subject of a verb that has none of its own."""
    head = tree.head(verb)
    if head is verb:
        return []
    if verb.dep == "conj":
        return _handed(
            subjects(tree, head, depth + 1) if not is_passive(tree, head) else surface_subjects(tree, head), "and"
        )
    bare = not tree.children(verb, "det", "compound", "amod", "case")
    gerund = verb.relation == "obj" and verb.xpos == "VBG" and bare  # "has not stopped arming"
    if gerund or (
        verb.relation in {"xcomp", "ccomp", "advcl", "obl", "parataxis", "csubj"}
        and head.upos
        in {
            "VERB",
            "AUX",
            "ADJ",
            "NOUN",
        }
    ):
        return _controller(tree, verb, head, depth)
    if verb.relation in {"acl", "amod", "nmod"} and head.upos in {"NOUN", "PROPN", "PRON", "NUM"}:
        return _noun_subject(tree, verb, head, depth)
    return []


def _handed(found: list[Found], why: str) -> list[Found]:
    return [Found(f.token, f"{why}<{f.path}", f.cost + 1) for f in found]


def _controller(tree: Tree, verb: Token, head: Token, depth: int) -> list[Found]:
    """Return the subject that the governing clause lends: its object after "urge", else its subject."""
    mark = {c.lower for c in tree.children(verb, "mark", "case")}
    if "as" in mark and head.lemma in QUOTING:
        return _handed(objects(tree, head, depth + 1), "control")  # "quoted Iran as saying"
    if verb.relation in {"ccomp", "parataxis"} and verb.xpos not in {"VB", "VBG"}:
        return []
    if head.lemma in OBJECT_CONTROL and not mark & _TIMED and not set_apart(tree, verb, head):
        found = [f for f in objects(tree, head, depth + 1) if f.token is not verb]
        if found:
            return _handed(found, "control")
        named = [Found(c, "of") for p in _ASKING for c in complements(tree, head, p) if c is not verb]
        if named:
            return _handed(named, "control")
    if is_passive(tree, head):
        return _handed(surface_subjects(tree, head, depth + 1), "control")
    if head.upos == "NOUN" and not tree.children(head, "cop", "nsubj"):
        return _noun_subject(tree, verb, head, depth)
    return _handed(subjects(tree, head, depth + 1), "control")


def set_apart(tree: Tree, verb: Token, head: Token) -> bool:
    """Return whether a participle stands before its clause or behind a comma, so that its subject is the clause's own.

    "Having sheltered Hamas, Qatar criticized Israel", "left the hall, condemning Israel".
    """
    if verb.relation not in {"advcl", "acl"} or verb.xpos not in {"VBG", "VBN"}:
        return False
    start = tree.subtree(verb)[0].i
    return verb.i < head.i or "," in {tree[start].text, tree[start - 1].text if start else ""}


def _noun_subject(tree: Tree, verb: Token, noun: Token, depth: int) -> list[Found]:
    """Return the subject of a verb that hangs on a noun: "rebels fighting ...", "Iraq's effort to destroy ..."."""
    if verb.dep == "acl:relcl":
        return []
    marks = {c.lower for c in tree.children(verb, "mark", "case")}
    if noun.dep in {"obj", "nsubj:pass"} and tree.head(noun).lemma in OBJECT_CONTROL and marks & BLAMING:
        return _handed(objects(tree, tree.head(noun), depth + 1), "control")  # "accused the group of sheltering"
    aside = verb.i > 0 and tree[verb.i - 1].text == "," and noun.relation in {"obj", "obl", "nmod"}
    if verb.xpos == "VBG" and not marks and aside and depth < MAX_STEPS:  # "raid the offices, accusing them"
        above = next((a for a in tree.ancestors(noun) if a.upos == "VERB"), None)
        found = subjects(tree, above, depth + 1) if above is not None and above is not verb else []
        if found:
            return _handed(found, "aside")
    if verb.xpos in {"VBG", "VBD"} and not marks:
        if noun.lemma.lower() in DOCUMENTS and noun.relation in {"obj", "obl", "nsubj:pass"}:
            return _handed(subjects(tree, tree.head(noun), depth + 1), "document")
        return [Found(noun, "participle", 1)]
    owners = [Found(c, "owner", 1) for c in (*tree.children(noun, "nmod:poss"), *modifiers(tree, noun))]
    owners = owners or [Found(c, "owner", 1) for p in ("by", "of") for c in complements(tree, noun, p) if c is not verb]
    if owners:
        return owners
    if noun.relation in {"obj", "nsubj:pass", "obl", "nsubj"} and depth < MAX_STEPS:
        if noun.lemma.lower() in NEEDED or tree.head(noun).lemma in REACTING:
            return []  # "stressed the need to raise pressure": whose need is not said
        return _handed(subjects(tree, tree.head(noun), depth + 1), "carried")
    return []


def modifiers(tree: Tree, noun: Token) -> tuple[Token, ...]:
    """Return the adjectives and names that stand before a noun as its modifiers, in order.

    Of "the Russian-Chinese alliance" both.
    """
    before = [
        c for c in tree.children(noun, "amod", "compound", "nmod", "flat") if c.i < noun.i and c.dep != "nmod:poss"
    ]
    joined = [
        c
        for modifier in before
        for c in tree.children(modifier, "amod", "compound", "nmod", "conj", "obl", "flat")
        if c.i < noun.i and any(t.text in HYPHENS for t in tree.tokens[min(c.i, modifier.i) : max(c.i, modifier.i)])
    ]
    return tuple(sorted({*before, *joined}, key=lambda t: t.i))


def objects(tree: Tree, verb: Token, depth: int = 0) -> list[Found]:
    """Return who or what it is done to: the object, the subject of a passive, the noun a participle modifies."""
    if depth > MAX_STEPS:
        return []
    if is_passive(tree, verb):
        given = tree.children(verb, "obj") if verb.lemma in GIVING and tree.children(verb, "aux") else ()
        if given:  # "Serbia was given missiles"
            return [Found(c, "object") for c in given]
        subject = list(tree.children(verb, "nsubj"))
        if subject:
            return _named_subjects(tree, verb, subject)
        if verb.relation in {"acl", "amod"}:
            return [Found(tree.head(verb), "participle", 1)]
        return _inherited(tree, verb, depth + 1)
    own = [c for c in tree.children(verb, "obj") or tree.children(verb, "iobj") if c.lower not in RELATIVE]
    own = [c for c in own if not preposition(tree, c)]
    own = own or [c for c in tree.children(verb, "xcomp") if c.upos == "PROPN" and not tree.children(c, "cop", "mark")]
    if own:
        return [Found(c, "object") for c in own]
    if (
        verb.relation == "amod" and verb.i < verb.head and verb.xpos != "VBG"
    ):  # "Turkey trained Somali soldiers", taken for a noun phrase
        return [Found(tree.head(verb), "object", 1)]
    return _relative_object(tree, verb) or _shared_object(tree, verb)


def _relative_object(tree: Tree, verb: Token) -> list[Found]:
    """Return what a relative clause is about, where the verb in it lacks its object."""
    if verb.dep == "acl:relcl" and _object_gap(tree, verb):
        return [Found(tree.head(verb), "relative", 1)]
    if verb.relation == "xcomp" and any(c.lower in RELATIVE for c in tree.children(verb, "obj")):
        clause = next((a for a in tree.ancestors(verb) if a.relation != "xcomp"), verb)
        if clause.dep == "acl:relcl":  # "which Jordan is seeking to destroy"
            return [Found(tree.head(clause), "relative", 2)]
    first = tree.head(verb)
    if verb.dep == "conj" and first.dep == "acl:relcl" and tree.children(verb, "nsubj") and _object_gap(tree, first):
        return [Found(tree.head(first), "and<relative", 2)]  # "which Qatar shelters and Iran funds"
    return []


def _object_gap(tree: Tree, verb: Token) -> bool:
    """Return whether a relative clause lacks its object: "Pakistan, which India accuses", "the deal Iran signed"."""
    if any(c.lower in RELATIVE for c in tree.children(verb, "obj")):
        return True
    return any(c.lower not in RELATIVE for c in tree.children(verb, "nsubj")) and not tree.children(
        verb, "ccomp", "xcomp", "cop"
    )


def _shared_object(tree: Tree, verb: Token) -> list[Found]:
    """Return the object of the next verb in a coordination: "attacked and occupied Kuwait"."""
    head = tree.head(verb)
    near = verb.dep == "conj" and head.upos == "VERB" and verb.i - head.i <= NEAR
    if near and not is_passive(tree, verb) and not tree.children(verb, "obl", "xcomp", "ccomp"):
        after = [c for c in tree.children(head, "obj") if c.i > verb.i]
        if after:  # "advising and assisting the forces", hung on the first
            return [Found(c, "and<object", 1) for c in after]
    for other in tree.children(verb, "conj"):
        if other.upos == "VERB" and other.i - verb.i <= NEAR and not tree.children(verb, "obl", "xcomp", "ccomp"):
            found = [Found(c, "and<object", 1) for c in tree.children(other, "obj")]
            if found:
                return found
    return []
