"""A real Chromium without network, and the maps it opens.

Without a Chromium the tests here are skipped, with the reason in the report; under ``CI=true`` they fail instead.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, sync_playwright

from exports.html import render
from tests.exports.html.worlds import EVIL, RELATIONS, continent, theatre
from tests.exports.html.worlds import hostile as hostile_theatre
from tests.web.conftest import hostile, site
from tests.web.sparql_server import Site

__all__ = ["chromium", "files", "hostile", "open_map", "site", "visit"]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
INSTALL = "install it with: apt-get install chromium fonts-noto-core"
STORY = """# The valley

## Norland and the Front

- focus: Norland, Valley Front
- unsure: yes

**Norland** talks to the *Front*, see [the report](https://courier.example/brask-talks).

- hosted
- courted

## Everything that Norland says

- speaker: Norland
- unsure: yes

Its own words, no more.

## Two outlets

- compare: Coast Courier | Inland Times

Each tells another half.

## Day by day

- focus: Norland, Valley Front
- view: timeline

Up and down.
"""
EVIL_TITLE = "</title><script>window.hacked=9</script>"


def _missing(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"browser tests must run here, but {reason}")
    pytest.skip(f"BROWSER TEST NOT RUN: {reason}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give Debian's Chromium, headless."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        _missing(f"there is no chromium; {INSTALL}")
    with sync_playwright() as playwright:
        browser = None
        try:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except Error as error:
            _missing(f"{path} does not start: {str(error).splitlines()[0]}")
        assert browser is not None
        yield browser
        browser.close()


@dataclass
class OpenMap:
    """A map in a fresh profile: the page, what it asked the network for, and what it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @cached_property
    def data(self) -> dict[str, Any]:
        """The data in the page, each line with its id."""
        text = self.page.locator("#data").text_content()
        assert text is not None
        data: dict[str, Any] = json.loads(text)
        for line in data["lines"]:
            joint = "~" if line["mutual"] else ">"
            sign = {1: "+", 0: "0", -1: "-"}[line["sign"]]
            ends = [data["actors"][line[k]]["id"] for k in ("a", "b")]
            line["id"] = f"{ends[0]}{joint}{ends[1]}{sign}{'rpd'[line['standing']]}"
        return data

    def on_screen(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place of the drawing is on the screen."""
        spot = self.page.evaluate(
            """([x, y]) => {
              const at = detente.network.canvasToDOM({ x, y });
              const box = document.getElementById("mynetwork").getBoundingClientRect();
              return [at.x + box.left, at.y + box.top];
            }""",
            [x, y],
        )
        return (float(spot[0]), float(spot[1]))

    def click(self, x: float, y: float) -> None:
        """Click on a place of the drawing, with the mouse."""
        self.page.mouse.click(*self.on_screen(x, y))

    def status(self) -> str:
        """Return the line that says how much is shown."""
        return self.page.inner_text("#status")

    def counts(self) -> tuple[int, int, int]:
        """Return the numbers of actors, lines and claims shown."""
        found = re.match(r"([\d,]+) actors?, ([\d,]+) lines?, ([\d,]+) claims?", self.status())
        assert found
        actors, lines, claims = (int(n.replace(",", "")) for n in found.groups())
        return (actors, lines, claims)


Opener = Callable[..., OpenMap]


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write the maps once: the big made-up continent, a small theatre, the hostile world."""
    folder = tmp_path_factory.mktemp("maps")
    credit = "Made-up data"
    evil = f"## {EVIL}\n\n{EVIL} **{EVIL}** [{EVIL}](javascript:window.hacked=5) <b onclick=x>b</b>\n\n- {EVIL}\n"
    pages = {
        "continent": render(continent(), RELATIONS, title="Who backs and who fights whom", credit=credit),
        "theatre": render(theatre(), RELATIONS, title="The valley, summer 2021", credit=credit, story=("s.md", STORY)),
        "hostile": render(hostile_theatre(), RELATIONS, title=EVIL_TITLE, credit=EVIL_TITLE, story=("s.md", evil)),
    }
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in pages}


def _watched(context: BrowserContext, own: str) -> OpenMap:
    """Return a fresh page; what it asks for that does not begin with ``own`` is stopped and recorded."""
    shown = OpenMap(context.new_page())

    def gate(route: Route) -> None:
        if route.request.url.startswith(own):
            route.continue_()
        else:
            shown.requests.append(route.request.url)
            route.abort()

    context.route(re.compile(r"^(?!data:|blob:)"), gate)
    shown.page.on("console", lambda m: shown.complaints.append(m.text) if m.type in {"error", "warning"} else None)
    shown.page.on("pageerror", lambda e: shown.complaints.append(str(e)))
    return shown


@pytest.fixture
def open_map(chromium: Browser, files: dict[str, Path]) -> Iterator[Opener]:
    """Give a function that opens a map in a fresh profile that is offline and records every request."""
    contexts: list[BrowserContext] = []

    def opened(name: str = "theatre", hash_: str = "", *, path: Path | None = None, **options: Any) -> OpenMap:
        options.setdefault("viewport", {"width": 1440, "height": 900})
        context = chromium.new_context(**options)
        contexts.append(context)
        context.set_offline(offline=True)
        shown = _watched(context, "file:")
        shown.page.goto((path or files[name]).as_uri() + hash_)
        shown.page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=30_000)
        shown.page.wait_for_timeout(60)
        return shown

    yield opened
    for context in contexts:
        context.close()


Visitor = Callable[..., OpenMap]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visitor]:
    """Give a function that opens an address of a site in a fresh profile."""
    contexts: list[BrowserContext] = []

    def opened(site: Site, address: str, **options: Any) -> OpenMap:
        context = chromium.new_context(**{"viewport": {"width": 1200, "height": 900}, **options})
        contexts.append(context)
        origin = f"http://127.0.0.1:{site.port}/"
        shown = _watched(context, origin)
        shown.page.goto(origin + address.lstrip("/"))
        return shown

    yield opened
    for context in contexts:
        context.close()
