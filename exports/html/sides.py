"""Two sides that a map compares: two spans of time, or two outlets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exports.html.evidence import outlet
from graph.errors import InputError, UnknownName
from graph.model import Claim, Collection

_DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_PERIOD = re.compile(rf"({_DATE})?\.\.({_DATE})?\Z")


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its letter, what it is in words, and the ids of its articles."""

    letter: str
    name: str
    articles: frozenset[str]

    def of(self, claims: tuple[Claim, ...]) -> int:
        """Return how many of the claims are on this side."""
        return sum(c.article in self.articles for c in claims)


Sides = tuple[Side, Side]


def sides(collection: Collection, first: str, second: str) -> Sides:
    """Return two sides of a collection, each given as a span ``2021..2022-06`` or as the name of an outlet.

    Either end of a span may be missing; a partial date means all of its days. Undated articles are in no span.

    Raises:
        InputError: a span ends before it begins, a span is compared with an outlet, or a side has no article.
        UnknownName: no article is of that outlet.
    """
    if bool(_PERIOD.match(first)) != bool(_PERIOD.match(second)):
        raise InputError(f"cannot compare {first!r} with {second!r}: give two spans of time, or two outlets")
    return (_side("A", first, collection), _side("B", second, collection))


def _side(letter: str, told: str, collection: Collection) -> Side:
    period = _PERIOD.match(told)
    if period:
        found = _dated(collection, period[1] or "", period[2] or "9999", told)
        name = f"{period[1] or 'the beginning'} to {period[2] or 'the end'}"
        return Side(letter, name, found)
    known = {outlet(a) for a in collection.articles}
    if told not in known:
        raise UnknownName("outlet", told, sorted(known))
    return Side(letter, told, frozenset(a.id for a in collection.articles if outlet(a) == told))


def _dated(collection: Collection, start: str, end: str, told: str) -> frozenset[str]:
    if end < start[: len(end)]:
        raise InputError(f"{told}: ends before it begins; give the earlier date first")
    dates = {a.id: a.date for a in collection.articles if a.date}
    found = frozenset(i for i, d in dates.items() if start <= d[: len(start)] and d[: len(end)] <= end)
    if not found:
        raise InputError(f"{told}: no article is of that time; `detente claims` lists what there is")
    return found
