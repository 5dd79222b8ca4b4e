from __future__ import annotations

import pytest

from graph.analysis import says
from graph.errors import InputError
from tests.analysis.world import Say, article, collect, ids


def test_what_is_put_down_to_a_speaker_is_told_by_date_with_what_others_say_against_it() -> None:
    said = collect(
        article("one", Say("x", "attacks", "y", speaker="x", polarity="negated"), date="2021-05-02"),
        article("two", Say("x", "attacks", "y", confidence=0.7), date="2021-05-01"),
        article("three", Say("x", "attacks", "y", speaker="y", confidence=0.6), date="2021-05-03"),
        article("four", Say("x", "meetsWith", "y", speaker="x"), date="2021-04-01"),
    )
    talks, denial = says(said, "x")
    assert (talks.report.relation, talks.against) == ("meetsWith", ())
    assert (denial.report.polarity, denial.report.speaker, denial.report.date) == ("negated", "x", "2021-05-02")
    assert [(a.kind, a.report.speaker) for a in denial.against] == [("denial", None), ("denial", "y")]
    assert denial.claims == ids(said, polarity="negated") + ids(said, confidence=0.7) + ids(said, confidence=0.6)


def test_an_incompatible_relation_stands_against_it_in_both_orders() -> None:
    said = collect(
        article("one", Say("x", "arms", "a", speaker="x")),
        article("two", Say("a", "fights", "x")),
        article("three", Say("a", "attacks", "x")),
    )
    (found,) = says(said, "x")
    assert [(a.kind, a.report.relation) for a in found.against] == [("incompatible", "fights")]


def test_what_happened_at_another_time_does_not_stand_against_it() -> None:
    said = collect(
        article("one", Say("x", "arms", "y", speaker="x"), date="2021-01-01"),
        article("two", Say("x", "arms", "y", polarity="negated"), date="2021-02-01"),
    )
    assert says(said, "x")[0].against == ()
    assert len(says(said, "x", window=31)[0].against) == 1


def test_a_person_through_whom_an_actor_speaks_is_a_speaker_and_a_chain_is_told() -> None:
    said = collect(article("one", Say("x", "arms", "y", speaker="x", via="ann", source="z")))
    assert says(said, "ann") == says(said, "x")
    assert says(said, "x")[0].told_by == ("z",)


def test_copies_are_one_saying() -> None:
    text = "X says it attacked Y."
    said = collect(
        article("one", Say("x", "attacks", "y", text, speaker="x"), date="2021-01-02"),
        article("two", Say("x", "attacks", "y", text, speaker="x"), date="2021-01-01", publisher="The Echo"),
    )
    (found,) = says(said, "x")
    assert (len(found.claims), found.report.date, found.report.publishers) == (
        2,
        "2021-01-01",
        ("The Daily", "The Echo"),
    )


def test_what_is_only_possible_or_was_rejected_is_told_when_asked() -> None:
    said = collect(
        article(
            "one",
            Say("x", "arms", "y", speaker="x", modality="planned"),
            Say("x", "funds", "y", speaker="x", review="rejected"),
        )
    )
    assert says(said, "x") == ()
    assert len(says(said, "x", everything=True)) == 2


def test_one_who_says_nothing_is_told() -> None:
    with pytest.raises(InputError, match="put down to 'q'"):
        says(collect(article("one", Say("x", "arms", "y"))), "q")
    with pytest.raises(InputError, match="window"):
        says(collect(article("one", Say("x", "arms", "y", speaker="x"))), "x", window=-2)
