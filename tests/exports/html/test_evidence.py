"""What goes into the page's data."""

from __future__ import annotations

import pytest

from exports.html.dates import time_bins
from exports.html.evidence import clean, link, page_data, words
from exports.html.lines import select
from exports.html.picture import draw
from tests.exports.html.worlds import RELATIONS, theatre


@pytest.mark.parametrize("url", ["https://a.example/x?y=1#z", "http://a.example"])
def test_plain_web_addresses_stay(url: str) -> None:
    assert link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//a.example",
        "ftp://a.example",
        "http:",
        "http://[",
        "java\nscript:x",
        "https://a b",
        None,
        "",
    ],
)
def test_anything_else_is_no_link(url: str | None) -> None:
    assert link(url) == ""


def test_cleaning_keeps_every_offset() -> None:
    assert clean("a\x00b\ud800\nc\U0001f6a2") == "a b  c\U0001f6a2"


def test_offsets_are_counted_from_the_sentence() -> None:
    collection = theatre()
    selection = select(collection, RELATIONS, 40)
    data = page_data(collection, RELATIONS, selection, draw(selection, collection))
    for row in data["claims"]:
        claim = next(c for c in collection.claims if c.id == row["id"])
        sentence = data["sentences"][row["sent"]]
        assert sentence[slice(*row["q"])] == claim.quote
        assert sentence[slice(*row["sm"])] == claim.evidence.subject.text
        assert sentence[slice(*row["om"])] == claim.evidence.object.text


def test_each_claim_stands_in_exactly_one_line() -> None:
    collection = theatre()
    selection = select(collection, RELATIONS, 40)
    data = page_data(collection, RELATIONS, selection, draw(selection, collection))
    assert sorted(k for n in data["lines"] for k in n["claims"]) == list(range(len(collection.claims)))


@pytest.mark.parametrize(
    ("dates", "bins"),
    [
        (["2021-07-08", "2021-07-11"], ["2021-07-08", "2021-07-09", "2021-07-10", "2021-07-11"]),
        (["2021-11-08", "2022-01-11"], ["2021-11", "2021-12", "2022-01"]),
        (["2021", "2023-01-11"], ["2021", "2022", "2023"]),
        (["2014-07-08", None, "2014-09-08", "soon"], ["2014-07", "2014-08", "2014-09"]),
        (["2021-07-08", "2021-07-08"], []),
        ([None, "soon"], []),
    ],
)
def test_time_is_cut_into_days_months_or_years(dates: list[str | None], bins: list[str]) -> None:
    assert time_bins(dates) == bins


def test_local_names_read_as_words() -> None:
    assert words("verbalConflict") == "verbal conflict"
