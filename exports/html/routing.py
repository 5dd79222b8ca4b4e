"""Which way each line bends, so that none passes through a third actor and no two lie on each other.

Every line is one cubic curve between two outlines. For each, some dozens of bends are tried at once; what they would
run into decides. What cannot be avoided is counted, not hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from exports.html.shapes import Shape, contains

Floats = npt.NDArray[np.float64]

SAMPLES = 33
PASSES = 3
SHORT_LIST = 20
"""Ways of a line, those of least fixed cost, that are compared with the other lines."""
MIN_SAMPLES = 2
CLEARANCE = 7.0
"""Room that a line keeps from the outline of a third actor."""
TAIL_GAP, HEAD_GAP = 1.0, 2.5
"""Free room between an outline and the line's start and the tip of its arrow."""
_T = np.linspace(0, 1, SAMPLES)
_FINE = np.linspace(0, 1, 257)
_EVEN = (0.0, 0.07, 0.13, 0.19, 0.26, 0.34, 0.385, 0.43, 0.48, 0.53, 0.59, 0.65, 0.75, 0.85, 1.1, 1.4, 1.8)
_UNEVEN = (
    (0.36, 0.05),
    (0.05, 0.36),
    (0.55, 0.12),
    (0.12, 0.55),
    (0.2, -0.2),
    (0.35, -0.35),
    (0.9, 0.3),
    (0.3, 0.9),
    (1.5, 0.4),
    (0.4, 1.5),
    (0.7, -0.7),
    (1.1, -0.3),
    (-0.3, 1.1),
)
_BENDS = np.array(
    [(s * b, s * b) for b in _EVEN for s in (1, -1)][1:] + [(s * a, s * b) for a, b in _UNEVEN for s in (1, -1)]
)
"""Sideways offsets of the two inner control points, in lengths of the chord."""


_INNER = slice(3, -3, 2)
"""Samples at which two lines are compared: near a common end they have to meet."""
_MIDDLE = slice(3, -3)
HEAD_ROOM = 16.0
TIGHT, LANE = 10.0, 24.0
"""Distances below which two lines read as one, and which two lines of one pair should keep."""


@dataclass(frozen=True, slots=True)
class Route:
    """A line's way: four control points of a cubic curve from outline to outline, and the actors it runs into."""

    points: Floats
    hits: int


def curve(points: Floats, t: Floats) -> Floats:
    """Return the points of cubic curves at ``t``; control points (..., 4, 2) give (..., len(t), 2)."""
    s = 1 - t
    basis = np.stack([s**3, 3 * s**2 * t, 3 * s * t**2, t**3])
    return np.asarray(np.einsum("kt,...kd->...td", basis, points))


def distance(ways: npt.NDArray[np.float32], others: npt.NDArray[np.float32]) -> Floats:
    """Return how far each sample of each way is from each other path: (ways, n, 2), (m, k, 2) give (ways, n, m)."""
    x, y = ways[..., 0, None], ways[..., 1, None]
    nearest = np.full((*ways.shape[:2], len(others)), np.inf, dtype=np.float32)
    for k in range(others.shape[1]):
        np.minimum(nearest, (x - others[:, k, 0]) ** 2 + (y - others[:, k, 1]) ** 2, out=nearest)
    return np.asarray(np.sqrt(nearest), dtype=np.float64)


def piece(points: Floats, start: float, end: float) -> Floats:
    """Return the control points of the part of a cubic curve between two parameters (de Casteljau)."""

    def blossom(u: float, v: float, w: float) -> Floats:
        row = points
        for t in (u, v, w):
            row = row[:-1] * (1 - t) + row[1:] * t
        return np.asarray(row[0])

    return np.stack(
        [blossom(start, start, start), blossom(start, start, end), blossom(start, end, end), blossom(end, end, end)]
    )


def route(
    shapes: Sequence[Shape], centres: Floats, lines: Sequence[tuple[int, int]], loose: Sequence[bool]
) -> list[Route]:
    """Return the route of each line, in the order given; earlier lines get the better ways.

    Args:
        shapes: outlines of the actors.
        centres: their centres, (actors, 2).
        lines: indexes of source and target.
        loose: lines that are not drawn at first; the others do not make way for them.
    """
    if not lines:
        return []
    return _Router(shapes, centres, lines, loose).routes()


