"""Pronouns: whom "it", "its", "they", "he" and, in speech, "we" mean. Precision first: in doubt nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from graph.extract import roles
from graph.extract.discourse import Discourse, Referent, subject_of
from graph.extract.tree import Token, Tree

IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "their", "them", "themselves"})
HE = frozenset({"he", "his", "him", "she", "her", "himself", "herself"})
WE = frozenset({"we", "our", "us", "ourselves", "i", "my"})
_SEEMING = frozenset({"seem", "appear", "happen", "turn", "matter", "take", "rain"})
_MINDED = frozenset(
    {"able", "ready", "willing", "prepared", "determined", "unable", "unwilling", "keen", "eager", "reluctant", "set"}
    | {"due", "committed", "aware", "concerned", "confident", "afraid", "happy", "glad", "proud", "free", "convinced"}
    | {"entitled", "obliged", "quick", "slow", "force", "oblige", "commit", "worried", "fearful", "hopeful", "sorry"}
    | {"prepare", "determine", "design", "expect", "ask", "allow", "urge", "order", "tell", "permit", "require"}
)
"""Predicates of somebody, not of what a clause says."""
_LIKELY = frozenset({"likely", "unlikely", "certain", "sure", "bound"})
_ACCUSING = frozenset({"blame", "accuse", "criticize", "criticise", "condemn", "denounce", "praise", "urge"})
_ALLEGING = frozenset({"say", "claim", "allege", "argue", "add", "state"})
_CALLING = frozenset({"call", "consider", "deem", "describe", "regard", "see", "view", "brand", "dub", "term", "label"})
_THANKING = frozenset(
    {"thank", "praise", "commend", "congratulate", "criticize", "criticise", "condemn", "blame", "accuse", "denounce"}
    | {"reward", "punish", "sanction", "rebuke", "fault", "credit", "admonish", "applaud", "chide", "castigate"}
)
"""Verbs whose object did what "for" says: "thanked Riyadh for its help"."""
_HARMING = frozenset(
    {"kill", "hunt", "capture", "arrest", "assassinate", "detain", "target", "wound", "attack", "seize", "eliminate"}
)
_LEADERS = frozenset({"leader", "commander", "chief", "head", "founder", "fighter", "spokesman"})
"""Whose leader is killed is not who kills: "troops hunted their leader"."""
_FOR = frozenset({"for", "over", "of"})
_HELPING = frozenset({"help", "support", "assist", "aid", "back", "reinforce", "strengthen", "join", "succour"})
_HELP = frozenset({"support", "help", "assistance", "aid", "backing", "solidarity", "relief"})
"""Verbs and nouns of help in what the helped do: "assisted Kenya in its war"."""
_HELPED = frozenset({"for", "to", "of", "with"})
_IN = frozenset({"in", "during", "amid", "throughout"})
_CALLING_ON = {"call": frozenset({"on", "upon"}), "appeal": frozenset({"to"}), "plead": frozenset({"with"})}
"""Verbs whose complement is done by whom a preposition names: "called on Ankara to withdraw"."""
_FRONTING = frozenset(
    {"before", "after", "while", "when", "because", "since", "as", "although", "though", "if", "once"}
)
_WEATHER = frozenset({"rain", "snow", "hail", "come", "stand", "emerge", "become", "get"})
"""Verbs of an "it" that means nobody, beside those of seeming."""
_IDIOMS = frozenset({"effect", "place", "force", "shape", "root", "hold"})
"""Objects of what only things do: "before it takes effect"."""
_BOTH_ENDS = frozenset({"toward", "towards", "against", "to", "with", "for", "on", "over", "between", "of", "at"})

Fits = Callable[[Referent], bool]


@dataclass(frozen=True, slots=True)
class Link:
    """The antecedents of an expression, more than one for a joint subject, and why they were taken."""

    referents: tuple[Referent, ...]
    reason: str


def fits(word: str) -> Fits | None:
    """Return the test of agreement for a pronoun of the third person, None for other words."""
    if word in IT:
        return lambda r: r.acts and r.singular and not r.person
    if word in THEY:
        return lambda r: r.acts and r.plural and not r.person
    if word in HE:
        return lambda r: r.acts and r.person
    return None


def expletive(tree: Tree, token: Token) -> bool:
    """Return whether an "it" may stand for a clause, an event or nothing: "it is impossible to", "it was revenge"."""
    head = tree.head(token)
    if token.lower != "it" or (token.relation == "expl" and not {head.lemma, head.lower} & _MINDED):
        return token.lower == "it"
    if token.relation not in {"nsubj", "expl"}:
        held = tree.children(head, "xcomp", "ccomp", "obl", "obj", "iobj", "nmod")
        return token.relation in {"obj", "iobj"} and (
            (head.lemma in {"make", "find"} and bool(tree.children(head, "xcomp", "ccomp")))
            or (head.lemma in _CALLING and any(c.i > token.i for c in held))
        )
    if head.lemma in _SEEMING and tree.children(head, "ccomp", "xcomp"):
        return True
    if head.upos == "NOUN" and tree.children(head, "cop"):
        return True
    if not tree.children(head, "cop") and token.dep != "nsubj:pass":
        return False
    later = [c for c in tree.children(head, "csubj", "ccomp", "acl", "advcl", "xcomp") if c.i > head.i]
    if any(_marked(tree, c, "that") for c in later):
        return not {head.lemma, head.lower} & _MINDED
    return not {head.lemma, head.lower} & (_MINDED | _LIKELY) and any(_marked(tree, c, "to") for c in later)


def _marked(tree: Tree, clause: Token, word: str) -> bool:
    """Return whether a clause, not a relative one, is introduced by a word."""
    if clause.dep.startswith("acl:relcl"):
        return False
    return any(t.lower == word for t in tree.children(clause, "mark"))


def resolve(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return whom a pronoun of the third person means, None where it is not certain."""
    agrees = fits(token.lower)
    tree = discourse.trees[sentence]
    if agrees is None or expletive(tree, token):
        return None
    if token.lower in HE and token.xpos == "PRP$" and _other_he(discourse, sentence, token):
        return None
    barred = _barred(discourse, sentence, token)
    tests = (_led_by, _clause_subjects, _cataphora, _previous_subject)
    for test in (_teller_of, *tests):
        link, stop = test(discourse, sentence, token, agrees, barred)
        if link is not None or stop:
            return link
    return None


