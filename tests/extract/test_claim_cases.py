"""Sentences of our own by phenomenon, each with the claims it makes and the claims it must not make.

A claim is written ``Source relation Target [negated] [modality] [by Speaker]``; what is not written is affirmed,
actual and the article's own. Accuracy is printed per phenomenon.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from graph.model import MODALITIES, Claim, make_article
from graph.ontology import load_ontology
from graph.pipeline import Setting, make_extractor

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "claim_cases.jsonl").read_text(encoding="utf-8").splitlines()
]


def written(claim: Claim) -> set[str]:
    """Return the claim as the cases write it, symmetric ones in both orders."""
    actor = make_extractor(Setting()).registry.actor
    ends = [(claim.subject, claim.object)]
    if load_ontology().relation(claim.relation).symmetric:
        ends.append((claim.object, claim.subject))
    marks = " negated" if claim.polarity == "negated" else ""
    marks += f" {claim.modality}" if claim.modality != "actual" else ""
    marks += f" by {actor(claim.attribution.speaker).label}" if claim.attribution else ""
    return {f"{actor(s).label} {claim.relation} {actor(o).label}{marks}" for s, o in ends}


def found(text: str, date: str) -> set[str]:
    claims = make_extractor(Setting()).read(make_article(text, date=date)).claims
    return {form for claim in claims for form in written(claim)}


def wrongs(case: dict[str, object]) -> list[str]:
    got = found(str(case["text"]), str(case["date"]))
    missing = [f"missing: {w}" for w in case["want"] if w not in got]  # type: ignore[attr-defined]
    return missing + [f"wrong: {n}" for n in case["never"] if n in got]  # type: ignore[attr-defined]


def test_cases_are_well_formed() -> None:
    form = re.compile(rf".+ [a-z][A-Za-z]+ .+?( negated)?( ({'|'.join(MODALITIES)}))?( by .+)?")
    assert all(form.fullmatch(c) for case in CASES for c in (*case["want"], *case["never"]))


def test_sentences_say_what_they_say(capsys: pytest.CaptureFixture[str]) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    failures = []
    for case in CASES:
        wrong = wrongs(case)
        total[case["group"]] += 1
        right[case["group"]] += not wrong
        failures += [f"{case['text']} -> {w}" for w in wrong]
    with capsys.disabled():
        sys.stdout.write(
            "\nclaims by phenomenon: " + ", ".join(f"{g} {right[g]}/{total[g]}" for g in sorted(total)) + "\n"
        )
    assert not failures, "\n".join(failures)
