"""Readings as RDF: an article with its claims as the quads of the article's own graph, and back."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from graph.model import ActorSource, Article, Claim, Reading, claim_actors, claim_order
from graph.triples.claims import ClaimWriter, claim_from_nodes
from graph.triples.propositions import ends_of
from graph.triples.terms import (
    TYPE,
    Nodes,
    Properties,
    Term,
    article_iri,
    by_node,
    integer,
    local_id,
    maybe,
    moment,
    name,
    text,
    uri,
    value,
)


def reading_quads(reading: Reading, methods: Iterable[str], symmetric: Container[str]) -> list[Quad]:
    """Return the quads of a reading: its article's graph, and ``:judgements`` of claims that were reviewed.

    Args:
        reading: the article and its claims; of two claims with one id the later is kept.
        methods: what read the article, apart from the methods that the claims name; a reading without claims has no
            other trace of it.
        symmetric: ids of the relations that are symmetric.

    Raises:
        DataError: a text holds what RDF cannot.
    """
    article = reading.article
    writer = ClaimWriter(article)
    graph = article_iri(article.id)
    pairs = [*_article(article), *_counts(reading)]
    for method in methods:
        writer.run(method)
    for claim in {c.id: c for c in reading.claims}.values():
        writer.claim(claim, ends_of(claim, symmetric).id)
    return [Quad(graph, predicate, term, graph) for predicate, term in pairs] + writer.quads


def _article(article: Article) -> Iterator[tuple[NamedNode, Term]]:
    place = f"article {article.id}"
    yield TYPE, name(":Article")
    yield name(":text"), text(article.text, place)
    yield name(":digest"), text(article.digest, place)
    if article.date:
        yield name("schema:datePublished"), moment(article.date, place)
    if article.url:
        yield name("schema:url"), uri(article.url, place)
    for curie, string in (
        ("schema:headline", article.title),
        (":dateMethod", article.date_method),
        ("schema:author", article.author),
        ("schema:publisher", article.publisher),
        ("schema:inLanguage", article.language),
        ("schema:license", article.license),
        ("schema:identifier", article.source_id),
    ):
        if string:
            yield name(curie), text(string, place)


def _counts(reading: Reading) -> Iterator[tuple[NamedNode, Term]]:
    if reading.sentences:
        yield name(":sentenceCount"), integer(reading.sentences)
    if reading.words:
        yield name("schema:wordCount"), integer(reading.words)


def reading_from_quads(quads: Iterable[Quad], actors: ActorSource) -> Reading:
    """Return the reading whose quads these are, claims by place; empty strings come back as None.

    Its minted actors are those that its claims name and that are not reviewed, by id.

    Raises:
        KeyError: a node, a field or an actor is missing.
    """
    nodes = by_node(quads)
    article, found = article_from_nodes(nodes)
    claims = claims_from_nodes(nodes, article)
    used = {id_ for claim in claims for id_ in claim_actors(claim)}
    named = (actors.actor(id_) for id_ in sorted(used))
    return Reading(
        article=article,
        claims=claims,
        minted=tuple(actor for actor in named if not actor.reviewed),
        sentences=int(maybe(found, ":sentenceCount") or 0),
        words=int(maybe(found, "schema:wordCount") or 0),
    )


def article_from_nodes(nodes: Nodes) -> tuple[Article, Properties]:
    """Return the article among the nodes of its graph, and its node's properties. Raises KeyError without one."""
    kind = name(":Article")
    for node, found in nodes.items():
        if kind in found.get(TYPE, ()):
            return _read_article(local_id(node), found), found
    raise KeyError(":Article")


def claims_from_nodes(nodes: Nodes, article: Article) -> tuple[Claim, ...]:
    """Return the claims among the nodes of an article's graph, by place."""
    kind = name(":Claim")
    ids = [local_id(node) for node, found in nodes.items() if kind in found.get(TYPE, ())]
    return tuple(sorted((claim_from_nodes(id_, nodes, article) for id_ in ids), key=claim_order))


def _read_article(id_: str, found: Properties) -> Article:
    return Article(
        id=id_,
        text=value(found, ":text"),
        digest=value(found, ":digest"),
        title=maybe(found, "schema:headline"),
        date=maybe(found, "schema:datePublished"),
        date_method=maybe(found, ":dateMethod"),
        author=maybe(found, "schema:author"),
        publisher=maybe(found, "schema:publisher"),
        url=maybe(found, "schema:url"),
        language=maybe(found, "schema:inLanguage"),
        license=maybe(found, "schema:license"),
        source_id=maybe(found, "schema:identifier"),
    )
