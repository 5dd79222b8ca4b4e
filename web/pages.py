"""The pages of `detente serve`, each made from the store when it is asked for."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from exports.html.themes import THEMES
from web.views.actor import actor
from web.views.analyses import analyse, analyses
from web.views.article import article, claim, claims
from web.views.asking import editor, question, questions
from web.views.drawing import map_document, maps_page
from web.views.page import FOLDER, View, route
from web.views.pair import pair
from web.views.shelf import Shelf
from web.views.start import search, start

VIEWS: tuple[tuple[str, View], ...] = (
    ("/", start),
    ("/search", search),
    ("/actor/{id:path}", actor),
    ("/pair", pair),
    ("/article/{id:path}", article),
    ("/claim/{id:path}", claim),
    ("/claims", claims),
    ("/maps", maps_page),
    ("/map", map_document),
    ("/analysis", analyses),
    ("/analysis/{id}", analyse),
    ("/ask", questions),
    ("/ask/{id}", question),
    ("/editor", editor),
)
"""Where each kind of page answers."""


def routes(shelf: Shelf) -> list[BaseRoute]:
    """Return the routes of all pages of a store and of the files that they load."""
    return [
        *(route(path, shelf, view) for path, view in VIEWS),
        Route("/static/colours.css", colours),
        Mount("/static", StaticFiles(directory=FOLDER / "static")),
    ]


def colours(_request: Request) -> Response:
    """Return the colours of the map as a style sheet: those of the light theme, and in the dark those of the dark."""
    light, dark = (
        f":root {{ {' '.join(f'--{key}: {value};' for key, value in THEMES[name].items())} }}"
        for name in ("light", "dark")
    )
    text = f"{light}\n@media (prefers-color-scheme: dark) {{ {dark} }}\n"
    return Response(text, media_type="text/css", headers={"cache-control": "no-cache"})
