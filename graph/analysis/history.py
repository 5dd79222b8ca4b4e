"""How did two actors stand to each other, month by month, and what turned it?"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from graph.analysis.bonds import intensities
from graph.analysis.dates import month_of
from graph.analysis.evidence import DIGITS, Held, certainty, check_actor, held, surest
from graph.errors import InputError
from graph.model import Sign

if TYPE_CHECKING:
    from networkx import MultiDiGraph


@dataclass(frozen=True, slots=True)
class Month:
    """What is said of one month."""

    month: str
    """As ``2021-07``."""
    sign: Sign
    """Of the total: 0 where all is neutral or both sides weigh the same."""
    intensity: float
    """Mean intensity by confidence, -10 (most hostile) to +10 (most cooperative)."""
    total: float
    """Sum of intensity times confidence."""
    friendly: int
    hostile: int
    neutral: int
    """How many different claims of each kind."""
    claims: tuple[str, ...]
    """Ids of all claims, copies too, the surest first."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A month whose sign is another than that of the last month that had one."""

    month: str
    before: str
    """The last month that had a sign."""
    sign: Sign
    claims: tuple[str, ...]
    """Ids of the claims of the new sign in this month, the weightiest first."""
    claims_before: tuple[str, ...]
    """Ids of the claims of the old sign in the month before the turn, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Two actors over time."""

    one: str
    other: str
    months: tuple[Month, ...]
    """Only months of which something is said, in order."""
    turns: tuple[Turn, ...]
    undated: tuple[str, ...]
    """Ids of the claims whose date does not say the month, the surest first."""


def timeline(
    network: MultiDiGraph[str], a: str, b: str, *, one_way: bool = False, everything: bool = False
) -> Timeline:
    """Return sign and intensity of what is said of two actors for each month, and the claims at the turns.

    Event data are added up by the intensity of what was done, on the scale of Goldstein (1992, "A conflict-cooperation
    scale for WEIS events data", Journal of Conflict Resolution 36); each claim counts by its confidence, a sentence in
    several articles once, in the month of the earliest. The month is that in which a claim held, else that of its
    article.

    Args:
        network: as `graph.network.claims_network` gives it.
        a: id of one actor.
        b: id of the other.
        one_way: whether only claims from ``a`` to ``b`` count; those of symmetric relations stand as they are written.
        everything: whether claims that are negated, not actual or rejected count too.

    Raises:
        InputError: an actor that no claim names, or twice the same one.
    """
    for actor in (a, b):
        check_actor(network, actor)
    if a == b:
        raise InputError(f"both ends are {a!r}; name two actors")
    pair = network.subgraph([a, b])
    claims = [c for c in held(pair, everything=everything) if not one_way or c.subject == a]
    months = _months(claims)
    undated = surest(c for c in claims if month_of(c.edge["date"]) is None)
    told = tuple(_month(month, months[month]) for month in sorted(months))
    return Timeline(a, b, told, _turns(told, months), undated)


def _months(claims: list[Held]) -> dict[str, list[Held]]:
    """Return the claims by month; copies of a sentence stand in the month of the earliest of them."""
    earliest: dict[str, str] = {}
    for claim in claims:
        month = month_of(claim.edge["date"])
        if month:
            earliest[claim.statement] = min(earliest.get(claim.statement, month), month)
    months: dict[str, list[Held]] = defaultdict(list)
    for claim in claims:
        if month_of(claim.edge["date"]):
            months[earliest[claim.statement]].append(claim)
    return months


def _month(month: str, claims: list[Held]) -> Month:
    shares = intensities(claims)
    sure = {c.id: certainty(c.edge) for c in claims}
    weight = math.fsum(sure[id_] for id_, _ in shares)
    total = round(math.fsum(value for _, value in shares), DIGITS)
    return Month(
        month=month,
        sign=cast("Sign", (total > 0) - (total < 0)),
        intensity=round(total / weight, DIGITS) if weight else 0.0,
        total=total,
        friendly=sum(value > 0 for _, value in shares),
        hostile=sum(value < 0 for _, value in shares),
        neutral=sum(value == 0 for _, value in shares),
        claims=surest(claims),
    )


def _turns(told: tuple[Month, ...], months: dict[str, list[Held]]) -> tuple[Turn, ...]:
    with_sign = [month for month in told if month.sign]
    return tuple(
        Turn(
            month=after.month,
            before=before.month,
            sign=after.sign,
            claims=_of_sign(months[after.month], after.sign),
            claims_before=_of_sign(months[before.month], before.sign),
        )
        for before, after in pairwise(with_sign)
        if before.sign != after.sign
    )


def _of_sign(claims: list[Held], sign: Sign) -> tuple[str, ...]:
    return tuple(id_ for id_, value in intensities(claims) if value * sign > 0)
