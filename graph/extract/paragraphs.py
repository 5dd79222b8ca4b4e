"""An article's text in pieces that a parser can take: clean, short enough, every character's place remembered."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

LONGEST = 3000
"""Characters of the longest piece: about 500 words, more than any paragraph of a newspaper."""
LONGEST_WORD = 80
"""Characters after which a run without white space is cut: tokenisers take quadratic time on such runs."""
COLUMN = range(45, 101)
"""Characters of the longest line of a block that may be a paragraph wrapped by hand."""

PLAIN: dict[int, str] = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u2032\uff07\u00b4\u0060"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-"),
    0x2015: "\u2014",
    **dict.fromkeys((*range(0x1C), *range(0x7F, 0xA0), 0xFFFC, 0x3000), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
"""One character for one: straight quotes and hyphens, no control characters, no halves of surrogate pairs."""
_UNSEEN = frozenset(
    map(chr, (0xAD, 0xFEFF, 0xFE0F, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)))
)
_FIRST_PICTOGRAPH = "\u2190"
_PICTOGRAPHS = frozenset({"So", "Sk"})
_SENTENCE_END = re.compile(r"[.?!][\"')\]]* ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a part of one that is too long, as the parser sees it."""

    text: str
    """Straight quotes, single spaces, no line breaks, no invisible characters."""
    places: tuple[int, ...]
    """The place in the article of every character of ``text``."""
    paragraph: int
    """Place of the paragraph in the article, from 0."""


def pieces(text: str) -> list[Piece]:
    """Return the pieces of an article's text, in order; none is empty."""
    found: list[Piece] = []
    for paragraph, (start, end) in enumerate(_paragraphs(text)):
        clean, places = _clean(text, start, end)
        found.extend(Piece(clean[a:b], tuple(places[a:b]), paragraph) for a, b in _cuts(clean) if clean[a:b].strip())
    return found


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the stretches of the paragraphs: lines, or blocks of lines that were wrapped by hand."""
    lines = _lines(text)
    found: list[tuple[int, int]] = []
    block: list[tuple[int, int]] = []
    for start, end in [*lines, (len(text), len(text))]:
        if text[start:end].strip():
            block.append((start, end))
            continue
        if block and _wrapped([text[a:b].strip() for a, b in block]):
            found.append((block[0][0], block[-1][1]))
        else:
            found.extend(block)
        block = []
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    """Return the stretches of the lines, without their breaks; whatever Unicode calls a line break is one."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        found.append((start, start + len(line)))
        start += len(line)
    return found


def _wrapped(lines: list[str]) -> bool:
    """Return whether a block of lines is one paragraph broken by hand: no line could have held the next one's word."""
    widest = max(map(len, lines))
    if len(lines) == 1 or widest not in COLUMN:
        return False
    return all(len(line) + 1 + len(below.split(None, 1)[0]) > widest for line, below in pairwise(lines))


def _clean(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return a stretch of text as a parser wants it, and the place of every character of it in the whole text."""
    kept: list[str] = []
    places: list[int] = []
    run = 0
    for place, char in enumerate(text[start:end].translate(PLAIN), start):
        if char in _UNSEEN:
            continue
        if char.isspace():
            run = 0
            if not kept or kept[-1] == " ":
                continue
            kept.append(" ")
        else:
            run += 1
            if run > LONGEST_WORD or (kept and _glued(kept[-1], char)):
                kept.append(" ")
                places.append(place)
                run = 1
            kept.append(char)
        places.append(place)
    if kept and kept[-1] == " ":
        kept.pop()
        places.pop()
    return "".join(kept), places


def _glued(before: str, char: str) -> bool:
    """Return whether one of two neighbours is a pictograph stuck to a word, which hides the word from a tokeniser."""
    if before == " " or (before < _FIRST_PICTOGRAPH and char < _FIRST_PICTOGRAPH):
        return False
    return (unicodedata.category(before) in _PICTOGRAPHS) != (unicodedata.category(char) in _PICTOGRAPHS)


def _cuts(clean: str) -> list[tuple[int, int]]:
    """Return the stretches to parse one by one: all of it, or cut after a sentence, at worst after a word."""
    cuts: list[tuple[int, int]] = []
    start = 0
    while len(clean) - start > LONGEST:
        ends = [m.end() for m in _SENTENCE_END.finditer(clean, start, start + LONGEST)]
        end = ends[-1] if ends else clean.rfind(" ", start, start + LONGEST) + 1
        cuts.append((start, end))
        start = end
    cuts.append((start, len(clean)))
    return cuts
