"""Claims as a table: CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io

from graph.model import Article, Claim, Collection
from graph.query.cells import inert

COLUMNS = (
    "subject",
    "relation",
    "object",
    "polarity",
    "modality",
    "speaker",
    "quote",
    "sentence",
    "title",
    "date",
    "publisher",
    "url",
    "valid_time",
    "confidence",
    "review",
    "method",
    "claim_id",
    "article_id",
    "subject_id",
    "object_id",
    "speaker_id",
)


def render(collection: Collection, *, bom: bool = False) -> str:
    """Return the claims as CSV (RFC 4180), a line each, in the collection's order.

    Subject, object and speaker are labels, their ids stand at the end. A cell that looks like a formula gets an
    apostrophe before it.

    Args:
        collection: what to write.
        bom: whether a byte order mark goes first, by which Excel knows UTF-8.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for claim in collection.claims:
        writer.writerow(map(inert, _row(claim, collection.article(claim.article), collection)))
    return ("\ufeff" if bom else "") + out.getvalue()


def _row(claim: Claim, article: Article, collection: Collection) -> tuple[str, ...]:
    speaker = claim.attribution.speaker if claim.attribution else None
    return (
        collection.actor(claim.subject).label,
        claim.relation,
        collection.actor(claim.object).label,
        claim.polarity,
        claim.modality,
        collection.actor(speaker).label if speaker else "",
        claim.quote,
        claim.sentence,
        article.title or "",
        article.date or "",
        article.publisher or "",
        article.url or "",
        claim.valid_time or "",
        f"{claim.confidence:g}",
        claim.review,
        claim.method,
        claim.id,
        claim.article,
        claim.subject,
        claim.object,
        speaker or "",
    )
