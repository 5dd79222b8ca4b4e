"""Claims merged into the lines of the map: one per source, target, sign and standing."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from graph.errors import UnknownName
from graph.model import Claim, Collection, Relation, Sign

MOST_LINES = 400
"""Lines that a map draws; what has more is a felt, and takes minutes to draw."""
Standing = Literal["reported", "possible", "denied"]
STANDINGS: tuple[Standing, ...] = ("reported", "possible", "denied")


def standing(claim: Claim) -> Standing:
    """Return how far a claim goes: said to be so, said to be merely possible or intended, or said not to be so."""
    if claim.polarity == "negated":
        return "denied"
    return "reported" if claim.modality == "actual" else "possible"


@dataclass(frozen=True, slots=True)
class Line:
    """All claims of one sign and standing from one actor towards another.

    A mutual line stands for symmetric relations; its ends are in the order of their ids.
    """

    source: str
    target: str
    sign: Sign
    standing: Standing
    mutual: bool
    claims: tuple[Claim, ...]
    words_only: bool
    """No claim of it is a deed."""

    @property
    def id(self) -> str:
        """A name that stays the same as long as the ends, the sign and the standing do; the page makes the same."""
        joint = "~" if self.mutual else ">"
        sign = {1: "+", 0: "0", -1: "-"}[self.sign]
        return f"{self.source}{joint}{self.target}{sign}{self.standing[0]}"


@dataclass(frozen=True, slots=True)
class Selection:
    """What one map shows: the actors with most evidence, their lines, and how much was left out."""

    actors: tuple[str, ...]
    lines: tuple[Line, ...]
    actors_left_out: int
    claims_left_out: int


def relation_of(claim: Claim, relations: Mapping[str, Relation]) -> Relation:
    """Return the relation of a claim. Raises UnknownName where the ontology does not have it."""
    relation = relations.get(claim.relation)
    if relation is None:
        raise UnknownName("relation", claim.relation, sorted(relations))
    return relation


def drawable(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims that a map may draw, in their order: not rejected in review, between two different actors."""
    return [c for c in claims if c.review != "rejected" and c.subject != c.object]


def most_reported(claims: Iterable[Claim], limit: int) -> list[str]:
    """Return the ids of at most ``limit`` actors, most claims first; claims of facts decide, then all, then the id."""
    facts: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for claim in claims:
        every.update((claim.subject, claim.object))
        if standing(claim) == "reported":
            facts.update((claim.subject, claim.object))
    return sorted(every, key=lambda i: (-facts[i], -every[i], i))[:limit]


def merged(claims: Iterable[Claim], relations: Mapping[str, Relation]) -> tuple[Line, ...]:
    """Return one line per (source, target, sign, standing), facts first, then by number of claims, then by ends.

    Claims of symmetric relations are merged over both directions into one mutual line.
    """
    groups: defaultdict[tuple[str, str, Sign, Standing, bool], list[Claim]] = defaultdict(list)
    for claim in claims:
        relation = relation_of(claim, relations)
        source, target = claim.subject, claim.object
        if relation.symmetric and source > target:
            source, target = target, source
        groups[source, target, relation.sign, standing(claim), relation.symmetric].append(claim)
    lines = [
        Line(*key, claims=tuple(group), words_only=not any(relations[c.relation].material for c in group))
        for key, group in groups.items()
    ]
    return tuple(sorted(lines, key=lambda n: (STANDINGS.index(n.standing), -len(n.claims), n.id)))


def _fitting(
    claims: Iterable[Claim], relations: Mapping[str, Relation], actors: Sequence[str], most: int
) -> Sequence[str]:
    """Return the first of the actors, as many as have no more lines among them; two at least."""
    places = {actor: place for place, actor in enumerate(actors)}
    kept = (c for c in claims if c.subject in places and c.object in places)
    new = Counter(max(places[line.source], places[line.target]) for line in merged(kept, relations))
    lines = list(accumulate(new[place] for place in range(len(actors))))
    return actors[: max(2, bisect_right(lines, most))]


def select(collection: Collection, relations: Mapping[str, Relation], limit: int, most: int = MOST_LINES) -> Selection:
    """Return the actors and lines of the map of a collection.

    Args:
        collection: articles, claims and actors.
        relations: the ontology's relations by id.
        limit: at most so many actors, those with most claims.
        most: at most so many lines: actors are left out until no more are drawn, but for the last two.

    Raises:
        UnknownName: a claim's relation is not in ``relations``.
    """
    claims = drawable(collection.claims)
    every = most_reported(claims, len(claims) * 2)
    actors = _fitting(claims, relations, every[:limit], most)
    chosen = frozenset(actors)
    kept = [c for c in claims if c.subject in chosen and c.object in chosen]
    lines = merged(kept, relations)
    drawn = {end for line in lines for end in (line.source, line.target)}
    shown = tuple(sorted(drawn))
    return Selection(shown, lines, len(every) - len(shown), len(claims) - len(kept))