def _other_he(discourse: Discourse, sentence: int, token: Token) -> bool:
    """Return whether an object of the clause is another "him" of whom nothing is known: "warned him of a plot"."""
    tree = discourse.trees[sentence]
    clause = next((a for a in tree.ancestors(token) if a.upos == "VERB"), None)
    objects = tree.children(clause, "obj", "iobj") if clause is not None else ()
    return any(o.lower in {"him", "her"} and o.i not in discourse.at[sentence] for o in objects)


_Answer = tuple[Link | None, bool]


def _barred(discourse: Discourse, sentence: int, token: Token) -> frozenset[str]:
    """Return the actors that a pronoun cannot mean: its fellow arguments, and what its noun is directed at."""
    tree = discourse.trees[sentence]
    at = discourse.at[sentence]
    if token.xpos == "PRP$":
        noun = tree.head(token)
        below = [t for t in tree.subtree(noun) if t.i > noun.i and t.i in at]
        barred = {at[t.i].mention.actor for t in below if _directed(tree, t, noun)}
        clause = tree.head(noun)
        if noun.relation == "obj" and clause.lemma in _HARMING and noun.lemma.lower() in _LEADERS:
            barred |= {at[s.i].mention.actor for s in tree.children(clause, "nsubj") if s.i in at}
        return frozenset(barred)
    if token.relation in {"obj", "iobj", "obl"}:
        head = tree.head(token)
        subject = subject_of(tree, head)
        if subject is None and head.xpos == "VBG":
            above = next((a for a in tree.ancestors(head) if a.upos == "VERB"), None)
            subject = subject_of(tree, above) if above is not None else None
        if subject is not None and subject.i in at and not token.lower.endswith(("self", "selves")):
            members = discourse.joint.get((sentence, subject.i)) or joint_subject(
                discourse, sentence, subject, at[subject.i]
            )
            return frozenset(r.mention.actor for r in members)
    if token.relation == "nsubj":
        head = tree.head(token)
        return frozenset(at[t.i].mention.actor for t in tree.children(head, "obj", "iobj", "obl") if t.i in at)
    return frozenset()


def _directed(tree: Tree, token: Token, noun: Token) -> bool:
    """Return whether a token lies below a complement of the noun that a preposition of direction marks."""
    current = token
    for _ in range(len(tree)):
        if current.head == noun.i:
            return any(c.lower in _BOTH_ENDS for c in tree.children(current, "case"))
        if current.head == current.i:
            return False
        current = tree.head(current)
    return False


