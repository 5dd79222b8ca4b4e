"""Brings actors of other lists into a user's own tables: what would be added, what is in doubt, then the writing.

Two actors are never made one by name alone. A candidate is a known actor where an id says so: ours, Wikidata's, UCDP's.
One that merely bears a known actor's name is a conflict, and the user decides: by writing our id into the list, or for
all that agree in name and country by ``by_name``. Either decision stands in the ``source`` column of the rows it made.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from graph.actors.lookup import typed
from graph.actors.matcher import normalise
from graph.actors.registry import Registry
from graph.actors.sources import Candidate, unlabelled
from graph.actors.tables import ACTOR_COLUMNS, NAME_COLUMNS, TENURE_COLUMNS
from graph.errors import DataError, InputError
from graph.model import NameKind

TABLES = {"actors": ACTOR_COLUMNS, "names": NAME_COLUMNS, "tenures": TENURE_COLUMNS}
_KEYS = {
    "actors": ("id",),
    "names": ("actor", "name", "kind", "valid_from"),
    "tenures": ("holder", "role", "of", "office", "start"),
}
_STRONG: frozenset[NameKind] = frozenset(get_args(NameKind)) - {"surname", "metonym", "demonym", "organ"}
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row, or a name of one, that was left out, with the reason and what to do."""

    place: tuple[str, int]
    what: str

    def __str__(self) -> str:
        return f"{self.place[0]}:{self.place[1]}: {self.what}"


@dataclass(slots=True)
class Plan:
    """What an import would write, and what it would leave out."""

    new: list[str] = field(default_factory=list)
    """A line for every actor that would be added."""
    more: list[str] = field(default_factory=list)
    """A line for every known actor that would get names or ids."""
    conflicts: list[Conflict] = field(default_factory=list)
    known: int = 0
    """Candidates that say nothing new."""
    rows: dict[str, list[dict[str, str]]] = field(default_factory=lambda: {table: [] for table in TABLES})
    """The rows to write, by table."""


def plan(
    candidates: Iterable[Candidate],
    registry: Registry,
    *,
    source: str,
    by_name: bool = False,
    own: Iterable[str] = (),
) -> Plan:
    """Return what the candidates would add to the registry's actors, and what is in doubt.

    Args:
        candidates: What another list says.
        registry: All that is known, the user's own tables included.
        source: What is written into the ``source`` column of new rows.
        own: Ids that an earlier import may have made: a row that would get one of them again is that actor.
        by_name: Take a candidate whose proper name and country are those of one known actor as that actor.
    """
    return _Planner(registry, source, by_name=by_name, own=frozenset(own)).plan(candidates)


