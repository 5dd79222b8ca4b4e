"""Slides from a small Markdown file: what they show, and that nothing in them becomes code."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest

from exports.html.evidence import page_data
from exports.html.lines import select
from exports.html.picture import draw
from exports.html.story import slides
from graph.errors import DataError
from tests.exports.html.worlds import RELATIONS, continent, theatre


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    selection = select(theatre(), RELATIONS, 40)
    return page_data(theatre(), RELATIONS, selection, draw(selection, theatre()))


def address(text: str, data: dict[str, Any]) -> dict[str, str]:
    """Return the address of a slide with these settings."""
    (slide,) = slides("story.md", f"## A\n\n{text}\n", data)
    return {key: value[0] for key, value in parse_qs(slide["at"]).items()}


@pytest.mark.parametrize(
    ("setting", "wanted"),
    [
        ("- focus: Norland", {"actor": "norland"}),
        ("- focus: brask", {"actor": "norland"}),
        ("- focus: Norland, Valley Front", {"pair": "norland", "with": "valley-front"}),
        ("- focus: norland\n- neighbours: yes", {"actor": "norland", "ego": "1"}),
        ("- focus: norland, sudria\n- path: yes", {"pair": "norland", "with": "sudria", "path": "1"}),
        ("- sign: cooperation", {"without": "minus,zero"}),
        ("- kind: violence, support", {"hide": "alignment,attitude,diplomacy,structure"}),
        ("- type: state, armed group", {"types": "government,international organisation"}),
        ("- speaker: Norland", {"by": "norland"}),
        ("- speaker: outlets", {"by": "outlets"}),
        ("- outlet: coast courier", {"outlet": "Coast Courier"}),
        ("- from: 2021-07-09\n- to: 2021-07-09", {"from": "2021-07-09", "to": "2021-07-09"}),
        ("- confidence: 0.6\n- unsure: yes", {"confidence": "0.6", "other": "1"}),
        ("- view: timeline", {"view": "time"}),
        (
            "- compare: Coast Courier | Inland Times",
            {"view": "compare", "vs": "outlet", "a": "Coast Courier", "b": "Inland Times"},
        ),
        (
            "- compare: 2021-07-08..2021-07-08 | 2021-07-09..",
            {"view": "compare", "vs": "time", "a": "2021-07-08..2021-07-08", "b": "2021-07-09.."},
        ),
        ("- link: map.html#view=matrix&other=1", {"view": "matrix", "other": "1"}),
    ],
)
def test_a_setting_becomes_the_address_that_shows_it(
    data: dict[str, Any], setting: str, wanted: dict[str, str]
) -> None:
    assert address(setting, data) == wanted


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nothing", "story.md: holds no slide; begin each with a line such as: ## A heading"),
        ("## A\n\n- focus: Nobody", "story.md:3: no actor named 'Nobody' on this map; there are: "),
        ("## A\n- colour: red", "story.md:2: no setting named 'colour'; there are: focus, "),
        ("## A\n- focus: norland, norland", "story.md:2: focus takes one actor or two"),
        ("## A\n- neighbours: maybe", "story.md:2: want yes or no, got 'maybe'"),
        ("## A\n- from: spring", "story.md:2: want a date such as 2021-07, got 'spring'"),
        ("## A\n- confidence: high", "story.md:2: want a confidence from 0 to 1, got 'high'"),
        ("## A\n- compare: this", "story.md:2: want two sides with | between them, got 'this'"),
        ("## A\n" * 101, "story.md: holds 101 slides; 100 is the most"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(data: dict[str, Any], text: str, message: str) -> None:
    with pytest.raises(DataError) as error:
        slides("story.md", text, data)
    assert str(error.value).startswith(message)


def test_text_has_paragraphs_lists_emphasis_and_web_links(data: dict[str, Any]) -> None:
    body = "A **bold** and\n*leaning* word, [here](https://a.example/x).\n\n- x\n- y z\n"
    (slide,) = slides("story.md", f"# Whole\n\n## One\n\n- focus: sudria\n\n{body}", data)
    assert slide["title"] == "One"
    assert slide["text"] == [
        [
            "p",
            [
                ["A "],
                ["bold", "b"],
                [" and "],
                ["leaning", "i"],
                [" word, "],
                ["here", "a", "https://a.example/x"],
                ["."],
            ],
        ],
        ["ul", [["x"]], [["y z"]]],
    ]


def test_a_list_after_the_text_is_no_setting(data: dict[str, Any]) -> None:
    (slide,) = slides("story.md", "## One\n\nText first.\n\n- focus: nobody at all\n", data)
    assert slide["at"] == ""
    assert slide["text"][1] == ["ul", [["focus: nobody at all"]]]


@pytest.mark.parametrize(
    ("evil", "pieces"),
    [
        ("<script>alert(1)</script>", [["<script>alert(1)</script>"]]),
        ("[x](javascript:alert(1))", [["[x](javascript:alert(1))"]]),
        ("![x](https://a.example/x.png)", [["!"], ["x", "a", "https://a.example/x.png"]]),
        ("<b onload=x>", [["<b onload=x>"]]),
        ("`code` &amp;", [["`code` &amp;"]]),
    ],
)
def test_other_markup_stays_the_text_it_is(data: dict[str, Any], evil: str, pieces: list[list[str]]) -> None:
    (slide,) = slides("story.md", f"## {evil}\n\n{evil}\n", data)
    assert slide["title"] == evil
    assert slide["text"] == [["p", pieces]]


def test_a_step_of_time_takes_every_date_in_it() -> None:
    selection = select(continent(), RELATIONS, 40)
    data = page_data(continent(), RELATIONS, selection, draw(selection, continent()))
    assert address("- from: 2016-05-09", data) == {"from": "2016"}
    assert address("- from: 1900", data) == {"from": data["bins"][0]}
