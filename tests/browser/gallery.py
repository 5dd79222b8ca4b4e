"""Draw every picture of the gallery from the sample articles, in Chromium and without a browser.

Run ``python -m tests.browser.gallery`` from the project's root; it writes into ``docs/gallery``, or into the folder
that is named. ``docs/gallery/README.md`` says by which command and address a reader gets each of them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from commands.maps import Drawing, write_map
from graph.model import Collection, make_collection
from graph.pipeline import Setting, make_extractor
from graph.reading import samples
from tests.browser.conftest import ARGUMENTS

GALLERY = Path(__file__).resolve().parents[2] / "docs" / "gallery"
STORY = GALLERY / "story.md"
TITLE = "Invented sample articles: who stands with whom, who against whom"
CREDIT = "Sample articles of détente, invented"
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PAPER: dict[str, Any] = {"viewport": {"width": 1040, "height": 720}}


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of the page: its file, the address that shows it, the screen, and whether it is on paper."""

    name: str
    address: str
    screen: dict[str, Any]
    paper: bool = False


SHOTS = (
    Shot("map", "", DESK),
    Shot("focus", "#actor=iran&ego=1", DESK),
    Shot("chain", "#pair=poland&with=russia&path=1", DESK),
    Shot("matrix", "#view=matrix", DESK),
    Shot("timeline", "#view=time&pair=iran&with=taliban&other=1&dot=2031-09%7C-r", DESK),
    Shot("compare", "#slide=2", DESK),
    Shot("story", "#slide=1", DESK),
    Shot("dark", "#theme=dark&line=iran~taliban%2Br", DESK),
    Shot("colour-blind", "#theme=colour-blind&actor=iran", DESK),
    Shot("phone", "#actor=taliban&ego=1", PHONE),
    Shot("print", "#slide=1", PAPER, paper=True),
)
FILES = {
    "without-browser.svg": Drawing(TITLE, CREDIT),
    "greys.svg": Drawing(TITLE, CREDIT, theme="print", unsure=True),
    "two-times.svg": Drawing(TITLE, CREDIT, compare=("2031-09..2031-09", "2031-10..2031-11")),
}
"""Pictures that need no browser: the same command with another file."""


def collection() -> Collection:
    """Return what the sample articles claim."""
    extractor = make_extractor(Setting())
    return make_collection([extractor.read(article) for article in samples()], extractor.registry)


def main(folder: Path = GALLERY) -> None:
    """Write all pictures into a folder."""
    chromium = shutil.which("chromium") or sys.exit("there is no chromium; the gallery needs one")
    folder.mkdir(parents=True, exist_ok=True)
    claims = collection()
    for name, drawing in FILES.items():
        write_map(claims, folder / name, drawing)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        file = Path(scratch) / "map.html"
        write_map(claims, file, Drawing(TITLE, CREDIT, story=STORY))
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for shot in SHOTS:
            take(browser, file, shot, folder)
        browser.close()


def take(browser: Browser, file: Path, shot: Shot, folder: Path) -> None:
    """Open the page at an address and write its picture."""
    context = browser.new_context(device_scale_factor=1, **shot.screen)
    page: Page = context.new_page()
    page.goto(file.as_uri() + shot.address)
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    if shot.paper:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
    page.wait_for_timeout(300)
    target = page.locator("#print .page").first if shot.paper else page
    target.screenshot(path=folder / f"{shot.name}.png")
    context.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
