"""Who says what: the claims of a collection, those of one sentence that several articles carry taken as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.analysis.dates import days
from graph.analysis.endings import is_over
from graph.analysis.evidence import statement
from graph.model import Claim, Collection, Modality, Polarity
from graph.ontology import Proposition, load_ontology


@dataclass(frozen=True, slots=True)
class Report:
    """One sentence that says something in one voice, in one article or, copied, in several."""

    subject: str
    relation: str
    object: str
    """Ends of a symmetric relation stand in order of id."""
    polarity: Polarity
    modality: Modality
    speaker: str | None
    """Id of the actor whose words they are; None for the article's own."""
    stance: str | None
    claims: tuple[str, ...]
    """Ids of the claims, copies of each other, the surest first, then by id."""
    articles: tuple[str, ...]
    """Ids, in order."""
    publishers: tuple[str, ...]
    """Those that are known, in order."""
    date: str | None
    """The earliest date of the copies: when it held, else when an article came out."""
    span: tuple[int, int] | None
    """First and last day that the date may mean, as numbers of days."""
    confidence: float
    """The best of the copies; 1 where a reviewer accepted one."""
    statement: str
    """The sentence, as copies are compared."""
    over: bool
    """Whether it is negated only because something ends, so that it denies nothing."""

    def shares_article(self, other: Report) -> bool:
        """Return whether one article carries both."""
        return not set(self.articles).isdisjoint(other.articles)

    @property
    def proposition(self) -> tuple[str, str, str]:
        """Return subject, relation and object."""
        return (self.subject, self.relation, self.object)


def reports(collection: Collection, claims: Iterable[Claim], *, everything: bool = False) -> list[Report]:
    """Return the reports that claims of a collection make, by date, then by first claim; without dates first.

    An actor's claims about itself are passed over.

    Args:
        collection: where the claims' articles are.
        claims: some of its claims.
        everything: whether claims that are not actual or rejected count too; negated ones always do.

    Raises:
        UnknownName: a claim's relation is not in the ontology.
    """
    ontology = load_ontology()
    same: dict[tuple[Proposition, Polarity, Modality, str | None, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.subject == claim.object:
            continue
        if everything or (claim.modality == "actual" and claim.review != "rejected"):
            what = ontology.proposition(claim.subject, claim.relation, claim.object)
            speaker = claim.attribution.speaker if claim.attribution else None
            same[what, claim.polarity, claim.modality, speaker, statement(claim.sentence)].append(claim)
    found = [_report(key[0], key[-1], told, collection) for key, told in same.items()]
    return sorted(found, key=lambda report: (report.date or "", report.claims))


def _report(what: Proposition, sentence: str, claims: list[Claim], collection: Collection) -> Report:
    articles = [collection.article(claim.article) for claim in claims]
    sure = sorted((-_certainty(claim), claim.id, claim) for claim in claims)
    dates = sorted(
        (span, date)
        for claim, article in zip(claims, articles, strict=True)
        if (date := claim.valid_time or article.date) and (span := days(date))
    )
    best = sure[0][2]
    return Report(
        subject=what.subject,
        relation=what.relation,
        object=what.object,
        polarity=best.polarity,
        modality=best.modality,
        speaker=best.attribution.speaker if best.attribution else None,
        stance=best.attribution.stance if best.attribution else None,
        claims=tuple(id_ for _, id_, _ in sure),
        articles=tuple(sorted({claim.article for claim in claims})),
        publishers=tuple(sorted({article.publisher for article in articles if article.publisher})),
        date=dates[0][1] if dates else None,
        span=dates[0][0] if dates else None,
        confidence=-sure[0][0],
        statement=sentence,
        over=is_over(best, collection.article(best.article)),
    )


def _certainty(claim: Claim) -> float:
    return 1.0 if claim.review == "accepted" else claim.confidence
