"""Repairs of what is joined to a noun: lists, owners, the name behind it."""

from __future__ import annotations

from dataclasses import replace

from graph.extract.calendar_words import MONTHS, WEEKDAYS
from graph.extract.lemmas import lemma
from graph.extract.tree import Token, Tree
from graph.extract.wordlists import wordlist

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SAYING = wordlist("saying verb")
_PROSPECTS = wordlist("prospect noun")
"""Nouns of which an infinitive tells what may be done: "readiness to support"."""
_KIN = frozenset({"rival", "ally", "enemy", "foe", "neighbour", "neighbor", "partner", "adversary", "friend"})
_ESPECIALLY = frozenset({"especially", "particularly", "notably", "specifically", "chiefly", "mainly", "primarily"})
_Changes = dict[int, Token]


def as_well_as(tree: Tree) -> Tree | None:
    """Repair *sanctioned Iran as well as Hamas*: what follows is joined to the nearest noun before it."""
    changes: _Changes = {}
    for token in tree:
        linked = [c for c in tree.children(token, "cc") if c.lower == "as" and c.i < token.i]
        if token.dep == "conj" or token.upos not in _NOMINAL or not linked:
            continue
        before = next(
            (t for t in reversed(tree.tokens[: linked[0].i]) if t.head == token.head and t.upos in _NOMINAL), None
        )
        if before is not None:
            changes[token.i] = replace(token, head=before.i, dep="conj")
    return tree.changed(changes)


def in_particular(tree: Tree) -> Tree | None:
    """Repair *its fight against crime, in particular against Hamas*: the second phrase is joined to the first."""
    changes: _Changes = {}
    for token in tree:
        case = next((c for c in tree.children(token, "case") if c.i < token.i), None)
        if token.upos not in _NOMINAL or token.dep == "conj" or case is None:
            continue
        before = [t.lower for t in tree.tokens[max(0, case.i - 3) : case.i]]
        size = 1 if before[-1:] and before[-1] in _ESPECIALLY else 2 if before[-2:] == ["in", "particular"] else 0
        comma = case.i - size - 1
        if not size or comma < 0 or tree[comma].text != ",":
            continue
        same = [tree.head(c) for c in tree.tokens[:comma] if c.dep == "case" and c.lower == case.lower]
        if same and same[-1].upos in _NOMINAL and same[-1].i < comma:
            changes[token.i] = replace(token, head=same[-1].i, dep="conj")
            changes[case.i - 1] = replace(tree[case.i - 1], head=token.i, dep="advmod")
    return tree.changed(changes)


def object_joined_to_subject(tree: Tree) -> Tree | None:
    """Repair *Iran attacked Israel and Jordan condemned it*, read as what "Israel and Jordan" did."""
    for clause in tree:
        verb = tree.head(clause)
        first = next(iter(tree.children(clause, "nsubj")), None)
        if clause.relation not in {"ccomp", "parataxis"} or first is None or first.i != verb.i + 1:
            continue
        second = next((c for c in tree.children(first, "conj") if tree.subtree(c)[-1].i == clause.i - 1), None)
        told = verb.lemma in _SAYING or tree.children(verb, "obj", "iobj") or tree.children(clause, "mark")
        if second is None or told or verb.upos != "VERB" or not tree.children(verb, "nsubj"):
            continue
        return tree.changed(
            {
                first.i: replace(first, head=verb.i, dep="obj"),
                second.i: replace(second, head=clause.i, dep="nsubj"),
                clause.i: replace(clause, dep="conj"),
            },
        )
    return None


def joined_owners(tree: Tree) -> Tree | None:
    """Repair *Egypt and Jordan's condemnation*, where Egypt hangs elsewhere: both own it."""
    for owner in tree:
        joint = next((c for c in tree.children(owner, "cc") if c.lower == "and"), None)
        if owner.dep != "nmod:poss" or owner.upos != "PROPN" or joint is None or joint.i == 0:
            continue
        first = tree[joint.i - 1]
        if first.upos == "PROPN" and first.head not in {owner.i, owner.head} and joint.i == owner.i - 1:
            return tree.changed({first.i: replace(first, head=owner.i, dep="conj")})
    return None


