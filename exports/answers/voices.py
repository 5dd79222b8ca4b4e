"""Answers about who says what, as lines: contradictions, the world of one speaker, two publishers side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.answers.teller import Teller, counted, cut, table
from exports.lines import plain
from graph.analysis import Comparison, Contradiction, Outlet, Said, Side, Told, Tone

_KINDS = {
    "denial": "said and denied",
    "incompatible": "cannot both hold",
    "attribution": "stated as a fact, and only put down to a speaker",
}


def contradiction_lines(found: Sequence[Contradiction], teller: Teller) -> Iterator[str]:
    """Yield contradictions, each with the sentences of the two claims that stand against each other most surely."""
    for number, each in enumerate(found, start=1):
        yield f"{number}. {_KINDS[each.kind]}, {teller.on(each.claims)}"
        for side, claim in zip((each.one, each.two), each.pair, strict=True):
            yield f"  {_side(side, teller)}"
            yield from teller.sentences(_first(claim, side.claims) if teller.evidence else (claim,), 4)
        yield ""


def _first(claim: str, claims: Sequence[str]) -> tuple[str, ...]:
    return (claim, *(id_ for id_ in claims if id_ != claim))


def _side(side: Side, teller: Teller) -> str:
    by = ["in own words" if speaker is None else f"by {teller.label(speaker)}" for speaker in side.speakers]
    publishers = f", published by {plain(', '.join(side.publishers))}" if side.publishers else ""
    when = side.first or "no date"
    if side.last and side.last != side.first:
        when += f" to {side.last}"
    return f"{counted(side.sentences, 'sentence')}, {when}, {', '.join(by)}{publishers}, {teller.on(side.claims)}"


def says_lines(found: Sequence[Said], teller: Teller) -> Iterator[str]:
    """Yield what a speaker is reported to say, in order of date, each with what others say against it."""
    for said in found:
        claims = said.report.claims
        told = f" (so {', as told by '.join(map(teller.label, said.told_by))} says)" if said.told_by else ""
        yield f"{said.report.date or 'no date'}  {teller.claim(claims[0])}{told}, {teller.on(claims)}"
        yield from teller.proof(claims, 4)
        for against in said.against:
            kind = "against it" if against.kind == "denial" else "does not go together with it"
            yield f"    {kind}: {teller.claim(against.report.claims[0])}, {teller.on(against.report.claims)}"
            yield from teller.proof(against.report.claims, 6)


def compare_lines(found: Comparison, teller: Teller, limit: int) -> Iterator[str]:
    """Yield two publishers side by side: how much of what, where they contradict each other, tones, only here."""
    one, two = found.one, found.two
    yield from table(list(_outlets(one, two)), [False, True, True])
    if found.opposed:
        yield from ("", f"Against each other, {len(found.opposed):,}", "")
        yield from contradiction_lines(found.opposed[:limit], teller)
        yield from cut(len(found.opposed), limit)
    if found.tones:
        yield from ("", f"Tone of what both tell, {counted(len(found.tones), 'pair')}, the most different first")
        for tone in found.tones[:limit]:
            yield from _tone(tone, found, teller)
        yield from cut(len(found.tones), limit)
    sections = (("Told by both", found.shared), *((f"Only {plain(o.publisher)}", t) for o, t in _only(found)))
    for title, told in sections:
        if told:
            yield from ("", f"{title}, {len(told):,}")
        for each in told[:limit]:
            yield from _told(each, teller)
        yield from cut(len(told), limit)


def _only(found: Comparison) -> tuple[tuple[Outlet, tuple[Told, ...]], ...]:
    return ((found.one, found.only_one), (found.two, found.only_two))


def _outlets(one: Outlet, two: Outlet) -> Iterator[tuple[str, str, str]]:
    yield ("", plain(one.publisher), plain(two.publisher))
    yield ("articles", f"{one.articles:,}", f"{two.articles:,}")
    yield ("different reports", f"{one.reports:,}", f"{two.reports:,}")
    yield ("of these put down to a speaker", f"{one.attributed:,}", f"{two.attributed:,}")
    first, second = dict(one.families), dict(two.families)
    for family in dict.fromkeys([*first, *second]):
        yield (f"of {family}", f"{first.get(family, 0):,}", f"{second.get(family, 0):,}")


def _tone(tone: Tone, found: Comparison, teller: Teller) -> Iterator[str]:
    names = f"{teller.label(tone.actors[0])} and {teller.label(tone.actors[1])}"
    yield f"  {names}{', opposite' if tone.opposite else ''}"
    for outlet, figure, claims in (
        (found.one, tone.one, tone.claims_one),
        (found.two, tone.two, tone.claims_two),
    ):
        told = f"{plain(outlet.publisher)} {figure:+.1f} {teller.on(claims)}: {teller.propositions(claims)}"
        yield from teller.list(told, 4)
        yield from teller.proof(claims, 6)


def _told(each: Told, teller: Teller) -> Iterator[str]:
    claims = each.one + each.two
    copied = ", in the same sentences" if each.copied else ""
    yield f"  {teller.said(each.subject, each.relation, each.object)}, {teller.on(claims)}{copied}"
    yield from teller.proof(claims, 4)
