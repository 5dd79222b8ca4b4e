"""Repairs of what the embedded parser is known to get wrong, each a general pattern that it should not have left.

Every repair looks for a shape that is no English clause, or an attachment whose words tell better. A repair that would
make a cycle is not made. The order matters: verbs are found first, then what hangs on them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph.extract.repair_clauses import REPAIRS as _CLAUSES
from graph.extract.repair_participles import (
    bare_past,
    main_verb_is_relative,
    opening_is_name,
    participle_is_adjective,
    subject_after_comma,
)
from graph.extract.repair_speech import (
    caller_is_subject,
    charge_is_the_agents,
    own_words_go_on,
    source_is_root,
    speaker_after_clause,
    speaker_after_quote,
    speaker_is_flat,
)
from graph.extract.repair_verbs import due_to, perfect_is_verb, short_of
from graph.extract.tree import Token, Tree
from graph.extract.wordclass import word_class

_SUBJECTS = ("nsubj", "nsubj:pass")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_PARTICLES = frozenset({"up", "down", "out", "off", "away", "back", "over"})
_BESIDE = frozenset({"neighbouring", "neighboring", "adjoining", "bordering"})
_TIMES = frozenset(
    {"second", "minute", "hour", "day", "night", "week", "weekend", "month", "year", "decade", "century"}
)
_WEEKDAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
_MONTHS = frozenset(
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_SHARED = frozenset(
    "accord agreement alliance battle border ceasefire clash conflict confrontation contact contest cooperation deal "  # noqa: SIM905
    "dialogue diplomacy difference discussion dispute division encounter exchange feud fight fighting friendship gap "
    "hostility link mediation mediator meeting negotiation pact partnership peace rapprochement relation relationship "
    "rift rivalry round skirmish standoff struggle summit talk tension tie treaty truce understanding war".split()
)
"""Lemmas of nouns for what is between two sides."""


def repair(tree: Tree) -> Tree:
    """Return the tree with the known mistakes put right; the same tree when there are none."""
    for mend in _REPAIRS:
        mended = mend(tree)
        if mended is not None and _is_tree(mended):
            tree = mended
    return tree


def _is_tree(tree: Tree) -> bool:
    """Return whether there is one root and every token hangs on it."""
    roots = [t for t in tree if t.head == t.i]
    return len(roots) == 1 and len(tree.subtree(roots[0])) == len(tree)


def _is_time(token: Token) -> bool:
    """Return whether a noun names a time."""
    return token.lemma.lower() in _TIMES or token.text in _WEEKDAYS | _MONTHS or token.text[0].isdigit()


def _modifier_is_verb(tree: Tree) -> Tree | None:
    """Repair *the rebels are escalating pressure*, *Hamas claimed responsibility*, read as a noun that has a subject.

    The modifier between the subject (or its *are*) and the noun becomes the verb, the noun its object.
    """
    noun = tree.root
    modifiers = tree.children(noun, "amod")
    subject = next((s for t in (noun, *modifiers) for s in tree.children(t, *_SUBJECTS) if s.i < t.i), None)
    if noun.upos not in {"NOUN", "PROPN"} or subject is None or subject.i > noun.i:
        return None
    copula = next(iter(tree.children(noun, "cop")), None)
    start = copula.i if copula is not None else tree.subtree(subject)[-1].i
    verb = next((t for t in tree.tokens[start + 1 : noun.i] if t.upos not in {"ADV", "PART"}), None)
    if verb is None or verb.head != noun.i or verb.relation not in {"amod", "compound"}:
        return None
    tags = {"VBG"} if copula is not None else {"VBD", "VBN"}
    if verb.xpos not in tags or (copula is not None and copula.lemma != "be"):
        return None
    changes = {verb.i: replace(verb, head=verb.i, dep="root", upos="VERB")}
    for child in tree.children(noun):
        verbal = child.relation in {"conj", "parataxis", "advcl", "ccomp"} or child.dep == "punct"
        if child.i < verb.i or (child.i > noun.i and verbal and child.upos not in _NOMINAL):
            changes[child.i] = replace(child, head=verb.i)
    if copula is not None:
        changes[copula.i] = replace(copula, head=verb.i, dep="aux")
    else:
        changes[verb.i] = replace(changes[verb.i], xpos="VBD", feats=frozenset({"VerbForm=Fin", "Tense=Past"}))
    changes[noun.i] = replace(noun, head=verb.i, dep="obj")
    return tree.changed(changes)


def _noun_is_verb(tree: Tree) -> Tree | None:
    """Repair the headline *Iran cozies up to Oman*, *Russia slams NATO*, read as nouns only.

    In a sentence without a finite verb, the first form in -s after a noun that has an object, or is followed by a
    particle, a determiner or a name, as no plural noun does, becomes the verb.
    """
    if any(t.upos == "AUX" or t.xpos in _FINITE for t in tree):
        return None
    verb = next((t for t in tree.tokens[1:-1] if _reads_as_verb(tree, t)), None)
    if verb is None:
        return None
    left = tree[verb.i - 1]
    feats = frozenset({"Mood=Ind", "Number=Sing", "Tense=Pres", "VerbForm=Fin"})
    lemma = verb.lower[:-3] + "y" if verb.lower.endswith("ies") else verb.lower.removesuffix("s")
    changes = {
        verb.i: replace(verb, head=verb.i, dep="root", upos="VERB", xpos="VBZ", feats=feats, lemma=lemma),
        left.i: replace(left, head=verb.i, dep="nsubj"),
    }
    for token in tree:
        if token.i < left.i and (token.head >= left.i or token.head == token.i):
            dep = token.dep if token.dep not in {"root", *_SUBJECTS} else "compound"
            changes[token.i] = replace(token, head=left.i, dep=dep)
        elif token.i > verb.i and (token.head <= verb.i or token.head == token.i):
            changes[token.i] = replace(token, head=verb.i, dep=_label_under_verb(tree, token, verb.i))
    return tree.changed(changes)


def _reads_as_verb(tree: Tree, token: Token) -> bool:
    """Return whether a word tagged as a plural noun can only be a verb where it stands."""
    before, after = tree[token.i - 1], tree[token.i + 1]
    if token.xpos not in {"NNS", "NNPS"} or not token.lower.endswith("s") or before.upos not in {"NOUN", "PROPN"}:
        return False
    if after.lower in _PARTICLES or any(c.i > token.i for c in tree.children(token, "obj")):
        return True
    followed = after.upos in {"DET", "PROPN"} and after.head >= after.i
    return followed and before.upos == "PROPN" and "VBZ" in word_class(token.lower)


def _label_under_verb(tree: Tree, token: Token, verb: int) -> str:
    """Return the label of a token that comes to hang on the verb before it."""
    if token.lower in _PARTICLES and token.i == verb + 1:
        return "compound:prt"
    if token.upos in _NOMINAL:
        return "obl" if tree.children(token, "case") else "obj"
    return "advcl" if token.xpos in {"VBG", "VBN"} else token.dep if token.dep != "root" else "dep"


def _infinitive_is_verb(tree: Tree) -> Tree | None:
    """Repair the headline *Britain to send troops*: the infinitive right after a name is what the name will do."""
    root = tree.root
    if root.upos != "PROPN" or any(t.upos == "AUX" or t.xpos in _FINITE for t in tree):
        return None
    for verb in tree.children(root, "acl"):
        if verb.xpos == "VB" and tree[root.i + 1].xpos == "TO" and tree[root.i + 1].head == verb.i:
            changes = {t.i: replace(t, head=verb.i) for t in tree.children(root) if t.i > root.i and t.i != verb.i}
            changes[root.i] = replace(root, head=verb.i, dep="nsubj")
            changes[verb.i] = replace(verb, head=verb.i, dep="root")
            return tree.changed(changes)
    return None


def _lift_subject(tree: Tree) -> Tree | None:
    """Repair *Iran, fearing a revolt, hosts talks*, read with Iran as subject of the participle between commas."""
    for participle in tree:
        if participle.xpos not in {"VBD", "VBG", "VBN"} or tree.children(participle, "aux", "aux:pass", "cop", "mark"):
            continue
        subject = next(iter(tree.children(participle, *_SUBJECTS)), None)
        if subject is None or not _comma_between(tree, subject, participle):
            continue
        if participle.xpos == "VBD" and not _stands_after_comma(tree, subject, participle):
            continue
        verb = _verb_after(tree, participle)
        if verb is None or tree.children(verb, *_SUBJECTS, "expl") or not _comma_between(tree, participle, verb):
            continue
        passive = "nsubj:pass" if tree.children(verb, "aux:pass") else "nsubj"
        changes = {
            subject.i: replace(subject, head=verb.i, dep=passive),
            participle.i: replace(participle, head=subject.i, dep="acl"),
        }
        if verb.head == participle.i:
            head = verb.i if participle.head == participle.i else participle.head
            changes[verb.i] = replace(verb, head=head, dep=participle.dep)
            for child in tree.children(participle):
                if child.i > verb.i:
                    changes[child.i] = replace(child, head=verb.i)
        return tree.changed(changes)
    return None


def _verb_after(tree: Tree, participle: Token) -> Token | None:
    """Return the finite clause that a participle hangs on, or that hangs on it without a conjunction, to its right."""
    below = tree.children(participle, "conj", "parataxis", "ccomp", "advcl")
    linked = [tree.head(participle), *(t for t in below if not tree.children(t, "mark"))]
    for verb in linked:
        finite = verb.xpos in _FINITE or any(
            t.xpos in _FINITE | {"MD"} for t in tree.children(verb, "aux", "aux:pass", "cop")
        )
        if verb.i > participle.i and finite and not tree.children(verb, "cc"):
            return verb
    return None


def _stands_after_comma(tree: Tree, subject: Token, verb: Token) -> bool:
    """Return whether one comma parts a subject from its verb, as no finite verb has; two are an apposition."""
    return sum(t.text == "," for t in tree.tokens[subject.i + 1 : verb.i]) == 1 and tree[verb.i - 1].text == ","


def _comma_between(tree: Tree, left: Token, right: Token) -> bool:
    """Return whether a comma stands between two tokens."""
    return any(t.text == "," for t in tree.tokens[left.i + 1 : right.i])


def _attach_between(tree: Tree) -> Tree | None:
    """Repair *talks in months between A and B*: what is between hangs on the talks, not on the months.

    So too when it hangs on a verb whose object is such a noun: *held talks on Monday between A and B*.
    """
    changes: dict[int, Token] = {}
    for token in tree:
        if token.relation not in {"nmod", "obl"} or not any(c.lower == "between" for c in tree.children(token, "case")):
            continue
        head = tree.head(token)
        if not (_is_time(head) or (head.upos == "VERB" and head.i < token.i)):
            continue
        above = {t.i for t in tree.ancestors(token)}
        break_ = next((t.i for t in reversed(tree.tokens[: token.i]) if t.text in {",", ";"}), 0)
        near = [
            t
            for t in reversed(tree.tokens[: token.i])
            if t.upos == "NOUN"
            and (t.i > break_ or head.upos != "VERB")
            and t.lemma.lower() in _SHARED
            and (t.i in above or (t.head in above and t.dep == "obj"))
        ]
        if near:
            changes[token.i] = replace(token, head=near[0].i, dep="nmod")
    return tree.changed(changes)


def _name_agents(tree: Tree) -> Tree | None:
    """Repair a passive's *by*: what stands after it is the agent, unless it is a time or an amount."""
    changes: dict[int, Token] = {}
    for token in tree:
        if token.dep != "obl" or not any(c.lower == "by" for c in tree.children(token, "case")):
            continue
        verb = tree.head(token)
        passive = bool(tree.children(verb, "aux:pass", "nsubj:pass")) or "Voice=Pass" in verb.feats
        bare = verb.xpos == "VBN" and not tree.children(verb, "aux")
        amount = token.upos not in _NOMINAL or (bool(tree.children(token, "nummod")) and _is_amount(token))
        if verb.upos == "VERB" and (passive or bare) and not amount and not _is_time(token):
            changes[token.i] = replace(token, dep="obl:agent")
    return tree.changed(changes)


