"""Which form an answer takes: what a client accepts (RFC 9110), of what there is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.query.stream import Kind

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, N_TRIPLES = "text/turtle", "application/n-triples"
RDF_XML, JSON_LD = "application/rdf+xml", "application/ld+json"

_RESULTS = (
    *((JSON, JSON), (XML, XML), (CSV, CSV), (TSV, TSV)),
    *(("application/json", JSON), ("application/xml", XML), ("text/xml", XML)),
)
_TRIPLES = (
    *((TURTLE, TURTLE), (N_TRIPLES, N_TRIPLES), (RDF_XML, RDF_XML), (JSON_LD, JSON_LD)),
    *(("application/x-turtle", TURTLE), ("text/plain", N_TRIPLES), ("text/n3", TURTLE)),
    *(("application/xml", RDF_XML), ("text/xml", RDF_XML), ("application/json", JSON_LD)),
)
OFFERS: Mapping[Kind, Sequence[tuple[str, str]]] = {"table": _RESULTS, "boolean": _RESULTS, "triples": _TRIPLES}
"""Media types by kind of answer, best first, each with the form that is written under this name."""
_RANGE = re.compile(r"\s*([!#$%&'*+.^_`|~\w-]+)/([!#$%&'*+.^_`|~\w-]+)\s*((?:;[^,]*)?)")
_QUALITY = re.compile(r";\s*[qQ]\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)")


@dataclass(frozen=True, slots=True)
class Form:
    """A form that an answer takes, and the media type under which the client asked for it."""

    name: str
    form: str

    @property
    def content_type(self) -> str:
        """The header's value."""
        return f"{self.name}; charset=utf-8" if self.name.startswith("text/") else self.name


def chosen(accept: str | None, kind: Kind) -> Form | None:
    """Return the form of a kind of answer that a client likes best; None where it accepts none of ours.

    Among those that it likes equally the first of `OFFERS` is taken. Without an Accept header everything is accepted;
    parts of the header that are malformed are left out.
    """
    wanted = _wanted(accept) or ([("*", "*", 1.0)] if not (accept or "").strip() else [])
    best, most = None, 0.0
    for name, form in OFFERS[kind]:
        quality = _quality(name, wanted)
        if quality > most:
            best, most = Form(name, form), quality
    return best


def offered(kind: Kind) -> str:
    """Return the forms of a kind of answer, for messages."""
    return ", ".join(name for name, form in OFFERS[kind] if name == form)


def _wanted(accept: str | None) -> list[tuple[str, str, float]]:
    """Return (type, subtype, quality) of each range in an Accept header."""
    ranges = []
    for part in (accept or "").split(","):
        if found := _RANGE.fullmatch(part):
            given = _QUALITY.search(found[3])
            if given or not re.search(r";\s*[qQ]\s*=", found[3]):
                ranges.append((found[1].lower(), found[2].lower(), float(given[1]) if given else 1.0))
    return ranges


def _quality(name: str, wanted: Sequence[tuple[str, str, float]]) -> float:
    """Return how much a media type is liked: the quality of the range that fits it most closely, 0 for none."""
    type_, _, subtype = name.partition("/")
    fits = [
        ((a == type_) + (b == subtype), quality)
        for a, b, quality in wanted
        if a in {"*", type_} and b in {"*", subtype}
    ]
    return max(fits)[1] if fits else 0.0
