"""The tree of errors that détente raises on purpose.

    DetenteError            exit code 1
    ├── InputError          exit code 2   a file, address or argument that cannot be read or understood
    │   └── UnknownName     exit code 2   a name that is not in a known list; says which there are
    ├── DataError           exit code 3   a data file of ours or the user's is malformed: place, thing, remedy
    ├── StoreError          exit code 4   the store cannot be opened or written
    │   └── StoreBusy       exit code 5   another process writes; nothing was lost
    ├── QueryError          exit code 6   a query is malformed or refused
    │   └── QueryLimit      exit code 7   a query ran into its time, memory or row limit
    └── MissingExtra        exit code 8   something optional is needed and not installed; says what to install

A message is one line: the place, the thing, the remedy. The command line prints it as it is and ends with the code.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar


class DetenteError(Exception):
    """The base; catching it catches everything that is raised on purpose."""

    exit_code: ClassVar[int] = 1


class InputError(DetenteError):
    """Something the user named cannot be read or understood."""

    exit_code = 2


class UnknownName(InputError):
    """A name that is not in a known list.

    >>> str(UnknownName("format", "pdf", ["csv", "turtle"]))
    "no format named 'pdf'; there are: csv, turtle"
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"no {kind} named {name!r}; there are: {', '.join(known)}")


class DataError(DetenteError):
    """A data file is malformed.

    >>> str(DataError("actors.csv", 12, "want 6 columns, got 5"))
    'actors.csv:12: want 6 columns, got 5'
    """

    exit_code = 3

    def __init__(self, place: str, line: int | None, what: str) -> None:
        super().__init__(f"{place}:{line}: {what}" if line is not None else f"{place}: {what}")


class StoreError(DetenteError):
    """The store cannot be opened, read or written."""

    exit_code = 4


class StoreBusy(StoreError):
    """Another process writes to the store; nothing was lost."""

    exit_code = 5


class QueryError(DetenteError):
    """A query is malformed or refused."""

    exit_code = 6


class QueryLimit(QueryError):
    """A query ran into its time, memory or row limit."""

    exit_code = 7


class MissingExtra(DetenteError):
    """Something optional is needed and not installed; the message says what to install."""

    exit_code = 8