def _teller_of(discourse: Discourse, sentence: int, token: Token, agrees: Fits, barred: frozenset[str]) -> _Answer:
    """Look at the subject of what was said before: "the alliance will train officers, its secretary general said"."""
    if token.xpos != "PRP$":
        return None, False
    tree = discourse.trees[sentence]
    teller = tree.head(token)
    verb = tree.head(teller)
    if teller.relation != "nsubj" or verb.upos != "VERB":
        return None, False
    for said in tree.children(verb, "ccomp", "parataxis"):
        subject = next(iter(tree.children(said, "nsubj")), None)
        if said.i < token.i and subject is not None:
            return _take(discourse, sentence, subject, agrees, barred), False
    return None, False


def _clause_subjects(
    discourse: Discourse, sentence: int, token: Token, agrees: Fits, barred: frozenset[str]
) -> _Answer:
    """Look at the subjects of the clauses around the pronoun, innermost first; object control counts."""
    tree = discourse.trees[sentence]
    below = token
    for clause in tree.ancestors(token):
        owner = _owner(discourse, sentence, token, clause, below, agrees=agrees, barred=barred)
        if owner[0] is not None or owner[1]:
            return owner
        if any(c.i < token.i for c in tree.children(clause, "csubj")):
            return None, True
        held = _accused(discourse, sentence, clause, below) or _controlled(discourse, sentence, clause, below)
        if held is not None and held.end <= token.i and agrees(held) and held.mention.actor not in barred:
            return Link((held,), f"object of {clause.lemma!r}"), False
        subject = next(
            (s for s in tree.children(clause, "nsubj") if s.i < token.i and not _inside(tree, token, s)), None
        )
        if subject is not None:
            subject = antecedent(tree, clause, subject)
            if _other_half(tree, below, token):
                return None, True
            link = _take(discourse, sentence, subject, agrees, barred)
            if link is not None:
                return link, False
            if _competes(tree, subject, token):
                owner_left = bool(barred) and token.xpos == "PRP$"
                return (_only_left(discourse, sentence, token, agrees, barred) if owner_left else None), True
        below = clause
    link = _undergone(discourse, sentence, token, agrees, barred)
    return link or (_only_left(discourse, sentence, token, agrees, barred) if barred else None), False


def _owner(
    discourse: Discourse,
    sentence: int,
    token: Token,
    clause: Token,
    below: Token,
    *,
    agrees: Fits,
    barred: frozenset[str],
) -> _Answer:
    """Look, for a possessive, at what is joined to its noun and at who is helped by the clause around it."""
    if token.xpos != "PRP$":
        return None, False
    if below is token and clause.dep == "conj":
        answer = _joined_noun(discourse, sentence, token, agrees, barred)
        if answer[0] is not None or answer[1]:
            return answer
    helped = _helped(discourse.trees[sentence], clause, below)
    return (None, False) if helped is None else (_of_helped(discourse, sentence, helped, agrees, barred), True)


def _undergone(discourse: Discourse, sentence: int, token: Token, agrees: Fits, barred: frozenset[str]) -> Link | None:
    """Return the object of the verb before, where no subject fits: "ambushed a patrol and burned its car"."""
    tree = discourse.trees[sentence]
    clause = next((a for a in tree.ancestors(token) if a.upos == "VERB"), None)
    if token.xpos != "PRP$" or clause is None or clause.dep != "conj":
        return None
    for held in tree.children(tree.head(clause), "obj"):
        found = discourse.at[sentence].get(held.i)
        if found is not None and agrees(found) and found.mention.actor not in barred and held.i < clause.i:
            return Link((found,), "object of the verb before")
    return None


def _other_half(tree: Tree, below: Token, token: Token) -> bool:
    """Return whether a clause is joined to the one above and has a subject of its own: "but Iran said"."""
    own = tree.children(below, "nsubj")
    return below.dep == "conj" and below.upos == "VERB" and bool(own) and all(s.i != token.i for s in own)


def antecedent(tree: Tree, clause: Token, subject: Token) -> Token:
    """Return what a relative pronoun stands for, any other subject itself: Paris of "Paris, which recalled"."""
    if subject.lower in {"which", "who", "that"} and clause.dep == "acl:relcl":
        return tree.head(clause)
    return subject


