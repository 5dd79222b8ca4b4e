"""Every row of the lexicon is run: its example gives its claim, its counter-example does not."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from graph.model import Claim, Span, make_article
from graph.ontology import load_ontology
from graph.pipeline import Setting, make_extractor

FOLDER = Path(__file__).resolve().parents[2] / "graph" / "extract" / "lexicon"
NOT_FRAMES = {"light.csv", "operators.csv", "roles.csv", "wordlists.csv"}
DATE = "2021-03-15"
FILES = sorted(f.name for f in FOLDER.glob("*.csv") if f.name not in NOT_FRAMES)


def rows(name: str) -> list[tuple[str, dict[str, str]]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return [(f"{name}:{number}", row) for number, row in enumerate(csv.DictReader(lines), start=2)]


def read(text: str) -> tuple[Claim, ...]:
    return make_extractor(Setting()).read(make_article(text, date=DATE)).claims


def marked(example: str) -> tuple[str, Span, Span]:
    """Return the example's text without marks, and where its source and target stand."""
    text = re.sub(r"[{}<>]", "", example)
    spans = {}
    for opening, closing in ("{}", "<>"):
        start = len(re.sub(r"[{}<>]", "", example[: example.index(opening)]))
        length = len(re.sub(r"[{}<>]", "", example[example.index(opening) : example.index(closing)]))
        spans[opening] = Span(start, start + length)
    return text, spans["{"], spans["<"]


def overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def gives(row: dict[str, str]) -> bool:
    text, source, target = marked(row["example"])
    for claim in read(text):
        ends = (claim.evidence.subject.span, claim.evidence.object.span)
        straight = overlap(ends[0], source) and overlap(ends[1], target)
        crossed = overlap(ends[0], target) and overlap(ends[1], source)
        symmetric = load_ontology().relation(row["relation"]).symmetric
        if claim.relation == row["relation"] and (straight or (crossed and symmetric)):
            return True
    return False


@pytest.mark.parametrize("name", FILES)
def test_counter_examples_give_no_such_claim(name: str) -> None:
    wrong = [
        f"{place} {row['relation']} {row['trigger']}: {row['counter']}"
        for place, row in rows(name)
        if row["counter"] and any(c.relation == row["relation"] for c in read(row["counter"]))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", FILES)
def test_examples_give_their_claim(name: str) -> None:
    missed = [
        f"{place} {row['relation']} {row['trigger']}: {row['example']}" for place, row in rows(name) if not gives(row)
    ]
    assert not missed, "\n".join(missed)
