"""The stages strung together: many articles, several processes, in order, going on where one fails."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
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
IN_FLIGHT = 4
"""Batches waiting per process, so that no stream is read far ahead of the work."""
FEW = 24
"""Up to this many articles one process is quicker than starting others."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What an extractor is made from; small, so that other processes can make their own."""

    parser: str | None = None
    actors: tuple[Path, ...] = ()
    """Folders with the user's own actor tables."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that could not be read, while the batch went on."""

    article: Article
    message: str


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


def read_articles(articles: Iterable[Article], setting: Setting, *, processes: int = 0) -> Iterator[Reading | Failed]:
    """Yield what each article gave, in the order they came.

    Args:
        articles: Taken as needed, never all at once.
        setting: What to extract with.
        processes: How many work side by side; 0 for one a core, fewer where there is little to do.
    """
    waiting = iter(articles)
    first = list(islice(waiting, FEW + 1))
    wanted = processes or len(os.sched_getaffinity(0))
    if wanted == 1 or len(first) <= FEW:
        yield from map(_Reader(setting), chain(first, waiting))
        return
    yield from _side_by_side(_batches(chain(first, waiting)), setting, wanted)


def _batches(articles: Iterator[Article]) -> Iterator[tuple[Article, ...]]:
    while batch := tuple(islice(articles, BATCH)):
        yield batch


def _side_by_side(
    batches: Iterator[tuple[Article, ...]], setting: Setting, processes: int
) -> Iterator[Reading | Failed]:
    """Yield the batches' readings in order while other processes work ahead."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_start)
    flying: deque[tuple[tuple[Article, ...], Future[list[Reading | Failed]]]] = deque()
    try:
        while True:
            for batch in islice(batches, processes * IN_FLIGHT - len(flying)):
                flying.append((batch, pool.submit(_read_batch, batch, setting)))
            if not flying:
                return
            batch, future = flying.popleft()
            try:
                done = future.result()
            except BrokenProcessPool:
                yield from (Failed(a, f"{name(a)}: the process reading it ended; try --processes 1") for a in batch)
                raise DetenteError("a reading process was ended from outside, maybe for want of memory") from None
            yield from done
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start() -> None:
    """Leave Ctrl-C to the main process, which lets batches in hand end."""
    import signal  # noqa: PLC0415 - only in worker processes

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_batch(batch: tuple[Article, ...], setting: Setting) -> list[Reading | Failed]:
    return [_Reader(setting)(article) for article in batch]


@dataclass(frozen=True, slots=True)
class _Reader:
    setting: Setting

    def __call__(self, article: Article) -> Reading | Failed:
        extractor = make_extractor(self.setting)
        try:
            return extractor.read(article)
        except (DetenteError, RecursionError, ValueError, IndexError, KeyError) as error:
            return Failed(article, f"{name(article)}: cannot be read ({type(error).__name__}: {error})"[:300])


def name(article: Article) -> str:
    """Return what people call an article: its title, its own id, or the start of its id."""
    return article.source_id or article.title or article.url or article.id[:12]
