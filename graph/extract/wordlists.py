"""Lists of words that rules of grammar need, from ``lexicon/wordlists.csv``."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib import resources

from graph.errors import DataError, UnknownName


@cache
def wordlist(name: str) -> frozenset[str]:
    """Return the words of a list, lower-case lemmas. Raises UnknownName for a list that is not there."""
    lists = _load()
    if name not in lists:
        raise UnknownName("word list", name, sorted(lists))
    return lists[name]


@cache
def _load() -> Mapping[str, frozenset[str]]:
    file = resources.files("graph.extract") / "lexicon" / "wordlists.csv"
    reader = csv.reader(io.StringIO(file.read_text(encoding="utf-8")))
    if next(reader, None) != ["list", "word"]:
        raise DataError("wordlists.csv", 1, "want the columns list,word")
    lists: dict[str, set[str]] = {}
    for cells in reader:
        if len(cells) != len(("list", "word")):
            raise DataError("wordlists.csv", reader.line_num, f"want 2 columns, got {len(cells)}")
        lists.setdefault(cells[0], set()).add(cells[1])
    return {k: frozenset(v) for k, v in lists.items()}
