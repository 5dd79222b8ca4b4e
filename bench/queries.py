"""How fast named queries are answered, beside rdflib in memory on the same quads with the same SPARQL.

    python -m bench.queries [CLAIMS] [--no-rdflib]

The store lies on disk and is asked through a warm worker of `graph.query.pool`; the time counts until the rows are
here as Python objects. rdflib has all named graphs in a Dataset whose default graph is their union; a process of its
own, it loads within `LOADING` seconds or not at all, and a query of it ends after `CAP` seconds. Of several rounds the
median counts.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from types import FrameType
from typing import Any

import pyoxigraph
from pyoxigraph import RdfFormat

from graph.query import Answer, Blank, Iri, Limits, Value
from graph.query.answer import Term
from graph.query.named import named_queries, with_prefixes
from graph.query.pool import Pool
from graph.store import Store
from graph.triples.terms import PREFIXES
from tests.query.generated import CLAIMS_EACH, METHOD, Anybody, readings

CLAIMS = 10_000
CAP = 60
LOADING = 900
BUDGET = 1200
"""Seconds for all queries of rdflib together; those that are left then are not asked."""
ROUNDS = 5
SLOW = 3.0
"""Seconds after which a query is not asked again."""
SMALL = 300
"""How often the small query is asked."""
SMALL_QUERY = "SELECT ?c { ?c a :Claim } LIMIT 1"
GIVEN = {"from": "2014-06", "to": "2020"}
"""Values of the parameters that have no default and are no actors; those are the most frequent ones."""
NOT_ASKED = "-"

Cell = tuple[str, ...]
Rows = list[list[Cell]]


@dataclass(slots=True)
class Timed:
    """A query's seconds, each round, and its rows in order; ``trouble`` tells why there are none."""

    seconds: list[float] = field(default_factory=list)
    rows: Rows = field(default_factory=list)
    trouble: str = ""

    @property
    def median(self) -> float | None:
        """Seconds of the middle round."""
        return median(self.seconds) if self.seconds else None


@dataclass(slots=True)
class Measured:
    """What one run found."""

    claims: int
    quads: int
    load_seconds: float
    store_bytes: int
    ours: dict[str, Timed]
    theirs: dict[str, Timed]
    theirs_load: float | None
    """Seconds; None where rdflib was not asked or did not load in time."""
    theirs_memory: int
    """Bytes, at most."""
    warm: float
    """Seconds of a small query through a warm worker."""
    direct: float
    """The same by the engine itself."""

    @property
    def ratios(self) -> dict[str, float]:
        """How many times as long rdflib takes, by query; at least so many where it ran into its cap."""
        found = {}
        for name, ours in self.ours.items():
            theirs = self.theirs.get(name, Timed(trouble=NOT_ASKED))
            if ours.median and (theirs.median or theirs.trouble == "cap"):
                found[name] = (theirs.median or CAP) / ours.median
        return found


class OverCap(BaseException):
    """A query of rdflib took too long; no Exception, which rdflib might catch."""


def questions() -> dict[str, str]:
    """Return every named query as it is asked with nothing but what it needs, by name."""
    found = {}
    for name, query in named_queries().items():
        actors = iter(("a0", "a1", "a2"))
        needed = [p for p in query.parameters if p.default is None]
        found[name] = with_prefixes(query.bind({p.name: GIVEN.get(p.name) or next(actors) for p in needed}))
    return found


