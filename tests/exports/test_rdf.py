from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from exports import FORMATS, rdf, render
from graph.errors import UnknownName
from graph.model import Collection
from graph.store import Store
from graph.triples.terms import ACTORS
from tests.tiny_world import METHOD, REGISTRY, collection, reading

ROOT = Path(__file__).parents[2]
PRINT = """
import sys
from exports import render
from tests.tiny_world import collection
print(render(sys.argv[1], collection(3)))
"""


@pytest.mark.parametrize("form", [f for f in FORMATS if f != "html"])
def test_every_format_gives_the_same_bytes_in_every_process(form: str) -> None:
    written = [
        subprocess.run(
            [sys.executable, "-c", PRINT, form],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0] == written[1]
    assert len(written[0]) > 1000


@pytest.mark.parametrize(
    ("form", "format_"),
    [("nquads", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG), ("jsonld", RdfFormat.JSON_LD)],
)
def test_formats_with_graphs_hold_every_quad(form: str, format_: RdfFormat) -> None:
    quads = list(parse(render(form, collection(2)), format_))
    assert set(quads) == set(parse(rdf.nquads(collection(2)), RdfFormat.N_QUADS))
    assert len(quads) == len(set(quads)) > 400


def test_turtle_merges_the_graphs_and_says_so() -> None:
    text = rdf.turtle(collection(2))
    assert text.startswith("# All graphs are merged here.")
    quads = list(parse(rdf.nquads(collection(2)), RdfFormat.N_QUADS))
    assert {q.triple for q in parse(text, RdfFormat.TURTLE)} == {q.triple for q in quads}
    assert len(list(parse(text, RdfFormat.TURTLE))) == len(quads)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_reads_json_ld_with_every_quad() -> None:
    from rdflib import Dataset  # noqa: PLC0415 - slow to load

    dataset = Dataset()
    dataset.parse(data=rdf.jsonld(collection(2)), format="json-ld")
    assert len(list(dataset.quads())) == len(list(parse(rdf.nquads(collection(2)), RdfFormat.N_QUADS)))
    assert json.loads(rdf.jsonld(collection(1)))


def test_n_quads_are_sorted_and_what_a_store_holds(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", write=True) as store:
        store.add([reading(0), reading(1)], REGISTRY, method=METHOD)
        held = Counter(q for q in parse(store.nquads(), RdfFormat.N_QUADS) if "ns#ontology" not in str(q.graph_name))
    lines = rdf.nquads(collection(2)).splitlines(keepends=True)
    assert lines == sorted(lines)
    missing = held - Counter(parse("".join(lines), RdfFormat.N_QUADS))
    assert not Counter(parse("".join(lines), RdfFormat.N_QUADS)) - held
    assert {str(q.predicate).rpartition("/")[2].rpartition("#")[2] for q in missing if q.graph_name != ACTORS} == {
        "sentenceCount>",
        "wordCount>",
    }


def test_nothing_is_written_as_nothing() -> None:
    assert rdf.nquads(Collection()) == ""
    assert list(parse(rdf.turtle(Collection()), RdfFormat.TURTLE)) == []


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(UnknownName, match="no format named 'pdf'; there are: turtle, trig, nquads, jsonld, csv, html"):
        render("pdf", Collection())
