"""Named queries: questions in graph/queries/*.rq whose parameters are bound as RDF terms.

A file begins with a header of comment lines; three spaces after the ``#`` continue the line before:

    # description: what comes back
    # parameter: NAME TYPE -- what it means
    # parameter: NAME TYPE = DEFAULT -- what it means
    # example: detente ask QUERY ARGUMENTS

A TYPE is ``actor`` (an id), ``relation`` (ids of relations and families by comma; a family stands for its relations),
``date`` (ISO, may be partial), ``text`` or ``number``; the default ``any`` sets no condition. Below the header stands
SPARQL 1.1, which may use the prefixes of `graph.triples.terms.PREFIXES`. Each parameter has slots there, one or more,
written ``VALUES ?NAME { UNDEF }``: its terms go into them, and a slot whose parameter is ``any`` goes. The slot of the
parameter ``limit`` is the last line, ``LIMIT n``. So a value is a term whatever it holds: text that looks like SPARQL
stays text.

A row that counts claims names one of them in a column with ``claim`` in its name, ``(MIN(?c) AS ?claim)``; if it is
aggregated again, it is ``?some`` meanwhile. From that `graph.query.behind` makes the query that names them all.

How they are written, measured on 100,000 claims: joins go through the proposition node, hierarchies come expanded.
Where an actor is given, each branch of a UNION is one plain pattern with its own slots, claims included (0.1 s; 1 to
8 s with slots or claims outside), and an OPTIONAL is a single triple (0.1 s; 1.5 s with two). What goes through all
claims has each predicate in a subselect of its own, which is then joined by hash (2 s; 14 s without), and so has a
UNION that stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from graph.errors import DataError, UnknownName
from graph.query.answer import Answer
from graph.query.parameters import LIMIT, PARAMETER_TYPES, Parameter, ParameterType, written
from graph.query.run import DEFAULT_LIMITS, Limits, run
from graph.triples.terms import PREFIXES

FOLDER = Path(__file__).resolve().parents[1] / "queries"

_FIELD = re.compile(r"# (description|parameter|example): (\S.*)")
_MORE = re.compile(r"# {3}(\S.*)")
_PARAMETER = re.compile(r"([a-z]+) ([a-z]+)(?: = (\S+))? -- (\S.*)")
_SLOT = re.compile(r"VALUES \?(?P<name>\w+) \{ UNDEF \}|^LIMIT [0-9]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with a name; its parameters stand in the order in which they are given."""

    name: str
    description: str
    parameters: tuple[Parameter, ...]
    example: str
    text: str
    """SPARQL with its slots open."""

    def titled(self, values: Iterable[str]) -> str:
        """Return a heading for the answer to these values.

        >>> named_query("allies-of-allies").titled(["Iran"])
        'Allies of allies: Iran'
        """
        return ": ".join(filter(None, [self.name.replace("-", " ").capitalize(), ", ".join(values)]))

    def bind(self, values: Mapping[str, str] | None = None) -> str:
        """Return the SPARQL with every parameter bound to its value, else to its default.

        Args:
            values: by name of parameter; an actor by id. ``any`` sets no condition, where there is a default.

        Raises:
            InputError: a parameter is unknown or missing, or a value is not of its type.
        """
        values = values or {}
        known = [p.name for p in self.parameters]
        for given in values:
            if given not in known:
                raise UnknownName(f"parameter of {self.name}", given, known)
        terms = {p.name: p.terms(values.get(p.name), self.name) for p in self.parameters}

        def filled(slot: re.Match[str]) -> str:
            bound = terms[slot["name"] or LIMIT]
            if not bound:
                return ""
            return (
                f"VALUES ?{slot['name']} {{ {' '.join(map(written, bound))} }}"
                if slot["name"]
                else f"LIMIT {bound[0].value}"
            )

        lines = _SLOT.sub(filled, self.text).splitlines()
        return "".join(f"{line}\n" for line in lines if line.strip())


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """Return the queries that détente ships, by name, read once.

    Raises:
        DataError: a file is malformed.
    """
    found = [read_query(path.read_text("utf-8"), path.name) for path in sorted(FOLDER.glob("*.rq"))]
    return MappingProxyType({query.name: query for query in found})


def named_query(name: str) -> NamedQuery:
    """Return the query of a name. Raises UnknownName, which lists the queries there are."""
    try:
        return named_queries()[name]
    except KeyError:
        raise UnknownName("query", name, named_queries()) from None


def ask(
    store_path: Path | str, name: str, values: Mapping[str, str] | None = None, *, limits: Limits = DEFAULT_LIMITS
) -> Answer:
    """Return the answer of a store to a named query; see `NamedQuery.bind` and `graph.query.run`.

    >>> ask("store", "evidence", {"subject": "iran", "relation": "courts", "object": "taliban"})  # doctest: +SKIP
    """
    return run(store_path, named_query(name).bind(values), limits=limits)


def with_prefixes(sparql: str) -> str:
    """Return a query that declares the prefixes of ours it uses, so that any SPARQL 1.1 engine takes it."""
    used = set(re.findall(r"(?<![\w:])([a-z]*):(?=\w)", sparql))
    return "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items() if p in used) + sparql


def read_query(text: str, place: str) -> NamedQuery:
    """Return the query written in a file's text; its name is the file's without the suffix.

    Raises:
        DataError: the header is malformed, or slots and parameters are not the same.
    """
    lines = text.splitlines()
    size = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    fields: dict[str, list[tuple[int, str]]] = {"description": [], "parameter": [], "example": []}
    for number, key, value in _fields(lines[:size], place):
        fields[key].append((number, value))
    for key in ("description", "example"):
        if len(fields[key]) != 1:
            raise DataError(place, None, f"{len(fields[key])} lines of {key}; write one '# {key}: ...'")
    parameters = tuple(_parameter(value, place, number) for number, value in fields["parameter"])
    body = "".join(f"{line}\n" for line in lines[size:])
    slots = {slot["name"] or LIMIT for slot in _SLOT.finditer(body)}
    if odd := sorted(slots ^ {p.name for p in parameters}):
        raise DataError(place, None, f"slots and parameters do not agree on {', '.join(odd)}; give each both")
    return NamedQuery(place.removesuffix(".rq"), fields["description"][0][1], parameters, fields["example"][0][1], body)


def _fields(lines: list[str], place: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line number, key, value) of a header."""
    number, key, value = 0, "", ""
    for at, line in enumerate(lines, start=1):
        if key and (more := _MORE.fullmatch(line)):
            value += f" {more[1]}"
        elif field := _FIELD.fullmatch(line):
            if key:
                yield number, key, value
            number, key, value = at, field[1], field[2]
        else:
            raise DataError(
                place, at, "want '# description: ', '# parameter: ', '# example: ' or '#   ' and more of it"
            )
    if key:
        yield number, key, value


def _parameter(value: str, place: str, line: int) -> Parameter:
    found = _PARAMETER.fullmatch(value)
    if found is None:
        raise DataError(place, line, "want 'NAME TYPE -- meaning' or 'NAME TYPE = DEFAULT -- meaning'")
    name, type_, default, description = found.groups()
    if type_ not in PARAMETER_TYPES:
        raise DataError(place, line, f"no type {type_!r}; there are: {', '.join(PARAMETER_TYPES)}")
    return Parameter(name, cast("ParameterType", type_), default, description)
