"""The live map: a page with its filters, and the map itself as a document of its own."""

from __future__ import annotations

import html
import re

from starlette.responses import HTMLResponse, Response

from exports import html as maps
from graph.errors import InputError
from graph.model import Collection
from graph.ontology import load_ontology
from web.views.asked import Asked
from web.views.page import page
from web.views.picture import Picture

LIMIT = 20
"""Actors on a map, unless more are asked for: a map of many reports takes long to draw."""
LINES = 150
"""Lines on one, for the same reason."""
MOST = 60
_ACTORS = 12
_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


def maps_page(asked: Asked, picture: Picture) -> Response:
    """Return the page with the filters of the map and the map in a frame.

    Raises:
        InputError: a filter is malformed, or an actor unknown.
    """
    asked.selection()
    ids = _actors(asked, picture)
    families = [(f.id, f.label) for f in load_ontology().families.values()]
    return page(
        "maps.html",
        asked=asked,
        families=families,
        limit=asked.number("limit", LIMIT, MOST),
        actor_ids=ids,
        label=picture.label,
        empty=not picture.counts.claims,
    )


def map_document(asked: Asked, picture: Picture) -> Response:
    """Return the map of the claims that pass the filters, with its own policy of what may run in it.

    With actors, the map shows them and those with whom they are reported most.

    Raises:
        InputError: a filter is malformed, an actor unknown, or nothing passes.
    """
    selection = asked.selection()
    limit = asked.number("limit", LIMIT, MOST)
    ids = _actors(asked, picture)

    def made() -> str:
        collection = picture.chosen(selection)
        if ids:
            collection = _near(ids, limit, collection, picture)
        if not collection.claims:
            raise InputError("no claims pass these filters; clear some")
        return maps.render(collection, load_ontology().relations, title=_title(ids, picture), limit=limit, lines=LINES)

    return document(picture.lasting(("map", selection, ids, limit), made))


def document(text: str) -> Response:
    """Return a map as a document with the policy that it names for itself."""
    policy = _POLICY.search(text)
    headers = {"cache-control": "no-cache"}
    if policy:
        headers["content-security-policy"] = f"{html.unescape(policy[1])}; frame-ancestors 'self'"
    return HTMLResponse(text.encode("utf-8", "replace"), headers=headers)


def _actors(asked: Asked, picture: Picture) -> tuple[str, ...]:
    """Return the ids of the actors asked for; those with a comma in their name go by id."""
    text = asked.text("actor")
    if not text:
        return ()
    if text in picture.actors:
        return (text,)
    found = tuple(dict.fromkeys(picture.find(part.strip()) for part in text.split(",") if part.strip()))
    if len(found) > _ACTORS:
        raise InputError(f"actor: {len(found)} actors, at most {_ACTORS} are taken")
    return found


def _near(ids: tuple[str, ...], limit: int, collection: Collection, picture: Picture) -> Collection:
    """Return the claims among some actors and those with whom they are reported most."""
    chosen = set(ids)
    others = [p for id_ in ids for p in picture.pairs_of.get(id_, ())]
    for pair in sorted(others, key=lambda p: (-p.claims, p.one, p.other)):
        if len(chosen) >= limit:
            break
        chosen.update((pair.one, pair.other))
    kept = tuple(c for c in collection.claims if c.subject in chosen and c.object in chosen)
    return Collection(collection.articles, kept, collection.actors)


def _title(ids: tuple[str, ...], picture: Picture) -> str:
    if not ids:
        return maps.DEFAULT_TITLE
    return f"{', '.join(picture.label(id_)[:80] for id_ in ids)} and whom they are reported with"
