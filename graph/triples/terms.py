"""Terms: the namespaces, the IRIs of our things, and literals that come back as they were written.

Ids stand in IRIs percent-encoded where they hold anything but letters, digits and ``._~-``, so that no id can break an
IRI or meet another. Text with a lone surrogate or U+0000, which other RDF tools cannot hold, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote, unquote

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from graph.errors import DataError
from graph.model import Span

BASE = "https://w3id.org/detente/"
PREFIXES: dict[str, str] = {
    "": f"{BASE}ns#",
    "rel": f"{BASE}rel/",
    "actor": f"{BASE}actor/",
    "claim": f"{BASE}claim/",
    "article": f"{BASE}article/",
    "prop": f"{BASE}proposition/",
    "mention": f"{BASE}mention/",
    "attribution": f"{BASE}attribution/",
    "name": f"{BASE}name/",
    "tenure": f"{BASE}tenure/",
    "run": f"{BASE}run/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""What queries may write without declaring it and what Turtle files declare."""

Term = NamedNode | BlankNode | Literal | Triple
Properties = dict[NamedNode, list[Term]]
Nodes = dict[NamedNode, Properties]
"""The triples of a graph by subject and predicate."""

_DATES = (
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "date", ""),
    (re.compile(r"[0-9]{4}-[0-9]{2}"), "gYearMonth", "-01"),
    (re.compile(r"[0-9]{4}"), "gYear", "-01-01"),
)


@lru_cache(maxsize=512)
def name(curie: str) -> NamedNode:
    """Return the term of our vocabulary or a standard one, ``:Claim`` or ``prov:Entity``."""
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


ACTORS = name(":actors")
ONTOLOGY = name(":ontology")
JUDGEMENTS = name(":judgements")
PROPOSITIONS = name(":propositions")
EDGES = name(":edges")
TYPE = name("rdf:type")


def iri(prefix: str, id_: str) -> NamedNode:
    """Return the IRI of a thing of ours: ``iri("claim", "1f")`` is claim:1f."""
    return NamedNode(PREFIXES[prefix] + quote(id_, safe="", errors="surrogatepass"))


@lru_cache(maxsize=65536)
def actor_iri(id_: str) -> NamedNode:
    """Return the IRI of an actor."""
    return iri("actor", id_)


@lru_cache(maxsize=4096)
def relation_iri(id_: str) -> NamedNode:
    """Return the IRI of a relation."""
    return iri("rel", id_)


def article_iri(id_: str) -> NamedNode:
    """Return the IRI of an article, which is also the name of its graph."""
    return iri("article", id_)


def claim_iri(id_: str) -> NamedNode:
    """Return the IRI of a claim."""
    return iri("claim", id_)


def proposition_iri(id_: str) -> NamedNode:
    """Return the IRI of a proposition."""
    return iri("prop", id_)


def local_id(term: Term) -> str:
    """Return the id in the IRI of one of our things, the inverse of the functions above."""
    return unquote(_named(term).value.removeprefix(BASE).partition("/")[2], errors="surrogatepass")


@lru_cache(maxsize=1024)
def concept(id_: str) -> NamedNode:
    """Return the term of a closed list of ours, ``:affirmed``."""
    return iri("", id_)


def concept_id(term: Term) -> str:
    """Return the id in the IRI of a term of ours, the inverse of `concept`."""
    return unquote(_named(term).value.partition("#")[2], errors="surrogatepass")


def text(value: str, place: str) -> Literal:
    """Return a string literal.

    Raises:
        DataError: the text holds a lone surrogate or U+0000; ``place`` says where it comes from.
    """
    if "\0" not in value:
        try:
            return Literal(value)
        except ValueError:
            pass
    raise DataError(place, None, "the text holds U+0000 or a lone surrogate; read it with another encoding or clean it")


def integer(value: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(value)


def decimal(value: float) -> Literal:
    """Return an xsd:decimal in the canonical form: no exponent, no trailing zeros."""
    plain = format(Decimal(repr(float(value))), "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return Literal(plain, datatype=name("xsd:decimal"))


def moment(value: str, place: str) -> Literal:
    """Return a date as xsd:date, xsd:gYearMonth or xsd:gYear, and as plain text if it is no such date."""
    for pattern, datatype, rest in _DATES:
        if pattern.fullmatch(value):
            try:
                date.fromisoformat(value + rest)
            except ValueError:
                break
            return Literal(value, datatype=name(f"xsd:{datatype}"))
    return text(value, place)


def uri(value: str, place: str) -> Literal:
    """Return an address as xsd:anyURI, whatever it holds: addresses out of articles need not be IRIs."""
    return Literal(text(value, place).value, datatype=name("xsd:anyURI"))


def by_node(quads: Iterable[Quad]) -> Nodes:
    """Return the quads by subject and predicate, whatever their graph."""
    nodes: Nodes = {}
    for quad in quads:
        nodes.setdefault(_named(quad.subject), {}).setdefault(quad.predicate, []).append(quad.object)
    return nodes


def value(properties: Properties, curie: str) -> str:
    """Return the text of a property's literal. Raises KeyError if it is missing."""
    term = properties[name(curie)][0]
    if isinstance(term, Literal):
        return term.value
    raise TypeError(f"{curie}: want a literal, got {term}")


def maybe(properties: Properties, curie: str) -> str | None:
    """Return the text of a property's literal, None if it is missing."""
    return value(properties, curie) if name(curie) in properties else None


def link(properties: Properties, curie: str) -> NamedNode:
    """Return the IRI that a property points to. Raises KeyError if it is missing."""
    return _named(properties[name(curie)][0])


def maybe_id(properties: Properties, curie: str) -> str | None:
    """Return the id of the thing that a property points to, None if it is missing."""
    return local_id(properties[name(curie)][0]) if name(curie) in properties else None


def span_of(properties: Properties) -> Span:
    """Return the stretch of text that a selector marks."""
    return Span(int(value(properties, "oa:start")), int(value(properties, "oa:end")))


def _named(term: Term | DefaultGraph) -> NamedNode:
    if isinstance(term, NamedNode):
        return term
    raise TypeError(f"want an IRI, got {term}")
