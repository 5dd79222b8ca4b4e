"""Where do claims contradict each other? Denials, relations that exclude each other, and fact against mere report."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection as Some
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.analysis.clashes import Clash, Side, clashing
from graph.analysis.evidence import DIGITS
from graph.analysis.reports import Report, reports
from graph.errors import InputError, UnknownName
from graph.model import Collection
from graph.ontology import Ontology, load_ontology

ContradictionKind = Literal["denial", "incompatible", "attribution"]
CONTRADICTION_KINDS: tuple[ContradictionKind, ...] = ("denial", "incompatible", "attribution")

WINDOW = 7
"""Days within which two claims speak of the same time; further apart, the world may have changed between them."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sets of claims, all near in time, that do not go together."""

    kind: ContradictionKind
    subject: str
    relation: str
    object: str
    """What the first side claims; ends of a symmetric relation stand in order of id."""
    other: tuple[str, str, str]
    """What the second side denies, claims instead, or puts down to a speaker: subject, relation, object."""
    one: Side
    """Affirmed; for an attribution, in articles' own words."""
    two: Side
    """Negated; or affirmed of the other relation; or, for an attribution, put down to somebody."""
    pair: tuple[str, str]
    """Ids of a claim of each side that stand against each other in time and voice: the surest two."""
    belief: float
    """Chance that both sides are truly said, if their sentences are misread independently."""

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the ids of the claims that it rests on, side by side."""
        return self.one.claims + self.two.claims


def contradictions(
    collection: Collection,
    *,
    actor: str | None = None,
    kinds: Some[str] = CONTRADICTION_KINDS,
    window: int = WINDOW,
    everything: bool = False,
) -> tuple[Contradiction, ...]:
    """Return the contradictions of a collection, by kind as listed, then the best-evidenced first, then by what it is.

    - ``denial``: the same proposition is affirmed and negated; that something stops is no denial.
    - ``incompatible``: two relations that the ontology calls incompatible hold from the same subject to the same
      object; a symmetric one holds both ways.
    - ``attribution``: one publisher states in its own words what another, which never does so here, only puts down to
      a speaker. Articles whose publisher is not known stand for themselves.

    Change over time is none: claims contradict only where their dates, as far as they may be from each other, lie
    within the window; those of one article without an exact date count as near. What a break, a split, an expulsion or
    a ceasefire ends may have held before it. Nobody contradicts himself in one voice: what one publisher says of its
    own, or one article reports of one speaker, is taken for a story that moves on. Copies of a
    sentence in several articles are one, of the earliest date. Contradictions of one proposition that are further
    apart than the window are told one by one.

    Args:
        collection: the claims.
        actor: only where this one stands at an end.
        kinds: which kinds.
        window: days between the dates of two claims, at most.
        everything: whether claims that are not actual or rejected count too.

    Raises:
        UnknownName: a kind that there is not, or a relation that is not in the ontology.
        InputError: a window of less than no days.
    """
    for kind in kinds:
        if kind not in CONTRADICTION_KINDS:
            raise UnknownName("kind of contradiction", kind, CONTRADICTION_KINDS)
    if window < 0:
        raise InputError(f"window of {window} days: want 0 or more")
    chosen = [c for c in collection.claims if actor is None or actor in {c.subject, c.object}]
    return between(reports(collection, chosen, everything=everything), kinds, window)


def between(told: Sequence[Report], kinds: Some[str], window: int) -> tuple[Contradiction, ...]:
    """Return the contradictions among reports, ordered as `contradictions` has them."""
    found = [
        _contradiction(kind, clash)
        for kind, one, two in _opposed(told, load_ontology())
        if kind in kinds
        for clash in clashing(one, two, window)
    ]
    return tuple(sorted(found, key=_order))


def _order(found: Contradiction) -> tuple[object, ...]:
    what = (found.subject, found.relation, found.object, found.other)
    return (CONTRADICTION_KINDS.index(found.kind), -found.belief, *what, found.one.first or "", found.claims)


def _contradiction(kind: ContradictionKind, clash: Clash) -> Contradiction:
    one, two, pair = clash
    subject, relation, object_ = one.proposition
    belief = round(math.prod((one.belief, two.belief)), DIGITS)
    return Contradiction(kind, subject, relation, object_, two.proposition, one, two, pair, belief)


_Opposed = tuple[ContradictionKind, list[Report], list[Report]]


def _opposed(told: Sequence[Report], ontology: Ontology) -> Iterator[_Opposed]:
    """Yield kind and both lists of what would contradict each other at one time and in different voices."""
    affirmed: dict[tuple[str, str, str], list[Report]] = defaultdict(list)
    negated: dict[tuple[str, str, str], list[Report]] = defaultdict(list)
    for report in told:
        if not report.over:
            (affirmed if report.polarity == "affirmed" else negated)[report.proposition].append(report)
    for what, yes in affirmed.items():
        if what in negated:
            yield "denial", yes, negated[what]
        stated = [report for report in yes if report.speaker is None]
        stating = {source for report in stated for source in (*report.articles, *report.publishers)}
        sentences = {report.statement for report in stated}
        reported = [r for r in yes if r.speaker and r.statement not in sentences]
        reported = [r for r in reported if stating.isdisjoint((*r.articles, *r.publishers))]
        if stated and reported:
            yield "attribution", stated, reported
    for one, two in incompatible_pairs(affirmed, ontology):
        yield "incompatible", affirmed[one], affirmed[two]


def incompatible_pairs(
    propositions: Some[tuple[str, str, str]], ontology: Ontology
) -> Iterator[tuple[tuple[str, str, str], tuple[str, str, str]]]:
    """Yield each two propositions that cannot hold at once, in order; ends of symmetric relations stand in order."""
    directed: dict[tuple[str, str], dict[str, tuple[str, str, str]]] = defaultdict(dict)
    mutual: dict[tuple[str, str], dict[str, tuple[str, str, str]]] = defaultdict(dict)
    for subject, relation, object_ in sorted(propositions):
        table = mutual if ontology.relation(relation).symmetric else directed
        table[subject, object_][relation] = (subject, relation, object_)
    for table, both in ((directed, mutual), (mutual, None)):
        for ends, mine in table.items():
            for relation, what in mine.items():
                for other in sorted(ontology.relation(relation).incompatible):
                    if other in mine and relation < other:
                        yield what, mine[other]
                    elif both and other in both.get((min(ends), max(ends)), ()):
                        yield what, both[min(ends), max(ends)][other]