def _led_by(discourse: Discourse, sentence: int, token: Token, agrees: Fits, barred: frozenset[str]) -> _Answer:
    """Look whom the owned person leads: "the PKK demands the release of its leader Abdullah Ocalan"."""
    if token.xpos != "PRP$":
        return None, False
    owned = discourse.at[sentence].get(discourse.trees[sentence].head(token).i)
    if owned is None or owned.mention.kind != "person" or owned.mention.via is None:
        return None, False
    for r in discourse.before(sentence, token.i, 1):
        if r.mention.actor == owned.mention.actor and agrees(r) and r.mention.actor not in barred:
            return Link((r,), "whom the person named leads"), False
    return None, False


def _joined_noun(discourse: Discourse, sentence: int, token: Token, agrees: Fits, barred: frozenset[str]) -> _Answer:
    """Look at what "and" joins to the owned noun: "the parties and their supporters"."""
    tree = discourse.trees[sentence]
    joined = tree.head(tree.head(token))
    if joined.upos not in {"NOUN", "PROPN"} or joined.i > token.i:
        return None, False
    held = discourse.at[sentence].get(joined.i)
    if held is not None and held.head == joined.i and agrees(held) and held.mention.actor not in barred:
        return Link((held,), "joined to what it owns"), False
    return None, token.lower in THEY and _competes(tree, joined, token)


def _helped(tree: Tree, clause: Token, below: Token) -> Token | None:
    """Return who is helped in what they do: Kenya of "assisted Kenya in its war", "support for Kenya in its war"."""
    if below.upos == "VERB" or not {c.lower for c in tree.children(below, "case")} & _IN:
        return None
    if clause.upos == "VERB":
        objects = tree.children(clause, "obj") if clause.lemma in _HELPING else ()
    else:
        given = tree.children(clause, "nmod") if clause.lemma.lower() in _HELP else ()
        objects = tuple(o for o in given if {c.lower for c in tree.children(o, "case")} & _HELPED)
    return next((o for o in objects if o.i < below.i), None)


def _of_helped(discourse: Discourse, sentence: int, helped: Token, agrees: Fits, barred: frozenset[str]) -> Link | None:
    """Return the link to who is helped, where it agrees."""
    found = _people(discourse, sentence, helped)
    if found is None or not agrees(found) or found.mention.actor in barred:
        return None
    return Link((found,), "helped in it")


def _people(discourse: Discourse, sentence: int, token: Token) -> Referent | None:
    """Return the actor that a noun stands for, or whose people it names: "the people of Mali", "the Iraqi people"."""
    at, tree = discourse.at[sentence], discourse.trees[sentence]
    if token.i in at or token.lemma.lower() != "people":
        return at.get(token.i)
    named = [c for c in tree.children(token, "amod", "compound", "nmod", "nmod:poss") if c.i in at]
    return replace(at[named[0].i], plural=True, singular=False) if named else None


def _accused(discourse: Discourse, sentence: int, clause: Token, below: Token) -> Referent | None:
    """Return the accused where what is said of it follows: "blames the US, saying it was incapable"."""
    alleged = clause.lemma in _ACCUSING and below.dep == "advcl" and below.lemma in _ALLEGING
    tree = discourse.trees[sentence]
    thanked = (
        clause.lemma in _THANKING
        and below.upos != "VERB"
        and bool({c.lower for c in tree.children(below, "case", "mark")} & _FOR)
    )
    return _object(discourse, sentence, clause, below) if alleged or thanked else None


def _controlled(discourse: Discourse, sentence: int, clause: Token, below: Token) -> Referent | None:
    """Return the object that is the subject of a non-finite clause: "prevent ISIS from expanding its influence"."""
    tree = discourse.trees[sentence]
    if below.dep not in {"xcomp", "advcl", "obl"} or tree.children(below, "nsubj"):
        return None
    marks = {t.lower for t in tree.children(below, "mark", "case")}
    if clause.lemma in _CALLING_ON and "to" in marks:
        asked = [o for o in tree.children(clause, "obl", "obj") if o.i < below.i and _case(tree, o, clause.lemma)]
        return discourse.at[sentence].get(asked[-1].i) if asked else None
    if below.dep != "xcomp" and "from" not in marks:
        return None
    return _object(discourse, sentence, clause, below)


def _case(tree: Tree, token: Token, lemma: str) -> bool:
    return any(c.lower in _CALLING_ON[lemma] for c in tree.children(token, "case"))


def _object(discourse: Discourse, sentence: int, clause: Token, below: Token) -> Referent | None:
    """Return the actor that is the object of a clause and stands before one of its parts."""
    tree = discourse.trees[sentence]
    kinds = ("obj", "iobj") if any(t.lower == "own" for t in tree.subtree(below)) else ("obj",)
    objects = [o for o in tree.children(clause, *kinds) if o.i < below.i]
    return discourse.at[sentence].get(objects[0].i) if objects else None


