"""The place to write SPARQL in a real browser: it runs, it asks nobody else, it is readable, it lets one leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.browser.conftest import OpenMap
from tests.browser.test_accessibility import PHONE, violations
from tests.exports.html.worlds import theatre
from tests.web.sites import QUERY, at, stored
from tests.web.sparql_server import Site, serving

pytestmark = pytest.mark.browser

COUNT = "SELECT (COUNT(?c) AS ?claims) { ?c a :Claim }"
Opened = Callable[..., OpenMap]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(stored(theatre(), tmp_path_factory.mktemp("editor") / "store")) as site:
        yield site


@pytest.fixture
def opened(chromium: Browser, site: Site) -> Iterator[Opened]:
    """Give a function that opens an address of the site; what leaves the origin is stopped and recorded."""
    contexts: list[BrowserContext] = []

    def open_page(address: str = "/editor", **options: Any) -> OpenMap:
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


def write(shown: OpenMap, text: str) -> None:
    """Replace what stands in the editor, by keyboard."""
    shown.page.click(".CodeMirror-lines")
    shown.page.keyboard.press("Control+A")
    shown.page.keyboard.type(text)


@pytest.mark.parametrize("way", ["Ctrl-Enter", "button"])
def test_a_query_that_is_typed_is_run_and_its_rows_are_shown(opened: Opened, way: str) -> None:
    shown = opened()
    write(shown, COUNT)
    with shown.page.expect_navigation():
        if way == "button":
            shown.page.click(".editor button")
        else:
            shown.page.keyboard.press("Control+Enter")
    expect(shown.page.locator("#answer")).to_have_text("1 row")
    expect(shown.page.locator("table.list td")).to_have_text(str(len(theatre().claims)))
    expect(shown.page.locator(".CodeMirror-line")).to_have_text(COUNT)
    assert (shown.requests, shown.complaints) == ([], [])


def test_mistakes_are_marked_and_names_completed_without_asking_anybody(opened: Opened) -> None:
    shown = opened()
    expect(shown.page.locator(".CodeMirror-line").first).to_be_visible()
    assert shown.page.locator(".parseErrorIcon").count() == 0
    write(shown, "PREFIX foaf: <x> SELECT ?claim { ?claim rel:atta")
    shown.page.keyboard.press("Control+Space")
    expect(shown.page.locator(".CodeMirror-hint").first).to_have_text("rel:attacks")
    shown.page.keyboard.press("Enter")
    expect(shown.page.locator(".CodeMirror-line")).to_contain_text("?claim rel:attacks")
    write(shown, "SELECT ?claim WHERE WHERE")
    shown.page.locator(".parseErrorIcon").hover()
    expect(shown.page.get_by_text("This line is invalid")).to_be_visible()
    assert shown.requests == []
    assert all(c.startswith("Applying inline style") for c in shown.complaints)  # of the sign beside the line: blocked
    assert shown.page.evaluate("localStorage.length") == 0


def test_tab_stays_in_the_editor_until_escape_lets_it_leave(opened: Opened) -> None:
    shown = opened()
    write(shown, "ASK {}")
    inside = "document.activeElement.closest('.yasqe') !== null"
    shown.page.keyboard.press("Tab")
    assert shown.page.evaluate(inside)
    shown.page.keyboard.press("Escape")
    shown.page.keyboard.press("Tab")
    assert shown.page.evaluate("document.activeElement.textContent") == "Run"
    shown.page.keyboard.press("Shift+Tab")
    assert shown.page.evaluate(inside)
    shown.page.keyboard.press("Tab")
    assert shown.page.evaluate(inside)


def test_an_example_stands_in_the_editor_with_its_answer(opened: Opened) -> None:
    shown = opened()
    shown.page.click("summary:text('Examples')")
    shown.page.click("text=top-actors")
    expect(shown.page.locator(".yasqe")).to_contain_text("GROUP BY")
    expect(shown.page.locator("#answer")).to_contain_text("row")
    assert shown.complaints == []


def test_the_form_works_without_scripts(opened: Opened) -> None:
    shown = opened(java_script_enabled=False)
    shown.page.fill("#query", COUNT)
    shown.page.click(".editor button")
    expect(shown.page.locator("#answer")).to_have_text("1 row")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(opened: Opened, colours: str, device: dict[str, Any]) -> None:
    shown = opened(
        at(
            "/editor",
            query=f'# why not\n{QUERY.replace("?a ", "?a rdfs:label ?t ; ")[:-2]} FILTER(?t != "x" || 1 < 2) }}',
        ),
        color_scheme=colours,
        **device,
    )
    expect(shown.page.locator(".yasqe .cm-keyword").first).to_be_visible()
    shown.page.click("summary:text('Examples')")
    found = violations(shown)
    assert found == []
    assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
