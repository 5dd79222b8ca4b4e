"""Readings beside the quads, one JSON file an article: what the quads say, a dozen times faster to read back.

PATH/readings/AB/REST.json   the article whose id is ABREST, with its claims

The quads alone count. A file is used where the quads of its article have the runs and the claims that it was written
for, and passed over where it is missing, torn or of another state: it may be deleted at any time, and a reader of an
older picture of the store is not led astray. Judgements are not in it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from graph.model import Article, Attribution, Claim, Evidence, Mention, Span

FOLDER = "readings"
VERSION = 1
"""Of the files' format; those of another are passed over."""

_ID = re.compile("[0-9a-f]{8,64}")
_BROKEN = (OSError, ValueError, TypeError, KeyError, IndexError)
"""What reading a file that is missing, torn or not ours raises."""


def state(runs: Iterable[str], claims: Iterable[str]) -> str:
    """Return the mark of an article's state: its runs and its claims, as IRIs in any order."""
    lines = [*sorted(runs), "", *sorted(claims)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class KeptReadings:
    """The readings kept in a store's folder. Failing to write them fails nothing."""

    def __init__(self, store: Path) -> None:
        self._folder = store / FOLDER

    def put(self, article: Article, claims: Iterable[Claim], mark: str) -> None:
        """Keep an article and its claims for the state that a mark stands for; see `state`."""
        path = self._path(article.id)
        if path is None:
            return
        row = [VERSION, mark, _article(article), [_claim(c) for c in claims]]
        text = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        part = path.with_suffix(".part")  # one writer at a time
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(text)
            part.replace(path)
        except OSError:
            self.forget(article.id)

    def forget(self, article: str) -> None:
        """Delete what is kept of an article."""
        path = self._path(article)
        if path is not None:
            with suppress(OSError):
                path.unlink()

    def get(self, article: str, mark: str) -> tuple[Article, tuple[Claim, ...]] | None:
        """Return an article with its claims, unreviewed and by place; None where this state of it is not kept."""
        path = self._path(article)
        if path is None:
            return None
        try:
            version, marked, fields, claims = json.loads(path.read_bytes())
            if (version, marked) != (VERSION, mark):
                return None
            found = Article(*fields)
            return found, tuple(_read_claim(claim, found) for claim in claims)
        except _BROKEN:
            return None

    def _path(self, article: str) -> Path | None:
        return self._folder / article[:2] / f"{article[2:]}.json" if _ID.fullmatch(article) else None


def _article(article: Article) -> list[Any]:
    return [
        article.id,
        article.text,
        article.digest,
        *(
            value or None
            for value in (
                article.title,
                article.date,
                article.date_method,
                article.author,
                article.publisher,
                article.url,
                article.language,
                article.license,
                article.source_id,
            )
        ),
    ]


def _claim(claim: Claim) -> list[Any]:
    evidence = claim.evidence
    return [
        claim.id,
        claim.subject,
        claim.relation,
        claim.object,
        claim.polarity,
        claim.modality,
        _attribution(claim.attribution),
        _span(evidence.sentence),
        _span(evidence.quote),
        _mention(evidence.subject),
        _mention(evidence.object),
        evidence.frame,
        evidence.pattern,
        [(what, _span(where)) for what, where in evidence.cues],
        float(claim.confidence),
        claim.method,
        claim.valid_time or None,
    ]


def _span(span: Span | None) -> tuple[int, int] | None:
    return (span.start, span.end) if span else None


def _mention(mention: Mention) -> list[Any]:
    return [
        _span(mention.span),
        mention.text,
        mention.actor,
        mention.kind,
        mention.via or None,
        mention.reason,
        _span(mention.antecedent),
        sorted(mention.rivals),
    ]


def _attribution(said: Attribution | None) -> list[Any] | None:
    if said is None:
        return None
    return [said.speaker, said.stance, _span(said.cue), said.via or None, _attribution(said.source)]


def _read_claim(fields: list[Any], article: Article) -> Claim:
    id_, subject, relation, object_, polarity, modality, said, sentence, quote, one, other, *rest = fields
    frame, pattern, cues, confidence, method, valid_time = rest
    within, exact = Span(*sentence), Span(*quote)
    return Claim(
        id=id_,
        article=article.id,
        subject=subject,
        relation=relation,
        object=object_,
        polarity=polarity,
        modality=modality,
        attribution=_read_attribution(said),
        evidence=Evidence(
            sentence=within,
            quote=exact,
            subject=_read_mention(one),
            object=_read_mention(other),
            frame=frame,
            pattern=pattern,
            cues=tuple((what, Span(*where)) for what, where in cues),
        ),
        quote=exact.of(article.text),
        sentence=within.of(article.text),
        confidence=confidence,
        method=method,
        valid_time=valid_time,
    )


def _read_mention(fields: list[Any]) -> Mention:
    span, text, actor, kind, via, reason, antecedent, rivals = fields
    before = Span(*antecedent) if antecedent else None
    return Mention(Span(*span), text, actor, kind, via, reason, before, tuple(rivals))


def _read_attribution(fields: list[Any] | None) -> Attribution | None:
    if fields is None:
        return None
    speaker, stance, cue, via, source = fields
    return Attribution(speaker, stance, Span(*cue) if cue else None, via, _read_attribution(source))
