"""Answers: typed terms, rows of them, and what kind of question they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from graph.errors import UnknownName

XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(XSD + t for t in ("integer", "decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Iri:
    """The name of a thing."""

    value: str


@dataclass(frozen=True, slots=True)
class Value:
    """A literal; ``datatype`` is None for plain text and for text in a language."""

    value: str
    datatype: str | None = None
    language: str | None = None

    @property
    def number(self) -> bool:
        """Whether this is a number."""
        return self.datatype in _NUMBERS


@dataclass(frozen=True, slots=True)
class Blank:
    """A node without a name; the label means nothing outside its answer."""

    value: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A triple as a term (RDF 1.2)."""

    subject: Term
    predicate: Term
    object: Term


Term = Iri | Value | Blank | Quoted
Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: ``rows`` under ``variables``, a ``boolean``, or triples as rows of three.

    Rows keep the query's order; without ORDER BY they stand as the store gives them. None is an unbound variable.
    """

    kind: Literal["table", "boolean", "triples"]
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None

    def render(self, form: str) -> str:
        """Return the answer as text in a form: ``table``, ``csv`` or ``json``. Raises UnknownName for another."""
        from graph.query.show import FORMS  # noqa: PLC0415 - which knows answers

        if form not in FORMS:
            raise UnknownName("form", form, FORMS)
        return FORMS[form](self)


def term_of(found: dict[str, Any] | None) -> Term | None:
    """Return the term written as SPARQL 1.1 JSON results write it. Raises ValueError for another kind."""
    if found is None:
        return None
    match found["type"]:
        case "uri":
            return Iri(found["value"])
        case "literal":
            return Value(found["value"], found.get("datatype"), found.get("xml:lang"))
        case "bnode":
            return Blank(found["value"])
        case "triple":
            subject, predicate, object_ = (term_of(part) for part in found["value"])
            if subject and predicate and object_:
                return Quoted(subject, predicate, object_)
    raise ValueError(f"no term: {found!r}")
