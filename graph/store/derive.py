"""Propositions and edges of a store, kept in step with its claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from typing import cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from graph.model import Article, Claim, ReviewStatus
from graph.store.change import Change
from graph.triples.propositions import (
    Ends,
    Tally,
    ends_in,
    ends_of,
    proposition_from_node,
    proposition_quads,
    tally,
    tally_of,
    total,
)
from graph.triples.terms import (
    EDGES,
    JUDGEMENTS,
    PROPOSITIONS,
    Properties,
    by_node,
    concept_id,
    link,
    local_id,
    maybe,
    name,
    proposition_iri,
)

Judged = dict[NamedNode, ReviewStatus]


def judgements(engine: pyoxigraph.Store) -> Judged:
    """Return the claims that were judged, and how."""
    quads = engine.quads_for_pattern(None, name(":reviewStatus"), None, JUDGEMENTS)
    return {cast("NamedNode", q.subject): cast("ReviewStatus", concept_id(q.object)) for q in quads}


class Derivation:
    """Collects how the claims of one transaction change propositions and edges."""

    def __init__(self, engine: pyoxigraph.Store, symmetric: Container[str]) -> None:
        self._engine = engine
        self._symmetric = symmetric
        self._new: dict[Ends, list[Tally]] = defaultdict(list)
        self._shaken: dict[str, NamedNode] = {}
        """Propositions that lose a claim, by id."""

    def gains(self, claim: Claim, article: Article) -> None:
        """Count a claim that comes in, its review status settled."""
        self._new[ends_of(claim, self._symmetric)].append(tally(claim, article))

    def loses(self, quads: list[Quad]) -> None:
        """Note the propositions that the claims of a graph pointed to."""
        pointer = name(":proposition")
        for quad in quads:
            if quad.predicate == pointer:
                self._shaken[local_id(quad.object)] = cast("NamedNode", quad.object)

    def write(self, change: Change) -> None:
        """Put the changed propositions and edges into a change; the graphs it drops no longer count."""
        gained = {ends.id for ends in self._new}
        judged = judgements(self._engine) if self._shaken else {}
        for ends in sorted(self._new, key=lambda e: e.id):
            tallies = self._new[ends]
            before, stored = self._stored(proposition_iri(ends.id))
            if ends.id in self._shaken:
                tallies = tallies + list(self._remaining(ends.id, change.dropped, judged))
            elif stored:
                tallies = [*tallies, stored[1]]
            change.replace(before, proposition_quads(ends, total(tallies)))
        for id_ in sorted(set(self._shaken) - gained):
            before, stored = self._stored(self._shaken[id_])
            remaining = list(self._remaining(id_, change.dropped, judged))
            change.replace(before, proposition_quads(stored[0], total(remaining)) if stored and remaining else ())

    def _stored(self, node: NamedNode) -> tuple[list[Quad], tuple[Ends, Tally] | None]:
        """Return a proposition's quads, its edges among them, and what they say."""
        quads = list(self._engine.quads_for_pattern(node, None, None, PROPOSITIONS))
        if not quads:
            return [], None
        found = by_node(quads)[node]
        subject, relation, object_ = (link(found, curie) for curie in (":subject", ":relation", ":object"))
        there = Quad(subject, relation, object_, EDGES)
        edges = {edge for edge in (there, Quad(object_, relation, subject, EDGES)) if edge in self._engine}
        has_edge = there in edges
        ends, stored = proposition_from_node(found, self._symmetric, edge=has_edge)
        mine = edges if ends.symmetric else edges & {there}
        return [*quads, *mine], (ends, stored)

    def _remaining(self, id_: str, dropped: Container[NamedNode], judged: Judged) -> Iterator[Tally]:
        """Yield the tallies of the stored claims of a proposition, apart from those in dropped graphs."""
        dates: dict[NamedNode, str | None] = {}
        for quad in self._engine.quads_for_pattern(None, name(":proposition"), proposition_iri(id_), None):
            graph = cast("NamedNode", quad.graph_name)
            if graph in dropped:
                continue
            claim = cast("NamedNode", quad.subject)
            if graph not in dates:
                dates[graph] = maybe(self._properties(graph, graph), "schema:datePublished")
            yield tally_of(self._properties(claim, graph), dates[graph], judged.get(claim, "unreviewed"))

    def _properties(self, node: NamedNode, graph: NamedNode) -> Properties:
        return by_node(self._engine.quads_for_pattern(node, None, None, graph)).get(node, {})


def all_derived(engine: pyoxigraph.Store, symmetric: Container[str]) -> list[Quad]:
    """Return the quads of all propositions and edges, computed from the stored claims alone."""
    judged = judgements(engine)
    dates = {
        q.graph_name: cast("Literal", q.object).value
        for q in engine.quads_for_pattern(None, name("schema:datePublished"), None, None)
    }
    tallies: dict[Ends, list[Tally]] = defaultdict(list)
    for pointer in engine.quads_for_pattern(None, name(":proposition"), None, None):
        claim = cast("NamedNode", pointer.subject)
        found = by_node(engine.quads_for_pattern(claim, None, None, pointer.graph_name))[claim]
        ends = ends_in(found, symmetric)
        tallies[ends].append(tally_of(found, dates.get(pointer.graph_name), judged.get(claim, "unreviewed")))
    return [quad for ends in tallies for quad in proposition_quads(ends, total(tallies[ends]))]
