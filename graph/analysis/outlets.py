"""How do two publishers differ: what both tell, what only one tells, where they contradict each other, and the tone?"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.analysis.disputes import CONTRADICTION_KINDS, WINDOW, Contradiction, between
from graph.analysis.evidence import DIGITS
from graph.analysis.reports import Report, reports
from graph.errors import InputError, UnknownName
from graph.model import Collection
from graph.ontology import load_ontology

_What = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Outlet:
    """How much one publisher tells."""

    publisher: str
    articles: int
    """How many articles, those without claims too."""
    reports: int
    """How many different reports."""
    attributed: int
    """How many of them are put down to a speaker."""
    families: tuple[tuple[str, int], ...]
    """Reports of each family of relations, in the ontology's order; only those that it tells of."""


@dataclass(frozen=True, slots=True)
class Told:
    """One proposition and the claims of each publisher."""

    subject: str
    relation: str
    object: str
    one: tuple[str, ...]
    two: tuple[str, ...]
    """Ids of the claims of the first and of the second, the surest reports first; empty where it does not tell it."""
    copied: bool
    """Whether both tell it only in the same sentences, so that there is no second source."""


@dataclass(frozen=True, slots=True)
class Tone:
    """How friendly or hostile both publishers show the relation of two actors."""

    actors: tuple[str, str]
    one: float
    two: float
    """Mean intensity by confidence, -10 (most hostile) to +10 (most cooperative); negated reports count as 0."""
    claims_one: tuple[str, ...]
    claims_two: tuple[str, ...]

    @property
    def opposite(self) -> bool:
        """Return whether one shows them as friendly and the other as hostile."""
        return self.one * self.two < 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two publishers side by side."""

    one: Outlet
    two: Outlet
    shared: tuple[Told, ...]
    only_one: tuple[Told, ...]
    only_two: tuple[Told, ...]
    """Propositions by the number of claims, most first, then by subject, relation and object."""
    opposed: tuple[Contradiction, ...]
    """With a claim of one publisher on one side and one of the other on the other; kinds as in `contradictions`."""
    tones: tuple[Tone, ...]
    """Of each two actors of whom both tell something, the greatest difference first, then by actors."""


def compare(
    collection: Collection, publisher1: str, publisher2: str, *, window: int = WINDOW, everything: bool = False
) -> Comparison:
    """Return how two publishers differ in what they tell.

    Whoever is quoted counts as told by the publisher. Intensity is that of Goldstein (1992).

    Args:
        collection: the claims.
        publisher1: name of one publisher as its articles give it.
        publisher2: name of the other.
        window: days between the dates of two claims that contradict each other, at most.
        everything: whether claims that are negated, not actual or rejected count too; for contradictions, those that
            are negated always do.

    Raises:
        UnknownName: a publisher of no article here, or a claim's relation is not in the ontology.
        InputError: twice the same publisher, or a window of less than no days.
    """
    known = sorted({article.publisher for article in collection.articles if article.publisher})
    for publisher in (publisher1, publisher2):
        if publisher not in known:
            raise UnknownName("publisher", publisher, known)
    if publisher1 == publisher2:
        raise InputError(f"both publishers are {publisher1!r}; name two")
    if window < 0:
        raise InputError(f"window of {window} days: want 0 or more")
    published = {article.id: article.publisher for article in collection.articles}
    claims = [[c for c in collection.claims if published[c.article] == name] for name in (publisher1, publisher2)]
    mine, theirs = ([*reports(collection, told, everything=everything)] for told in claims)
    opposed = [
        found
        for found in between(
            reports(collection, claims[0] + claims[1], everything=everything), CONTRADICTION_KINDS, window
        )
        if _across(found, publisher1, publisher2)
    ]
    affirmed = [[r for r in told if everything or r.polarity == "affirmed"] for told in (mine, theirs)]
    told = _told(*affirmed)
    return Comparison(
        one=_outlet(publisher1, collection, affirmed[0]),
        two=_outlet(publisher2, collection, affirmed[1]),
        shared=tuple(what for what in told if what.one and what.two),
        only_one=tuple(what for what in told if not what.two),
        only_two=tuple(what for what in told if not what.one),
        opposed=tuple(opposed),
        tones=_tones(*affirmed),
    )


def _across(found: Contradiction, one: str, two: str) -> bool:
    first, second = found.one.publishers, found.two.publishers
    return (one in first and two in second) or (two in first and one in second)


def _outlet(publisher: str, collection: Collection, told: list[Report]) -> Outlet:
    ontology = load_ontology()
    counts = Counter(ontology.relation(report.relation).family for report in told)
    return Outlet(
        publisher=publisher,
        articles=sum(article.publisher == publisher for article in collection.articles),
        reports=len(told),
        attributed=sum(report.speaker is not None for report in told),
        families=tuple((family, counts[family]) for family in ontology.families if counts[family]),
    )


def _told(mine: list[Report], theirs: list[Report]) -> list[Told]:
    by_what: dict[_What, tuple[list[Report], list[Report]]] = defaultdict(lambda: ([], []))
    for side, told in enumerate((mine, theirs)):
        for report in told:
            by_what[report.proposition][side].append(report)
    found = [
        Told(
            *what,
            one=_claims(one),
            two=_claims(two),
            copied=bool(one and two) and {r.statement for r in one} == {r.statement for r in two},
        )
        for what, (one, two) in by_what.items()
    ]
    return sorted(found, key=lambda t: (-len(t.one) - len(t.two), t.subject, t.relation, t.object))


def _claims(told: Iterable[Report]) -> tuple[str, ...]:
    return tuple(id_ for r in sorted(told, key=lambda r: (-r.confidence, r.claims)) for id_ in r.claims)


def _tones(mine: list[Report], theirs: list[Report]) -> tuple[Tone, ...]:
    one, two = _by_pair(mine), _by_pair(theirs)
    found = [
        Tone(pair, _intensity(one[pair]), _intensity(two[pair]), _claims(one[pair]), _claims(two[pair]))
        for pair in one.keys() & two.keys()
    ]
    return tuple(sorted(found, key=lambda tone: (-abs(tone.one - tone.two), tone.actors)))


def _by_pair(told: list[Report]) -> dict[tuple[str, str], list[Report]]:
    pairs: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in told:
        pairs[min(report.subject, report.object), max(report.subject, report.object)].append(report)
    return pairs


def _intensity(told: list[Report]) -> float:
    ontology = load_ontology()
    weight = math.fsum(report.confidence for report in told)
    total = math.fsum(
        ontology.relation(report.relation).intensity * report.confidence
        for report in told
        if report.polarity == "affirmed"
    )
    return round(total / weight, DIGITS) if weight else 0.0
