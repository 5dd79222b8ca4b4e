"""Who stands in the middle? Actors by their claims, their neighbours, and the paths that run through them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from graph.analysis.bonds import Bond, bonds_of
from graph.analysis.evidence import DIGITS, Held, held, surest, weigh
from graph.model import content_id
from graph.ontology import load_ontology

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from numpy import bool_, dtype, float64, int64, intp, ndarray

    _Floats = ndarray[Any, dtype[float64]]
    _Indices = ndarray[Any, dtype[intp]] | ndarray[Any, dtype[int64]]
    _Mask = ndarray[Any, dtype[bool_]]

Measure = Literal["weight", "degree", "betweenness", "pagerank", "claims"]

STEPS = 50_000_000
"""Lines looked at for betweenness, about three seconds' worth; beyond it is estimated from fewer actors."""

_DAMPING = 0.85
_ROUNDS = 500
_CLOSE = 1e-12
_MEASURES: dict[Measure, Callable[[Central], float]] = {
    "weight": lambda c: c.weight,
    "degree": lambda c: c.degree,
    "betweenness": lambda c: c.betweenness,
    "pagerank": lambda c: c.pagerank,
    "claims": lambda c: len(c.claims),
}


@dataclass(frozen=True, slots=True)
class Central:
    """How central one actor is."""

    actor: str
    claims: tuple[str, ...]
    """Ids of all claims at an end of which it stands, the surest first."""
    as_subject: int
    as_object: int
    """How many of the claims it is subject and object of."""
    degree: int
    """With how many actors."""
    friends: int
    foes: int
    """With how many of them the net of what is said is friendly, hostile."""
    weight: float
    """Sum of the confidence of the different sentences of each bond: degree by evidence."""
    betweenness: float
    """Share of the pairs of others whose shortest paths run through it, 0 to 1."""
    pagerank: float
    """Share of attention; those of all actors add up to 1."""


@dataclass(frozen=True, slots=True)
class Centrality:
    """The actors, the most central first."""

    actors: tuple[Central, ...]
    sources: int
    """From how many actors paths were followed for betweenness."""
    exact: bool
    """Whether these were all; betweenness is an estimate otherwise."""


def central(
    network: MultiDiGraph[str],
    *,
    by: Measure = "weight",
    limit: int | None = None,
    everything: bool = False,
    steps: int = STEPS,
) -> Centrality:
    """Return how central actors are, the greatest of one measure first, then by id.

    Degree is the number of neighbours and ``weight`` its form by evidence (Freeman 1978, "Centrality in social
    networks: conceptual clarification", Social Networks 1; Barrat et al. 2004 for strength). Betweenness counts the
    shortest paths between two others (Freeman 1977), computed as Brandes (2001) does; of several equally short ones
    each counts by the product of its bonds' weights, so that well-evidenced ways count more. Beyond ``steps`` paths
    are followed only from some actors and scaled up (Brandes and Pich 2007); which, the hash of their ids decides.
    PageRank (Brin and Page 1998, damping 0.85) hands attention from subject to object in shares of weight, both ways
    where the relation is symmetric.

    Args:
        network: as `graph.network.claims_network` gives it.
        by: the measure that orders.
        limit: how many actors at most; all where it is None.
        everything: whether claims that are negated, not actual or rejected count too.
        steps: how many lines to look at for betweenness, at most.
    """
    claims = list(held(network, everything=everything))
    known = list(bonds_of(claims).values())
    actors = sorted({end for bond in known for end in bond.ends})
    betweenness, sources = _betweenness(actors, known, steps)
    pagerank = _pagerank(actors, claims)
    mine: dict[str, list[Held]] = defaultdict(list)
    for claim in claims:
        mine[claim.subject].append(claim)
        mine[claim.object].append(claim)
    theirs: dict[str, list[Bond]] = defaultdict(list)
    for bond in known:
        theirs[bond.one].append(bond)
        theirs[bond.other].append(bond)
    found = [
        Central(
            actor=actor,
            claims=surest(mine[actor]),
            as_subject=sum(c.subject == actor for c in mine[actor]),
            as_object=sum(c.object == actor for c in mine[actor]),
            degree=len(theirs[actor]),
            friends=sum(bond.sign > 0 for bond in theirs[actor]),
            foes=sum(bond.sign < 0 for bond in theirs[actor]),
            weight=round(sum(bond.weight for bond in theirs[actor]), DIGITS),
            betweenness=betweenness[actor],
            pagerank=pagerank[actor],
        )
        for actor in actors
    ]
    found.sort(key=lambda c: (-_MEASURES[by](c), c.actor))
    return Centrality(tuple(found[:limit]), sources, exact=sources == len(actors))


