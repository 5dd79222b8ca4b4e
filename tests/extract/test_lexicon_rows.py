"""Every row of the frame lexicon keeps the format that its README describes."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from graph.extract.entries import FLAGS
from graph.ontology import load_ontology

ROOT = Path(__file__).parents[2]
LEXICON = ROOT / "graph" / "extract" / "lexicon"
GOLD = ROOT.parent / "shared" / "gold"
FAMILIES = {
    "alignment",
    "attitude",
    "coercion",
    "diplomacy",
    "structure",
    "support",
    "verbal_conflict",
    "violence",
}
COLUMNS = ["relation", "trigger", "source", "target", "flags", "example", "counter"]
WORD = r"[a-z]+(?:-[a-z]+)*"
WORDS = rf"{WORD}(?:/{WORD})*"
VERB = rf"{WORD}(?:_{WORD})*"
TRIGGER = re.compile(
    rf"v:{VERB}(?:/{VERB})*(?: {WORDS})?(?: {WORD}:{WORDS})?|[na]:{WORDS}(?: {WORD}:{WORDS})?|[cp]:{WORDS}"
)
STEP = r"[a-z]+(?:_[a-z]+)*"
SLOTS = re.compile(rf"{STEP}(?:>{STEP})*(?:\|{STEP}(?:>{STEP})*)*")
SIDES = {"", "left", "right"}


class Row(NamedTuple):
    """One frame as written, with its place."""

    place: str
    cells: dict[str, str]


def rows() -> Iterator[Row]:
    """Yield every frame of every family, in the order of the files."""
    for family in sorted(FAMILIES):
        path = LEXICON / f"{family}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            assert next(reader) == COLUMNS, path.name
            for cells in reader:
                assert len(cells) == len(COLUMNS), f"{path.name}:{reader.line_num}"
                yield Row(f"{path.name}:{reader.line_num}", dict(zip(COLUMNS, cells, strict=True)))


ROWS = tuple(rows())


def plain(example: str) -> str:
    """Return an example without its marks."""
    return re.sub(r"[{}<>]", "", example)


def wrong(keeps: dict[str, bool]) -> list[str]:
    """Return the places that do not keep a rule."""
    return [place for place, kept in keeps.items() if not kept]


def test_every_family_has_its_file_and_every_relation_stands_in_its_family() -> None:
    relations = load_ontology().relations
    family = {r.place: r.place.partition(".csv")[0].replace("_", "").lower() for r in ROWS}
    assert not wrong({r.place: r.cells["relation"] in relations for r in ROWS})
    assert not wrong({r.place: relations[r.cells["relation"]].family.lower() == family[r.place] for r in ROWS})


def test_every_relation_has_rows() -> None:
    assert set(load_ontology().relations) == {r.cells["relation"] for r in ROWS}


def test_every_trigger_is_a_part_of_speech_and_lemmas() -> None:
    assert not wrong({r.place: TRIGGER.fullmatch(r.cells["trigger"]) is not None for r in ROWS})


def test_the_verbs_of_a_row_share_their_particle() -> None:
    heads = {r.place: r.cells["trigger"].removeprefix("v:").split()[0].split("/") for r in ROWS}
    assert not wrong({place: len({w.partition("_")[2] for w in words}) == 1 for place, words in heads.items()})


def test_no_trigger_lists_a_word_twice() -> None:
    parts = {r.place: [re.sub(r"^[a-z]+:", "", p).split("/") for p in r.cells["trigger"].split()] for r in ROWS}
    assert not wrong({place: all(len(p) == len(set(p)) for p in words) for place, words in parts.items()})


def test_every_slot_is_a_path_of_steps() -> None:
    for end in ("source", "target"):
        assert not wrong({r.place: not r.cells[end] or SLOTS.fullmatch(r.cells[end]) is not None for r in ROWS})


def test_hyphened_words_have_sides_and_the_others_have_none() -> None:
    for end in ("source", "target"):
        hyphened = {r.place: r.cells["trigger"][0] in "cp" for r in ROWS}
        sides = {r.place: set(re.split(r"[|>]", r.cells[end])) for r in ROWS}
        assert not wrong({p: s <= SIDES if hyphened[p] else not s & {"left", "right"} for p, s in sides.items()})


def test_nouns_and_adjectives_name_their_target() -> None:
    assert not wrong({r.place: r.cells["trigger"][0] not in "na" or r.cells["target"] != "" for r in ROWS})


def test_flags_are_known_and_only_places_are_taken_for_place_relations() -> None:
    assert not wrong({r.place: set(r.cells["flags"].split()) <= FLAGS for r in ROWS})
    assert not wrong({r.place: r.cells["flags"].split() == sorted(set(r.cells["flags"].split())) for r in ROWS})


def test_only_symmetric_relations_and_feelings_between_two_are_reciprocal() -> None:
    relations = load_ontology().relations
    mutual = {"hostileTo", "opposes", "fears", "courts", "sharesIntelligenceWith", "breaksTiesWith", "splitFrom"}
    recip = {r.place: r.cells["relation"] for r in ROWS if "recip" in r.cells["flags"].split()}
    assert not wrong({place: relations[name].symmetric or name in mutual for place, name in recip.items()})


@pytest.mark.parametrize("marks", ["{}", "<>"])
def test_every_example_marks_one_source_and_one_target(marks: str) -> None:
    opening, closing = marks[0], marks[1]
    shape = re.compile(rf"[^{marks}]*\{opening}[^{{}}<>]+\{closing}[^{marks}]*")
    assert not wrong({r.place: shape.fullmatch(r.cells["example"]) is not None for r in ROWS})


def test_examples_and_counters_are_sentences() -> None:
    assert not wrong({r.place: plain(r.cells["example"]).endswith((".", "?", "!")) for r in ROWS})
    counters = {r.place: r.cells["counter"] for r in ROWS if r.cells["counter"]}
    assert not wrong({place: text.endswith(".") and not set(text) & set("{}<>") for place, text in counters.items()})


def test_no_example_stands_twice() -> None:
    seen: dict[tuple[str, str], str] = {}
    again = {}
    for row in ROWS:
        key = (row.cells["relation"], row.cells["example"])
        again[row.place] = key not in seen
        seen[key] = row.place
    assert not wrong(again)


def test_rows_are_sorted_and_unique() -> None:
    for family in sorted(FAMILIES):
        keys = [tuple(r.cells[c] for c in COLUMNS[:4]) for r in ROWS if r.place.startswith(f"{family}.csv:")]
        assert keys == sorted(set(keys)), family


@pytest.mark.shared
def test_no_example_is_taken_from_the_gold_texts() -> None:
    if not GOLD.is_dir():
        pytest.skip("../shared/gold is not here")
    texts = [
        json.loads(line)["text"]
        for path in sorted(GOLD.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    gold = " ".join(" ".join(texts).split())
    assert not wrong({r.place: plain(r.cells["example"]).rstrip(".") not in gold for r in ROWS})
