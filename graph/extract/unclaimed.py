"""Frames that match and give no claim all the same: what is gone, left out, nobody's view, or a figure of speech."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extract.frames import Match
from graph.extract.time_words import expressions, top
from graph.extract.tree import Token, Tree
from graph.extract.wordlists import wordlist

SAID_THINGS = wordlist("said thing")
"""What is rejected with what it says: "rejected claims that"."""
HANDING = wordlist("handing verb")
"""Verbs of making and giving: "drones sold to"."""
BYGONE = wordlist("bygone adjective")
"""Adjectives of what was: "a former ally"."""
OTHER_MEANS = wordlist("war of other means")
"""What stands before "war" where nobody shoots: "a trade war"."""
EXCEPT = frozenset({"except", "excluding", "barring", "excepting"})
EVERYBODY = frozenset(
    {"all", "everyone", "everybody", "none", "nobody", "countries", "states", "members", "every", "any"}
)
NOTHING = frozenset({"nobody", "nothing", "none", "few", "little"})
BEGINNING = frozenset({"start", "begin"})


def of_what_is_said(tree: Tree, match: Match) -> bool:
    """Return whether what is rejected is something said, and the end a part of that: "dismissed talk of a war on"."""
    if match.frame.relation != "rejects":
        return False
    span = match.target.mention.span
    for thing in tree.children(match.trigger, "obj", "nsubj:pass"):
        below = tree.children(thing, "acl", "nmod")
        deep = [t for c in below for t in tree.subtree(c) if t is not c or c.relation == "acl"]
        if thing.lemma.lower() in SAID_THINGS and any(t.start == span.start for t in deep):
            return True
    return False


def of_nobody(tree: Tree, verb: Token) -> bool:
    """Return whether nobody holds a view: "nobody believes that", "few say that", "nothing suggests that"."""
    subjects = [*tree.children(verb, "nsubj"), *(c for c in tree.children(verb, "amod") if c.i < verb.i)]
    return any(s.lower in NOTHING or (s.lower == "one" and tree[s.i - 1].lower == "no") for s in subjects)


def gone_or_figure(tree: Tree, trigger: Token) -> bool:
    """Return whether a relation is gone, or a figure of speech: "a former ally", "used to support", "a trade war"."""
    above = tree.head(trigger)
    used = above.lemma == "use" and above.xpos == "VBD" and not tree.children(above, "obj")
    if used and trigger.relation == "xcomp":
        return True
    wars = [n for n in (trigger, *tree.children(trigger, "obj")) if n.lemma == "war"]
    figure = any(c.lower in OTHER_MEANS for n in wars for c in tree.children(n, "compound", "amod"))
    return figure or any(c.lower in BYGONE for c in tree.children(trigger, "amod"))


def left_out(before: Sequence[str]) -> bool:
    """Return whether the words before an end leave it out: "all but Syria", "except Syria", ", not by Syria"."""
    words = ["", "", "", *before]
    if words[-1] in EXCEPT or (words[-1] == "for" and words[-2] in EXCEPT):
        return True
    if words[-1] == "but" and words[-2] in EVERYBODY:
        return True
    return words[-1] in {"by", "from", "with"} and words[-2] == "not" and words[-3] in {",", "but", "and"}


def handed_on(tree: Tree, match: Match) -> bool:
    """Return whether the source only made or gave a weapon that others use: "Turkish drones sold to Ukraine hit"."""
    if match.frame.pos != "v":
        return False
    start = match.source.mention.span.start
    for weapon in tree.children(match.trigger, "nsubj"):
        named = any(c.start == start for c in tree.children(weapon, "amod", "compound", "nmod:poss"))
        if named and any(c.lemma in HANDING and c.xpos == "VBN" for c in tree.children(weapon, "acl")):
            return True
    return False


def only_the_date_denied(tree: Tree, match: Match) -> bool:
    """Return whether a negation may be of the date alone: "did not start the war on February 24"."""
    verbs = [v for v in (match.carrier, match.trigger, tree.head(match.trigger)) if v.lemma in BEGINNING]
    if not verbs:
        return False
    places = {verbs[0].i, match.trigger.i}
    return any(tree.head(top(tree, e)).i in places for e in expressions(tree))
