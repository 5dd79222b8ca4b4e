"""Groups that no table knows, and the acronyms an article gives in brackets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graph.actors import Registry
from graph.actors.matcher import normalise
from graph.extract import roles
from graph.extract.anchors import Anchor
from graph.extract.collisions import headline
from graph.extract.tree import Token, Tree
from graph.model import Actor, ActorType, Mention, Span, content_id

_MINTING: dict[str, ActorType] = {
    "brigade": "ArmedGroup",
    "front": "ArmedGroup",
    "army": "ArmedGroup",
    "militia": "ArmedGroup",
    "battalion": "ArmedGroup",
    "force": "ArmedGroup",
    "resistance": "ArmedGroup",
    "guard": "ArmedGroup",
    "legion": "ArmedGroup",
    "regiment": "ArmedGroup",
    "cartel": "ArmedGroup",
    "jihad": "ArmedGroup",
    "fighters": "ArmedGroup",
    "hawks": "ArmedGroup",
    "falcons": "ArmedGroup",
    "vanguard": "ArmedGroup",
    "movement": "PoliticalParty",
    "union": "PoliticalParty",
    "congress": "PoliticalParty",
    "league": "PoliticalParty",
    "party": "PoliticalParty",
    "coalition": "Coalition",
    "alliance": "Coalition",
}
_HEADS = frozenset(normalise(w) for w in roles.words("grouphead"))
_HINT = re.compile(
    r"\b(?:Brigade|Front|Army|Militia|Battalion|Force|Resistance|Guard|Legion|Regiment|Cartel|Jihad|Movement|Party|"
    r"Coalition|Alliance)s?\b"
    r"|\b(?:Fighters(?! of\b)|Hawks|Falcons|Vanguard)\b"
    r"|\b(?:Union|Congress|League)(?= (?:of|for)\b)"
    r"|\b(?:" + "|".join(sorted(roles.words("grouphead"))) + r")\b"
)
_ACRONYM = re.compile(r"\(\s?[\"\u201c]?([A-Z][A-Za-z&-]*[A-Z][A-Za-z]*)[\"\u201d]?\s?\)")
_LONGEST_ACRONYM = 9
_PREDATORS = frozenset({"hawks", "falcons"})
"""Group nouns that are as often sports teams': they need a word of struggle beside them."""
_ARTICLES = frozenset({"al", "ash", "as", "an", "el"})


@dataclass(slots=True)
class Groups:
    """The anchors of an article with unknown groups and local acronyms among them."""

    anchors: list[list[Anchor]]
    minted: dict[str, Actor] = field(default_factory=dict)


def find_groups(text: str, trees: Sequence[Tree], anchors: list[list[Anchor]], registry: Registry) -> Groups:
    """Return the anchors with those of unknown groups ("the Free Aleppo Brigade") and of acronyms in brackets."""
    groups = Groups(anchors)
    starts = [tree.tokens[0].start if tree.tokens else 0 for tree in trees]
    for hint in _HINT.finditer(text):
        at = bisect_right(starts, hint.start()) - 1
        if at >= 0:
            _mint_at(text, trees[at], at, hint.start(), groups)
    for bracket in _ACRONYM.finditer(text):
        at = bisect_right(starts, bracket.start()) - 1
        short = at >= 0 and len(bracket[1]) <= _LONGEST_ACRONYM
        if short and not _known_by_acronym(text, at, bracket, groups, registry):
            _link_acronym(text, trees, at, bracket, groups)
    return groups


