"""Names that are only part of another name: "Michael Jordan", "Washington Post", "University of Jordan"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.extract import roles
from graph.extract.anchors import Anchor
from graph.extract.calendar_words import MONTHS
from graph.extract.phrases import Taken
from graph.extract.tree import Token, Tree

_TITLE_CASE = 0.7
_TITLE_CASE_MIN_WORDS = 4
_US_GEORGIA = ("Atlanta", "Savannah", "Peach State", "Stacey Abrams", "Fulton County", "Brian Kemp")
_OF_STATES = frozenset({"Process", "Summit", "Agreement", "Treaty", "Conference"})
"""Proper names of things in which a state's name still means the state: "Iran Agreement"."""
_UN = re.compile(r"\bUN\b|\bU\.N\.|United Nations")
_OWN_COUNCIL = re.compile(
    r"(?:Chairman|Secretary) of the Security Council|Security Council (?:Deputy )?(?:Secretary|Chairman)"
    r"|National Security|permanent members of the Security Council"
)
_DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August "  # noqa: SIM905
    "September October November December".split()
)
_CONTINENTS = frozenset({"North", "South", "Latin", "Central"})
_NEW_WORLD = frozenset({"New", "Little", "Port", "Fort", "Mount", "Lake", "San", "St", "St.", "East"})


def headline(tree: Tree) -> bool:
    """Return whether a sentence is written like a headline: capitals throughout and no full stop."""
    if not tree.tokens or tree.tokens[-1].text in {".", "?", "!"}:
        return False
    words = [t for t in tree.tokens if t.text[0].isalpha() and len(t.text) > 3]  # noqa: PLR2004 - longer words
    return len(words) >= _TITLE_CASE_MIN_WORDS and sum(t.text[0].isupper() for t in words) >= _TITLE_CASE * len(words)


def part_of_longer(tree: Tree, anchor: Anchor, taken: Taken, *, title_case: bool) -> bool:
    """Return whether the name belongs to a longer proper name and means nobody by itself."""
    if anchor.kind == "demonym" or (anchor.type == "Person" and anchor.end - anchor.first > 1):
        return False
    tokens = tree.tokens
    if _river(tokens, anchor) or _national(tokens, anchor, taken) or _first_of_town(tokens, anchor):
        return True
    if anchor.type == "Person":
        return in_date(tree, anchor.first) or (not title_case and _other_bearer(tokens, anchor, taken))
    after = tokens[anchor.end] if anchor.end < len(tokens) else None
    before = tokens[anchor.first - 1] if anchor.first else None
    if after is not None and anchor.end not in taken and after.text in roles.words("proper"):
        return anchor.kind == "metonym" or after.text not in _OF_STATES
    if before is not None and before.lower == "of" and anchor.first > 1:
        return tokens[anchor.first - 2].text in roles.words("outlet")
    if anchor.text == "America" and before is not None and before.text in _CONTINENTS:
        return True
    if title_case or anchor.end - anchor.first > 1 or anchor.text.isupper():
        return False
    if anchor.type == "Collective":
        return _beside_capital(before, taken) or _beside_capital(after, taken) or _hyphened(tokens, anchor)
    return anchor.nation and (_given_name(tokens, anchor, before, taken) or _surname(tokens, anchor, after, taken))


def in_date(tree: Tree, first: int) -> bool:
    """Return whether a number beside the name of a month makes it the month and no person: "May 7", "7 May"."""
    beside = tree.tokens[max(0, first - 1) : first + 2]
    return tree[first].text in MONTHS and any(t.text[0].isdigit() for t in beside)


def _first_of_town(tokens: Sequence[Token], anchor: Anchor) -> bool:
    """Return whether a capital's name begins another town's: "Santiago de Cuba"."""
    after = tokens[anchor.end].text if anchor.end < len(tokens) else ""
    return anchor.kind == "metonym" and after in {"de", "del", "da", "do"}


def _national(tokens: Sequence[Token], anchor: Anchor, taken: Taken) -> bool:
    """Return whether a body's name is a national one's: "the British Red Cross", "the National Security Council"."""
    if anchor.type != "IntergovernmentalOrganization" or anchor.first == 0:
        return False
    before = taken.get(anchor.first - 1)
    word = tokens[anchor.first - 1].text
    return word in {"National", "Supreme"} or (before is not None and before.kind == "demonym")


