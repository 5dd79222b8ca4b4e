"""`detente actors`: looking up, checking and importing, as people use them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import cli

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder for the user's own tables."""
    monkeypatch.setenv("DETENTE_ACTORS", str(tmp_path / "mine"))
    return tmp_path / "mine"


@pytest.fixture
def ask(mine: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    assert not mine.exists()

    def asked(*arguments: str | Path) -> tuple[int, str, str]:
        code = cli.run([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return asked


def test_the_packaged_tables_have_no_problems(ask: Ask) -> None:
    code, out, err = ask("actors", "check")
    assert (code, out) == (0, "")
    assert err.endswith("no problems\n")


def test_a_problem_of_ones_own_tables_is_told_with_its_place(ask: Ask, mine: Path) -> None:
    mine.mkdir()
    (mine / "names.csv").write_text(
        "actor,name,kind,valid_from,valid_to,priority,source\nfrance,Iran,variant,,,,\n", encoding="utf-8"
    )
    code, out, err = ask("actors", "check")
    assert code == 1
    assert "'Iran' means" in out
    assert "1 problem" in err


def test_a_malformed_table_ends_with_three(ask: Ask, mine: Path) -> None:
    mine.mkdir()
    (mine / "names.csv").write_text("actor,name\n", encoding="utf-8")
    code, _, err = ask("actors", "check")
    assert code == 3
    assert err.startswith("detente: names.csv:1: want the header")


def test_who_is_meant_depends_on_the_date(ask: Ask) -> None:
    code, out, err = ask("actors", "find", "Kabul")
    assert code == 0
    assert {"afghan-government", "afghanistan", "taliban"} <= {line.rpartition("id ")[2] for line in out.splitlines()}
    assert "a date may decide" in err
    code, out, err = ask("actors", "find", "Kabul", "--date", "2015-03-01", "--json")
    assert [row["id"] for row in json.loads(out)] == ["afghan-government", "afghanistan"]
    assert "at other dates" in err


def test_nobody_is_found_but_nearly(ask: Ask) -> None:
    code, out, err = ask("actors", "find", "Hezbolah")
    assert (code, out) == (1, "")
    assert "nearly: Hezbollah" in err


def test_a_date_that_is_none_is_refused(ask: Ask) -> None:
    assert ask("actors", "find", "Kabul", "--date", "soon")[0] == 2


def test_a_dry_run_shows_and_writes_nothing(ask: Ask, mine: Path, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("label,country\nZimbala Front,Chad\nHamas,\n", encoding="utf-8")
    code, out, err = ask("actors", "import", tmp_path / "own.csv", "--dry-run")
    assert code == 1
    assert [line[0] for line in out.splitlines()] == ["+", "!"]
    assert "nothing written" in err
    assert not mine.exists()


def test_imported_actors_are_read_in_articles(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("label,country\nZimbala Devotees,Chad\n", encoding="utf-8")
    (tmp_path / "article.txt").write_text("Sudan armed the Zimbala Devotees in May.\n", encoding="utf-8")
    assert ask("actors", "import", tmp_path / "own.csv")[0] == 0
    code, out, _ = ask("extract", tmp_path / "article.txt")
    assert code == 0
    assert "Sudan arms Zimbala Devotees" in out


def test_hostile_cells_cannot_steer_the_terminal(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("label,country\nZimbala \x1b[31mFront,Ch\x1bad\n", encoding="utf-8")
    _, out, err = ask("actors", "import", tmp_path / "own.csv", "--dry-run")
    assert "\x1b" not in out + err