def latter_is_subject(tree: Tree) -> Tree | None:
    """Repair *The latter accused Libya*, read as an accused Libya."""
    object_ = tree.root
    verb = next((c for c in tree.children(object_, "amod") if c.xpos in {"VBN", "VBD"} and c.i < object_.i), None)
    which = tree[verb.i - 1] if verb is not None and verb.i else None
    if verb is None or which is None or which.lower not in {"former", "latter"}:
        return None
    changes = {
        verb.i: replace(verb, upos="VERB", xpos="VBD", lemma=lemma(verb.lower, "VERB"), dep="root", head=verb.i),
        which.i: replace(which, upos="NOUN", xpos="NN", dep="nsubj", head=verb.i),
    }
    for child in tree.children(object_):
        if child.i < which.i:
            changes[child.i] = replace(child, head=which.i)
        elif child.i > object_.i and child.relation in {"acl", "advcl", "obl", "punct"}:
            changes[child.i] = replace(child, head=verb.i)
    changes[object_.i] = replace(object_, dep="obj", head=verb.i)
    return tree.changed(changes)


def name_after_its_noun(tree: Tree) -> Tree | None:
    """Repair *Turkey and its ally Azerbaijan*, where Azerbaijan hangs on Turkey: it is the ally's name."""
    changes: _Changes = {}
    for noun in tree.tokens[:-1]:
        name = tree[noun.i + 1]
        while name.dep in {"compound", "flat"} and name.head == name.i + 1:
            name = tree[name.head]
        owned = any(c.i == noun.i - 1 for c in tree.children(noun, "nmod:poss"))
        if noun.upos == "NOUN" and owned and name.upos == "PROPN" and name.head == noun.head and noun.dep == "conj":
            changes[name.i] = replace(name, head=noun.i, dep="appos")
        if noun.lower in _KIN and name.head == noun.i and name.dep == "compound" and name.upos == "PROPN":
            changes[noun.i] = replace(noun, upos="NOUN", xpos="NN")  # "its long-time rival Pakistan"
            changes[name.i] = replace(name, dep="appos")
        beside = name.head == noun.head and name.dep in {"obl:unmarked", "nmod:unmarked", "obj", "dep"}
        beside = beside and name.text not in {*WEEKDAYS, *MONTHS}  # "attacked the enemy Tuesday"
        if noun.lower in _KIN and noun.upos == "NOUN" and name.upos == "PROPN" and beside:
            changes[name.i] = replace(name, head=noun.i, dep="appos")  # "attacked its ally Uganda"
        first = tree.head(noun)
        both = noun.dep == "conj" and noun.lower in _KIN and first.upos == "NOUN" and tree.children(first, "nmod:poss")
        if both and name.upos == "PROPN" and name.head in {first.i, noun.i}:  # "its neighbour and rival Pakistan"
            changes[noun.i] = replace(noun, upos="NOUN", xpos="NN")
            changes[name.i] = replace(name, head=first.i, dep="appos")
    return tree.changed(changes)


def infinitive_of_noun(tree: Tree) -> Tree | None:
    """Repair *praised Portugal's readiness to arm Ukraine*, where the infinitive hangs on the verb."""
    changes: dict[int, Token] = {}
    for verb in tree:
        head = tree.head(verb)
        to = next((c for c in tree.children(verb, "mark") if c.xpos == "TO"), None)
        if to is None or verb.relation != "advcl" or head.upos != "VERB" or not 0 < head.i < to.i - 1:
            continue
        last = tree[to.i - 1]
        for noun in (last, *tree.ancestors(last)):
            if noun is head:
                break
            if noun.lemma.lower() in _PROSPECTS and tree.subtree(noun)[-1] is last and noun.i > head.i:
                changes[verb.i] = replace(verb, head=noun.i, dep="acl")
                break
    return tree.changed(changes)
