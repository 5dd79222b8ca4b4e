"""Who supports whom against whom? Supporter, group and target."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection as Some
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import islice
from typing import TYPE_CHECKING

from graph.analysis.bonds import Bond, bonds_of
from graph.analysis.dates import days
from graph.analysis.evidence import DIGITS, Evidence, Held, check_actor, evidence, held
from graph.ontology import load_ontology

if TYPE_CHECKING:
    from networkx import MultiDiGraph

SUPPORT = ("support",)
"""Families of relations that make a supporter."""
CONFLICT = ("violence",)
"""Families of relations that make a target."""

_YEAR = len("2021")


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of a triad: what is said of two of its actors."""

    relations: tuple[tuple[str, int], ...]
    """Each relation with its number of claims, most first, then by id."""
    evidence: Evidence
    years: tuple[str, ...]
    """In which years it is said to have been, in order."""


@dataclass(frozen=True, slots=True)
class Sponsorship:
    """A supporter helps a group that is in a violent conflict with a target."""

    supporter: str
    group: str
    target: str
    support: Leg
    conflict: Leg
    """Between group and target, whoever of them is said to use force."""
    years: tuple[str, ...]
    """Years in which both are said to have been."""
    belief: float
    """Chance that both are truly said, if they are misread independently of each other."""
    against: tuple[str, ...]
    """Ids of hostile claims between supporter and group, which speak against the support."""
    rivalry: Bond | None
    """How supporter and target stand to each other; None where nothing is said."""

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the ids of the claims that it rests on: of the support, then of the conflict."""
        return self.support.evidence.claims + self.conflict.evidence.claims


def triads(
    network: MultiDiGraph[str],
    *,
    supporter: str | None = None,
    group: str | None = None,
    target: str | None = None,
    group_types: Some[str] = (),
    same_year: bool = False,
    support: Some[str] = SUPPORT,
    conflict: Some[str] = CONFLICT,
    limit: int | None = 100,
    everything: bool = False,
) -> tuple[Sponsorship, ...]:
    """Return who supports whom against whom, the best-evidenced first, then by supporter, group and target.

    The unit is that of San-Akca (2016, "States in Disguise: Causes of State Support for Rebel Groups"): supporter,
    group, target; and of the UCDP External Support Dataset (Hogbladh, Pettersson and Themner 2011; Meier et al. 2023,
    Journal of Peace Research 60): a supporter, the warring party it supports and that party's opponent. Both code by
    year and ask for an armed group, or for a party to a conflict that they know of; here every actor may be any of the
    three unless ``group_types`` and ``same_year`` ask for more. A symmetric relation of support, such as working
    together, does not say who supports whom and is left out.

    Args:
        network: as `graph.network.claims_network` gives it.
        supporter: only this one.
        group: only this one.
        target: only this one.
        group_types: types of actor that the group may have, such as ``ArmedGroup``; any where it is empty.
        same_year: whether support and conflict must be claimed of at least one same year.
        support: families of relations that make a supporter.
        conflict: families of relations that make a target.
        limit: how many at most; all where it is None.
        everything: whether claims that are not actual or rejected count too; negated ones never do.

    Raises:
        InputError: an actor that no claim names.
    """
    for actor in (supporter, group, target):
        if actor is not None:
            check_actor(network, actor)
    relations = load_ontology().relations
    claims = list(held(network, everything=everything))
    helped: dict[tuple[str, str], list[Held]] = defaultdict(list)
    fought: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for claim in claims:
        if claim.edge["polarity"] == "negated":
            continue
        if claim.edge["family"] in support and not relations[claim.edge["relation"]].symmetric:
            helped[claim.subject, claim.object].append(claim)
        elif claim.edge["family"] in conflict:
            fought[claim.subject, claim.object].append(claim)
            fought[claim.object, claim.subject].append(claim)
    helpers = _by_group({(g, s): told for (s, g), told in helped.items() if supporter in {None, s}})
    targets = _by_group({(g, t): told for (g, t), told in fought.items() if target in {None, t}})
    wanted = [g for g in sorted(helpers.keys() & targets.keys()) if group in {None, g}]
    if group_types:
        wanted = [g for g in wanted if network.nodes[g]["type"] in group_types]
    known = bonds_of(claims)
    found = (
        _sponsorship(key, helping, fighting, known)
        for key, helping, fighting in _best_first({g: (helpers[g], targets[g]) for g in wanted})
        if not same_year or set(helping.years) & set(fighting.years)
    )
    return tuple(islice(found, limit))


_Legs = list[tuple[str, Leg]]
_Key = tuple[str, str, str]


def _by_group(told: dict[tuple[str, str], list[Held]]) -> dict[str, _Legs]:
    """Return for each group the others with what is said of them, the best-evidenced first, then by id."""
    sides: dict[str, _Legs] = defaultdict(list)
    for (group, other), claims in told.items():
        sides[group].append((other, _side(claims)))
    for found in sides.values():
        found.sort(key=lambda item: (item[1].evidence.cost, item[0]))
    return sides


def _side(claims: list[Held]) -> Leg:
    counts = Counter(c.edge["relation"] for c in claims)
    return Leg(
        relations=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        evidence=evidence(claims),
        years=tuple(sorted({c.edge["date"][:_YEAR] for c in claims if days(c.edge["date"])})),
    )


def _best_first(sides: dict[str, tuple[_Legs, _Legs]]) -> Iterator[tuple[_Key, Leg, Leg]]:
    """Yield (supporter, group, target) with both sides, the least cost first, then by these ids.

    Each supporter of each group waits with its best target; when that is taken, the next best takes its place.
    """
    queue = [
        (side.evidence.cost + targets[0][1].evidence.cost, supporter, group, targets[0][0], rank, 0)
        for group, (helpers, targets) in sides.items()
        for rank, (supporter, side) in enumerate(helpers)
    ]
    heapify(queue)
    while queue:
        _, supporter, group, target, rank, place = heappop(queue)
        helpers, targets = sides[group]
        helping = helpers[rank][1]
        if place + 1 < len(targets):
            after, fighting = targets[place + 1]
            cost = helping.evidence.cost + fighting.evidence.cost
            heappush(queue, (cost, supporter, group, after, rank, place + 1))
        if supporter != target:
            yield (supporter, group, target), helping, targets[place][1]


def _sponsorship(key: _Key, support: Leg, conflict: Leg, known: dict[tuple[str, str], Bond]) -> Sponsorship:
    supporter, group, target = key
    tie = known[min(supporter, group), max(supporter, group)]
    return Sponsorship(
        supporter=supporter,
        group=group,
        target=target,
        support=support,
        conflict=conflict,
        years=tuple(sorted(set(support.years) & set(conflict.years))),
        belief=round(support.evidence.belief * conflict.evidence.belief, DIGITS),
        against=tie.against if tie.sign >= 0 else tie.evidence.claims,
        rivalry=known.get((min(supporter, target), max(supporter, target))),
    )
