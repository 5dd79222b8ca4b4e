from __future__ import annotations

import pytest

from graph.analysis import changes
from graph.errors import InputError
from tests.analysis.world import FRIENDLY, HOSTILE, Say, article, collect, ids, network

READINGS = [
    article("one", Say("a", FRIENDLY, "b"), Say("a", "arms", "c"), Say("a", HOSTILE, "d"), date="2020-05-01"),
    article("two", Say("b", "attacks", "a"), Say("a", HOSTILE, "d"), date="2021-05-01"),
    article("three", Say("a", "funds", "d", confidence=0.3), date="2021-06"),
]


def test_what_appears_vanishes_and_flips_is_told_with_its_claims() -> None:
    found = changes(network(*READINGS), "2020", "2020", "2021", "2021")
    said = collect(*READINGS)
    assert [(c.kind, c.subject, c.relation, c.object) for c in found.changes] == [
        ("flips", "a", None, "b"),
        ("appears", "b", "attacks", "a"),
        ("appears", "a", "funds", "d"),
        ("vanishes", "a", FRIENDLY, "b"),
        ("vanishes", "a", "arms", "c"),
    ]
    flip, attack, *_, gone = found.changes
    assert (flip.sign_before, flip.sign_after) == (1, -1)
    assert flip.claims == ids(said, relation=FRIENDLY) + ids(said, relation="attacks")
    assert (attack.before, attack.sign_before, attack.sign_after) == (None, None, -1)
    assert (gone.after, gone.sign_before, gone.claims) == (None, 1, ids(said, relation="arms"))
    assert (found.claims_first, found.claims_second, found.unplaced) == (3, 3, ())
    assert str(found.first) == "2020 to 2020"


def test_a_date_that_may_lie_outside_is_not_placed() -> None:
    readings = [
        *READINGS,
        article("year", Say("a", HOSTILE, "e"), date="2020"),
        article("never", Say("a", HOSTILE, "f"), date=None),
        article("long ago", Say("a", HOSTILE, "g"), date="1990-01-01"),
    ]
    found = changes(network(*readings), "2020-03", "2020-12", "2021", None)
    said = collect(*readings)
    assert found.unplaced == tuple(sorted(ids(said, object="e") + ids(said, object="f")))
    assert not {"e", "f", "g"} & {c.object for c in found.changes}


def test_both_orders_of_a_symmetric_relation_are_one() -> None:
    graph = network(
        article("one", Say("b", FRIENDLY, "a"), date="2020"), article("two", Say("a", FRIENDLY, "b"), date="2021")
    )
    assert changes(graph, None, "2020", "2021", None).changes == ()


def test_a_denial_makes_nothing_appear_unless_asked() -> None:
    graph = network(article("one", Say("a", HOSTILE, "b", polarity="negated"), date="2021"))
    assert changes(graph, "2020", "2020", "2021", "2021").changes == ()
    assert len(changes(graph, "2020", "2020", "2021", "2021", everything=True).changes) == 1


@pytest.mark.parametrize("dates", [("2020", "2021", "2021", "2022"), ("2021", "2021", "2020", "2020")])
def test_periods_that_overlap_or_go_backwards_are_refused(dates: tuple[str, str, str, str]) -> None:
    with pytest.raises(InputError, match="must start after"):
        changes(network(*READINGS), *dates)


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="'soon'"):
        changes(network(*READINGS), "2020", "2020", "soon", None)
