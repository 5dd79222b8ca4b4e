"""Minimal pairs of our own: sentences that differ in a word or two and say something else.

Two people wrote 400 sentences each, blind to the rules, twenty pairs a phenomenon. Before anything was mended for them
the second four hundred, ``pairs_b.jsonl``, scored 73.3 %; they have been worked on since, so that what is printed here
says that nothing broke, not how well unseen sentences are read. Form as in ``claim_cases.jsonl``.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from graph.model import MODALITIES
from graph.ontology import load_ontology
from tests.extract.test_claim_cases import wrongs
from tests.shared import ROOT

FILES = ("pairs_a", "pairs_b")
GATES: dict[str, float] = json.loads((ROOT / "tests" / "gates.json").read_text(encoding="utf-8"))["pairs"]
Case = dict[str, object]


def cases(name: str) -> list[Case]:
    lines = (Path(__file__).parent / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", FILES)
def test_pairs_are_well_formed(name: str) -> None:
    form = re.compile(rf".+ ([a-z][A-Za-z]+) .+?( negated)?( ({'|'.join(MODALITIES)}))?( by .+)?")
    relations = load_ontology().relations
    for case in cases(name):
        for claim in (*case["want"], *case["never"]):  # type: ignore[misc]
            assert form.fullmatch(claim), claim
            assert any(f" {r} " in claim for r in relations), claim
    texts = [case["text"] for case in cases(name)]
    assert len(texts) == len(set(texts)) == 400


@pytest.mark.parametrize("name", FILES)
def test_a_word_changes_what_is_claimed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    false = 0
    for case in cases(name):
        wrong = wrongs(case)
        total[str(case["group"])] += 1
        right[str(case["group"])] += not wrong
        false += any(w.startswith("wrong") for w in wrong)
    share = right.total() / total.total()
    with capsys.disabled():
        sys.stdout.write(
            f"\n{name}: {share:.1%} of {total.total()}, {false} say what they must not: "
            + ", ".join(f"{g} {right[g]}/{total[g]}" for g in sorted(total))
            + "\n"
        )
    assert share >= GATES[name]
    assert false / total.total() <= GATES["false"]
