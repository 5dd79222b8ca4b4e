"""The page of one article: its text with the sentences of claims, and the claims beside it; and claims by id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from starlette.responses import RedirectResponse, Response

from exports.html.evidence import link
from graph.model import Article, Claim
from graph.query import Iri
from graph.query.parameters import written
from graph.triples.terms import claim_iri
from web.views.asked import Asked, Missing, article_at
from web.views.page import page
from web.views.picture import Picture
from web.views.told import Teller

SIZE = 50
"""Claims on one page."""
_ID = re.compile("[0-9a-f]{4,32}")
_WHOLE_ID = 32
_TYPED = 2000
"""Characters of a list of ids."""


class Stretch(NamedTuple):
    """A stretch of a paragraph; ``number`` is the place of its sentence among those with claims, 0 for none."""

    text: str
    number: int
    first: bool
    """Whether the sentence begins here."""
    claims: tuple[str, ...]
    """Ids of the sentence's claims, where it begins here."""


def article(asked: Asked, picture: Picture) -> Response:
    """Return the page of the article that the path names.

    Raises:
        Missing: the store has no article of this id.
    """
    found = picture.kept(("article", asked.id), lambda: picture.store.collection(articles=[asked.id]))
    if not found.articles:
        raise Missing(f"no article {asked.id[:80]!r} in the store; search for its title")
    told = found.articles[0]
    numbers = _sentences(found.claims)
    numbered = [(numbers[c.evidence.sentence.start], c) for c in found.claims]
    teller = Teller(found)
    return page(
        "article.html",
        article=told,
        title=told.title or told.source_id or f"Article {told.id[:8]}",
        url=link(told.url),
        paragraphs=_paragraphs(told, found.claims, numbers),
        claims=[(number, teller.claim(claim)) for number, claim in numbered],
    )


def _sentences(claims: Sequence[Claim]) -> dict[int, int]:
    """Return the number of each sentence with claims, from 1, by its start."""
    starts = sorted({c.evidence.sentence.start for c in claims})
    return {start: number for number, start in enumerate(starts, start=1)}


def _paragraphs(told: Article, claims: Sequence[Claim], numbers: dict[int, int]) -> list[list[Stretch]]:
    """Return the text as paragraphs of stretches; sentences that overlap end where the next begins."""
    ends: dict[int, int] = {}
    ids: dict[int, list[str]] = {}
    for claim in claims:
        sentence = claim.evidence.sentence
        ends[sentence.start] = max(ends.get(sentence.start, 0), sentence.end)
        ids.setdefault(sentence.start, []).append(claim.id)
    starts = sorted(ends)
    spans = [
        (start, min(ends[start], following), numbers[start])
        for start, following in zip(starts, [*starts[1:], len(told.text)], strict=True)
    ]
    pieces: list[Stretch] = []
    at = 0
    for start, end, number in spans:
        pieces += [
            Stretch(told.text[at:start], 0, first=False, claims=()),
            Stretch(told.text[start:end], number, first=True, claims=tuple(ids[start])),
        ]
        at = end
    return _broken([*pieces, Stretch(told.text[at:], 0, first=False, claims=())])


def _broken(pieces: Sequence[Stretch]) -> list[list[Stretch]]:
    """Return the pieces cut at the ends of lines; a sentence over several lines has its number at the first."""
    paragraphs: list[list[Stretch]] = [[]]
    for piece in pieces:
        rest = piece
        for number, line in enumerate(piece.text.splitlines() if piece.text else ()):
            if number:
                paragraphs.append([])
            if line:
                paragraphs[-1].append(rest._replace(text=line))
                rest = rest._replace(first=False, claims=())
        if piece.text.endswith(("\n", "\r", "\u2028", "\u2029")):
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if any(p.text.strip() for p in paragraph)]


def claim(asked: Asked, _picture: Picture) -> Response:
    """Lead to a claim in its article.

    Raises:
        Missing: the store has no claim of this id.
    """
    id_ = asked.id
    if len(id_) == _WHOLE_ID and _ID.fullmatch(id_):
        found = asked.run(f"SELECT ?article {{ {written(claim_iri(id_))} prov:wasQuotedFrom ?article }} LIMIT 1")
        match found.rows:
            case ((Iri(value),),):
                return RedirectResponse(article_at(value.rpartition("/")[2], id_), 303)
    raise Missing(f"no claim {id_[:80]!r} in the store; it may have gone with its article")


def claims(asked: Asked, picture: Picture) -> Response:
    """Return the claims whose ids begin as asked for, in this order.

    Raises:
        Missing: no claim's does.
    """
    wanted = [start for start in re.split("[ ,.]+", asked.text("id", _TYPED)) if _ID.fullmatch(start)]
    if not wanted:
        raise Missing("no ids of claims here; follow a figure on another page")
    lengths = sorted({len(start) for start in wanted})
    by_start: dict[str, list[str]] = {}
    for id_ in picture.claims:
        for length in lengths:
            by_start.setdefault(id_[:length], []).append(id_)
    found = list(dict.fromkeys(id_ for start in wanted for id_ in by_start.get(start, ())))
    if not found:
        raise Missing("none of these claims is in the store any more; open the page that led here again")
    shown = asked.number("page", 1, 100_000)
    part = [picture.claims[id_] for id_ in found[(shown - 1) * SIZE : shown * SIZE]]
    return page(
        "claims.html",
        asked=asked,
        claims=Teller(picture.whole).claims(part),
        total=len(found),
        shown=shown,
        size=SIZE,
    )
