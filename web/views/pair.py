"""The page of two actors: how they stood over time, and every sentence that says so."""

from __future__ import annotations

from collections import Counter

from starlette.responses import Response

from graph.analysis import Bond, Timeline, bonds, timeline
from graph.errors import InputError
from graph.model import Claim, Collection
from graph.network import claims_network
from graph.ontology import load_ontology
from web.views.asked import SIGNS, Asked
from web.views.page import page
from web.views.picture import Picture
from web.views.timeline import draw
from web.views.told import SIGN_CLASSES, Teller, counts, newest_first

SIZE = 50
"""Claims on one page."""


def pair(asked: Asked, picture: Picture) -> Response:
    """Return the page of the actors ``a`` and ``b``, by id or name.

    Raises:
        InputError: one is missing, unknown, or both are the same.
    """
    one, other = picture.find(asked.needed("a")), picture.find(asked.needed("b"))
    if one == other:
        raise InputError("both ends are the same actor; name two")
    between = _between(one, other, picture)
    everything = asked.flag("all")
    selection = asked.selection(families=False)
    sign = asked.one_of("sign", SIGNS)
    way = asked.one_of("way", ("to", "back"))
    kept = [
        c
        for c in between.claims
        if selection.passes(c, between.article(c.article), None)
        and (not sign or load_ontology().relation(c.relation).sign == SIGNS[sign])
        and (not way or c.subject == (one if way == "to" else other))
    ]
    told = newest_first([c for c in kept if everything or counts(c)], between)
    shown = asked.number("page", 1, 100_000)
    times, bond = _over_time(one, other, between, everything=everything)
    return page(
        "pair.html",
        asked=asked,
        one=one,
        other=other,
        label=picture.label,
        times=times,
        bond=bond,
        drawing=draw(times.months) if times else None,
        relations=_relations(between, everything=everything),
        claims=Teller(between).claims(told[(shown - 1) * SIZE : shown * SIZE]),
        total=len(told),
        hidden=sum(not counts(c) for c in between.claims),
        everything=everything,
        shown=shown,
        size=SIZE,
    )


def _between(one: str, other: str, picture: Picture) -> Collection:
    """Return the claims between two actors, read through the one with fewer claims."""

    def made() -> Collection:
        rarer = min((one, other), key=lambda id_: (picture.claim_count(id_), id_))
        found = picture.of_actor(rarer)
        claims = tuple(c for c in found.claims if {c.subject, c.object} == {one, other})
        used = {c.article for c in claims}
        return Collection(tuple(a for a in found.articles if a.id in used), claims, found.actors)

    return picture.kept(("between", *sorted((one, other))), made)


def _over_time(one: str, other: str, between: Collection, *, everything: bool) -> tuple[Timeline | None, Bond | None]:
    """Return the months of two actors, and how they stand to each other in all; None where nothing is claimed."""
    if not between.claims:
        return None, None
    network = claims_network(between)
    found = bonds(network, everything=everything).get((min(one, other), max(one, other)))
    return timeline(network, one, other, everything=everything), found


def _relations(between: Collection, *, everything: bool) -> list[tuple[str, str, str, str, int]]:
    """Return (subject, relation, class of its sign, object, claims), most claims first."""
    told: list[Claim] = [c for c in between.claims if everything or counts(c)]
    numbers = Counter((c.subject, c.relation, c.object) for c in told)
    rows = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    relations = load_ontology().relations
    return [(s, relations[r].label, SIGN_CLASSES[relations[r].sign], o, count) for (s, r, o), count in rows]
