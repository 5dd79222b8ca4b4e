"""Pages out of templates, and errors as pages of one clear line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from exports.html.evidence import words
from graph.errors import DetenteError, InputError, QueryError, StoreError
from graph.query import Limits, run
from graph.query.pool import Pool
from web.views import asked
from web.views.asked import Asked, Missing
from web.views.picture import Picture
from web.views.shelf import Shelf
from web.views.told import SIGN_CLASSES, SIGN_WORDS

FOLDER = Path(__file__).resolve().parents[1]
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, marks that turn the direction of what follows, and halves of characters."""
_BRIEF = 90
LIMITS = Limits(seconds=15, cpu_seconds=15)
"""Of a query asked on a page."""

View = Callable[[Asked, Picture], Response]


def shown(value: Any) -> Any:
    """Return text with every character that steers how others are shown replaced by a visible mark.

    >>> shown("a\u202eb")
    'a\ufffdb'
    """
    if isinstance(value, str) and not isinstance(value, Markup):
        return _STEERING.sub("\ufffd", value)
    return value


def brief(text: str, longest: int = _BRIEF) -> str:
    """Return a text cut to a length at which it harms no page, with dots where it was cut."""
    return text if len(text) <= longest else f"{text[:longest].rstrip()}\u2026"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 claim``, ``2,000 claims``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def numbers_in(rows: Sequence[Sequence[Any]]) -> frozenset[int]:
    """Return the places of the columns of which every cell is a number."""
    return frozenset(n for n in range(len(rows[0]) if rows else 0) if all(row[n].number for row in rows))


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(brief=brief, words=words)
    made.globals.update(
        actor_at=asked.actor_at,
        address=asked.address,
        article_at=asked.article_at,
        claims_at=asked.claims_at,
        pair_at=asked.pair_at,
        counted=counted,
        numbers_in=numbers_in,
        SIGNS=SIGN_WORDS,
        COLOURS=SIGN_CLASSES,
    )
    return made


_TEMPLATES = _environment()


def page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page made from a template."""
    return whole_page(_TEMPLATES.get_template(template).render(values).encode("utf-8", "replace"), status)


def whole_page(body: bytes, status: int = 200) -> HTMLResponse:
    """Return a page that is written already."""
    return HTMLResponse(body, status, {"cache-control": "no-cache"})


def route(path: str, shelf: Shelf, view: View) -> Route:
    """Return the route at which a view answers; what it raises becomes a page that says so in one line."""

    def answer(request: Request) -> Response:
        pool: Pool | None = getattr(request.app.state, "pool", None)
        ask = partial(pool.run, limits=LIMITS) if pool else partial(run, shelf.path, limits=LIMITS)
        asks = Asked(str(request.scope["path"]), request.query_params, str(request.path_params.get("id", "")), ask)
        try:
            return view(asks, shelf.picture())
        except DetenteError as error:
            return failed(error)

    return Route(path, answer, name=path)


def failed(error: DetenteError) -> Response:
    """Return the page of an error: 404 for what is not there, 400 for what is not understood, 503 for the store."""
    status = 404 if isinstance(error, Missing) else 503 if isinstance(error, StoreError) else 500
    if status == 500 and isinstance(error, InputError | QueryError):  # noqa: PLR2004 - a status
        status = 400
    return page("error.html", status=status, title=_TITLES[status], message=brief(str(error), 600))


_TITLES = {400: "Not understood", 404: "Not found", 500: "A fault", 503: "The store cannot be read"}
