"""The geometry of a map: outlines, curves, arrow heads and places of the counts, all as numbers and SVG path data.

The page's canvas, its SVG and PNG files and the SVG written here without a browser draw the same paths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from exports.html.layout import Tie, placements
from exports.html.lines import Line, Selection
from exports.html.routing import Floats, Route, curve, piece, route
from exports.html.shapes import Shape, contains, shape_of
from graph.model import Collection

LABEL_HEIGHT = 15.0
MIN_SAMPLES = 4
RETRY = 30
"""Actors up to which another placement is tried where a line runs through a third actor; beyond, it takes too long."""
_FINE = np.linspace(0, 1, 129)
_SPOTS = np.array([0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8])


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line as drawn."""

    line: Line
    body: str
    heads: tuple[str, ...]
    label: tuple[float, float]
    box: tuple[float, float, float, float]
    """Left, top, right, bottom of the curve."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole map as drawn; actors and centres in the order of the selection's actors."""

    shapes: tuple[Shape, ...]
    centres: tuple[tuple[float, float], ...]
    lines: tuple[DrawnLine, ...]
    hits: int
    """How many times a line passes through an actor that it does not concern; 0 wherever a way was found."""


def line_width(count: int) -> float:
    """Return the width of a line that stands for so many claims; the page uses the same formula."""
    return min(1.1 + 0.8 * float(np.sqrt(count)), 6.5)


def draw(selection: Selection, collection: Collection) -> Picture:
    """Return the picture of a selection: placed, routed and labelled, the same for the same input."""
    actors = [collection.actor(i) for i in selection.actors]
    index = {actor.id: k for k, actor in enumerate(actors)}
    shapes = [shape_of(actor.label, actor.type) for actor in actors]
    ties = ties_of(selection.lines, index)
    ends = [(index[n.source], index[n.target]) for n in selection.lines]
    loose = [n.standing != "reported" for n in selection.lines]
    centres, routes = _clear(shapes, ties, ends, loose)
    spots = label_spots(routes, selection.lines, shapes, centres)
    lines = tuple(_drawn(n, r, xy) for n, r, xy in zip(selection.lines, routes, spots, strict=True))
    return Picture(
        shapes=tuple(shapes),
        centres=tuple((float(x), float(y)) for x, y in centres),
        lines=lines,
        hits=_hits(routes),
    )


def _clear(
    shapes: Sequence[Shape], ties: Sequence[Tie], ends: Sequence[tuple[int, int]], loose: Sequence[bool]
) -> tuple[Floats, list[Route]]:
    """Return the first placement on which no line runs through a third actor, else the one with fewest such lines."""
    tries = placements(shapes, ties)
    best = next(tries)
    routes = route(shapes, best, ends, loose)
    for centres in tries if len(shapes) <= RETRY else ():
        if not _hits(routes):
            break
        others = route(shapes, centres, ends, loose)
        if _hits(others) < _hits(routes):
            best, routes = centres, others
    return best, routes


def _hits(routes: Sequence[Route]) -> int:
    return sum(r.hits for r in routes)


def ties_of(lines: Sequence[Line], index: dict[str, int]) -> list[Tie]:
    """Return one tie per connected pair; only reported claims say who is near whom, the others hold weakly."""
    plus: defaultdict[tuple[int, int], float] = defaultdict(float)
    minus: defaultdict[tuple[int, int], float] = defaultdict(float)
    weight: defaultdict[tuple[int, int], float] = defaultdict(float)
    drawn: defaultdict[tuple[int, int], int] = defaultdict(int)
    for line in lines:
        a, b = sorted((index[line.source], index[line.target]))
        pull = float(np.sqrt(len(line.claims)))
        weight[a, b] += pull if line.standing == "reported" else 0.2
        if line.standing == "reported":
            drawn[a, b] += 1
            plus[a, b] += pull * (line.sign > 0)
            minus[a, b] += pull * (line.sign < 0)
    return [
        Tie(a, b, (plus[a, b] - minus[a, b]) / max(plus[a, b] + minus[a, b], 1e-9), min(w, 2.5) / 1.6, drawn[a, b] or 1)
        for (a, b), w in sorted(weight.items())
    ]


