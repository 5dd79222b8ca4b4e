from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from graph.analysis import Groups, bonds, groups
from tests.analysis.world import FRIENDLY, HOSTILE, Say, chance_lines, one_each, signed

if TYPE_CHECKING:
    from networkx import MultiDiGraph

CAMPS = ("a1", "a2", "a3", "b1", "b2", "c1", "c2")


def _camps() -> list[tuple[str, str, int]]:
    return [(one, two, 1 if one[0] == two[0] else -1) for i, one in enumerate(CAMPS) for two in CAMPS[i + 1 :]]


def test_three_hostile_camps_are_found_without_being_told_how_many() -> None:
    found = groups(signed(_camps()))
    assert [group.members for group in found.groups] == [("a1", "a2", "a3"), ("b1", "b2"), ("c1", "c2")]
    assert (found.criterion, found.misfits, found.bonds) == (0, (), 21)
    assert [(block.one, block.other, block.sign) for block in found.blocks] == [(0, 1, -1), (0, 2, -1), (1, 2, -1)]
    assert [len(group.claims) for group in found.groups] == [3, 1, 1]
    assert sum(len(block.claims) for block in found.blocks) == 16


def test_a_bond_that_does_not_fit_is_told_with_its_claims() -> None:
    lines = [line for line in _camps() if line[:2] != ("a1", "b1")]
    found = groups(signed([*lines, ("a1", "b1", 1), ("b1", "a1", 1)]))
    assert [bond.ends for bond in found.misfits] == [("a1", "b1")]
    assert found.criterion == pytest.approx(found.misfits[0].net)
    assert found.blocks[0].against == found.misfits[0].evidence.claims


def test_a_hostile_bond_inside_a_group_is_a_strain() -> None:
    found = groups(signed([("a", "b", 1), ("b", "c", 1), ("c", "d", 1), ("d", "a", 1), ("b", "d", 1), ("a", "c", -1)]))
    assert [group.members for group in found.groups] == [("a", "b", "c", "d")]
    assert len(found.groups[0].strains) == 1
    assert [bond.ends for bond in found.misfits] == [("a", "c")]


def test_enemies_without_friends_stand_alone_and_neutral_actors_nowhere() -> None:
    found = groups(signed([("a", "b", -1), ("b", "c", -1), ("a", "c", -1), ("d", "e", 0)]))
    assert [group.members for group in found.groups] == [("a",), ("b",), ("c",)]
    assert found.criterion == 0


def test_weak_evidence_gives_way_to_strong() -> None:
    found = groups(
        one_each(
            Say("a", FRIENDLY, "b", confidence=0.9),
            Say("c", FRIENDLY, "b", confidence=0.3),
            Say("a", HOSTILE, "c", confidence=0.9),
        )
    )
    assert [group.members for group in found.groups] == [("a", "b"), ("c",)]


def test_a_war_outweighs_the_handshakes_of_both_sides_with_others() -> None:
    meetings = [Say(side, "meetsWith", other) for side in "ab" for other in ("u", "v", "w", "x")]
    found = groups(one_each(Say("a", "fights", "b"), *meetings, Say("a", FRIENDLY, "v"), Say("b", FRIENDLY, "w")))
    first, second = found.groups
    assert ({"a", "v"} <= set(first.members)) != ({"a", "v"} <= set(second.members))
    assert ({"b", "w"} <= set(first.members)) != ({"b", "w"} <= set(second.members))
    assert ("a", "b") not in {bond.ends for bond in found.misfits}


@pytest.mark.parametrize("seed", range(8))
def test_no_move_of_one_actor_and_no_joining_makes_it_better(seed: int) -> None:
    graph = signed(chance_lines(14, 0.5, seed))
    found = groups(graph)
    home = {actor: number for number, group in enumerate(found.groups) for actor in group.members}
    best = _criterion(graph, home)
    assert found.criterion == pytest.approx(best)
    for actor in home:
        for target in range(len(found.groups) + 1):
            assert _criterion(graph, {**home, actor: target}) >= best - 1e-6
    for one in range(len(found.groups)):
        for two in range(one):
            joined = {actor: two if group == one else group for actor, group in home.items()}
            assert _criterion(graph, joined) >= best - 1e-6


def _criterion(graph: MultiDiGraph[str], home: dict[str, int]) -> float:
    known = bonds(graph).values()
    return math.fsum(abs(b.net) for b in known if b.sign and (home[b.one] == home[b.other]) == (b.sign < 0))


@pytest.mark.parametrize("seed", range(6))
def test_small_graphs_come_close_to_the_least_criterion(seed: int) -> None:
    graph = signed(chance_lines(7, 0.7, seed))
    actors = sorted({actor for group in groups(graph).groups for actor in group.members})
    least = min(_criterion(graph, dict(zip(actors, labels, strict=True))) for labels in _partitions(len(actors)))
    assert groups(graph).criterion <= least + 6.4 + 1e-6


def _partitions(size: int) -> list[list[int]]:
    found: list[list[int]] = [[]]
    for _ in range(size):
        found = [[*labels, label] for labels in found for label in range(max(labels, default=-1) + 2)]
    return found


def test_nothing_gives_nothing() -> None:
    assert groups(signed([])) == Groups((), (), 0.0, (), 0)