def _is_amount(token: Token) -> bool:
    """Return whether a counted noun is a measure rather than people."""
    return token.lemma.lower() in {"percent", "%", "point", "mile", "kilometer", "kilometre", "dollar", "ton", "tonne"}


def _beside(tree: Tree) -> Tree | None:
    """Repair a source or speaker that stands beside the clause, and a subject read as a call."""
    for mend in _SPEECH:
        changes = mend(tree)
        if changes:
            return tree.changed(changes)
    return None


def _charge(tree: Tree) -> Tree | None:
    """Repair what somebody was accused of, hung on the accuser."""
    return tree.changed(charge_is_the_agents(tree))


def _off_auxiliary(tree: Tree) -> Tree | None:
    """Repair *Bangladesh has outright rejected*, where the subject hangs on the auxiliary: it is the verb's."""
    changes = {}
    for auxiliary in tree:
        if auxiliary.relation in {"aux", "cop"} and auxiliary.head != auxiliary.i:
            taken = tree.children(tree.head(auxiliary), *_SUBJECTS)
            for subject in tree.children(auxiliary, *_SUBJECTS):
                if not taken:
                    changes[subject.i] = replace(subject, head=auxiliary.head)
    return tree.changed(changes)


def _flat_over_and(tree: Tree) -> Tree | None:
    """Repair *Muammar Gaddafi and Todor Zhivkov signed*, read as one long name: what follows "and" is joined."""
    changes = {}
    for token in tree:
        head = tree.head(token)
        between = tree.tokens[head.i + 1 : token.i]
        if token.dep == "flat" and any(t.upos == "CCONJ" and t.head != head.i for t in between):
            changes[token.i] = replace(token, dep="conj")
    return tree.changed(changes)


