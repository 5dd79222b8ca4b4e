"""Collections in other formats: one module a format, one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from exports import rdf, table
from graph.errors import UnknownName
from graph.model import Collection
from graph.ontology import load_ontology


def _html(collection: Collection) -> str:
    from exports.html import render as html  # noqa: PLC0415 - the map loads slowly

    return html(collection, load_ontology().relations)


FORMATS: Mapping[str, Callable[[Collection], str]] = MappingProxyType(
    {
        "turtle": rdf.turtle,
        "trig": rdf.trig,
        "nquads": rdf.nquads,
        "jsonld": rdf.jsonld,
        "csv": table.render,
        "html": _html,
    }
)
"""Format -> what renders a collection in it."""


def render(form: str, collection: Collection) -> str:
    """Return a collection as text in a format; the same collection gives the same bytes.

    Raises:
        UnknownName: no such format.
    """
    if form not in FORMATS:
        raise UnknownName("format", form, FORMATS)
    return FORMATS[form](collection)
