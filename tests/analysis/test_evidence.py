from __future__ import annotations

import pytest

from graph.analysis import Evidence, bonds
from graph.analysis.dates import days, month_of, period
from graph.errors import InputError
from tests.analysis.world import FRIENDLY, HOSTILE, NEUTRAL, Say, article, collect, ids, network, one_each


def test_a_sentence_in_several_articles_counts_once_at_its_best_confidence() -> None:
    copy = "Ayland is an enemy of Beeland."
    found = network(
        article("one", Say("a", HOSTILE, "b", copy, confidence=0.6)),
        article("two", Say("a", HOSTILE, "b", f"  {copy.upper()}\n", confidence=0.7), publisher="The Echo"),
        article("three", Say("b", HOSTILE, "a", "Beeland hates Ayland.", confidence=0.5), date="2021-03"),
    )
    bond = bonds(found)["a", "b"]
    assert (bond.evidence.sentences, bond.evidence.articles, len(bond.evidence.claims)) == (2, 3, 3)
    assert bond.evidence.weight == 1.2
    assert bond.evidence.belief == pytest.approx(1 - 0.3 * 0.5)
    assert bond.net == pytest.approx(-7 * 0.7 - 7 * 0.5)
    assert (bond.evidence.first, bond.evidence.last) == ("2021-01-01", "2021-03")


def test_claims_stand_the_surest_first_and_an_accepted_one_is_certain() -> None:
    readings = [
        article("one", Say("a", HOSTILE, "b", confidence=0.9)),
        article("two", Say("a", HOSTILE, "b", confidence=0.4, review="accepted")),
    ]
    bond = bonds(network(*readings))["a", "b"]
    said = collect(*readings)
    assert bond.evidence.claims == ids(said, confidence=0.4) + ids(said, confidence=0.9)
    assert bond.evidence.belief == 1
    assert bond.evidence.cost == 0


def test_negated_possible_and_rejected_claims_make_no_bond_unless_asked() -> None:
    found = one_each(
        Say("a", HOSTILE, "b", polarity="negated"),
        Say("a", HOSTILE, "c", modality="possible"),
        Say("a", HOSTILE, "d", review="rejected"),
        Say("a", HOSTILE, "e"),
    )
    assert list(bonds(found)) == [("a", "e")]
    assert list(bonds(found, everything=True)) == [("a", "b"), ("a", "c"), ("a", "d"), ("a", "e")]


def test_a_bond_has_the_sign_of_the_net_intensity_of_both_directions() -> None:
    bond = bonds(one_each(Say("b", "meetsWith", "a"), Say("a", "attacks", "b"), Say("a", NEUTRAL, "b")))["a", "b"]
    assert bond.sign == -1
    assert (len(bond.evidence.claims), len(bond.against), len(bond.neutral)) == (1, 1, 1)
    assert bond.net == pytest.approx(0.8 * (1 - 9))
    assert bond.strength == pytest.approx(0.8 * 8 / 10)
    assert bond.weight == pytest.approx(2.4)


def test_talks_and_denials_take_no_side_in_a_bond() -> None:
    said = (
        Say("a", "negotiatesWith", "b"),
        Say("a", "ceasefireWith", "b"),
        Say("a", FRIENDLY, "b", polarity="negated"),
    )
    bond = bonds(one_each(*said), everything=True)["a", "b"]
    assert (bond.sign, bond.net, len(bond.evidence.claims)) == (0, 0, 3)
    assert bonds(one_each(*said, Say("a", "attacks", "b")))["a", "b"].sign == -1


def test_two_whom_one_sentence_has_mediated_between_are_at_odds() -> None:
    text = "Em mediates between Ay and Bee."
    both = article("one", Say("m", "mediatesFor", "a", text), Say("m", "mediatesFor", "b", text, confidence=0.6))
    bond = bonds(network(both))["a", "b"]
    assert (bond.sign, bond.net, bond.evidence.sentences) == (-1, -2.4, 1)
    assert set(bond.evidence.claims) == set(ids(collect(both)))
    apart = one_each(Say("m", "mediatesFor", "a"), Say("m", "mediatesFor", "b"))
    assert ("a", "b") not in bonds(apart)


def test_neutral_and_even_bonds_have_no_sign_and_keep_all_claims_as_evidence() -> None:
    known = bonds(one_each(Say("a", NEUTRAL, "b"), Say("a", "fears", "c"), Say("a", "courts", "c")))
    assert [(bond.sign, bond.strength, bond.turned_by) for bond in known.values()] == [(0, 0, ()), (0, 0, ())]
    assert [len(bond.evidence.claims) for bond in known.values()] == [1, 2]


def test_a_bond_names_the_fewest_claims_that_turn_it() -> None:
    said = (Say("a", "fights", "b"), Say("a", "criticizes", "b"), Say("a", "fears", "b"), Say("a", "courts", "b"))
    collection = collect(*(article(f"n{n}", say) for n, say in enumerate(said)))
    assert bonds(one_each(*said))["a", "b"].turned_by == ids(collection, relation="fights")
    assert len(bonds(one_each(*(Say("a", FRIENDLY, "b") for _ in range(5))))["a", "b"].turned_by) == 3


def test_claims_of_an_actor_about_itself_make_no_bond() -> None:
    assert bonds(one_each(Say("a", HOSTILE, "a"))) == {}


def test_a_claim_without_confidence_is_no_evidence_and_breaks_nothing() -> None:
    bond = bonds(one_each(Say("a", HOSTILE, "b", confidence=0.0)))["a", "b"]
    assert bond.evidence.cost == float("inf")
    assert (bond.evidence.belief, bond.sign) == (0, 0)


def test_evidence_is_a_value() -> None:
    one = Evidence(("x",), 1, 1, 0.5, 0.5, None, None)
    assert one == Evidence(("x",), 1, 1, 0.5, 0.5, None, None)
    assert hash(one)


def test_a_partial_date_means_any_of_its_days() -> None:
    first, last = days("2020-02") or (0, 0)
    assert last - first == 28
    assert days("2021-02-30") is None
    assert days("last week") is None
    assert days("0000") is None
    assert days(None) is None
    assert (month_of("2021-07-08"), month_of("2021-07"), month_of("2021"), month_of("2021-13")) == (
        "2021-07",
        "2021-07",
        None,
        None,
    )


def test_a_period_holds_a_date_only_where_all_its_days_lie_inside() -> None:
    spring = period("2021-03", "2021-05")
    assert spring.holds("2021-05-31")
    assert spring.holds("2021-04")
    assert not spring.holds("2021")
    assert not spring.holds("2021-06-01")
    assert not spring.holds(None)
    assert period(None, "2021").holds("1999")
    assert period("2021", None).holds("2021")


@pytest.mark.parametrize(("start", "end"), [("May", "2021"), ("2021", "2021-2"), ("2021", "2020-12")])
def test_a_period_that_is_none_is_refused(start: str, end: str) -> None:
    with pytest.raises(InputError):
        period(start, end)
