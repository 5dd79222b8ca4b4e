"""From the head of a noun phrase to the actors it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.extract.clauses import RELATIVE, complements, modifiers, preposition
from graph.extract.tree import Token, Tree
from graph.extract.wordlists import wordlist
from graph.model import Mention, Span

TRANSPARENT = wordlist("transparent")
"""Nouns that mean what hangs on them by "of": "leaders of Hezbollah", "a series of attacks"."""
UNPOLITICAL = wordlist("unpolitical")
"""Nouns that an actor's name before them does not make political: "Israeli tourists", "the Iranian football team"."""
RELATIONAL = wordlist("relational")
"""Nouns for others whom an actor has: "Iran's enemies" are not Iran."""
TOWNS = wordlist("town")
"""Places that stand for the state they are in, where a territory may be the end of a claim."""
OF_MANY = wordlist("of many")
"""Nouns that an adjective before them does not make an actor's: "an Iranian group" is not Iran."""
HOLDING = wordlist("holding")
"""Ends of hyphened words that say who holds a place: "the rebel-held town"."""
FOR_OR_AGAINST = frozenset({"anti", "pro", "counter", "non", "ex", "post", "pre"})
LEADING = frozenset({"led", "commanded", "run"})
STATE_THINGS = wordlist("state thing")
"""Buildings and posts that belong to the state they stand in."""
DOING = wordlist("doing verb")
"""Verbs by which a deed or a paper is somebody's: "carried out by", "issued by"."""
STATE_WORDS = frozenset({"government", "police", "army", "military", "presidential", "state", "security"})
PLACE_REASON = "place"
ACTING = frozenset({"organ", "person"})
"""Kinds of mention that stand for an actor wherever they stand."""
MAX_STEPS = 5


@dataclass(frozen=True, slots=True)
class Argument:
    """An actor that fills a slot, and how far the phrase had to be read to find it."""

    mention: Mention
    path: str
    cost: int
    """0 the phrase's own head; 1 handed on by apposition or "of"; 2 and more, the owner of the thing named."""


@dataclass(frozen=True)
class Scene:
    """One sentence with its mentions, each found from the token that heads it."""

    tree: Tree
    at: Mapping[int, tuple[Mention, ...]]
    inside: Mapping[int, tuple[Mention, ...]]

    @classmethod
    def of(cls, tree: Tree, mentions: Iterable[Mention]) -> Scene:
        """Return the scene of a sentence and the mentions that lie in it."""
        at: dict[int, list[Mention]] = {}
        inside: dict[int, list[Mention]] = {}
        for mention in mentions:
            for head in tree.heads_of(mention.span):
                at.setdefault(head.i, []).append(mention)
            for token in tree.between(mention.span):
                inside.setdefault(token.i, []).append(mention)
        return cls(tree, {i: tuple(m) for i, m in at.items()}, {i: tuple(m) for i, m in inside.items()})

    def mentions(self, token: Token) -> tuple[Mention, ...]:
        """Return the mentions that a token heads."""
        return self.at.get(token.i, ())

    def over(self, token: Token) -> tuple[Mention, ...]:
        """Return the mentions that a token is part of."""
        return self.inside.get(token.i, ())


def actors(
    scene: Scene, token: Token, *, strict: bool = False, place: bool = False, alone: bool = False
) -> list[Argument]:
    """Return the actors that the phrase headed by a token stands for, coordination included.

    Args:
        scene: The sentence.
        token: Head of the phrase.
        strict: Take only phrases that are actors themselves, none that merely belong to one.
        place: Take countries named as territory too.
        alone: Leave out what is coordinated with the phrase.
    """
    out: list[Argument] = []
    seen: set[tuple[str, int]] = set()
    parts = (
        [(token, "")] if alone else [*_sharing(scene, token), *_coordinated(scene.tree, token), *_of_each(scene, token)]
    )
    for part, path in parts:
        for argument in _resolve(scene, part, path, strict=strict, place=place, depth=0):
            key = (argument.mention.actor, argument.mention.span.start)
            if key not in seen:
                seen.add(key)
                out.append(argument)
    return out


