"""The guard before every page: who may ask, from where, how much at once, and what a browser may do with the answer.

The app has no password, so what keeps others out is that it listens on loopback and that web pages of others cannot
use a visitor's browser as their way in:

- a Host that is not ours is refused, which stops DNS rebinding;
- no CORS header is ever sent, so that no other site reads an answer;
- a request that a browser sends on behalf of another site (Sec-Fetch-Site) is refused, unless it opens a page;
- a Content Security Policy lets pages load their own files and nothing else, and reach no other server.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 1 << 20
"""Bytes of the largest body of a request."""
MAX_CONCURRENT = 200
"""Requests that are answered at the same time."""
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
"""What a page may do; a response that sets its own Content-Security-Policy keeps it."""
HEADERS = {
    "content-security-policy": PAGE_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(?::[0-9]{1,5})?")
_OURS = ("same-origin", "none")


class Guard:
    """ASGI middleware that lets through what may pass, and completes the headers of what comes back."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Sequence[str] = LOOPBACK,
        post_paths: Sequence[str] = ("/sparql",),
        max_body: int = MAX_BODY,
        max_concurrent: int = MAX_CONCURRENT,
    ) -> None:
        """Make the guard.

        Args:
            app: what it guards.
            hosts: names in the Host header that are ours, without port; IPv6 addresses in brackets.
            post_paths: where POST is taken; it asks there, and changes nothing.
            max_body: bytes of the largest body.
            max_concurrent: how many requests are answered at the same time.
        """
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._post_paths = frozenset(post_paths)
        self._max_body = max_body
        self._max_concurrent = max_concurrent
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it in one line."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        refused = self._refuse(scope)
        if refused is not None:
            await refused(scope, receive, completing(send))
            return
        self._running += 1
        try:
            await self._app(scope, self._counted(receive), completing(send))
        finally:
            self._running -= 1

    def _refuse(self, scope: Scope) -> PlainTextResponse | None:
        """Return the answer to a request that may not pass."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        found = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if found is None:
            return told(400, "one well-formed Host header is needed")
        if found["name"].lower().rstrip(".") not in self._hosts:
            return told(421, f"this server does not answer for {found['name']}; use {max(self._hosts)}")
        allowed = ("GET", "HEAD", "POST") if scope["path"] in self._post_paths else ("GET", "HEAD")
        if scope["method"] not in allowed:
            return told(405, f"{scope['method']} is not taken here", allow=", ".join(allowed))
        if headers.get("sec-fetch-site", "none") not in _OURS and not _opens_a_page(scope["method"], headers):
            return told(403, "asked on behalf of another site; open this page itself")
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return told(400, "Content-Length is no number")
        if int(length[:20]) > self._max_body:
            return told(413, f"the body is larger than {self._max_body} bytes; make it smaller")
        if self._running >= self._max_concurrent:
            return told(503, "too many requests at the same time; try again", retry_after="1")
        return None

    def _counted(self, receive: Receive) -> Receive:
        """Return the source of a body that is cut off when it grows too large."""
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._max_body:
                raise HTTPException(413, f"the body is larger than {self._max_body} bytes; make it smaller")
            return message

        return counted


def _opens_a_page(method: str, headers: Headers) -> bool:
    """Return whether a link from elsewhere opens a page of ours in a window of its own."""
    return (
        method in {"GET", "HEAD"}
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )


def completing(send: Send) -> Send:
    """Return a sender that adds the headers of `HEADERS` that a response does not set itself."""

    async def completed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return completed


def told(status: int, message: str, **headers: str) -> PlainTextResponse:
    """Return a response of one line of text; names of headers are written with underscores."""
    return PlainTextResponse(message + "\n", status, {name.replace("_", "-"): value for name, value in headers.items()})