def _neighbouring(tree: Tree) -> Tree | None:
    """Repair *from neighbouring Lebanon*, read as a verb with an object: an adjective before its noun."""
    changes: dict[int, Token] = {}
    for word in tree:
        after = tree[word.i + 1] if word.i + 1 < len(tree) else None
        if word.lower not in _BESIDE or word.upos != "VERB" or after is None or after.head != word.i:
            continue
        changes[after.i] = replace(after, head=word.head, dep="obl" if tree.head(word).upos == "VERB" else "nmod")
        changes[word.i] = replace(word, head=after.i, dep="amod", upos="ADJ", xpos="JJ")
        for child in tree.children(word, "mark", "case"):
            changes[child.i] = replace(child, head=after.i, dep="case", upos="ADP")
    return tree.changed(changes)


_SPEECH = (
    source_is_root,
    speaker_is_flat,
    caller_is_subject,
    speaker_after_clause,
    speaker_after_quote,
    own_words_go_on,
)
_REPAIRS: tuple[Callable[[Tree], Tree | None], ...] = (
    perfect_is_verb,
    due_to,
    short_of,
    bare_past,
    _noun_is_verb,
    _infinitive_is_verb,
    _off_auxiliary,
    _flat_over_and,
    _neighbouring,
    _modifier_is_verb,
    opening_is_name,
    participle_is_adjective,
    main_verb_is_relative,
    subject_after_comma,
    _beside,
    _lift_subject,
    _attach_between,
    _name_agents,
    *_CLAUSES,
    _charge,
)