def _sharing(scene: Scene, token: Token) -> list[tuple[Token, str]]:
    """Return the modifiers that share a noun with the mention it heads, itself coordinated with them.

    "Hungarian" of "Hungarian and Romanian officials", "Taliban" of "Taliban and government representatives".
    """
    own = scene.mentions(token)
    if not own:
        return []
    start = min(m.span.start for m in own)
    return [
        (c, "and")
        for c in modifiers(scene.tree, token)
        for m in scene.mentions(c)
        if m.kind in ACTING or (m.span.end < start and _only_joins(scene.tree, m.span.end, start))
    ]


def _of_each(scene: Scene, token: Token) -> list[tuple[Token, str]]:
    """Return the others of whose people a plural tells: Togo of "presidents of Ghana and Togo"."""
    if token.xpos != "NNS" or not scene.mentions(token):
        return []
    owners = [c for c in complements(scene.tree, token, "of") if scene.over(c)]
    return [part for owner in owners for part in _coordinated(scene.tree, owner)[1:]]


def _only_joins(tree: Tree, start: int, end: int) -> bool:
    """Return whether nothing but "and", "or" and commas stands between two places."""
    between = tree.between(Span(start, end))
    return bool(between) and all(t.lower in {"and", "or", ",", "the"} for t in between)


def _coordinated(tree: Tree, token: Token) -> list[tuple[Token, str]]:
    """Return the token and the nouns coordinated with it: "Iran, Russia and Syria"."""
    parts = [(token, "")]
    contrasts = [
        c for c in tree.children(token, "appos") if any(n.lower == "not" for n in tree.children(c, "advmod", "cc"))
    ]
    for other in (*tree.children(token, "conj"), *contrasts):  # "Hamas, not Fatah"
        if other.upos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM", "X"}:
            parts += [(t, "and") for t, _ in _coordinated(tree, other)]
    return parts


def _resolve(scene: Scene, token: Token, path: str, *, strict: bool, place: bool, depth: int) -> list[Argument]:
    if depth > MAX_STEPS:
        return []
    own = [m for m in scene.mentions(token) if place or m.reason != PLACE_REASON]
    if depth > 1:  # "the European perspective" is not Europe's
        own = [m for m in own if m.reason != "regional"]
    if path == "in" or path.startswith("in>") or ">in" in path:  # who rules the town is not who is hit there
        own = [m for m in own if m.kind != "metonym"]
    if own:
        return [Argument(m, path or "head", depth) for m in own]
    if scene.mentions(token):
        return []
    tree = scene.tree
    if token.lower in RELATIVE:
        clause = next((a for a in tree.ancestors(token) if a.dep == "acl:relcl"), None)
        return (
            []
            if clause is None
            else _resolve(
                scene, tree.head(clause), _step(path, "relative"), strict=strict, place=place, depth=depth + 1
            )
        )
    steps = _names(scene, token) + ([] if strict else _owners(scene, token, place=place))
    for others, name, cost in steps:
        found = [
            a
            for other in others
            for part, _ in _coordinated(tree, other)
            for a in _resolve(
                scene, part, _step(path, name), strict=strict, place=place or name == "in", depth=depth + cost
            )
        ]
        if found:
            return found
    return []


def _step(path: str, name: str) -> str:
    return f"{path}>{name}" if path else name


def _names(scene: Scene, token: Token) -> list[tuple[tuple[Token, ...], str, int]]:
    """Return where the same actor is named again: apposition, "group such as X", "leaders of X"."""
    tree = scene.tree
    steps: list[tuple[tuple[Token, ...], str, int]] = [(tree.children(token, "appos", "flat"), "apposition", 1)]
    steps += [(tuple(complements(tree, token, p)), p, 1) for p in ("like", "such as", "including")]
    if tree.children(token, "cop"):
        steps.append((tree.children(token, "nsubj"), "predicate", 1))
    above = tree.head(token)
    if token.relation == "nmod" and above.lower == "one":  # "Pakistan was one of three states that"
        steps.append((tree.children(above, "nsubj"), "one of", 1))
    if token.lemma.lower() in TRANSPARENT:
        steps += [(tuple(complements(tree, token, p)), p, 1) for p in ("of", "from", "for")]
        if token.lemma.lower() not in OF_MANY:
            steps.append((_whole_words(scene, modifiers(tree, token)), "modifier", 1))
        steps.append((tree.children(token, "nmod:poss"), "possessor", 1))
    return steps


