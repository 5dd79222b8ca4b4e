from __future__ import annotations

import pytest

from graph.analysis import compare
from graph.errors import InputError, UnknownName
from tests.analysis.world import FRIENDLY, Say, article, collect, ids

COPY = "Ayland attacked Beeland at dawn."
READINGS = [
    article("d1", Say("a", "attacks", "b", COPY), Say("a", FRIENDLY, "c"), Say("a", "arms", "d", speaker="b")),
    article("d2", Say("a", "funds", "e"), Say("a", "trains", "e")),
    article("e1", Say("a", "attacks", "b", COPY), Say("c", FRIENDLY, "a"), publisher="The Echo"),
    article("e2", Say("a", "arms", "d", polarity="negated"), Say("a", "sanctions", "e"), publisher="The Echo"),
    article("h1", Say("b", "attacks", "c"), publisher="The Herald"),
]


def test_what_both_tell_and_what_only_one_tells() -> None:
    said = collect(*READINGS)
    found = compare(said, "The Daily", "The Echo")
    assert [(t.subject, t.relation, t.object) for t in found.shared] == [("a", FRIENDLY, "c"), ("a", "attacks", "b")]
    assert [t.relation for t in found.only_one] == ["arms", "funds", "trains"]
    assert [t.relation for t in found.only_two] == ["sanctions"]
    alliance = found.shared[0]
    assert alliance.one == ids(said, subject="a", relation=FRIENDLY)
    assert alliance.two == ids(said, subject="c", relation=FRIENDLY)
    assert found.only_two[0].two == ids(said, relation="sanctions")


def test_what_both_have_in_the_same_sentence_is_no_second_source() -> None:
    found = compare(collect(*READINGS), "The Daily", "The Echo")
    assert [(t.relation, t.copied) for t in found.shared] == [(FRIENDLY, False), ("attacks", True)]


def test_each_is_counted_with_its_articles_reports_and_families() -> None:
    one = compare(collect(*READINGS), "The Daily", "The Echo").one
    assert (one.publisher, one.articles, one.reports, one.attributed) == ("The Daily", 2, 5, 1)
    assert one.families == (("alignment", 1), ("support", 3), ("violence", 1))


def test_where_they_contradict_each_other_is_told_and_others_are_left_out() -> None:
    readings = [
        *READINGS,
        article("h2", Say("a", "funds", "e", polarity="negated"), publisher="The Herald"),
        article("d3", Say("x", "arms", "y")),
        article("d4", Say("x", "arms", "y", polarity="negated")),
    ]
    found = compare(collect(*readings), "The Daily", "The Echo")
    assert [(c.kind, c.relation) for c in found.opposed] == [("denial", "arms")]


def test_tones_differ_most_first() -> None:
    tones = compare(collect(*READINGS), "The Daily", "The Echo").tones
    assert [(tone.actors, tone.opposite) for tone in tones] == [
        (("a", "e"), True),
        (("a", "b"), False),
        (("a", "c"), False),
    ]
    assert (tones[0].one, tones[0].two) == (7.4, -8)
    assert len(tones[0].claims_one) == 2


def test_denials_are_told_when_asked() -> None:
    found = compare(collect(*READINGS), "The Daily", "The Echo", everything=True)
    assert "arms" in [t.relation for t in found.shared]


def test_an_unknown_publisher_and_one_twice_are_told() -> None:
    with pytest.raises(UnknownName, match="no publisher named 'The Sun'; there are: The Daily, The Echo, The Herald"):
        compare(collect(*READINGS), "The Daily", "The Sun")
    with pytest.raises(InputError, match="name two"):
        compare(collect(*READINGS), "The Daily", "The Daily")
