"""The stages strung together: many articles, several processes, in order, going on where one fails."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from pathlib import Path

from graph.actors.registry import Registry
from graph.errors import DetenteError
from graph.extract.entries import load_lexicon
from graph.extract.extractor import Extractor
from graph.extract.parser import load_parser
from graph.model import Article, Reading
from graph.ontology import load_ontology
from graph.reading import boilerplate_spans

BATCH = 16
"""Articles handed to a process at a time: single ones cost two to four times as much to hand over."""
BATCH_CHARACTERS = 200_000
"""Characters after which a batch is full, so that long articles are not piled up in memory."""
IN_FLIGHT = 4
"""Batches waiting per process, so that no stream is read far ahead of the work."""
FEW = 24
"""Up to this many articles one process is quicker than starting others."""
CPU_LIMIT = 300.0
"""Seconds of CPU for one article; the worst megabyte of those tried, one endless sentence, took 30."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What an extractor is made from; small, so that other processes can make their own."""

    parser: str | None = None
    actors: tuple[Path, ...] = ()
    """Folders with the user's own actor tables."""
    cpu_limit: float = CPU_LIMIT


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that could not be read, while the batch went on."""

    article: Article
    message: str


Batch = tuple[Article, ...]
Result = Reading | Failed


@cache
def make_extractor(setting: Setting) -> Extractor:
    """Return the extractor of a setting, loaded once a process.

    Raises:
        DetenteError: a data file is malformed, or the parser is not installed.
    """
    return Extractor(
        parser=load_parser(setting.parser),
        registry=Registry.load(*setting.actors),
        lexicon=load_lexicon(),
        relations=load_ontology().relations,
        skipped=boilerplate_spans,
    )


def read_articles(articles: Iterable[Article], setting: Setting, *, processes: int = 0) -> Iterator[Result]:
    """Yield what each article gave, in the order they came; the number of processes changes nothing but the time.

    Args:
        articles: Taken as needed, never all at once.
        setting: What to extract with.
        processes: How many work side by side; 0 for one a core, fewer where there is little to do.
    """
    waiting = iter(articles)
    first = list(islice(waiting, FEW + 1))
    wanted = processes or _cores()
    if wanted == 1 or len(first) <= FEW:
        for article in chain(first, waiting):
            yield _read(article, setting)
        return
    yield from _side_by_side(_batches(chain(first, waiting)), setting, wanted)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches(articles: Iterable[Article]) -> Iterator[Batch]:
    """Yield the articles in order, a few at a time: up to `BATCH`, fewer of long ones."""
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if len(batch) == BATCH or size >= BATCH_CHARACTERS:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _side_by_side(batches: Iterator[Batch], setting: Setting, processes: int) -> Iterator[Result]:
    """Yield the batches' readings in order while other processes work ahead.

    Where a process dies, for want of memory for example, the articles in hand are read again one at a time, and only
    the one that brings a process down again has failed.
    """
    line = _Line(batches)
    while line.more():
        try:
            with _pool(processes) as pool:
                while line.fill(pool, setting, processes * IN_FLIGHT):
                    yield from line.next_result()
        except BrokenProcessPool:
            yield from _one_by_one(line.taken_back(), setting)


@dataclass(slots=True)
class _Line:
    """Batches on their way through a pool, in order."""

    batches: Iterator[Batch]
    flying: deque[tuple[Batch, Future[list[Result]]]] = field(default_factory=deque)
    _ended: bool = False

    def more(self) -> bool:
        """Return whether there may be batches left."""
        return not self._ended

    def fill(self, pool: ProcessPoolExecutor, setting: Setting, room: int) -> bool:
        """Hand batches to the pool until ``room`` are flying; return whether any is."""
        for batch in islice(self.batches, room - len(self.flying)):
            lost: Future[list[Result]] = Future()
            self.flying.append((batch, lost))  # in the line before it is handed over, so that none is ever lost
            with _interrupts_held():
                self.flying[-1] = (batch, pool.submit(_read_batch, batch, setting))
        self._ended = not self.flying
        return not self._ended

    def next_result(self) -> list[Result]:
        """Return what the oldest batch gave. Raises BrokenProcessPool and leaves it in the line if its process died."""
        done = self.flying[0][1].result()
        self.flying.popleft()
        return done

    def taken_back(self) -> list[Article]:
        """Return the articles of all flying batches, in order, and forget them."""
        articles = [article for batch, _ in self.flying for article in batch]
        self.flying.clear()
        return articles


def _one_by_one(articles: list[Article], setting: Setting) -> Iterator[Result]:
    """Yield what articles gave in one other process; the article that brings it down has failed, another one starts."""
    waiting = deque(articles)
    while waiting:
        try:
            with _pool(1) as pool:
                while waiting:
                    with _interrupts_held():
                        future = pool.submit(_read_batch, (waiting[0],), setting)
                    results = future.result()
                    waiting.popleft()
                    yield from results
        except BrokenProcessPool:
            article = waiting.popleft()
            yield Failed(article, f"{name(article)}: the process reading it was ended, maybe for want of memory")


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool; when the block is left early its processes are ended at once, not after what they have in hand."""
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))
    try:
        yield pool
    except BaseException:
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back; processes started meanwhile never get it, and leave it to this one to end them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _read_batch(batch: Batch, setting: Setting) -> list[Result]:
    return [_read(article, setting) for article in batch]


def _read(article: Article, setting: Setting) -> Result:
    extractor = make_extractor(setting)
    try:
        with _cpu_limit(setting.cpu_limit):
            return extractor.read(article)
    except Exception as error:  # noqa: BLE001 - whatever one article does to us, the others are read
        what = str(error) if isinstance(error, DetenteError) else f"{type(error).__name__}: {error}"
        return Failed(article, f"{name(article)}: cannot be read ({what[:200]})")


class _TookTooLong(DetenteError):
    """An article went over its CPU limit."""


@contextmanager
def _cpu_limit(seconds: float) -> Iterator[None]:
    """Raise `_TookTooLong` in the block after so many seconds of CPU; without effect beside the main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(_signal: int, _frame: object) -> None:
        raise _TookTooLong(f"took more than {seconds:g} seconds of CPU; split it")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def name(article: Article) -> str:
    """Return what people call an article: its title, its own id, or the start of its id."""
    return article.source_id or article.title or article.url or article.id[:12]
