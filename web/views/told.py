"""Claims as pages tell them: who, what, whom, in which sentence, where and according to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from exports.html.evidence import TYPE_LABELS, link
from graph.model import Actor, Attribution, Claim, Collection, Mention, Relation, Span
from graph.ontology import load_ontology

SIGN_WORDS = {1: "friendly", 0: "neutral", -1: "hostile"}
SIGN_CLASSES = {1: "plus", 0: "zero", -1: "minus"}


class Ref(NamedTuple):
    """An actor by id and label, with the person or organ that was named in its stead."""

    id: str
    label: str
    via: str = ""


class Piece(NamedTuple):
    """A stretch of a sentence."""

    text: str
    quote: bool
    """Whether it is part of what carries the claim."""
    end: bool
    """Whether it means one of the two actors."""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim, ready to be shown."""

    id: str
    subject: Ref
    relation: str
    object: Ref
    family: str
    sign: int
    denied: bool
    modality: str
    """Empty where it is actual."""
    rejected: bool
    speakers: tuple[tuple[Ref, str], ...]
    """Whose words it is, nearest first, each with the stance where that is not just "says"."""
    hearsay: str
    """The article's words that name somebody who is no actor as the one who says so: "analysts say"; maybe empty."""
    confidence: float
    date: str
    """When it held, else when its article came out."""
    held: bool
    """Whether the date is that at which it held."""
    pieces: tuple[Piece, ...]
    doubts: tuple[str, ...]
    article: str
    title: str
    outlet: str
    published: str
    url: str

    @property
    def colour(self) -> str:
        """Return the class of its sign; a claim that is denied or not actual takes no side."""
        return SIGN_CLASSES[self.sign] + (" other" if self.denied or self.modality or self.rejected else "")

    @property
    def marks(self) -> tuple[str, ...]:
        """Return what limits it, in words."""
        limits = ("denied" if self.denied else "", self.modality, "rejected by a reviewer" if self.rejected else "")
        return tuple(limit for limit in limits if limit)


class Teller:
    """Tells the claims of a collection."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._relations: Mapping[str, Relation] = load_ontology().relations

    def claim(self, claim: Claim) -> Told:
        """Return a claim, ready to be shown."""
        relation = load_ontology().relation(claim.relation)
        article = self._collection.article(claim.article)
        return Told(
            id=claim.id,
            subject=self._end(claim.evidence.subject),
            relation=relation.label,
            object=self._end(claim.evidence.object),
            family=relation.family,
            sign=relation.sign,
            denied=claim.polarity == "negated",
            modality="" if claim.modality == "actual" else claim.modality,
            rejected=claim.review == "rejected",
            speakers=tuple(self._speakers(claim.attribution)),
            hearsay=claim.hearsay,
            confidence=claim.confidence,
            date=claim.valid_time or article.date or "",
            held=claim.valid_time is not None,
            pieces=tuple(_pieces(claim)),
            doubts=tuple(self._doubts(claim)),
            article=article.id,
            title=article.title or article.source_id or f"article {article.id[:8]}",
            outlet=article.publisher or "",
            published=article.date or "",
            url=link(article.url),
        )

    def claims(self, claims: Iterable[Claim]) -> list[Told]:
        """Return claims, ready to be shown."""
        return [self.claim(claim) for claim in claims]

    def _label(self, actor: str) -> str:
        return self._collection.actor(actor).label

    def _ref(self, actor: str, via: str | None) -> Ref:
        return Ref(actor, self._label(actor), self._label(via) if via and via != actor else "")

    def _end(self, mention: Mention) -> Ref:
        return self._ref(mention.actor, mention.via)

    def _speakers(self, said: Attribution | None) -> Iterator[tuple[Ref, str]]:
        while said is not None:
            yield self._ref(said.speaker, said.via), said.stance_words
            said = said.source

    def _doubts(self, claim: Claim) -> Iterator[str]:
        for mention in (claim.evidence.subject, claim.evidence.object):
            if mention.rivals:
                others = " or ".join(self._label(rival) for rival in mention.rivals)
                yield f"\u201c{mention.text}\u201d may also mean {others}: the article has no date"


def _pieces(claim: Claim) -> Iterator[Piece]:
    """Yield the sentence in pieces: what carries the claim, and the words for both ends."""
    sentence = claim.evidence.sentence
    quote = _inside(claim.evidence.quote, sentence)
    ends = [_inside(m.span, sentence) for m in (claim.evidence.subject, claim.evidence.object)]
    cuts = sorted({0, len(claim.sentence), *quote, *(cut for end in ends for cut in end)})
    for start, stop in pairwise(cuts):
        yield Piece(
            claim.sentence[start:stop],
            quote[0] <= start and stop <= quote[1],
            any(end[0] <= start and stop <= end[1] for end in ends),
        )


def _inside(span: Span, sentence: Span) -> tuple[int, int]:
    """Return start and end of a span counted from the sentence's start, cut to the sentence."""
    length = sentence.end - sentence.start
    start = min(max(span.start - sentence.start, 0), length)
    return start, min(max(span.end - sentence.start, start), length)


def counts(claim: Claim) -> bool:
    """Return whether a claim says that something is so: not denied, not merely possible, not rejected."""
    return (claim.polarity, claim.modality) == ("affirmed", "actual") and claim.review != "rejected"


def newest_first(claims: Iterable[Claim], collection: Collection) -> list[Claim]:
    """Return claims by date, the newest first, those without a date last; of one date by id."""
    by_id = sorted(claims, key=lambda c: c.id)
    return sorted(by_id, key=lambda c: c.valid_time or collection.article(c.article).date or "", reverse=True)


def type_of(actor: Actor) -> str:
    """Return what kind of actor this is, in words."""
    return TYPE_LABELS[actor.type]
