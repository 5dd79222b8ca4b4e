"""A claim shown at 0.8 is right about 80 % of the time: held against claims judged by eye and kept aside."""

from __future__ import annotations

import csv
import math
import sys
from pathlib import Path

import pytest

from graph.extract.confidence import PARTS, Part, confidence, parts
from graph.model import make_article
from graph.ontology import load_ontology
from graph.pipeline import Setting, make_extractor
from tests.shared import ROOT

JUDGED = ROOT / "train" / "judged_claims.csv"
BANDS = ((0.0, 0.7), (0.7, 0.8), (0.8, 1.0))
needs_judged = pytest.mark.skipif(not JUDGED.is_file(), reason="train/ is no part of an installed package")


def held_aside() -> list[tuple[float, bool]]:
    """Return the stated confidence of every claim held aside, and whether people found it right."""
    relation = load_ontology().relation("attacks")
    sentence = make_extractor(Setting()).parser.trees("Iran attacked Israel.", ())[0]
    weights = {p.name: p.weight for p in parts(relation, "affirmed", "actual", sentence, sentence.span)}
    with (Path(ROOT) / "graph/extract/confidence.csv").open(encoding="utf-8", newline="") as file:
        weights |= {row["part"]: float(row["weight"]) for row in csv.DictReader(file)}
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["held"] == "1"]
    found = []
    for row in rows:
        amounts = {"base": 1.0} | {p: float(row[p.replace(" ", "_")]) for p in PARTS[1:]}
        found.append((confidence(Part(p, amounts[p], weights[p]) for p in PARTS), row["right"] == "1"))
    return found


@needs_judged
def test_what_is_stated_is_what_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    found = held_aside()
    lines = []
    for low, high in BANDS:
        band = [(stated, right) for stated, right in found if low <= stated < high]
        stated, share = (sum(x) / len(band) for x in zip(*band, strict=True))
        lines.append(f"{low:.1f}-{high:.1f}: {len(band)} claims, stated {stated:.2f}, right {share:.2f}")
        allowed = 2 * math.sqrt(share * (1 - share) / len(band))  # two standard errors of the share
        assert abs(stated - share) <= max(0.05, allowed), lines[-1]
    with capsys.disabled():
        sys.stdout.write("\nconfidence on claims held aside: " + "; ".join(lines) + "\n")
    assert len(found) > 100
    assert abs(sum(s for s, _ in found) - sum(r for _, r in found)) / len(found) < 0.05


def test_what_makes_a_sentence_hard_makes_a_claim_less_sure() -> None:
    read = make_extractor(Setting()).read
    easy = read(make_article("Iran attacked Israel.", date="2021-07-08")).claims[0]
    planned = read(make_article("Iran will attack Israel.", date="2021-07-08")).claims[0]
    long = read(make_article("Iran, on Monday, before dawn, attacked Israel.", date="2021-07-08")).claims[0]
    assert easy.confidence > planned.confidence
    assert easy.confidence > long.confidence
    assert 0.8 < easy.confidence < 0.95


def test_the_parts_of_a_claim_are_told() -> None:
    _, (account,) = make_extractor(Setting()).explain(make_article("Iran will attack Israel.", date="2021-07-08"))
    assert [p.name for p in account.sureness[0]] == ["base", "not actual", "words"]
    assert confidence(account.sureness[0]) == account.claims[0].confidence


def test_figures_stay_between_the_bounds() -> None:
    assert confidence([Part("base", 1, 99)]) == 0.95
    assert confidence([Part("base", 1, -99)]) == 0.05
    assert confidence([Part("base", 1, -9999)]) == 0.05
