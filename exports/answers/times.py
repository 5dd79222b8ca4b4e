"""Answers about time, as lines: how two actors stood month by month, and what changed from one period to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.answers.teller import SIGNS, Teller, counted, cut, table
from graph.analysis import Change, Changes, Timeline, Turn

_WORDS = {1: "friendly", 0: "even", -1: "hostile"}


def timeline_lines(found: Timeline, teller: Teller) -> Iterator[str]:
    """Yield a table of months, the turns with the sentences on both sides of each, and what has no month."""
    head = ["month", "sign", "intensity", "total", "friendly", "hostile", "neutral", "claims", "ids"]
    rows = [
        [
            month.month,
            _WORDS[month.sign],
            f"{month.intensity:+.1f}",
            f"{month.total:+.1f}",
            f"{month.friendly:,}",
            f"{month.hostile:,}",
            f"{month.neutral:,}",
            f"{len(month.claims):,}",
            teller.ids(month.claims),
        ]
        for month in found.months
    ]
    yield f"{teller.label(found.one)} and {teller.label(found.other)}, {counted(len(rows), 'month')}"
    lines = list(table([head, *rows], [False, False, *[True] * 6, False]))
    if rows:
        yield lines[0]
    for month, line in zip(found.months, lines[1:], strict=True):
        yield line
        yield from teller.proof(month.claims, 4)
    for turn in found.turns:
        yield ""
        yield from _turn(turn, teller)
    if found.undated:
        yield from ("", f"without a month, {teller.on(found.undated)}")
        yield from teller.proof(found.undated, 4)


def _turn(turn: Turn, teller: Teller) -> Iterator[str]:
    yield f"turn to {_WORDS[turn.sign]} in {turn.month}, {teller.on(turn.claims)}"
    yield from teller.quotes(turn.claims, 4)
    yield f"  before, in {turn.before}, {_WORDS[-turn.sign]} {teller.on(turn.claims_before)}"
    yield from teller.quotes(turn.claims_before, 4)


def change_lines(found: Changes, changes: Sequence[Change], teller: Teller, limit: int) -> Iterator[str]:
    """Yield what changed from one period to another: flips, what appears, what is not said any more.

    Args:
        found: the answer.
        changes: which of its changes to tell.
        teller: what tells them.
        limit: at most so many of each kind.
    """
    first, second = (counted(n, "claim") for n in (found.claims_first, found.claims_second))
    yield f"{found.first} ({first}) and {found.second} ({second})"
    titles = {"flips": "Turned", "appears": "New", "vanishes": "Not said any more"}
    for kind, title in titles.items():
        mine = [change for change in changes if change.kind == kind]
        if mine:
            yield from ("", f"{title}, {len(mine):,}")
        for change in mine[:limit]:
            yield from _change(change, teller)
        yield from cut(len(mine), limit)
    if found.unplaced:
        yield from ("", f"without a date that tells the period, {teller.on(found.unplaced)}")
        yield from teller.proof(found.unplaced, 4)


def _change(change: Change, teller: Teller) -> Iterator[str]:
    if change.relation is None:
        yield f"  {teller.label(change.subject)} and {teller.label(change.object)}"
        for sign, evidence in ((change.sign_before, change.before), (change.sign_after, change.after)):
            if sign is not None and evidence is not None:
                told = f"{SIGNS[sign]} {teller.on(evidence.claims)}: {teller.propositions(evidence.claims)}"
                yield from teller.list(told, 4)
                yield from teller.proof(evidence.claims, 6)
        return
    yield f"  {teller.said(change.subject, change.relation, change.object)}, {teller.on(change.claims)}"
    yield from teller.proof(change.claims, 4)