def _owners(scene: Scene, token: Token, *, place: bool) -> list[tuple[tuple[Token, ...], str, int]]:
    """Return whom a thing belongs to or comes from: "Iran's programme", "attacks by the Taliban"."""
    tree = scene.tree
    if token.upos == "PRON":
        return []
    holders = tuple(h for c in modifiers(tree, token) if (h := _holder(tree, c)) is not None)
    lemma = token.lemma.lower()
    state_run = any(m.lower == "state" for m in modifiers(tree, token))  # "North Korean state media"
    unpolitical = lemma in UNPOLITICAL or any(m.lower in UNPOLITICAL for m in tree.children(token, "compound"))
    unpolitical = unpolitical and not state_run
    if holders or ((lemma in RELATIONAL or unpolitical) and not (place and lemma in TOWNS)):
        return [(holders, "holder", 2)]
    return [
        (tree.children(token, "nmod:poss"), "possessor", 2),
        (tuple(complements(tree, token, "by")), "by", 2),
        (() if _one_of_many(token) else _whole_words(scene, modifiers(tree, token)), "modifier", 2),
        (tuple(complements(tree, token, "of")), "of", 2),
        (_seats(scene, token), "in", 2),
        (_doings(tree, token), "clause", 2),
    ]


def _whole_words(scene: Scene, modifiers_: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the modifiers without those that a hyphen ties to another word: "German-trained units", "pro-Serbian".

    What an actor leads is its own: "US-led forces".
    """
    tree, out = scene.tree, []
    for modifier in modifiers_:
        i = modifier.i
        behind = i > 1 and tree[i - 1].text == "-" and tree[i - 2].lower in FOR_OR_AGAINST
        before = modifier.lower in FOR_OR_AGAINST and tree[i + 1].text == "-"
        if behind or before:
            continue
        tied = tree[i + 2] if i + 2 < len(tree) and tree[i + 1].text == "-" else None
        if tied is None or scene.over(tied) or tied.lower in LEADING:
            out.append(modifier)
    return tuple(out)


def _one_of_many(token: Token) -> bool:
    """Return whether a phrase is a name of its own or one of many, so that no adjective tells whose it is."""
    return token.upos == "PROPN" or token.lemma.lower() in OF_MANY


def _doings(tree: Tree, event: Token) -> tuple[Token, ...]:
    """Return the participles that tell who is behind a thing: "the raid carried out by Russia"."""
    found = [c for c in tree.children(event, "acl") if preposition(tree, c) in {"", "of"}]
    return tuple(c for c in found if c.lemma in DOING and c.dep != "acl:relcl")


def _seats(scene: Scene, thing: Token) -> tuple[Token, ...]:
    """Return where a thing of a state stands, which tells whose it is: "a prison in Kabul"."""
    tree = scene.tree
    own = thing.lemma.lower() in STATE_THINGS
    if not own and not any(m.lower in STATE_WORDS for m in modifiers(tree, thing)):
        return ()
    things = (thing, *tree.children(thing, "conj"))
    return tuple(p for case in ("in", "at", "near") for t in things for p in complements(tree, t, case))


def _holder(tree: Tree, modifier: Token) -> Token | None:
    """Return who holds the place that a hyphened word stands before: Islamic State of "the Islamic State-held city"."""
    before = modifier.i - 2
    if modifier.lower in HOLDING and before >= 0 and tree[modifier.i - 1].text == "-":
        return tree[before]
    return None
