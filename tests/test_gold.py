"""Extraction scores on the development gold: gates that may only rise (tests/gates.json).

A third of dev.jsonl, the documents whose ids' SHA-256 digests sort first, is left out when frames are written; its
scores are printed beside the rest's. Mentions were read on all of it, so for them it is no held-out set.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from exports.jsonl import reading_json
from graph.pipeline import Setting, make_extractor
from graph.reading import read_path
from tests.shared import ROOT, SHARED, needs_shared

pytestmark = [needs_shared, pytest.mark.shared]
GATES: dict[str, dict[str, float]] = json.loads((ROOT / "tests" / "gates.json").read_text(encoding="utf-8"))


@cache
def predicted(name: str) -> tuple[str, ...]:
    extractor = make_extractor(Setting())
    articles = read_path(SHARED / "gold" / name)
    return tuple(json.dumps(reading_json(extractor.read(a), extractor.registry)) for a in articles)


def score(tool: str, gold: Path, rows: tuple[str, ...], folder: Path) -> dict[str, Any]:
    answers = folder / "predicted.jsonl"
    answers.write_text("\n".join(rows), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(SHARED / "tools" / tool), str(gold), str(answers), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    out: dict[str, Any] = json.loads(done.stdout)
    return out


def flat(scores: dict[str, Any]) -> dict[str, float]:
    out: dict[str, float] = {}
    for key, value in scores.items():
        if isinstance(value, dict):
            out |= {f"{key} {k}": float(v) for k, v in value.items()}
        else:
            out[key] = float(value)
    return out


def held_aside() -> set[str]:
    ids = [json.loads(line)["id"] for line in (SHARED / "gold" / "dev.jsonl").read_text().splitlines() if line.strip()]
    return set(sorted(ids, key=lambda i: hashlib.sha256(i.encode()).hexdigest())[: len(ids) // 3])


@pytest.mark.parametrize(
    ("name", "tool"),
    [
        ("seed.jsonl", "score_claims.py"),
        ("dev.jsonl", "score_claims.py"),
        ("plover_gsr.jsonl", "score_events.py"),
        ("re3d_dev.jsonl", "score_events.py"),
    ],
)
def test_scores_do_not_fall(name: str, tool: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores = flat(score(tool, SHARED / "gold" / name, predicted(name), tmp_path))
    with capsys.disabled():
        print(f"\n{name}: " + ", ".join(f"{k} {v:.3f}" for k, v in scores.items()))  # noqa: T201 - the figures of a run
    for key, gate in GATES[name].items():
        if key.startswith("at most "):
            assert scores[key.removeprefix("at most ")] <= gate, key
        else:
            assert scores[key] >= gate, key


def test_documents_held_aside_score_like_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    aside = held_aside()
    lines = (SHARED / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    with capsys.disabled():
        for label, keep in (("held aside", True), ("the rest", False)):
            part = tmp_path / f"{keep}.jsonl"
            part.write_text("\n".join(r for r in lines if (json.loads(r)["id"] in aside) is keep), encoding="utf-8")
            scores = flat(score("score_claims.py", part, predicted("dev.jsonl"), tmp_path))
            print(f"\ndev.jsonl, {label}: pair F1 {scores['pair f1']:.3f}, relation F1 {scores['relation f1']:.3f}")  # noqa: T201
            assert scores["counts predicted"] > 0
