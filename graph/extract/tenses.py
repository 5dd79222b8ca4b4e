"""The tense of a clause or of an event noun, as far as looking for a day before or after today needs it."""

from __future__ import annotations

from graph.extract import clauses
from graph.extract.time_values import Tense
from graph.extract.tree import Token, Tree

AHEAD = frozenset({"will", "'ll", "wo", "shall", "would", "'d", "may", "might", "can", "could", "should", "must"})
SAME_TIME = frozenset(
    {"begin", "start", "continue", "resume", "proceed", "go", "keep", "stop", "cease", "finish", "try", "attempt"}
    | {"manage", "fail", "refuse", "decline", "help", "dare", "have", "use", "come", "get", "appear", "seem"}
)
"""Verbs whose complement happens, or does not, when they do: "began to shell"."""
PROSPECT = frozenset(
    {"plan", "intend", "agree", "promise", "threaten", "vow", "pledge", "want", "expect", "schedule", "set", "hope"}
    | {"prepare", "decide", "order", "seek", "ask", "urge", "call", "invite", "need", "aim", "propose", "offer", "due"}
    | {"consider", "ready", "likely", "poised", "slate", "resolve", "commit", "undertake", "warn", "wish", "tell"}
    | {"request", "demand", "oblige", "require"}
)
"""Words whose complement is still to come: "agreed to meet"."""
NON_FINITE = frozenset({"xcomp", "ccomp", "advcl", "acl", "conj", "obl", "parataxis", "csubj"})
ANNOUNCED = frozenset(
    {"upcoming", "planned", "coming", "scheduled", "forthcoming", "proposed", "possible", "potential"}
)  # fmt: skip
"""Adjectives of events to come."""
BEFOREHAND = frozenset({"ahead of", "before", "until"})
AFTERWARDS = frozenset({"after", "following", "since", "despite", "because of"})
MAX_STEPS = 6


def tense(tree: Tree, token: Token, depth: int = 0) -> Tense | None:
    """Return whether a clause tells of what was or what is to come; None for the present and where it is not sure."""
    if depth > MAX_STEPS:
        return None
    auxiliaries = tree.children(token, "aux", "cop")
    words = {a.lower for a in auxiliaries}
    perfect = any(a.lemma == "have" for a in auxiliaries)
    if words & AHEAD and token.lower not in AHEAD:
        return "past" if perfect else "future"
    if any(c.lower == "to" for m in tree.children(token, "mark") for c in (m, *tree.children(m, "fixed"))):
        return "past" if perfect else _infinitive(tree, token, depth)
    if token.xpos == "VB":
        return _tense_above(tree, token, depth)
    finite = next((a for a in auxiliaries if a.xpos in {"VBD", "VBZ", "VBP"}), None)
    if token.xpos == "VBG":
        if finite is None:
            return _tense_above(tree, token, depth)
        return "past" if perfect or finite.xpos == "VBD" else "future"
    if token.xpos in {"VBD", "VBN"}:
        if finite is None and token.dep == "conj" and "nsubj" not in {c.relation for c in tree.children(token)}:
            first = tree.head(token)
            return tense(tree, first, depth + 1) if first.upos in {"VERB", "AUX"} else "past"
        presently = finite is not None and finite.lemma == "be" and finite.xpos != "VBD" and not perfect
        return None if presently else "past"
    if token.upos in {"VERB", "AUX"}:
        return None
    return "past" if finite is not None and (finite.xpos == "VBD" or perfect) else None


def _infinitive(tree: Tree, token: Token, depth: int) -> Tense | None:
    """Return the tense of "to meet" from the word that governs it."""
    head = tree.head(token)
    if any(c.lemma == "be" for c in tree.children(token, "aux", "cop")) or head.lower == "going":
        return "future"  # "is to meet", "is due to meet"
    if token.relation not in {"xcomp", "ccomp", "advcl", "acl"} or head is token:
        return None
    if head.lemma.lower() in PROSPECT:  # of "agreed to meet on Friday" the day may be the agreement's
        active = head.upos == "VERB" and not clauses.is_passive(tree, head)
        return None if active and tense(tree, head, depth + 1) == "past" else "future"
    return tense(tree, head, depth + 1) if head.lemma in SAME_TIME else None


def _tense_above(tree: Tree, token: Token, depth: int) -> Tense | None:
    """Return the tense of the clause that a participle or a bare verb belongs to."""
    above = tree.head(token)
    if above is token:
        return None
    if token.relation in NON_FINITE and (above.upos in {"VERB", "AUX", "ADJ"} or tree.children(above, "cop")):
        return tense(tree, above, depth + 1)
    clause = next((a for a in tree.ancestors(token) if a.upos in {"VERB", "AUX"}), None)
    return tense(tree, clause, depth + 1) if clause is not None else None


def noun_tense(tree: Tree, noun: Token) -> Tense | None:
    """Return the same of an event that a noun names: "ahead of Friday's talks", "Monday's attack killed"."""
    if any(c.lower in ANNOUNCED for c in tree.children(noun, "amod")):
        return "future"
    for place in (noun, *tree.ancestors(noun)):
        case = clauses.preposition(tree, place) if place.upos in {"NOUN", "PROPN"} else ""
        if case in BEFOREHAND or place.lower == "ahead":
            return "future"
        if case in AFTERWARDS:
            return "past"
        if place.upos in {"VERB", "AUX"} or tree.children(place, "cop"):
            if place.lemma in PROSPECT | {"announce", "confirm", "cancel", "postpone", "host"}:
                return None
            return tense(tree, place)
    return None
