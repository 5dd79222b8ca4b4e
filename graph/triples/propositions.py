"""Propositions and edges as RDF: what claims say together, derived from them and rebuilt at any time."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from graph.model import Article, Claim, ReviewStatus, proposition_id
from graph.triples.terms import (
    EDGES,
    PROPOSITIONS,
    TYPE,
    Properties,
    Term,
    actor_iri,
    concept_id,
    decimal,
    integer,
    local_id,
    maybe,
    moment,
    name,
    proposition_iri,
    relation_iri,
    value,
)


@dataclass(frozen=True, slots=True)
class Ends:
    """What is claimed, whoever claims it; a symmetric relation has its actors in order of id."""

    subject: str
    relation: str
    object: str
    symmetric: bool = False

    @property
    def id(self) -> str:
        """Id of the proposition."""
        return proposition_id(self.subject, self.relation, self.object)


def ends_of(claim: Claim, symmetric: Container[str]) -> Ends:
    """Return what a claim claims, given the relations that are symmetric."""
    return _ends(claim.subject, claim.relation, claim.object, symmetric)


def ends_in(found: Properties, symmetric: Container[str]) -> Ends:
    """Return what the claim claims whose node this is."""
    subject, relation, object_ = (local_id(found[name(f"rdf:{p}")][0]) for p in ("subject", "predicate", "object"))
    return _ends(subject, relation, object_, symmetric)


def _ends(subject: str, relation: str, object_: str, symmetric: Container[str]) -> Ends:
    both = relation in symmetric
    if both and object_ < subject:
        subject, object_ = object_, subject
    return Ends(subject, relation, object_, both)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the claims of one proposition come to. Rejected claims count for nothing.

    Tallies add up: that of two sets of claims is the sum of theirs.
    """

    claims: int = 0
    confidence: float | None = None
    """The highest."""
    first: str | None = None
    last: str | None = None
    edge: bool = False
    """Whether a claim is affirmed, actual and not rejected."""

    def __add__(self, other: Tally) -> Tally:
        """Return the tally of both sets of claims."""
        return Tally(
            claims=self.claims + other.claims,
            confidence=max((c for c in (self.confidence, other.confidence) if c is not None), default=None),
            first=min((d for d in (self.first, other.first) if d is not None), default=None),
            last=max((d for d in (self.last, other.last) if d is not None), default=None),
            edge=self.edge or other.edge,
        )


def tally(claim: Claim, article: Article) -> Tally:
    """Return the tally of one claim; its date is the time it is valid, else the article's."""
    return _tally(claim.polarity, claim.modality, claim.confidence, claim.valid_time or article.date, claim.review)


def tally_of(found: Properties, date: str | None, review: ReviewStatus) -> Tally:
    """Return the tally of the claim whose node this is, the same as `tally` gives for the claim.

    Raises:
        KeyError: a field is missing.
    """
    return _tally(
        concept_id(found[name(":polarity")][0]),
        concept_id(found[name(":modality")][0]),
        float(value(found, ":confidence")),
        maybe(found, ":validTime") or date,
        review,
    )


def _tally(polarity: str, modality: str, confidence: float, when: str | None, review: ReviewStatus) -> Tally:
    if review == "rejected":
        return Tally()
    return Tally(1, confidence, when or None, when or None, polarity == "affirmed" and modality == "actual")


def proposition_quads(ends: Ends, total: Tally) -> list[Quad]:
    """Return the proposition's quads in ``:propositions`` and, where it holds, its edge in ``:edges``."""
    node, place = proposition_iri(ends.id), f"proposition {ends.id}"
    subject, relation, object_ = actor_iri(ends.subject), relation_iri(ends.relation), actor_iri(ends.object)
    pairs: list[tuple[NamedNode, Term]] = [
        (TYPE, name(":Proposition")),
        (name(":subject"), subject),
        (name(":relation"), relation),
        (name(":object"), object_),
        (name(":claimCount"), integer(total.claims)),
    ]
    if total.confidence is not None:
        pairs.append((name(":bestConfidence"), decimal(total.confidence)))
    if total.first is not None and total.last is not None:
        pairs.append((name(":firstDate"), moment(total.first, place)))
        pairs.append((name(":lastDate"), moment(total.last, place)))
    quads = [Quad(node, predicate, term, PROPOSITIONS) for predicate, term in pairs]
    if total.edge:
        quads.append(Quad(subject, relation, object_, EDGES))
        if ends.symmetric and ends.subject != ends.object:
            quads.append(Quad(object_, relation, subject, EDGES))
    return quads


def proposition_from_node(found: Properties, symmetric: Container[str], *, edge: bool) -> tuple[Ends, Tally]:
    """Return the ends and the tally that a proposition's node holds; whether it has an edge is told apart."""
    relation = local_id(found[name(":relation")][0])
    ends = Ends(
        local_id(found[name(":subject")][0]), relation, local_id(found[name(":object")][0]), relation in symmetric
    )
    confidence = maybe(found, ":bestConfidence")
    return ends, Tally(
        claims=int(value(found, ":claimCount")),
        confidence=float(confidence) if confidence is not None else None,
        first=maybe(found, ":firstDate"),
        last=maybe(found, ":lastDate"),
        edge=edge,
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies."""
    return sum(tallies, start=Tally())
