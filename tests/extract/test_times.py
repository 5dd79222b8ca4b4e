"""Sentences of our own, each with a trigger, the article's date and when its event held.

``trigger`` and ``carrier`` are words of the sentence, the first such word, or the n-th as ``word#n``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from graph.extract.parser import Parser, load_parser
from graph.extract.times import valid_time
from graph.extract.tree import Token, Tree

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "time_cases.jsonl").read_text(encoding="utf-8").splitlines()
]


@cache
def parser() -> Parser:
    return load_parser()


def word(tree: Tree, name: str) -> Token:
    text, _, place = name.partition("#")
    return [t for t in tree if t.text == text][int(place or 1) - 1]


def held(text: str, date: str | None, trigger: str, carrier: str | None = None) -> str | None:
    (tree,) = parser().trees(text)
    return valid_time(tree, word(tree, trigger), word(tree, carrier or trigger), date)


@pytest.mark.parametrize("case", CASES, ids=[f"{c['group']} {c['date']} {c['trigger']}: {c['text']}" for c in CASES])
def test_an_event_held_when_its_clause_says(case: dict[str, str | None]) -> None:
    got = held(str(case["text"]), case["date"], str(case["trigger"]), case.get("carrier"))
    assert got == case["want"]


def test_there_are_cases_of_every_kind_and_of_no_time_at_all() -> None:
    assert len(CASES) >= 150
    assert sum(c["want"] is None for c in CASES) > len(CASES) // 4
    assert {"absolute", "relative", "weekday", "noun", "clause", "number"} <= {c["group"] for c in CASES}


@pytest.mark.parametrize("date", ["", "soon", "2021-13-01", "0001-01-01", "2021-02-30", "20210708", "9999-12-31"])
def test_what_is_no_date_of_an_article_dates_nothing(date: str) -> None:
    assert held("Iran attacked Israel yesterday.", date, "attacked") is None


def test_a_time_of_day_in_the_article_s_date_changes_nothing() -> None:
    text = "Iran attacked Israel yesterday."
    assert held(text, "2021-07-08T23:59:00+02:00", "attacked") == held(text, "2021-07-08", "attacked") == "2021-07-07"


@pytest.mark.parametrize(
    ("date", "wanted"), [(None, None), ("2021", "2020"), ("2021-07", "2020"), ("2021-07-08", "2020")]
)
def test_last_year_needs_no_more_than_the_article_s_year(date: str | None, wanted: str | None) -> None:
    assert held("Iran attacked Israel last year.", date, "attacked") == wanted


@pytest.mark.parametrize(("date", "wanted"), [("2021-06-16", "2021-06"), ("2021-07-08", "2021"), ("2021-01-06", None)])
def test_a_week_is_the_month_or_year_that_all_of_it_lies_in(date: str, wanted: str | None) -> None:
    assert held("Iran attacked Israel last week.", date, "attacked") == wanted


def test_the_years_are_1000_to_2199() -> None:
    years = {
        y: held(f"Iran attacked Israel in {y}.", None, "attacked") for y in ("0999", "1000", "2199", "2200", "12345")
    }
    assert years == {"0999": None, "1000": "1000", "2199": "2199", "2200": None, "12345": None}


def test_two_times_that_contradict_each_other_give_none() -> None:
    assert held("In 2010 Iran attacked Israel in 2012.", None, "attacked") is None


def test_of_two_times_that_agree_the_finer_one_is_taken() -> None:
    assert held("In 2012, Iran attacked Israel on 5 May 2012.", None, "attacked") == "2012-05-05"
