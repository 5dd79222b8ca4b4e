"""Claims as a network: actors as nodes, one edge a claim, or lines that merge the claims of a kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from graph.model import Article, Claim, Collection, Relation
from graph.ontology import load_ontology

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def claims_network(collection: Collection) -> MultiDiGraph[str]:
    """Return the claims between actors, one edge a claim with the claim's id as key.

    Nodes carry ``label``, ``type`` and ``reviewed``; edges ``relation``, ``family``, ``sign``, ``intensity``,
    ``polarity``, ``modality``, ``confidence``, ``speaker`` (None when it is the article's own), ``date`` (when it held,
    else the article's), ``article``, ``title``, ``publisher``, ``url``, ``quote``, ``sentence``, ``method`` and
    ``review``.
    Only actors at an end of a claim are nodes. Nodes stand by id, edges in the collection's order.

    Raises:
        UnknownName: a claim's relation is not in the ontology.
    """
    from networkx import MultiDiGraph as Network  # noqa: PLC0415 - slow to load

    network: MultiDiGraph[str] = Network()
    ontology = load_ontology()
    ends = {id_ for claim in collection.claims for id_ in (claim.subject, claim.object)}
    for id_ in sorted(ends):
        actor = collection.actor(id_)
        network.add_node(id_, label=actor.label, type=actor.type, reviewed=actor.reviewed)
    for claim in collection.claims:
        edge = _edge(claim, ontology.relation(claim.relation), collection.article(claim.article))
        network.add_edge(claim.subject, claim.object, key=claim.id, **edge)
    return network


def _edge(claim: Claim, relation: Relation, article: Article) -> dict[str, Any]:
    return {
        "relation": relation.id,
        "family": relation.family,
        "sign": relation.sign,
        "intensity": relation.intensity,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "confidence": claim.confidence,
        "speaker": claim.attribution.speaker if claim.attribution else None,
        "date": claim.valid_time or article.date,
        "article": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "quote": claim.quote,
        "sentence": claim.sentence,
        "method": claim.method,
        "review": claim.review,
    }


def merged(network: MultiDiGraph[str], *, everything: bool = False) -> MultiDiGraph[str]:
    """Return the network with one edge for each (from, to, sign), the sign (-1, 0, 1) as key.

    Edges carry ``claims`` (how many), ``articles`` (how many different), ``relations`` (relation -> claims, most first,
    then by id), ``confidence`` (the best), ``first`` and ``last`` date or None, and ``ids`` of the claims, sorted.

    Args:
        network: as `claims_network` gives it.
        everything: whether claims that are negated, not actual or rejected count too. They say nothing of the sign, so
            that they are left out unless asked for. All actors stay.
    """
    from networkx import MultiDiGraph as Network  # noqa: PLC0415 - slow to load

    lines: MultiDiGraph[str] = Network()
    lines.add_nodes_from(network.nodes(data=True))
    groups: dict[tuple[str, str, int], list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for start, end, id_, edge in network.edges(keys=True, data=True):
        if everything or _holds(edge):
            groups[start, end, edge["sign"]].append((str(id_), edge))
    for start, end, sign in sorted(groups):
        lines.add_edge(start, end, key=sign, sign=sign, **_line(groups[start, end, sign]))
    return lines


def _holds(edge: dict[str, Any]) -> bool:
    return (edge["polarity"], edge["modality"]) == ("affirmed", "actual") and bool(edge["review"] != "rejected")


def _line(claims: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    relations = Counter(edge["relation"] for _, edge in claims)
    dates = sorted(edge["date"] for _, edge in claims if edge["date"])
    return {
        "claims": len(claims),
        "articles": len({edge["article"] for _, edge in claims}),
        "relations": dict(sorted(relations.items(), key=lambda item: (-item[1], item[0]))),
        "confidence": max(edge["confidence"] for _, edge in claims),
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
        "ids": sorted(id_ for id_, _ in claims),
    }
