"""The files of named queries: documented, well-formed, quick; and what is said of one that is not."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode
from rdflib.plugins.sparql import prepareQuery

from graph.errors import DataError, UnknownName
from graph.ontology import load_ontology
from graph.query import Limits, run
from graph.query.named import FOLDER, ask, named_queries, named_query, read_query, with_prefixes
from graph.query.parameters import PARAMETER_TYPES
from graph.store import Store
from graph.triples.terms import PREFIXES
from tests.query import generated
from tests.query.small_war import GIVEN, filled, sample

HEAD = "# description: What.\n# parameter: actor actor -- who\n# example: detente ask x\n"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("war") / "store")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with 5,000 claims."""
    path = tmp_path_factory.mktemp("many") / "store"
    generated.fill(path, 500)
    with Store.open(path) as store:
        assert store.counts().claims == 5000
    return path


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_row_leads_to_evidence(path: Path, name: str) -> None:
    answer = ask(path, name, sample(named_query(name)))
    assert [v for v in answer.variables if v.startswith("claim") or v.endswith(("_claim", "_claims"))]


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_query_is_documented(name: str) -> None:
    query = named_query(name)
    assert query.description[0].isupper()
    assert query.description.endswith(".")
    assert query.example.startswith(f"detente ask {name}")
    assert {p.type for p in query.parameters} <= set(PARAMETER_TYPES)
    assert query.parameters[-1].name == "limit"
    assert all(p.description[0].islower() and not p.description.endswith(".") for p in query.parameters)
    assert max(map(len, (FOLDER / f"{name}.rq").read_text("utf-8").splitlines())) <= 120


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_query_is_well_formed_and_names_only_what_the_ontology_has(name: str) -> None:
    query = named_query(name)
    needed = {p.name: GIVEN[p.type] for p in query.parameters if p.default is None}
    ours = {t.subject.value for t in load_ontology().vocabulary() if isinstance(t.subject, NamedNode)}
    graphs = {PREFIXES[""] + graph for graph in ("edges", "propositions", "actors", "judgements", "ontology")}
    for values in (sample(query), needed):
        bound = query.bind(values)
        assert "UNDEF" not in bound
        whole = with_prefixes(bound)
        pyoxigraph.Store().query(whole)
        prepareQuery(whole)
        assert "subPropertyOf" not in bound
        for prefix, local in re.findall(r"(?<![\w:?])(rel)?:(\w+)", re.sub(r'"[^"]*"|<[^>]*>|xsd:\w+', "", bound)):
            assert PREFIXES[prefix] + local in ours | graphs, local


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_query_is_answered_in_time_on_five_thousand_claims(many: Path, name: str) -> None:
    query = named_query(name)
    actors = iter(("a0", "a1", "a2"))
    some = {
        p.name: {**GIVEN, "actor": "", "text": "outlet 3", "date": "2015"}[p.type] or next(actors)
        for p in query.parameters
    }
    needed = {p.name: some[p.name] for p in query.parameters if p.default is None}
    for values in (some, needed):
        run(many, query.bind(values), limits=Limits(cpu_seconds=10))


def test_a_query_gives_the_same_bytes_each_time(many: Path) -> None:
    for name in ("triads", "top-actors", "one-outlet"):
        assert ask(many, name) == ask(many, name)


def test_an_unknown_query_is_told() -> None:
    with pytest.raises(UnknownName, match="no query named 'nope'; there are: allies-of-allies, by-month"):
        named_query("nope")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ASK {}\n", "x.rq: 0 lines of description"),
        ("# description: What.\nASK {}\n", "x.rq: 0 lines of example"),
        ("# remark: What.\nASK {}\n", "x.rq:1: want '# description: '"),
        ("#   What.\nASK {}\n", "x.rq:1: want"),
        (HEAD + "# parameter: day time -- when\nASK {}\n", "x.rq:4: no type 'time'; there are: actor, relation, date"),
        (HEAD + "# parameter: day date = any\nASK {}\n", "x.rq:4: want 'NAME TYPE -- meaning'"),
        (HEAD + "ASK {}\n", "x.rq: slots and parameters do not agree on actor"),
        (HEAD + "ASK { VALUES ?actor { UNDEF } VALUES ?day { UNDEF } }\n", "do not agree on day"),
        (HEAD + "SELECT * { VALUES ?actor { UNDEF } }\nLIMIT 5\n", "do not agree on limit"),
    ],
)
def test_a_malformed_file_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(DataError, match=re.escape(message)):
        read_query(text, "x.rq")


def test_a_header_may_go_on_over_lines() -> None:
    query = read_query(HEAD.replace("What.", "What\n#   there is.") + "ASK { VALUES ?actor { UNDEF } }\n", "x.rq")
    assert (query.name, query.description) == ("x", "What there is.")
    assert query.bind({"actor": "norland"}) == "ASK { VALUES ?actor { actor:norland } }\n"
