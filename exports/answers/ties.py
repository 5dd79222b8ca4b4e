"""Answers about who stands with whom, as lines: paths, the middle, groups, balance, supporters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.answers.teller import SIGNS, TIES, Teller, counted, cut, sure, table
from graph.analysis import Balance, Centrality, Groups, Leg, Path, Sponsorship, Triad
from graph.analysis.bonds import Bond

KINDS = {
    "+++": "all friends",
    "+--": "two friends and their enemy",
    "++-": "a friend of two enemies",
    "---": "all enemies",
}
"""What the signs of a triad mean."""


def path_lines(paths: Sequence[Path], teller: Teller) -> Iterator[str]:
    """Yield paths, each with its steps; the weakest of several steps is marked."""
    for found in paths:
        way = teller.label(found.actors[0])
        for actor, step in zip(found.actors[1:], found.steps, strict=True):
            way += f" {TIES[step.sign]} {teller.label(actor)}"
        sign = f"by their signs {SIGNS[found.sign]}" if found.sign else "without a sign, since one takes no side"
        if len(found.steps) > 1:
            yield f"{way}  ({len(found.steps)} steps, {sign}, {sure(found.belief)}, {teller.on(found.claims)})"
        for step in found.steps:
            weakest = step is found.weakest and len(found.steps) > 1
            yield from teller.bond(step, 2, ", the weakest step" if weakest else "")
        yield ""


def central_lines(found: Centrality, teller: Teller) -> Iterator[str]:
    """Yield a table of actors, a line each, and how betweenness was found."""
    head = ["actor", "claims", "doing", "done to", "linked to", "friends", "foes", "weight", "between", "rank", "ids"]
    rows = [
        [
            teller.label(one.actor),
            f"{len(one.claims):,}",
            f"{one.as_subject:,}",
            f"{one.as_object:,}",
            f"{one.degree:,}",
            f"{one.friends:,}",
            f"{one.foes:,}",
            f"{one.weight:,.1f}",
            f"{one.betweenness:.3f}",
            f"{one.pagerank:.3f}",
            teller.ids(one.claims),
        ]
        for one in found.actors
    ]
    lines = list(table([head, *rows], [False, *[True] * 9, False]))
    yield lines[0]
    for one, line in zip(found.actors, lines[1:], strict=True):
        yield line
        yield from teller.proof(one.claims, 4)
    if not found.exact:
        yield f"  betweenness is estimated from {counted(found.sources, 'actor')}"


def group_lines(found: Groups, teller: Teller, limit: int) -> Iterator[str]:
    """Yield groups, how they stand to each other, and what does not fit."""
    for number, group in enumerate(found.groups[:limit], start=1):
        names = ", ".join(map(teller.label, group.members))
        yield from teller.list(f"Group {number}, {counted(len(group.members), 'actor')}: {names}", 0)
        if group.claims:
            yield f"    friends {teller.on(group.claims)}"
            yield from teller.proof(group.claims, 4)
        elif len(group.members) == 1:
            yield "    alone: it has foes, and no friends enough to stand with"
        if group.strains:
            yield f"    strained {teller.on(group.strains)}"
            yield from teller.proof(group.strains, 4)
    yield from cut(len(found.groups), limit)
    blocks = [b for b in found.blocks if b.one < limit and b.other < limit]
    if blocks:
        yield from ("", "Between groups")
    for block in blocks[:limit]:
        against = f"; against it {teller.on(block.against)}" if block.against else ""
        yield f"  {block.one + 1} and {block.other + 1}: {SIGNS[block.sign]} {teller.on(block.claims)}{against}"
        yield from teller.proof(block.claims + block.against, 4)
    yield from cut(len(blocks), limit)
    if found.misfits:
        fits = f"{len(found.misfits):,} of {counted(found.bonds, 'pair')} do not fit"
        yield from ("", f"{fits}: hostile inside a group, or friendly across")
    for bond in found.misfits[:limit]:
        yield from teller.bond(bond, 2)
    yield from cut(len(found.misfits), limit)


def balance_lines(found: Balance, teller: Teller, limit: int) -> Iterator[str]:
    """Yield how many triads are balanced, how far all is from balance, and the triads with what holds them up."""
    counts = dict(found.kinds)
    balanced, tense = counts["+++"] + counts["+--"], counts["++-"] + counts["---"]
    around = f" around {teller.label(found.actor)}" if found.actor else ""
    yield f"{counted(balanced + tense, 'triad')}{around}: {balanced:,} balanced, {tense:,} tense"
    for kind, count in found.kinds:
        yield f"  {kind}  {count:,}  {KINDS[kind]}"
    index = found.frustration
    least = "" if index.exact else f" (or fewer, but not under {index.at_least:,})"
    yield (
        f"frustration index {index.index:,}{least}: of {counted(index.bonds, 'pair')} with a sign, so many "
        "would have to change for two camps without tension"
    )
    for bond in index.frustrated[:limit]:
        yield from _short_bond(bond, teller)
    yield from cut(len(index.frustrated), limit)
    for title, triads, total in (("Balanced", found.balanced, balanced), ("Tense", found.tense, tense)):
        if triads:
            yield from ("", title)
        for triad in triads:
            yield from _triad(triad, teller)
        yield from cut(total, len(triads))


def _short_bond(bond: Bond, teller: Teller) -> Iterator[str]:
    ends = f"{teller.label(bond.one)} {TIES[bond.sign]} {teller.label(bond.other)}"
    yield f"  {ends}, {teller.on(bond.evidence.claims)}"
    yield from teller.proof(bond.evidence.claims, 6)


def _triad(triad: Triad, teller: Teller) -> Iterator[str]:
    names = ", ".join(map(teller.label, triad.actors))
    yield f"  {names}  {triad.kind} {KINDS[triad.kind]}, {teller.on(triad.claims)}"
    for bond in triad.bonds:
        yield from teller.bond(bond, 6)
    if triad.settling is not None:
        one, other = map(teller.label, triad.settling.ends)
        told = teller.on(triad.settled_by).removeprefix("on ")
        yield f"      settled if {one} and {other} stood the other way, which would take {told}"


def sponsor_lines(found: Sequence[Sponsorship], teller: Teller) -> Iterator[str]:
    """Yield who supports whom against whom, each with both legs and what speaks against the support."""
    for triad in found:
        supporter, group, target = map(teller.label, (triad.supporter, triad.group, triad.target))
        both = f", both in {', '.join(triad.years)}" if triad.years else ""
        told = f"{sure(triad.belief)}, {teller.on(triad.claims)}{both}"
        yield f"{supporter} supports {group} against {target}  ({told})"
        yield from _leg("support", triad.support, teller)
        yield from _leg("conflict", triad.conflict, teller)
        if triad.against:
            yield from teller.list(f"against it, {teller.on(triad.against)}: {teller.propositions(triad.against)}", 2)
            yield from teller.proof(triad.against, 4)
        if triad.rivalry is not None:
            yield from teller.bond(triad.rivalry, 2)
        yield ""


def _leg(name: str, leg: Leg, teller: Teller) -> Iterator[str]:
    when = f", {', '.join(leg.years)}" if leg.years else ""
    claims = leg.evidence.claims
    yield from teller.list(f"{name}, {teller.on(claims)}{when}: {teller.propositions(claims)}", 2)
    yield from teller.proof(claims, 4)