def label_spots(
    routes: Sequence[Route], lines: Sequence[Line], shapes: Sequence[Shape], centres: Floats
) -> list[tuple[float, float]]:
    """Return where the count of each line stands: on the line, off the actors, other counts and other lines."""
    if not routes:
        return []
    paths = np.stack([curve(r.points, _FINE[2:-2:4]) for r in routes])
    placed = np.zeros((0, 2))
    chosen: list[tuple[float, float]] = []
    for n, (way, line) in enumerate(zip(routes, lines, strict=True)):
        spots = curve(way.points, _SPOTS)
        cost = np.abs(_SPOTS - 0.5) * 2.0
        half_w = 8.0 + 4 * len(str(len(line.claims))) + 4 * (line.standing != "reported")
        for shape, centre in zip(shapes, centres, strict=True):
            cost += 50 * contains(shape, spots - centre, half_w * 0.8)
        if len(placed):
            delta = np.abs(spots[:, None] - placed[None])
            cost += 20 * ((delta[..., 0] < half_w * 2) & (delta[..., 1] < LABEL_HEIGHT)).sum(axis=1)
        firm = np.array(
            [k != n and (lines[k].standing == "reported" or line.standing != "reported") for k in range(len(lines))]
        )
        if firm.any():
            delta = np.abs(spots[:, None, None] - paths[firm][None])
            near = (delta[..., 0] < half_w * 0.8) & (delta[..., 1] < LABEL_HEIGHT / 2)
            cost += 2.2 * near.any(axis=2).sum(axis=1)
        x, y = spots[int(np.round(cost, 4).argmin())]
        chosen.append((round(float(x), 1), round(float(y), 1)))
        placed = np.concatenate([placed, [[x, y]]])
    return chosen


def _drawn(line: Line, way: Route, spot: tuple[float, float]) -> DrawnLine:
    """Return the paths of one line: the body ends where a closed arrow head begins."""
    width = line_width(len(line.claims))
    length, half = 8.5 + 1.3 * width, 3.4 + 0.85 * width
    fine = curve(way.points, _FINE)
    back = length * (0.85 if line.sign >= 0 else 0.0)
    last = _stop(fine, back)
    first = len(_FINE) - 1 - _stop(fine[::-1], back) if line.mutual else 0
    if last - first < MIN_SAMPLES:
        first, last = 0, len(_FINE) - 1
    p = np.round(piece(way.points, float(_FINE[first]), float(_FINE[last])), 1)
    body = f"M{_xy(p[0])}C{_xy(p[1])} {_xy(p[2])} {_xy(p[3])}"
    heads = [_head(fine, length, half, closed=line.sign >= 0)]
    if line.mutual:
        heads.append(_head(fine[::-1], length, half, closed=line.sign >= 0))
    low, high = fine.min(axis=0), fine.max(axis=0)
    box = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    return DrawnLine(line, body, tuple(heads), spot, (round(box[0]), round(box[1]), round(box[2]), round(box[3])))


def _stop(path: Floats, back: float) -> int:
    """Return the index of the last point of a path that is at least ``back`` away from its end."""
    away = np.hypot(*(path - path[-1]).T) >= back
    return int(np.flatnonzero(away).max(initial=0))


def _head(path: Floats, length: float, half: float, *, closed: bool) -> str:
    """Return the arrow head at the end of a path: a closed triangle, or two open strokes."""
    tip = path[-1]
    base = path[_stop(path, length)]
    way = (tip - base) / max(float(np.hypot(*(tip - base))), 1e-6)
    side = np.array([-way[1], way[0]]) * half
    foot = tip - way * length
    notch = tip - way * length * 0.8
    if closed:
        return f"M{_xy(tip)}L{_xy(foot + side)}L{_xy(notch)}L{_xy(foot - side)}Z"
    return f"M{_xy(foot + side)}L{_xy(tip)}L{_xy(foot - side)}"


def _xy(point: Floats) -> str:
    return f"{round(float(point[0]), 1):g} {round(float(point[1]), 1):g}"
