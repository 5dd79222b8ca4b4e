"""Asking the endpoint: patience, limits, and what it says when it does not answer."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from graph.llm.answer import TooLong, Unanswered
from graph.llm.client import Client, Limits
from graph.llm.endpoint import Endpoint
from graph.llm.refusal import EndpointError, Unreached
from tests.llm.server import KEY, QUICK, Asked, Said, Server, claims, error, serving

MESSAGES = [{"role": "user", "content": "Read."}]
SCHEMA = {"type": "object"}
FINE = claims()


def ask(server: Server, limits: Limits = QUICK, key: str | None = KEY) -> bytes:
    return Client(server.endpoint(key), limits).ask(MESSAGES, SCHEMA)


def test_one_request_asks_for_the_form_of_the_answer() -> None:
    with serving(lambda _: FINE) as server:
        assert ask(server) == FINE.body
    (asked,) = server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert asked.body["model"] == "tiny"
    assert asked.body["messages"] == MESSAGES
    assert asked.body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert asked.body["temperature"] == 0
    assert asked.body["max_tokens"] > 0


def test_without_a_key_no_header_names_one() -> None:
    with serving(lambda _: FINE) as server:
        ask(server, key=None)
    assert "Authorization" not in server.asked[0].headers


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 529])
def test_a_busy_endpoint_is_asked_again(status: int) -> None:
    with serving(lambda asked: FINE if asked.number == 2 else error(status)) as server:
        assert ask(server) == FINE.body
    assert len(server.asked) == 3


def test_an_endpoint_that_stays_busy_is_given_up() -> None:
    with serving(lambda _: error(503)) as server, pytest.raises(Unreached, match="answers 503, 3 times"):
        ask(server)
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("header", "limit", "least"),
    [
        ("1", 30.0, 1.0),
        ("60", 0.2, 0.2),
        ("9" * 4000, 0.2, 0.2),
        (format_datetime(datetime.now(UTC) + timedelta(hours=3), usegmt=True), 0.2, 0.2),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 30.0, 0.0),
        ("soon", 30.0, 0.0),
        ("-60", 30.0, 0.0),
    ],
)
def test_the_wait_that_is_asked_for_is_kept_up_to_a_limit(header: str, limit: float, least: float) -> None:
    busy = error(429, **{"Retry-After": header})
    with serving(lambda asked: FINE if asked.number else busy) as server:
        start = time.monotonic()
        ask(server, Limits(seconds=20, pause=0.01, longest_pause=limit))
    assert least <= time.monotonic() - start < 20


@pytest.mark.parametrize(
    "said",
    [
        Said(FINE.body, wait=3),
        Said(FINE.body, drip=0.2),
        Said(raw=b"HTTP/1.1 100 Continue\r\n\r\n" * 40, drip=0.2),
        Said(b"{" * 40, headers={"Content-Length": "", "Transfer-Encoding": "chunked"}, drip=0.2),
    ],
    ids=["silence", "dripping", "endless headers", "endless chunk size"],
)
def test_no_server_can_stretch_the_time_of_a_request(said: Said) -> None:
    with serving(lambda _: said) as server:
        start = time.monotonic()
        with pytest.raises(Unreached, match=r"no answer within 0\.4 seconds, 2 times"):
            ask(server, Limits(seconds=0.4, attempts=2, pause=0.01))
    assert time.monotonic() - start < 8
    assert len(server.asked) == 2


def test_a_request_that_was_slow_once_is_made_again() -> None:
    with serving(lambda asked: FINE if asked.number else Said(FINE.body, wait=9)) as server:
        assert ask(server, Limits(seconds=1, attempts=3, pause=0.01)) == FINE.body


@pytest.mark.parametrize("headers", [{}, {"Content-Length": ""}, {"Content-Length": "5000000"}])
def test_an_answer_that_is_too_large_is_not_read_to_its_end(headers: dict[str, str]) -> None:
    endless = Said(b"x" * 5_000_000, headers=headers)
    with serving(lambda _: endless) as server, pytest.raises(Unanswered, match="larger than 2,000,000 bytes"):
        ask(server)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "raw",
    [b"", b"SSH-2.0-x\r\n", b"\x00" * 100, b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{}", b"HTTP/1.1 abc\r\n\r\n"],
    ids=["nothing", "other protocol", "zeros", "cut short", "no status"],
)
def test_a_connection_that_breaks_is_tried_again_and_then_told(raw: bytes) -> None:
    with (
        serving(lambda _: Said(raw=raw)) as server,
        pytest.raises(Unreached, match=r"cannot be reached \(.+\), 3 times"),
    ):
        ask(server)
    assert len(server.asked) == 3


def test_nobody_there_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(Unreached, match=r"^http://127\.0\.0\.1:\d+/v1: cannot be reached \(connection refused\)"):
            Client(Endpoint(url, "tiny"), QUICK).ask(MESSAGES, SCHEMA)


def test_a_redirect_is_not_followed() -> None:
    with serving(lambda _: FINE) as other:
        to_other = error(307, Location=f"{other.url}/chat/completions")
        with serving(lambda _: to_other) as server, pytest.raises(EndpointError, match="answers 307, a redirect"):
            ask(server)
    assert not other.asked


@pytest.mark.parametrize(
    ("status", "key", "told"),
    [
        (401, KEY, "does not take the key; check DETENTE_LLM_KEY"),
        (401, None, "asks for a key; set DETENTE_LLM_KEY"),
        (403, KEY, "does not take the key"),
        (402, KEY, r"asks to be paid first \(no credit\)"),
        (404, KEY, r"no such address or no model 'tiny' there \(no credit\)"),
    ],
)
def test_an_endpoint_set_wrongly_is_asked_once(status: int, key: str | None, told: str) -> None:
    with serving(lambda _: error(status, "no credit")) as server, pytest.raises(EndpointError, match=told):
        ask(server, key=key)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 413, 422, 429, 500])
@pytest.mark.parametrize("echo", [KEY, KEY[4:12], f"key {KEY[:-1]}*"])
def test_no_error_shows_the_key_even_where_the_server_echoes_it(status: int, echo: str) -> None:
    said = Said(f'{{"error": {{"message": "{echo}", "code": "{KEY}"}}}}'.encode(), status)
    with serving(lambda _: said) as server, pytest.raises((EndpointError, Unanswered)) as told:
        ask(server)
    error_: BaseException | None = told.value
    while error_ is not None:
        assert KEY[4:10] not in f"{error_} {error_!r}"
        error_ = error_.__cause__ or error_.__context__


def test_what_a_server_says_is_shown_on_one_short_line() -> None:
    with serving(lambda _: error(409, "a\x1b[2Jb\n" * 100)) as server, pytest.raises(Unanswered) as told:
        ask(server)
    assert str(told.value).isprintable()
    assert len(str(told.value)) < 300


@pytest.mark.parametrize("status", [400, 422])
def test_options_that_the_endpoint_does_not_take_are_left_out_and_stay_out(status: int) -> None:
    def answer(asked: Asked) -> Said:
        if asked.body.get("response_format", {}).get("type") == "json_schema":
            return error(status, "response_format of type json_schema is not supported")
        if "temperature" in asked.body:
            return error(status, "'temperature' does not support 0")
        return FINE

    with serving(answer) as server:
        client = Client(server.endpoint(), QUICK)
        client.ask(MESSAGES, SCHEMA)
        assert len(server.asked) == 3
        client.ask(MESSAGES, SCHEMA)
    assert len(server.asked) == 4
    assert server.asked[-1].body["response_format"] == {"type": "json_object"}
    assert "max_tokens" in server.asked[-1].body


def test_an_endpoint_that_does_not_say_what_it_dislikes_is_asked_once_more_without_options() -> None:
    with serving(lambda asked: FINE if set(asked.body) == {"model", "messages"} else error(400, "bad")) as server:
        assert ask(server) == FINE.body
    with serving(lambda _: error(400, "bad")) as server, pytest.raises(Unanswered, match=r"refused with 400 \(bad\)"):
        ask(server)
    assert len(server.asked) == 2


def test_a_text_too_long_for_the_model_is_told_apart() -> None:
    with serving(lambda _: error(400, "maximum context length is 2048 tokens")) as server, pytest.raises(TooLong):
        ask(server)
    assert "max_tokens" not in server.asked[-1].body
    with serving(lambda _: error(413)) as server, pytest.raises(TooLong):
        ask(server)


def test_closing_ends_the_requests_under_way() -> None:
    with serving(lambda _: Said(FINE.body, wait=20)) as server:
        client = Client(server.endpoint(), Limits(seconds=30))
        threading.Timer(0.3, client.close).start()
        start = time.monotonic()
        with pytest.raises(Unreached):
            client.ask(MESSAGES, SCHEMA)
        assert time.monotonic() - start < 10
        with pytest.raises(Unreached):
            client.ask(MESSAGES, SCHEMA)
    assert len(server.asked) == 1


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Return a file with a certificate for this machine that nobody signed, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    key, file = tmp_path / "key.pem", tmp_path / "own.pem"
    options = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    subprocess.run([openssl, *options.split(), "-keyout", key, "-out", file], check=True, capture_output=True)
    file.write_bytes(key.read_bytes() + file.read_bytes())
    return file


@contextmanager
def encrypted(certificate: Path) -> Iterator[str]:
    """Give the address of a server that speaks TLS and then drips an answer without end."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def drip() -> None:
        while True:
            try:
                plain, _ = listening.accept()
            except OSError:
                return
            with suppress(OSError), plain, context.wrap_socket(plain, server_side=True) as connection:
                connection.sendall(b"HTTP/1.1 200 Fine\r\n")
                for _ in range(100):
                    connection.sendall(b"x")
                    time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}/v1"
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(15)


def test_a_certificate_that_nobody_vouches_for_ends_the_run(certificate: Path) -> None:
    with encrypted(certificate) as url, pytest.raises(EndpointError, match="certificate is not trusted"):
        Client(Endpoint(url, "tiny", KEY), QUICK).ask(MESSAGES, SCHEMA)


def test_an_encrypted_connection_is_cut_in_time_too(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with encrypted(certificate) as url:
        start = time.monotonic()
        with pytest.raises(Unreached, match="no answer within 1 seconds"):
            Client(Endpoint(url, "tiny", KEY), Limits(seconds=1, attempts=1)).ask(MESSAGES, SCHEMA)
        assert time.monotonic() - start < 8
        client, start = Client(Endpoint(url, "tiny", KEY), Limits(seconds=30)), time.monotonic()
        threading.Timer(0.5, client.close).start()
        with pytest.raises(Unreached):
            client.ask(MESSAGES, SCHEMA)
        assert time.monotonic() - start < 8
