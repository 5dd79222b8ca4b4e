"""Which claims of a store are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pyoxigraph
from pyoxigraph import NamedNode

from graph.errors import InputError, UnknownName
from graph.model import Article, Claim
from graph.ontology import Ontology
from graph.triples.terms import TYPE, actor_iri, article_iri, claim_iri, name, relation_iri

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True, slots=True)
class Selection:
    """What every claim must be like; an empty condition lets all pass.

    ``actors`` stand at either end; ``start`` and ``end`` are ISO dates, maybe partial, both inclusive, compared with
    the time the claim is valid, else its article's date; a claim without a date passes neither.
    """

    actors: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    start: str | None = None
    end: str | None = None
    min_confidence: float = 0.0
    articles: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()

    def relation_ids(self, ontology: Ontology) -> frozenset[str] | None:
        """Return the relations that pass, None for all. Raises UnknownName for one that the ontology lacks."""
        for family in sorted(self.families):
            if family not in ontology.families:
                raise UnknownName("family", family, ontology.families)
        ids = {ontology.relation(id_).id for id_ in sorted(self.relations)}
        if not self.families:
            return frozenset(ids) if ids else None
        family_ids = {r.id for r in ontology.relations.values() if r.family in self.families}
        return frozenset(family_ids & ids if ids else family_ids)

    def check(self) -> None:
        """Raise InputError where a date is none, or the period ends before it begins."""
        for date in (self.start, self.end):
            if date is not None and not _DATE.fullmatch(date):
                raise InputError(f"date {date!r}: want YYYY, YYYY-MM or YYYY-MM-DD")
        if self.start and self.end and _cut(self.start, self.end) > _cut(self.end, self.start):
            raise InputError(f"dates {self.start} to {self.end}: the period ends before it begins; swap them")

    def passes(self, claim: Claim, article: Article, relations: frozenset[str] | None) -> bool:
        """Return whether a claim is asked for."""
        return (
            (not self.claims or claim.id in self.claims)
            and (not self.actors or claim.subject in self.actors or claim.object in self.actors)
            and (relations is None or claim.relation in relations)
            and claim.confidence >= self.min_confidence
            and self._in_time(claim.valid_time or article.date)
        )

    def _in_time(self, date: str | None) -> bool:
        if self.start is None and self.end is None:
            return True
        if date is None or not _DATE.fullmatch(date):
            return False
        return (self.start is None or _cut(date, self.start) >= _cut(self.start, date)) and (
            self.end is None or _cut(date, self.end) <= _cut(self.end, date)
        )

    def graphs(self, engine: pyoxigraph.Store, relations: frozenset[str] | None) -> list[NamedNode]:
        """Return the graphs of the articles that may hold such claims, by name."""
        if self.claims:
            found = set(self._claiming(engine))
        elif self.actors:
            found = set(self._claimed(engine, ("rdf:subject", "rdf:object"), map(actor_iri, self.actors)))
        elif relations is not None:
            found = set(self._claimed(engine, ("rdf:predicate",), map(relation_iri, relations)))
        elif self.articles:
            found = {article_iri(id_) for id_ in self.articles}
        else:
            quads = engine.quads_for_pattern(None, TYPE, name(":Article"), None)
            found = {cast("NamedNode", quad.graph_name) for quad in quads}
        if self.articles:
            found &= {article_iri(id_) for id_ in self.articles}
        return sorted(found, key=str)

    def _claiming(self, engine: pyoxigraph.Store) -> Iterator[NamedNode]:
        for id_ in self.claims:
            for quad in engine.quads_for_pattern(claim_iri(id_), TYPE, name(":Claim"), None):
                yield cast("NamedNode", quad.graph_name)

    @staticmethod
    def _claimed(
        engine: pyoxigraph.Store, predicates: tuple[str, ...], objects: Iterator[NamedNode]
    ) -> Iterator[NamedNode]:
        for term in objects:
            for predicate in predicates:
                for quad in engine.quads_for_pattern(None, name(predicate), term, None):
                    yield cast("NamedNode", quad.graph_name)


def _cut(date: str, other: str) -> str:
    """Return a date to the precision of another."""
    return date[: len(other)]
