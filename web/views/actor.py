"""The page of one actor: who it is, and what is claimed of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from starlette.responses import Response

from graph.model import Actor, Claim, Collection, Tenure
from graph.ontology import load_ontology
from web.views.asked import SIGNS, Asked, Missing, actor_at
from web.views.page import page
from web.views.picture import Picture
from web.views.told import Teller, Told, counts, newest_first, type_of

SIZE = 50
"""Claims on one page of a family."""
_FIRST = 5
"""Claims of each family where all are shown."""
_PAIRS = 15
_MORE_PAIRS = 100
_OFFICES = 60
_SPEAKERS = 60
_WIKIDATA = re.compile("Q[0-9]{1,12}")
_HELD = {"leads": "led by", "governs": "governed by"}


def actor(asked: Asked, picture: Picture) -> Response:
    """Return the page of the actor that the path names by id.

    Raises:
        Missing: the store has nobody of this id.
    """
    found = picture.actors.get(asked.id)
    if found is None:
        raise Missing(f"no actor {asked.id[:80]!r} in the store; search for it by name")
    collection = picture.of_actor(found.id)
    selection = asked.selection(families=False)
    sign = asked.one_of("sign", SIGNS)
    family = asked.one_of("family", load_ontology().families)
    speaker = asked.text("speaker")
    everything = asked.flag("all")
    in_time = [c for c in collection.claims if selection.passes(c, collection.article(c.article), None)]
    kept = [c for c in in_time if _passes(c, sign, speaker)]
    told = [c for c in kept if everything or counts(c)]
    sections, total = _sections(told, collection, family, asked.number("page", 1, 100_000))
    pairs = picture.pairs_of.get(found.id, [])
    return page(
        "actor.html",
        asked=asked,
        actor=found,
        kind=type_of(found),
        facts=list(_facts(found, picture)),
        names=_names(found),
        offices=list(_offices(found.id, picture)),
        actors=picture.actors,
        label=picture.label,
        pairs=pairs[:_PAIRS],
        more_pairs=pairs[_PAIRS : _PAIRS + _MORE_PAIRS],
        families=load_ontology().families,
        family=family,
        family_choices=_family_choices(told),
        speaker_choices=_speaker_choices(in_time, collection),
        everything=everything,
        sections=sections,
        total=total,
        hidden=len(kept) - sum(counts(c) for c in kept),
        shown=asked.number("page", 1, 100_000),
        size=SIZE,
    )


def _passes(claim: Claim, sign: str, speaker: str) -> bool:
    if sign and load_ontology().relation(claim.relation).sign != SIGNS[sign]:
        return False
    return not speaker or _speaker(claim) == speaker


def _speaker(claim: Claim) -> str:
    """Return the id of whose words a claim is; ``-`` for the article's own."""
    return claim.attribution.speaker if claim.attribution else "-"


def _sections(
    claims: list[Claim], collection: Collection, family: str, shown: int
) -> tuple[list[tuple[str, int, list[Told]]], int]:
    """Return (family, how many claims, those on the page) in the ontology's order, and how many claims there are."""
    teller = Teller(collection)
    by_family: dict[str, list[Claim]] = {}
    for claim in claims:
        by_family.setdefault(load_ontology().relation(claim.relation).family, []).append(claim)
    found: list[tuple[str, int, list[Told]]] = []
    for id_ in load_ontology().families:
        if id_ in by_family and family in {"", id_}:
            ordered = newest_first(by_family[id_], collection)
            part = ordered[(shown - 1) * SIZE : shown * SIZE] if family else ordered[:_FIRST]
            found.append((id_, len(ordered), teller.claims(part)))
    return found, sum(count for _, count, _ in found)


def _family_choices(claims: list[Claim]) -> list[tuple[str, str]]:
    numbers = Counter(load_ontology().relation(c.relation).family for c in claims)
    return [(f.id, f"{f.label} ({numbers[f.id]:,})") for f in load_ontology().families.values() if numbers[f.id]]


def _speaker_choices(claims: list[Claim], collection: Collection) -> list[tuple[str, str]]:
    numbers = Counter(_speaker(c) for c in claims)
    own = [("-", f"articles' own words ({numbers.pop('-'):,})")] if "-" in numbers else []
    most = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))[:_SPEAKERS]
    return own + [(id_, f"{collection.actor(id_).label[:60]} ({count:,})") for id_, count in most]


def _facts(found: Actor, picture: Picture) -> Iterator[tuple[str, str, str]]:
    """Yield (what, text, address or nothing) of what is known of an actor."""
    for what, other in (("of", found.country), ("part of", found.parent)):
        if other and other != found.id:
            yield what, picture.label(other), actor_at(other) if other in picture.actors else ""
    if found.active_from or found.active_to:
        yield "active", _period(found.active_from, found.active_to), ""
    yield "id", found.id, ""
    if found.iso3166:
        yield "ISO 3166", found.iso3166, ""
    if found.wikidata and _WIKIDATA.fullmatch(found.wikidata):
        yield "Wikidata", found.wikidata, f"https://www.wikidata.org/wiki/{found.wikidata}"
    if found.ucdp:
        yield "UCDP", found.ucdp, ""


def _names(found: Actor) -> list[tuple[str, list[tuple[str, str]]]]:
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for name in found.names:
        by_kind.setdefault(name.kind, []).append((name.text, _period(name.valid_from, name.valid_to)))
    return list(by_kind.items())


def _offices(id_: str, picture: Picture) -> Iterator[tuple[str, str, str, str]]:
    """Yield (words, the other's id, office, when), at most `_OFFICES` each way."""
    held: tuple[Tenure, ...] = picture.registry.tenures(id_)
    over = [t for t in picture.registry.tenures_over(id_) if t.role in _HELD]
    for tenure in held[-_OFFICES:]:
        yield _spaced(tenure.role), tenure.of, tenure.office or "", _period(tenure.start, tenure.end)
    for tenure in over[-_OFFICES:]:
        yield _HELD[tenure.role], tenure.holder, tenure.office or "", _period(tenure.start, tenure.end)


def _spaced(name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name)


def _period(start: str | None, end: str | None) -> str:
    if start and end:
        return f"{start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else ""
