"""What the page knows: actors, lines, claims with their sentences, articles, as plain values for JSON.

Everything comes from articles and is hostile: links keep only http and https, control characters go.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from exports.html.dates import is_date, span_told, time_bins
from exports.html.lines import STANDINGS, Selection, standing
from exports.html.picture import Picture
from exports.html.shapes import outline
from graph.model import Actor, Article, Attribution, Claim, Collection, Relation, Span

TYPE_LABELS = {
    "State": "state",
    "Government": "government",
    "StateForce": "state force",
    "ArmedGroup": "armed group",
    "PoliticalParty": "party",
    "IntergovernmentalOrganization": "international organisation",
    "Coalition": "coalition",
    "Person": "person",
    "Collective": "collective",
}
_CONTROLS = {"Cc", "Cs"}


def clean(text: str | None) -> str:
    """Return the text with control characters and lone surrogates replaced by spaces."""
    return "".join(" " if unicodedata.category(c) in _CONTROLS else c for c in text or "")


def link(url: str | None) -> str:
    """Return the address if it is a plain http or https one, else an empty text."""
    address = clean(url).strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and parts.netloc and " " not in address else ""


def words(name: str) -> str:
    """Return a local name as words: ``verbalConflict`` as ``verbal conflict``.

    >>> words("verbalConflict")
    'verbal conflict'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", clean(name)).lower()


def page_data(
    collection: Collection, relations: Mapping[str, Relation], selection: Selection, picture: Picture
) -> dict[str, Any]:
    """Return all that the page's script needs, with indexes instead of ids wherever lists refer to each other."""
    return _Writer(collection, relations).data(selection, picture)


class _Writer:
    """Collects sentences, articles and relations as the claims need them, each once."""

    def __init__(self, collection: Collection, relations: Mapping[str, Relation]) -> None:
        self.collection, self.relations = collection, relations
        self.sentences: dict[tuple[str, Span], int] = {}
        self.sentence_texts: list[str] = []
        self.articles: dict[str, int] = {}
        self.used_relations: dict[str, int] = {}
        self.speakers: dict[str, int] = {}
        self.place: dict[str, int] = {}
        """Index of each actor drawn."""

    def data(self, selection: Selection, picture: Picture) -> dict[str, Any]:
        self.place = {i: k for k, i in enumerate(selection.actors)}
        claims = sorted({c.id: c for n in selection.lines for c in n.claims}.values(), key=self._newest_first)
        index = {c.id: k for k, c in enumerate(claims)}
        rows = [self._claim(c) for c in claims]
        articles = [self.collection.article(i) for i in self.articles]
        bins = time_bins([a.date for a in articles])
        return {
            "actors": self._actors(selection, picture),
            "lines": self._lines(picture, index),
            "claims": rows,
            "sentences": self.sentence_texts,
            "articles": [_article(a, bins) for a in articles],
            "relations": [_relation(self.relations[i]) for i in self.used_relations],
            "speakers": [[i, clean(self._label(i))] for i in self.speakers],
            "bins": bins,
            "sources": sources_told(articles),
            "left": [selection.actors_left_out, selection.claims_left_out],
            "hits": picture.hits,
        }

    def _newest_first(self, claim: Claim) -> tuple[int, tuple[int, ...], str]:
        date = self.collection.article(claim.article).date or ""
        return (STANDINGS.index(standing(claim)), tuple(-ord(c) for c in date) or (1,), claim.id)

    def _label(self, actor: str) -> str:
        return self.collection.actor(actor).label

    def _actors(self, selection: Selection, picture: Picture) -> list[dict[str, Any]]:
        return [
            _actor(self.collection.actor(i))
            | {
                "x": xy[0],
                "y": xy[1],
                "w": shape.half_width,
                "h": shape.half_height,
                "text": [clean(t) for t in shape.text],
                "path": [outline(shape)] + ([outline(shape, 3)] if shape.double else []),
                "form": shape.form,
            }
            for i, xy, shape in zip(selection.actors, picture.centres, picture.shapes, strict=True)
        ]

    def _lines(self, picture: Picture, claims: Mapping[str, int]) -> list[dict[str, Any]]:
        return [
            {
                "a": self.place[n.line.source],
                "b": self.place[n.line.target],
                "sign": n.line.sign,
                "standing": STANDINGS.index(n.line.standing),
                "mutual": int(n.line.mutual),
                "d": n.body,
                "heads": n.heads,
                "at": n.label,
                "claims": sorted(claims[c.id] for c in n.line.claims),
            }
            for n in picture.lines
        ]

    def _claim(self, claim: Claim) -> dict[str, Any]:
        sentence = claim.evidence.sentence
        row: dict[str, Any] = {
            "sent": self._sentence(claim),
            "art": self.articles.setdefault(claim.article, len(self.articles)),
            "rel": self.used_relations.setdefault(claim.relation, len(self.used_relations)),
            "s": self.place[claim.subject],
            "o": self.place[claim.object],
            "q": _inside(claim.evidence.quote, sentence),
            "sm": _inside(claim.evidence.subject.span, sentence),
            "om": _inside(claim.evidence.object.span, sentence),
            "conf": claim.confidence,
            "id": claim.id,
        }
        doubts = self._doubts(claim)
        if doubts:
            row["doubt"] = clean(doubts)
        if claim.attribution is not None:
            row["by"] = self.speakers.setdefault(claim.attribution.speaker, len(self.speakers))
            row["according"] = clean(self._according(claim.attribution))
        if claim.hearsay:
            row["hearsay"] = clean(claim.hearsay)
        if claim.polarity == "negated":
            row["neg"] = 1
        if claim.modality != "actual":
            row["mod"] = claim.modality
        if claim.valid_time:
            row["when"] = clean(claim.valid_time)
        if claim.review != "unreviewed":
            row["review"] = claim.review
        return row

    def _doubts(self, claim: Claim) -> str:
        """Return whom the names of a claim may also mean, in words; empty where its article's date decides."""
        ends = (claim.evidence.subject, claim.evidence.object)
        told = [(m.text, " or ".join(self._label(r) for r in m.rivals)) for m in ends if m.rivals]
        return "; ".join(f"\u201c{name}\u201d may also mean {others}" for name, others in told)

    def _sentence(self, claim: Claim) -> int:
        key = (claim.article, claim.evidence.sentence)
        if key not in self.sentences:
            self.sentences[key] = len(self.sentence_texts)
            self.sentence_texts.append(clean(claim.sentence))
        return self.sentences[key]

    def _according(self, attribution: Attribution) -> str:
        """Return whose view it is, in words, with the whole chain: ``Iran (fears), as told by the United States``."""
        parts: list[str] = []
        step: Attribution | None = attribution
        while step is not None:
            through = f" through {self._label(step.via)}" if step.via and step.via != step.speaker else ""
            stance = f" ({found})" if (found := step.stance_words) else ""
            parts.append(f"{self._label(step.speaker)}{through}{stance}")
            step = step.source
        return ", as told by ".join(parts)