def measure(
    folder: Path, claims: int, *, rdflib: bool = True, rounds: int = ROUNDS, budget: float = BUDGET
) -> Measured:
    """Fill a store in an empty folder, ask it all, ask rdflib all."""
    path = folder / "store"
    load_seconds = _fill(path, claims)
    with Store.open(path) as store:
        quads = store.counts().quads
    store_bytes = sum(f.stat().st_size for f in path.rglob("*") if f.is_file())
    asked = questions()
    limits = Limits(seconds=300, cpu_seconds=300)
    with Pool(path, size=1, limits=limits, wait=300) as pool:
        pool.run("ASK {}")
        warm = _small(lambda: pool.run(SMALL_QUERY))
        ours = {name: _timed(lambda text=text: _ours(pool.run(text)), rounds) for name, text in asked.items()}  # type: ignore[misc]
    dump = folder / "all.nq"
    engine = pyoxigraph.Store.read_only(str(path / "quads"))
    direct = _small(lambda: _direct(engine))
    if rdflib:
        engine.dump(str(dump), RdfFormat.N_QUADS)
    theirs, loaded, memory = _beside(dump, asked, rounds, budget) if rdflib else ({}, None, 0)
    return Measured(claims, quads, load_seconds, store_bytes, ours, theirs, loaded, memory, warm, direct)


def _fill(path: Path, claims: int) -> float:
    """Store made-up claims and return the seconds that the store took; making them does not count."""
    seconds = 0.0
    source = readings(claims // CLAIMS_EACH)
    with Store.open(path, write=True) as store:
        while part := list(islice(source, 50)):
            begun = time.perf_counter()
            store.add(part, Anybody(), method=METHOD)
            seconds += time.perf_counter() - begun
    return seconds


def _small(ask: Callable[[], object]) -> float:
    """Return the median seconds of a small query."""
    ask()
    seconds = []
    for _ in range(SMALL):
        begun = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - begun)
    return median(seconds)


def _direct(engine: pyoxigraph.Store) -> list[Any]:
    found = engine.query(SMALL_QUERY, prefixes=PREFIXES, use_default_graph_as_union=True)
    return list(found) if isinstance(found, pyoxigraph.QuerySolutions) else []


def _timed(ask: Callable[[], Callable[[], Rows]], rounds: int) -> Timed:
    """Ask some rounds, once only where it is slow; what ``ask`` returns gives the rows and is not timed."""
    timed = Timed()
    for _ in range(rounds):
        begun = time.perf_counter()
        rows = ask()
        timed.seconds.append(time.perf_counter() - begun)
        if timed.seconds[-1] > SLOW:
            break
    timed.rows = rows()
    return timed


def _ours(answer: Answer) -> Callable[[], Rows]:
    return lambda: sorted([_cell(term) for term in row] for row in answer.rows)


def _cell(term: Term | None) -> Cell:
    match term:
        case Iri(value):
            return ("iri", value)
        case Value(value, datatype, language):
            return ("literal", _lexical(value, datatype or ""), datatype or "", language or "")
        case Blank():
            return ("blank",)
    return ()


def _lexical(value: str, datatype: str) -> str:
    """Return numbers as they are told apart by value: rdflib and Oxigraph write a decimal's zeros differently."""
    return f"{float(value):.12g}" if datatype.endswith(("#decimal", "#double", "#float")) else value


