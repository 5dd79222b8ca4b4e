"""The app of `detente serve`: a store's pages and its SPARQL endpoint behind one guard."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from graph.errors import DetenteError, InputError, StoreError
from graph.query.pool import Pool
from web import pages, sparql
from web.security import HEADERS, LOOPBACK, Guard, told
from web.views.shelf import Shelf

WAIT = 30.0
"""Seconds that a query waits while others are answered; who reads beside many waits rather than asks again."""
log = logging.getLogger("detente.web")


def make_app(store: Path, *, hosts: Sequence[str] = LOOPBACK, pool: Pool | None = None) -> Starlette:
    """Return the app for a store; ``app.state.store`` is its path.

    Routes come from `web.sparql.routes` and `web.pages.routes`. Errors of détente that a page does not handle become
    one line of text: 400 for an argument that is not understood, 503 for a store that cannot be read.

    Args:
        store: the store's folder.
        hosts: names in the Host header that are ours, without port.
        pool: who answers queries, ``app.state.pool``; None for one of our own. It starts and ends with the app.
    """
    pool = pool or Pool(store, wait=WAIT)
    shelf = Shelf(store)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        pool.start()
        shelf.begin()
        try:
            yield
        finally:
            pool.close()

    app = Starlette(
        routes=[*sparql.routes(store), *pages.routes(shelf)],
        middleware=[Middleware(Guard, hosts=hosts)],
        lifespan=lifespan,
        exception_handlers={HTTPException: _http, DetenteError: _ours, Exception: _fault},
    )
    app.state.store = store
    app.state.pool = pool
    return app


async def _http(_request: Request, error: Exception) -> Response:
    found = cast("HTTPException", error)  # which this is registered for
    return told(found.status_code, found.detail, **dict(found.headers or {}))


async def _ours(_request: Request, error: Exception) -> Response:
    status = 400 if isinstance(error, InputError) else 503 if isinstance(error, StoreError) else 500
    return told(status, str(error))


async def _fault(_request: Request, error: Exception) -> Response:
    log.error("a fault of détente itself", exc_info=error)
    return told(500, "a fault of détente itself; please report it", **HEADERS)
