"""A small endpoint on this machine that answers as a test says: well, badly, slowly or hostilely."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from graph.llm import Endpoint, Limits

QUICK = Limits(seconds=5, attempts=3, pause=0.01, longest_pause=0.2)
KEY = "sk-test-0123456789abcdef"


@dataclass(frozen=True)
class Asked:
    """One request as the server got it."""

    number: int
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """Return the article between its marks."""
        return str(self.body["messages"][1]["content"]).split(">>>\n", 1)[1].rpartition("\n<<<END")[0]


@dataclass(frozen=True)
class Said:
    """What the server says; ``drip`` writes a byte at a time, so many seconds apart."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: float = 0.0
    raw: bytes | None = None
    """Written as it is instead of any HTTP."""


Script = Callable[[Asked], Said]


@dataclass
class Server:
    """The endpoint: what to answer, what was asked, and how many were asking at once."""

    answer: Script
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    _at_once: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """Return the address to name."""
        return f"http://127.0.0.1:{self.port}/v1"

    def endpoint(self, key: str | None = KEY, model: str = "tiny") -> Endpoint:
        """Return the endpoint to ask."""
        return Endpoint(self.url, model, key)

    def take(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            asked = Asked(len(self.asked), handler.path, dict(handler.headers), body)
            self.asked.append(asked)
        try:
            said = self.answer(asked)
            time.sleep(said.wait)
        finally:
            with self._lock:  # before the answer is out: the next request may come at once
                self._at_once -= 1
        _write(handler, said)


def _write(handler: BaseHTTPRequestHandler, said: Said) -> None:
    handler.close_connection = True
    data = said.raw
    if data is None:
        headers = {"Content-Length": str(len(said.body)), **said.headers}
        lines = [f"HTTP/1.1 {said.status} Said", *(f"{name}: {value}" for name, value in headers.items() if value)]
        data = "\r\n".join([*lines, "", ""]).encode() + said.body
    if not said.drip:
        handler.wfile.write(data)
        return
    for byte in data:
        handler.wfile.write(bytes([byte]))
        time.sleep(said.drip)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up."""


@contextmanager
def serving(answer: Script) -> Iterator[Server]:
    """Give a server that answers by a script; it ends with the block."""
    server = Server(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            server.take(self)

        def do_GET(self) -> None:
            raise AssertionError("nothing is fetched")

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the base class
            pass

    with _Quiet(("127.0.0.1", 0), Handler) as http:
        server.port = http.server_port
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()


def completion(content: object, **more: Any) -> Said:
    """Return a chat completion with a text, or with a value as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop", **more}
    usage = {"prompt_tokens": 100, "completion_tokens": 20}
    return Said(json.dumps({"object": "chat.completion", "choices": [choice], "usage": usage}).encode())


def claims(*items: dict[str, Any]) -> Said:
    """Return a chat completion with claims."""
    return completion({"claims": list(items)})


def proposed(quote: str, subject: str, relation: str, object_: str, **more: Any) -> dict[str, Any]:
    """Return a claim as a model proposes it, affirmed and actual unless said otherwise."""
    return {
        "quote": quote,
        "subject": subject,
        "subject_name": None,
        "relation": relation,
        "object": object_,
        "object_name": None,
        "polarity": "affirmed",
        "modality": "actual",
        "speaker": None,
        **more,
    }


def error(status: int, message: str = "", **headers: str) -> Said:
    """Return an error as such endpoints write it."""
    return Said(json.dumps({"error": {"message": message}}).encode(), status, headers)
