"""The command line as people use it: what it prints, where, and how it ends."""

from __future__ import annotations

import io
import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
from commands.common import INTERRUPTED
from graph.reading import samples_folder
from graph.store import Store

ARTICLES = samples_folder() / "articles"
DENIAL = ARTICLES / "wire-drone-denial.txt"
HELP_CPU = 0.25
"""Seconds of CPU that --help may take."""
Answer = tuple[int, str, str]
Ask = Callable[..., Answer]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    def asked(*arguments: str | Path) -> Answer:
        code = cli.run([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return asked


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "store"
    assert cli.run(["add", "--store", str(path), "--processes", "1", str(ARTICLES)]) == 0
    return path


def by_itself(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, cwd=Path(cli.__file__).parent, **options)  # type: ignore[call-overload, no-any-return]


def test_help_is_quick_and_names_every_command() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = by_itself("--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert done.returncode == 0
    assert all(f"  {name} ".encode() in done.stdout for name in cli.cli.commands)
    assert spent < HELP_CPU


def test_every_command_explains_itself(ask: Ask) -> None:
    for name in cli.cli.commands:
        code, out, _ = ask(name, "--help")
        assert code == 0
        assert out.startswith(f"Usage: detente {name}")


def test_extract_prints_what_is_said_and_what_is_denied(ask: Ask) -> None:
    code, out, err = ask("extract", DENIAL)
    assert (code, err) == (0, "")
    assert "[NOT] Turkey arms Azerbaijan, according to Turkey" in out


def test_extract_answers_in_the_scorers_format(ask: Ask, tmp_path: Path) -> None:
    text = "Iran attacked Israel."
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"id": "one", "text": text, "date": "2021-07-08"}) + "\n")
    _, out, _ = ask("extract", "--jsonl", rows)
    answer = json.loads(out)
    claim = answer["claims"][0]
    assert answer["id"] == "one"
    assert (claim["source"], claim["relation"], claim["target"]) == ("Iran", "attacks", "Israel")
    start, end = claim["target_span"]
    assert text[start:end] == claim["target_text"] == "Israel"
    assert "State of Israel" in claim["target_names"]


