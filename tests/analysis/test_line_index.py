from __future__ import annotations

import time
from itertools import product

import pytest

from graph.analysis import bonds, frustration
from graph.analysis.camps import Signs, components, exact_camps, improved_camps, unbalanced_triangles
from tests.analysis.world import chance_lines, signed

Lines = list[tuple[str, str, int]]


def _brute(lines: Lines) -> int:
    actors = sorted({actor for one, other, _ in lines for actor in (one, other)})
    best = len(lines)
    for sides in product((1, -1), repeat=max(0, len(actors) - 1)):
        side = dict(zip(actors, (1, *sides), strict=True))
        best = min(best, sum(sign * side[one] * side[other] < 0 for one, other, sign in lines))
    return best


def _signs(lines: Lines) -> Signs:
    signs: Signs = {}
    for one, other, sign in lines:
        signs.setdefault(one, {})[other] = sign
        signs.setdefault(other, {})[one] = sign
    return signs


def _cost(lines: Lines, camps: dict[str, bool]) -> int:
    return sum((camps[one] == camps[other]) != (sign > 0) for one, other, sign in lines)


@pytest.mark.parametrize("share", [0.2, 0.5, 1.0])
@pytest.mark.parametrize("seed", range(5))
def test_it_agrees_with_trying_all_camps(seed: int, share: float) -> None:
    lines = chance_lines(9, share, seed)
    found = frustration(signed(lines))
    assert found.exact
    assert found.index == found.at_least == _brute(lines)
    assert len(found.frustrated) == found.index


@pytest.mark.parametrize("seed", range(10))
def test_both_bounds_hold_and_the_search_is_near(seed: int) -> None:
    lines = chance_lines(11, 0.6, seed)
    (part,) = components(_signs(lines))
    least = _brute(lines)
    assert unbalanced_triangles(part) <= least <= _cost(lines, improved_camps(part)) <= least + 1


def test_taking_out_one_by_one_is_exact_in_long_sparse_networks() -> None:
    ring = [(f"a{n:03d}", f"a{(n + 1) % 200:03d}", -1 if n < 7 else 1) for n in range(200)]
    squares = [(f"b{n}{m}", f"b{n + x}{m + y}", (-1) ** (n * m)) for n in range(8) for m in range(8) for x, y in STEPS]
    squares = [line for line in squares if "8" not in line[1]]
    found = frustration(signed([*ring, *squares]))
    assert found.exact
    assert found.index == 1 + _by_rows(squares)


STEPS = ((0, 1), (1, 0))


def _by_rows(lines: Lines) -> int:
    """Return the line index of the grid by going through it row by row, all sides of a row at once."""
    rows = list(product((1, -1), repeat=8))
    sign = {line[:2]: line[2] for line in lines}
    inside = [
        {r: sum(sign[f"b{n}{m}", f"b{n}{m + 1}"] * r[m] * r[m + 1] < 0 for m in range(7)) for r in rows}
        for n in range(8)
    ]
    best = inside[0]
    for n in range(7):
        down = [sign[f"b{n}{m}", f"b{n + 1}{m}"] for m in range(8)]
        best = {
            r: inside[n + 1][r]
            + min(best[q] + sum(s * x * y < 0 for s, x, y in zip(down, q, r, strict=True)) for q in rows)
            for r in rows
        }
    return min(best.values())


def test_a_balanced_network_has_two_camps_and_no_frustration() -> None:
    lines = [(a, b, 1 if a[0] == b[0] else -1) for a, b, _ in chance_lines_of(("x1", "x2", "x3", "y1", "y2"))]
    found = frustration(signed(lines))
    assert found.camps == (("x1", "x2", "x3"), ("y1", "y2"))
    assert (found.index, found.frustrated, found.normalized, found.claims) == (0, (), 1.0, ())


def chance_lines_of(names: tuple[str, ...]) -> Lines:
    return [(one, other, 1) for i, one in enumerate(names) for other in names[i + 1 :]]


def test_three_enemies_keep_one_bond_from_fitting_and_name_its_claims() -> None:
    graph = signed([("a", "b", -1), ("b", "c", -1), ("a", "c", -1)])
    found = frustration(graph)
    assert found.index == 1
    assert found.normalized == pytest.approx(1 / 3)
    assert found.claims == found.frustrated[0].evidence.claims
    assert found.frustrated[0] in bonds(graph).values()


def test_parts_without_a_bond_between_them_add_up() -> None:
    three = [("a", "b", -1), ("b", "c", -1), ("a", "c", -1)]
    found = frustration(signed([*three, *((f"z{one}", f"z{other}", sign) for one, other, sign in three)]))
    assert (found.index, found.exact) == (2, True)
    assert {"a", "za"} <= set(found.camps[0])


def test_a_large_dense_network_gets_bounds_in_seconds_and_says_that_they_are_bounds() -> None:
    lines = chance_lines(90, 0.5, 1)
    before = time.process_time()
    found = frustration(signed(lines))
    assert time.process_time() - before < 20
    assert not found.exact
    assert 0 < found.at_least < found.index < len(lines) / 2
    assert found == frustration(signed(lines))


def test_planted_camps_are_found_where_it_is_no_longer_exact() -> None:
    lines = [
        (one, other, (1 if (one < "a30") == (other < "a30") else -1) * (-1 if n % 20 == 0 else 1))
        for n, (one, other, _) in enumerate(chance_lines(60, 0.5, 2))
    ]
    found = frustration(signed(lines))
    assert found.camps[0] == tuple(f"a{n:02d}" for n in range(30))
    assert found.index == sum(n % 20 == 0 for n in range(len(lines)))


def test_the_exact_way_is_given_up_where_it_would_be_too_wide() -> None:
    (part,) = components(_signs(chance_lines(8, 1.0, 0)))
    assert exact_camps(part, width=6) is None
    assert exact_camps(part, width=7) is not None
