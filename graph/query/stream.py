"""Answers of a pool in a form of the SPARQL and RDF standards, passed on piece by piece as the worker writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal, Self

from graph.errors import InputError, QueryError
from graph.query.pool import Pool
from graph.query.process import WorkerProcess
from graph.query.refuse import check
from graph.query.run import Limits, check_end, error_of, question
from graph.query.worker import CHUNK

Kind = Literal["table", "boolean", "triples"]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Graphs that a query is about, by IRI, instead of those it names itself; None for no choice."""

    default: Sequence[str] = ()
    """Their union is the default graph."""
    named: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


class Stream:
    """One question to a pool and the answer to it. To be opened once, and closed; `cancel` may come from any thread."""

    def __init__(
        self,
        pool: Pool,
        sparql: str,
        forms: Mapping[Kind, str | None],
        *,
        dataset: Dataset = Dataset(),
        limits: Limits | None = None,
        head: bool = False,
    ) -> None:
        """Make a question.

        Args:
            pool: who answers.
            sparql: the query.
            forms: the media type wanted for each kind of answer, None where that kind is not wanted.
            dataset: graphs to ask, if they are not those that the query names.
            limits: None for the pool's; rows are not counted.
            head: whether only kind and form are wanted.
        """
        self._pool = pool
        self._sparql = sparql
        self._forms = dict(forms)
        self._dataset = dataset
        self._limits = limits or pool.limits
        self._head = head
        self._stack = ExitStack()
        self._lock = Lock()
        self._worker: WorkerProcess | None = None
        self._cancelled = False
        self._first = b""
        self._lines: Iterator[dict[str, Any]] = iter(())
        self.kind: Kind = "table"
        self.form: str | None = None
        """The media type; None where this kind of answer is not wanted, and then there is no answer."""
        self.whole = False
        """Whether the first piece is all there is."""

    def open(self) -> Self:
        """Ask, and wait for the first piece; the worker is let go where there is no more to come.

        Raises:
            QueryError: malformed or refused, or the worker broke on it, or it was cancelled.
            QueryLimit: over a limit; Busy where no worker was free.
            StoreError: no store there, or damaged.
        """
        done = True
        try:
            done = self._ask()
        finally:
            if done:
                self._release()
        return self

    def _ask(self) -> bool:
        """Ask, and return whether the first piece is all there is."""
        checked = check(self._sparql)
        worker = self._stack.enter_context(self._pool.lease())
        with self._lock:
            if self._cancelled:
                raise QueryError("query: nobody waits for its answer any more")
            self._worker = worker
        request = {
            **question(self._sparql, self._limits, union=not (checked.names_graphs or self._dataset)),
            "forms": self._forms,
            "head": self._head,
        }
        if self._dataset:
            request |= {"default_graph": list(self._dataset.default), "named_graphs": list(self._dataset.named)}
        self._lines = self._pool.ask(worker, request, self._limits)
        for line in self._lines:
            if "form" in line:
                self.kind, self.form = line["kind"], line["form"]
            elif "data" in line:
                self._first = line["bytes"]
                if line["data"] == CHUNK:
                    return False
            elif self._over(line):
                break
        self.whole = True
        return True

    def parts(self) -> Iterator[bytes]:
        """Yield the pieces of the answer.

        Raises:
            QueryError: the answer broke off. What was yielded is then a part that must not pass for the whole.
        """
        yield self._first
        try:
            for line in self._lines:
                if "data" in line:
                    yield line["bytes"]
                elif self._over(line):
                    break
        finally:
            self._release()

    def cancel(self) -> None:
        """Give up; `open` and `parts` end in QueryError."""
        with self._lock:
            self._cancelled = True
            if self._worker is not None:
                self._worker.cancel()

    def close(self) -> None:
        """Let the worker go; one that is still at it is ended."""
        self._release()

    def _over(self, line: dict[str, Any]) -> bool:
        if "error" in line:
            raise error_of(line, self._limits)
        if "end" in line:
            check_end(line, self._limits)
            return True
        return False

    def _release(self) -> None:
        with self._lock:
            self._worker = None
        self._stack.close()


def graph_iris(values: Sequence[str], place: str) -> tuple[str, ...]:
    """Return the IRIs of graphs as they are. Raises InputError for one that is no absolute IRI."""
    from pyoxigraph import NamedNode  # noqa: PLC0415 - only some questions name graphs

    for value in values:
        try:
            NamedNode(value)
        except ValueError as error:
            raise InputError(f"{place} {value!r}: no absolute IRI ({error}); give a whole one") from None
    return tuple(values)
