"""Hand-built parses, a word a row: word/tag/class/label/head, heads counted from 1, 0 for the root."""

from __future__ import annotations

from collections.abc import Iterable

from graph.extract.lemmas import lemma
from graph.extract.tree import Token, Tree


def tokens(rows: str) -> tuple[Token, ...]:
    """Return the tokens of the rows, one space between words."""
    found, start = [], 0
    for i, row in enumerate(rows.split()):
        word, tag, upos, dep, head = row.split("/")
        found.append(
            Token(
                i=i,
                start=start,
                end=start + len(word),
                text=word,
                lemma=lemma(word, upos),
                upos=upos,
                xpos=tag,
                feats=frozenset(),
                dep=dep,
                head=int(head) - 1 if head != "0" else i,
            )
        )
        start += len(word) + 1
    return tuple(found)


def tree(rows: str) -> Tree:
    """Return the tree of the rows."""
    return Tree(tokens(rows))


def shape(words: Iterable[Token]) -> str:
    """Return label/head of every word."""
    return " ".join(f"{t.dep}/{0 if t.head == t.i else t.head + 1}" for t in words)
