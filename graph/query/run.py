"""Running a query: a fenced worker is started, asked, and ended when it takes too long."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import QueryError, QueryLimit
from graph.query.answer import Answer, Row, term_of
from graph.query.refuse import check
from graph.store.place import check as check_store
from graph.store.snapshot import snapshot
from graph.triples.terms import PREFIXES

WORKER = Path(__file__).with_name("worker.py")
_POSITION = re.compile(r"^(?:error at )?(\d+):(\d+):? *")


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a query may go; past any of them it ends in QueryLimit."""

    seconds: float = 30.0
    """By the clock."""
    cpu_seconds: int = 30
    memory_bytes: int = 2 << 30
    """Of address space; 0 for no limit."""
    rows: int = 10_000
    bytes: int = 64 << 20
    """Of the answer."""


DEFAULT_LIMITS = Limits()


class TimeLimit(QueryLimit):
    """A query took longer than it may."""


class Malformed(QueryError):
    """A query is not SPARQL."""


def run(store_path: Path | str, sparql: str, *, limits: Limits = DEFAULT_LIMITS) -> Answer:
    """Return the answer to a SPARQL 1.1 query over what is stored now.

    The default graph is the union of all graphs, unless the query says FROM. The prefixes of
    `graph.triples.terms.PREFIXES` need no declaration. The worker can read the store and nothing else.

    Raises:
        QueryError: malformed (with line and column), or refused, or the worker broke on it.
        QueryLimit: over a limit.
        StoreError: no store there, or damaged.
    """
    path = Path(store_path)
    checked = check(sparql)
    check_store(path)
    with snapshot(path) as files:
        lines = _ask({"files": str(files), **question(sparql, limits, union=not checked.names_graphs)}, limits)
    return read_answer(map(json.loads, lines), limits)


def question(sparql: str, limits: Limits, *, union: bool) -> dict[str, Any]:
    """Return what a worker is asked, apart from the files."""
    return {
        "query": sparql,
        "prefixes": PREFIXES,
        "union": union,
        "cpu_seconds": limits.cpu_seconds,
        "memory_bytes": limits.memory_bytes,
        "rows": limits.rows,
        "bytes": limits.bytes,
    }


def _ask(request: dict[str, Any], limits: Limits) -> list[bytes]:
    """Return the lines that a fresh worker answers."""
    worker = subprocess.Popen(  # noqa: S603 - our own file, by our own interpreter
        [sys.executable, "-I", str(WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "RUST_BACKTRACE": "0"},
        start_new_session=True,
    )
    try:
        out, err = worker.communicate(json.dumps(request).encode() + b"\n", timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        raise _late(limits) from None
    finally:
        if worker.poll() is None:
            worker.kill()
            worker.communicate()
    if worker.returncode:
        raise ended(worker.returncode, err, limits)
    return out.splitlines()


def ended(code: int, err: bytes, limits: Limits) -> QueryError:
    """Return the error for a worker that did not end by itself."""
    if code == -signal.SIGALRM:
        return _late(limits)
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return TimeLimit(f"query: took longer than {limits.cpu_seconds} seconds of CPU; make it narrower")
    if code == -signal.SIGABRT and b"memory allocation" in err:
        return _memory(limits)
    if code < 0:
        return QueryError(f"query: broke the engine ({_signal(-code)}); maybe nested too deep, make it simpler")
    last = err.decode("utf-8", "replace").strip().splitlines()[-1:]
    return QueryError(f"query: the worker failed ({' '.join(last)[:200]})")


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _late(limits: Limits) -> QueryLimit:
    return TimeLimit(f"query: took longer than {limits.seconds:g} seconds; make it narrower")


def _memory(limits: Limits) -> QueryLimit:
    return QueryLimit(f"query: needs more than {limits.memory_bytes >> 20} MB of memory; make it narrower")


def read_answer(lines: Iterable[dict[str, Any]], limits: Limits) -> Answer:
    """Return the answer in the worker's lines."""
    kind = ""
    variables: tuple[str, ...] = ()
    boolean: bool | None = None
    rows: list[Row] = []
    for found in lines:
        if "row" in found:
            rows.append(tuple(term_of(term) for term in found["row"]))
        elif "error" in found:
            raise error_of(found, limits)
        elif "boolean" in found:
            kind, boolean = "boolean", found["boolean"]
        elif "variables" in found:
            kind, variables = "table", tuple(found["variables"])
        elif "triples" in found:
            kind, variables = "triples", ("subject", "predicate", "object")
        elif "end" in found:
            check_end(found, limits)
            return _answer(kind, variables, tuple(rows), boolean)
    raise QueryError("query: the worker ended before its answer did; try again")


def check_end(found: dict[str, Any], limits: Limits) -> None:
    """Raise QueryLimit where the last line of an answer tells that it was cut off."""
    if found["end"] == "rows":
        raise QueryLimit(f"query: more than {limits.rows} rows; add a LIMIT, or allow more rows")
    if found["end"] == "bytes":
        raise QueryLimit(f"query: the answer is larger than {limits.bytes >> 20} MB; add a LIMIT, or ask for less")


def _answer(kind: str, variables: tuple[str, ...], rows: tuple[Row, ...], boolean: bool | None) -> Answer:  # noqa: FBT001
    if kind == "boolean":
        return Answer("boolean", boolean=boolean)
    return Answer("triples" if kind == "triples" else "table", variables, rows)


def error_of(found: dict[str, Any], limits: Limits) -> QueryError:
    """Return the error that a line of an answer tells."""
    message = " ".join(str(found["error"]).split())[:300]
    if found["kind"] == "memory":
        return _memory(limits)
    if found["kind"] == "syntax":
        at = _POSITION.match(message)
        where = f"line {at[1]}, column {at[2]}: " if at else ""
        return Malformed(f"{where or 'query: '}{message[at.end() :] if at else message}")
    return QueryError(f"query: cannot be answered ({message})")