class _Router:
    def __init__(
        self, shapes: Sequence[Shape], centres: Floats, lines: Sequence[tuple[int, int]], loose: Sequence[bool]
    ) -> None:
        self.shapes, self.centres, self.lines = shapes, centres, lines
        self.ends = np.array(lines, dtype=np.intp)
        self.loose = np.array(loose)
        every = np.stack([self._candidates(a, b) for a, b in lines])
        self.paths = curve(every, _T)
        costs = np.stack([self._fixed_cost(n) for n in range(len(lines))])
        best = np.argsort(np.round(costs, 4), axis=1, kind="stable")[:, :SHORT_LIST]
        rows = np.arange(len(lines))[:, None]
        self.candidates, self.fixed = every[rows, best], costs[rows, best]
        self.paths = self.paths[rows, best]
        self.inner = np.ascontiguousarray(self.paths[:, :, _INNER], dtype=np.float32)
        self.tips = np.stack([self._tips(n) for n in range(len(lines))])
        self.low, self.high = self.inner.min(axis=(1, 2)), self.inner.max(axis=(1, 2))
        self.choice = np.full(len(lines), -1)

    def routes(self) -> list[Route]:
        """Return the routes after some passes in which each line looks for its best way given the others."""
        firm = [n for n in range(len(self.lines)) if not self.loose[n]]
        loose = [n for n in range(len(self.lines)) if self.loose[n]]
        for order in (firm, loose):
            for _ in range(PASSES):
                before = self.choice.copy()
                for n in order:
                    self.choice[n] = int(np.round(self.fixed[n] + self._crowding(n), 4).argmin())
                if (before == self.choice).all():
                    break
        return [self._trimmed(n) for n in range(len(self.lines))]

    def _anchor(self, node: int, towards: int) -> Floats:
        """Return where a line aims inside an outline: the centre, moved along the long axis towards the other end."""
        shape = self.shapes[node]
        delta = self.centres[towards] - self.centres[node]
        room = np.array([max(shape.half_width - shape.half_height, 0), 0.0])
        return np.asarray(self.centres[node] + np.clip(delta * 0.22, -room * 0.75, room * 0.75))

    def _candidates(self, a: int, b: int) -> Floats:
        """Return the control points of all ways from a to b, (ways, 4, 2)."""
        start, end = self._anchor(a, b), self._anchor(b, a)
        way = end - start
        side = np.array([-way[1], way[0]])
        count = len(_BENDS)
        return np.stack(
            [
                np.broadcast_to(start, (count, 2)),
                start + way * 0.3 + _BENDS[:, :1] * side,
                start + way * 0.7 + _BENDS[:, 1:] * side,
                np.broadcast_to(end, (count, 2)),
            ],
            axis=1,
        )

    def _outside(self, n: int) -> npt.NDArray[np.bool_]:
        """Return which samples of each way of line ``n`` lie outside both its own actors."""
        outside = np.ones(self.paths.shape[1:3], dtype=bool)
        for node in self.ends[n]:
            delta = self.paths[n] - self.centres[node]
            outside &= ~contains(self.shapes[node], delta)
        return outside

    def _tips(self, n: int) -> Floats:
        """Return where each way of line ``n`` leaves its source and reaches its target, (ways, 2, 2)."""
        rows = np.arange(SHORT_LIST)
        a, b = (contains(self.shapes[k], self.paths[n] - self.centres[k]) for k in self.lines[n])
        leaves = np.minimum(a.sum(axis=1), SAMPLES - 1)
        reaches = np.maximum(SAMPLES - 1 - b.sum(axis=1), 0)
        return np.stack([self.paths[n][rows, leaves], self.paths[n][rows, reaches]], axis=1)

    def _fixed_cost(self, n: int) -> Floats:
        """Return what each way of line ``n`` costs whatever the others do: actors in the way, detour, S-bends."""
        cost = np.abs(_BENDS).sum(axis=1) * 2.4 + np.abs(_BENDS[:, 0] - _BENDS[:, 1]) * 1.2
        outside = self._outside(n)
        for k, shape in enumerate(self.shapes):
            if k in self.lines[n]:
                continue
            delta = self.paths[n] - self.centres[k]
            far = np.abs(delta) > np.array([shape.half_width, shape.half_height]) + 30
            if far.any(axis=-1).all():
                continue
            cost = cost + 300 * (contains(shape, delta, 1) & outside).any(axis=1)
            cost = cost + 60 * (contains(shape, delta, CLEARANCE) & outside).any(axis=1)
            cost = cost + 0.25 * (contains(shape, delta, 16) & outside).sum(axis=1)
        cost = cost + 30 * (outside.sum(axis=1) < MIN_SAMPLES)
        return np.asarray(cost)

    def _crowding(self, n: int) -> Floats:
        """Return what each way of line ``n`` costs beside the ways that the others have taken."""
        taken = self.choice >= 0
        taken[n] = False
        if not self.loose[n]:
            taken &= ~self.loose
        others = np.flatnonzero(taken)
        cost = self._heaps(n, others)
        chosen = self.inner[others, self.choice[others]]
        meet = (chosen.max(axis=1) + LANE > self.low[n]) & (chosen.min(axis=1) - LANE < self.high[n])
        others, chosen = others[meet.all(axis=1)], chosen[meet.all(axis=1)]
        if not len(others):
            return cost
        shared = (self.ends[others][:, :, None] == self.ends[n]).any(axis=(1, 2))
        same = shared & (np.sort(self.ends[others], axis=1) == np.sort(self.ends[n])).all(axis=1)
        gap = distance(self.inner[n], chosen)
        cost += 0.9 * (gap < TIGHT).mean(axis=1) @ ~shared + 0.12 * (gap < TIGHT).any(axis=1) @ ~shared
        cost += 1.4 * (gap < TIGHT).mean(axis=1) @ (shared & ~same)
        if same.any():
            inner = gap[:, _MIDDLE, :][:, :, same]
            cost += 14 * (np.clip(LANE - inner.mean(axis=1), 0, None) / LANE).sum(axis=1)
            cost += 90 * (inner.max(axis=1) < LANE / 2).sum(axis=1)
        return np.asarray(cost)

    def _heaps(self, n: int, others: npt.NDArray[np.intp]) -> Floats:
        """Return for each way the cost of meeting its actors where other lines meet them."""
        cost = np.zeros(SHORT_LIST)
        tips, nodes = self.tips[others, self.choice[others]], self.ends[others]
        for end in (0, 1):
            near = tips[nodes == self.ends[n, end]]
            delta = self.tips[n][:, end, None] - near
            cost += 0.8 * np.clip(1 - np.hypot(delta[..., 0], delta[..., 1]) / HEAD_ROOM, 0, None).sum(axis=1)
        return cost

    def _trimmed(self, n: int) -> Route:
        """Return the chosen way cut at the outlines of its ends."""
        points = self.candidates[n, self.choice[n]]
        fine = curve(points, _FINE)
        a, b = self.lines[n]
        inside_a = contains(self.shapes[a], fine - self.centres[a], TAIL_GAP)
        inside_b = contains(self.shapes[b], fine - self.centres[b], HEAD_GAP)
        first = int(np.flatnonzero(inside_a).max(initial=0))
        last = int(np.flatnonzero(inside_b).min(initial=len(_FINE) - 1))
        if last - first < MIN_SAMPLES:
            first, last = 0, len(_FINE) - 1
        points = np.round(piece(points, float(_FINE[first]), float(_FINE[last])), 1)
        return Route(points, hits(points, self.shapes, self.centres, self.lines[n]))


def hits(points: Floats, shapes: Sequence[Shape], centres: Floats, ends: tuple[int, int]) -> int:
    """Return through how many actors, other than its ends, a line passes."""
    path = curve(points, _FINE)
    return sum(bool(contains(shape, path - centres[k]).any()) for k, shape in enumerate(shapes) if k not in ends)
