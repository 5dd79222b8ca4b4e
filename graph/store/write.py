"""The transactions of the store: add, remove, rebuild."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from graph.errors import DataError
from graph.model import Actor, ActorSource, Attribution, Claim, Reading, claim_actors, claim_order
from graph.ontology import Ontology
from graph.store.change import Change
from graph.store.derive import Derivation, Judged, all_derived, judgements
from graph.store.kept import KeptReadings
from graph.store.read import article_in, mark_of, marks_in
from graph.triples.actors import actor_from_nodes, actor_quads, country_and_parent, name_nodes
from graph.triples.claims import run_iri
from graph.triples.readings import reading_quads
from graph.triples.terms import (
    ACTORS,
    EDGES,
    JUDGEMENTS,
    ONTOLOGY,
    PROPOSITIONS,
    TYPE,
    actor_iri,
    article_iri,
    by_node,
    claim_iri,
    name,
    text,
)


class Writer:
    """Makes the changes; each method is one transaction."""

    def __init__(self, engine: pyoxigraph.Store, ontology: Ontology, kept: KeptReadings) -> None:
        self._engine = engine
        self._kept = kept
        self._ontology = ontology
        self._symmetric = frozenset(r.id for r in ontology.relations.values() if r.symmetric)

    def vocabulary(self) -> None:
        """Put the ontology that détente ships into ``:ontology``, where another is there or none."""
        digest = hashlib.sha256(self._ontology.text.encode()).hexdigest()
        mark = Quad(ONTOLOGY, name(":digest"), text(digest, "ontology"), ONTOLOGY)
        if mark in self._engine:
            return
        quads = [Quad(t.subject, t.predicate, t.object, ONTOLOGY) for t in self._ontology.vocabulary()]
        change = Change()
        change.replace(self._graph(ONTOLOGY), [*quads, mark])
        change.apply(self._engine)

    def add(self, readings: Sequence[Reading], actors: ActorSource, method: str | None) -> tuple[int, int, int]:
        """Store readings; return how many were new, replaced, unchanged. See `Store.add`."""
        change, derivation = Change(), Derivation(self._engine, self._symmetric)
        judged = judgements(self._engine)
        new: dict[str, Reading] = {}
        leaving: list[Quad] = []
        for reading in readings:
            id_ = reading.article.id
            if id_ in new or self._unchanged(reading, method):
                continue
            new[id_] = reading
            if old := self._graph(article_iri(id_)):
                change.dropped.add(article_iri(id_))
                derivation.loses(old)
                leaving += old
        named: dict[str, Actor] = {}
        for reading in new.values():
            self._check(reading)
            settled = replace(reading, claims=tuple(_settled(c, judged) for c in reading.claims))
            quads = reading_quads(settled, () if method is None else (method,), self._symmetric)
            change.replace(self._judged(settled), [q for q in quads if q.graph_name == JUDGEMENTS])
            change.added += [q for q in quads if q.graph_name != JUDGEMENTS]
            for claim in {c.id: c for c in settled.claims}.values():
                derivation.gains(claim, reading.article)
            self._name(settled, actors, named)
        for actor in named.values():
            change.replace(*self._describe(actor))
        derivation.write(change)
        self._forget(leaving, change, keep=named)
        change.apply(self._engine)
        self._keep(new.values(), change)
        return len(new) - len(change.dropped), len(change.dropped), len(readings) - len(new)

    def remove(self, article: str) -> bool:
        """Remove an article with all that rests on it alone; return whether it was there."""
        graph = article_iri(article)
        old = self._graph(graph)
        if not old:
            return False
        change, derivation = Change(dropped={graph}), Derivation(self._engine, self._symmetric)
        derivation.loses(old)
        for claim in _claims(old):
            change.removed |= set(self._engine.quads_for_pattern(claim, None, None, JUDGEMENTS))
        derivation.write(change)
        self._forget(old, change, keep=())
        change.apply(self._engine)
        self._kept.forget(article)
        return True

    def rebuild(self) -> int:
        """Make ``:propositions``, ``:edges`` and kept readings what the claims say; return how many quads changed."""
        change = Change()
        change.replace(self._graph(PROPOSITIONS) + self._graph(EDGES), all_derived(self._engine, self._symmetric))
        change.apply(self._engine)
        for quad in self._engine.quads_for_pattern(None, TYPE, name(":Article"), None):
            graph = cast("NamedNode", quad.graph_name)
            article, claims = article_in(self._engine, graph, {})
            self._kept.put(article, claims, mark_of(self._engine, graph))
        return len(change.removed) + len(change.added)

    def _keep(self, readings: Iterable[Reading], change: Change) -> None:
        """Keep the readings that a change has brought."""
        marks = marks_in(change.added)
        for reading in readings:
            claims = {claim.id: claim for claim in reading.claims}.values()
            mark = marks[article_iri(reading.article.id)]
            self._kept.put(reading.article, sorted(claims, key=claim_order), mark)

    def _graph(self, graph: NamedNode) -> list[Quad]:
        return list(self._engine.quads_for_pattern(None, None, None, graph))

    def _unchanged(self, reading: Reading, method: str | None) -> bool:
        id_ = reading.article.id
        methods = {c.method for c in reading.claims} if method is None else {method}
        if not methods:
            return Quad(article_iri(id_), TYPE, name(":Article"), article_iri(id_)) in self._engine
        return all(
            Quad(run_iri(id_, m), name(":method"), text(m, f"article {id_}"), article_iri(id_)) in self._engine
            for m in methods
        )

    def _check(self, reading: Reading) -> None:
        """Raise DataError where a claim names a relation or stance that the ontology lacks."""
        for claim in reading.claims:
            place = f"article {reading.article.id}"
            if claim.relation not in self._ontology.relations:
                raise DataError(place, None, f"no relation {claim.relation!a} in the ontology; define it there")
            said: Attribution | None = claim.attribution
            while said is not None:
                if said.stance not in self._ontology.stances:
                    raise DataError(place, None, f"no stance {said.stance!a} in the ontology; define it there")
                said = said.source

    def _judged(self, reading: Reading) -> list[Quad]:
        """Return the judgements that those of a reading replace."""
        nodes = [claim_iri(c.id) for c in reading.claims if c.review != "unreviewed"]
        return [quad for node in nodes for quad in self._engine.quads_for_pattern(node, None, None, JUDGEMENTS)]

    def _name(self, reading: Reading, actors: ActorSource, named: dict[str, Actor]) -> None:
        """Collect the actors that a reading names, and those that these point to as far as they are known."""
        minted = {actor.id: actor for actor in reading.minted}
        waiting = [(id_, True) for claim in reading.claims for id_ in claim_actors(claim)]
        while waiting:
            id_, needed = waiting.pop()
            try:
                actor = minted[id_] if id_ in minted else actors.actor(id_)
            except KeyError:
                if needed:
                    place = f"article {reading.article.id}"
                    raise DataError(place, None, f"names actor {id_!a}, which no list has; add it to one") from None
                continue
            if id_ not in named:
                named[id_] = actor
                waiting += [(other, False) for other in country_and_parent(actor)]
            elif named[id_] != actor:
                named[id_] = _better(named[id_], actor)

    def _describe(self, actor: Actor) -> tuple[list[Quad], list[Quad]]:
        """Return the stored quads of an actor and those that replace them."""
        old = self._actor_quads(actor_iri(actor.id))
        if old:
            actor = _better(actor_from_nodes(actor.id, by_node(old)), actor)
        return old, actor_quads(actor)

    def _actor_quads(self, node: NamedNode) -> list[Quad]:
        quads = list(self._engine.quads_for_pattern(node, None, None, ACTORS))
        for each in name_nodes(by_node(quads).get(node, {})):
            quads += self._engine.quads_for_pattern(each, None, None, ACTORS)
        return quads

    def _forget(self, leaving: list[Quad], change: Change, keep: Iterable[str]) -> None:
        """Take out the actors that nothing points to once the quads of dropped graphs have left."""
        kept = {actor_iri(id_) for id_ in keep}
        prefix = actor_iri("").value
        waiting = {q.object for q in leaving if isinstance(q.object, NamedNode) and q.object.value.startswith(prefix)}
        gone: set[NamedNode] = set()
        while waiting:
            node = waiting.pop()
            if node in kept or node in gone or self._pointed_to(node, change.dropped, gone):
                continue
            gone.add(node)
            quads = self._actor_quads(node)
            change.removed |= set(quads)
            waiting |= {
                q.object for q in quads if isinstance(q.object, NamedNode) and q.object.value.startswith(prefix)
            }

    def _pointed_to(self, node: NamedNode, dropped: set[NamedNode], gone: set[NamedNode]) -> bool:
        passing = {PROPOSITIONS, EDGES, *dropped}
        for quad in self._engine.quads_for_pattern(None, None, node, None):
            if quad.graph_name in passing or quad.subject == node or quad.subject in gone:
                continue
            return True
        return False


def _claims(quads: list[Quad]) -> list[NamedNode]:
    kind = name(":Claim")
    return [cast("NamedNode", q.subject) for q in quads if q.predicate == TYPE and q.object == kind]


def _settled(claim: Claim, judged: Judged) -> Claim:
    """Return the claim with the review status that will stand: its own, else the one stored."""
    if claim.review == "unreviewed" and (node := claim_iri(claim.id)) in judged:
        return replace(claim, review=judged[node])
    return claim


def _better(old: Actor, new: Actor) -> Actor:
    """Return the description to keep: a list's before a minted one, of two lists the newer."""
    if old.reviewed != new.reviewed:
        return old if old.reviewed else new
    return new if new.reviewed else min(old, new, key=repr)
