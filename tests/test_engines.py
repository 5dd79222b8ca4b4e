"""`--engine llm` and `--engine both`, as people use them, against an endpoint on this machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
from commands import engines
from tests.llm.server import Asked, Said, claims, error, proposed, serving

TEXT = "Iran attacked Israel. Russia met Belarus. Nothing else happened."
Ask = Callable[..., tuple[int, str, str]]


def answer(asked: Asked) -> Said:
    """Answer well, and make up one claim that the article does not bear out."""
    said = [
        proposed("Iran attacked Israel.", "Iran", "attacks", "Israel"),
        proposed("Russia met Belarus.", "Russia", "cooperatesWith", "Belarus"),
        proposed("Iran armed Hamas.", "Iran", "arms", "Hamas"),
    ]
    return claims(*said) if "Iran attacked" in asked.text else claims()


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    for name in ("URL", "MODEL", "KEY", "PRICE_IN", "PRICE_OUT"):
        monkeypatch.delenv(f"DETENTE_LLM_{name}", raising=False)
    monkeypatch.setenv("DETENTE_LLM_MODEL", "tiny")
    monkeypatch.setattr(engines, "cache_folder", lambda: tmp_path / "answers")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    def asked(*arguments: str | Path) -> tuple[int, str, str]:
        code = cli.run([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return asked


def claimed(out: str) -> set[tuple[str, str, str]]:
    return {(c["source"], c["relation"], c["target"]) for c in json.loads(out)["claims"]}


def test_without_an_endpoint_nothing_is_read(ask: Ask, tmp_path: Path) -> None:
    code, out, err = ask("extract", "--engine", "llm", tmp_path / "a.txt")
    assert (code, out) == (2, "")
    assert err.startswith("detente: DETENTE_LLM_URL: not set; name an OpenAI-compatible endpoint")


def test_the_model_reads_and_what_it_made_up_is_told(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answer) as server:
        monkeypatch.setenv("DETENTE_LLM_URL", server.url)
        code, out, err = ask("extract", "--engine", "llm", "--jsonl", tmp_path / "a.txt")
        assert code == 0
        assert claimed(out) == {("Iran", "attacks", "Israel"), ("Belarus", "cooperatesWith", "Russia")}
        assert "estimate: 1 articles of 64 characters: 1 requests to send" in err
        assert "model: 1 request with 120 tokens, 0 answers from an earlier run" in err
        assert "model: 1 proposed claim dropped: 1 quote not in the article" in err
        again = ask("extract", "--engine", "llm", "--jsonl", tmp_path / "a.txt")
        assert again[:2] == (code, out)
        assert "0 requests to send, 1 answers kept" in again[2]
        assert len(server.asked) == 1


def test_what_both_engines_found_is_surer(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_rules = json.loads(ask("extract", "--jsonl", tmp_path / "a.txt")[1])["claims"]
    with serving(answer) as server:
        monkeypatch.setenv("DETENTE_LLM_URL", server.url)
        found = json.loads(ask("extract", "--engine", "both", "--jsonl", tmp_path / "a.txt")[1])["claims"]
    sure = {c["relation"]: c["confidence"] for c in by_rules}
    joint = {c["relation"]: c["confidence"] for c in found}
    assert joint["attacks"] > sure["attacks"]
    assert set(joint) == {*sure, "cooperatesWith"}


def test_an_estimate_sends_nothing(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answer) as server:
        monkeypatch.setenv("DETENTE_LLM_URL", server.url)
        monkeypatch.setenv("DETENTE_LLM_PRICE_IN", "1000")
        monkeypatch.setenv("DETENTE_LLM_PRICE_OUT", "2000")
        code, out, err = ask("add", "--engine", "both", "--estimate", "--store", tmp_path / "s", tmp_path / "a.txt")
        assert (code, out, server.asked) == (0, "", [])
    assert "up to about" in err
    assert not (tmp_path / "s" / "quads").exists()


def test_an_estimate_of_the_rules_is_refused(ask: Ask, tmp_path: Path) -> None:
    code, _, err = ask("extract", "--estimate", tmp_path / "a.txt")
    assert code == 2
    assert "--estimate: the rules send nothing" in err


def test_much_is_not_sent_by_accident(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "LARGE", 0)
    with serving(answer) as server:
        monkeypatch.setenv("DETENTE_LLM_URL", server.url)
        code, _, err = ask("extract", "--engine", "llm", tmp_path / "a.txt")
        assert (code, server.asked) == (2, [])
        assert "1 requests: more than 0; say --yes to send them" in err
        assert ask("extract", "--engine", "llm", "--yes", tmp_path / "a.txt")[0] == 0


def test_claims_of_the_model_are_stored_and_known_the_next_time(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.txt").write_text("Chad thanked Niger.", encoding="utf-8")
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for engine in ("llm", "both"):
        store = tmp_path / engine
        with serving(answer) as server:
            monkeypatch.setenv("DETENTE_LLM_URL", server.url)
            code, _, err = ask("add", "--engine", engine, "--store", store, *files)
            assert code == 0
            assert "stored 2 articles" in err
            code, _, err = ask("add", "--engine", engine, "--store", store, *files)
            assert code == 0
            assert "2 articles stood there already" in err
        assert "Belarus cooperates with Russia" in ask("claims", "--store", store)[1]


def test_a_batch_goes_on_where_the_model_gave_no_answer(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.txt").write_text("Chad thanked Niger.", encoding="utf-8")

    def one_fails(asked: Asked) -> Said:
        return error(400, "no") if "Chad" in asked.text else answer(asked)

    for engine in ("llm", "both"):
        with serving(one_fails) as server:
            monkeypatch.setenv("DETENTE_LLM_URL", server.url)
            code, out, err = ask("extract", "--engine", engine, tmp_path / "b.txt", tmp_path / "a.txt")
        assert code in {1, 2}, err
        assert code == 2 or "Iran attacks Israel" in out


def test_why_is_told_of_the_rules_only(ask: Ask, tmp_path: Path) -> None:
    code, _, err = ask("extract", "--explain", "--engine", "llm", tmp_path / "a.txt")
    assert code == 2
    assert "--explain: tells of the rules only" in err
