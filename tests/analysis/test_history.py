from __future__ import annotations

import pytest

from graph.analysis import timeline
from graph.errors import InputError
from tests.analysis.world import FRIENDLY, HOSTILE, NEUTRAL, Say, article, collect, ids, network


def test_each_month_has_sign_and_intensity_by_confidence() -> None:
    found = timeline(
        network(
            article("one", Say("a", "attacks", "b", confidence=0.9), date="2021-03-01"),
            article("two", Say("b", "courts", "a", confidence=0.3), Say("a", NEUTRAL, "b"), date="2021-03"),
            article("three", Say("a", "agreesWith", "b"), date="2021-05-31"),
        ),
        "a",
        "b",
    )
    march, may = found.months
    assert (march.month, march.sign, march.friendly, march.hostile, march.neutral) == ("2021-03", -1, 1, 1, 1)
    assert march.total == pytest.approx(-9 * 0.9 + 3 * 0.3)
    assert march.intensity == pytest.approx((-9 * 0.9 + 3 * 0.3) / (0.9 + 0.3 + 0.8))
    assert len(march.claims) == 3
    assert (may.month, may.sign, may.intensity) == ("2021-05", 1, 8)


def test_a_turn_names_the_claims_on_both_sides_of_it() -> None:
    readings = [
        article("one", Say("a", FRIENDLY, "b"), date="2020-01-01"),
        article("two", Say("a", NEUTRAL, "b"), date="2020-06-01"),
        article("three", Say("a", "attacks", "b"), Say("a", "courts", "b"), date="2021-02-01"),
        article("four", Say("b", HOSTILE, "a"), date="2021-03-01"),
    ]
    found = timeline(network(*readings), "a", "b")
    (turn,) = found.turns
    said = collect(*readings)
    assert (turn.month, turn.before, turn.sign) == ("2021-02", "2020-01", -1)
    assert turn.claims == ids(said, relation="attacks")
    assert turn.claims_before == ids(said, relation=FRIENDLY)


def test_a_copy_counts_once_in_the_month_of_the_first() -> None:
    text = "Ayland attacked Beeland."
    readings = [article(f"n{m}", Say("a", "attacks", "b", text), date=f"2021-0{m}-01") for m in (4, 2, 3)]
    (month,) = timeline(network(*readings), "a", "b").months
    assert (month.month, month.hostile, len(month.claims)) == ("2021-02", 1, 3)
    assert month.total == pytest.approx(-7.2)


def test_the_time_a_claim_held_goes_before_the_date_of_its_article() -> None:
    reading = article("one", Say("a", HOSTILE, "b", valid_time="2019-12"), date="2021-01-01")
    assert timeline(network(reading), "a", "b").months[0].month == "2019-12"


def test_claims_without_a_month_are_told_apart() -> None:
    readings = [
        article("one", Say("a", HOSTILE, "b", confidence=0.5), date="2021"),
        article("two", Say("a", HOSTILE, "b", confidence=0.6), date=None),
    ]
    found = timeline(network(*readings), "a", "b")
    assert found.months == ()
    assert found.undated == ids(collect(*readings), confidence=0.6) + ids(collect(*readings), confidence=0.5)


def test_others_denials_and_the_other_direction_are_left_out_as_asked() -> None:
    graph = network(
        article(
            "one",
            Say("a", HOSTILE, "b"),
            Say("b", "attacks", "a"),
            Say("a", HOSTILE, "c"),
            Say("a", "sanctions", "b", polarity="negated"),
        )
    )
    assert timeline(graph, "a", "b").months[0].hostile == 2
    assert timeline(graph, "a", "b", one_way=True).months[0].hostile == 1
    (month,) = timeline(graph, "a", "b", everything=True).months
    assert (month.hostile, month.neutral) == (2, 1)
    assert timeline(graph, "b", "c").months == ()
    with pytest.raises(InputError, match="'q'"):
        timeline(graph, "a", "q")
    with pytest.raises(InputError, match="both ends"):
        timeline(graph, "a", "a")