def _known_by_acronym(text: str, at: int, bracket: re.Match[str], groups: Groups, registry: Registry) -> bool:
    """Let a name that several actors bear mean the one whose acronym follows: "National Liberation Army (ELN)"."""
    row = groups.anchors[at]
    acronym = next((a for a in row if a.span.start == bracket.start(1) and a.actor in registry), None)
    named = next((a for a in row if text[a.span.end : bracket.start()].strip() == ""), None)
    if acronym is None or named is None or named.actor not in groups.minted:
        return False
    names = {normalise(n.name) for n in registry.names.get(acronym.actor, ())}
    names.add(normalise(registry.actor_rows[acronym.actor].label.partition(" (")[0]))
    if normalise(named.text) not in names:
        return False
    row[row.index(named)] = replace(named, actor=acronym.actor, type=acronym.type)
    return True


def _mint_at(text: str, tree: Tree, at: int, start: int, groups: Groups) -> None:
    """Mint the group whose name has its group noun at an offset, unless a known name covers it."""
    tokens = tree.tokens
    noun = bisect_right(tokens, start, key=lambda t: t.start) - 1
    covered = {i for a in groups.anchors[at] for i in range(a.first, a.end)}
    places = {i for a in groups.anchors[at] if _geographic(a) for i in range(a.first, a.end)}
    if noun < 0 or noun in covered or tokens[noun].start > start or headline(tree):
        return
    first, end = _extent(tokens, noun, covered, places)
    if tokens[noun].lower in _PREDATORS and not any(t.text in roles.words("struggle") for t in tokens[first:noun]):
        return
    if not _distinctive(tokens, first, end, groups.anchors[at]) or _goes_on(tokens, noun, end):
        return
    inner = [a for a in groups.anchors[at] if first <= a.first < end]
    span = Span(tokens[first].start, tokens[end - 1].end)
    name = " ".join(span.of(text).split())
    type_ = _MINTING.get(roles.singular(tokens[noun].lower), "ArmedGroup")
    slug = "-".join("".join(c if c.isalnum() else " " for c in normalise(name)).split())
    id_ = f"{slug}-{content_id(type_, name)[:8]}"
    country = next((a.actor for a in inner if a.type == "State"), None)
    groups.minted.setdefault(id_, Actor(id_, name, type_, country=country, reviewed=False))
    row = [a for a in groups.anchors[at] if a not in inner]
    row.append(Anchor(first, end, span, span.of(text), id_, "short", type_))
    groups.anchors[at] = sorted(row, key=lambda a: a.first)


def _extent(tokens: tuple[Token, ...], noun: int, covered: set[int], places: set[int]) -> tuple[int, int]:
    """Return first token and end of the capitalised name around a group noun."""
    first = noun
    while first > 0 and (_capital(tokens[first - 1]) or (tokens[first - 1].text == "-" and first > 1)):
        first -= 1
    if first > 1 and tokens[first - 1].text == "-" and tokens[first - 2].lower in _ARTICLES:
        first -= 2
    while first < noun and (tokens[first].lower in {"the", "a", "an"} or tokens[first].text == "-"):
        first += 1
    first = _joined_start(tokens, first, covered)
    end = noun + 1
    j = end
    linked = False
    while j < len(tokens) and (j not in covered or (linked and j in places)):
        if _capital(tokens[j]) or (j in places and tokens[j].text[0].isupper()):
            j += 1
            end = j
        elif tokens[j].lower in {"of", "for", "the", "al", "-"} or _joins_purposes(tokens, j, covered, linked=linked):
            linked = linked or tokens[j].lower in {"of", "for"}
            j += 1
        else:
            break
    return first, end


def _goes_on(tokens: tuple[Token, ...], noun: int, end: int) -> bool:
    """Return whether a name runs on as a thing's: "Freedom Party Supplies", "Air Force One"."""
    after = tokens[noun + 1] if noun + 1 < end else None
    if after is None or not after.text[0].isupper() or after.text.isdigit():
        return False
    head = normalise(tokens[noun].text) in _HEADS  # "Ansar Dine"
    return not head and not roles.is_in(after.lower, roles.words("group")) and after.lower not in roles.words("generic")


