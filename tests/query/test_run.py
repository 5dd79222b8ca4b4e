from __future__ import annotations

import json
import os
import platform
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from graph import query as queries
from graph.errors import QueryError, QueryLimit, StoreError
from graph.query import DEFAULT_LIMITS, Answer, Iri, Limits, Value
from graph.query import worker as worker_module
from graph.query.pool import Pool
from graph.store import Store
from tests.tiny_world import METHOD, REGISTRY, reading

XSD = "http://www.w3.org/2001/XMLSchema#"
ACTOR = "https://w3id.org/detente/actor/"
Run = Callable[..., Answer]
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with two readings, which queries cannot change."""
    path = tmp_path_factory.mktemp("query") / "store"
    with Store.open(path, write=True) as store:
        store.add([reading(0), reading(1)], REGISTRY, method=METHOD)
    return path


@pytest.fixture(scope="module")
def pooled() -> Iterator[Run]:
    """Return what asks a pool of warm workers, one pool a store."""
    pools: dict[Path, Pool] = {}
    with ExitStack() as stack:

        def run(path: Path, sparql: str, *, limits: Limits = DEFAULT_LIMITS) -> Answer:
            if path not in pools:
                pools[path] = stack.enter_context(Pool(path, size=1, wait=20, fresh=0))
            return pools[path].run(sparql, limits=limits)

        yield run


@pytest.fixture(params=["fresh", "warm"])
def run(request: pytest.FixtureRequest, pooled: Run) -> Run:
    """Return what answers a query: a worker of its own, or a warm one."""
    return queries.run if request.param == "fresh" else pooled


@contextmanager
def canary() -> Iterator[tuple[int, list[bytes]]]:
    """Listen on a loopback port; yield it and the requests that came."""
    hits: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    hits.append(b"hit")

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield server.getsockname()[1], hits
        finally:
            done.set()
            thread.join()


def test_a_select_gives_typed_rows(run: Run, path: Path) -> None:
    answer = run(path, "SELECT ?who ?n { ?c rdf:subject ?who ; :confidence ?n ; rdf:object actor:sudland } ORDER BY ?n")
    assert answer == Answer(
        "table",
        ("who", "n"),
        tuple((Iri(f"{ACTOR}norland"), Value(n, f"{XSD}decimal")) for n in ("0.75", "0.9")),
    )


def test_an_ask_gives_a_boolean(run: Run, path: Path) -> None:
    assert run(path, "ASK { actor:norland rel:attacks actor:sudland }").boolean is True
    assert run(path, "ASK { actor:sudland rel:attacks actor:norland }").boolean is False


def test_a_construct_gives_triples(run: Run, path: Path) -> None:
    answer = run(path, "CONSTRUCT { ?a schema:knows ?b } WHERE { ?a rel:meetsWith ?b }")
    assert answer.kind == "triples"
    assert set(answer.rows) == {
        (Iri(f"{ACTOR}{a}"), Iri("https://schema.org/knows"), Iri(f"{ACTOR}{b}"))
        for a, b in (("ostia", "sudland"), ("sudland", "ostia"))
    }


def test_an_unbound_variable_is_none(run: Run, path: Path) -> None:
    assert run(path, "SELECT ?x { OPTIONAL { ?x a :Nothing } }").rows == ((None,),)


@pytest.mark.parametrize("prefix", ["", "rel", "actor", "claim", "article", "prov", "oa", "skos", "schema", "rdfs"])
def test_prefixes_need_no_declaration(run: Run, path: Path, prefix: str) -> None:
    assert run(path, f"ASK {{ ?s ?p {prefix}:nothing }}").boolean is False


def test_the_default_graph_is_the_union_and_from_narrows_it(run: Run, path: Path) -> None:
    assert run(path, "ASK { ?a rel:attacks ?b . ?c a :Claim }").boolean
    assert run(path, "SELECT ?g FROM :edges { ?a rel:attacks ?b . BIND(1 AS ?g) }").rows
    assert not run(path, "ASK FROM :edges { ?c a :Claim }").boolean
    assert run(path, "ASK { GRAPH :edges { ?a rel:attacks ?b } }").boolean


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT {", "line 1, column 9: expected"),
        ("SELECT ?x {\n ?x nope:y ?z }", "line 2"),
        ("", "query|line 1"),
        ("\ud800", "query|line"),
        ("SELECT ?x { ?x ?y ?z } ; DROP ALL", "line 1, column"),
    ],
)
def test_a_malformed_query_is_told_in_one_line_with_its_place(run: Run, path: Path, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        run(path, query)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x {\n SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } }", "line 2, column 2: SERVICE is refused"),
        ("SELECT ?x { service silent ?s { ?x ?y ?z } }", "SERVICE is refused"),
        (r"SELECT ?x { \u0053ERVICE <http://127.0.0.1:1/> { ?x ?y ?z } }", "SERVICE is refused"),
        ("INSERT DATA { :a :b :c }", "line 1, column 1: INSERT is refused"),
        ("PREFIX x: <http://x/>\nDELETE WHERE { ?s ?p ?o }", "line 2, column 1: DELETE is refused"),
        ("LOAD <http://127.0.0.1:1/>", "LOAD is refused"),
        ("DROP ALL", "DROP is refused"),
        ("SELECT " + "?x " * 50_000 + "{}", "make it shorter"),
    ],
)
def test_what_would_reach_out_or_write_is_refused(run: Run, path: Path, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run(path, query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?service { ?service rdfs:label "SERVICE # <x>" } # SERVICE',
        "PREFIX service: <http://service/load> ASK { service:x :insert <http://x/SERVICE> }",
        "ASK { ?s ?p '''DROP ' ALL''' , \"\"\"SERVICE \"\" x\"\"\" , 'a\\'SERVICE' }",
    ],
)
def test_harmless_words_are_not_refused(run: Run, path: Path, query: str) -> None:
    run(path, query)


def test_no_query_reaches_a_server(run: Run, path: Path) -> None:
    with canary() as (port, hits):
        address = f"<http://127.0.0.1:{port}/x>"
        for query in (
            f"SELECT ?x {{ SERVICE {address} {{ ?x ?y ?z }} }}",
            f"SELECT ?x {{ SERVICE SILENT {address} {{ ?x ?y ?z }} }}",
            f"LOAD {address}",
        ):
            with pytest.raises(QueryError):
                run(path, query)
        run(path, f"SELECT ?x FROM {address} FROM NAMED {address} {{ ?x ?y ?z }}")  # noqa: S608 - SPARQL
        run(path, f"SELECT ?x {{ GRAPH {address} {{ ?x ?y ?z }} }}")
        assert hits == []


def ask_worker(path: Path, query: str) -> list[dict[str, object]]:
    """Return what the worker answers to a query that nobody looked at before."""
    request = {
        "files": str(path / "quads"),
        "query": query,
        "prefixes": {},
        "union": True,
        "cpu_seconds": 20,
        "memory_bytes": 0,
        "rows": 10,
        "bytes": 10000,
    }
    done = subprocess.run(
        [sys.executable, "-I", worker_module.__file__],
        input=json.dumps(request) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_fence_itself_lets_no_service_call_out(path: Path) -> None:
    with canary() as (port, hits):
        for query in (
            f"SELECT ?x {{ SERVICE <http://127.0.0.1:{port}/x> {{ ?x ?y ?z }} }}",
            f"SELECT ?x {{ SERVICE <http://localhost:{port}/x> {{ ?x ?y ?z }} }}",
        ):
            lines = ask_worker(path, query)
            assert "error" in lines[-1]
        assert hits == []


FENCED = """
import json, os, socket, subprocess, sys, threading
from graph.query.worker import raise_fence
assert raise_fence()
tried = {}
def attempt(name, work):
    try:
        work()
        tried[name] = "done"
    except OSError as error:
        tried[name] = error.errno
