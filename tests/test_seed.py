"""The seed article: what must be found in it, and what must not."""

from __future__ import annotations

from functools import cache

import pytest

from graph.model import Claim
from graph.pipeline import Setting, make_extractor
from graph.reading import read_path
from tests.shared import SHARED, needs_shared

pytestmark = [needs_shared, pytest.mark.shared]
Reading = tuple[str, str, str]


@cache
def seed() -> tuple[Claim, ...]:
    article = next(read_path(SHARED / "seed" / "article.txt", date="2021-07-08"))
    return make_extractor(Setting()).read(article).claims


def affirmed(subject: str, relation: str, object_: str) -> list[Claim]:
    return [
        c
        for c in seed()
        if (c.subject, c.relation, c.object) == (subject, relation, object_) and c.polarity == "affirmed"
    ]


@pytest.mark.parametrize(
    "wanted",
    [
        ("iran", "fears", "islamic-state"),
        ("iran", "courts", "taliban"),
        ("iran", "hosts", "taliban"),
        ("iran", "hosts", "afghan-government"),
        ("iran", "mediatesFor", "taliban"),
        ("iran", "mediatesFor", "afghan-government"),
        ("afghan-government", "negotiatesWith", "taliban"),
        ("united-states", "withdrawsFrom", "afghanistan"),
    ],
)
def test_what_the_seed_states_is_found(wanted: Reading) -> None:
    assert any(c.modality in {"actual", "planned"} for c in affirmed(*wanted))


def test_hostility_toward_iran_is_what_iran_sees() -> None:
    found = affirmed("islamic-state", "hostileTo", "iran")
    assert [c.attribution.speaker for c in found if c.attribution] == ["iran"]


def test_that_the_taliban_hold_back_isis_is_only_possible_and_iran_says_so() -> None:
    found = affirmed("taliban", "contains", "islamic-state")
    assert [(c.modality, c.attribution.speaker if c.attribution else None) for c in found] == [("possible", "iran")]


@pytest.mark.parametrize(
    "forbidden",
    [
        ("taliban", "fears", "islamic-state"),
        ("iran", "fears", "taliban"),
        ("afghan-government", "ceasefireWith", "taliban"),
    ],
)
def test_what_the_seed_does_not_state_is_not_found(forbidden: Reading) -> None:
    assert not affirmed(*forbidden)


def test_taliban_rule_is_not_a_fact_in_it() -> None:
    assert all(c.modality != "actual" for c in affirmed("taliban", "governs", "afghanistan"))


def test_states_withdraw_not_their_presidents() -> None:
    assert not [c for c in seed() if c.relation == "withdrawsFrom" and c.subject == "joe-biden"]