def _inside(tree: Tree, token: Token, top: Token) -> bool:
    return any(a.i == top.i for a in tree.ancestors(token))


def _take(discourse: Discourse, sentence: int, subject: Token, agrees: Fits, barred: frozenset[str]) -> Link | None:
    """Return the link to a subject, or to the members of a joint one, where it agrees."""
    found = discourse.at[sentence].get(subject.i)
    if found is None or found.head != subject.i:
        return None
    members = discourse.joint.get((sentence, subject.i)) or joint_subject(discourse, sentence, subject, found)
    if len(members) > 1:
        plural = tuple(replace(r, plural=True, singular=False) for r in members)
        if any(r.mention.actor in barred for r in members):
            return None
        return Link(plural, "joint subject") if all(agrees(r) for r in plural) else None
    if found.mention.actor in barred or not agrees(found):
        return None
    return Link((found,), "subject of the clause around it")


def joint_subject(discourse: Discourse, sentence: int, subject: Token, found: Referent) -> tuple[Referent, ...]:
    """Return the distinct actors that "and" joins in a subject; only the first where one of them is no actor."""
    tree = discourse.trees[sentence]
    others = tree.children(subject, "conj")
    at = discourse.at[sentence]
    sharing = _sharing(discourse, sentence, found)
    if sharing and not others:
        return (*sharing, found)
    others = others or _shared_of(discourse, sentence, found)
    if not others or any(c.i not in at for c in others):
        return (found,)
    if any(k.lower == "or" for c in others for k in tree.children(c, "cc")):
        return (found,)
    return tuple({r.mention.actor: r for r in (found, *(at[c.i] for c in others))}.values())


def _shared_of(discourse: Discourse, sentence: int, found: Referent) -> tuple[Token, ...]:
    """Return the names joined to the one in a role: Qatar of "the ministers of Egypt and Qatar"."""
    tree = discourse.trees[sentence]
    if found.mention.kind != "organ" or not found.plural or found.head == found.end - 1:
        return ()
    return tuple(
        c for t in tree.tokens[found.head + 1 : found.end] for c in tree.children(t, "conj") if c.i >= found.end
    )


def _sharing(discourse: Discourse, sentence: int, found: Referent) -> tuple[Referent, ...]:
    """Return the nationalities that share a role noun with one: "Nicaraguan" of "Nicaraguan and Honduran officials"."""
    out: list[Referent] = []
    first = found.first
    for r in sorted(discourse.rows[sentence], key=lambda r: -r.first):
        between = discourse.trees[sentence].tokens[r.end : first]
        joined = 0 < len(between) <= len((",", "and")) and all(t.lower in {",", "and", "or"} for t in between)
        if r.end <= first and joined and r.mention.reason == "role noun shared":
            out.insert(0, r)
            first = r.first
    return tuple(out)


def _competes(tree: Tree, subject: Token, token: Token) -> bool:
    """Return whether a subject that is no actor agrees with the pronoun and may be what it means."""
    if subject.upos == "PRON" and subject.lower not in IT | THEY | HE:
        return False
    plural = "Number=Plur" in subject.feats or bool(tree.children(subject, "conj"))
    if token.lower in IT:
        return not plural
    if token.lower in THEY:
        return plural
    human = roles.words("office") | roles.words("outsider") | roles.words("people") | roles.words("fighter")
    return subject.upos == "PROPN" or roles.is_in(subject.lower, human)


def _only_left(discourse: Discourse, sentence: int, token: Token, agrees: Fits, barred: frozenset[str]) -> Link | None:
    """Return the one agreeing actor before the pronoun in its sentence, where others are ruled out."""
    if token.lower == "it" and token.relation != "nsubj" and _thing_before(discourse, sentence, token):
        return None
    found = [r for r in discourse.before(sentence, token.i, 0) if agrees(r) and r.mention.actor not in barred]
    if found and len({r.mention.actor for r in found}) == 1:
        return Link((found[0],), "the only actor left in the sentence")
    return None


def _thing_before(discourse: Discourse, sentence: int, token: Token) -> bool:
    """Return whether a singular noun that is no actor stands before as subject or object: "the hotline ... cut it"."""
    tree, at = discourse.trees[sentence], discourse.at[sentence]
    return any(
        t.upos == "NOUN" and t.relation in {"obj", "nsubj"} and t.i not in at and "Number=Plur" not in t.feats
        for t in tree.tokens[: token.i]
    )


