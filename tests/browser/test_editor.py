"""The place to write SPARQL in a real browser: it runs, it asks nobody else, it is readable, it lets one leave."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenMap, Visitor
from tests.browser.test_accessibility import PHONE, violations
from tests.exports.html.worlds import theatre
from tests.web.sites import QUERY, at
from tests.web.sparql_server import Site

pytestmark = pytest.mark.browser

COUNT = "SELECT (COUNT(?c) AS ?claims) { ?c a :Claim }"


def write(shown: OpenMap, text: str) -> None:
    """Replace what stands in the editor, by keyboard."""
    shown.page.click(".CodeMirror-lines")
    shown.page.keyboard.press("Control+A")
    shown.page.keyboard.type(text)


@pytest.mark.parametrize("way", ["Ctrl-Enter", "button"])
def test_a_query_that_is_typed_is_run_and_its_rows_are_shown(visit: Visitor, site: Site, way: str) -> None:
    shown = visit(site, "/editor")
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


def test_mistakes_are_marked_and_names_completed_without_asking_anybody(visit: Visitor, site: Site) -> None:
    shown = visit(site, "/editor")
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


def test_tab_stays_in_the_editor_until_escape_lets_it_leave(visit: Visitor, site: Site) -> None:
    shown = visit(site, "/editor")
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


def test_an_example_stands_in_the_editor_with_its_answer(visit: Visitor, site: Site) -> None:
    shown = visit(site, "/editor")
    shown.page.click("summary:text('Examples')")
    shown.page.click("text=top-actors")
    expect(shown.page.locator(".yasqe")).to_contain_text("GROUP BY")
    expect(shown.page.locator("#answer")).to_contain_text("row")
    assert shown.complaints == []


def test_the_form_works_without_scripts(visit: Visitor, site: Site) -> None:
    shown = visit(site, "/editor", java_script_enabled=False)
    shown.page.fill("#query", COUNT)
    shown.page.click(".editor button")
    expect(shown.page.locator("#answer")).to_have_text("1 row")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(visit: Visitor, site: Site, colours: str, device: dict[str, Any]) -> None:
    shown = visit(
        site,
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