def test_standard_input_is_read(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Iran attacked Israel.")))
    code, out, _ = ask("extract", "-")
    assert code == 0
    assert "Iran attacks Israel" in out


def test_adding_again_stores_nothing_new(ask: Ask, stored: Path) -> None:
    with Store.open(stored) as store:
        before = store.nquads()
    code, _, err = ask("add", "--store", stored, "--processes", "1", ARTICLES)
    assert code == 0
    assert "6 articles stood there already" in err
    with Store.open(stored) as store:
        assert store.nquads() == before


def test_processes_change_nothing_but_the_time(tmp_path: Path) -> None:
    rows = tmp_path / "many.jsonl"
    texts = [f"Iran attacked Israel on {day} May. Russia said that Israel had attacked Syria." for day in range(1, 31)]
    rows.write_text("".join(json.dumps({"text": t, "date": "2021-05-31"}) + "\n" for t in texts))
    one, two = (by_itself("extract", "--jsonl", "--processes", n, rows).stdout for n in ("1", "2"))
    assert one == two
    assert one.count(b'"attacks"') == 2 * len(texts)


def test_claims_and_actors_can_be_had_as_json(ask: Ask, stored: Path) -> None:
    _, out, _ = ask("claims", "--store", stored, "--json", "--relation", "fears")
    assert {row["relation"] for row in json.loads(out)} == {"fears"}
    _, out, _ = ask("show", "--store", stored, "--json", "ISIS")
    shown = json.loads(out)
    assert shown["id"] == "islamic-state"
    assert all("Islamic State" in {row["source"], row["target"]} for row in shown["claims"])


def test_show_groups_claims_by_kind(ask: Ask, stored: Path) -> None:
    code, out, _ = ask("show", "--store", stored, "the Taliban")
    assert code == 0
    assert out.startswith("Taliban: ")
    assert "Iran courts Taliban" in out


@pytest.mark.parametrize(("form", "begins"), [("table", "ab--"), ("csv", "a,b"), ("json", '{"head"')])
def test_query_answers_as_table_csv_and_json(ask: Ask, stored: Path, form: str, begins: str) -> None:
    code, out, _ = ask("query", "--store", stored, "-f", form, "SELECT ?a ?b { ?a rel:courts ?b }")
    assert code == 0
    assert "".join(out.split()).lstrip("\ufeff").startswith(begins)
    assert "iran" in out


def test_map_and_exports_are_written_whole_and_the_same_each_time(ask: Ask, stored: Path, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    assert ask("map", "--store", stored, "-o", page, "--title", "<b>Who & whom")[0] == 0
    first = page.read_bytes()
    assert b"<title>&lt;b&gt;Who &amp; whom" in first
    assert ask("map", "--store", stored, "-o", page, "--title", "<b>Who & whom")[0] == 0
    assert page.read_bytes() == first
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]
    for form in ("turtle", "trig", "nquads", "jsonld", "csv"):
        once, again = ask("export", "--store", stored, "-f", form), ask("export", "--store", stored, "-f", form)
        assert once[0] == 0
        assert once == again
        assert "fears" in once[1]


def test_a_batch_goes_on_and_reports_at_the_end(ask: Ask, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "Iran attacked Israel."}\nnonsense\n{"text": "Israel attacked Syria."}\n')
    code, out, err = ask("extract", rows)
    assert code == 1
    assert "Iran attacks Israel" in out
    assert "Israel attacks Syria" in out
    assert "rows.jsonl:2: " in err
    assert "1 of 3 could not be read" in err


def bad_actors(folder: Path) -> Path:
    folder.mkdir()
    (folder / "actors.csv").write_text(
        "id,label,type,country,parent,iso3166,active_from,active_to,wikidata,ucdp,source\nx,X,Ghost,,,,,,,,\n"
    )
    return folder


def test_every_failure_is_one_line_with_its_exit_code(ask: Ask, stored: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    cases: list[tuple[int, list[str | Path], str]] = [
        (2, ["extract", nothing], "there is no such file"),
        (2, ["extract", "--date", "yesterday", DENIAL], "'yesterday'"),
        (2, ["no-such-command"], "no-such-command"),
        (2, ["claims", "--store", stored, "--relation", "hates"], "no relation named 'hates'"),
        (2, ["claims", "--store", stored, "--actor", "Atlantis"], "Atlantis"),
        (2, ["export", "--store", stored, "-f", "pdf"], "no format named 'pdf'"),
        (2, ["map", "--store", stored, "-o", tmp_path / "no" / "folder" / "map.html"], "map.html"),
        (3, ["extract", "--actors", bad_actors(tmp_path / "bad"), DENIAL], "actors.csv:2: "),
        (4, ["claims", "--store", nothing], "nothing"),
        (6, ["query", "--store", stored, "SELECT nonsense"], ""),
        (6, ["query", "--store", stored, "DELETE WHERE { ?a ?b ?c }"], ""),
        (7, ["query", "--store", stored, "--time-limit", "1", endless], ""),
        (8, ["extract", "--parser", "en_no_such_model", DENIAL], "en_no_such_model"),
    ]
    for code, arguments, said in cases:
        got, _, err = ask(*arguments)
        assert got == code, (arguments, err)
        assert said in err
        assert err.count("\n") == 1, err
        assert "Traceback" not in err


def test_a_store_that_is_written_to_is_left_alone(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "store"
    with Store.open(path, write=True):
        code, _, err = ask("add", "--store", path, "--processes", "1", DENIAL)
    assert code == 5
    assert err.count("\n") == 1


def test_names_and_words_cannot_steer_the_terminal(ask: Ask, tmp_path: Path) -> None:
    evil = tmp_path / "a\x1b[2Jb.txt"
    _, _, err = ask("extract", evil)
    assert "\x1b" not in err
    evil.write_text("Iran \x1b[31mattacked\u202e Israel. Iran attacked Israel.")
    _, out, _ = ask("extract", evil)
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_reader_that_has_seen_enough_ends_it_quietly(stored: Path) -> None:
    command = f"{sys.executable} -m cli claims --store {stored} | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr.count(b"\n") <= 1


def test_an_interrupted_add_goes_on_where_it_stopped(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    sentences = "Iran attacked Israel. Russia accused Turkey of arming Azerbaijan. India praised Japan. " * 12
    rows.write_text("".join(json.dumps({"text": f"Day {n}. {sentences}", "date": "2021"}) + "\n" for n in range(120)))
    broken, whole = tmp_path / "broken", tmp_path / "whole"
    add = [sys.executable, "-m", "cli", "add", "--processes", "1", str(rows), "--store"]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's "&" has it ignored, also in children
    with subprocess.Popen([*add, str(broken)], stderr=subprocess.PIPE, cwd=Path(cli.__file__).parent) as running:
        signal.signal(signal.SIGINT, before)
        end = time.monotonic() + 60
        while not any((broken / "readings").glob("**/*")) and time.monotonic() < end:
            time.sleep(0.02)  # until the first batch is stored
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == INTERRUPTED, err
    assert b"the same command goes on from here" in err
    with Store.open(broken) as store:
        assert store.counts().articles < 120
    for path in (broken, whole):
        assert by_itself("add", "--processes", "1", rows, "--store", path).returncode == 0
    with Store.open(broken) as one, Store.open(whole) as other:
        assert one.counts().articles == 120
        assert one.nquads() == other.nquads()


def test_the_demo_writes_a_store_and_a_map(ask: Ask, tmp_path: Path) -> None:
    code, out, _ = ask("demo", tmp_path / "demo")
    assert code == 0
    assert "read 6 sample articles" in out
    assert (tmp_path / "demo" / "map.html").stat().st_size > 100_000


def test_explain_tells_why_and_what_was_wanting(ask: Ask, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(
        "Iranian officials believe that the Taliban can contain the Islamic State. Iran has few friends. "
        "The Zimbala Liberation Front met nobody.\n",
        encoding="utf-8",
    )
    code, out, _ = ask("extract", "--explain", "--date", "2021", article)
    assert code == 0
    assert "  names Iran: 'Iranian officials' (organ, role noun 'officials')" in out
    assert "  claims [possible] Taliban contains Islamic State, according to Iran" in out
    assert "    by violence.csv:" in out
    assert "    modality: 'can'" in out
    assert "    speaker: according to Iran (believes)" in out
    assert "frames, none has its other words here" in out
    assert "names Zimbala Liberation Front" in out
    assert "(diplomacy.csv" in out