def national_council(text: str) -> bool:
    """Return whether an article's "Security Council" is a state's own: it has a secretary, and no UN stands by."""
    return _OWN_COUNCIL.search(text) is not None and _UN.search(text) is None


def _river(tokens: Sequence[Token], anchor: Anchor) -> bool:
    """Return whether an article makes the name a river's: "the Niger burst its banks"."""
    if anchor.text not in roles.words("river") or anchor.first == 0 or tokens[anchor.first - 1].lower != "the":
        return False
    return anchor.end >= len(tokens) or tokens[anchor.end].upos not in {"NOUN", "PROPN", "ADJ"}


def _beside_capital(near: Token | None, taken: Taken) -> bool:
    """Return whether a neighbour is part of a proper name: "West Africans", "Airfield West"."""
    if near is None or near.i in taken or near.upos != "PROPN" or not near.text[0].isupper():
        return False
    return not roles.is_in(near.lower, roles.of_groups())


def _hyphened(tokens: Sequence[Token], anchor: Anchor) -> bool:
    """Return whether a hyphen before the name makes another name of it: "Q-West", but not "anti-West"."""
    dash = anchor.first - 1
    if dash < 1 or tokens[dash].text != "-" or tokens[dash].end != anchor.span.start:
        return False
    return tokens[dash - 1].lower not in {"anti", "pro", "non"}


def _other_bearer(tokens: Sequence[Token], anchor: Anchor, taken: Taken) -> bool:
    """Return whether a surname belongs to another person's full name: "John Putin", "Michel Kafando"."""
    after = tokens[anchor.end] if anchor.end < len(tokens) else None
    if after is not None and after.i not in taken and after.dep == "flat" and after.head == anchor.first:
        return True
    if after is not None and after.i not in taken and _heads_name(tokens[anchor.first], after):
        return True  # "Trump Tower"
    if after is not None and after.text == "," and anchor.weak and anchor.end + 1 in taken:
        return taken[anchor.end + 1].nation  # "Clinton, Mississippi"
    before = tokens[anchor.first - 1] if anchor.first else None
    if before is None or before.i in taken or before.upos not in {"PROPN", "NOUN"} or not before.text[0].isupper():
        return False
    if tokens[anchor.first].dep != "flat" and not (before.dep in {"compound", "flat"} and before.head == anchor.first):
        return False
    return before.text not in roles.words("title") and before.lower not in roles.words("office")


def _heads_name(name: Token, after: Token) -> bool:
    """Return whether the next word is a proper noun that the name only modifies."""
    if name.dep != "compound" or name.head != after.i or after.upos != "PROPN" or not after.text[0].isupper():
        return False
    return not roles.is_in(after.lower, roles.of_groups()) and after.text not in roles.words("title")


def _given_name(tokens: Sequence[Token], anchor: Anchor, before: Token | None, taken: Taken) -> bool:
    """Return whether a given name, or a word as in "New Mexico", stands right before."""
    if before is None or before.i in taken or before.upos != "PROPN" or not before.text[0].isupper():
        return False
    if before.text in _NEW_WORLD:
        return True
    name = tokens[anchor.first]
    if before.lower in roles.of_groups() or before.text in roles.words("title"):
        return False
    if before.lower in roles.words("placepart") | roles.words("generic"):
        return False
    inverted = before.dep == "compound" and before.head == name.i and anchor.kind == "metonym"
    return (name.dep == "flat" and name.head <= before.i) or inverted


def _surname(tokens: Sequence[Token], anchor: Anchor, after: Token | None, taken: Taken) -> bool:
    """Return whether a surname follows at once: "Chad Smith"."""
    if after is None or after.upos != "PROPN" or not after.text[0].isupper() or after.text in _DAYS:
        return False
    if after.i in taken and not taken[after.i].weak:
        return False
    if roles.is_in(after.lower, roles.of_groups()) or after.text in roles.words("title"):
        return False
    return after.dep == "flat" and tokens[after.head].i == anchor.first


def us_georgia(text: str) -> bool:
    """Return whether an article's "Georgia" is the state of the United States."""
    return any(name in text for name in _US_GEORGIA) and "Tbilisi" not in text
