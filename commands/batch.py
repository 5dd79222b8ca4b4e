"""A batch of articles: where they come from, how far it is, and what became of each."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.common import NOT_READ, PREFIX, SOME_FAILED, one_line

if TYPE_CHECKING:
    from graph.model import Article, Reading
    from graph.pipeline import Failed
    from graph.reading import ReadFailure


def articles_of(files: Iterable[Path], date: str | None, publisher: str | None) -> Iterator[Article | ReadFailure]:
    """Yield the articles of files, folders and standard input ("-")."""
    from graph.reading import read_all, read_stream  # noqa: PLC0415 - only commands that read need it

    def tell(line: str) -> None:
        click.echo(f"note: {one_line(line)}", err=True)

    for file in files:
        if str(file) == "-":
            yield from read_stream(sys.stdin.buffer, date=date, publisher=publisher, tell=tell)
        else:
            yield from read_all([file], date=date, publisher=publisher, tell=tell)


class Progress:
    """A bar on standard error, where that is a terminal and the work takes longer than a second."""

    def __init__(self, total: int | None, *, hidden: bool = False) -> None:
        self._total = total
        self._done = 0
        self._start = self._drawn = time.monotonic()
        self._hidden = hidden or not sys.stderr.isatty()

    def step(self, number: int = 1) -> None:
        """Count articles done, and draw the bar."""
        self._done += number
        now = time.monotonic()
        if self._hidden or now - self._start < 1 or now - self._drawn < 0.1:  # noqa: PLR2004 - ten a second will do
            return
        self._drawn = now
        text = f"{self._done:,} articles"
        if self._total and self._done:
            share = min(1.0, self._done / self._total)
            left = round((now - self._start) * (1 - share) / share)
            bar = "#" * round(24 * share)
            text = f"[{bar:-<24}] {self._done:,} of {self._total:,} articles, {left // 60}:{left % 60:02} left"
        click.echo(f"\r{text}\x1b[K", nl=False, err=True)

    def clear(self) -> None:
        """Take the bar away, so that a line can be written."""
        if self._drawn != self._start:
            click.echo("\r\x1b[K", nl=False, err=True)
            self._drawn = self._start


class Tally:
    """What became of a batch: failures are told when they happen and counted for the end."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.failed = self.given = 0

    def fail(self, message: str) -> None:
        """Tell of an article that failed, and count it."""
        self.failed += 1
        self.progress.clear()
        self.progress.step()
        click.echo(PREFIX + one_line(message), err=True)

    def only_articles(self, items: Iterable[Article | ReadFailure]) -> Iterator[Article]:
        """Yield the articles, and tell of what gave none."""
        from graph.reading import ReadFailure  # noqa: PLC0415

        for item in items:
            self.given += 1
            if isinstance(item, ReadFailure):
                self.fail(item.message)
            else:
                yield item

    def only_readings(self, items: Iterable[Reading | Failed]) -> Iterator[Reading]:
        """Yield the readings, and tell of articles that failed."""
        from graph.pipeline import Failed  # noqa: PLC0415

        for item in items:
            if isinstance(item, Failed):
                self.fail(item.message)
            else:
                self.progress.clear()
                yield item
                self.progress.step()

    def close(self) -> int:
        """Return the exit code: 0, or 1 where something failed, or 2 where everything did."""
        self.progress.clear()
        if self.failed and self.given > 1:
            click.echo(f"{self.failed:,} of {self.given:,} could not be read, see above", err=True)
        if not self.failed:
            return 0
        return NOT_READ if self.failed == self.given else SOME_FAILED
