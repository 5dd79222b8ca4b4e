"""The app behind a real server on loopback, and a client that sends whatever it is told to."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from graph.query.pool import Pool
from web.app import make_app

FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "")


@dataclass(frozen=True)
class Site:
    """A server that runs."""

    port: int

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"

    def ask(
        self, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, target, body, dict(headers or {}))
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, query: str, accept: str | None = None, **more: str) -> Reply:
        """Ask a query by GET."""
        target = f"/sparql?{urlencode({'query': query, **more})}"
        return self.ask("GET", target, headers={"Accept": accept} if accept is not None else {})


@contextmanager
def serving(path: Path, pool: Pool | None = None) -> Iterator[Site]:
    """Serve a store for the length of a ``with`` block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(make_app(path, pool=pool), log_level="critical", timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield Site(listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()
