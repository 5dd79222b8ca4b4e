"""Parameters of named queries: what a person typed becomes RDF terms, and these SPARQL that says nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from graph.errors import DataError, InputError, UnknownName
from graph.ontology import load_ontology
from graph.triples.terms import PREFIXES, actor_iri, decimal, integer, moment, name, relation_iri, text

ParameterType = Literal["actor", "relation", "date", "text", "number"]
PARAMETER_TYPES: tuple[ParameterType, ...] = get_args(ParameterType)
ANY = "any"
"""The value that stands for no condition."""
LIMIT = "limit"
"""The parameter that is no condition: how many rows there are at most."""

Bound = list[NamedNode] | list[RdfLiteral]

_LARGEST = 1_000_000_000
_NUMBER = re.compile(r"-?[0-9]{1,10}(\.[0-9]{1,6})?")
_ROWS = re.compile("[0-9]{1,9}")
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
"""Ids that may follow a prefix as they are."""
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query asks for; ``default`` is None where it must be given."""

    name: str
    type: ParameterType
    default: str | None
    description: str

    def terms(self, value: str | None, place: str) -> Bound:
        """Return the terms of a value, of the default where it is None; none for ``any``, where there is a default.

        Args:
            value: an actor by id, relations and families by comma, an ISO date, a text, a number.
            place: whose parameter this is, for messages.

        Raises:
            InputError: it must be given, or it is not of the type.
        """
        place = f"{place}: {self.name}"
        value = self.default if value is None else value
        if value is None:
            raise InputError(f"{place} is missing ({self.type}: {self.description})")
        if value == ANY and self.default is not None:
            return []
        if self.name == LIMIT:
            return _rows(value, place)
        return _READERS[self.type](value, place)


def _actor(value: str, place: str) -> Bound:
    if not value:
        raise InputError(f"{place} is empty; name an actor")
    return [actor_iri(value)]


def _relations(value: str, _place: str) -> Bound:
    """Return relations, each once, in the order of the ontology."""
    ontology = load_ontology()
    chosen = [part.strip() for part in value.split(",")]
    for id_ in chosen:
        if id_ not in ontology.relations and id_ not in ontology.families:
            raise UnknownName("relation or family", id_, [*ontology.families, *sorted(ontology.relations)])
    return [relation_iri(r.id) for r in ontology.relations.values() if r.id in chosen or r.family in chosen]


def _date(value: str, place: str) -> Bound:
    found = _literal(moment, value, place)
    if found.datatype == name("xsd:string"):
        raise InputError(f"{place}: {value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    return [found]


def _text(value: str, place: str) -> Bound:
    return [_literal(text, value, place)]


def _literal(make: Callable[[str, str], RdfLiteral], value: str, place: str) -> RdfLiteral:
    try:
        return make(value, place)
    except DataError as error:
        raise InputError(str(error)) from None


def _number(value: str, place: str) -> Bound:
    if not _NUMBER.fullmatch(value) or abs(float(value)) > _LARGEST:
        raise InputError(f"{place}: {value!r} is no number up to {_LARGEST:,}; write it like 5 or 0.75")
    return [decimal(float(value))]


def _rows(value: str, place: str) -> Bound:
    if not _ROWS.fullmatch(value) or int(value) == 0:
        raise InputError(f"{place}: {value!r} is no number of rows; write one like 50, or {ANY} for all")
    return [integer(int(value))]


_READERS: dict[ParameterType, Callable[[str, str], Bound]] = {
    "actor": _actor,
    "relation": _relations,
    "date": _date,
    "text": _text,
    "number": _number,
}


def written(term: NamedNode | RdfLiteral) -> str:
    r"""Return a term as SPARQL that every parser takes for this term and every terminal can show.

    What cannot be printed is written like ``\u202e``, and so is a ``u`` behind a backslash: a parser may replace such
    escapes before it looks for strings, and one that does so blindly would take the text ``\u0022`` for a quotation
    mark.
    """
    if isinstance(term, NamedNode):
        for prefix in ("actor", "rel"):
            local = term.value.removeprefix(PREFIXES[prefix])
            if _PLAIN.fullmatch(local):
                return f"{prefix}:{local}"
        return str(term)
    before = ["", *term.value]
    quoted = "".join(_escaped(c, b) for b, c in zip(before, term.value, strict=False))
    local = term.datatype.value.removeprefix(PREFIXES["xsd"])
    return f'"{quoted}"' if local == "string" else f'"{quoted}"^^xsd:{local}'


def _escaped(character: str, before: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable() and not (character in "uU" and before == "\\"):
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"  # noqa: PLR2004 - what four digits hold
