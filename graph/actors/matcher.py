"""Finds every known name in a text: longest first, on word boundaries, blind to diacritics and kinds of hyphen.

A name is split into words; apostrophes inside a word, dots of abbreviations and diacritics do not count, hyphens and
white space part words. A capital in the name asks for a capital in the text, but for a few common words after the
first ("regional government"). A name in capitals ("US", "IS") asks for
capitals, so that "us" and "is" stay words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from graph.model import ActorType, NameKind, Span

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?![^\W_])"  # U.S., U.N.
    r"|(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])"  # U.S without the last dot
    r"|[^\W_]+(?:['\u2019\u2018\u02bc\u02bb`\u00b4](?=[^\W_])[^\W_]+)*"
)
_APOSTROPHES = str.maketrans("", "", "'\u2019\u2018\u02bc\u02bb`\u00b4.")
_MARKS = frozenset("'\u2019\u02bc`\u00b4")
_GAP = re.compile(r"[ \t\u00a0]*(?:\n[ \t]*)?|[ \t]?[-\u2010\u2011\u2013/][ \t]?|\.[ \t]|[ \t]?&[ \t]?")
_FOLD = str.maketrans(
    {"\u0131": "i", "\u0130": "I", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ß": "ss", "æ": "ae"}
)
_COMMON = frozenset({"government", "regional", "administration", "parliament", "ministry"})
"""Words that newspapers write small in a name: "the Kurdistan regional government"."""
_SHOUTED_WORDS = frozenset(
    {"us", "is", "it", "who", "un", "aim", "mend", "model", "am", "so", "all", "pa", "as", "are"}
)
_TITLE_CASED_MIN = 4
_WORDS_LIKE_ACRONYMS = frozenset({"mend", "model", "biff", "quad", "save", "gold", "fist", "rule", "dawn", "flat"})
_SHOUTING = 0.8
_LONG_LINE = 200


class Entry(NamedTuple):
    """One name of one actor, as the matcher holds it."""

    actor: str
    name: str
    kind: NameKind
    type: ActorType
    valid_from: str | None = None
    valid_to: str | None = None
    priority: int = 0


class Word(NamedTuple):
    """A word of a text: its place, its text without a possessive, and the form in which words are compared."""

    start: int
    end: int
    text: str
    norm: str


@dataclass(frozen=True, slots=True)
class RawMatch:
    """A stretch of text that is the name of one or more actors."""

    span: Span
    text: str
    entries: tuple[Entry, ...]
    """Every name that fits, in the order of the table."""


class _Pattern(NamedTuple):
    rest: tuple[str, ...]
    capitals: tuple[bool, ...]
    acronym: bool
    entries: tuple[Entry, ...]


def normalise(word: str) -> str:
    """Return the word as it is compared: no apostrophes, dots or diacritics, lower case.

    >>> normalise("Da'esh"), normalise("Türkiye"), normalise("U.S.")
    ('daesh', 'turkiye', 'us')
    """
    bare = word.translate(_APOSTROPHES)
    if not bare.isascii():
        bare = unicodedata.normalize("NFKD", bare.translate(_FOLD))
        bare = "".join(c for c in bare if not unicodedata.combining(c))
    return bare.lower()


def _bare(word: str) -> str:
    """Return the word without a possessive ending."""
    return word[:-2] if word[-1] in "sS" and word[-2:-1] in _MARKS else word


class Named(Protocol):
    """A row with a name."""

    @property
    def name(self) -> str:
        """Return the name."""


def _same(row: Any) -> Any:
    return row


class Matcher:
    """The names of many actors, ready to be found."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._norms: dict[str, str] = {}
        self._raw: dict[str, list[tuple[Named, Callable[[Named], Entry]]]] = {}
        self._small: set[str] = set()
        self._starts: dict[str, dict[str, tuple[_Pattern, ...]]] = {}
        self.add(entries, _same)

    def add(self, rows: Iterable[Named], entry: Callable[[Named], Entry]) -> None:
        """Add names. ``entry`` makes the entry of a row when the first word of its name is first met in a text."""
        raw, small = self._raw, self._small
        for row in rows:
            word = row.name.partition(" ")[0]
            if not (word.isascii() and word.isalpha()):
                first = _WORD.search(row.name)
                if first is None:
                    continue
                word = first.group()
                norm = normalise(_bare(word))
            else:
                norm = word.lower()
            raw.setdefault(norm, []).append((row, entry))
            if not word[0].isupper():
                small.add(norm)

    def _patterns(self, norm: str) -> dict[str, tuple[_Pattern, ...]]:
        """Return the patterns of the names that start with a word, longest first, by their second word or "".

        They are made when the word is first met.
        """
        grouped: dict[tuple[tuple[str, ...], tuple[bool, ...], bool], list[Entry]] = {}
        for row, make in self._raw[norm]:
            entry = make(row)
            words = self.words(entry.name)
            letters = "".join(w.text for w in words).translate(_APOSTROPHES)
            acronym = len(words) == 1 and letters.isupper() and len(letters) > 1
            capitals = tuple(w.text[0].isupper() and not (i and w.norm in _COMMON) for i, w in enumerate(words))
            key = (tuple(w.norm for w in words), capitals, acronym)
            grouped.setdefault(key, []).append(entry)
        by_second: dict[str, list[_Pattern]] = {}
        for (norms, asked, acronym), found in grouped.items():
            second = norms[1] if len(norms) > 1 else ""
            by_second.setdefault(second, []).append(_Pattern(norms[1:], asked, acronym, tuple(found)))
        made = {second: tuple(sorted(p, key=lambda x: -len(x.rest))) for second, p in by_second.items()}
        self._starts[norm] = made
        return made

    def words(self, text: str) -> list[Word]:
        """Return the words of a text in order; a possessive ending is no part of its word."""
        norms = self._norms
        found: list[Word] = []
        for match in _WORD.finditer(text):
            word = match.group()
            end = match.end()
            if word[-1] in "sS" and word[-2:-1] in _MARKS:
                word = word[:-2]
                end -= 2
            norm = norms.get(word)
            if norm is None:
                norm = normalise(word)
                if len(norms) < 200_000:  # noqa: PLR2004 - a bound on memory
                    norms[word] = norm
            found.append(Word(match.start(), end, word, norm))
        return found

    def find(self, text: str) -> list[RawMatch]:
        """Return all names in the text, longest first from the left, none overlapping, in order."""
        words = self.words(text)
        starts, raw, small = self._starts, self._raw, self._small
        found: list[RawMatch] = []
        after, last = 0, len(words) - 1
        for i, (_, _, written, norm) in enumerate(words):
            if i < after or norm not in raw or (written[0].islower() and norm not in small):
                continue
            by_second = starts.get(norm) or self._patterns(norm)
            patterns = by_second.get("", ())
            if i < last:
                patterns = by_second.get(words[i + 1].norm, ()) + patterns
            if patterns:
                after = i + self._match_at(text, words, i, patterns, found)
        return found

    def _match_at(
        self, text: str, words: list[Word], i: int, patterns: tuple[_Pattern, ...], found: list[RawMatch]
    ) -> int:
        """Add the longest match that starts at word ``i``; return its number of words, 0 for none."""
        entries: list[Entry] = []
        length = 0
        for pattern in patterns:
            size = len(pattern.rest) + 1
            if size < length:
                break
            if i + size > len(words) or any(words[i + 1 + k].norm != r for k, r in enumerate(pattern.rest)):
                continue
            chosen = words[i : i + size]
            if size > 1 and not _adjacent(text, chosen):
                continue
            if pattern.acronym:
                if not _fits_acronym(text, chosen[0], pattern):
                    continue
            elif not _fits_case(text, chosen, pattern):
                continue
            entries += pattern.entries
            length = size
        if length:
            span = Span(words[i].start, words[i + length - 1].end)
            found.append(RawMatch(span, span.of(text), tuple(entries)))
        return length


