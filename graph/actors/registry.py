"""Who is who, and when: actors, their names and tenures, looked up by id, name and date."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.actors.matcher import Entry, Matcher
from graph.actors.tables import (
    ActorRow,
    NameRow,
    TenureRow,
    read_actors,
    read_names,
    read_tenures,
)
from graph.errors import DataError, InputError
from graph.model import Actor, Name, Tenure, TenureRole

PACKAGED = Path(__file__).parent
"""The folder of the tables that come with the package."""

FOLDED_TYPES = frozenset({"Person", "StateForce"})
"""Types that act for another actor and fold into it."""

RULING_TYPES = frozenset({"State", "Government"})
"""Who leads one of these and a party besides acts for the former."""

_FOLDING_ROLES: tuple[TenureRole, ...] = ("leads", "serves", "branchOf", "governs")
_LONGEST_CHAIN = 4


def valid_on(date: str, start: str | None, end: str | None) -> bool:
    """Return whether a period and a date may overlap; each may be partial, both ends count.

    >>> valid_on("2021", "2021-08-15", None), valid_on("2020-12", "2021", None)
    (True, False)
    """
    if start is not None and date[: len(start)] < start[: len(date)]:
        return False
    return end is None or date[: len(end)] <= end[: len(date)]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold garbage collection off while many rows are made that all stay: it would look at them over and over."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Registry:
    """All known actors. Made by :meth:`load` from the packaged tables and the user's folders.

    Tables of a later folder win: an actor row replaces the one with its id, a name row the one of the same actor, name
    and kind, a tenure row the one of the same holder, role, ``of``, office and start.
    """

    def __init__(self, actors: Iterable[ActorRow], names: Iterable[NameRow], tenures: Iterable[TenureRow]) -> None:
        self._actor_rows = {row.id: row for row in actors}
        self._name_rows = {(r.actor, r.name, r.kind, r.valid_from): r for r in names}
        self._tenure_rows = {
            (r.tenure.holder, r.tenure.role, r.tenure.of, r.tenure.office, r.tenure.start): r for r in tenures
        }
        self._actors: dict[str, Actor] = {}

    @classmethod
    def load(cls, *extra: Path) -> Registry:
        """Return the packaged registry with the tables of the folders ``extra`` laid over it, in their order.

        A folder may hold any of ``actors.csv``, ``names.csv`` and ``tenures.csv``.

        Raises:
            InputError: a folder of ``extra`` is missing or holds none of the tables.
            DataError: a row is malformed, or names an actor that no table has.
        """
        return cls.read(PACKAGED, *extra)

    @classmethod
    def read(cls, *folders: Path) -> Registry:
        """Return the registry of these folders only. Raises as :meth:`load`."""
        actors: list[ActorRow] = []
        names: list[NameRow] = []
        tenures: list[TenureRow] = []
        with _uncollected():
            for folder in folders:
                paths = [folder / f"{table}.csv" for table in ("actors", "names", "tenures")]
                if not any(path.is_file() for path in paths):
                    raise InputError(f"{folder}: no actors.csv, names.csv or tenures.csv there")
                actors += read_actors(paths[0]) if paths[0].is_file() else ()
                names += read_names(paths[1]) if paths[1].is_file() else ()
                tenures += read_tenures(paths[2]) if paths[2].is_file() else ()
            registry = cls(actors, names, tenures)
            registry._refuse_unknown_ids()
        return registry

    def _refuse_unknown_ids(self) -> None:
        known = self._actor_rows
        for name in self._name_rows.values():
            if name.actor not in known:
                raise DataError(*name.place, f"no actor {name.actor!r}; add it to actors.csv")
        for row in self._tenure_rows.values():
            for id_ in (row.tenure.holder, row.tenure.of):
                if id_ not in known:
                    raise DataError(*row.place, f"no actor {id_!r}; add it to actors.csv")

    def __len__(self) -> int:
        """Return the number of actors."""
        return len(self._actor_rows)

    def __contains__(self, id_: object) -> bool:
        """Return whether there is an actor of this id."""
        return id_ in self._actor_rows

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all actors, sorted."""
        return tuple(sorted(self._actor_rows))

    @property
    def actor_rows(self) -> Mapping[str, ActorRow]:
        """Return the rows of actors.csv by id."""
        return self._actor_rows

    @property
    def name_rows(self) -> tuple[NameRow, ...]:
        """Return the rows of names.csv in reading order."""
        return tuple(self._name_rows.values())

    @property
    def tenure_rows(self) -> tuple[TenureRow, ...]:
        """Return the rows of tenures.csv in reading order."""
        return tuple(self._tenure_rows.values())

    @cached_property
    def names(self) -> Mapping[str, tuple[NameRow, ...]]:
        """Return the name rows of every actor that has names, by id, in reading order."""
        grouped: dict[str, list[NameRow]] = {}
        for row in self._name_rows.values():
            grouped.setdefault(row.actor, []).append(row)
        return {id_: tuple(rows) for id_, rows in grouped.items()}

    @cached_property
    def _held(self) -> dict[str, tuple[Tenure, ...]]:
        return self._tenures_by("holder")

    @cached_property
    def _over(self) -> dict[str, tuple[Tenure, ...]]:
        return self._tenures_by("of")

    def _tenures_by(self, end: str) -> dict[str, tuple[Tenure, ...]]:
        grouped: dict[str, list[Tenure]] = {}
        for row in self._tenure_rows.values():
            grouped.setdefault(getattr(row.tenure, end), []).append(row.tenure)
        return {
            id_: tuple(sorted(tenures, key=lambda t: (t.start or "", t.end or "9", t.role, t.holder, t.of)))
            for id_, tenures in grouped.items()
        }

    @cached_property
    def matcher(self) -> Matcher:
        """Return the matcher over all names; built at the first use."""
        rows = self._actor_rows

        def entry(r: Any) -> Entry:
            return Entry(r.actor, r.name, r.kind, rows[r.actor].type, r.valid_from, r.valid_to, r.priority)

        found = Matcher(())
        with _uncollected():
            found.add(self._name_rows.values(), entry)
        return found

    def actor(self, id_: str) -> Actor:
        """Return the actor of an id, with its names. Raises KeyError for an unknown one."""
        if id_ not in self._actors:
            row = self._actor_rows[id_]
            self._actors[id_] = Actor(
                id=row.id,
                label=row.label,
                type=row.type,
                country=row.country,
                names=tuple(Name(n.name, n.kind, n.valid_from, n.valid_to) for n in self.names.get(id_, ())),
                active_from=row.active_from,
                active_to=row.active_to,
                parent=row.parent,
                iso3166=row.iso3166,
                wikidata=row.wikidata,
                ucdp=row.ucdp,
            )
        return self._actors[id_]

    def tenures(self, id_: str) -> tuple[Tenure, ...]:
        """Return the tenures that an actor holds, by start."""
        return self._held.get(id_, ())

    def tenures_over(self, id_: str) -> tuple[Tenure, ...]:
        """Return the tenures that others hold towards an actor, by start."""
        return self._over.get(id_, ())

    def state_of(self, id_: str, date: str | None) -> str | None:
        """Return the actor that a person, force or organ acts for at a date, else None.

        Follows ``leads``, ``serves`` and ``branchOf`` until an actor that acts for itself. An actor that is no person
        and no state force is its own answer. Without a date, only an answer that all its tenures share.
        """
        row = self._actor_rows.get(id_)
        if row is None:
            return None
        if row.type not in FOLDED_TYPES:
            return id_
        ends = self._ends(id_, date, _LONGEST_CHAIN)
        return ends.pop() if len(ends) == 1 else None

    def _ends(self, id_: str, date: str | None, steps: int) -> set[str]:
        """Return every actor that the chain of tenures ends in; the first office in the list of roles decides."""
        if steps == 0 or id_ not in self._actor_rows:
            return set()
        row = self._actor_rows[id_]
        if row.type not in FOLDED_TYPES:
            return {id_}
        held = [t for t in self.tenures(id_) if date is None or valid_on(date, t.start, t.end)]
        if date is not None and len(held) > 1:  # on the day of a handover the new office counts
            held = [t for t in held if t.end is None or t.end > date] or held
        for role in _FOLDING_ROLES:
            ends = {end for t in held if t.role == role for end in self._ends(t.of, date, steps - 1)}
            if ends:
                return self._prefer_governments(ends)
        if row.type == "StateForce" and not any(t.role in _FOLDING_ROLES for t in self.tenures(id_)):
            owner = row.parent or row.country
            return self._ends(owner, date, steps - 1) if owner else set()
        return set()

    def _prefer_governments(self, ends: set[str]) -> set[str]:
        """Keep states and governments, else armed groups, and drop a state whose own government is among them."""
        for types in (RULING_TYPES, frozenset({"ArmedGroup"})):
            kept = {i for i in ends if self._actor_rows[i].type in types}
            if kept:
                ends = kept
                break
        governed = {t.of for id_ in ends for t in self.tenures(id_) if t.role == "governs"}
        return ends - governed or ends

    def government_of(self, state: str, date: str | None) -> str:
        """Return the actor that governs a state at a date where it is one of its own, else the state itself.

        Without a date, or with two rivals at that date, the state itself.
        """
        if date is None:
            return state
        rulers = [t for t in self.tenures_over(state) if t.role == "governs" and valid_on(date, t.start, t.end)]
        if len(rulers) > 1:
            rulers = [t for t in rulers if t.end is None or t.end > date]
        return rulers[0].holder if len({t.holder for t in rulers}) == 1 else state

    def country_of(self, id_: str) -> str | None:
        """Return the state that an actor is or belongs to, None where the table does not say."""
        row = self._actor_rows.get(id_)
        if row is None:
            return None
        return id_ if row.type == "State" else row.country

    def member_of(self, id_: str, date: str | None = None) -> tuple[str, ...]:
        """Return the ids of the bodies that an actor belongs to at a date, or ever without one; sorted."""
        return tuple(
            sorted(
                {
                    t.of
                    for t in self.tenures(id_)
                    if t.role == "memberOf" and (date is None or valid_on(date, t.start, t.end))
                }
            )
        )

    def check(self) -> list[str]:
        """Return what is wrong or doubtful in the tables, one line each, in a fixed order; empty when all is well."""
        from graph.actors.check import problems  # noqa: PLC0415 - only the lint needs it

        return problems(self)
