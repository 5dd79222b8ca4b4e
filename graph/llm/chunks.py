"""A long text in stretches that a model can take at once, cut between paragraphs where there are any."""

from __future__ import annotations

import re

from graph.model import Span

_BORDERS = (
    re.compile(r"\n[ \t\r]*\n"),
    re.compile(r"[.!?][\"'\u201d\u2019)\]]*[ \t\r]*\n"),
    re.compile(r"[.!?][\"'\u201d\u2019)\]]*\s"),
    re.compile(r"\s"),
)
"""Where a text may be cut, best first: between paragraphs, at a line that ends a sentence, after a sentence, a word."""


def chunks(text: str, most: int, within: Span | None = None) -> list[Span]:
    """Return the stretches of a text, in order, none overlapping; only white space lies between them.

    Args:
        text: The text as stored; offsets count its characters.
        most: Characters of the longest stretch, at least 1.
        within: The part to cut; all of it when left out.
    """
    start, end = (0, len(text)) if within is None else (within.start, within.end)
    found: list[Span] = []
    while start < end:
        stop = end if end - start <= most else _border(text, start, start + most)
        part = text[start:stop]
        bare = part.strip()
        if bare:
            first = start + len(part) - len(part.lstrip())
            found.append(Span(first, first + len(bare)))
        start = stop
    return found


def _border(text: str, start: int, stop: int) -> int:
    """Return the last good place to cut in the second half of a stretch, its end where there is none."""
    half = start + (stop - start) // 2
    for border in _BORDERS:
        ends = [m.end() for m in border.finditer(text, half, stop)]
        if ends:
            return ends[-1]
    return stop