def _adjacent(text: str, words: list[Word]) -> bool:
    """Return whether nothing but white space, one line break, a hyphen or a possessive stands between the words."""
    for left, right in pairwise(words):
        gap = text[left.end : right.start]
        if gap[0] in _MARKS:
            gap = gap[2:] if gap[1:2] in {"s", "S"} else gap[1:]
        if gap != " " and not _GAP.fullmatch(gap):
            return False
    return True


def _fits_case(text: str, words: list[Word], pattern: _Pattern) -> bool:
    """Return whether every capital of the name is one in the text; a word in capitals only in a name or a headline."""
    for word, capital in zip(words, pattern.capitals, strict=True):
        first = word.text[0]
        if capital and not first.isupper() and not first.isdigit():
            return False
    only = words[0].text
    if len(words) == 1 and only.isupper() and 1 < len(only) <= 3 and "." not in only:  # noqa: PLR2004
        return _shouted(text, words[0])
    return True


def _fits_acronym(text: str, word: Word, pattern: _Pattern) -> bool:
    """Return whether a word is written as the acronym: in capitals, or "Nato" for a long one."""
    letters = word.text.translate(_APOSTROPHES)
    if letters.isupper():
        if "." in word.text or word.norm not in _SHOUTED_WORDS or not _shouted(text, word):
            return True
        return word.norm == "us" and _opens_line(text, word)
    if not letters[0].isupper() or len(letters) < _TITLE_CASED_MIN or word.norm in _WORDS_LIKE_ACRONYMS:
        return False
    written = pattern.entries[0].name.translate(_APOSTROPHES)
    return letters[1:].islower() or letters == written


def _line(text: str, place: int) -> tuple[int, int]:
    """Return the line around a place, of a long one only its next `_LONG_LINE` characters on either side."""
    first, last = max(0, place - _LONG_LINE), min(len(text), place + _LONG_LINE)
    start = text.rfind("\n", first, place) + 1
    end = text.find("\n", place, last)
    return start or first, last if end < 0 else end


def _shouted(text: str, word: Word) -> bool:
    """Return whether the word stands in a line written in capitals."""
    start, end = _line(text, word.start)
    letters = [c for c in text[start : word.start] + text[word.end : end] if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= _SHOUTING * len(letters)


def _opens_line(text: str, word: Word) -> bool:
    """Return whether nothing or a comma, colon or dash stands before the word in its line."""
    start, _ = _line(text, word.start)
    before = text[start : word.start].rstrip()
    return not before or before[-1] in ",:;-\u2013\u2014"