def _beside(
    dump: Path, asked: dict[str, str], rounds: int, budget: float
) -> tuple[dict[str, Timed], float | None, int]:
    """Ask rdflib in a process of its own; return times by query, seconds of loading, bytes of memory."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_rdflib, args=(there, dump, asked, rounds), daemon=True)
    process.start()
    there.close()
    theirs: dict[str, Timed] = {}
    loaded, memory = None, 0
    with suppress(EOFError):
        if here.poll(LOADING):
            loaded = float(here.recv())
            end = time.monotonic() + budget
            for name in asked:
                if not here.poll(max(0.0, end - time.monotonic())):
                    break
                theirs[name], memory = here.recv()
                print(f"rdflib: {name} {theirs[name].median or theirs[name].trouble}", file=sys.stderr, flush=True)
    process.kill()
    process.join()
    return theirs, loaded, memory


def _rdflib(pipe: Connection, dump: Path, asked: dict[str, str], rounds: int) -> None:
    """Load a file with rdflib, ask all, and send what was found."""
    import resource  # noqa: PLC0415 - only here

    from rdflib import Dataset  # noqa: PLC0415 - nor is it loaded where our own queries are timed

    dataset = Dataset(default_union=True)
    begun = time.perf_counter()
    dataset.parse(dump, format="nquads")
    pipe.send(time.perf_counter() - begun)
    signal.signal(signal.SIGALRM, _over)
    for text in asked.values():
        timed = Timed()
        try:
            for _ in range(rounds):
                signal.alarm(CAP)
                begun = time.perf_counter()
                found: Sequence[Any] = list(dataset.query(text))
                timed.seconds.append(time.perf_counter() - begun)
                signal.alarm(0)
                if timed.seconds[-1] > SLOW:
                    break
            timed.rows = sorted([_their_cell(term) for term in row] for row in found)
        except OverCap:
            timed = Timed(trouble="cap")
        except Exception as error:  # noqa: BLE001 - whatever rdflib stumbles over is a finding
            timed = Timed(trouble=type(error).__name__)
        signal.alarm(0)
        pipe.send((timed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))


def _over(_number: int, _frame: FrameType | None) -> None:
    raise OverCap


def _their_cell(term: Any) -> Cell:
    from rdflib import BNode, Literal  # noqa: PLC0415 - see above

    if term is None:
        return ()
    if isinstance(term, Literal):
        if str(term).startswith(PREFIXES["claim"]):  # MIN of IRIs is text in rdflib; SPARQL says that it is an IRI
            return ("iri", str(term))
        datatype = str(term.datatype or "").removesuffix("http://www.w3.org/2001/XMLSchema#string")
        return ("literal", _lexical(str(term), datatype), datatype, term.language or "")
    return ("blank",) if isinstance(term, BNode) else ("iri", str(term))


def report(found: Measured) -> str:
    """Return a run's figures as text."""
    lines = [
        f"{found.claims:,} claims, {found.quads:,} quads, {os.cpu_count()} cores",
        f"load: {found.claims / found.load_seconds:,.0f} claims/s, {found.load_seconds:.1f} s",
        f"disk: {found.store_bytes / found.claims:,.0f} bytes a claim",
        f"small query: {found.warm * 1000:.2f} ms by a warm worker, {found.direct * 1000:.2f} ms by the engine itself",
    ]
    if found.theirs_load is not None:
        lines.append(f"rdflib: loaded in {found.theirs_load:.0f} s, {found.theirs_memory >> 20:,} MiB at most")
    elif found.theirs_memory == 0:
        lines.append("rdflib: not asked, or not loaded in time")
    ratios = found.ratios
    lines += ["", f"{'query':20}{'ours':>10}{'rdflib':>12}{'ratio':>9}  {'rows':>5}  same rows"]
    for name, ours in found.ours.items():
        theirs = found.theirs.get(name, Timed(trouble=NOT_ASKED))
        seconds = (
            f"{theirs.median:.3f} s" if theirs.median else {"cap": f"> {CAP} s"}.get(theirs.trouble, theirs.trouble)
        )
        times = f"{'>' if theirs.trouble == 'cap' else ''}{ratios[name]:.1f}" if name in ratios else NOT_ASKED
        same = NOT_ASKED if theirs.trouble else "yes" if theirs.rows == ours.rows else "NO"
        lines.append(f"{name:20}{ours.median or 0:>8.3f} s{seconds:>12}{times:>9}  {len(ours.rows):>5}  {same}")
    if ratios:
        slower = [name for name, ratio in ratios.items() if ratio < 1]
        lines += ["", f"median ratio: {median(ratios.values()):.1f}; slower than rdflib: {', '.join(slower) or 'none'}"]
    return "\n".join(lines)


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("claims", nargs="?", type=int, default=CLAIMS, help=f"how many [{CLAIMS}]")
    options.add_argument("--no-rdflib", action="store_true", help="ask our side alone")
    options.add_argument("--budget", type=float, default=BUDGET, help=f"seconds for all queries of rdflib [{BUDGET}]")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(report(measure(Path(folder), chosen.claims, rdflib=not chosen.no_rdflib, budget=chosen.budget)))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
