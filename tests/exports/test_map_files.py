"""What `detente map` writes: page, SVG and PNG by the file's name, the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.maps import Drawing, form_of, write_map
from graph.errors import DataError, InputError
from tests.exports.html.worlds import theatre

STORY = "## One\n\n- focus: Norland\n\nText.\n"


def written(path: Path, **how: object) -> bytes:
    write_map(theatre(), path, Drawing(**how))  # type: ignore[arg-type]
    return path.read_bytes()


@pytest.mark.parametrize("suffix", ["html", "svg", "png"])
def test_the_suffix_tells_the_format_and_a_second_writing_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    if suffix == "png":
        pytest.importorskip("resvg_py")
    first = written(tmp_path / f"a.{suffix}", title="The valley", compare=("Coast Courier", "Inland Times"))
    assert first.lstrip()[:4].lower() in {b"<!do", b"<svg", b"\x89png"}
    assert written(tmp_path / f"b.{suffix}", title="The valley", compare=("Coast Courier", "Inland Times")) == first


def test_a_named_format_wins_and_an_unknown_suffix_is_a_page() -> None:
    assert form_of(Path("a.html"), "svg") == "svg"
    assert form_of(Path("a.map"), None) == "html"


def test_a_story_goes_into_the_page(tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text(STORY, encoding="utf-8")
    assert b'"story":[{"at":"actor=norland","text":[["p",[["Text."]]]],"title":"One"}]' in written(
        tmp_path / "a.html", story=story
    )


def test_a_story_has_no_place_in_a_picture(tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text(STORY, encoding="utf-8")
    with pytest.raises(InputError, match="slides need the page"):
        written(tmp_path / "a.svg", story=story)


def test_a_story_that_does_not_fit_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text(STORY.replace("Norland", "Nowhere"), encoding="utf-8")
    with pytest.raises(DataError, match=r"story.md:3: no actor named 'Nowhere'"):
        written(tmp_path / "a.html", story=story)
    assert not (tmp_path / "a.html").exists()


def test_denied_claims_are_drawn_only_when_asked_for(tmp_path: Path) -> None:
    plain, unsure = (written(tmp_path / "a.svg", unsure=u).decode() for u in (False, True))
    assert "\N{MULTIPLICATION SIGN}1" not in plain
    assert "+\N{MULTIPLICATION SIGN}1" in unsure
