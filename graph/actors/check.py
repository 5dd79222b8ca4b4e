"""The lint of the tables: what is wrong or doubtful, beyond what the loader refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.actors.registry import Registry
from graph.actors.tables import NameRow, TenureRow

_WIKIDATA = re.compile(r"Q[1-9][0-9]*\Z")
_ISO = re.compile(r"[A-Z]{2,4}\Z")
_COUNTRY_TYPES = frozenset({"State"})


def problems(registry: Registry) -> list[str]:
    """Return one line for every problem: file, line, thing, remedy; sorted."""
    found = [*_actors(registry), *_names(registry), *_tenures(registry)]
    return [f"{file}:{line}: {what}" for (file, line), what in sorted(found)]


_Problem = tuple[tuple[str, int], str]


def _actors(registry: Registry) -> Iterator[_Problem]:
    rows = registry.actor_rows
    for row in rows.values():
        for column, id_ in (("country", row.country), ("parent", row.parent)):
            if id_ is not None and id_ not in rows:
                yield row.place, f"{row.id}: {column} {id_!r} is no actor; add it or leave the cell empty"
            if id_ == row.id:
                yield row.place, f"{row.id}: is its own {column}; leave the cell empty"
        if row.country is not None and row.country in rows and rows[row.country].type not in _COUNTRY_TYPES:
            yield row.place, f"{row.id}: country {row.country!r} is no state"
        if row.wikidata is not None and not _WIKIDATA.match(row.wikidata):
            yield row.place, f"{row.id}: a Wikidata id is Q and a number, got {row.wikidata!r}"
        if row.iso3166 is not None and not _ISO.match(row.iso3166):
            yield row.place, f"{row.id}: a country code is two to four capitals, got {row.iso3166!r}"
        if row.id not in registry.names:
            yield row.place, f"{row.id}: no name in names.csv; add one"


def _overlap(a: tuple[str | None, str | None], b: tuple[str | None, str | None]) -> bool:
    """Return whether two periods share more than a day of handover."""

    def before(end: str | None, start: str | None) -> bool:
        if end is None or start is None:
            return False
        size = min(len(end), len(start))
        return end[:size] <= start[:size]

    return not before(a[1], b[0]) and not before(b[1], a[0])


def _names(registry: Registry) -> Iterator[_Problem]:
    """Yield names that mean two actors in the same period with the same priority, and repeated rows."""
    by_name: dict[str, list[NameRow]] = {}
    for row in registry.name_rows:
        if row.kind != "surname":
            by_name.setdefault(row.name, []).append(row)
    for name, rows in by_name.items():
        for i, row in enumerate(rows):
            for other in rows[i + 1 :]:
                if not _overlap((row.valid_from, row.valid_to), (other.valid_from, other.valid_to)):
                    continue
                if row.actor == other.actor:
                    yield other.place, f"{name!r} stands twice for {row.actor}; keep one row"
                elif row.priority == other.priority:
                    yield other.place, f"{name!r} means {row.actor} and {other.actor} at one time; give a priority"


def _tenures(registry: Registry) -> Iterator[_Problem]:
    """Yield tenures of one office that overlap, and those whose ends do not fit their role."""
    offices: dict[tuple[str, str, str], list[TenureRow]] = {}
    rows = registry.actor_rows
    for row in registry.tenure_rows:
        t = row.tenure
        if t.holder == t.of:
            yield row.place, f"{t.holder} {t.role} itself"
        if t.role == "governs" and rows[t.of].type != "State":
            yield row.place, f"{t.holder} governs {t.of}, which is no state"
        if t.role == "serves" and rows[t.holder].type not in {"Person", "StateForce"}:
            yield row.place, f"{t.holder} serves but is neither person nor state force"
        key = (t.of, t.role, t.office or "") if t.role == "leads" else (t.holder, t.role, f"{t.of} {t.office or ''}")
        offices.setdefault(key, []).append(row)
    for held in offices.values():
        ordered = sorted(held, key=lambda r: r.tenure.start or "")
        for row, following in pairwise(ordered):
            a, b = row.tenure, following.tenure
            if _overlap((a.start, a.end), (b.start, b.end)):
                yield following.place, f"{b.holder} {b.role} {b.of} overlaps the tenure of {a.holder}; check the dates"
