"""The embedded store: Oxigraph on disk. The only writer of RDF in détente."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, cast

import pyoxigraph
from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat

from graph.errors import StoreError
from graph.model import Actor, ActorSource, Article, Claim, Collection, Reading, claim_actors, claim_order
from graph.ontology import Ontology, load_ontology
from graph.store.derive import judgements
from graph.store.kept import KeptReadings
from graph.store.place import check, damaged, finish, open_reader, open_writer, prepare
from graph.store.read import read
from graph.store.select import Selection
from graph.store.write import Writer
from graph.triples.actors import actor_from_nodes, name_nodes
from graph.triples.claims import run_iri
from graph.triples.readings import article_from_nodes
from graph.triples.terms import (
    ACTORS,
    TYPE,
    actor_iri,
    article_iri,
    by_node,
    local_id,
    name,
    text,
)

BATCH = 50
"""Articles in one transaction: small, since reopening after a kill in a large one takes long."""


class Added(NamedTuple):
    """How many articles were new, replaced what another method had read, or were there already."""

    new: int
    replaced: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    articles: int
    claims: int
    actors: int
    propositions: int
    edges: int
    quads: int


class Store:
    """A store that is open. Made by `Store.open`; a reader sees what was stored when it was opened."""

    def __init__(self, path: Path, engine: pyoxigraph.Store, ontology: Ontology, *, write: bool) -> None:
        self.path = path
        self._engine = engine
        self._ontology = ontology
        self._write = write

    @classmethod
    @contextmanager
    def open(cls, path: Path | str, *, write: bool = False) -> Iterator[Store]:
        """Open a store for the length of a ``with`` block.

        Args:
            path: the store's folder; made where it is missing or empty and ``write`` is true.
            write: whether to change it; one process at a time can. Readers are not held up.

        Raises:
            StoreBusy: ``write``, and somebody else writes.
            StoreError: no store there, not a store, a newer format, or damaged files.
        """
        path = Path(path)
        ontology = load_ontology()
        if not write:
            check(path)
            with open_reader(path) as engine:
                yield cls(path, engine, ontology, write=False)
            return
        prepare(path)
        store = cls(path, open_writer(path), ontology, write=True)
        try:
            finish(path)
            with store._writing() as writer:
                writer.vocabulary()
            yield store
        finally:
            del store._engine

    def add(self, readings: Sequence[Reading], actors: ActorSource, *, method: str | None = None) -> Added:
        """Store readings; when this returns they are there for good, and a process that dies meanwhile tears none.

        An article that the same method has read before is left as it is; one that another method has read is replaced,
        its judgements kept. Adding the same again changes nothing.

        Args:
            readings: any number; they are written in batches of `BATCH`.
            actors: where the actors that claims name are looked up, unless the reading minted them.
            method: what read the articles, with its version; None for what their claims name, which leaves no trace on
                an article without claims.

        Raises:
            DataError: a reading names an unknown actor, relation or stance, or holds text that RDF cannot; the batches
                before it are stored.
            StoreError: open for reading only, or the disk is full.
        """
        new = replaced = unchanged = 0
        for start in range(0, len(readings), BATCH):
            with self._writing() as writer:
                added = writer.add(readings[start : start + BATCH], actors, method)
            new, replaced, unchanged = new + added[0], replaced + added[1], unchanged + added[2]
        return Added(new, replaced, unchanged)

    def remove(self, article: str) -> bool:
        """Remove an article, its claims and their judgements; return whether it was there."""
        with self._writing() as writer:
            return writer.remove(article)

    def rebuild(self) -> int:
        """Compute propositions, edges and kept readings anew from the claims; return how many quads were wrong."""
        with self._writing() as writer:
            return writer.rebuild()

    def has(self, article: str, method: str) -> bool:
        """Return whether an article is stored as this method read it."""
        graph = article_iri(article)
        return Quad(run_iri(article, method), name(":method"), text(method, "method"), graph) in self._engine

    def articles(self) -> tuple[Article, ...]:
        """Return the articles by (date, id)."""
        quads = self._engine.quads_for_pattern(None, TYPE, name(":Article"), None)
        graphs = [cast("NamedNode", quad.graph_name) for quad in quads]
        found = (self._node(graph, graph) for graph in graphs)
        articles = [article_from_nodes(by_node(quads))[0] for quads in found]
        return tuple(sorted(articles, key=lambda a: (a.date or "", a.id)))

    def actor(self, id_: str) -> Actor:
        """Return the actor of an id as stored. Raises KeyError for an unknown one."""
        nodes = by_node(self._node(actor_iri(id_), ACTORS))
        for node in name_nodes(nodes[actor_iri(id_)]):
            nodes.update(by_node(self._node(node, ACTORS)))
        return actor_from_nodes(id_, nodes)

    def actors(self) -> tuple[Actor, ...]:
        """Return all actors, by id."""
        quads = self._engine.quads_for_pattern(None, TYPE, name(":Actor"), ACTORS)
        ids = sorted(local_id(quad.subject) for quad in quads)
        return tuple(self.actor(id_) for id_ in ids)

    def collection(
        self,
        *,
        actors: Iterable[str] | None = None,
        relations: Iterable[str] | None = None,
        families: Iterable[str] | None = None,
        start: str | None = None,
        end: str | None = None,
        min_confidence: float = 0.0,
        articles: Iterable[str] | None = None,
        claims: Iterable[str] | None = None,
    ) -> Collection:
        """Return the claims that pass every condition given, with their articles and actors; all without conditions.

        Articles without claims are there only when no condition is given or ``articles`` is the only one. None and
        nothing are no condition. See `Selection` for what each means.

        Raises:
            UnknownName: no such relation or family.
            InputError: a date that is none.
        """
        chosen = Selection(
            frozenset(actors or ()),
            frozenset(relations or ()),
            frozenset(families or ()),
            start,
            end,
            min_confidence,
            frozenset(articles or ()),
            frozenset(claims or ()),
        )
        return self._collect(chosen)

    def counts(self) -> Counts:
        """Return how much the store holds."""
        return Counts(
            articles=self._count("?x a :Article"),
            claims=self._count("?x a :Claim"),
            actors=self._count("GRAPH :actors { ?x a :Actor }"),
            propositions=self._count("?x a :Proposition"),
            edges=self._count("GRAPH :edges { ?x ?r ?y }"),
            quads=len(self._engine),
        )

    def nquads(self) -> bytes:
        """Return everything as N-Quads, lines sorted: equal stores give equal bytes."""
        dumped = self._engine.dump(format=RdfFormat.N_QUADS) or b""
        return b"".join(sorted(dumped.splitlines(keepends=True)))

    def _collect(self, chosen: Selection) -> Collection:
        chosen.check()
        relations = chosen.relation_ids(self._ontology)
        everything = chosen == Selection(articles=chosen.articles)
        judged = judgements(self._engine)
        kept_readings = KeptReadings(self.path)
        kept_articles: list[Article] = []
        kept: list[Claim] = []
        for graph in chosen.graphs(self._engine, relations):
            found = read(self._engine, graph, kept_readings, judged)
            if found is None:
                continue
            article = found[0]
            claims = [c for c in found[1] if chosen.passes(c, article, relations)]
            if claims or everything:
                kept_articles.append(article)
                kept += claims
        used = {id_ for claim in kept for id_ in claim_actors(claim)}
        return Collection(
            articles=tuple(sorted(kept_articles, key=lambda a: (a.date or "", a.id))),
            claims=tuple(sorted(kept, key=claim_order)),
            actors=tuple(self.actor(id_) for id_ in sorted(used)),
        )

    def _node(self, node: NamedNode, graph: NamedNode) -> list[Quad]:
        return list(self._engine.quads_for_pattern(node, None, None, graph))

    def _count(self, pattern: str) -> int:
        found = self._engine.query(
            f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}",
            use_default_graph_as_union=True,
            prefixes={"": name(":x").value[:-1]},
        )
        return int(next(iter(cast("QuerySolutions", found)))["n"].value)

    def _writer(self) -> Writer:
        if not self._write:
            raise StoreError(f"{self.path}: open for reading only; open it with write=True")
        return Writer(self._engine, self._ontology, KeptReadings(self.path))

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        """Give the writer; the engine's errors become ours, and what was written is on disk when the block ends."""
        try:
            yield self._writer()
            self._engine.flush()
        except OSError as error:
            raise damaged(self.path, error) from error