def _cataphora(discourse: Discourse, sentence: int, token: Token, agrees: Fits, barred: frozenset[str]) -> _Answer:
    """Look ahead to the main subject where the pronoun stands in a phrase before it: "With their victories, ..."."""
    tree = discourse.trees[sentence]
    subject = subject_of(tree, tree.root)
    if subject is None or subject.i < token.i or _inside(tree, token, subject):
        return None, False
    if token.xpos != "PRP$":
        return _fronted(discourse, sentence, token, agrees, barred) if token.relation == "nsubj" else (None, False)
    link = _take(discourse, sentence, subject, agrees, barred)
    return (Link(link.referents, "subject of the main clause that follows"), False) if link else (None, False)


def _fronted(discourse: Discourse, sentence: int, token: Token, agrees: Fits, barred: frozenset[str]) -> _Answer:
    """Look ahead from the subject of a clause put first: "before it shelled the town, Hezbollah met envoys".

    Nobody is meant where the sentence before has another subject that agrees, or a thing of the main clause may be
    what the pronoun means: "although it angered Turkey, Greece signed the deal".
    """
    tree = discourse.trees[sentence]
    clause, subject = tree.head(token), subject_of(tree, tree.root)
    marks = {c.lower for c in tree.children(clause, "mark", "advmod", "case") if c.i < token.i}
    if subject is None or clause.relation != "advcl" or clause.head != tree.root.i or not marks & _FRONTING:
        return None, False
    held = tree.children(clause, "obj", "ccomp", "xcomp")
    acting = clause.upos == "VERB" and clause.lemma not in _SEEMING | _WEATHER and token.dep != "nsubj:pass"
    deed = acting and bool(held) and all(h.lower not in _IDIOMS for h in held)
    link = _take(discourse, sentence, subject, agrees, barred)
    if link is None:
        known = discourse.at[sentence].get(subject.i)
        ruled_out = known is not None and known.mention.actor in barred
        return None, not ruled_out and _competes(tree, subject, token)
    earlier = _previous_subject(discourse, sentence, token, agrees, barred)[0]
    names = {r.mention.actor for r in link.referents}
    if earlier is not None and names != {r.mention.actor for r in earlier.referents}:
        return None, True
    if (token.lower not in HE and not deed) or _thing_after(discourse, sentence, token):
        return None, True
    return Link(link.referents, "subject of the main clause that follows"), True


def _thing_after(discourse: Discourse, sentence: int, token: Token) -> bool:
    """Return whether the main clause has a definite complement, no actor, that agrees with the pronoun."""
    tree, at = discourse.trees[sentence], discourse.at[sentence]
    plural = token.lower in THEY
    for thing in tree.children(tree.root, "obj", "obl"):
        definite = any(c.lower in {"the", "this", "these", "that", "those"} for c in tree.children(thing, "det"))
        cases = {c.lower for c in tree.children(thing, "case")}
        core = thing.relation == "obj" or bool(cases & _BOTH_ENDS - {"at", "over"})
        agreeing = ("Number=Plur" in thing.feats or thing.xpos == "NNS") == plural
        if thing.upos == "NOUN" and thing.i not in at and definite and core and agreeing and token.lower not in HE:
            return True
    return False


def _previous_subject(
    discourse: Discourse, sentence: int, token: Token, agrees: Fits, barred: frozenset[str]
) -> _Answer:
    """Look at the main subject of the sentence before, where nothing in this sentence came first."""
    tree = discourse.trees[sentence]
    if sentence == 0 or any(r.acts and agrees(r) for r in discourse.before(sentence, token.i, 0)):
        return None, True
    previous = discourse.trees[sentence - 1]
    if tree.paragraph - previous.paragraph > 1:
        return None, True
    subject = discourse.main_subject(sentence - 1)
    if subject is None or (token.dep == "nsubj:pass" and _has_thing(discourse, sentence - 1, previous.head(subject))):
        return None, True
    link = _take(discourse, sentence - 1, subject, agrees, barred)
    if link is None:
        return None, True
    return Link(link.referents, "subject of the sentence before"), True


def _has_thing(discourse: Discourse, sentence: int, predicate: Token) -> bool:
    """Return whether a predicate has an object that is no actor, and so may be what undergoes the next one."""
    objects = discourse.trees[sentence].children(predicate, "obj")
    return any(o.i not in discourse.at[sentence] for o in objects)
