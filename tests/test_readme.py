"""README says what is there: its links lead somewhere, it names every command, and its example is what is printed."""

from __future__ import annotations

import re

import pytest

import cli
from tests.shared import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_links_to_files_lead_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]


def test_every_command_is_named() -> None:
    assert not [name for name in cli.cli.commands if f".venv/bin/detente {name}" not in README]


def test_the_example_prints_what_it_shows(capsys: pytest.CaptureFixture[str]) -> None:
    command, shown = re.search(r"\$ \.venv/bin/detente (.+)\n((?:.*\n)*?)```", README).groups()  # type: ignore[union-attr]
    name, file = command.split()
    assert cli.run([name, str(ROOT / file)]) == 0
    printed = capsys.readouterr().out
    for part in shown.split("  ...\n"):
        assert part.strip("\n") in printed
