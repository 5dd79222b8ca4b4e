"""Collections as RDF: everything that a store would hold of the same articles, in an order that never changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container

from pyoxigraph import Quad

from graph.model import Claim, Collection, Reading
from graph.triples.actors import actor_quads
from graph.triples.propositions import Ends, Tally, ends_of, proposition_quads, tally, total
from graph.triples.readings import reading_quads


def collection_quads(collection: Collection, symmetric: Container[str]) -> list[Quad]:
    """Return the quads of a collection: articles with their claims, then actors, then propositions and edges.

    Raises:
        DataError: a text holds what RDF cannot.
    """
    claims: dict[str, list[Claim]] = defaultdict(list)
    tallies: dict[Ends, list[Tally]] = defaultdict(list)
    for claim in collection.claims:
        claims[claim.article].append(claim)
        tallies[ends_of(claim, symmetric)].append(tally(claim, collection.article(claim.article)))
    quads: list[Quad] = []
    for article in collection.articles:
        quads += reading_quads(Reading(article, tuple(claims[article.id])), (), symmetric)
    for actor in collection.actors:
        quads += actor_quads(actor)
    for ends in sorted(tallies, key=lambda e: e.id):
        quads += proposition_quads(ends, total(tallies[ends]))
    return list(dict.fromkeys(quads))