def _inside(span: Span, sentence: Span) -> list[int]:
    """Return start and end of a span counted from the sentence's start, cut to the sentence."""
    length = sentence.end - sentence.start
    start = min(max(span.start - sentence.start, 0), length)
    return [start, min(max(span.end - sentence.start, start), length)]


def _actor(actor: Actor) -> dict[str, Any]:
    names = sorted({clean(n.text) for n in actor.names} - {clean(actor.label)})
    row: dict[str, Any] = {"id": clean(actor.id), "label": clean(actor.label) or "?", "type": TYPE_LABELS[actor.type]}
    if names:
        row["names"] = names[:12]
    if not actor.reviewed:
        row["minted"] = 1
    return row


def _relation(relation: Relation) -> dict[str, Any]:
    return {
        "id": relation.id,
        "label": clean(relation.label),
        "family": words(relation.family),
        "sign": relation.sign,
        "deed": relation.material,
    }


def _article(article: Article, bins: list[str]) -> dict[str, Any]:
    date = clean(article.date)
    return {
        "title": clean(article.title),
        "outlet": outlet(article),
        "date": date,
        "url": link(article.url),
        "bin": max((k for k, b in enumerate(bins) if is_date(date) and b <= date[: len(b)]), default=-1),
    }


def sources_told(articles: Iterable[Article]) -> str:
    """Return how many articles of how many outlets these are and of which time, in words."""
    every = list(articles)
    count, outlets = len(every), len({outlet(a) for a in every})
    told = f"{count:,} article{'s' * (count != 1)} of {outlets:,} outlet{'s' * (outlets != 1)}"
    span = span_told(a.date for a in every)
    return told + (f", {span}" if span else "")


def outlet(article: Article) -> str:
    """Return who published an article: the publisher, else the host of its address, else words that say so."""
    return clean(article.publisher) or _host(article.url) or "unnamed source"


def _host(url: str | None) -> str:
    return urlsplit(link(url)).netloc.removeprefix("www.")
