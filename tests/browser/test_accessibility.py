"""Readable and usable without a mouse: axe in every view and theme, the keyboard, a phone.

Seen to fail by hand: ``--soft: #9a9a9a`` (contrast), the slider's label taken away (names), low buttons (targets), the
focus lost with the redrawn table (keyboard), no ``overflow-x`` on narrow screens (sideways).
"""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from exports.html.themes import THEMES
from tests.browser.conftest import Opener, OpenMap

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def violations(shown: OpenMap, *, rules: dict[str, Any] | None = None) -> list[str]:
    tags = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(shown.page, options={"runOnly": tags} | (rules or {}))
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found.response["violations"]]


CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
COVERED = {"rules": {"target-size": {"enabled": False}}}
"""The open list of suggestions lies over the boxes below it, as it should."""


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_any_view(open_map: Opener, theme: str) -> None:
    shown = open_map("theatre", f"#theme={theme}&other=1")
    rules = None if theme == "light" else CONTRAST
    page = shown.page
    assert violations(shown, rules=rules) == []
    for view in ("list", "matrix", "time", "compare"):
        page.click(f'[data-view="{view}"]')
        page.locator(f"#{view}-view button[data-line], #{view}-view button[data-dot]").first.click()
        assert violations(shown, rules=rules) == [], view
        page.keyboard.press("Escape")
    page.click('[data-view="map"]')
    shown.click(shown.data["actors"][1]["x"], shown.data["actors"][1]["y"])
    for summary in page.locator("#evidence summary").all():
        summary.click()
    page.type("#search", "a")
    assert violations(shown, rules=rules or COVERED) == []
    page.keyboard.press("Escape")
    page.click("#tell")
    assert violations(shown, rules=rules) == []


@pytest.mark.parametrize("hash_", ["#embed", "#embed&slide=1", "#pair=norland&with=sudria&path=1", "#slide=3"])
def test_axe_finds_nothing_in_a_frame_or_on_a_chain(open_map: Opener, hash_: str) -> None:
    assert violations(open_map("theatre", hash_)) == []


def test_axe_finds_nothing_on_a_phone(open_map: Opener) -> None:
    shown = open_map("theatre", "", **PHONE)
    shown.page.click("#controls > summary")
    assert violations(shown) == []


def test_the_keyboard_reaches_the_evidence_of_every_line(open_map: Opener) -> None:
    shown = open_map()
    page = shown.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.is_visible("#list-view table")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        line = page.evaluate("document.activeElement.dataset.line || ''")
        if page.evaluate("document.activeElement.closest('#list-view') === null"):
            break
        seen.add(line)
    assert {n["id"] for n in shown.data["lines"] if n["standing"] == 0} <= seen


def test_opening_a_row_by_keyboard_leads_to_its_evidence_and_escape_back(open_map: Opener) -> None:
    shown = open_map("theatre", "#view=list")
    page = shown.page
    page.locator("#list-view tbody button[data-line]").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "evidence"
    page.keyboard.press("Escape")
    assert page.inner_text("#evidence h2") == "Evidence"


def test_matrix_buttons_say_who_does_what_to_whom(open_map: Opener) -> None:
    shown = open_map("theatre", "#view=matrix")
    button = shown.page.get_by_role(
        "button", name="Valley Front towards Valley government: 1 claim of conflict (attacks)"
    )
    assert button.first.inner_text() == "\u22121"


def test_a_crowded_map_starts_as_a_table_on_a_phone_and_never_scrolls_sideways(open_map: Opener) -> None:
    shown = open_map("continent", "", **PHONE)
    assert shown.page.is_visible("#list-view table")
    for view in ("list", "matrix", "time", "compare", "map"):
        shown.page.click(f'[data-view="{view}"]')
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_tap_on_a_phone_opens_the_evidence_over_the_map(open_map: Opener) -> None:
    shown = open_map("theatre", "#view=map", **PHONE)
    actor = shown.data["actors"][0]
    shown.page.touchscreen.tap(*shown.on_screen(actor["x"], actor["y"]))
    shown.page.wait_for_selector("#evidence.open")
    assert shown.page.inner_text("#evidence h2") == actor["label"]
    box = shown.page.locator("#evidence").bounding_box()
    assert box is not None
    assert box["y"] >= 300
    _, y = shown.on_screen(actor["x"], actor["y"])
    assert y < box["y"]


@pytest.mark.parametrize("hash_", ["#view=list", "#view=time", "#view=compare", "#slide=1"])
def test_targets_on_a_phone_are_large_enough_for_a_finger(open_map: Opener, hash_: str) -> None:
    shown = open_map("theatre", hash_, **PHONE)
    shown.page.click("#controls > summary")
    small = shown.page.evaluate(
        """() => [...document.querySelectorAll("button, select, summary, .check, input:not([type=checkbox])")]
          .filter((e) => e.checkVisibility())
          .map((e) => [e.id || e.textContent.slice(0, 30), e.getBoundingClientRect()])
          .filter(([, r]) => r.width && (r.width < 24 || r.height < 24))
          .map(([t, r]) => `${t} ${r.width}x${r.height}`)"""
    )
    assert small == []


def test_on_a_phone_the_timeline_stays_in_sight_until_a_dot_is_tapped(open_map: Opener) -> None:
    shown = open_map("theatre", "#view=time&pair=norland&with=valley-front", **PHONE)
    page = shown.page
    dot = page.locator("#time-view button.dot").first
    at = (
        "([...document.querySelectorAll('#time-view .dot')].map((d) => d.getBoundingClientRect())"
        ".every((r) => document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2).classList.contains('dot')))"
    )
    assert page.evaluate(at)
    dot.tap()
    assert page.is_visible("#evidence.open blockquote")
