"""Repairs of participles that open a sentence and that the embedded parser takes for something else.

Each takes a tree and returns it mended, None when there is nothing to mend; `repair` runs them.
"""

from __future__ import annotations

from dataclasses import replace

from graph.extract.lemmas import lemma
from graph.extract.tree import Token, Tree
from graph.extract.wordclass import tags_of

_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_NAMES = frozenset({"PROPN", "PRON"})
_RELATIVE = frozenset({"which", "who", "that", "whom", "whose", "where", "when"})


def subject_after_comma(tree: Tree) -> Tree | None:
    """Repair *Fearing Russia, Finland courted NATO*, read as a list of two feared: the second is the subject."""
    verb = tree.root
    opening = next((t for t in tree.children(verb, "csubj", "advcl") if t.i < verb.i and t.xpos == "VBG"), None)
    if opening is None or verb.xpos not in _FINITE or tree.children(verb, "nsubj", "expl"):
        return None
    for object_ in tree.children(opening, "obj", "obl"):
        for subject in tree.children(object_, "conj", "appos"):
            first = next(t for t in tree.subtree(subject) if t.text != ",")
            alone = not tree.children(subject, "cc") and first.i and tree[first.i - 1].text == ","
            if alone and tree.subtree(subject)[-1].i == verb.i - 1:
                return tree.changed(
                    {
                        subject.i: replace(subject, head=verb.i, dep="nsubj"),
                        opening.i: replace(opening, dep="advcl"),
                    },
                )
    return None


def main_verb_is_relative(tree: Tree) -> Tree | None:
    """Repair *Speaking after a meeting, Iraq criticized Turkey*, read as a meeting that Iraq criticized."""
    opening = tree.root
    if opening.i or opening.xpos not in {"VBG", "VBN"}:
        return None
    for verb in tree:
        if verb.dep not in {"acl:relcl", "ccomp", "parataxis", "conj"} or verb.xpos not in _FINITE:
            continue
        subject = next((c for c in tree.children(verb, "nsubj") if c.i < verb.i), None)
        if subject is None or any(c.lower in _RELATIVE for c in tree.subtree(verb) if c.i < verb.i):
            continue
        start = tree.subtree(subject)[0].i
        if start and tree[start - 1].text == "," and all(c.i < start for c in tree.children(opening, "advcl", "obl")):
            changes = {
                verb.i: replace(verb, head=verb.i, dep="root"),
                opening.i: replace(opening, head=verb.i, dep="advcl"),
            }
            changes |= {c.i: replace(c, head=verb.i) for c in tree.children(opening, "punct") if c.i >= start - 1}
            return tree.changed(changes)
    return None


def participle_is_adjective(tree: Tree) -> Tree | None:
    """Repair *Armed by Eritrea, the front attacked*, read as an adjective: a participle with its agent."""
    changes: dict[int, Token] = {}
    for word in tree:
        if (
            word.upos not in {"ADJ", "VERB"}
            or word.relation not in {"advcl", "acl", "amod"}
            or "VBN" not in tags_of(word.lower)
        ):
            continue
        agent = next(
            (c for c in tree.children(word, "obl", "nmod") if c.i > word.i and _case(tree, c) == "by"),
            None,
        )
        if agent is None or agent.upos not in {"PROPN", "NOUN", "PRON"} or word.xpos == "VBG":
            continue
        verb = replace(word, upos="VERB", xpos="VBN", lemma=lemma(word.lower, "VERB"))
        changes |= {word.i: verb, agent.i: replace(agent, dep="obl:agent")}
    return tree.changed(changes) if changes else None


def opening_is_name(tree: Tree) -> Tree | None:
    """Repair *Training Hezbollah in the hills, the Houthis fired*, read as part of a name: a participle, its object."""
    opening = tree.tokens[0] if len(tree) else None
    if (
        opening is None
        or not opening.lower.endswith("ing")
        or opening.upos == "VERB"
        or "VBG" not in tags_of(opening.lower)
    ):
        return None
    name = tree.head(opening)
    following = tree[1] if len(tree) > 1 else opening
    last = next((t for t in tree.ancestors(opening) if t.upos in _NAMES and t.i < (_comma(tree) or 0)), None)
    verb = tree.root
    subject = next((c for c in tree.children(verb, "nsubj") if c.i < verb.i), None)
    comma = _comma(tree)
    if name is opening or comma is None or subject is None or following.upos not in {*_NAMES, "DET"}:
        return None
    start = tree.subtree(subject)[0].i if subject.i > comma else len(tree)
    if verb.xpos not in _FINITE or start != comma + 1:
        return None
    object_ = last if last is not None else following
    if any(c.i < opening.i for c in tree.children(object_, "case")) or tree.children(object_, "case"):
        return None
    changes = {
        opening.i: replace(
            opening, upos="VERB", xpos="VBG", lemma=lemma(opening.lower, "VERB"), dep="advcl", head=verb.i
        ),
        object_.i: replace(object_, dep="obj", head=opening.i),
    }
    return tree.changed(changes)


def bare_past(tree: Tree) -> Tree | None:
    """Repair *Hungary blocked sanctions on Montenegro*, read as sanctions that are blocked: nothing else is a verb."""
    if tree.tokens[-1].text != ".":
        return None
    for verb in tree.tokens[1:-1]:
        noun, before = tree.head(verb), tree[verb.i - 1]
        if verb.relation != "amod" or noun.i < verb.i or "VBD" not in tags_of(verb.lower) or before.upos != "PROPN":
            continue
        if any(t.xpos in {*_FINITE, "MD"} for t in tree.tokens[: noun.i] if t.i != verb.i):
            continue
        subject = tree.root if tree.root.i <= before.i else before
        near = {subject.i, *(c.i for c in tree.children(subject, "conj", "flat"))}
        if before.i not in near and before.head not in {verb.i, noun.i}:
            continue
        changes = {
            verb.i: replace(verb, upos="VERB", xpos="VBD", lemma=lemma(verb.lower, "VERB"), dep="root", head=verb.i),
            subject.i: replace(subject, dep="nsubj", head=verb.i),
            noun.i: replace(noun, dep="obj", head=verb.i),
        }
        for child in (*tree.children(tree.root), *tree.children(noun, "conj")):
            verbal = child.upos in {"VERB", "AUX"} or child.relation in {"obl", "advmod", "punct", "nmod"}
            if child.i not in changes and child.i > noun.i and (tree.root is subject or verbal):
                if child.head == noun.i and child.relation in {"nmod", "acl"}:
                    continue
                changes[child.i] = replace(child, head=verb.i)
        return tree.changed(changes)
    return None


def _comma(tree: Tree) -> int | None:
    return next((t.i for t in tree if t.text == ","), None)


def _case(tree: Tree, token: Token) -> str:
    return next((c.lower for c in tree.children(token, "case")), "")
