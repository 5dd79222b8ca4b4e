"""The sample articles, held against the claims that a careful reader finds in them (samples/expected.jsonl)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from exports.jsonl import reading_json
from graph.ontology import load_ontology
from graph.pipeline import Setting, make_extractor
from graph.reading import samples, samples_folder
from tests.shared import ROOT

GATES: dict[str, float] = json.loads((ROOT / "tests" / "gates.json").read_text(encoding="utf-8"))["samples"]
Row = dict[str, Any]


@cache
def expected() -> dict[str, list[Row]]:
    lines = (samples_folder() / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["text"]: row["claims"] for row in map(json.loads, lines)}


@cache
def found() -> dict[str, list[Row]]:
    extractor = make_extractor(Setting())
    readings = [extractor.read(article) for article in samples()]
    return {r.article.text: reading_json(r, extractor.registry)["claims"] for r in readings}  # type: ignore[misc]


def agree(gold: Row, claim: Row) -> bool:
    relations = {gold["relation"], *gold["relation_accept"]}
    ends = [{gold[end], *gold[f"{end}_accept"]} for end in ("source", "target")]
    straight = claim["source"] in ends[0] and claim["target"] in ends[1]
    symmetric = load_ontology().relation(claim["relation"]).symmetric
    crossed = symmetric and claim["source"] in ends[1] and claim["target"] in ends[0]
    return claim["relation"] in relations and gold["polarity"] == claim["polarity"] and (straight or crossed)


def test_every_sample_has_its_expected_claims() -> None:
    assert set(found()) == set(expected())


def test_claims_of_the_samples_are_right_and_found(capsys: pytest.CaptureFixture[str]) -> None:
    right = made = core = hit = 0
    for text, golds in expected().items():
        claims = found()[text]
        made += len(claims)
        right += sum(any(agree(g, c) for g in golds) for c in claims)
        cores = [g for g in golds if g["tier"] == "core"]
        core += len(cores)
        hit += sum(any(agree(g, c) for c in claims) for g in cores)
    scores = {"precision": right / made, "recall": hit / core}
    with capsys.disabled():
        print(f"\nsamples: precision {scores['precision']:.3f} of {made}, recall {scores['recall']:.3f} of {core}")  # noqa: T201
    assert scores["precision"] >= GATES["precision"]
    assert scores["recall"] >= GATES["recall"]


def test_what_is_denied_is_never_printed_as_so() -> None:
    for text, golds in expected().items():
        denied = {(g["source"], g["relation"], g["target"]) for g in golds if g["polarity"] == "negated"}
        said = {(g["source"], g["relation"], g["target"]) for g in golds if g["polarity"] == "affirmed"}
        stated = {
            (c["source"], c["relation"], c["target"])
            for c in found()[text]
            if c["polarity"] == "affirmed" and c["modality"] == "actual" and c["attributed_to"] is None
        }
        assert not stated & (denied - said)
