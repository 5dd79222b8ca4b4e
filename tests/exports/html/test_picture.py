"""Layout and routing: near friends, free ways, the same each time.

Seen to fail by hand: score taken with the wrong sign (allies), the cost of actors in the way set to 0 (ways), a
start from random numbers (the same each time).
"""

from __future__ import annotations

import numpy as np
import pytest

from exports.html.layout import Tie, place
from exports.html.lines import select
from exports.html.picture import Picture, draw
from exports.html.routing import curve, piece, route
from exports.html.shapes import shape_of
from tests.exports.html.worlds import RELATIONS, continent


@pytest.fixture(scope="module")
def picture() -> Picture:
    return draw(select(continent(), RELATIONS, 40), continent())


def test_allies_stand_nearer_than_foes() -> None:
    shapes = [shape_of(f"Actor {k}", "State") for k in range(8)]
    ties = [Tie(a, b, 1.0 if a % 2 == b % 2 else -1.0, 1.0) for a in range(8) for b in range(a)]
    xy = place(shapes, ties)
    apart = {s: [float(np.hypot(*(xy[t.a] - xy[t.b]))) for t in ties if t.score == s] for s in (1.0, -1.0)}
    assert np.mean(apart[1.0]) < 0.75 * np.mean(apart[-1.0])


def test_no_two_actors_overlap(picture: Picture) -> None:
    for i, (a, p) in enumerate(zip(picture.shapes, picture.centres, strict=True)):
        for b, q in zip(picture.shapes[:i], picture.centres[:i], strict=True):
            assert abs(p[0] - q[0]) > a.half_width + b.half_width or abs(p[1] - q[1]) > a.half_height + b.half_height


def test_no_line_of_22_actors_passes_through_a_third(picture: Picture) -> None:
    assert len(picture.lines) > 70
    assert picture.hits == 0


def test_the_same_collection_gives_the_same_picture(picture: Picture) -> None:
    assert draw(select(continent(), RELATIONS, 40), continent()) == picture


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_few_actors_are_no_special_case(count: int) -> None:
    shapes = [shape_of("Norland", "State")] * count
    ties = [Tie(0, k, 0.0, 1.0) for k in range(1, count)]
    xy = place(shapes, ties)
    assert xy.shape == (count, 2)
    assert len({tuple(p) for p in xy.tolist()}) == count


def test_actors_without_ties_get_a_place_too() -> None:
    xy = place([shape_of(f"Actor {k}", "State") for k in range(6)], [Tie(0, 1, 1.0, 1.0)])
    assert len({tuple(p) for p in xy.tolist()}) == 6


def test_a_line_bends_round_an_actor_in_its_way() -> None:
    shapes = [shape_of("Norland", "State")] * 3
    centres = np.array([(0.0, 0.0), (300.0, 0.0), (150.0, 0.0)])
    (way,) = route(shapes, centres, [(0, 1)], [False])
    assert way.hits == 0
    assert abs(curve(way.points, np.array([0.5]))[0, 1]) > shapes[2].half_height


def test_a_piece_of_a_curve_lies_on_it() -> None:
    points = np.array([(0.0, 0.0), (10.0, 40.0), (60.0, -20.0), (100.0, 5.0)])
    part = piece(points, 0.25, 0.75)
    assert np.allclose(curve(part, np.array([0.5])), curve(points, np.array([0.5])))