def _betweenness(actors: list[str], known: list[Bond], steps: int) -> tuple[dict[str, float], int]:
    """Return betweenness by actor and from how many actors it was counted."""
    import numpy as np  # noqa: PLC0415 - slow to load

    count = len(actors)
    place = {actor: number for number, actor in enumerate(actors)}
    ends = np.array([[place[bond.one], place[bond.other]] for bond in known], dtype=np.intp).reshape(-1, 2)
    starts, stops = np.concatenate((ends[:, 0], ends[:, 1])), np.concatenate((ends[:, 1], ends[:, 0]))
    weights = np.array([bond.weight for bond in known] * 2, dtype=np.float64)
    used = weights > 0
    starts, stops, weights = starts[used], stops[used], weights[used]
    most = max(1, steps // max(1, len(starts)))
    sources: Sequence[int] = range(count)
    if most < count:
        sources = sorted(sources, key=lambda number: content_id(actors[number]))[:most]
    total = np.zeros(count)
    for source in sources:
        total += _dependencies(source, count, starts, stops, weights)
    pairs = (count - 1) * (count - 2) * len(sources) / count if count else 0
    return {a: round(float(total[i]) / pairs, DIGITS) if pairs else 0.0 for i, a in enumerate(actors)}, len(sources)


def _dependencies(source: int, count: int, starts: _Indices, stops: _Indices, weights: _Floats) -> _Floats:
    """Return for each actor how many others the source reaches through it, in shares of paths (Brandes 2001)."""
    import numpy as np  # noqa: PLC0415 - slow to load

    far = np.full(count, -1)
    far[source] = 0
    ways = np.zeros(count)
    ways[source] = 1.0
    layers: list[tuple[_Indices, _Indices, _Floats]] = []
    while True:
        step: _Mask = (far[starts] == len(layers)) & (far[stops] == -1)
        if not step.any():
            break
        here, there = starts[step], stops[step]
        added = ways[here] * weights[step]
        ways += np.bincount(there, added, count)
        far[there] = len(layers) + 1
        layers.append((here, there, added / ways[there]))
        ways[there] /= ways[there].max()  # only shares matter, and long products would vanish
    through = np.zeros(count)
    for here, there, share in reversed(layers):
        through += np.bincount(here, share * (1 + through[there]), count)
    through[source] = 0.0
    return through


def _pagerank(actors: list[str], claims: list[Held]) -> dict[str, float]:
    import numpy as np  # noqa: PLC0415 - slow to load

    relations = load_ontology().relations
    ways: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for claim in claims:
        ways[claim.subject, claim.object].append(claim)
        if relations[claim.edge["relation"]].symmetric:
            ways[claim.object, claim.subject].append(claim)
    weights = {ends: weigh(ways[ends]) for ends in sorted(ways)}
    given: dict[str, float] = defaultdict(float)
    for (start, _), weight in weights.items():
        given[start] += weight
    count = len(actors)
    place = {actor: number for number, actor in enumerate(actors)}
    kept = [(place[start], place[end], weight / given[start]) for (start, end), weight in weights.items() if weight]
    starts = np.array([start for start, _, _ in kept], dtype=np.intp)
    ends = np.array([end for _, end, _ in kept], dtype=np.intp)
    shares = np.array([share for _, _, share in kept], dtype=np.float64)
    silent = np.ones(count, dtype=bool)
    silent[starts] = False
    rank = np.full(count, 1 / max(1, count))
    for _ in range(_ROUNDS):
        flow = np.bincount(ends, rank[starts] * shares, count) + rank[silent].sum() / count if count else rank
        after = (1 - _DAMPING) / max(1, count) + _DAMPING * flow
        moved = float(np.abs(after - rank).sum())
        rank = after
        if moved < _CLOSE:
            break
    return {actor: round(float(rank[number]), DIGITS) for number, actor in enumerate(actors)}
