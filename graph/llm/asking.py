"""From a stretch of an article to what the model proposes for it: kept answers first, halves where it is too long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from graph.llm.answer import Answer, Proposal, TooLong, Unanswered, open_envelope, proposals
from graph.llm.cache import Cache
from graph.llm.chunks import chunks
from graph.llm.client import Client
from graph.llm.prompt import Prompt
from graph.llm.setting import SHORTEST
from graph.model import Article, Span

_CUT = Answer("")
"""Kept for a stretch that was too long, so that the next run asks for its halves at once."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What was asked for: requests answered, answers taken from disk, tokens as the endpoint counted them."""

    requests: int = 0
    kept: int = 0
    tokens_in: int = 0
    tokens_out: int = 0


def total(usages: Iterable[Usage]) -> Usage:
    """Return the sum of usages."""
    listed = list(usages)
    return Usage(
        sum(u.requests for u in listed),
        sum(u.kept for u in listed),
        sum(u.tokens_in for u in listed),
        sum(u.tokens_out for u in listed),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """What the model proposes for one stretch of an article."""

    span: Span
    proposed: tuple[Proposal, ...]
    dropped: Counter[str]
    usage: Usage


@dataclass(frozen=True)
class Asker:
    """Asks for the claims of stretches of articles; may be used by several threads at once."""

    client: Client
    prompt: Prompt
    cache: Cache | None

    def ask(self, article: Article, span: Span) -> list[Part]:
        """Return what the model proposes for a stretch, in one part or, where it is too long, in several in order.

        Only answers that hold the JSON asked for are kept.

        Raises:
            EndpointError: the endpoint cannot be used as it is set.
            InputError: an answer cannot be written to the cache.
            Unanswered: there is no usable answer.
        """
        kept = self._kept(article, span)
        try:
            return [self._part(article, span, kept)]
        except TooLong:
            length = span.end - span.start
            if length <= SHORTEST:
                raise
            if kept is None:
                self._keep(article, span, _CUT)
            halves = chunks(article.text, (length + 1) // 2 + 1, span)
            return [part for half in halves for part in self.ask(article, half)]

    def _part(self, article: Article, span: Span, kept: Answer | None) -> Part:
        if kept == _CUT:
            raise TooLong("the answer was cut in an earlier run; shorter stretches may do")
        if kept is not None:
            try:
                proposed, dropped = proposals(kept.text)
            except Unanswered:
                pass  # a damaged file; ask again
            else:
                return Part(span, tuple(proposed), dropped, Usage(kept=1))
        messages = self.prompt.messages(span.of(article.text), article.date)
        answer = open_envelope(self.client.ask(messages, self.prompt.schema))
        proposed, dropped = proposals(answer.text)
        self._keep(article, span, answer)
        return Part(span, tuple(proposed), dropped, Usage(1, 0, answer.tokens_in, answer.tokens_out))

    def _kept(self, article: Article, span: Span) -> Answer | None:
        if self.cache is None:
            return None
        return self.cache.get(span.of(article.text), article.date, self.prompt.version, self.client.endpoint.model)

    def _keep(self, article: Article, span: Span, answer: Answer) -> None:
        if self.cache is not None:
            model = self.client.endpoint.model
            self.cache.put(answer, span.of(article.text), article.date, self.prompt.version, model)
