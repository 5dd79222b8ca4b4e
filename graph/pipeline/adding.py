"""Articles into a store: what is known is passed over, an interruption loses next to nothing."""

from __future__ import annotations

import gzip
import signal
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from graph.model import Article, Reading
from graph.pipeline.engine import Engine
from graph.pipeline.parallel import Failed
from graph.reading import files_in
from graph.store import Store

STORE_BATCH = 50
"""Readings stored in one transaction, fewer where they come slowly."""
STORE_SECONDS = 2.0
"""After how long what was read is stored; a process that is killed loses no more than that."""
COUNTED_BYTES = 200_000_000
"""Bytes of rows that are counted beforehand for a progress bar; more are not worth the time."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What a step of `add_articles` did: articles stored, those passed over as known, and the claims stored."""

    articles: int
    known: int
    claims: int


def add_articles(store: Store, articles: Iterable[Article], engine: Engine) -> Iterator[Stored | Failed]:
    """Read articles and store what they gave; yield every step when it is on disk, and every article that failed.

    What the same method has read before is passed over unread, so that an interrupted run goes on where it stopped. At
    Ctrl-C what was read is stored before KeyboardInterrupt goes on; a transaction is never torn.
    """
    known = 0

    def unknown() -> Iterator[Article]:
        nonlocal known
        for article in articles:
            if store.has(article.id, engine.method):
                known += 1
            else:
                yield article

    def put(readings: list[Reading]) -> Stored:
        nonlocal known
        added = store.add(readings, engine.registry, method=engine.method)
        step = Stored(added.new + added.replaced, known + added.unchanged, sum(len(r.claims) for r in readings))
        known = 0
        readings.clear()
        return step

    read: list[Reading] = []
    since = time.monotonic()
    try:
        for result in engine.read(unknown()):
            if isinstance(result, Failed):
                yield result
                continue
            read.append(result)
            if len(read) >= STORE_BATCH or time.monotonic() - since > STORE_SECONDS:
                with _interrupt_kept() as pressed:
                    step = put(read)
                yield step
                since = time.monotonic()
                if pressed:
                    raise KeyboardInterrupt  # noqa: TRY301 - as if it had been pressed now
    except KeyboardInterrupt:
        yield put(read)
        raise
    yield put(read)


@contextmanager
def _interrupt_kept() -> Iterator[list[int]]:
    """Keep Ctrl-C back for the length of the block; give a list that is not empty when it was pressed."""
    pressed: list[int] = []
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN  # as under nohup
    if ignored or threading.current_thread() is not threading.main_thread():
        yield pressed
        return
    before = signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


def count_articles(paths: Iterable[Path]) -> int | None:
    """Return about how many articles files and folders hold, for a progress bar; None where counting would take long.

    A file of rows counts its lines, any other one; what cannot be opened counts none.
    """
    total = 0
    room = COUNTED_BYTES
    for file in chain.from_iterable(files_in(path) if path.is_dir() else [path] for path in paths):
        if not file.is_file():
            if file.exists() or str(file) == "-":
                return None
        elif file.name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson")):
            counted = _count_lines(file, room)
            if counted is None:
                return None
            total, room = total + counted[0], room - counted[1]
        else:
            total += 1
    return total


def _count_lines(path: Path, room: int) -> tuple[int, int] | None:
    """Return the lines and bytes of a file, unpacked; None where it is longer than ``room``; damage ends the count."""
    lines = size = 0
    last = b""
    opened = gzip.open if path.name.lower().endswith(".gz") else open
    try:
        with opened(path, "rb") as stream:
            while block := stream.read(1 << 20):
                lines += block.count(b"\n")
                size += len(block)
                if size > room:
                    return None
                last = block[-1:]
    except (OSError, EOFError, zlib.error):
        return lines, size
    return lines + (size > 0 and last != b"\n"), size
