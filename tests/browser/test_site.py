"""The pages of `detente serve` in a real browser: nothing leaves the machine, all is readable, keyboard suffices."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visitor
from tests.browser.test_accessibility import PHONE, violations
from tests.exports.html.worlds import theatre
from tests.web.sites import every_page, hostile_world
from tests.web.sparql_server import Site

pytestmark = pytest.mark.browser

WORLD, HOSTILE = theatre(), hostile_world()
MAPS = {"map", "map of an answer"}
"""Documents of their own, which have tests of their own."""
PAGES = {name: address for name, address in every_page(WORLD).items() if name not in MAPS}
HOSTILE_PAGES = every_page(HOSTILE)
REFUSED = {"no such page", "not understood"}
"""Pages whose status the browser itself complains about."""


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_readable_and_asks_nobody_else(visit: Visitor, site: Site, name: str) -> None:
    shown = visit(site, PAGES[name])
    assert violations(shown) == []
    assert shown.requests == []
    assert name in REFUSED or shown.complaints == []


@pytest.mark.parametrize(
    "name", ["start", "actor", "pair", "article", "contradictions", "ask relations", "not understood"]
)
def test_pages_are_readable_in_the_dark(visit: Visitor, site: Site, name: str) -> None:
    assert violations(visit(site, PAGES[name], color_scheme="dark")) == []


@pytest.mark.parametrize("name", ["start", "actor", "pair", "article", "central", "compare", "ask relations", "editor"])
def test_pages_fit_a_phone_without_scrolling_sideways(visit: Visitor, site: Site, name: str) -> None:
    page = visit(site, PAGES[name], **PHONE).page
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]


def test_the_keyboard_leads_from_the_start_to_an_actor_and_its_sentences(visit: Visitor, site: Site) -> None:
    page = visit(site, "/").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name || ''") == "q":
            break
    page.keyboard.type("Norland")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    for _ in range(30):
        page.keyboard.press("Tab")
        if "/actor/" in page.evaluate("document.activeElement.getAttribute('href') || ''"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/actor/norland*")
    assert page.locator("article").count() > 0


def test_what_has_the_focus_is_marked(visit: Visitor, site: Site) -> None:
    page = visit(site, "/").page
    for _ in range(6):
        page.keyboard.press("Tab")
        drawn = page.evaluate("(s => s.outlineStyle + s.boxShadow)(getComputedStyle(document.activeElement))")
        assert drawn != "nonenone"


@pytest.mark.parametrize("name", ["maps", "maps around one"])
def test_the_map_on_a_page_is_live(visit: Visitor, site: Site, name: str) -> None:
    page = visit(site, PAGES[name]).page
    frame = page.frame_locator("iframe").first
    frame.locator("canvas").first.wait_for()
    assert frame.locator("#status").inner_text()


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_hostile_text_runs_on_no_page(visit: Visitor, hostile: Site, name: str) -> None:
    shown = visit(hostile, HOSTILE_PAGES[name])
    assert shown.page.evaluate("window.hacked") is None
    assert shown.requests == []
