"""The class of a word in a lexicon: a feature of the embedded parser, and what repairs ask about a word.

A class is the word's most frequent Penn tag in Brill's lexicon and, after a colon, all the tags its form can have by
the inflections of the SPECIALIST lexicon: ``NNS:NNS,VBZ`` for *talks*. Either part may be empty. The table is built by
``train/build_wordclasses.py``, which names the sources and their licences.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

from graph.errors import DataError

TABLE = Path(__file__).parent / "wordclass.tsv.gz"
"""A line a class: the class, a tab, its words apart by a space."""


def word_class(word: str) -> str:
    """Return the class of a word as written, else of its lower-case form; ``oov``, ``oovC``, ``oov0`` if in no lexicon.

    ``oovC`` is an unknown word with a capital, ``oov0`` one that starts with a digit.
    """
    table = _table()
    found = table.get(word) or table.get(word.lower())
    if found is not None:
        return found
    first = word[:1]
    if first.isdigit():
        return "oov0"
    return "oovC" if first.isupper() else "oov"


def tags_of(word: str) -> set[str]:
    """Return the tags that a word's form can have."""
    return set(word_class(word.lower()).replace(":", ",").split(","))


@cache
def _table() -> dict[str, str]:
    """Return word -> class, read once.

    Raises:
        DataError: A line has no tab.
    """
    classes: dict[str, str] = {}
    with gzip.open(TABLE, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            name, tab, words = line.rstrip("\n").partition("\t")
            if not tab:
                raise DataError(TABLE.name, number, "want a class, a tab and words; build the table anew")
            classes.update(dict.fromkeys(words.split(" "), name))
    return classes
