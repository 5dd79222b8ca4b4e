"""What is refused before a query runs: calls to other servers, and updates.

The fence of the worker is what keeps a query in; this only says sooner and plainer what will not work.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from graph.errors import QueryError

MAX_LENGTH = 100_000
"""Characters of the longest query taken."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
      (?P<skip> \#[^\r\n]* | <[^<>"{}|^`\\\x00-\x20]*>
        | \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
        | [?$]\w+ | [\w.-]*:[\w.:%-]* )
    | (?P<word> [A-Za-z]+ )
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_QUERIES = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


class Refused(QueryError):
    """A query would reach out, or write."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at the words of a query tells."""

    names_graphs: bool
    """It chooses its graphs by FROM, so that its default graph is not the union."""


def check(sparql: str) -> Checked:
    """Look at a query's words.

    Raises:
        Refused: it calls another server, or changes the store.
        QueryError: it is too long.
    """
    if len(sparql) > MAX_LENGTH:
        raise QueryError(f"query: {len(sparql)} characters, at most {MAX_LENGTH} are taken; make it shorter")
    plain = _ESCAPE.sub(_character, sparql)
    seen_query = names_graphs = False
    for token in _TOKEN.finditer(plain):
        word = (token["word"] or "").upper()
        if word == "SERVICE":
            raise Refused(f"{place(plain, token.start())}: SERVICE is refused: queries reach no other server")
        if word in _UPDATES and not seen_query:
            raise Refused(f"{place(plain, token.start())}: {word} is refused: queries only read")
        seen_query = seen_query or word in _QUERIES
        names_graphs = names_graphs or word == "FROM"
    return Checked(names_graphs)


def place(text: str, at: int) -> str:
    """Return ``line 2, column 5`` of an offset, both from 1."""
    before = text[:at]
    return f"line {before.count(chr(10)) + 1}, column {at - (before.rfind(chr(10)) + 1) + 1}"


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= sys.maxunicode else escape[0]
