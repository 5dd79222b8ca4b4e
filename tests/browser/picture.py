"""Draw the picture that README shows: the map of the sample articles, in Chromium.

Run ``python -m tests.browser.picture`` from the project's root; it writes ``docs/map.png``.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from exports.html import render
from graph.ontology import load_ontology
from tests.browser.conftest import ARGUMENTS
from tests.browser.gallery import CREDIT, TITLE, collection

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "map.png"
SIZE = ViewportSize(width=1280, height=800)


def page() -> str:
    """Return the map of the sample articles."""
    return render(collection(), load_ontology().relations, title=TITLE, credit=CREDIT)


def main() -> None:
    """Write the picture, with the line between Iran and the Taliban opened."""
    chromium = shutil.which("chromium") or sys.exit("there is no chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "map.html"
        file.write_text(page(), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        tab = browser.new_page(viewport=SIZE, device_scale_factor=1)
        tab.goto(file.as_uri())
        tab.locator("button:visible", has_text="Taliban").first.click()
        tab.wait_for_timeout(500)
        tab.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
