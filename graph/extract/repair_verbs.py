"""Repairs of verbs that the embedded parser takes for something else: perfects, "stop short of", "due to".

Each takes a tree and returns it mended, None when there is nothing to mend; `repair` runs them.
"""

from __future__ import annotations

from dataclasses import replace

from graph.extract.tree import Token, Tree

_NAMED = frozenset({"PROPN", "PRON"})


def perfect_is_verb(tree: Tree) -> Tree | None:
    """Repair *Denmark has armed Ukraine*, read as having an armed Ukraine: the participle is the verb."""
    for have in tree:
        if have.lemma != "have" or have.upos not in {"VERB", "AUX"} or have.relation == "aux":
            continue
        for object_ in tree.children(have, "obj", "xcomp"):
            verb = next((c for c in tree.children(object_, "amod") if c.xpos == "VBN" and c.i > have.i), None)
            if verb is None or not _follows(tree, have, verb) or not _own_phrase(tree, verb, object_):
                continue
            changes = {
                have.i: replace(have, upos="AUX", dep="aux", head=verb.i),
                verb.i: replace(verb, upos="VERB", dep=have.dep, head=verb.i if have.head == have.i else have.head),
                object_.i: replace(object_, dep="obj", head=verb.i),
            }
            for child in tree.children(have):
                if child.i not in changes:
                    changes[child.i] = replace(child, head=verb.i)
            return tree.changed(changes)
    return None


def _follows(tree: Tree, have: Token, verb: Token) -> bool:
    """Return whether only adverbs stand between an auxiliary and its verb."""
    return all(t.upos in {"ADV", "PART"} for t in tree.tokens[have.i + 1 : verb.i])


def _own_phrase(tree: Tree, verb: Token, object_: Token) -> bool:
    """Return whether the object is a name, or begins after the verb with an article: no adjective precedes it."""
    article = any(c.relation in {"det", "nmod"} and verb.i < c.i for c in tree.children(object_, "det", "nmod:poss"))
    return object_.upos in _NAMED or article


def short_of(tree: Tree) -> Tree | None:
    """Repair *stopped short of condemning*: what was not done hangs on the verb."""
    for short in tree:
        stop = tree.head(short)
        if short.lower != "short" or stop.lemma not in {"stop", "fall"} or stop is short:
            continue
        for done in tree.children(short, "advcl", "acl", "obl", "nmod", "ccomp"):
            changes = {done.i: replace(done, head=stop.i, dep="advcl" if done.upos == "VERB" else "obl")}
            changes[short.i] = replace(short, upos="ADV", dep="advmod")
            return tree.changed(changes)
    return None


def due_to(tree: Tree) -> Tree | None:
    """Repair *is due to mediate*, read as "because of": the verb is what is due."""
    for due in tree:
        verb = tree.head(due)
        to = tree[due.i + 1] if due.i + 1 < len(tree) else None
        if due.lower != "due" or due.relation != "case" or to is None or to.lower != "to" or verb.xpos != "VB":
            continue
        changes = {
            due.i: replace(due, upos="ADJ", dep=verb.dep, head=due.i if verb.head == verb.i else verb.head),
            to.i: replace(to, upos="PART", xpos="TO", dep="mark", head=verb.i),
            verb.i: replace(verb, dep="xcomp", head=due.i),
        }
        for child in tree.children(verb, "nsubj", "cop", "advcl", "punct"):
            if child.i not in changes and (child.i < due.i or child.relation == "punct"):
                changes[child.i] = replace(child, head=due.i)
        return tree.changed(changes)
    return None
