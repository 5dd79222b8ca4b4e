"""Collections as RDF files: Turtle, TriG, N-Quads, JSON-LD."""

from __future__ import annotations

from graph.model import Collection


def nquads(collection: Collection) -> str:
    """Return the collection as N-Quads, lines sorted; as a store holds it."""
    return "".join(sorted(_written(collection, "N_QUADS").splitlines(keepends=True)))


def trig(collection: Collection) -> str:
    """Return the collection as TriG, a block for each article."""
    return _with_sorted_prefixes(_written(collection, "TRIG"))


def turtle(collection: Collection) -> str:
    """Return the collection as Turtle, all graphs merged, as a query sees them."""
    note = "# All graphs are merged here. TriG and N-Quads keep apart which article says what.\n"
    return note + _with_sorted_prefixes(_written(collection, "TURTLE"))


def jsonld(collection: Collection) -> str:
    """Return the collection as JSON-LD, expanded form, a graph for each article."""
    return _written(collection, "JSON_LD") + "\n"


def _written(collection: Collection, form: str) -> str:
    from pyoxigraph import RdfFormat, serialize  # noqa: PLC0415 - not needed for other formats

    from graph.ontology import load_ontology  # noqa: PLC0415 - it loads pyoxigraph
    from graph.triples.collections import collection_quads  # noqa: PLC0415 - so do the triples
    from graph.triples.terms import PREFIXES  # noqa: PLC0415

    symmetric = {r.id for r in load_ontology().relations.values() if r.symmetric}
    quads = collection_quads(collection, symmetric)
    format_: RdfFormat = getattr(RdfFormat, form)
    things = quads if format_.supports_datasets else [quad.triple for quad in quads]
    return (serialize(things, format=format_, prefixes=PREFIXES) or b"").decode("utf-8")


def _with_sorted_prefixes(text: str) -> str:
    """Return the text with its prefixes in order: the engine writes them in another one each time."""
    lines = text.splitlines(keepends=True)
    head = next((n for n, line in enumerate(lines) if not line.startswith("@prefix")), len(lines))
    return "".join(sorted(lines[:head]) + lines[head:])