attempt("socket", lambda: socket.socket())
attempt("unix", lambda: socket.socket(socket.AF_UNIX))
attempt("pair", lambda: socket.socketpair())
attempt("program", lambda: os.execv("/bin/true", ["true"]))
attempt("fork", lambda: os.fork() or os._exit(0))
attempt("write", lambda: open(sys.argv[1], "w"))
attempt("remove", lambda: os.remove(sys.argv[1] + "x"))
attempt("kill", lambda: os.kill(os.getppid(), 0))
thread = threading.Thread(target=lambda: None)
thread.start()
thread.join()
attempt("read", lambda: open("/etc/hosts").close())
print(json.dumps(tried))
"""


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in {"x86_64", "aarch64"}, reason="seccomp is for Linux"
)
def test_the_fence_stops_sockets_programs_and_writes_but_not_reading(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FENCED, str(tmp_path / "file")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(worker_module.__file__).parents[2])},
    )
    tried = json.loads(done.stdout)
    assert tried.pop("read") == "done"
    assert set(tried.values()) == {1}
    assert not list(tmp_path.iterdir())


def test_a_runaway_is_ended_on_time(run: Run, path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(QueryLimit, match="longer than 1 seconds"):
        run(path, f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", limits=Limits(seconds=1))
    assert time.monotonic() - start < 5


def test_a_runaway_is_ended_by_its_cpu_time(run: Run, path: Path) -> None:
    with pytest.raises(QueryLimit, match="1 seconds of CPU"):
        run(path, f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", limits=Limits(cpu_seconds=1))


def test_a_glutton_is_ended(run: Run, path: Path) -> None:
    with pytest.raises(QueryLimit, match="more than 400 MB of memory"):
        run(
            path,
            f"SELECT DISTINCT ?a ?c ?d ?f ?g {{ {CROSS} }} ORDER BY ?a",
            limits=Limits(memory_bytes=400 << 20, seconds=60, cpu_seconds=60),
        )


def test_too_many_rows_are_told(run: Run, path: Path) -> None:
    assert len(run(path, "SELECT * { ?s ?p ?o } LIMIT 5", limits=Limits(rows=5)).rows) == 5
    with pytest.raises(QueryLimit, match="more than 5 rows; add a LIMIT"):
        run(path, "SELECT * { ?s ?p ?o }", limits=Limits(rows=5))
    with pytest.raises(QueryLimit, match="larger than 0 MB"):
        run(path, "SELECT * { ?s ?p ?o }", limits=Limits(bytes=1000))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?x ?y ?z FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "SELECT * " + "{" * 40_000 + "}" * 40_000,
        "ASK { ?s " + "(" * 40_000 + ":p" + ")" * 40_000 + " ?o }",
        "SELECT * { ?x ?y ?z FILTER(" + "!" * 60_000 + "1) }",
    ],
)
def test_a_bomb_of_brackets_is_contained(run: Run, path: Path, query: str) -> None:
    with pytest.raises(QueryError):
        run(path, query)


def test_a_query_leaves_the_store_as_it_is(run: Run, path: Path) -> None:
    def files() -> set[str]:
        return {str(p.relative_to(path)) for p in path.rglob("*")}

    run(path, "ASK {}")
    before = files()
    run(path, "SELECT * { ?s ?p ?o }")
    assert files() == before


def test_a_query_works_beside_a_writer(run: Run, path: Path) -> None:
    with Store.open(path, write=True):
        assert run(path, "ASK { ?c a :Claim }").boolean


def test_no_store_is_told(run: Run, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        run(tmp_path / "none", "ASK {}")
