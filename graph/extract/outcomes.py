"""Events that are no facts since they are only brought about, tried for, or waited for by the words above them."""

from __future__ import annotations

from graph.extract import clauses
from graph.extract.small_words import NEGATORS
from graph.extract.tree import Token, Tree
from graph.extract.verdict import Factuality
from graph.extract.wordlists import wordlist
from graph.model import Modality

CREATING = wordlist("creating verb")
"""Verbs that bring about what they govern, with its preposition: "cause a war", "lead to a war"."""
FALSE = wordlist("false predicate")
"""What says of a claim, or of a thing, that it is not so: "is a myth"."""
STAGING = wordlist("staging verb")
"""Verbs by which a thing takes place, whoever takes part: "hopes to host talks"."""
TRYING = wordlist("trying verb")
PLANS = wordlist("plan noun")
HOLDING = wordlist("holding verb")
INSTEAD = {"instead": "of", "rather": "than"}
UNREAL = frozenset({"in case of", "in the event of"})
AWAITING = frozenset({"until", "till", "before", "pending"})
ONLY_AWAITING = frozenset({"after", "upon", "following", "with"})
"""Words that await an event where "only" stands before them: "only after the withdrawal"."""
TO_COME = frozenset({"will", "would", "can", "could", "may", "might", "shall", "should", "must", "'ll"})
FORETELLING: dict[str, Modality] = {
    "will": "possible",
    "shall": "possible",
    "can": "possible",
    "could": "possible",
    "may": "possible",
    "might": "possible",
    "should": "possible",
    "must": "desired",
    "would": "conditional",
}
_LOOSE = frozenset({"advcl", "acl", "parataxis", "appos", "dep", "root"})
"""How infinitives hang that say what something is done for."""


def brought_about(tree: Tree, token: Token, head: Token) -> bool:
    """Return whether a verb brings a thing about, which is there as far as the verb holds: "could cause a war"."""
    if head.upos != "VERB":
        return False
    if token.dep in {"obj", "nsubj:pass"}:
        return head.lemma in CREATING
    return token.relation == "obl" and f"{head.lemma} {clauses.preposition(tree, token)}" in CREATING


def staged(tree: Tree, token: Token, head: Token) -> bool:
    """Return whether a thing takes place as far as a verb holds; not to host talks is not to say there are none."""
    if token.upos != "NOUN" or token.dep not in {"obj", "nsubj:pass"} or head.lemma not in STAGING:
        return False
    known = any(c.lower in {"the", "these", "this", "its"} for c in tree.children(token, "det", "nmod:poss"))
    return not known and not any(c.lower in NEGATORS for c in tree.children(head, "advmod"))


def foretell(tree: Tree, verb: Token, found: Factuality, *, made: bool) -> None:
    """Weaken what a verb will or would bring about: nobody plans it, it is foretold or depends on something."""
    for word in tree.children(verb, "aux") if made else ():
        form = word.lower if word.lower in FORETELLING else word.lemma
        if form in FORETELLING:
            found.weaken(FORETELLING[form], word)


def weaken(tree: Tree, token: Token, head: Token, found: Factuality, *, made: bool) -> None:
    """Weaken what is only tried for or meant, ``made`` by the verb at ``token``, and what is only awaited."""
    if made and _tried_for(tree, token, head):
        found.weaken("desired", token)
    if found.averted is token and token.relation == "xcomp" and head.lemma in TRYING:
        found.weaken("possible", head)  # "tried to stop them from arming"
    if word := _awaited(tree, token, head):
        found.weaken("possible", word)
    if word := _supposed(tree, token, head):
        found.weaken("conditional", word)
    if _instead(tree, token):
        found.negate(token)
    if token.relation == "csubj" and head.lemma.lower() in FALSE:
        found.negate(head)
    if head.lemma in HOLDING and token.dep == "obj" and _of_plan(tree, head):
        found.weaken("planned", head)


def suppose(tree: Tree, subject: Token, head: Token, found: Factuality) -> None:
    """Weaken an event of which is told what it would or could do: "a war between them would be a disaster".

    What has an article or an owner is there already: "the war could last for years".
    """
    known = any(c.lower in {"the", "this", "that", "these", "those"} for c in tree.children(subject, "det"))
    if subject.upos == "NOUN" and not known and not tree.children(subject, "nmod:poss"):
        foretell(tree, head, found, made=True)


def _of_plan(tree: Tree, verb: Token) -> bool:
    return any(s.lemma.lower() in PLANS for s in tree.children(verb, "nsubj"))


def _supposed(tree: Tree, token: Token, head: Token) -> Token | None:
    """Return the word by which an event is only supposed: "in case of an attack", "without support, it would fail"."""
    before = clauses.preposition(tree, token)
    if token.upos not in {"NOUN", "PROPN"} or not before:
        return None
    if before in UNREAL or (before == "without" and _to_come(tree, head)):
        return next(iter(tree.children(token, "case")), token)
    return None


def _tried_for(tree: Tree, verb: Token, head: Token) -> bool:
    """Return whether what a verb brings about is only tried for or meant: "tried to sow", "bombed it to provoke"."""
    infinitive = any(c.xpos == "TO" for c in tree.children(verb, "mark"))
    if verb.relation == "xcomp":
        return head.lemma in TRYING
    return infinitive and (verb.relation in _LOOSE or (verb.relation == "conj" and head.lemma in TRYING))


def _awaited(tree: Tree, token: Token, head: Token) -> Token | None:
    """Return the word by which an event is awaited: "will be possible only after the withdrawal", "until"."""
    if token.upos not in {"NOUN", "PROPN"} or token.relation not in {"obl", "nmod"}:
        return None
    for case in tree.children(token, "case", "mark"):
        before = tree[case.i - 1].lower if case.i else ""
        if case.lower in ONLY_AWAITING and before == "only":
            return case
        if case.lower in AWAITING and _to_come(tree, head):
            return case
    return None


def _to_come(tree: Tree, head: Token) -> bool:
    return any(c.lower in TO_COME for c in tree.children(head, "aux"))


def _instead(tree: Tree, token: Token) -> bool:
    """Return whether another thing is done in its place: "instead of attacking", "rather than attack"."""
    return any(
        c.i < token.i and any(f.lower == INSTEAD.get(c.lower) for f in tree.children(c, "fixed"))
        for c in tree.children(token, "advmod", "mark", "cc", "case")
    )
