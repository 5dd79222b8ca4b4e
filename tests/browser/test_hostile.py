"""Text from the web stays text, in every field and every view.

Seen to fail by hand: ``innerHTML`` in el() and piece(), ``|safe`` behind the title in map.html, sourceLink() and
piece() without their checks.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import EVIL_TITLE, Opener, OpenMap
from tests.exports.html.worlds import EVIL

pytestmark = pytest.mark.browser


def look_everywhere(shown: OpenMap) -> None:
    page = shown.page
    for actor in shown.data["actors"]:
        shown.click(actor["x"], actor["y"])
        shown.page.mouse.move(*shown.on_screen(actor["x"] + 3, actor["y"]))
        for summary in page.locator("#evidence summary").all():
            summary.click()
    page.type("#search", "s")
    for view in ("list", "matrix", "time", "compare", "map"):
        page.click(f'[data-view="{view}"]')
        for button in page.locator("main button[data-line], main button[data-dot]").all():
            button.click()
            page.keyboard.press("Escape")
    page.click("#tell")
    assert page.locator("#story-title").text_content() == EVIL
    assert page.locator("#story-title *, #story-text img, #story-text a").count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize("guarded", [True, False])
def test_hostile_text_stays_inert_even_without_the_policy(
    open_map: Opener, files: dict[str, Path], tmp_path: Path, *, guarded: bool
) -> None:
    page = files["hostile"].read_text(encoding="utf-8")
    path = tmp_path / "page.html"
    path.write_text(page if guarded else page.replace("http-equiv", "data-off", 1), encoding="utf-8")
    shown = open_map(path=path)
    look_everywhere(shown)
    assert shown.page.evaluate("window.hacked") is None
    assert shown.page.locator("img, main script, aside script, [onerror], [onmouseover], [onclick]").count() == 0
    assert shown.page.locator('a[href^="javascript" i]').count() == 0
    assert shown.requests == []
    assert shown.complaints == []
    assert shown.page.inner_text("h1") == EVIL_TITLE
    assert shown.page.title() == EVIL_TITLE


def test_a_hostile_world_makes_a_well_formed_svg(open_map: Opener) -> None:
    shown = open_map("hostile")
    with shown.page.expect_download() as waiting:
        shown.page.click("#svg")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    problem = shown.page.evaluate(
        "t => { const d = new DOMParser().parseFromString(t, 'image/svg+xml'); "
        "return [d.querySelectorAll('parsererror, script, img').length, d.querySelectorAll('text').length > 3]; }",
        text,
    )
    assert problem == [0, True]


def test_an_address_that_is_no_web_address_is_no_link_even_if_the_data_holds_it(
    open_map: Opener, files: dict[str, Path], tmp_path: Path
) -> None:
    page = files["theatre"].read_text(encoding="utf-8")
    path = tmp_path / "page.html"
    path.write_text(page.replace('"url":"https:', '"url":"javascript:'), encoding="utf-8")
    shown = open_map("theatre", "#actor=norland", path=path)
    assert shown.data["articles"][0]["url"].startswith("javascript:")
    assert shown.page.locator("#evidence article").count() > 0
    assert shown.page.locator("#evidence a").count() == 0


def test_a_slide_links_to_web_addresses_alone_even_if_the_data_holds_others(
    open_map: Opener, files: dict[str, Path], tmp_path: Path
) -> None:
    page = files["theatre"].read_text(encoding="utf-8")
    path = tmp_path / "page.html"
    forged = page.replace('"a","https://courier.example', '"a","javascript:window.hacked=6//')
    assert forged != page
    path.write_text(forged, encoding="utf-8")
    shown = open_map("theatre", "#slide=1", path=path)
    assert "the report" in shown.page.inner_text("#story-text")
    assert shown.page.locator("#story-text a").count() == 0
