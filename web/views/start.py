"""The start page, and the search for actors and articles."""

from __future__ import annotations

from starlette.responses import Response

from exports.html.evidence import TYPE_LABELS
from graph.actors.lookup import near, typed
from graph.model import Actor
from web.views.asked import Asked
from web.views.page import page
from web.views.picture import Head, Picture

_PAIRS = 20
_NEWEST = 15
_FOUND = 50
_QUERY = 200


def start(_asked: Asked, picture: Picture) -> Response:
    """Return the start page: figures, the most reported pairs, the newest articles."""
    counts = picture.counts
    figures = (
        ("articles", counts.articles),
        ("claims", counts.claims),
        ("actors", counts.actors),
        ("pairs of actors", len(picture.pairs)),
    )
    return page(
        "start.html",
        figures=figures,
        pairs=picture.pairs[:_PAIRS],
        heads=picture.heads[:_NEWEST],
        label=picture.label,
    )


def search(asked: Asked, picture: Picture) -> Response:
    """Return what is found: actors by any of their names, articles by title."""
    query = asked.text("q", _QUERY)
    wanted = typed(query)
    actors = _actors(wanted, picture) if wanted else []
    heads = _articles(wanted, picture) if wanted else []
    return page(
        "search.html",
        query=query,
        actors=[(actor, name, picture.claim_count(actor.id)) for actor, name in actors[:_FOUND]],
        actors_found=len(actors),
        heads=heads[:_FOUND],
        heads_found=len(heads),
        near=near(query, picture.actors.values()) if wanted and not actors else [],
        kinds=TYPE_LABELS,
    )


def _actors(wanted: str, picture: Picture) -> list[tuple[Actor, str]]:
    """Return the actors with a name that holds the words, each with that name where it is not the label.

    Those whose name is or begins with the words come first, then those with most claims, then by id.
    """
    found: list[tuple[tuple[int, int, str], Actor, str]] = []
    for actor, names in _index(picture):
        hits = [(_place(wanted, key), text) for key, text in names if wanted in key]
        if hits:
            place, text = min(hits, key=lambda hit: hit[0])
            found.append(((place, -picture.claim_count(actor.id), actor.id), actor, text))
    return [(actor, "" if text == actor.label else text) for _, actor, text in sorted(found, key=lambda hit: hit[0])]


def _place(wanted: str, key: str) -> int:
    return 0 if key == wanted else 1 if key.startswith(wanted) else 2


def _index(picture: Picture) -> list[tuple[Actor, list[tuple[str, str]]]]:
    """Return each actor with its names as they are compared, the label first."""

    def made() -> list[tuple[Actor, list[tuple[str, str]]]]:
        return [
            (actor, [(typed(text), text) for text in dict.fromkeys((actor.label, *(n.text for n in actor.names)))])
            for actor in picture.actors.values()
        ]

    return picture.kept("index", made)


def _articles(wanted: str, picture: Picture) -> list[Head]:
    titles = picture.kept("titles", lambda: [(typed(head.title), head) for head in picture.heads])
    return [head for title, head in titles if wanted in title]
