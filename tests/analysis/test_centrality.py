from __future__ import annotations

import math
from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pytest

from graph.analysis import bonds, central
from tests.analysis.world import FRIENDLY, HOSTILE, NEUTRAL, Say, article, chance_lines, collect, network, signed


def test_counts_of_claims_neighbours_friends_and_foes() -> None:
    readings = [
        article("one", Say("a", FRIENDLY, "b"), Say("a", HOSTILE, "c", confidence=0.9)),
        article("two", Say("c", HOSTILE, "a"), Say("a", NEUTRAL, "d")),
        article("three", Say("a", HOSTILE, "b", polarity="negated")),
    ]
    found = central(network(*readings)).actors[0]
    assert found.actor == "a"
    assert (found.as_subject, found.as_object, found.degree, found.friends, found.foes) == (3, 1, 3, 1, 1)
    assert found.weight == pytest.approx(0.8 + 0.9 + 0.8 + 0.8)
    affirmed = [c for c in collect(*readings).claims if c.polarity == "affirmed"]
    assert found.claims == tuple(c.id for c in sorted(affirmed, key=lambda c: (-c.confidence, c.id)))


@pytest.mark.parametrize("seed", range(4))
def test_betweenness_of_equal_bonds_is_freemans(seed: int) -> None:
    graph = signed(chance_lines(15, 0.25, seed))
    want = nx.betweenness_centrality(nx.Graph(graph))
    found = central(graph)
    assert found.exact
    assert {c.actor: c.betweenness for c in found.actors} == pytest.approx(want, abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_well_evidenced_ways_count_more_for_betweenness(seed: int) -> None:
    lines = [line for line in chance_lines(9, 0.4, seed) for _ in range(1 + len(line[0] + line[1]) * seed % 3)]
    lines += [line for line in lines if line[0] < "a04"]
    graph = signed(lines)
    known = bonds(graph)
    plain = nx.Graph(graph)
    want = dict.fromkeys(plain, 0.0)
    for one, other in combinations(sorted(plain), 2):
        if nx.has_path(plain, one, other):
            ways = list(nx.all_shortest_paths(plain, one, other))
            sizes = [math.prod(known[min(p), max(p)].weight for p in pairwise(way)) for way in ways]
            for way, size in zip(ways, sizes, strict=True):
                for actor in way[1:-1]:
                    want[actor] += size / sum(sizes)
    pairs = (len(plain) - 1) * (len(plain) - 2) / 2
    found = {c.actor: c.betweenness for c in central(graph).actors}
    assert found == pytest.approx({actor: value / pairs for actor, value in want.items()}, abs=1e-6)


def test_a_long_chain_does_not_lose_its_middle() -> None:
    chain = [Say(f"a{n:03d}", HOSTILE, f"a{n + 1:03d}", confidence=0.001) for n in range(300)]
    found = central(network(article("long", *chain)), by="betweenness").actors[0]
    assert found.actor == "a150"
    assert found.betweenness == pytest.approx(150 * 150 / (300 * 299 / 2), abs=1e-6)


def test_beyond_its_limit_betweenness_is_an_estimate_and_says_so() -> None:
    graph = signed(chance_lines(60, 0.1, 1))
    exact = {c.actor: c.betweenness for c in central(graph).actors}
    some = central(graph, steps=20 * 2 * len(bonds(graph)))
    assert (some.exact, some.sources) == (False, 20)
    assert some == central(graph, steps=20 * 2 * len(bonds(graph)))
    both = [(exact[c.actor], c.betweenness) for c in some.actors]
    assert np.corrcoef(np.array(both).T)[0, 1] > 0.8


def test_pagerank_solves_its_equation() -> None:
    graph = signed(chance_lines(12, 0.3, 3))
    found = {c.actor: c.pagerank for c in central(graph, by="pagerank").actors}
    names = sorted(found)
    share = np.zeros((len(names), len(names)))
    for start, end, edge in graph.edges(data=True):
        share[names.index(end), names.index(start)] += edge["confidence"]
        if edge["relation"] == FRIENDLY:
            share[names.index(start), names.index(end)] += edge["confidence"]
    total = share.sum(axis=0)
    share[:, total == 0] = 1
    share /= share.sum(axis=0)
    want = np.linalg.solve(np.eye(len(names)) - 0.85 * share, np.full(len(names), 0.15 / len(names)))
    assert [found[name] for name in names] == pytest.approx(list(want), abs=1e-6)


def test_the_measure_orders_and_the_limit_cuts() -> None:
    graph = signed([("hub", "a", 1), ("hub", "b", 1), ("b", "c", -1), ("b", "c", -1), ("b", "c", -1), ("hub", "d", 1)])
    assert central(graph, by="degree", limit=1).actors[0].actor == "hub"
    assert central(graph, by="claims", limit=1).actors[0].actor == "b"
    assert len(central(graph).actors) == 5


def test_nothing_gives_nothing() -> None:
    assert central(signed([])).actors == ()
    assert central(signed([("a", "b", 1)])).actors[0].betweenness == 0
