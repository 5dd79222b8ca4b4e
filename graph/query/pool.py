"""A pool of warm workers, for a server: the same fence as `graph.query.run`, without the start of a process a query.

A worker answers one query at a time. It looks at a snapshot of the store, and at the next one when the store has
changed since. It is ended and replaced when a query broke it, ran into its time or was given up, after `QUERIES`
queries, and when it has grown past `MEMORY`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Lock
from types import TracebackType
from typing import Any, Self

from graph.errors import DetenteError, QueryError, QueryLimit
from graph.query.answer import Answer
from graph.query.process import Picture, WorkerProcess
from graph.query.refuse import check
from graph.query.run import DEFAULT_LIMITS, Limits, question, read_answer
from graph.store.place import check as check_store

QUERIES = 1000
MEMORY = 1 << 30
WAIT = 5.0
"""Seconds that a query waits for a worker."""
FRESH = 0.2
"""Seconds between two snapshots, at least: what was stored longer ago is seen."""


class Busy(QueryLimit):
    """All workers had other work for as long as a query may wait."""


class Pool:
    """Workers for the store at a path; to be used from any thread.

    >>> with Pool(Path("store")) as pool:  # doctest: +SKIP
    ...     pool.run("ASK { ?c a :Claim }").boolean
    True
    """

    def __init__(
        self,
        path: Path,
        *,
        size: int | None = None,
        limits: Limits = DEFAULT_LIMITS,
        wait: float = WAIT,
        fresh: float = FRESH,
        queries: int = QUERIES,
        memory: int = MEMORY,
    ) -> None:
        """Make a pool; it starts at `start` or at the first query.

        Args:
            path: the store's folder.
            size: how many workers; None for one a core, four at least.
            limits: of queries that have none of their own.
            wait: seconds that a query waits for a worker.
            fresh: seconds between two snapshots at least; the store's changes are seen after so long.
            queries: how many a worker answers before another takes its place.
            memory: bytes that a worker may have had before another takes its place.
        """
        self.path = path
        self.size = size or max(4, os.cpu_count() or 1)
        self.limits = limits
        self.wait = wait
        self._fresh = fresh
        self._queries = queries
        self._memory = memory
        self._changed = Condition()
        self._idle: list[WorkerProcess] = []
        self._leased: set[WorkerProcess] = set()
        self._count = 0
        self._trouble: DetenteError | None = None
        self._closed = False
        # one thread makes all workers and lives as long as the pool: a worker ends with the thread that made it
        self._maker = ThreadPoolExecutor(1, thread_name_prefix="query-pool")
        self._looking = Lock()
        self._picture: Picture | None = None
        self._seen: tuple[object, ...] = ()
        self._taken = 0.0

    def start(self) -> None:
        """Start the workers; returns at once."""
        with self._changed:
            self._fill()

    def close(self) -> None:
        """End all workers, whatever they do, and remove the snapshots."""
        with self._changed:
            self._closed = True
            for worker in self._leased:
                worker.cancel()
            self._changed.notify_all()
        self._maker.shutdown(wait=True)
        with self._changed:
            idle, self._idle = self._idle, []
        with self._looking:
            for worker in idle:
                worker.end()
            if self._picture:
                self._picture.drop()
                self._picture = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, sparql: str, *, limits: Limits | None = None) -> Answer:
        """Return the answer to a query, as `graph.query.run` does.

        Raises:
            QueryError: malformed (with line and column), or refused, or the worker broke on it.
            QueryLimit: over a limit; Busy where no worker was free.
            StoreError: no store there, or damaged.
        """
        limits = limits or self.limits
        checked = check(sparql)
        with self.lease() as worker:
            request = question(sparql, limits, union=not checked.names_graphs)
            return read_answer(self.ask(worker, request, limits), limits)

    def ask(self, worker: WorkerProcess, request: dict[str, Any], limits: Limits) -> Iterator[dict[str, Any]]:
        """Yield what a leased worker answers about the snapshot that it was leased with."""
        picture = worker.picture
        return worker.ask({**request, "files": str(picture.files if picture else "")}, limits)

    @contextmanager
    def lease(self) -> Iterator[WorkerProcess]:
        """Give a worker for the length of a ``with`` block; it is to be asked once.

        Raises:
            Busy: none was free in time.
            StoreError: no store there, or damaged.
        """
        while True:
            worker = self._take()
            try:
                old = self._turn(worker)
            except DetenteError:
                self._give_back(worker)
                raise
            if worker.fenced or old is None:
                break
            self._drop(old)  # where seccomp is missing a worker opens no second store
            self._give_back(worker, well=False)
        try:
            yield worker
        finally:
            self._drop(old)
            self._give_back(worker)

    def _turn(self, worker: WorkerProcess) -> Picture | None:
        """Have a worker look at the store as it is now; return the snapshot before, to be dropped after its answer."""
        with self._looking:
            picture, old = self._look(), worker.picture
            if picture is old:
                return None
            picture.hold()
            worker.picture = picture
            return old

    def _drop(self, picture: Picture | None) -> None:
        if picture is not None:
            with self._looking:
                picture.drop()

    def _look(self) -> Picture:
        """Return the snapshot to look at; a new one where the store has changed. `_looking` is held."""
        now = time.monotonic()
        if self._picture is None or now - self._taken >= self._fresh:
            seen = self._state()
            if self._picture is None or seen != self._seen:
                picture = Picture(self.path)
                if self._picture is not None:
                    self._picture.drop()
                self._picture, self._seen, self._taken = picture, seen, now
        return self._picture

    def _state(self) -> tuple[object, ...]:
        """Return what changes whenever something is stored: the engine flushes, and its MANIFEST grows.

        Raises:
            StoreError: there is no store.
        """
        files = self.path / "quads"
        try:
            manifest = (files / "CURRENT").read_text("ascii").strip()
            found = files.stat(), (files / manifest).stat()
        except (OSError, UnicodeDecodeError):
            check_store(self.path)
            return ()  # and the snapshot tells what is wrong
        return manifest, found[0].st_ino, found[0].st_mtime_ns, found[1].st_size

    def _take(self) -> WorkerProcess:
        """Return a worker that nobody else has."""
        end = time.monotonic() + self.wait
        with self._changed:
            while True:
                if self._closed:
                    raise QueryError("query: the server is ending")
                while self._idle:
                    worker = self._idle.pop()
                    if worker.alive:
                        self._leased.add(worker)
                        return worker
                    self._count -= 1
                    worker.end()
                if self._trouble is not None:
                    trouble = self._trouble
                    self._trouble = trouble if self._count else None  # the next query tries again
                    raise trouble
                self._fill()
                if not self._changed.wait(max(0.0, end - time.monotonic())):
                    raise Busy(f"query: {self.size} others have been in work for {self.wait:g} seconds; try again")

    def _give_back(self, worker: WorkerProcess, *, well: bool = True) -> None:
        with self._changed:
            self._leased.discard(worker)
            well = well and not (self._closed or worker.busy or worker.cancelled) and worker.alive
            if well and worker.queries < self._queries and worker.peak < self._memory:
                self._idle.append(worker)
                self._changed.notify()
                return
            self._count -= 1
            self._fill()
        with self._looking:
            worker.end()

    def _fill(self) -> None:
        """Have workers made until there are enough. `_changed` is held."""
        while not self._closed and self._count < self.size:
            self._count += 1
            self._maker.submit(self._make)

    def _make(self) -> None:
        """Make a worker and open the store in it."""
        worker = WorkerProcess()
        trouble: DetenteError | None = None
        try:
            with self._looking:
                worker.picture = self._look()
                worker.picture.hold()
            opening = {"cpu_seconds": self.limits.cpu_seconds, "memory_bytes": self.limits.memory_bytes}
            read_answer(self.ask(worker, opening, self.limits), self.limits)
        except DetenteError as error:
            trouble = error
        with self._changed:
            self._trouble = trouble
            if trouble is None and not self._closed:
                self._idle.insert(0, worker)
                self._changed.notify()
                return
            self._count -= 1
            self._changed.notify_all()
        with self._looking:
            worker.end()
