"""Lists of actors from elsewhere, read as candidates: a user's own list, UCDP's actor list, a Wikidata answer.

A candidate is what one source says of one actor. Nothing is matched with known actors here.

Sources of the forms: the header of UCDP's actor list, version 22.1; SPARQL 1.1 Query Results JSON Format (W3C 2013);
the CSV and JSON downloads of query.wikidata.org.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graph.errors import DataError, InputError
from graph.model import ACTOR_TYPES, ActorType, NameKind

Row = Mapping[str, str]

_ENTITY = re.compile(r"https?://www\.wikidata\.org/entity/(Q[1-9][0-9]*)\Z")
_QID = re.compile(r"Q[1-9][0-9]*\Z")
_DAY = re.compile(r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?:T.*)?\Z")
_PARTS = re.compile(r"\s*[;|]\s*")
_LONGEST_ACRONYM = 8

_UCDP_TYPES: Mapping[str, ActorType] = {"1": "ArmedGroup", "2": "Collective", "3": "Collective", "4": "State"}
"""UCDP's kinds of organisation: formally organised, informally organised, organised by identity, government."""

_LABELS = ("label", "name")
_ALIASES = ("names", "aliases", "aka")
_ACRONYMS = ("acronym", "abbreviation")
_STARTS = ("active_from", "start", "inception", "founded")
_ENDS = ("active_to", "end", "dissolved", "abolished")
_ITEMS = ("item", "actor", "group", "organization", "organisation", "org")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a source says of one actor. Cells that it leaves empty are None."""

    place: tuple[str, int]
    """File and line, or file and the number of the result."""
    label: str
    type: ActorType
    names: tuple[tuple[str, NameKind], ...]
    """Its names with their kinds, the label among them, in the order of the source."""
    id: str | None = None
    country: str | None = None
    """As the source writes it: an id, a name, an ISO 3166 code or a Wikidata id."""
    parent: str | None = None
    active_from: str | None = None
    active_to: str | None = None
    wikidata: str | None = None
    ucdp: str | None = None


def read_candidates(path: Path, type_: ActorType = "ArmedGroup") -> list[Candidate]:
    """Return the candidates of a file in its order, one for each actor; its form is told by its content.

    Args:
        path: A CSV or JSON file.
        type_: The type of those that the source says nothing of.

    Raises:
        InputError: the file cannot be read, or is in none of the forms.
        DataError: a row is malformed.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); name a CSV or JSON file") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    if text.lstrip()[:1] in {"{", "["}:
        return _joined(_wikidata(path.name, _bindings(path.name, text), type_))
    rows = list(_csv_rows(path.name, text))
    header = set(rows[0][1]) if rows else set()
    if not header:
        raise InputError(f"{path}: no rows; want a header and a row for each actor")
    if {"ActorId", "NameData"} <= header:
        return _joined(_ucdp(rows))
    if any(_ENTITY.match(cell) for _, row in rows[:20] for cell in row.values()):
        return _joined(_wikidata(path.name, (row for _, row in rows), type_))
    if not {c.lower() for c in header} & set(_LABELS):
        raise InputError(
            f"{path}: no column 'label', nor the columns of UCDP's actor list or of a Wikidata answer; see the guide"
        )
    return _joined(_own(rows, type_))


def _csv_rows(name: str, text: str) -> Iterator[tuple[tuple[str, int], dict[str, str]]]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [c.strip() for c in next(rows, [])]
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header):
                raise DataError(name, rows.line_num, f"want {len(header)} columns as in the header, got {len(row)}")
            yield (name, rows.line_num), {k: v.strip() for k, v in zip(header, row, strict=True)}
    except csv.Error as error:
        raise DataError(name, rows.line_num, f"{error}; check the quotes") from error


def _bindings(name: str, text: str) -> Iterator[Row]:
    """Yield the results of a SPARQL answer in JSON, or of the plain list that query.wikidata.org also gives."""
    try:
        data: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise DataError(name, error.lineno, f"no JSON ({error.msg})") from None
    if isinstance(data, dict):
        results = data.get("results")
        data = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(data, list):
        raise InputError(f"{name}: no SPARQL results in JSON; want 'results' with 'bindings', or a list of results")
    for i, result in enumerate(data, start=1):
        if not isinstance(result, dict):
            raise DataError(name, i, "want an object for each result")
        cells = ((k, v.get("value") if isinstance(v, dict) else v) for k, v in result.items())
        yield {k: str(v).strip() for k, v in cells if v is not None}


def _own(rows: Iterable[tuple[tuple[str, int], Row]], default: ActorType) -> Iterator[Candidate]:
    for place, written in rows:
        row = {k.lower(): v for k, v in written.items()}
        label = _first(row, _LABELS)
        if not label:
            raise DataError(*place, "no label")
        names = [(label, _kind(label)), *((n, _kind(n)) for n in _split(_first(row, _ALIASES)))]
        names += [(n, "acronym") for n in _split(_first(row, _ACRONYMS))]
        yield Candidate(
            place=place,
            label=label,
            type=_type(place, row.get("type") or default),
            names=tuple(dict.fromkeys(names)),
            id=row.get("id") or None,
            country=row.get("country") or None,
            parent=row.get("parent") or None,
            active_from=_day(place, _first(row, _STARTS)),
            active_to=_day(place, _first(row, _ENDS)),
            wikidata=row.get("wikidata") or None,
            ucdp=row.get("ucdp") or None,
        )


def _ucdp(rows: Iterable[tuple[tuple[str, int], Row]]) -> Iterator[Candidate]:
    """Yield UCDP's actors; governments come as the states they are of, names that changed with all their forms."""
    for place, row in rows:
        type_ = _UCDP_TYPES.get(row.get("Org", ""), "Coalition")
        columns = ("NameData", "NameOrig", "NameOrigFullEng", "NameOrigFull", "NewName", "NewNameFullEng")
        written = [c for c in (row.get(column, "") for column in columns) if c and c.lower() != "n/a"]
        if type_ == "State":
            written = [w.removeprefix("Government of ") for w in written]
        names = tuple(dict.fromkeys((bare, _kind(bare)) for w in written for bare in _without_brackets(w)))
        if not names or not row["ActorId"].isdecimal():
            raise DataError(*place, "want an ActorId of digits and a NameData")
        full = next((n for n, kind in names if kind != "acronym"), names[0][0])
        locations = row.get("Location", "").split(", ")
        yield Candidate(
            place=place,
            label=full,
            type=type_,
            names=names,
            country=locations[0] if type_ != "State" and len(locations) == 1 else None,
            ucdp=row["ActorId"],
        )


def _wikidata(name: str, results: Iterable[Row], default: ActorType) -> Iterator[Candidate]:
    for number, row in enumerate(results, start=1):
        place = (name, number)
        item = next((k for k in (*_ITEMS, *row) if _ENTITY.match(row.get(k, ""))), None)
        if item is None:
            raise DataError(*place, "no column holds a Wikidata entity; select ?item and ?itemLabel")
        entity = _ENTITY.sub(r"\1", row[item])
        label = row.get(f"{item}Label") or row.get("label") or entity
        aliases = [a for a in row.get(f"{item}AltLabel", "").split(", ") if a]
        aliases += [row[k] for k in ("altLabel", "alias", "officialName", "shortName") if row.get(k)]
        names: list[tuple[str, NameKind]] = [(n, _kind(n)) for n in (label, *aliases)]
        names += [(n, "acronym") for n in _split(_first(row, _ACRONYMS))]
        country = row.get("country", "")
        yield Candidate(
            place=place,
            label=label,
            type=_type(place, row.get("type", "") if row.get("type") in ACTOR_TYPES else default),
            names=tuple(dict.fromkeys(names)),
            country=_ENTITY.sub(r"\1", country) or row.get("countryLabel") or None,
            active_from=_day(place, _first(row, _STARTS)),
            active_to=_day(place, _first(row, _ENDS)),
            wikidata=entity,
        )


def _joined(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates with those of one id of the source as one: a query gives a row for every alias."""
    found: dict[object, Candidate] = {}
    for new in candidates:
        key = new.id or new.wikidata or new.ucdp or new.place
        old = found.get(key)
        if old is None:
            found[key] = new
            continue
        found[key] = replace(
            old,
            names=tuple(dict.fromkeys(old.names + new.names)),
            country=old.country or new.country,
            active_from=min(filter(None, (old.active_from, new.active_from)), default=None),
            active_to=max(filter(None, (old.active_to, new.active_to)), default=None),
        )
    return list(found.values())


def unlabelled(candidate: Candidate) -> bool:
    """Return whether the source has only a number for it: Wikidata gives ``Q42`` where English has no label."""
    return bool(_QID.match(candidate.label))


def _first(row: Row, columns: Iterable[str]) -> str:
    return next((row[c] for c in columns if row.get(c)), "")


def _split(cell: str) -> list[str]:
    return [part for part in _PARTS.split(cell) if part]


def _kind(name: str) -> NameKind:
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    short = " " not in name and len(name) <= _LONGEST_ACRONYM
    return "acronym" if short and capitals > 1 and capitals * 2 > len(letters) else "variant"


def _without_brackets(name: str) -> list[str]:
    """Return a name without what stands behind it in brackets; an acronym there is a name of its own."""
    bare, _, inside = name.partition("(")
    inside = inside.rstrip(") ")
    return [n for n in (bare.strip(), inside if _kind(inside or " ") == "acronym" else "") if n]


def _type(place: tuple[str, int], type_: str) -> ActorType:
    for known in ACTOR_TYPES:
        if type_ == known:
            return known
    raise DataError(*place, f"no type named {type_!r}; there are: {', '.join(ACTOR_TYPES)}")


def _day(place: tuple[str, int], cell: str) -> str | None:
    """Return the date of a cell; Wikidata's times lose their hour, and 1 January, which it writes for a bare year."""
    if not cell:
        return None
    match = _DAY.match(cell)
    if match is None:
        if cell.startswith(("http", "_:", "t")):  # an unknown value
            return None
        raise DataError(*place, f"a date is YYYY, YYYY-MM or YYYY-MM-DD, got {cell!r}")
    day = match.group(1)
    return day[:4] if "T" in cell and day.endswith("-01-01") else day


Reader = Callable[[Path], list[Candidate]]
