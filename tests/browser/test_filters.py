"""Filters hide and never move; the address carries the whole state.

Seen to fail by hand: fit() and zoom() called from update() (positions), passes() without the confidence (counts),
toHash() without ``other`` (permalink).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Opener, OpenMap

pytestmark = pytest.mark.browser


def places(shown: OpenMap) -> list[tuple[float, float]]:
    return [shown.on_screen(a["x"], a["y"]) for a in shown.data["actors"]]


def reported(shown: OpenMap, test: Callable[[dict[str, int]], bool]) -> int:
    """Return how many reported claims pass a test of their own."""
    return sum(1 for c in shown.data["claims"] if "neg" not in c and "mod" not in c and test(c))


def test_each_filter_counts_as_the_data_does_and_moves_nothing(open_map: Opener) -> None:
    shown = open_map("continent")
    relations, before = shown.data["relations"], places(shown)
    page = shown.page

    page.uncheck('[data-key="minus"]')
    assert shown.counts()[2] == reported(shown, lambda c: relations[c["rel"]]["sign"] != -1)
    page.click("#reset")

    page.uncheck('[data-key="support"]')
    assert shown.counts()[2] == reported(shown, lambda c: relations[c["rel"]]["family"] != "support")
    page.click("#reset")

    page.fill("#confidence", "0.75")
    assert shown.counts()[2] == reported(shown, lambda c: c["conf"] >= 0.75)
    assert "hidden by filters" in shown.status()
    page.click("#reset")

    page.fill("#from", "3")
    articles = shown.data["articles"]
    assert shown.counts()[2] == reported(shown, lambda c: articles[c["art"]]["bin"] >= 3)
    assert page.inner_text("#time-range") == "2017 \u2013 2022"
    page.click("#reset")

    page.select_option("#outlet", "Inland Times")
    assert shown.counts()[2] == reported(shown, lambda c: articles[c["art"]]["outlet"] == "Inland Times")
    page.click("#reset")

    page.select_option("#speaker", "-1")
    assert shown.counts()[2] == reported(shown, lambda c: "by" not in c)

    page.click("#reset")
    page.check("#other")
    assert shown.counts()[2] == len(shown.data["claims"])
    assert places(shown) == before
    assert shown.complaints == []


def test_the_view_of_one_actor_leaves_it_and_its_neighbours(open_map: Opener) -> None:
    shown = open_map("theatre", "#actor=sudria")
    shown.page.click("#ego")
    assert shown.counts()[0] == 3
    assert shown.page.get_attribute("#ego", "aria-pressed") == "true"


def test_the_search_knows_other_names_and_offers_them(open_map: Opener) -> None:
    shown = open_map()
    shown.page.type("#search", "bras")
    options = shown.page.locator("#found [role=option]")
    assert options.count() == 1
    assert "Norland" in options.inner_text()
    assert "also: Brask" in options.inner_text()
    shown.page.keyboard.press("Enter")
    assert shown.page.inner_text("#evidence h2") == "Norland"


def test_the_address_opens_the_same_state_in_a_fresh_profile(open_map: Opener) -> None:
    shown = open_map("continent")
    shown.page.check("#other")
    shown.page.uncheck('[data-key="attitude"]')
    shown.page.fill("#confidence", "0.6")
    shown.page.fill("#to", "6")
    shown.page.click('[data-view="list"]')
    shown.page.locator("#list-view tbody button[data-line]").first.click()
    hash_ = shown.page.evaluate("location.hash")
    again = open_map("continent", hash_)
    assert again.status() == shown.status()
    assert again.page.inner_text("#evidence") == shown.page.inner_text("#evidence")
    assert again.page.inner_text("#list-view") == shown.page.inner_text("#list-view")
    assert again.page.evaluate("location.hash") == hash_


def test_an_address_that_means_nothing_opens_the_plain_map(open_map: Opener) -> None:
    plain = open_map()
    odd = open_map("theatre", "#actor=nobody&line=x&view=y&confidence=NaN&from=z&hide=q&theme=%3Cb%3E&by=__proto__")
    assert odd.status() == plain.status()
    assert odd.complaints == []
