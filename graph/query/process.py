"""A warm worker: a fenced process that holds a store open and answers one query after the other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, cast

from graph.errors import QueryError
from graph.query.run import WORKER, Limits, ended
from graph.store.snapshot import snapshot

_PATIENCE = 5.0
"""Seconds that a process that was ended may take to go."""


class Picture:
    """A snapshot of a store that several workers look at; it goes when the last of them drops it."""

    def __init__(self, path: Path) -> None:
        """Take the picture; who made it holds it. Raises StoreError where it cannot be taken."""
        self._stack = ExitStack()
        self.files = self._stack.enter_context(snapshot(path))
        self._holders = 1

    def hold(self) -> None:
        """Keep the files."""
        self._holders += 1

    def drop(self) -> None:
        """Let the files go."""
        self._holders -= 1
        if not self._holders:
            self._stack.close()


class WorkerProcess:
    """One process. It is ended by the kernel when the thread that made it ends."""

    def __init__(self) -> None:
        """Start the process; its store is opened by the first request."""
        self._process = subprocess.Popen(  # noqa: S603 - our own file, by our own interpreter
            [sys.executable, "-I", str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "RUST_BACKTRACE": "0"},
            start_new_session=True,
        )
        self.picture: Picture | None = None
        self.queries = 0
        self.peak = 0
        """Bytes of memory, the most it ever had."""
        self.fenced = True
        """Whether seccomp fences it; if not, it cannot open a second store."""
        self.busy = False
        """Whether an answer is not over."""
        self.cancelled = False
        """Whether it was told to end, and may not have yet."""

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], limits: Limits) -> Iterator[dict[str, Any]]:
        """Yield the lines of an answer; the bytes that follow a line of data are in its ``bytes``.

        Args:
            request: what `graph.query.worker` takes.
            limits: to which the request holds, for messages.

        Raises:
            QueryError: the process ended before its answer did; a QueryLimit where a limit was the cause.
        """
        self.busy = True
        self.queries += 1
        stdin, stdout = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        try:
            stdin.write(json.dumps({"seconds": limits.seconds, **request}).encode() + b"\n")
            stdin.flush()
        except OSError:
            raise self._ended(limits) from None
        while (line := stdout.readline()).endswith(b"\n"):
            found = json.loads(line)
            if "data" in found:
                found["bytes"] = stdout.read(found["data"])
                if len(found["bytes"]) < found["data"]:
                    break
            if "fenced" in found:
                self.fenced = found["fenced"]
            if "end" in found or "error" in found:
                self.peak = found.get("peak", self.peak)
                self.busy = False
                yield found
                return
            yield found
        raise self._ended(limits)

    def cancel(self) -> None:
        """End what it is doing, and itself; who waits for the answer is told."""
        self.cancelled = True
        self._process.kill()

    def end(self) -> None:
        """End the process and let go of what it had."""
        self._process.kill()
        self._process.wait(_PATIENCE)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            try:
                cast("IO[bytes]", pipe).close()
            except OSError:
                continue  # a request that was not sent
        if self.picture:
            self.picture.drop()
            self.picture = None

    def _ended(self, limits: Limits) -> QueryError:
        try:
            code = self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        if self.cancelled:
            return QueryError("query: nobody waits for its answer any more")
        err = cast("IO[bytes]", self._process.stderr).read()
        return ended(code, err, limits) if code else QueryError("query: the worker ended before its answer did")
