"""The notebook API, and the example notebook: its cells still run and give the outputs that stand in it."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from exports.table import COLUMNS
from graph import open_store
from graph.errors import InputError, QueryError, QueryLimit, StoreError, UnknownName
from graph.notebook import OpenStore, Table
from graph.query.answer import Answer, Iri, Value
from graph.store import Store
from tests.shared import ROOT
from tests.tiny_world import REGISTRY, reading

WRITER = ROOT / "docs" / "notebooks" / "write.py"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> OpenStore:
    path = tmp_path_factory.mktemp("notebook") / "store"
    with Store.open(path, write=True) as writing:
        writing.add([reading(n) for n in range(3)], REGISTRY)
    return open_store(path)


def test_claims_are_flat_rows_in_order_of_date_with_all_that_a_table_of_claims_has(store: OpenStore) -> None:
    rows = list(store.claims())
    assert [row["when"] for row in rows if row["relation"] == "attacks"] == ["2021-01-08", "2021-02-08", "2021-03-08"]
    assert set(COLUMNS) <= set(rows[0])
    assert {type(cell) for row in rows for cell in row.values()} <= {str, int, float, type(None)}
    attack = next(row for row in rows if row["relation"] == "attacks")
    told = ("subject", "object", "polarity", "speaker", "sign", "sentence")
    assert [attack[name] for name in told] == [
        "Norland",
        "Sudland",
        "affirmed",
        None,
        -1,
        "Norland attacked Sudland 0 times.",
    ]


def test_filters_narrow_claims_and_network_alike(store: OpenStore) -> None:
    assert {row["relation"] for row in store.claims(relation="arms")} == {"arms"}
    assert len(list(store.claims(actor="the Norland", start="2021-02", end="2021-02", relation="attacks"))) == 1
    assert list(store.claims(min_confidence=1.0)) == []
    network = store.to_networkx(actor="norland", relation="attacks")
    assert set(network) == {"norland", "sudland"}
    assert network.number_of_edges() == 3


def test_names_and_relations_that_are_not_there_are_told(store: OpenStore, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no actor named 'Atlantis'"):
        store.claims(actor="Atlantis")
    with pytest.raises(UnknownName, match="no relation named 'hates'"):
        store.to_networkx(relation="hates")
    with pytest.raises(StoreError, match="nothing"):
        open_store(tmp_path / "nothing")


def test_what_is_added_later_is_seen(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", write=True) as writing:
        writing.add([reading(0)], REGISTRY)
    opened = open_store(str(tmp_path / "store"))
    before = len(list(opened.claims()))
    with Store.open(tmp_path / "store", write=True) as writing:
        writing.add([reading(1)], REGISTRY)
    assert len(list(opened.claims())) == 2 * before
    assert repr(opened) == f"open_store({str(tmp_path / 'store')!r})"


def test_a_query_answers_with_python_values(store: OpenStore) -> None:
    answer = store.query(
        "SELECT ?a (COUNT(*) AS ?n) (0.5 AS ?half) (true AS ?yes) ?none"
        " { ?c a :Claim ; rdf:predicate rel:attacks ; rdf:subject ?a OPTIONAL { ?c :nothing ?none } } GROUP BY ?a ?none"
    )
    assert list(answer) == [{"a": "actor:norland", "n": 3, "half": 0.5, "yes": True, "none": None}]
    assert answer.columns == ("a", "n", "half", "yes", "none")
    assert len(answer) == 1
    assert repr(answer).splitlines()[0].split() == ["a", "n", "half", "yes", "none"]
    assert list(store.query("ASK {}")) == [{"boolean": True}]
    with pytest.raises(QueryError):
        store.query("DELETE WHERE { ?a ?b ?c }")
    with pytest.raises(QueryLimit):
        store.query("SELECT * { ?a ?b ?c }", rows=3)


def test_what_was_stored_is_no_markup_in_a_notebook() -> None:
    evil = "<script>alert(1)</script>\x1b[2J\u202e&"
    table = Table(Answer("table", ("<b>",), ((Value(evil),), (Iri("https://x.example/<i>"),), (None,))))
    shown = table._repr_html_()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\x1b[2J\\u202e&amp;" in shown
    assert "<th>&lt;b&gt;</th>" in shown
    assert "&lt;https://x.example/&lt;i&gt;&gt;" in shown
    assert "<td></td>" in shown
    assert "\x1b" not in repr(table)


def test_a_long_answer_is_shown_in_part_and_is_all_there() -> None:
    table = Table(Answer("table", ("n",), tuple((Value(str(n)),) for n in range(1200))))
    assert table._repr_html_().count("<tr>") == 51
    assert "1,150 more rows" in table._repr_html_()
    assert len(list(table)) == 1200


def test_all_that_is_stored_can_be_had_in_rdflib(store: OpenStore) -> None:
    graph = store.to_rdflib()
    counted = next(iter(store.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c }")))["n"]
    assert len(graph) == counted
    found = {str(row[0]).rpartition("/")[2] for row in graph.query("SELECT ?a { actor:norland rel:attacks ?a }")}  # type: ignore[index]
    assert found == {"sudland"}


def test_importing_the_package_loads_nothing_else() -> None:
    program = (
        "import sys, graph; print(sorted(m for m in sys.modules if m.startswith(('graph.', 'networkx', 'rdflib'))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_example_notebook_still_gives_the_outputs_that_stand_in_it(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("write_notebook", WRITER)
    assert spec is not None
    assert spec.loader is not None
    writer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(writer)
    assert cli.run(["demo", str(tmp_path / "detente-demo")]) == 0
    stored = writer.NOTEBOOK.read_text(encoding="utf-8")
    fresh = writer.written(tmp_path)
    assert json.loads(fresh) == json.loads(stored)
    assert fresh == stored
