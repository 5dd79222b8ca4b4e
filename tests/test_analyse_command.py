"""`detente path`, `central`, `balance` and the other analyses, as people ask them: every figure leads to sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import cli
from graph.reading import samples_folder
from graph.store import Store
from tests.shared import SHARED, needs_shared

Ask = Callable[..., tuple[int, str, str]]

COMMANDS: dict[str, list[str]] = {
    "path": ["path", "Iran", "the Taliban"],
    "central": ["central", "--limit", "3"],
    "groups": ["groups"],
    "balance": ["balance", "Iran"],
    "balance of all": ["balance"],
    "triads": ["triads"],
    "timeline": ["timeline", "Iran", "Taliban"],
    "changes": ["changes", "--from", "..2031-09-13", "--to", "2031-09-14..", "--limit", "500"],
    "contradictions": ["contradictions"],
    "says": ["says", "Iran"],
    "compare": ["compare", "courier", "Sample Herald (invented)", "--limit", "500"],
}
_ID = re.compile(r"\b[0-9a-f]{8}\b")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("analyse") / "store"
    assert cli.run(["add", "--store", str(path), "--processes", "1", str(samples_folder() / "articles")]) == 0
    return path


@pytest.fixture
def ask(stored: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv("DETENTE_STORE", str(stored))
    capsys.readouterr()

    def asked(*arguments: str | Path) -> tuple[int, str, str]:
        code = cli.run([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return asked


def named(value: Any, ids: frozenset[str]) -> Iterator[str]:
    """Yield the ids of claims anywhere in a JSON value."""
    if isinstance(value, str) and value in ids:
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from named(part, ids)


def claim_ids(path: Path) -> frozenset[str]:
    with Store.open(path) as store:
        return frozenset(claim.id for claim in store.collection().claims)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_figure_names_claims_whose_sentences_can_be_had(ask: Ask, stored: Path, name: str) -> None:
    code, out, err = ask(*COMMANDS[name])
    assert code == 0, err
    shown = sorted(set(_ID.findall(out)))
    assert shown
    ids = claim_ids(stored)
    assert all(sum(id_.startswith(start) for id_ in ids) == 1 for start in shown)
    code, out, err = ask("evidence", *shown)
    assert (code, err) == (0, "")
    assert set(shown) <= set(_ID.findall(out))
    assert out.count("“") >= 1


@pytest.mark.parametrize("name", COMMANDS)
def test_with_evidence_the_sentences_of_all_claims_of_an_answer_are_printed(ask: Ask, stored: Path, name: str) -> None:
    code, out, _ = ask(*COMMANDS[name], "--evidence", "--json")
    answer = json.loads(out)
    ids = claim_ids(stored)
    behind = set(named(answer["answer"], ids))
    assert code == 0
    assert behind == set(answer["claims"])
    _, out, _ = ask(*COMMANDS[name], "--evidence")
    flat = " ".join(out.split())
    assert behind <= {id_ for id_ in ids if f" {id_[:8]} " in flat or flat.startswith(id_[:8])}
    assert all(" ".join(row["sentence"].split()) in flat for row in answer["claims"].values())


@pytest.mark.parametrize("name", COMMANDS)
def test_answers_are_the_same_each_time(ask: Ask, name: str) -> None:
    assert ask(*COMMANDS[name]) == ask(*COMMANDS[name])
    assert ask(*COMMANDS[name], "--json") == ask(*COMMANDS[name], "--json")


def test_a_path_is_shown_step_by_step_and_a_common_enemy_over_others(ask: Ask) -> None:
    _, out, err = ask("path", "Iran", "taliban")
    assert "  Iran + Taliban  friendly, net " in out
    assert "against it, on 4 claims" in out
    assert "Iran - Islamic State - Taliban  (2 steps, by their signs friendly, " in out
    assert "negated or not actual and left out; --everything counts them" in err


def test_everything_counts_what_is_merely_possible_and_marks_it(ask: Ask) -> None:
    _, plain, _ = ask("path", "Islamic State", "Taliban")
    _, out, err = ask("path", "Islamic State", "Taliban", "--everything")
    told = "[possible] Taliban contains Islamic State, according to Iran"
    assert (told in " ".join(plain.split()), told in " ".join(out.split()), err) == (False, True, "")


def test_the_middle_is_ordered_as_asked(ask: Ask) -> None:
    _, out, _ = ask("central", "--limit", "2", "--by", "claims")
    assert [line.split()[0] for line in out.splitlines()] == ["actor", "Iran", "Taliban"]


def test_balance_tells_balanced_from_tense_and_what_would_settle_it(ask: Ask) -> None:
    _, out, _ = ask("balance", "Iran")
    balanced, tense = out.split("\nTense\n")
    assert "Iran, Islamic State, Taliban  +-- two friends and their enemy, on " in balanced
    assert "India, Iran, Pakistan  ++- a friend of two enemies, on 3 claims" in tense
    assert "settled if India and Iran stood the other way, which would take 1 claim [" in tense


def test_supporters_can_be_asked_for_by_any_of_the_three(ask: Ask) -> None:
    _, out, _ = ask("triads", "--target", "Boko Haram", "--supporter", "USA")
    assert out.startswith("United States supports Nigeria against Boko Haram  (74% sure, on 2 claims [")
    _, out, _ = ask("triads", "--armed-groups", "--json")
    assert {row["group"] for row in json.loads(out)["answer"]} == {"taliban", "tehrik-i-taliban-pakistan"}


def test_contradictions_show_the_sentences_of_both_sides(ask: Ask) -> None:
    _, out, _ = ask("contradictions", "--actor", "Taliban", "--kind", "denial", "--evidence")
    assert out.startswith("1. said and denied, ")
    assert "“The Iranian foreign ministry insisted that Iran and the Taliban had reached an agreement.”" in out
    assert "“We have not agreed with Iran on a single drop,” he said." in out


def test_what_a_speaker_says_stands_beside_what_others_say_against_it(ask: Ask) -> None:
    _, out, _ = ask("says", "Iran")
    assert "2031-09-13  Iran agrees with Taliban, according to Iran, on 1 claim [" in out
    assert "    against it: [NOT] Iran agrees with Taliban, according to Taliban, on 1 claim [" in out


def test_periods_are_dates_or_stretches_of_them(ask: Ask) -> None:
    code, out, err = ask("changes", "--from", "2031-09", "--to", "2031-10..2031-11", "--actor", "Belarus")
    assert code == 0, err
    assert out.startswith("2031-09 to 2031-09 (")
    assert "Lithuania expels Belarus, on 2 claims [" in out
    assert "Iran" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["path", "Norway", "Iran"], "no path leads from Norway to Iran; --everything may find one"),
        (["central", "--from", "2040"], "no claims to count here; try --everything"),
        (["groups", "--from", "2040"], "no claims to count here"),
        (["balance", "Hungary"], "no three actors around Hungary"),
        (["triads", "--supporter", "Turkey"], "nobody supports one side"),
        (["timeline", "Iran", "Chad"], "nothing is claimed between Iran and Chad; try --everything or `detente path`"),
        (["changes", "--from", "2001", "--to", "2002"], "nothing changed: 0 claims of 2001 to 2001"),
        (["contradictions", "--actor", "Hungary"], "no contradictions within 7 days; try more --days"),
        (["says", "Hungary"], "nothing is put down to Hungary; try --everything"),
    ],
)
def test_an_empty_answer_says_so_and_what_to_try(ask: Ask, arguments: list[str], said: str) -> None:
    code, out, err = ask(*arguments)
    assert (code, out) == (0, "")
    assert said in err
    code, out, _ = ask(*arguments, "--json")
    assert code == 0
    assert json.loads(out)["actors"] is not None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["path", "Iran", "Atlantis"], "no actor named 'Atlantis'"),
        (["path", "Iran", "Iran"], "both ends are 'iran'"),
        (["balance", "Talibam"], "do you mean Taliban?"),
        (["triads", "--group", "Atlantis"], "no actor named 'Atlantis'"),
        (["timeline", "Atlantis", "Iran"], "no actor named 'Atlantis'"),
        (["says", "Atlantis"], "no actor named 'Atlantis'"),
        (["contradictions", "--actor", "Atlantis"], "no actor named 'Atlantis'"),
        (["contradictions", "--kind", "lie"], "'lie'"),
        (["compare", "Sample Wire (invented)", "The Moon"], "no publisher named 'The Moon'; there are: Sample Courier"),
        (["compare", "wire", "wire"], "both publishers are"),
        (["changes", "--from", "..", "--to", "2031"], "--from '..' is all time"),
        (["changes", "--from", "May", "--to", "2031"], "date 'May': want YYYY"),
        (["changes", "--from", "2031", "--to", "2030"], "must start after"),
        (["central", "--from", "May"], "date 'May': want YYYY"),
        (["evidence", "nonsense"], "no claim with the id 'nonsense'"),
        (["evidence", ""], "no claim with the id ''"),
        (["path", "Iran"], "Missing argument"),
    ],
)
def test_a_wrong_argument_is_one_line_and_ends_with_two(ask: Ask, arguments: list[str], said: str) -> None:
    code, out, err = ask(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_hostile_articles_cannot_steer_the_terminal(ask: Ask, tmp_path: Path) -> None:
    evil = "\x1b[31m\u202e\x07"
    rows = tmp_path / "evil.jsonl"
    texts = [
        f"Iran attacked Israel {evil} today. Iran {evil} attacked Israel.",
        f"Israel said that Iran had attacked Israel {evil} again. Iran denied that it had attacked Israel {evil}.",
    ]
    rows.write_text(
        "".join(
            json.dumps({"text": text, "title": f"War {evil}", "publisher": f"{name}{evil}", "date": "2031-01-02"})
            + "\n"
            for text, name in zip(texts, ("One", "Two"), strict=True)
        )
    )
    store = tmp_path / "store"
    assert ask("add", "--store", store, "--processes", "1", rows)[0] == 0
    told = [
        ask("path", "Iran", "Israel", "--evidence", "--store", store),
        ask("timeline", "Iran", "Israel", "--evidence", "--store", store),
        ask("contradictions", "--store", store),
        ask("says", "Iran", "--evidence", "--store", store),
        ask("compare", "one", "two", "--evidence", "--store", store),
        ask("central", "--store", store),
        ask("path", f"Iran{evil}", "Israel", "--store", store),
        ask("compare", f"x{evil}", "two", "--store", store),
    ]
    assert all(code in {0, 2} for code, _, _ in told)
    assert "Iran attacks Israel" in told[0][1]
    text = "".join(out + err for _, out, err in told)
    assert not [c for c in "\x1b\u202e\x07" if c in text]


@needs_shared
@pytest.mark.shared
def test_the_questions_of_the_seed_are_answered(ask: Ask, tmp_path: Path) -> None:
    store = tmp_path / "seed"
    article = SHARED / "seed" / "article.txt"
    assert ask("add", "--store", store, "--processes", "1", "--date", "2021-07-08", article)[0] == 0
    _, why, _ = ask("path", "Iran", "Taliban", "--everything", "--evidence", "--store", store)
    assert "Iran courts Taliban" in why
    assert "Iran - Islamic State - Taliban  (2 steps, by their signs friendly, " in why
    assert "one of the main reasons behind Iran cozying up with the Taliban" in " ".join(why.split())
    _, out, _ = ask("balance", "Iran", "--everything", "--store", store)
    balanced, tense = out.split("\nTense\n")
    assert "Iran, Islamic State, Taliban  +-- " in balanced
    assert "Afghan government, Iran, Taliban  ++- " in tense
    assert "Iran mediates between them" in tense
    _, said, _ = ask("says", "Iran", "--store", store)
    assert "Islamic State is hostile to Iran, according to Iran" in said
    assert "courts" not in said
    _, denied, _ = ask("says", "Iran", "--everything", "--store", store)
    assert "[NOT, possible] Afghan government has a ceasefire with Taliban, according to Iran" in denied
