"""The pages of `detente serve` in a real browser: nothing leaves the machine, all is readable, keyboard suffices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Route

from tests.browser.conftest import OpenMap
from tests.browser.test_accessibility import PHONE, violations
from tests.exports.html.worlds import theatre
from tests.web.sites import every_page, hostile_world, stored
from tests.web.sparql_server import Site, serving

pytestmark = pytest.mark.browser

WORLD, HOSTILE = theatre(), hostile_world()
PAGES = {name: address for name, address in every_page(WORLD).items() if name != "map"}
HOSTILE_PAGES = every_page(HOSTILE)
REFUSED = {"no such page", "not understood"}
"""Pages whose status the browser itself complains about."""
Opened = Callable[..., OpenMap]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(stored(WORLD, tmp_path_factory.mktemp("site") / "store")) as site:
        yield site


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(stored(HOSTILE, tmp_path_factory.mktemp("hostile") / "store")) as site:
        yield site


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opened]:
    """Give a function that opens an address of a site; what leaves the origin is stopped and recorded."""
    contexts: list[BrowserContext] = []

    def open_page(site: Site, address: str, **options: Any) -> OpenMap:
        context = chromium.new_context(**{"viewport": {"width": 1200, "height": 900}, **options})
        contexts.append(context)
        shown = OpenMap(context.new_page())
        origin = f"http://127.0.0.1:{site.port}/"

        def gate(route: Route) -> None:
            if route.request.url.startswith(origin):
                route.continue_()
            else:
                shown.requests.append(route.request.url)
                route.abort()

        context.route("**/*", gate)
        shown.page.on("console", lambda m: shown.complaints.append(m.text) if m.type in {"error", "warning"} else None)
        shown.page.on("pageerror", lambda e: shown.complaints.append(str(e)))
        shown.page.goto(origin + address.lstrip("/"))
        return shown

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_readable_and_asks_nobody_else(opened: Opened, site: Site, name: str) -> None:
    shown = opened(site, PAGES[name])
    assert violations(shown) == []
    assert shown.requests == []
    assert name in REFUSED or shown.complaints == []


@pytest.mark.parametrize(
    "name", ["start", "actor", "pair", "article", "contradictions", "ask relations", "not understood"]
)
def test_pages_are_readable_in_the_dark(opened: Opened, site: Site, name: str) -> None:
    assert violations(opened(site, PAGES[name], color_scheme="dark")) == []


@pytest.mark.parametrize("name", ["start", "actor", "pair", "article", "central", "compare", "ask relations", "editor"])
def test_pages_fit_a_phone_without_scrolling_sideways(opened: Opened, site: Site, name: str) -> None:
    page = opened(site, PAGES[name], **PHONE).page
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]


def test_the_keyboard_leads_from_the_start_to_an_actor_and_its_sentences(opened: Opened, site: Site) -> None:
    page = opened(site, "/").page
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


def test_what_has_the_focus_is_marked(opened: Opened, site: Site) -> None:
    page = opened(site, "/").page
    for _ in range(6):
        page.keyboard.press("Tab")
        drawn = page.evaluate("(s => s.outlineStyle + s.boxShadow)(getComputedStyle(document.activeElement))")
        assert drawn != "nonenone"


@pytest.mark.parametrize("name", ["maps", "maps around one"])
def test_the_map_on_a_page_is_live(opened: Opened, site: Site, name: str) -> None:
    page = opened(site, PAGES[name]).page
    frame = page.frame_locator("iframe").first
    frame.locator("canvas").first.wait_for()
    assert frame.locator("#status").inner_text()


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_hostile_text_runs_on_no_page(opened: Opened, hostile: Site, name: str) -> None:
    shown = opened(hostile, HOSTILE_PAGES[name])
    assert shown.page.evaluate("window.hacked") is None
    assert shown.requests == []
