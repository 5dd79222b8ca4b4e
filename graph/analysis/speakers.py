"""What does somebody say, and where do others say otherwise?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph.analysis.clashes import contrary
from graph.analysis.disputes import WINDOW, ContradictionKind, incompatible_pairs
from graph.analysis.reports import Report, reports
from graph.errors import InputError
from graph.model import Claim, Collection
from graph.ontology import load_ontology

_What = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Against:
    """What somebody else says that does not go together with it."""

    kind: ContradictionKind
    """``denial`` or ``incompatible``."""
    report: Report


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a speaker is reported to say."""

    report: Report
    told_by: tuple[str, ...]
    """Ids of those who say that the speaker says so, where the text gives a chain, nearest first."""
    against: tuple[Against, ...]
    """Denials, then incompatible relations; by date, then by first claim."""

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the ids of the claims: those of the speaker, then those against them."""
        return self.report.claims + tuple(id_ for other in self.against for id_ in other.report.claims)


def says(collection: Collection, speaker: str, *, window: int = WINDOW, everything: bool = False) -> tuple[Said, ...]:
    """Return what is put down to a speaker, by date, then by first claim, each with what others say against it.

    A speaker is an actor, or the person or organ through whom an actor speaks. What a speaker denies is said as well
    and is among it, with its polarity. Against it stands what articles say of their own or put down to others, as
    `graph.analysis.contradictions` finds it: the same denied or affirmed, or an incompatible relation affirmed where
    the speaker affirms, within the window. Copies of a sentence are one.

    Args:
        collection: the claims.
        speaker: id of an actor.
        window: days between the dates of two claims, at most.
        everything: whether claims that are not actual or rejected count too.

    Raises:
        InputError: nothing is put down to this speaker, or a window of less than no days.
        UnknownName: a claim's relation is not in the ontology.
    """
    if window < 0:
        raise InputError(f"window of {window} days: want 0 or more")
    mine = [claim for claim in collection.claims if _speaks(claim, speaker)]
    if not mine:
        raise InputError(
            f"no claim here is put down to {speaker!r}; want an actor's id, 'detente actors find' shows it"
        )
    by_id = {claim.id: claim for claim in mine}
    ends = {frozenset((claim.subject, claim.object)) for claim in mine}
    others = [
        claim
        for claim in collection.claims
        if claim.id not in by_id and frozenset((claim.subject, claim.object)) in ends
    ]
    contrary = _Contrary(reports(collection, others, everything=everything))
    return tuple(
        Said(report, _told_by(by_id[report.claims[0]]), contrary.to(report, window))
        for report in reports(collection, mine, everything=everything)
    )


def _speaks(claim: Claim, speaker: str) -> bool:
    words = claim.attribution
    return words is not None and speaker in {words.speaker, words.via}


def _told_by(claim: Claim) -> tuple[str, ...]:
    found = []
    source = claim.attribution.source if claim.attribution else None
    while source is not None:
        found.append(source.speaker)
        source = source.source
    return tuple(found)


class _Contrary:
    """What others report, ready to be asked what stands against a report."""

    def __init__(self, told: list[Report]) -> None:
        self._told: dict[tuple[_What, str], list[Report]] = defaultdict(list)
        for report in told:
            if not report.over:
                self._told[report.proposition, report.polarity].append(report)

    def to(self, report: Report, window: int) -> tuple[Against, ...]:
        """Return what stands against a report, denials first."""
        if report.over:
            return ()
        opposite = "negated" if report.polarity == "affirmed" else "affirmed"
        found = [Against("denial", other) for other in self._told[report.proposition, opposite]]
        if report.polarity == "affirmed":
            for what in self._incompatible(report.proposition):
                found += [Against("incompatible", other) for other in self._told[what, "affirmed"]]
        fitting = [against for against in found if contrary(report, against.report, window)]
        return tuple(sorted(fitting, key=lambda a: (a.kind, a.report.date or "", a.report.claims)))

    def _incompatible(self, what: _What) -> list[_What]:
        """Return the propositions of the same actors that cannot hold together with one, in order."""
        subject, _, object_ = what
        ontology = load_ontology()
        near_by = [
            (start, relation, end)
            for start, end in ((subject, object_), (object_, subject))
            for relation in ontology.relations
            if ((start, relation, end), "affirmed") in self._told
        ]
        pairs = incompatible_pairs({what, *near_by}, ontology)
        return sorted({other for pair in pairs if what in pair for other in pair if other != what})