class _Planner:
    def __init__(self, registry: Registry, source: str, *, by_name: bool, own: frozenset[str]) -> None:
        self.registry = registry
        self.source = source
        self.by_name = by_name
        self.own = own
        self.result = Plan()
        rows = registry.actor_rows
        self.wikidata = {row.wikidata: id_ for id_, row in rows.items() if row.wikidata}
        self.ucdp = {row.ucdp: id_ for id_, row in rows.items() if row.ucdp}
        self.states: dict[str, str] = {}
        self.named: dict[str, dict[str, None]] = {}
        for name in registry.name_rows:
            if name.kind in _STRONG:
                self.named.setdefault(typed(name.name), {})[name.actor] = None
                if rows[name.actor].type == "State":
                    self.states.setdefault(typed(name.name), name.actor)
        for id_, row in rows.items():
            if row.type == "State" and row.iso3166:
                self.states.setdefault(row.iso3166.lower(), id_)
            self.named.setdefault(typed(row.label), {})[id_] = None
        self.ids = set(rows)

    def plan(self, candidates: Iterable[Candidate]) -> Plan:
        for candidate in candidates:
            if unlabelled(candidate):
                self._leave(candidate, f"{candidate.label} has no English label; add one to the list")
                continue
            country = self._country(candidate)
            actor, source = self._same(candidate, country)
            if actor is not None:
                self._extend(candidate, actor, source)
            elif not self._in_doubt(candidate):
                self._add(candidate, country)
        return self.result

    def _leave(self, candidate: Candidate, what: str) -> None:
        self.result.conflicts.append(Conflict(candidate.place, what))

    def _country(self, candidate: Candidate) -> str | None:
        written = candidate.country
        if written is None:
            return None
        rows = self.registry.actor_rows
        bare = written.partition("(")[0].strip()
        found = written if written in rows else self.wikidata.get(written) or self.states.get(typed(bare))
        if found is None or rows[found].type != "State":
            self._leave(
                candidate, f"country {written!r} of {candidate.label!r} is no known state; its cell stays empty"
            )
            return None
        return found

    def _same(self, candidate: Candidate, country: str | None) -> tuple[str | None, str]:
        """Return the known actor that the candidate is by an id, or by name where that was asked for, and why."""
        if candidate.id is not None and candidate.id in self.registry:
            return candidate.id, self.source
        by_id = self.wikidata.get(candidate.wikidata or "") or self.ucdp.get(candidate.ucdp or "")
        if by_id is not None:
            return by_id, self.source
        slug = _slug(candidate.label)
        if candidate.id is None and slug in self.own and self.registry.actor_rows[slug].label == candidate.label:
            return slug, self.source
        bearers = self._bearers(candidate) if self.by_name and candidate.id is None else []
        if len(bearers) == 1 and self._agree(candidate, country, bearers[0]):
            return bearers[0], f"{self.source}; taken as one by name and country"
        return None, ""

    def _agree(self, candidate: Candidate, country: str | None, bearer: str) -> bool:
        """Return whether a known actor is of the candidate's country, or both are states."""
        row = self.registry.actor_rows.get(bearer)
        if row is None:
            return False
        return row.type == candidate.type == "State" or (country is not None and row.country == country)

    def _bearers(self, candidate: Candidate) -> list[str]:
        """Return the known actors that bear a proper name of the candidate, sorted."""
        return sorted({id_ for name, _ in candidate.names for id_ in self.named.get(typed(name), ())})

    def _in_doubt(self, candidate: Candidate) -> bool:
        bearers = self._bearers(candidate)
        if candidate.id is not None or not bearers:
            return False
        shared = next(n for n, _ in candidate.names if typed(n) in self.named)
        known = " and ".join(bearers)
        what = f"{shared!r} is also {known}; if it is the same, write that id into a column 'id' (or use --by-name)"
        self._leave(candidate, what + ", else an id of its own")
        return True

    def _usable(self, candidate: Candidate, actor: str) -> Iterator[tuple[str, NameKind]]:
        """Yield the names that may be taken over, and note the others."""
        for name, kind in candidate.names:
            others = sorted(set(self.named.get(typed(name), ())) - {actor})
            if others:
                self._leave(candidate, f"name {name!r} of {actor} also means {' and '.join(others)}; name left out")
            elif len(normalise(name).replace(" ", "")) < _SHORTEST or not any(c.isupper() for c in name):
                self._leave(candidate, f"name {name!r} of {actor} would match ordinary words; name left out")
            else:
                yield name, kind

    def _write_names(self, candidate: Candidate, actor: str, source: str) -> list[str]:
        """Add rows for the names that the actor does not have, and return them."""
        have = {typed(n.name) for n in self.registry.names.get(actor, ())}
        added = []
        for name, kind in self._usable(candidate, actor):
            if typed(name) not in have:
                have.add(typed(name))
                added.append(name)
                self.named.setdefault(typed(name), {})[actor] = None
                row = {"actor": actor, "name": name, "kind": kind, "source": source}
                self.result.rows["names"].append(row)
        return added

    def _extend(self, candidate: Candidate, actor: str, source: str) -> None:
        row = self.registry.actor_rows[actor]
        added = self._write_names(candidate, actor, source)
        cells = {c: getattr(row, c) or "" for c in ACTOR_COLUMNS[:-1]}
        filled = []
        for column in ("wikidata", "ucdp", "active_from", "active_to"):
            said, have = getattr(candidate, column), getattr(row, column)
            if said and not have:
                cells[column] = said
                filled.append(f"{column} {said}")
            elif said and have and said != have and column in {"wikidata", "ucdp"}:
                self._leave(candidate, f"{actor} has {column} {have} here and {said} there; ours stays")
        if filled:
            self.result.rows["actors"].append({**cells, "source": source})
        if added or filled:
            told = [*filled, *([f"names {'; '.join(added)}"] if added else [])]
            self.result.more.append(f"{actor}: {', '.join(told)}")
        else:
            self.result.known += 1

    def _add(self, candidate: Candidate, country: str | None) -> None:
        actor = candidate.id or self._new_id(candidate)
        self.ids.add(actor)
        self.result.rows["actors"].append(
            {
                "id": actor,
                "label": candidate.label,
                "type": candidate.type,
                "country": country or "",
                "parent": candidate.parent or "",
                "active_from": candidate.active_from or "",
                "active_to": candidate.active_to or "",
                "wikidata": candidate.wikidata or "",
                "ucdp": candidate.ucdp or "",
                "source": self.source,
            }
        )
        names = self._write_names(candidate, actor, self.source)
        where = f", {country}" if country else ""
        self.result.new.append(f"{actor}: {candidate.label} ({candidate.type}{where}), {len(names)} names")

    def _new_id(self, candidate: Candidate) -> str:
        slug = _slug(candidate.label)
        if slug not in self.ids:
            return slug
        return f"{slug}-{(candidate.wikidata or f'ucdp{candidate.ucdp or candidate.place[1]}').lower()}"


def _slug(label: str) -> str:
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in normalise(label)).split()
    return "-".join(words) or "actor"


def write(made: Plan, folder: Path, base: Sequence[Path] = ()) -> None:
    """Lay the plan's rows over the tables of a folder, sorted, whole or not at all.

    Args:
        made: What to write.
        folder: The user's folder; it is made where it is missing.
        base: Folders that are loaded before it, to check the result with.

    Raises:
        InputError: the folder cannot be written.
        DataError: the result could not be loaded; nothing was written.
    """
    texts = {table: _laid_over(folder / f"{table}.csv", table, rows) for table, rows in made.rows.items() if rows}
    if not texts:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".import-") as scratch:
            for table in TABLES:
                kept = folder / f"{table}.csv"
                text = texts.get(table) or (kept.read_text(encoding="utf-8") if kept.is_file() else None)
                if text is not None:
                    (Path(scratch) / f"{table}.csv").write_text(text, encoding="utf-8", newline="")
            Registry.load(*base, Path(scratch))
            for table in texts:
                os.replace(Path(scratch) / f"{table}.csv", folder / f"{table}.csv")  # noqa: PTH105 - atomic, over an old one
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror}); name another folder") from None


def _laid_over(path: Path, table: str, rows: Sequence[dict[str, str]]) -> str:
    """Return a table's text with rows added, or put in the place of those with their key."""
    columns, key = TABLES[table], _KEYS[table]
    held: dict[tuple[str, ...], list[str]] = {}
    if path.is_file():
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")):
            if list(row) != list(columns):
                raise DataError(path.name, 1, f"want the header {','.join(columns)}")
            held[tuple(row[k] for k in key)] = [row[c] for c in columns]
    for new in rows:
        held[tuple(new.get(k, "") for k in key)] = [new.get(c, "") for c in columns]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(sorted(held.values()))
    return out.getvalue()
