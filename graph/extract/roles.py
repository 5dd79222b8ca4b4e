"""Words that say what a name denotes, from ``lexicon/roles.csv``: offices, organs, forces, titles, kinds of group.

The lists, one word a row:

    organ, office, people   with a nationality they mean the state ("Iranian ministry, minister, officials")
    fighter                 with a group's name they mean the group ("Taliban fighters"), with a nationality nothing
    outsider                people and bodies that never mean a state ("Iranian civilians")
    blocker                 words that keep a nationality from the noun after them ("Syrian rebel commander")
    title, portfolio        stand before a person's name; belong to an office ("Secretary of State")
    group, grouphead        last and first words of the names of groups; ``generic`` words make no name by themselves
    proper, outlet          make a longer proper name of a place name ("Washington Post", "Bank of China")
    motion, origin ...      what tells a place from an actor
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib import resources

from graph.errors import DataError, UnknownName

DENOTING = ("organ", "office", "people")
"""The lists whose words mean the state when a nationality stands before them."""


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a list as written there. Raises UnknownName for a list that is not there."""
    lists = _load()
    if name not in lists:
        raise UnknownName("list of roles", name, sorted(lists))
    return lists[name]


@cache
def denoting() -> frozenset[str]:
    """Return all words that mean a state after its nationality."""
    return frozenset().union(*(words(name) for name in DENOTING))


@cache
def of_groups() -> frozenset[str]:
    """Return all words that mean a group after its name."""
    return denoting() | words("fighter")


def singular(noun: str) -> str:
    """Return a regular plural's singular, any other word as it is.

    >>> singular("ministries"), singular("spokesmen"), singular("forces")
    ('ministry', 'spokesman', 'force')
    """
    if noun.endswith("men"):
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > len("ties"):
        return noun[:-3] + "y"
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


def is_in(noun: str, among: frozenset[str]) -> bool:
    """Return whether a lower-case noun or its singular is among the words."""
    return noun in among or singular(noun) in among


@cache
def _load() -> Mapping[str, frozenset[str]]:
    file = resources.files("graph.extract") / "lexicon" / "roles.csv"
    reader = csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    if next(reader, None) != ["list", "word"]:
        raise DataError("roles.csv", 1, "want the columns list,word")
    lists: dict[str, set[str]] = {}
    for cells in reader:
        if len(cells) != len(("list", "word")) or not all(cells):
            raise DataError("roles.csv", reader.line_num, f"want a list and a word, got {','.join(cells)!r}")
        lists.setdefault(cells[0], set()).add(cells[1])
    return {name: frozenset(found) for name, found in lists.items()}
