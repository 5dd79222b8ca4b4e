"""From what a model proposes to claims: only what the article says word for word, of listed actors, is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from graph.llm.answer import Proposal
from graph.llm.ends import Dropped, resolve, speaker
from graph.llm.page import Page, Pages
from graph.model import (
    MODALITIES,
    POLARITIES,
    Attribution,
    Claim,
    Evidence,
    Mention,
    Modality,
    Polarity,
    Relation,
    Span,
    make_claim,
)

CONFIDENCE = 0.7
LINKED = 0.12
"""Taken off for an end that is a pronoun or a description, as by the rules."""

NO_RELATION = "unknown relation"
NO_POLARITY = "unknown polarity or modality"
NOT_VERBATIM = "quote not in the article"
NO_SENTENCE = "quote not inside one sentence"
ITSELF = "an actor with itself"
_TRIED = 10
"""Places at which a quote that stands in the text several times is looked at."""


@dataclass(frozen=True)
class Checker:
    """Checks proposals against articles and makes claims of those that hold."""

    pages: Pages
    relations: Mapping[str, Relation]
    method: str
    frame: str

    def claims(self, page: Page, proposed: Iterable[Proposal], within: Span, dropped: Counter[str]) -> dict[str, Claim]:
        """Return the claims by id, each reading of a sentence once; count in ``dropped`` why others were left out.

        Args:
            page: The article.
            proposed: What the model says of one stretch of it.
            within: That stretch; what is quoted must stand in it.
            dropped: Counts by reason.
        """
        found: dict[str, Claim] = {}
        for proposal in proposed:
            try:
                claim = self._claim(page, proposal, within)
            except Dropped as error:
                dropped[str(error)] += 1
            else:
                if claim.id not in found or found[claim.id].confidence < claim.confidence:
                    found[claim.id] = claim
        return found

    def _claim(self, page: Page, proposal: Proposal, within: Span) -> Claim:
        """Return the claim of a proposal at the first place of its quote that carries it. Raises Dropped."""
        if proposal.relation not in self.relations:
            raise Dropped(NO_RELATION)
        if proposal.polarity not in POLARITIES or proposal.modality not in MODALITIES:
            raise Dropped(NO_POLARITY)
        why = NOT_VERBATIM
        for number, quote in enumerate(page.find(proposal.quote, within)):
            if number == _TRIED:
                break
            try:
                return self._at(page, proposal, quote, within)
            except Dropped as error:
                why = str(error)
        raise Dropped(why)

    def _at(self, page: Page, proposal: Proposal, quote: Span, within: Span) -> Claim:
        relation = self.relations[proposal.relation]
        sentence = page.sentence_of(_trimmed(page.article.text, quote))
        if sentence is None:
            raise Dropped(NO_SENTENCE)
        quote = Span(max(quote.start, sentence.start), min(quote.end, sentence.end))
        name, other = proposal.subject_name, proposal.object_name
        subjects = resolve(self.pages, page, proposal.subject, quote, name, place=False)
        objects = resolve(self.pages, page, proposal.object, quote, other, place=relation.place)
        subject, object_ = _pair(subjects, objects)
        said = None
        if proposal.speaker is not None:
            who = speaker(self.pages, page, proposal.speaker, quote, within)
            said = Attribution(who.actor, "says", via=who.via)
        if relation.symmetric and object_.actor < subject.actor:
            subject, object_ = object_, subject
        linked = sum(m.kind in {"pronoun", "description"} for m in (subject, object_))
        return make_claim(
            page.article,
            subject=subject.actor,
            relation=relation.id,
            object_=object_.actor,
            polarity=cast("Polarity", proposal.polarity),
            modality=cast("Modality", proposal.modality),
            attribution=said,
            evidence=Evidence(sentence=sentence, quote=quote, subject=subject, object=object_, frame=self.frame),
            confidence=CONFIDENCE - LINKED * linked,
            method=self.method,
        )


def _pair(subjects: list[Mention], objects: list[Mention]) -> tuple[Mention, Mention]:
    """Return the first two ends that are different actors at different places, or one joint "they". Raises Dropped."""
    for subject in subjects:
        for object_ in objects:
            apart = subject.span.end <= object_.span.start or object_.span.end <= subject.span.start
            if subject.actor != object_.actor and (apart or subject.span == object_.span):
                return subject, object_
    raise Dropped(ITSELF)


def _trimmed(text: str, quote: Span) -> Span:
    """Return a quote without marks and spaces at its ends, which may lie outside the sentence."""
    start, end = quote.start, quote.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end)
