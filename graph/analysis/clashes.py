"""Which of two lists of reports speak of the same time in different voices."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.analysis.endings import ENDINGS
from graph.analysis.evidence import DIGITS
from graph.analysis.reports import Report

_Spot = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says, and who does."""

    proposition: tuple[str, str, str] = field(repr=False)
    claims: tuple[str, ...]
    """Ids, the surest first, each followed by its copies."""
    sentences: int
    """How many different sentences."""
    speakers: tuple[str | None, ...]
    """Ids of those whose words they are, in order; None, first, for articles' own."""
    publishers: tuple[str, ...]
    """Those that are known, in order."""
    first: str | None
    last: str | None
    """Dates of the first and the last report."""
    belief: float
    """Chance that at least one of the sentences says so, if they are misread independently."""


class Clash(NamedTuple):
    """Two sides, and the surest two reports of them that stand against each other: the ids of their first claims."""

    one: Side
    two: Side
    pair: tuple[str, str]


def clashing(one: Sequence[Report], two: Sequence[Report], window: int) -> Iterator[Clash]:
    """Yield what stands against each other in two lists, one clash for each time at which it does, in order of date.

    Only reports that have another against them count. Times part where no report of either list lies within the window
    of those before.
    """
    first, second = _against(one, two, window), _against(two, one, window)
    episodes = _episodes([(report, 0) for report in first] + [(report, 1) for report in second], window)
    for episode in episodes:
        mine = [report for report, side in episode if side == 0]
        theirs = [report for report, side in episode if side == 1]
        if mine and theirs:
            yield Clash(_side(mine), _side(theirs), _pair(mine, theirs, window))


def _pair(mine: list[Report], theirs: list[Report], window: int) -> tuple[str, str]:
    """Return the first claims of the two reports against each other with the greatest product of confidence."""
    first, second = sorted(mine, key=_surest), sorted(theirs, key=_surest)
    best = (-1.0, "", "")
    for one in first:
        if one.confidence * second[0].confidence <= best[0]:
            break
        fitting = (two for two in second if contrary(one, two, window))
        two = next(fitting, None)
        if two is not None and one.confidence * two.confidence > best[0]:
            best = (one.confidence * two.confidence, one.claims[0], two.claims[0])
    return best[1:]


def _surest(report: Report) -> tuple[float, tuple[str, ...]]:
    return (-report.confidence, report.claims)


def contrary(one: Report, two: Report, window: int) -> bool:
    """Return whether two reports that do not go together speak of one time, in different voices, and of no change."""
    return near(one, two, window) and other_voice(one, two) and not _ended(one, two) and not _ended(two, one)


def _ended(old: Report, end: Report) -> bool:
    """Return whether one report may be of the time before the other, which is of an end."""
    if end.relation not in ENDINGS or end.polarity == "negated" or not (old.span and end.span):
        return False
    return old.span[0] < end.span[1] and (old.date != end.date or not old.shares_article(end))


def near(one: Report, two: Report, window: int) -> bool:
    """Return whether two reports certainly speak of one time: all days they may mean lie within the window."""
    if one.span and two.span and max(one.span[1] - two.span[0], two.span[1] - one.span[0]) <= window:
        return True
    return one.date == two.date and one.shares_article(two)


def other_voice(one: Report, two: Report) -> bool:
    """Return whether two reports speak in different voices.

    One voice are the own words of one publisher, or of one article, and what one article puts down to one speaker.
    """
    if one.speaker != two.speaker:
        return True
    if one.shares_article(two):
        return False
    if one.speaker is not None or not (one.publishers and two.publishers):
        return True
    return len({*one.publishers, *two.publishers}) > 1


def _against(reports: Sequence[Report], others: Sequence[Report], window: int) -> list[Report]:
    """Return the reports against which one of the others stands, in their order."""
    dated = sorted((other for other in others if other.span), key=lambda o: (o.span, o.claims))
    starts = [other.span[0] for other in dated if other.span]
    spots: dict[_Spot, list[Report]] = defaultdict(list)
    for other in others:
        for article in other.articles:
            spots[article, other.date].append(other)
    found = []
    for report in reports:
        at = bisect_left(starts, report.span[1] - window) if report.span else len(dated)
        beside = [other for article in report.articles for other in spots.get((article, report.date), ())]
        if any(contrary(report, o, window) for o in _within(dated, starts, at, report, window)) or any(
            contrary(report, other, window) for other in beside
        ):
            found.append(report)
    return found


def _within(dated: list[Report], starts: list[int], at: int, report: Report, window: int) -> Iterator[Report]:
    while report.span and at < len(dated) and starts[at] <= report.span[0] + window:
        yield dated[at]
        at += 1


def _episodes(reports: list[tuple[Report, int]], window: int) -> Iterator[list[tuple[Report, int]]]:
    """Yield the reports parted where more than a window lies between; those too vague for it by article."""
    vague: list[tuple[Report, int]] = []
    dated: list[tuple[tuple[int, int], tuple[str, ...], int, Report]] = []
    for report, side in reports:
        if report.span and report.span[1] - report.span[0] <= 2 * window:
            dated.append((report.span, report.claims, side, report))
        else:
            vague.append((report, side))
    yield from _by_article(vague)
    episode: list[tuple[Report, int]] = []
    end = 0
    for (start, stop), _, side, report in sorted(dated, key=lambda item: item[:3]):
        if episode and start - end > window:
            yield episode
            episode = []
            end = 0
        episode.append((report, side))
        end = max(end, stop)
    if episode:
        yield episode


def _by_article(reports: list[tuple[Report, int]]) -> list[list[tuple[Report, int]]]:
    """Return the reports in groups that share an article, and so on, in the order of their first reports."""
    groups: list[tuple[set[str], list[tuple[Report, int]]]] = []
    for report, side in reports:
        joined = [group for group in groups if not group[0].isdisjoint(report.articles)]
        groups = [group for group in groups if group[0].isdisjoint(report.articles)]
        articles = set(report.articles).union(*(names for names, _ in joined))
        groups.append((articles, [item for _, items in joined for item in items] + [(report, side)]))
    return [items for _, items in groups]


def _side(reports: list[Report]) -> Side:
    sure = sorted(reports, key=_surest)
    best: dict[str, float] = {}
    for report in sure:
        best.setdefault(report.statement, report.confidence)
    dates = sorted((report.span, report.date) for report in reports if report.span and report.date)
    return Side(
        proposition=reports[0].proposition,
        claims=tuple(id_ for report in sure for id_ in report.claims),
        sentences=len(best),
        speakers=tuple(sorted({r.speaker for r in reports}, key=lambda s: (s is not None, s or ""))),
        publishers=tuple(sorted({name for report in reports for name in report.publishers})),
        first=dates[0][1] if dates else None,
        last=dates[-1][1] if dates else None,
        belief=round(1 - math.prod(1 - sure for sure in best.values()), DIGITS),
    )
