"""One request over HTTP and its answer, within a time and a size that no server can stretch."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection, IncompleteRead
from socket import SHUT_RDWR, socket

from graph.llm.answer import Unanswered
from graph.llm.endpoint import Endpoint

MOST_BYTES = 2_000_000
"""Bytes of the longest body that is read."""
_CONNECTING = 15.0
"""Seconds for connecting, which nothing can cut short."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered, whatever its status."""

    status: int
    body: bytes
    retry_after: str | None = None


@dataclass
class Wire:
    """Sends requests to one endpoint; may be used by several threads at once.

    Redirects are not followed and proxies not used, so that an article goes where the user said and nowhere else. The
    key stands in one header only.
    """

    endpoint: Endpoint
    seconds: float
    """For one request, from connecting to the last byte."""
    closed: threading.Event = field(default_factory=threading.Event)
    _open: set[socket] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, body: bytes) -> Reply:
        """Return the answer to a request.

        Raises:
            TimeoutError: it was not complete in time.
            OSError, HTTPException, ValueError: no connection, or no HTTP.
            Unanswered: it is too large.
        """
        end = self.endpoint
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "detente"}
        if end.key is not None:
            headers["Authorization"] = f"Bearer {end.key}"
        kind = HTTPSConnection if end.secure else HTTPConnection
        until = time.monotonic() + self.seconds
        connection = kind(end.host, end.port, timeout=min(self.seconds, _CONNECTING))
        try:
            connection.connect()
            connection.sock.settimeout(self.seconds)
            with self._watched(connection.sock, until):
                connection.request("POST", end.path, body, headers)
                with connection.getresponse() as response:
                    data = response.read(MOST_BYTES + 1)
                    if len(data) > MOST_BYTES:
                        raise Unanswered(f"{end.place}: the answer is larger than {MOST_BYTES:,} bytes")
                    if response.length:
                        raise IncompleteRead(b"", response.length)
                    return Reply(response.status, data, response.getheader("Retry-After"))
        finally:
            connection.close()

    def close(self) -> None:
        """End all requests at once."""
        self.closed.set()
        with self._lock:
            for each in self._open:
                _cut(each)

    @contextmanager
    def _watched(self, connected: socket, until: float) -> Iterator[None]:
        """Cut the connection when its time is up or the wire is closed, however slowly bytes drip in.

        Raises TimeoutError or ConnectionAbortedError then, whatever the cut brought about.
        """
        timer = threading.Timer(max(0.0, until - time.monotonic()), _cut, (connected,))
        timer.daemon = True
        with self._lock:
            self._open.add(connected)
        if self.closed.is_set():
            _cut(connected)
        timer.start()
        try:
            yield
        except (OSError, HTTPException, ValueError) as error:
            if time.monotonic() >= until:
                raise TimeoutError from error
            raise
        finally:
            timer.cancel()
            with self._lock:
                self._open.discard(connected)
        if time.monotonic() >= until:
            raise TimeoutError
        if self.closed.is_set():
            raise ConnectionAbortedError


def _cut(connected: socket) -> None:
    """End a connection under the hands of whoever reads from it.

    The method of the plain socket is called also for an encrypted one, whose own would pull its state away from
    under the reader.
    """
    with suppress(OSError):
        socket.shutdown(connected, SHUT_RDWR)
