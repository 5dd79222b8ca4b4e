"""Reads the three tables of actors: strict, one fact a line, every fault with its file and line.

The tables are ``actors.csv``, ``names.csv`` and ``tenures.csv``. An empty cell means that nothing is known.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

from graph.errors import DataError
from graph.model import ACTOR_TYPES, NAME_KINDS, ActorType, NameKind, Tenure, TenureRole

ACTOR_COLUMNS = (
    "id",
    "label",
    "type",
    "country",
    "parent",
    "iso3166",
    "active_from",
    "active_to",
    "wikidata",
    "ucdp",
    "source",
)
NAME_COLUMNS = ("actor", "name", "kind", "valid_from", "valid_to", "priority", "source")
TENURE_COLUMNS = ("holder", "role", "of", "office", "start", "end", "source")
ROLES: tuple[TenureRole, ...] = get_args(TenureRole)

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?\Z")


class ActorRow(NamedTuple):
    """One line of actors.csv, with the place it was read from."""

    id: str
    label: str
    type: ActorType
    country: str | None
    parent: str | None
    iso3166: str | None
    active_from: str | None
    active_to: str | None
    wikidata: str | None
    ucdp: str | None
    place: tuple[str, int]


class NameRow(NamedTuple):
    """One line of names.csv. The higher priority wins where two actors share a name in the same period."""

    actor: str
    name: str
    kind: NameKind
    valid_from: str | None
    valid_to: str | None
    priority: int
    place: tuple[str, int]


class TenureRow(NamedTuple):
    """One line of tenures.csv."""

    tenure: Tenure
    place: tuple[str, int]


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[tuple[str, int], list[str]]]:
    """Yield (file name, line number) and the cells of every row after the header.

    Raises:
        DataError: the file is not UTF-8, its header differs or a row has another number of cells.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(path.name, None, f"not UTF-8 at byte {error.start}; save it as UTF-8") from error
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    width, name = len(columns), path.name
    try:
        if next(rows, None) != list(columns):
            raise DataError(name, 1, f"want the header {','.join(columns)}")
        for row in rows:
            if len(row) != width:
                if not row:
                    continue
                raise DataError(name, rows.line_num, f"want {width} columns, got {len(row)}")
            yield (name, rows.line_num), row
    except csv.Error as error:
        raise DataError(name, rows.line_num, f"{error}; check the quotes") from error


def read_actors(path: Path) -> list[ActorRow]:
    """Return the rows of an actors.csv in file order. Raises DataError for a malformed row."""
    found: list[ActorRow] = []
    seen: set[str] = set()
    for place, row in read_rows(path, ACTOR_COLUMNS):
        id_, label, type_ = row[:3]
        _check_id(place, id_)
        if id_ in seen:
            raise DataError(*place, f"second row for {id_!r}; keep one")
        if not label:
            raise DataError(*place, f"{id_!r} has no label")
        if type_ not in ACTOR_TYPES:
            raise DataError(*place, f"no type named {type_!r}; there are: {', '.join(ACTOR_TYPES)}")
        seen.add(id_)
        _check_period(place, row[6], row[7])
        country, parent, iso, start, end, wikidata, ucdp = (cell or None for cell in row[3:10])
        found.append(ActorRow(id_, label, type_, country, parent, iso, start, end, wikidata, ucdp, place))
    return found


def read_names(path: Path) -> list[NameRow]:
    """Return the rows of a names.csv in file order. Raises DataError for a malformed row."""
    found: list[NameRow] = []
    for place, (actor, name, kind, start, end, priority, _source) in read_rows(path, NAME_COLUMNS):
        if not actor or not name.strip():
            raise DataError(*place, "want an actor and a name")
        if kind not in NAME_KINDS:
            raise DataError(*place, f"no kind of name {kind!r}; there are: {', '.join(NAME_KINDS)}")
        if start or end:
            _check_period(place, start, end)
        if priority and not priority.lstrip("-").isdecimal():
            raise DataError(*place, f"priority is a whole number or empty, got {priority!r}")
        cells = (actor, name, kind, start or None, end or None, int(priority) if priority else 0, place)
        found.append(tuple.__new__(NameRow, cells))  # many rows at every start: no call that checks the width again
    return found


def read_tenures(path: Path) -> list[TenureRow]:
    """Return the rows of a tenures.csv in file order. Raises DataError for a malformed row."""
    found: list[TenureRow] = []
    for place, (holder, role, of, office, start, end, _source) in read_rows(path, TENURE_COLUMNS):
        if not holder or not of:
            raise DataError(*place, "want a holder and whom the role is of")
        if role not in ROLES:
            raise DataError(*place, f"no role named {role!r}; there are: {', '.join(ROLES)}")
        _check_period(place, start, end)
        tenure = Tenure(holder, role, of, office or None, start or None, end or None)
        found.append(TenureRow(tenure, place))
    return found


def _check_id(place: tuple[str, int], id_: str) -> None:
    if not _ID.match(id_):
        raise DataError(*place, f"an id is lower-case words joined by hyphens, got {id_!r}")


def _check_period(place: tuple[str, int], start: str, end: str) -> None:
    for date in (start, end):
        if date and not _DATE.match(date):
            raise DataError(*place, f"a date is YYYY, YYYY-MM or YYYY-MM-DD, got {date!r}")
    if start and end and start[: len(end)] > end[: len(start)]:
        raise DataError(*place, f"ends ({end}) before it starts ({start})")
