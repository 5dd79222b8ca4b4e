"""The gallery: every picture that its README names is there, and its story fits the sample articles."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from commands.maps import Drawing, write_map
from tests.browser.conftest import Opener
from tests.browser.gallery import FILES, GALLERY, SHOTS, STORY, collection

README = (GALLERY / "README.md").read_text(encoding="utf-8")


def test_every_picture_is_named_with_the_address_or_command_that_makes_it() -> None:
    rows = dict(re.findall(r"^\| \[([\w.-]+)\]\([\w.-]+\) \|.*\| `?(.*?)`?(?:, then print)? \|$", README, re.MULTILINE))
    assert set(rows) == {f"{s.name}.png" for s in SHOTS} | set(FILES)
    for shot in SHOTS:
        assert rows[f"{shot.name}.png"].strip("`") == f"map.html{shot.address}"
    for name in rows:
        assert (GALLERY / name).is_file()


@pytest.mark.browser
def test_the_story_and_every_address_fit_the_sample_articles(open_map: Opener, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    write_map(collection(), path, Drawing(story=STORY))
    for shot in SHOTS:
        shown = open_map(path=path, hash_=shot.address)
        kept = shown.page.evaluate("location.hash")
        assert parse_qs(kept.removeprefix("#")) == parse_qs(shot.address.removeprefix("#"))
        assert shown.complaints == []
        assert shown.requests == []
