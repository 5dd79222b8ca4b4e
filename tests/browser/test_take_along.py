"""Types, themes, frames: what changes the look or the place of a map, and never what it says.

Seen to fail by hand: ``notype`` left out of passes() (types), a theme missing from THEMES in state.js (themes), tools
shown in a frame (embed), a start that wins over the address (start).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.html import render
from exports.html.themes import THEMES
from tests.browser.conftest import Opener
from tests.browser.test_filters import places
from tests.exports.html.worlds import RELATIONS, theatre

pytestmark = pytest.mark.browser


def test_a_type_of_actor_can_be_hidden_and_nobody_moves(open_map: Opener) -> None:
    shown = open_map("continent")
    before = places(shown)
    shown.page.uncheck('[data-list="notype"][data-key="armed group"]')
    groups = {k for k, a in enumerate(shown.data["actors"]) if a["type"] == "armed group"}
    wanted = [c for c in shown.data["claims"] if not {c["s"], c["o"]} & groups and "neg" not in c and "mod" not in c]
    assert shown.counts()[2] == len(wanted)
    assert places(shown) == before
    again = open_map("continent", shown.page.evaluate("location.hash"))
    assert again.status() == shown.status()
    again.page.click("#reset")
    assert again.counts()[0] == 22


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_colours_the_canvas_the_page_and_the_saved_picture(open_map: Opener, theme: str) -> None:
    shown = open_map()
    shown.page.select_option("#theme", theme)
    plus = THEMES[theme]["plus"]
    found = shown.page.evaluate(
        """(colour) => {
          const canvas = document.querySelector("#mynetwork canvas"), ctx = canvas.getContext("2d");
          const want = [1, 3, 5].map((k) => parseInt(colour.slice(k, k + 2), 16));
          const d = ctx.getImageData(0, 0, canvas.width, canvas.height).data;
          const pixels = Array.from({ length: d.length / 4 }, (_, k) => 4 * k);
          return pixels.some((k) => d[k + 3] === 255 && want.every((w, i) => d[k + i] === w));
        }""",
        plus,
    )
    assert found
    with shown.page.expect_download() as waiting:
        shown.page.click("#svg")
    assert plus in Path(waiting.value.path()).read_text(encoding="utf-8")
    assert open_map("theatre", shown.page.evaluate("location.hash")).page.input_value("#theme") == theme


def test_without_a_choice_the_page_follows_the_device(open_map: Opener) -> None:
    for scheme in ("dark", "light"):
        shown = open_map("theatre", "", color_scheme=scheme)
        assert shown.page.evaluate("document.documentElement.dataset.theme") == scheme


@pytest.mark.parametrize("size", [(900, 600), (480, 420)])
def test_in_a_frame_there_is_the_map_its_caution_and_the_evidence_that_one_asks_for(
    open_map: Opener, size: tuple[int, int]
) -> None:
    shown = open_map("theatre", "#embed", viewport={"width": size[0], "height": size[1]})
    page = shown.page
    for hidden in ("#theme", "#png", "#search", "#evidence"):
        assert page.is_hidden(hidden)
    page.click('[data-view="list"]')
    assert page.is_visible("#list-view table")
    page.click('[data-view="map"]')
    assert "not established fact" in page.inner_text("footer")
    assert page.evaluate("[document.documentElement.scrollHeight, innerHeight]")[0] <= size[1]
    actor = shown.data["actors"][0]
    shown.click(actor["x"], actor["y"])
    assert page.inner_text("#evidence h2") == actor["label"]
    assert page.evaluate("location.hash") == f"#actor={actor['id']}&embed=1"
    page.click("#close")
    assert page.is_hidden("#evidence")
    href = page.evaluate("document.getElementById('unframed').href")
    assert href.startswith("file:")
    assert "embed" not in href


def test_a_map_can_begin_in_another_view_and_an_address_wins_over_that(open_map: Opener, tmp_path: Path) -> None:
    path = tmp_path / "start.html"
    page = render(theatre(), RELATIONS, start={"view": "matrix", "theme": "dark", "other": "1"})
    path.write_text(page, encoding="utf-8")
    shown = open_map(path=path)
    assert shown.page.is_visible("#matrix-view table")
    assert shown.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert open_map(path=path, hash_="#view=list").page.is_visible("#list-view table")
