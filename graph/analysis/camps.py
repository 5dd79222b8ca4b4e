"""The search for two camps with the fewest bonds in their way: exact where it can be, else a bound from each side."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import dtype, int32, ndarray

    _Table = ndarray[Any, dtype[int32]]

Signs = dict[str, dict[str, int]]
"""Actor -> neighbour -> sign of their bond, both ways."""
Camps = dict[str, bool]
"""Actor -> in which of two camps."""

WIDTH = 18
"""Neighbours left at which an actor cannot be taken out any more: tables hold two to this power of figures."""
STARTS = 8
"""From how many actors the local search starts, in a small network."""
WORK = 400_000
"""Bonds times starts, at which fewer starts are made: about three seconds."""


def components(signs: Signs) -> Iterator[Signs]:
    """Yield the parts of a network without a bond between them, by their first actor; actors of a part in order."""
    seen: set[str] = set()
    for start in sorted(signs):
        if start in seen:
            continue
        part = {start}
        waiting = [start]
        while waiting:
            new = signs[waiting.pop()].keys() - part
            part |= new
            waiting += new
        seen |= part
        yield {actor: dict(sorted(signs[actor].items())) for actor in sorted(part)}


def exact_camps(part: Signs, width: int = WIDTH) -> Camps | None:
    """Return camps with the fewest bonds in their way, or None where that would take too long.

    Actors are taken out one by one, the one with the fewest neighbours left first; the table of an actor says, for
    each way of placing these neighbours, what placing it best costs (non-serial dynamic programming, Bertele and
    Brioschi 1972; bucket elimination, Dechter 1999). None where more than ``width`` neighbours are left.
    """
    import numpy as np  # noqa: PLC0415 - slow to load

    order = _order(part, width)
    if order is None:
        return None
    place = {actor: number for number, actor in enumerate(order)}
    waiting: list[list[tuple[tuple[int, ...], _Table]]] = [[] for _ in order]
    for one, row in part.items():
        for other, sign in row.items():
            if place[one] < place[other]:
                table = np.array([[0, 1], [1, 0]] if sign > 0 else [[1, 0], [0, 1]], dtype=np.int32)
                waiting[place[one]].append(((place[one], place[other]), table))
    choices: list[tuple[tuple[int, ...], Any]] = []
    for number, tables in enumerate(waiting):
        others = tuple(sorted({o for scope, _ in tables for o in scope} - {number}))
        total = np.zeros((2,) * (len(others) + 1), dtype=np.int32)
        for scope, table in tables:
            total += table.reshape([2 if o in scope else 1 for o in (number, *others)])
        choices.append((others, total[1] < total[0]))
        if others:
            waiting[others[0]].append((others, total.min(axis=0)))
    camp = [False] * len(order)
    for number in range(len(order) - 1, -1, -1):
        others, second = choices[number]
        camp[number] = bool(second[tuple(int(camp[o]) for o in others)])
    return {actor: camp[place[actor]] for actor in part}


def _order(part: Signs, width: int) -> list[str] | None:
    """Return the actors in the order of fewest neighbours left, then id; None where there are more than ``width``."""
    left = {actor: set(row) for actor, row in part.items()}
    queue = [(len(row), actor) for actor, row in left.items()]
    heapify(queue)
    order = []
    while queue:
        degree, actor = heappop(queue)
        if actor not in left or len(left[actor]) != degree:
            continue
        if degree > width:
            return None
        near = left.pop(actor)
        order.append(actor)
        for one in near:
            left[one] |= near
            left[one] -= {one, actor}
            heappush(queue, (len(left[one]), one))
    return order


def improved_camps(part: Signs) -> Camps:
    """Return camps that no series of moves of single actors makes better: an upper bound.

    Starts follow the signs of bonds outwards from the actors with the most bonds, each actor going to the side that
    those placed before it speak for. Then every actor in turn changes sides once, the one that helps most or harms
    least first, and the best point on the way is kept, until nothing helps (Kernighan and Lin 1970; Fiduccia and
    Mattheyses 1982). The best of all starts is returned, the first of equals.
    """
    lines = sum(map(len, part.values())) // 2
    starts = sorted(part, key=lambda actor: (-len(part[actor]), actor))[: max(1, min(STARTS, WORK // lines))]
    found = []
    for start in starts:
        camps = _grown(part, start)
        while _improve(part, camps):
            pass
        found.append(camps)
    return min(found, key=lambda camps: _cost(part, camps))


def _grown(part: Signs, start: str) -> Camps:
    camps: Camps = {}
    pull = dict.fromkeys(part, 0)
    queue = [(0, start)]
    while queue:
        _, actor = heappop(queue)
        if actor in camps:
            continue
        camps[actor] = pull[actor] < 0
        for other, sign in part[actor].items():
            if other not in camps:
                pull[other] += -sign if camps[actor] else sign
                heappush(queue, (-abs(pull[other]), other))
    return camps


def _improve(part: Signs, camps: Camps) -> bool:
    """Change ``camps`` to the best point of one series of moves; return whether it is better."""
    gains = {
        actor: -sum(sign if camps[actor] == camps[other] else -sign for other, sign in row.items())
        for actor, row in part.items()
    }
    queue = [(-gain, actor) for actor, gain in gains.items()]
    heapify(queue)
    moved: list[str] = []
    done: set[str] = set()
    total = best = best_at = 0
    while queue:
        less, actor = heappop(queue)
        if actor in done or gains[actor] != -less:
            continue
        done.add(actor)
        moved.append(actor)
        total += gains[actor]
        camps[actor] = not camps[actor]
        if total > best:
            best, best_at = total, len(moved)
        for other, sign in part[actor].items():
            if other not in done:
                gains[other] += -2 * sign if camps[actor] == camps[other] else 2 * sign
                heappush(queue, (-gains[other], other))
    for actor in moved[best_at:]:
        camps[actor] = not camps[actor]
    return best > 0


def _cost(part: Signs, camps: Camps) -> int:
    return sum(sign != (1 if camps[a] == camps[b] else -1) for a, row in part.items() for b, sign in row.items())


def unbalanced_triangles(part: Signs) -> int:
    """Return how many tense triads without a common bond were found, one after the other: a lower bound.

    Each of them keeps at least one bond from fitting, whatever the camps (Harary 1959).
    """
    used: set[tuple[str, str]] = set()
    count = 0
    for one, row in part.items():
        for two in row:
            if two <= one:
                continue
            for three in sorted(row.keys() & part[two].keys()):
                lines = ((one, two), (one, three), (two, three))
                if three > two and row[two] * row[three] * part[two][three] < 0 and used.isdisjoint(lines):
                    used.update(lines)
                    count += 1
    return count
