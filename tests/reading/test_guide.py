"""The guide says what the readers do."""

import re
from pathlib import Path

import pytest

from graph import errors
from graph.reading import SUFFIXES
from graph.reading.decoding import MAX_FILE, MAX_TEXT
from graph.reading.page import MAX_TAGS
from graph.reading.rows import MAX_ALL_ROWS

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")


def test_the_guide_names_every_suffix() -> None:
    assert all(f"`{suffix}`" in GUIDE for suffix in SUFFIXES)


def test_the_guide_names_every_limit() -> None:
    section = GUIDE.split("## Limits")[1].split("\n## ")[0]
    limits = [int(figure.replace(",", "")) for figure in re.findall(r"\| ([\d,]+) ", section)]
    assert limits == [MAX_FILE, MAX_TEXT, MAX_TAGS, MAX_ALL_ROWS]


def test_the_guide_names_every_exit_code() -> None:
    classes = [thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, Exception)]
    codes = {kind.exit_code for kind in classes if issubclass(kind, errors.DetenteError)}
    assert codes <= {int(code) for code in re.findall(r"^\| (\d+) \|", GUIDE, re.MULTILINE)}


def test_the_guides_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    monkeypatch.chdir(ROOT)
    exec(compile(code, "guide.md", "exec"), {})  # noqa: S102 - our own words
    printed = capsys.readouterr().out
    assert "2031-09-12 metadata Iran and Taliban sign water accord in Muscat" in printed
    assert printed.endswith("missing.txt: there is no such file or folder\n")
