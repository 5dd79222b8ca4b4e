"""Warm workers: the same answers at once, and none that outlives its use."""

from __future__ import annotations

import os
import signal
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError, QueryError, QueryLimit, StoreError
from graph.query import Limits, Value
from graph.query.pool import Busy, Pool
from graph.query.process import Picture, WorkerProcess
from graph.query.run import DEFAULT_LIMITS, question
from graph.query.stream import Dataset, Kind, Stream, graph_iris
from graph.store import Store
from tests.query.test_run import CROSS, canary
from tests.tiny_world import METHOD, REGISTRY, reading

COUNT = "SELECT (COUNT(?a) AS ?n) { ?a a :Article }"
ALL = "SELECT * { ?s ?p ?o }"
RUNAWAY = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"
FORMS: dict[Kind, str | None] = {"table": "text/csv", "boolean": "text/csv", "triples": "application/n-triples"}
EXTRA = 0.010
"""Seconds that a warm worker may add to a small query."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    add(tmp_path / "store", *range(30))
    return tmp_path / "store"


def add(path: Path, *numbers: int) -> None:
    with Store.open(path, write=True) as store:
        store.add([reading(n) for n in numbers], REGISTRY, method=METHOD)


def articles(pool: Pool) -> int:
    (term,) = pool.run(COUNT).rows[0]
    assert isinstance(term, Value)
    return int(term.value)


def process_of(pool: Pool) -> int:
    with pool.lease() as worker:
        return worker.pid


def eventually(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


@contextmanager
def stream(pool: Pool, sparql: str, **options: Any) -> Iterator[Stream]:
    found = Stream(pool, sparql, options.pop("forms", FORMS), **options)
    try:
        yield found.open()
    finally:
        found.close()


def text(pool: Pool, sparql: str, **options: Any) -> str:
    with stream(pool, sparql, **options) as found:
        return b"".join(found.parts()).decode()


def test_a_small_query_costs_under_ten_milliseconds(path: Path) -> None:
    with Pool(path, size=1) as pool:
        articles(pool)
        times = []
        for _ in range(50):
            start = time.perf_counter()
            pool.run("ASK { actor:norland rel:attacks actor:sudland }")
            times.append(time.perf_counter() - start)
    assert statistics.median(times) < EXTRA


def test_what_was_stored_is_seen_and_old_snapshots_go(path: Path) -> None:
    with Pool(path, size=2, fresh=0) as pool:
        assert articles(pool) == 30
        for number in range(100, 105):
            add(path, number)
            assert articles(pool) == number - 69
        assert eventually(lambda: len(list((path / "readers").iterdir())) <= 2)
    assert not list((path / "readers").iterdir())


def test_a_store_that_takes_the_place_of_another_is_seen(path: Path, tmp_path: Path) -> None:
    with Pool(path, size=1, fresh=0) as pool:
        assert articles(pool) == 30
        path.rename(tmp_path / "old")
        with pytest.raises(StoreError, match="no store here"):
            articles(pool)
        add(path, 1)
        assert articles(pool) == 1


def test_the_same_worker_answers_until_it_has_answered_enough(path: Path) -> None:
    with Pool(path, size=1, queries=6) as pool:
        seen = []
        for _ in range(10):
            articles(pool)
            seen.append(process_of(pool))
    assert len(set(seen[:4])) == 1
    assert seen[0] != seen[-1]


def test_a_worker_that_has_grown_is_replaced(path: Path) -> None:
    with Pool(path, size=1, memory=1) as pool:
        before = process_of(pool)
        articles(pool)
        assert process_of(pool) != before


@pytest.mark.parametrize(
    "bad",
    [
        "SELECT * { ?x ?y ?z FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        RUNAWAY,
    ],
)
def test_after_a_query_that_breaks_a_worker_comes_another(path: Path, bad: str) -> None:
    with Pool(path, size=1, limits=Limits(seconds=1)) as pool:
        for _ in range(2):
            with pytest.raises(QueryError):
                pool.run(bad)
            assert articles(pool) == 30


def test_a_malformed_query_does_not_cost_a_worker(path: Path) -> None:
    with Pool(path, size=1) as pool:
        before = process_of(pool)
        for bad in ("SELECT {", "SELECT * { ?s ?p ?o } LIMIT -1"):
            with pytest.raises(QueryError):
                pool.run(bad)
        with pytest.raises(QueryLimit):
            pool.run(ALL, limits=Limits(rows=3))
        assert process_of(pool) == before


def test_a_worker_that_died_meanwhile_is_replaced_unnoticed(path: Path) -> None:
    with Pool(path, size=1) as pool:
        with pool.lease() as worker:
            pass
        os.kill(worker.pid, signal.SIGKILL)
        assert eventually(lambda: not worker.alive)
        assert articles(pool) == 30


def test_a_worker_outlives_the_thread_that_asked_first(path: Path) -> None:
    with Pool(path, size=1) as pool:
        seen: list[int] = []
        for _ in range(2):
            thread = threading.Thread(target=lambda: seen.append(process_of(pool)))
            thread.start()
            thread.join()
            time.sleep(0.05)
    assert len(set(seen)) == 1


def test_too_many_at_once_are_told_to_try_again(path: Path) -> None:
    with Pool(path, size=1, wait=0.2) as pool, pool.lease(), pytest.raises(Busy, match="try again"):
        pool.run("ASK {}")


def test_many_threads_get_right_answers(path: Path) -> None:
    wrong: list[object] = []

    def ask() -> None:
        for number in range(20):
            (found,) = pool.run(f"SELECT ({number} AS ?n) {{}}").rows[0]
            if not isinstance(found, Value) or found.value != str(number):
                wrong.append(found)

    with Pool(path, size=2) as pool:
        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_a_query_that_nobody_waits_for_is_ended(path: Path) -> None:
    with Pool(path, size=1) as pool:
        question_ = Stream(pool, RUNAWAY, FORMS)
        timer = threading.Timer(0.5, question_.cancel)
        timer.start()
        start = time.monotonic()
        with pytest.raises(QueryError, match="nobody waits"):
            question_.open()
        question_.close()
        assert time.monotonic() - start < 5
        assert articles(pool) == 30


def test_closing_ends_what_runs(path: Path) -> None:
    pool = Pool(path, size=1)
    pool.start()
    threading.Timer(0.5, pool.close).start()
    with pytest.raises(QueryError, match=r"nobody waits|ending"):
        pool.run(RUNAWAY)
    with pytest.raises(QueryError, match="ending"):
        pool.run("ASK {}")
    assert eventually(lambda: not list((path / "readers").iterdir()))


def test_no_store_is_told_again_and_again_until_there_is_one(tmp_path: Path) -> None:
    with Pool(tmp_path / "none", size=2) as pool:
        for _ in range(3):
            with pytest.raises(StoreError, match="no store here"):
                pool.run("ASK {}")
        add(tmp_path / "none", 1)
        assert eventually(lambda: _answers(pool))


def _answers(pool: Pool) -> bool:
    try:
        return articles(pool) == 1
    except StoreError:
        return False


def test_the_fence_holds_for_the_second_query_and_the_second_store(path: Path) -> None:
    worker = WorkerProcess()
    try:
        with canary() as (port, hits):
            for number in range(3):
                worker.picture, old = Picture(path), worker.picture
                query = f"SELECT ?x {{ SERVICE <http://127.0.0.1:{port}/x> {{ ?x ?y ?z }} }}"
                request = {**question(query, DEFAULT_LIMITS, union=True), "files": str(worker.picture.files)}
                lines = list(worker.ask(request, DEFAULT_LIMITS))
                assert "error" in lines[-1]
                if old:
                    old.drop()
                add(path, 200 + number)
            assert hits == []
        assert worker.queries == 3
        assert worker.alive
    finally:
        worker.end()


def test_a_stream_comes_in_the_form_of_its_kind(path: Path) -> None:
    with Pool(path, size=1) as pool:
        assert text(pool, "SELECT (1 AS ?n) {}") == "n\r\n1\r\n"
        assert text(pool, "ASK {}") == "true"
        assert text(pool, "CONSTRUCT { :a :b 1 } {}").startswith("<https://w3id.org/detente/ns#a> <")
        with stream(pool, ALL) as found:
            assert (found.kind, found.form, found.whole) == ("table", "text/csv", False)
            assert len(b"".join(found.parts()).splitlines()) > 5000
        with stream(pool, "ASK {}", forms={**FORMS, "boolean": None}) as found:
            assert (found.kind, found.form, found.whole) == ("boolean", None, True)
        with stream(pool, ALL, head=True) as found:
            assert (found.kind, found.form, list(found.parts())) == ("table", "text/csv", [b""])


def test_a_stream_past_its_limit_breaks_off(path: Path) -> None:
    with Pool(path, size=1) as pool:
        with pytest.raises(QueryLimit, match="larger than"), stream(pool, ALL, limits=Limits(bytes=1000)):
            pass
        with stream(pool, ALL, limits=Limits(bytes=200_000)) as found, pytest.raises(QueryLimit, match="larger than"):
            list(found.parts())
        assert articles(pool) == 30


def test_a_reader_that_stops_reading_holds_a_worker_no_longer_than_a_query(path: Path) -> None:
    with Pool(path, size=1, limits=Limits(seconds=1)) as pool:
        with stream(pool, ALL) as found:
            time.sleep(1.5)
            with pytest.raises(QueryLimit, match="longer than 1 seconds"):
                list(found.parts())
        assert articles(pool) == 30


def test_a_stream_given_up_half_way_frees_its_worker(path: Path) -> None:
    with Pool(path, size=1) as pool:
        with stream(pool, ALL) as found:
            assert len(next(found.parts())) > 1000
        assert articles(pool) == 30


EDGES = "https://w3id.org/detente/ns#edges"
ATTACKS = "ASK { ?a rel:attacks ?b }"
NAMED = "ASK { GRAPH ?g { ?a rel:attacks ?b } }"
CLAIMS = "ASK { ?c a :Claim }"


@pytest.mark.parametrize(
    ("query", "dataset", "answer"),
    [
        (ATTACKS, Dataset(), "true"),
        (ATTACKS, Dataset(default=(EDGES,)), "true"),
        (CLAIMS, Dataset(default=(EDGES,)), "false"),
        (NAMED, Dataset(default=(EDGES,)), "false"),
        (ATTACKS, Dataset(named=(EDGES,)), "false"),
        (NAMED, Dataset(named=(EDGES,)), "true"),
        ("ASK FROM <urn:none> { ?a rel:attacks ?b }", Dataset(default=(EDGES,)), "true"),
        ("ASK FROM NAMED <urn:none> { GRAPH ?g { ?a ?b ?c } }", Dataset(named=(EDGES,)), "true"),
        (ATTACKS, Dataset(default=("urn:none", EDGES)), "true"),
        (ATTACKS, Dataset(default=("urn:none",)), "false"),
    ],
)
def test_a_dataset_takes_the_place_of_the_graphs_that_a_query_names(
    path: Path, query: str, dataset: Dataset, answer: str
) -> None:
    with Pool(path, size=1) as pool:
        assert text(pool, query, dataset=dataset) == answer


def test_graphs_have_absolute_iris() -> None:
    assert graph_iris(["urn:a"], "graph") == ("urn:a",)
    with pytest.raises(InputError, match="graph 'edges': no absolute IRI"):
        graph_iris(["urn:a", "edges"], "graph")
