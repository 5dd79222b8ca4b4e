"""Articles with their claims, out of a store's quads or what is kept beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from graph.model import Article, Claim
from graph.store.derive import Judged
from graph.store.kept import KeptReadings, state
from graph.triples.claims import judgement
from graph.triples.readings import article_from_nodes, claims_from_nodes
from graph.triples.terms import TYPE, by_node, claim_iri, local_id, name

Found = tuple[Article, tuple[Claim, ...]]


def read(engine: pyoxigraph.Store, graph: NamedNode, kept: KeptReadings, judged: Judged) -> Found | None:
    """Return the article of a graph with its claims, judged and by place; None where the graph is empty."""
    found = kept.get(local_id(graph), mark_of(engine, graph))
    if found is None:
        there = next(engine.quads_for_pattern(None, None, None, graph), None) is not None
        return article_in(engine, graph, judged) if there else None
    article, claims = found
    if judged:
        claims = tuple(
            replace(claim, review=status) if (status := judged.get(claim_iri(claim.id))) else claim for claim in claims
        )
    return article, claims


def article_in(engine: pyoxigraph.Store, graph: NamedNode, judged: Judged) -> Found:
    """Return the article of a graph with its claims out of the quads. Raises KeyError where the graph is empty."""
    nodes = by_node(engine.quads_for_pattern(None, None, None, graph))
    for claim in judged.keys() & nodes.keys():
        nodes[claim].update(by_node([judgement(local_id(claim), judged[claim])])[claim])
    article, _ = article_from_nodes(nodes)
    return article, claims_from_nodes(nodes, article)


def mark_of(engine: pyoxigraph.Store, graph: NamedNode) -> str:
    """Return the mark of the state in which an article is stored."""
    runs = engine.quads_for_pattern(None, name("prov:used"), graph, graph)
    claims = engine.quads_for_pattern(None, TYPE, name(":Claim"), graph)
    return _mark(runs, claims)


def marks_in(quads: Iterable[Quad]) -> Mapping[NamedNode, str]:
    """Return the marks of all articles whose graphs these quads fill, by graph."""
    runs: dict[NamedNode, list[Quad]] = defaultdict(list)
    claims: dict[NamedNode, list[Quad]] = defaultdict(list)
    used, kinds = name("prov:used"), {name(":Article"), name(":Claim")}
    for quad in quads:
        graph = quad.graph_name
        if not isinstance(graph, NamedNode):
            continue
        if quad.predicate == used and quad.object == graph:
            runs[graph].append(quad)
        elif quad.predicate == TYPE and quad.object in kinds:
            claims[graph] += [] if quad.subject == graph else [quad]
    return {graph: _mark(runs[graph], claims[graph]) for graph in claims}


def _mark(runs: Iterable[Quad], claims: Iterable[Quad]) -> str:
    return state((str(quad.subject) for quad in runs), (str(quad.subject) for quad in claims))