def _joined_start(tokens: tuple[Token, ...], first: int, covered: set[int]) -> int:
    """Return where a name with "and" inside begins: "the Progress and Dignity Party"."""
    start = first - 2
    if start < 1 or tokens[first - 1].lower != "and" or start in covered or tokens[start - 1].lower != "the":
        return first
    return start if _capital(tokens[start]) else first


def _joins_purposes(tokens: tuple[Token, ...], at: int, covered: set[int], *, linked: bool) -> bool:
    """Return whether "and" joins what a group is for: "for Justice and Renewal"."""
    after = at + 1
    if tokens[at].lower != "and" or not linked or after >= len(tokens) or after in covered:
        return False
    closed = after + 1 >= len(tokens) or tokens[after + 1].upos in {"VERB", "AUX", "PUNCT"}
    return _capital(tokens[after]) and closed and tokens[at - 1].text[0].isupper()


def _capital(token: Token) -> bool:
    text = token.text
    if token.upos in {"ADP", "SCONJ", "PRON", "CCONJ", "AUX", "VERB", "ADV", "DET", "INTJ"}:
        return False
    return text[0].isupper() or (text[0].isdigit() and token.upos in {"ADJ", "NUM"} and text[-1].isalpha())


def _geographic(anchor: Anchor) -> bool:
    return anchor.nation or anchor.type == "Collective"


def _distinctive(tokens: tuple[Token, ...], first: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Return whether a name has a word of its own beside group nouns, general words and nationalities."""
    nations = {i for a in anchors if _geographic(a) for i in range(a.first, a.end)}
    chosen = tokens[first:end]
    if len(chosen) < 2:  # noqa: PLR2004 - a name has two words
        return False
    head = normalise(chosen[0].text) in _HEADS
    others = [a for a in anchors if first <= a.first < end and not _geographic(a)]
    if others:
        return False
    own = [
        t
        for t in chosen
        if t.i not in nations
        and t.text[0].isupper()
        and t.lower not in roles.words("generic")
        and not roles.is_in(t.lower, roles.words("group"))
        and t.text not in roles.words("title")
        and t.lower not in roles.words("office")
    ]
    return bool(own) and (head or chosen[0].i in nations or len(own) + 1 >= 2)  # noqa: PLR2004


def _link_acronym(text: str, trees: Sequence[Tree], at: int, bracket: re.Match[str], groups: Groups) -> None:
    """Let an acronym in brackets mean the actor named right before it, from there to the article's end."""
    acronym = bracket[1]
    named = next(
        (
            a
            for a in groups.anchors[at]
            if text[a.span.end : bracket.start()].strip() in {"", "'s"} and a.span.end <= bracket.start()
        ),
        None,
    )
    if named is None or named.kind in {"demonym", "metonym", "acronym"} or not _abbreviates(acronym, named.text):
        return
    for k in range(at, len(trees)):
        for token in trees[k].tokens:
            if token.text != acronym or token.start < bracket.start():
                continue
            row = [a for a in groups.anchors[k] if not a.first <= token.i < a.end]
            row.append(
                replace(
                    named, first=token.i, end=token.i + 1, span=token.span, text=acronym, kind="acronym", weak=False
                )
            )
            groups.anchors[k] = sorted(row, key=lambda a: a.first)


def _abbreviates(acronym: str, name: str) -> bool:
    """Return whether the acronym's capitals stand in the name in this order, the first at its beginning."""
    letters = [c for c in normalise(acronym) if c.isalpha()]
    rest = normalise(name)
    if not letters or not rest.startswith(letters[0]):
        return False
    place = 0
    for letter in letters:
        place = rest.find(letter, place) + 1
        if place == 0:
            return False
    return True


def drop_repeats(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions without acronyms in brackets that repeat the name right before them."""
    kept: list[Mention] = []
    for mention in mentions:
        if kept and kept[-1].actor == mention.actor and text[kept[-1].span.end : mention.span.start].strip() == "(":
            continue
        kept.append(mention)
    return kept
