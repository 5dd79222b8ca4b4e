"""Two sides in one page: the same places, and what only one has told by dash and letter.

Seen to fail by hand: onSide() by the wrong side (table), ``alone`` turned round (dashes), a filter on what is compared
left on (outlets), isSide() that takes anything (typed spans).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Opener, OpenMap

pytestmark = pytest.mark.browser

GROUPS = """() => {
  const out = { A: [], B: [], both: [] };
  let key = "";
  for (const row of document.querySelectorAll("#compare-view tbody tr")) {
    const head = row.querySelector(".group");
    const names = { "Only in A": "A", "Only in B": "B", "In both": "both" };
    if (head) key = names[head.textContent.split(":")[0]];
    else out[key].push(row.querySelector("[data-line]").dataset.line);
  }
  return out;
}"""
DRAWN = """() => [...document.querySelectorAll("#compare-view figure svg")].map((svg) => ({
  box: svg.getAttribute("viewBox"),
  dashed: [...svg.querySelectorAll("g[data-k] > path:nth-of-type(1)")]
    .map((p) => [p.getAttribute("d"), p.hasAttribute("stroke-dasharray")]),
  marks: [...svg.querySelectorAll("g[data-k] > text")].map((t) => t.textContent),
  places: [...svg.querySelectorAll("g[transform]")].map((g) => g.getAttribute("transform")),
}))"""


def by_outlet(shown: OpenMap, outlet: str) -> set[str]:
    """Return the ids of the reported lines that an outlet has."""
    data = shown.data
    return {
        n["id"]
        for n in data["lines"]
        if n["standing"] == 0
        and any(data["articles"][data["claims"][k]["art"]]["outlet"] == outlet for k in n["claims"])
    }


def two_outlets(open_map: Opener) -> OpenMap:
    return open_map("continent", "#view=compare&vs=outlet&a=Coast+Courier&b=Inland+Times")


def test_the_table_tells_what_only_one_side_has_and_what_both_have(open_map: Opener) -> None:
    shown = two_outlets(open_map)
    a, b = by_outlet(shown, "Coast Courier"), by_outlet(shown, "Inland Times")
    groups: dict[str, list[str]] = shown.page.evaluate(GROUPS)
    assert {key: set(ids) for key, ids in groups.items()} == {"A": a - b, "B": b - a, "both": a & b}
    assert a & b
    assert a - b


def test_a_line_that_only_one_side_has_is_dashed_and_lettered_there_and_solid_where_both_have_it(
    open_map: Opener,
) -> None:
    shown = two_outlets(open_map)
    a, b = by_outlet(shown, "Coast Courier"), by_outlet(shown, "Inland Times")
    ids = {n["d"]: n["id"] for n in shown.data["lines"]}
    drawn: list[dict[str, Any]] = shown.page.evaluate(DRAWN)
    for side, letter, mine, other in ((drawn[0], "A ", a, b), (drawn[1], "B ", b, a)):
        assert {ids[d]: dashed for d, dashed in side["dashed"]} == {i: i not in other for i in mine}
        assert sum(t.startswith(letter) for t in side["marks"]) == len(mine - other)
    assert drawn[0]["box"] == drawn[1]["box"]
    assert drawn[0]["places"] == drawn[1]["places"]


def test_a_click_on_a_line_or_its_row_opens_the_sentences_of_both_sides_with_their_letter(open_map: Opener) -> None:
    shown = two_outlets(open_map)
    both = shown.page.evaluate(GROUPS)["both"][0]
    shown.page.locator(f'#compare-view [data-line="{both}"]').click()
    flags = shown.page.locator("#evidence article .flag").all_inner_texts()
    assert {"in A", "in B"} <= set(flags)
    shown.page.keyboard.press("Escape")
    shown.page.locator("#compare-view figure").first.locator("g[data-k] > text").first.click(force=True)
    assert shown.page.locator("#evidence blockquote").count() > 0


def test_other_filters_work_on_both_sides_and_the_filter_on_what_is_compared_does_not(open_map: Opener) -> None:
    shown = open_map("continent", "#view=compare&vs=outlet&a=Coast+Courier&b=Inland+Times&outlet=Wire+of+the+North")
    assert shown.counts() == two_outlets(open_map).counts()
    shown.page.click("#controls > summary")
    shown.page.uncheck('[data-key="minus"]')
    signs = {n["id"]: n["sign"] for n in shown.data["lines"]}
    groups = shown.page.evaluate(GROUPS)
    assert {signs[i] for ids in groups.values() for i in ids} == {0, 1}


def test_spans_of_time_are_typed_and_a_wrong_one_changes_nothing(open_map: Opener) -> None:
    shown = open_map("continent", "#view=compare")
    page = shown.page
    assert page.input_value("#side-a0") == "2014"
    page.fill("#side-a1", "2015-06")
    page.keyboard.press("Tab")
    dates = [
        shown.data["articles"][c["art"]]["date"] for c in shown.data["claims"] if "neg" not in c and "mod" not in c
    ]
    assert "2014 to 2015-06" in page.inner_text("#compare-view figcaption >> nth=0")
    early = sum(d[:7] <= "2015-06" for d in dates)
    assert f"{early} claims" in page.inner_text("#compare-view figcaption >> nth=0")
    hash_ = page.evaluate("location.hash")
    page.fill("#side-a1", "spring")
    page.keyboard.press("Tab")
    assert page.get_attribute("#side-a1", "aria-invalid") == "true"
    assert page.evaluate("location.hash") == hash_


def test_the_world_of_one_speaker_stands_beside_that_of_another(open_map: Opener) -> None:
    shown = open_map("continent", "#view=compare")
    shown.page.select_option("#vs", "speaker")
    shown.page.select_option("#side-a", label="Norland")
    said = [c for c in shown.data["claims"] if "by" in c and shown.data["speakers"][c["by"]][0] == "norland"]
    said = [c for c in said if "neg" not in c and "mod" not in c]
    assert "A: according to Norland \u2013 " in shown.page.inner_text("#compare-view figcaption >> nth=0")
    assert f"{len(said)} claim" in shown.page.inner_text("#compare-view figcaption >> nth=0")
    again = open_map("continent", shown.page.evaluate("location.hash"))
    assert again.page.inner_text("#compare-view") == shown.page.inner_text("#compare-view")


def test_a_saved_picture_of_a_comparison_has_both_sides(open_map: Opener) -> None:
    shown = two_outlets(open_map)
    with shown.page.expect_download() as waiting:
        shown.page.click("#svg")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert "A: Coast Courier" in text
    assert "B: Inland Times" in text
    assert "dashed, A or B: reported only there" in text
