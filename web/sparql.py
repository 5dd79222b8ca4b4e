"""The SPARQL 1.1 Protocol endpoint at /sparql: queries, no updates.

A query is answered by the app's pool of fenced workers (`graph.query.pool`), in the form that the client accepts, piece
by piece. An answer whose first piece is out and that then breaks off, at a limit, is cut: the connection closes before
its end, so that no part passes for the whole. Errors are one line of text:

    400 not SPARQL, no query, two queries, not UTF-8, no absolute IRI     413 the query is too long
    403 SERVICE, or an update                                            415 a body of another type
    405 a method other than GET, HEAD and POST                           500 broke on it, or over memory or size
    406 no form that the client accepts                                  503 no worker free, or no store
    408 the body does not come                                           504 over its time
"""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import cast

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from graph.errors import DetenteError, QueryLimit, StoreError
from graph.query.pool import Busy, Pool
from graph.query.refuse import Refused
from graph.query.run import Malformed, TimeLimit
from graph.query.stream import Kind, Stream
from web.security import told
from web.sparql_description import description
from web.sparql_negotiation import OFFERS, Form, chosen, offered
from web.sparql_request import Question, question

PATH = "/sparql"
_GRACE = 5.0
"""Seconds that a client may take longer to read an answer than the query may take."""
_HEADERS = {
    "vary": "Accept",
    "cache-control": "no-cache",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
}
_STATUS: tuple[tuple[type[DetenteError], int], ...] = (
    (Malformed, 400),
    (Refused, 403),
    (Busy, 503),
    (TimeLimit, 504),
    (QueryLimit, 500),
    (StoreError, 503),
    (DetenteError, 500),
)
log = logging.getLogger("detente.web")


def routes(_store: Path) -> list[BaseRoute]:
    """Return the route of the endpoint; the pool that answers is the app's ``state.pool``."""
    return [Route(PATH, endpoint=Endpoint())]


class Endpoint:
    """The ASGI application at `PATH`."""

    def __init__(self) -> None:
        self._slots: anyio.Semaphore | None = None
        self._threads: anyio.CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        asked = await question(request)
        if asked is None:
            await _describe(request)(scope, receive, send)
            return
        pool = cast("Pool", request.app.state.pool)
        if self._slots is None or self._threads is None:
            self._slots, self._threads = anyio.Semaphore(pool.size), anyio.CapacityLimiter(2 * pool.size)
        with anyio.move_on_after(pool.wait) as waiting:
            await self._slots.acquire()
        if waiting.cancelled_caught:
            await _refusal(Busy("query: too many others are being answered; try again"))(scope, receive, send)
            return
        try:
            with anyio.move_on_after(pool.limits.seconds + pool.wait + _GRACE):
                await _Answering(request, asked, pool, self._threads).run(scope, receive, send)
        finally:
            self._slots.release()


class _Answering:
    """One query on its way."""

    def __init__(self, request: Request, asked: Question, pool: Pool, threads: anyio.CapacityLimiter) -> None:
        accept = ", ".join(request.headers.getlist("accept"))
        self._forms: dict[Kind, Form | None] = {kind: chosen(accept, kind) for kind in OFFERS}
        self._head = request.method == "HEAD"
        self._in_thread = partial(anyio.to_thread.run_sync, limiter=threads)
        wanted = {kind: found.form if found else None for kind, found in self._forms.items()}
        self._stream = Stream(pool, asked.query, wanted, dataset=asked.dataset, head=self._head)

    async def run(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask, and send the answer; the worker is ended if the client goes away."""
        async with anyio.create_task_group() as group:
            group.start_soon(self._watch, receive)
            try:
                response = await self._opened()
                if response is not None:
                    await response(scope, receive, send)
                else:
                    await self._pass_on(send)
            finally:
                with anyio.CancelScope(shield=True):
                    await self._in_thread(self._stream.close)
            group.cancel_scope.cancel()

    async def _watch(self, receive: Receive) -> None:
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:  # whether the client went away or the server ends
            self._stream.cancel()

    async def _opened(self) -> Response | None:
        """Wait for the first piece; return the response where that is all there is."""
        try:
            await self._in_thread(self._stream.open)
        except DetenteError as error:
            return _refusal(error)
        form = self._forms[self._stream.kind]
        if form is None:
            kinds = {"table": "rows", "boolean": "yes or no", "triples": "triples"}
            there = f"{kinds[self._stream.kind]} come as {offered(self._stream.kind)}; accept one of them"
            return told(406, there, vary="Accept")
        if self._head:
            return Response(headers=_HEADERS | {"content-type": form.content_type})
        if self._stream.whole:
            return Response(next(self._stream.parts()), headers=_HEADERS | {"content-type": form.content_type})
        return None

    async def _pass_on(self, send: Send) -> None:
        """Send the pieces as they come; an answer that breaks off is left without its end."""
        form = self._forms[self._stream.kind]
        headers = _HEADERS | {"content-type": form.content_type if form else ""}
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        parts = self._stream.parts()
        try:
            while part := await self._in_thread(next, parts, b""):
                await send({"type": "http.response.body", "body": part, "more_body": True})
        except DetenteError as error:
            log.warning("an answer was cut off: %s", error)
            return
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _refusal(error: DetenteError) -> Response:
    """Return the response that tells an error."""
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    return told(status, str(error), **({"retry_after": "1"} if isinstance(error, Busy) else {}))


def _describe(request: Request) -> Response:
    form = chosen(", ".join(request.headers.getlist("accept")), "triples")
    if form is None:
        return told(406, f"the description comes as {offered('triples')}; accept one of them", vary="Accept")
    body = description(str(request.url.replace(query="", fragment="")), form.form)
    return Response(body, headers=_HEADERS | {"content-type": form.content_type})
