"""`detente ask`: named questions, as people put them."""

from __future__ import annotations

import csv
import io
import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store as Engine

import cli
from commands.ask import ask as command
from graph.query.named import named_queries
from graph.reading import samples_folder

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ask") / "store"
    assert cli.run(["add", "--store", str(path), "--processes", "1", str(samples_folder() / "articles")]) == 0
    return path


@pytest.fixture
def ask(stored: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setitem(cli.cli.commands, "ask", command)
    monkeypatch.setenv("DETENTE_STORE", str(stored))

    def asked(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(["ask", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return asked


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_example_finds_something_in_the_samples(ask: Ask, name: str) -> None:
    words = shlex.split(named_queries()[name].example)
    assert words[:2] == ["detente", "ask"]
    code, out, err = ask(*words[2:], "--json")
    assert code == 0, err
    assert json.loads(out)["results"]["bindings"]


def test_the_samples_have_known_answers(ask: Ask) -> None:
    _, out, _ = ask("triads", "against=Boko Haram", "-f", "csv")
    found = [[cell.rpartition("/")[2] for cell in row[:5]] for row in csv.reader(io.StringIO(out))][1:]
    assert ["united-states", "trains", "nigeria", "fights", "boko-haram"] in found
    _, out, _ = ask("mediators", "--json")
    pairs = {tuple(row[c]["value"].rpartition("/")[2] for c in ("mediator", "one", "other")) for row in bindings(out)}
    assert {("pakistan", "iran", "taliban"), ("russia", "armenia", "azerbaijan")} <= pairs
    _, out, _ = ask("denied", "Turkey", "relation=arms", "--json")
    (row,) = bindings(out)
    assert [row[c]["value"].rpartition("/")[2] for c in ("subject", "object", "by")] == [
        "turkey",
        "azerbaijan",
        "turkey",
    ]
    _, out, _ = ask("evidence", "Turkey", "arms", "Azerbaijan", "--json")
    assert [row["sentence"]["value"] for row in bindings(out)] == ["Turkey denies sending drones to Azerbaijan"]


def bindings(out: str) -> list[dict[str, dict[str, str]]]:
    found: list[dict[str, dict[str, str]]] = json.loads(out)["results"]["bindings"]
    return found


def test_arguments_stand_in_order_or_by_name_and_actors_by_any_name(ask: Ask) -> None:
    answers = {
        ask("evidence", "Iran", "courts", "the Taliban")[1],
        ask("evidence", "object=taliban", "Islamic Republic of Iran", "courts")[1],
        ask("evidence", "courts", "subject=actor:iran", "object=actor:taliban")[1],
        ask("evidence", "Iran", "rel:courts", "taliban")[1],
    }
    assert len(answers) == 1
    assert "rel:courts" in answers.pop()


def test_a_family_as_a_table_shows_it_is_understood(ask: Ask) -> None:
    assert ask("top-actors", ":coercion, rel:releases")[1] == ask("top-actors", "coercion,releases")[1] != ""


def test_a_word_without_a_condition_is_any(ask: Ask) -> None:
    assert ask("triads", "any", "any", "Boko Haram")[1] == ask("triads", "against=Boko Haram")[1]


def test_the_sparql_is_shown_with_its_terms_bound_and_runs_anywhere(ask: Ask) -> None:
    code, out, err = ask("relations", "the Taliban", "relation=courts", "from=2031-09", "limit=7", "--show")
    assert (code, err) == (0, "")
    assert "VALUES ?actor { actor:taliban }" in out
    assert "VALUES ?relation { rel:courts }" in out
    assert 'VALUES ?from { "2031-09"^^xsd:gYearMonth }' in out
    assert out.endswith("LIMIT 7\n")
    Engine().query(out)


def test_shown_sparql_cannot_steer_the_terminal(ask: Ask) -> None:
    _, out, _ = ask("one-outlet", 'outlet=\x1b[2J\u202e" }', "--show")
    assert 'VALUES ?outlet { "\\u001B[2J\\u202E\\" }" }' in out
    Engine().query(out)


def test_the_list_names_every_question_and_what_it_takes(ask: Ask) -> None:
    code, out, _ = ask("--list")
    assert code == 0
    assert all(f"\n{name} " in f"\n{out}" for name in named_queries())
    assert "relations ACTOR [relation=any] [from=any] [to=any] [limit=100]" in out
    _, out, _ = ask("--list", "relations")
    assert "  actor     actor     whose relations" in out
    assert "example: detente ask relations" in out


@pytest.mark.parametrize(("form", "begins"), [("table", "actor "), ("csv", "actor,claims"), ("json", '{\n "head": ')])
def test_answers_come_as_table_csv_and_json(ask: Ask, form: str, begins: str) -> None:
    code, out, _ = ask("top-actors", "-f", form)
    assert code == 0
    assert out.startswith(begins)


def test_a_full_answer_says_that_there_may_be_more(ask: Ask) -> None:
    _, out, err = ask("top-actors", "limit=3")
    assert len(out.splitlines()) == 5
    assert err == "note: these are the first 3 rows, there may be more; limit=any gives all\n"
    assert ask("top-actors", "limit=any")[2] == ""


def test_an_empty_answer_says_so(ask: Ask) -> None:
    code, out, err = ask("evidence", "Iran", "funds", "Taliban")
    assert (code, err) == (0, "nothing found\n")
    assert len(out.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "detente ask --list shows"),
        (["nope"], 2, "no query named 'nope'; there are: allies-of-allies"),
        (["relations"], 2, "relations: actor is missing"),
        (["relations", "Atlantis"], 2, "no actor named 'Atlantis'"),
        (["relations", "Irann"], 2, "do you mean Iran?"),
        (["relations", "Iran", "form=2031"], 2, "no parameter of relations named 'form'; there are: actor"),
        (["relations", "Iran", "actor=Oman"], 2, "relation or family named 'Iran'"),
        (["relations", "actor=Iran", "actor=Oman"], 2, "actor is given twice"),
        (["relations", "Iran", "from=soon"], 2, "'soon' is no date"),
        (["relations", "Iran", "limit=-1"], 2, "'-1' is no number of rows"),
        (["relations", "Iran", "courts", "2031", "2032", "5", "6"], 2, "what is '6'? It takes actor, relation, from"),
        (["relations", "Iran\x1b[2J\nx"], 2, "Iran"),
        (["relations", "Iran", "--store", "/nonexistent-store"], 4, "no store here"),
        (["one-outlet", "x" * 100_001], 6, "make it shorter"),
        (["top-actors", "-f", "pdf"], 2, "pdf"),
    ],
)
def test_every_failure_is_one_line_with_its_exit_code(ask: Ask, arguments: list[str], code: int, said: str) -> None:
    got, out, err = ask(*arguments)
    assert (got, out) == (code, ""), err
    assert said in err
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_an_answer_is_drawn_with_all_that_its_rows_count(ask: Ask, tmp_path: Path) -> None:
    page = tmp_path / "answer.html"
    code, out, err = ask("triads", "against=Boko Haram", "-f", "csv", "--map", str(page))
    assert code == 0
    assert out.startswith("supporter,")
    assert err.endswith(f"{page}: 4 claims of 1 article\n")
    text = page.read_text("utf-8")
    assert "Triads: against=Boko Haram" in text
    assert "other=1" in text
    for name, begins in (("a.svg", b"<svg"), ("a.png", b"\x89PNG")):
        assert ask("denied", "--map", str(tmp_path / name))[0] == 0
        assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_same_answer_is_the_same_map(ask: Ask, tmp_path: Path) -> None:
    pages = [tmp_path / name for name in ("a.html", "b.html")]
    for page in pages:
        assert ask("mediators", "--map", str(page))[0] == 0
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_an_answer_that_cannot_be_drawn_says_so_and_stands(ask: Ask, tmp_path: Path) -> None:
    code, _, err = ask("evidence", "Iran", "funds", "Taliban", "--map", str(tmp_path / "a.html"))
    assert (code, err) == (0, "nothing found\n")
    code, out, err = ask("top-actors", "limit=1", "--map", str(tmp_path / "a.html"))
    assert code == 2
    assert len(out.splitlines()) == 3
    assert "no claims link the actors of these rows" in err
    assert not (tmp_path / "a.html").exists()
    code, _, err = ask("denied", "--map", str(tmp_path / "none" / "a.html"))
    assert code == 2
    assert err.count("\n") == 1
