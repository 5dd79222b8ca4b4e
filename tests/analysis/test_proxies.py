from __future__ import annotations

import pytest

from graph.analysis import triads
from graph.errors import InputError
from graph.network import claims_network
from tests.analysis.world import HOSTILE, Say, article, chance_collection, collect, ids, network, one_each


def test_who_arms_a_group_that_fights_a_target_supports_it_against_that_target() -> None:
    readings = [
        article("one", Say("s", "arms", "g-x")),
        article("two", Say("g-x", "attacks", "t"), Say("s", HOSTILE, "t")),
        article("three", Say("s", "funds", "g-x"), Say("s", "criticizes", "g-x")),
    ]
    (found,) = triads(network(*readings))
    said = collect(*readings)
    assert (found.supporter, found.group, found.target) == ("s", "g-x", "t")
    assert found.support.relations == (("arms", 1), ("funds", 1))
    assert set(found.support.evidence.claims) == {*ids(said, relation="arms"), *ids(said, relation="funds")}
    assert found.conflict.evidence.claims == ids(said, relation="attacks")
    assert found.claims == found.support.evidence.claims + found.conflict.evidence.claims
    assert found.against == ids(said, relation="criticizes")
    assert found.rivalry is not None
    assert found.rivalry.sign == -1
    assert found.belief == pytest.approx((1 - 0.2 * 0.2) * 0.8)


def test_the_conflict_counts_whoever_is_said_to_use_force() -> None:
    network = one_each(Say("s", "arms", "g-x"), Say("t", "attacks", "g-x"))
    (found,) = triads(network)
    assert found.target == "t"
    assert found.rivalry is None


def test_words_do_not_make_a_target_and_working_together_makes_no_supporter() -> None:
    assert triads(one_each(Say("s", "arms", "g-x"), Say("g-x", "criticizes", "t"))) == ()
    assert triads(one_each(Say("s", "cooperatesWith", "g-x"), Say("g-x", "attacks", "t"))) == ()
    wider = triads(one_each(Say("s", "arms", "g-x"), Say("g-x", "criticizes", "t")), conflict=("verbalConflict",))
    assert len(wider) == 1


def test_nobody_supports_a_group_against_itself() -> None:
    assert triads(one_each(Say("s", "arms", "g-x"), Say("g-x", "attacks", "s"))) == ()


def test_planned_support_counts_only_when_asked_and_denied_support_never() -> None:
    network = one_each(Say("s", "arms", "g-x", modality="planned"), Say("g-x", "attacks", "t"))
    assert triads(network) == ()
    assert len(triads(network, everything=True)) == 1
    denied = one_each(Say("s", "arms", "g-x", polarity="negated"), Say("g-x", "attacks", "t"))
    assert triads(denied, everything=True) == ()


def test_actors_types_and_years_narrow_the_question() -> None:
    network_ = network(
        article("one", Say("s", "arms", "g-x"), date="2014-03-01"),
        article("two", Say("s", "arms", "u"), date="2014-05"),
        article("three", Say("g-x", "attacks", "t"), date="2015-01-01"),
        article("four", Say("u", "attacks", "t"), Say("u", "attacks", "v"), date="2014"),
    )
    assert len(triads(network_)) == 3
    assert [t.group for t in triads(network_, group_types=("ArmedGroup",))] == ["g-x"]
    assert [(t.target, t.years) for t in triads(network_, same_year=True)] == [("t", ("2014",)), ("v", ("2014",))]
    assert [t.group for t in triads(network_, target="v")] == ["u"]
    assert len(triads(network_, supporter="s", group="u")) == 2
    assert triads(network_, supporter="t") == ()
    with pytest.raises(InputError, match="'q'"):
        triads(network_, supporter="q")


def test_the_best_evidenced_come_first_and_the_limit_leaves_the_best() -> None:
    graph = claims_network(chance_collection(3000, 40))
    everything = triads(graph, limit=None)
    costs = [t.support.evidence.cost + t.conflict.evidence.cost for t in everything]
    assert costs == sorted(costs)
    assert len(everything) > 200
    assert triads(graph, limit=25) == everything[:25]
    assert len({(t.supporter, t.group, t.target) for t in everything}) == len(everything)
