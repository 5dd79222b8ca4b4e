from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest

from graph.analysis import bonds, path
from graph.errors import InputError
from tests.analysis.world import FRIENDLY, HOSTILE, NEUTRAL, Say, chance_lines, one_each, signed


def test_an_enemys_enemy_is_linked_by_a_friendly_path() -> None:
    (found,) = path(signed([("a", "b", -1), ("c", "b", -1)]), "a", "c")
    assert found.actors == ("a", "b", "c")
    assert found.sign == 1
    assert [step.sign for step in found.steps] == [-1, -1]
    assert found.claims == tuple(id_ for step in found.steps for id_ in step.evidence.claims)
    assert len(found.claims) == 2


def test_a_step_that_takes_no_side_leaves_a_path_without_sign() -> None:
    (found,) = path(signed([("a", "b", 1), ("b", "c", 0)]), "a", "c")
    assert found.sign == 0


def test_of_the_shortest_paths_the_best_evidenced_comes_first_and_names_its_weakest_step() -> None:
    network = one_each(
        Say("a", FRIENDLY, "x", confidence=0.9),
        Say("x", HOSTILE, "z", confidence=0.5),
        Say("a", FRIENDLY, "y", confidence=0.7),
        Say("y", HOSTILE, "z", confidence=0.8),
    )
    better, worse = path(network, "a", "z")
    assert (better.actors, better.belief, better.weakest.ends) == (("a", "y", "z"), 0.56, ("a", "y"))
    assert (worse.actors, worse.belief, worse.weakest.ends) == (("a", "x", "z"), 0.45, ("x", "z"))
    assert path(network, "a", "z", limit=1) == (better,)


def test_more_sentences_are_better_evidence() -> None:
    twice = [Say("a", FRIENDLY, "y", confidence=0.6)] * 2
    network = one_each(
        Say("a", FRIENDLY, "x"), *twice, Say("x", FRIENDLY, "z", confidence=0.9), Say("y", NEUTRAL, "z", confidence=0.9)
    )
    assert [found.actors for found in path(network, "a", "z")] == [("a", "y", "z"), ("a", "x", "z")]


def test_a_longer_path_is_never_given() -> None:
    found = path(signed([("a", "b", 1), ("a", "c", 1), ("c", "b", 1)]), "a", "b")
    assert [p.actors for p in found] == [("a", "b")]


def test_paths_over_others_are_given_when_asked() -> None:
    graph = signed([("a", "b", 1), ("a", "c", -1), ("c", "b", -1), ("c", "d", 1)])
    (found,) = path(graph, "a", "b", indirect=True)
    assert (found.actors, found.sign) == (("a", "c", "b"), 1)
    assert path(graph, "c", "d", indirect=True) == ()


def test_actors_without_a_link_give_nothing() -> None:
    assert path(signed([("a", "b", 1), ("c", "d", 1)]), "a", "d") == ()


def test_a_denied_link_is_one_only_when_asked() -> None:
    network = one_each(Say("a", FRIENDLY, "b", polarity="negated"))
    assert path(network, "a", "b") == ()
    assert len(path(network, "a", "b", everything=True)) == 1


def test_an_unknown_actor_and_one_actor_twice_are_told() -> None:
    network = signed([("a", "b", 1)])
    with pytest.raises(InputError, match="no claim here is about 'q'"):
        path(network, "a", "q")
    with pytest.raises(InputError, match="both ends are 'a'"):
        path(network, "a", "a")


@pytest.mark.parametrize("seed", range(5))
def test_paths_agree_with_all_shortest_paths_ranked_by_hand(seed: int) -> None:
    network = signed(chance_lines(14, 0.25, seed))
    plain = nx.Graph(network)
    known = bonds(network)
    first, last = min(network), max(network)
    if not nx.has_path(plain, first, last):
        pytest.skip("not linked")
    ways = [tuple(way) for way in nx.all_shortest_paths(plain, first, last)]
    costs = {way: sum(known[min(p), max(p)].evidence.cost for p in pairwise(way)) for way in ways}
    want = sorted(ways, key=lambda way: (round(costs[way], 9), way))
    assert [found.actors for found in path(network, first, last, limit=100)] == want
