"""How are two actors linked? The shortest ways between them, the best-evidenced first."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from graph.analysis.bonds import Bond, bonds
from graph.analysis.evidence import DIGITS, check_actor
from graph.errors import InputError
from graph.model import Sign

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_Bonds = dict[tuple[str, str], Bond]
_Neighbours = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one actor to another, over bonds in either direction."""

    actors: tuple[str, ...]
    steps: tuple[Bond, ...]
    """The bonds between them, in order; one fewer than actors."""
    sign: Sign
    """Product of the steps' signs: a friend's friend and an enemy's enemy are +1. 0 where a step takes no side."""
    belief: float
    """Chance that every step is truly said, if they are misread independently of each other."""
    weakest: Bond
    """The step with the least belief, the first of equals."""

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the ids of the claims that it rests on, step by step, the surest of each step first."""
        return tuple(id_ for step in self.steps for id_ in step.evidence.claims)


def path(
    network: MultiDiGraph[str], a: str, b: str, *, limit: int = 5, indirect: bool = False, everything: bool = False
) -> tuple[Path, ...]:
    """Return the shortest paths from ``a`` to ``b``, at most ``limit``; nothing where they are not linked.

    All have as many steps as the shortest. They are ordered by the product of their steps' beliefs, the greatest
    first, then by the actors' ids. The sign of a path is the product of its signs (Cartwright and Harary 1956,
    "Structural balance: a generalization of Heider's theory", Psychological Review 63).

    Args:
        network: as `graph.network.claims_network` gives it.
        a: id of the actor to start from.
        b: id of the actor to reach.
        limit: how many paths at most.
        indirect: whether only paths over others count, so that a common friend or enemy shows.
        everything: whether claims that are negated, not actual or rejected count too.

    Raises:
        InputError: an actor that no claim names, or twice the same one.
    """
    for actor in (a, b):
        check_actor(network, actor)
    if a == b:
        raise InputError(f"both ends are {a!r}; name two actors")
    known = bonds(network, everything=everything)
    if indirect:
        known.pop((min(a, b), max(a, b)), None)
    neighbours: _Neighbours = defaultdict(list)
    for one, other in known:
        neighbours[one].append(other)
        neighbours[other].append(one)
    best: dict[str, list[tuple[float, tuple[str, ...]]]] = {a: [(0.0, (a,))]}
    for layer in _layers(neighbours, a, b):
        arriving: dict[str, list[tuple[float, tuple[str, ...]]]] = defaultdict(list)
        for start, end in layer:
            cost = known[min(start, end), max(start, end)].evidence.cost
            arriving[end] += [(so_far + cost, (*actors, end)) for so_far, actors in best[start]]
        best = {actor: nsmallest(limit, ways) for actor, ways in arriving.items()}
    return tuple(_path(actors, known) for _, actors in best.get(b, []))


def _layers(neighbours: _Neighbours, a: str, b: str) -> list[list[tuple[str, str]]]:
    """Return the steps of all shortest paths, layer by layer, in order; none where there is no path."""
    distance = {b: 0}
    layer = [b]
    far = 0
    while layer and a not in distance:
        far += 1
        layer = list(dict.fromkeys(n for actor in layer for n in neighbours[actor] if n not in distance))
        distance.update(dict.fromkeys(layer, far))
    if a not in distance:
        return []
    layers = []
    here = [a]
    while here != [b]:
        steps = [(x, y) for x in here for y in neighbours[x] if distance.get(y) == distance[x] - 1]
        layers.append(steps)
        here = sorted({y for _, y in steps})
    return layers


def _path(actors: tuple[str, ...], known: _Bonds) -> Path:
    steps = tuple(known[min(x, y), max(x, y)] for x, y in pairwise(actors))
    return Path(
        actors=actors,
        steps=steps,
        sign=cast("Sign", math.prod(step.sign for step in steps)),
        belief=round(math.exp(-math.fsum(step.evidence.cost for step in steps)), DIGITS),
        weakest=max(steps, key=lambda step: step.evidence.cost),
    )
