"""Where the actors stand: allies near each other, foes apart, few crossings, no overlap; the same each time.

Stress majorisation (Gansner, Koren and North 2004) on distances that are short over cooperation and long over
conflict, from several fixed starts; then single moves that take away crossings. No random numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from exports.html.shapes import Shape

Floats = npt.NDArray[np.float64]

STARTS = 14
STEPS = 90
ROUNDS = 10
SWAPS = 2
"""Rounds in which actors also try to move half-way towards each other."""
TINY = 1e-9
CLASH = 0.01
GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
ASPECT = 1.08
"""Width over height of the picture, that of the map's pane on a laptop."""
AREA_PER_ACTOR = 27_000.0
GAP_X, GAP_Y = 30.0, 34.0
"""Least free room between two outlines."""
TIED_X, TIED_Y, CROWDED = 20.0, 8.0, 9.0
"""What is added where a line runs between the two, so that its count and its arrow show, and for each further line."""
CROWD = 0.1


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors that some line connects; ``score`` is -1 for conflict only to +1 for cooperation only."""

    a: int
    b: int
    score: float
    weight: float
    lines: int = 1
    """How many lines are drawn between the two; they need room beside each other."""

    @property
    def length(self) -> float:
        """The wanted distance, in steps: short over cooperation, long over conflict and where many lines run."""
        return 1.05 - 0.3 * self.score + CROWD * max(self.lines - 3, 0)


def place(shapes: Sequence[Shape], ties: Sequence[Tie]) -> Floats:
    """Return the best placement found: the centres of the shapes, as `placements` gives them."""
    return next(placements(shapes, ties))


def placements(shapes: Sequence[Shape], ties: Sequence[Tie]) -> Iterator[Floats]:
    """Yield up to three good placements, the best first: the centres as an array of (x, y) in whole world units."""
    count = len(shapes)
    if count < 2:  # noqa: PLR2004 - nobody to place beside
        yield np.zeros((count, 2))
        return
    scene = _Scene(shapes, ties)
    ideal = distances(count, ties)
    candidates = [scene.fitted(_majorise(ideal, _start(count, k))) for k in range(STARTS)]
    ranked = sorted(range(STARTS), key=lambda k: (round(scene.cost(candidates[k]), 3), k))
    best = sorted((scene.improved(candidates[k]) for k in ranked[:2]), key=lambda xy: round(scene.cost(xy), 3))
    yield from (scene.settled(xy) for xy in best)
    yield scene.settled(scene.improved(candidates[ranked[2]]))


def distances(count: int, ties: Sequence[Tie]) -> Floats:
    """Return the wanted distance of each pair: along the shortest path, a conflict counting as a long step."""
    ideal = np.full((count, count), np.inf)
    np.fill_diagonal(ideal, 0)
    for tie in ties:
        ideal[tie.a, tie.b] = ideal[tie.b, tie.a] = tie.length
    for k in range(count):
        np.minimum(ideal, ideal[:, k, None] + ideal[None, k, :], out=ideal)
    longest = ideal[np.isfinite(ideal)].max()
    return np.where(np.isfinite(ideal), ideal, longest + 0.8)


def _start(count: int, k: int) -> Floats:
    """Return the k-th start: a sunflower, its seeds dealt in another order each time."""
    stride = next(s for s in range(2 * k + 1, 2 * k + 2 + count) if np.gcd(s, count) == 1)
    seed = (np.arange(count) * stride + k) % count
    radius = np.sqrt((seed + 0.5) / count)
    return np.stack([radius * np.cos(seed * GOLDEN_ANGLE), radius * np.sin(seed * GOLDEN_ANGLE)], axis=1)


def _majorise(ideal: Floats, start: Floats) -> Floats:
    """Return positions of low stress, reached from ``start``."""
    count = len(ideal)
    safe = np.where(ideal > 0, ideal, 1)
    weight = np.where(ideal > 0, safe**-2.0, 0.0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.inv(laplacian + 1 / count) - 1 / count
    xy = start * ideal.max() / 2
    for _ in range(STEPS):
        delta = xy[:, None] - xy[None]
        apart = np.maximum(np.hypot(delta[..., 0], delta[..., 1]), 1e-6)
        push = weight * ideal / apart
        matrix = np.diag(push.sum(axis=1)) - push
        xy = inverse @ (matrix @ xy)
    return np.asarray(xy)


def crosses(a: Floats, b: Floats, c: Floats, d: Floats) -> npt.NDArray[np.bool_]:
    """Return whether the segments a-b and c-d cross inside; arrays of (..., 2), broadcast together."""

    def side(p: Floats, q: Floats, r: Floats) -> Floats:
        return np.asarray(
            (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
        )

    return np.asarray((side(a, b, c) * side(a, b, d) < -TINY) & (side(c, d, a) * side(c, d, b) < -TINY))


class _Scene:
    """The shapes and ties, and what a placement of them costs."""

    def __init__(self, shapes: Sequence[Shape], ties: Sequence[Tie]) -> None:
        self.half = np.array([(s.half_width, s.half_height) for s in shapes])
        self.ends = np.array([(t.a, t.b) for t in ties], dtype=np.intp).reshape(-1, 2)
        self.ideal = np.array([t.length for t in ties])
        self.weight = np.array([t.weight for t in ties])
        self.lines = np.array([t.lines for t in ties], dtype=np.float64)
        self.need = self.half[:, None] + self.half[None] + np.array([GAP_X, GAP_Y])
        for tie in ties:
            more = np.array([TIED_X, TIED_Y]) + CROWDED * (tie.lines - 1)
            self.need[tie.a, tie.b] += more
            self.need[tie.b, tie.a] += more
        area = max(AREA_PER_ACTOR, 46_000 - 900 * len(shapes)) * len(shapes)
        self.box = np.array([np.sqrt(area * ASPECT), np.sqrt(area / ASPECT)])
        self.unit = float(np.sqrt(area / max(len(shapes), 3)))

    def fitted(self, xy: Floats) -> Floats:
        """Return the positions turned to their long axis and spread over the picture, without overlap."""
        xy = xy - xy.mean(axis=0)
        axis = np.linalg.eigh(xy.T @ xy)[1][:, ::-1]
        xy = xy @ axis
        xy = xy * np.where(xy[np.abs(xy).argmax(axis=0), [0, 1]] < 0, 1, -1)
        reach = np.maximum(np.ptp(xy, axis=0), 1e-6)
        room = self.box - 2 * self.half.max(axis=0)
        return self.apart((xy - xy.min(axis=0) - reach / 2) * room / np.maximum(reach, reach.max() * 0.45))

    def settled(self, xy: Floats) -> Floats:
        """Return the positions spread over the picture, without overlap, in whole units."""
        return np.asarray(np.round(self.apart(self.filled(xy))))

    def filled(self, xy: Floats) -> Floats:
        """Return the positions stretched, within limits, to the proportions of the picture with room for bends."""
        reach = np.maximum(np.ptp(xy, axis=0) + 2 * self.half.mean(axis=0), 1)
        return np.asarray(xy * np.clip(self.box * np.array([0.88, 1.0]) / reach, 0.9, 1.35))

    def apart(self, xy: Floats) -> Floats:
        """Return the positions with overlapping shapes pushed apart along the cheaper axis."""
        xy = xy.copy()
        need = self.need
        upper = np.triu(np.ones((len(xy), len(xy)), dtype=bool), 1)
        for _ in range(120):
            delta = xy[None] - xy[:, None]
            lack = need - np.abs(delta)
            clash = (lack > CLASH).all(axis=2) & upper
            if not clash.any():
                break
            for i, j in np.argwhere(clash):
                gap = need[i, j] - np.abs(xy[j] - xy[i])
                if (gap <= 0).any():
                    continue
                k = int(gap.argmin())
                way = 1.0 if xy[j, k] >= xy[i, k] else -1.0
                xy[i, k] -= way * (gap[k] / 2 + 0.01)
                xy[j, k] += way * (gap[k] / 2 + 0.01)
        return xy

    def cost(self, xy: Floats) -> float:
        """Return the cost of a placement: the sum over its actors, each tie and pair counted from both ends."""
        return sum(float(self.costs_of(i, xy[i][None], xy)[0]) for i in range(len(xy)))

    def costs_of(self, i: int, spots: Floats, xy: Floats) -> Floats:
        """Return for each spot what actor ``i`` would cost there, all others standing as in ``xy``."""
        others = np.arange(len(xy)) != i
        delta = np.abs(spots[:, None] - xy[None, others])
        need = self.need[i, others]
        overlap = np.clip((need - delta) / need, 0, None).min(axis=2).clip(0)
        total = 40 * overlap.sum(axis=1) + 4 * (overlap > 0).sum(axis=1)
        reach = np.hypot(delta[..., 0], delta[..., 1]) / self.unit
        total += 0.16 / np.maximum(reach, 0.2) @ np.ones(reach.shape[1])
        edge = np.clip(np.abs(spots) + self.half[i] - self.box / 2, 0, None) / self.unit
        total += 6 * edge.sum(axis=1)
        mine = (self.ends == i).any(axis=1)
        if mine.any():
            total += self._tie_costs(i, spots, xy, mine)
        if not mine.all():
            total += 2.0 * self._blocked(self.ends[~mine], xy, spots, self.half[i]) @ self.lines[~mine]
        return np.asarray(total)

    def _tie_costs(self, i: int, spots: Floats, xy: Floats, mine: npt.NDArray[np.bool_]) -> Floats:
        """Return what the ties of actor ``i`` cost from each spot: length, crossings, actors in the way."""
        far = self.ends[mine].sum(axis=1) - i
        span = spots[:, None] - xy[None, far]
        length = np.hypot(span[..., 0], span[..., 1]) / self.unit
        total = (np.abs(length - self.ideal[mine]) * self.weight[mine]).sum(axis=1) * 0.55
        start, end = spots[:, None, None], xy[far][None, :, None]
        rest = self.ends[~mine]
        if len(rest):
            free = (rest[None] != far[:, None, None]).all(axis=2)
            total += 0.7 * (crosses(start, end, xy[rest[:, 0]], xy[rest[:, 1]]) & free).sum(axis=(1, 2))
        others = np.flatnonzero(np.arange(len(xy)) != i)
        clear = far[:, None] != others
        passed = _near(start, xy[far][None, :, None], xy[others], self.half[others])
        return np.asarray(total + 1.6 * ((passed & clear).sum(axis=2) @ self.lines[mine]))

    @staticmethod
    def _blocked(ends: npt.NDArray[np.intp], xy: Floats, spots: Floats, half: Floats) -> Floats:
        """Return for each spot which of the ties between others pass through a shape standing there, as 0 or 1."""
        start, end = xy[ends[:, 0]][None], xy[ends[:, 1]][None]
        return np.asarray(_near(start, end, spots[:, None], half), dtype=np.float64)

    def improved(self, xy: Floats) -> Floats:
        """Return the placement after moving single actors wherever that costs less."""
        xy = xy.copy()
        angles = np.arange(10) * 2 * np.pi / 10
        ring = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        for turn in range(ROUNDS):
            moved = False
            step = self.unit * (1.3 * 0.75**turn)
            tries = np.concatenate([ring * step, ring * step * 0.45])
            for i in range(len(xy)):
                swaps = xy[np.arange(len(xy)) != i] * 0.5 + xy[i] * 0.5 if turn < SWAPS else np.zeros((0, 2))
                spots = np.concatenate([xy[i][None], xy[i] + tries, swaps])
                costs = np.round(self.costs_of(i, spots, xy), 4)
                k = int(costs.argmin())
                if k:
                    xy[i], moved = spots[k], True
            if not moved:
                break
        return xy


def _near(a: Floats, b: Floats, centre: Floats, half: Floats) -> npt.NDArray[np.bool_]:
    """Return whether the segments a-b pass the shape at ``centre`` closer than a little outside its outline."""
    size = half + 6
    p, q = (a - centre) / size, (b - centre) / size
    way = q - p
    square = np.maximum((way**2).sum(axis=-1), TINY)
    t = np.clip(-(p * way).sum(axis=-1) / square, 0, 1)
    nearest = p + way * t[..., None]
    return np.asarray((nearest**2).sum(axis=-1) < 1)
