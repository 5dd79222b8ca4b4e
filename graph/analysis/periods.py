"""What changed between two periods? Relations that appear, vanish, and pairs of actors whose sign flips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from graph.analysis.bonds import bonds_of
from graph.analysis.dates import Period, days, period
from graph.analysis.evidence import Evidence, Held, evidence, held
from graph.errors import InputError
from graph.model import Sign
from graph.ontology import load_ontology

if TYPE_CHECKING:
    from networkx import MultiDiGraph

ChangeKind = Literal["flips", "appears", "vanishes"]
CHANGE_KINDS: tuple[ChangeKind, ...] = ("flips", "appears", "vanishes")


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is said of one period and not of the other."""

    kind: ChangeKind
    subject: str
    relation: str | None
    """What appears or vanishes; None for a flip, which is of all that is said of both actors, in either direction."""
    object: str
    before: Evidence | None
    """The claims of the first period, None where something appears; of its sign, for a flip."""
    after: Evidence | None
    """The claims of the second period, None where something vanishes; of its sign, for a flip."""
    sign_before: Sign | None
    sign_after: Sign | None
    """Sign of the relation or the bond in each period."""

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the ids of the claims that it rests on, of the first period, then of the second."""
        return tuple(id_ for told in (self.before, self.after) if told for id_ in told.claims)


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes from one period to another."""

    first: Period
    second: Period
    changes: tuple[Change, ...]
    """Flips, what appears, what vanishes; each the best-evidenced first, then by ids."""
    claims_first: int
    claims_second: int
    """How many claims each period has."""
    unplaced: tuple[str, ...]
    """Ids of the claims without a date, or with one that may lie inside a period and may lie outside."""


def changes(
    network: MultiDiGraph[str],
    start1: str | None,
    end1: str | None,
    start2: str | None,
    end2: str | None,
    *,
    everything: bool = False,
) -> Changes:
    """Return which relations appear in the second period, which vanish, and which bonds flip their sign.

    A relation is one proposition: subject, relation and object. That it vanishes means that nothing of the second
    period says so any more, not that it ended. A bond flips where the net of intensity by confidence of all claims
    between two actors changes from friendly to hostile or back. A claim counts for the time in which it held, else
    for the date of its article; its whole date must lie inside the period.

    Args:
        network: as `graph.network.claims_network` gives it.
        start1: first date of the first period, ISO, maybe partial; None for the beginning.
        end1: its last date, inside it.
        start2: first date of the second period.
        end2: its last date; None for the end.
        everything: whether claims that are negated, not actual or rejected count too.

    Raises:
        InputError: a date that is none, a period that ends before it starts, or periods that overlap or stand in the
            wrong order.
    """
    first, second = period(start1, end1), period(start2, end2)
    if second.first <= first.last:
        raise InputError(f"period {second} must start after {first} ends; change the dates")
    placed: dict[bool, list[Held]] = {False: [], True: []}
    unplaced: list[Held] = []
    for claim in held(network, everything=everything):
        date = claim.edge["date"]
        if first.holds(date) or second.holds(date):
            placed[second.holds(date)].append(claim)
        elif _may_lie_in(date, first) or _may_lie_in(date, second):
            unplaced.append(claim)
    found = [*_flips(placed[False], placed[True]), *_new_and_gone(placed[False], placed[True])]
    found.sort(key=_order)
    return Changes(
        first, second, tuple(found), len(placed[False]), len(placed[True]), tuple(sorted(c.id for c in unplaced))
    )


def _may_lie_in(date: str | None, when: Period) -> bool:
    span = days(date)
    return span is None or (span[0] <= when.last and span[1] >= when.first)


def _order(change: Change) -> tuple[int, float, str, str, str]:
    weight = min(told.weight for told in (change.before, change.after) if told)
    return (CHANGE_KINDS.index(change.kind), -weight, change.subject, change.relation or "", change.object)


def _flips(before: list[Held], after: list[Held]) -> list[Change]:
    old, new = bonds_of(before), bonds_of(after)
    return [
        Change("flips", one, None, other, old[ends].evidence, new[ends].evidence, old[ends].sign, new[ends].sign)
        for ends in old.keys() & new.keys()
        if old[ends].sign * new[ends].sign < 0
        for one, other in (ends,)
    ]


class _What(NamedTuple):
    subject: str
    relation: str
    object: str


def _propositions(claims: Iterable[Held]) -> dict[_What, list[Held]]:
    ontology = load_ontology()
    found: dict[_What, list[Held]] = defaultdict(list)
    for claim in claims:
        _, subject, relation, object_ = ontology.proposition(claim.subject, claim.edge["relation"], claim.object)
        found[_What(subject, relation, object_)].append(claim)
    return found


def _new_and_gone(before: list[Held], after: list[Held]) -> list[Change]:
    old, new = _propositions(before), _propositions(after)
    signs = load_ontology().relations
    gone = [
        Change("vanishes", *what, before=evidence(old[what]), after=None, sign_before=s, sign_after=None)
        for what in old.keys() - new.keys()
        for s in (signs[what.relation].sign,)
    ]
    come = [
        Change("appears", *what, before=None, after=evidence(new[what]), sign_before=None, sign_after=s)
        for what in new.keys() - old.keys()
        for s in (signs[what.relation].sign,)
    ]
    return come + gone
