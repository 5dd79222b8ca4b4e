"""What environment variables may name, and what is refused in one line without the key."""

from __future__ import annotations

import pytest

from graph.errors import InputError
from graph.llm import Endpoint

GIVEN = {"DETENTE_LLM_URL": "https://models.example/v1", "DETENTE_LLM_MODEL": "tiny"}
SECRET = "sk-secret-\u00e9-0123456789"  # noqa: S105 - made up


def test_nothing_is_asked_without_an_address() -> None:
    with pytest.raises(InputError, match=r"^DETENTE_LLM_URL: not set; name an OpenAI-compatible endpoint, for example"):
        Endpoint.from_environment({"DETENTE_LLM_MODEL": "tiny", "OPENAI_API_KEY": "x"})


def test_a_model_must_be_named() -> None:
    with pytest.raises(InputError, match=r"^DETENTE_LLM_MODEL: not set; "):
        Endpoint.from_environment({"DETENTE_LLM_URL": "http://localhost:1/v1", "DETENTE_LLM_MODEL": "  "})


def test_the_variables_name_an_endpoint() -> None:
    given = {**GIVEN, "DETENTE_LLM_KEY": " k ", "DETENTE_LLM_PRICE_IN": "0.15", "DETENTE_LLM_PRICE_OUT": "0"}
    found = Endpoint.from_environment(given)
    assert found == Endpoint("https://models.example/v1", "tiny", "k", 0.15, 0.0)
    assert Endpoint.from_environment(GIVEN).key is None


@pytest.mark.parametrize(
    ("url", "secure", "host", "port", "path"),
    [
        ("http://localhost:11434", False, "localhost", 11434, "/v1/chat/completions"),
        ("http://localhost:11434/v1/", False, "localhost", 11434, "/v1/chat/completions"),
        ("https://models.example/api/v2", True, "models.example", 443, "/api/v2/chat/completions"),
        ("https://models.example/x/chat/completions", True, "models.example", 443, "/x/chat/completions"),
        ("https://models.example/v1?version=3", True, "models.example", 443, "/v1/chat/completions?version=3"),
        ("http://[::1]:8000/v1", False, "::1", 8000, "/v1/chat/completions"),
        ("http://models.example", False, "models.example", 80, "/v1/chat/completions"),
    ],
)
def test_an_address_may_end_where_such_addresses_end(url: str, secure: bool, host: str, port: int, path: str) -> None:  # noqa: FBT001 - a column of the table
    found = Endpoint(url, "tiny")
    assert (found.secure, found.host, found.port, found.path) == (secure, host, port, path)


@pytest.mark.parametrize(
    "url",
    [
        *("localhost:8000", "file:///etc/passwd", "http://", "http://host:99999/v1", "http://host:0/v1"),
        *("http://a b/v1", "http://host/v1\r\nX: y", "http://h\u00f6st/v1", "http://[::1/v1", "ftp://host/v1"),
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match=r"^DETENTE_LLM_URL: no web address"):
        Endpoint(url, "tiny")


def test_a_password_in_the_address_is_refused_and_not_shown() -> None:
    with pytest.raises(InputError, match=r"put the key into DETENTE_LLM_KEY") as told:
        Endpoint("https://user:hunter2@models.example/v1", "tiny")
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize("key", [SECRET, "two\nlines-of-a-key", ""])
def test_a_key_that_no_header_can_carry_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(InputError, match=r"^DETENTE_LLM_KEY: ") as told:
        Endpoint("https://models.example/v1", "tiny", key)
    assert "secret" not in str(told.value)
    assert "lines" not in str(told.value)


def test_the_key_is_not_shown_with_the_endpoint() -> None:
    assert "hunter2" not in repr(Endpoint("https://models.example/v1?sig=abc", "tiny", "hunter2"))
    assert "abc" not in Endpoint("https://models.example/v1?sig=abc", "tiny").place


@pytest.mark.parametrize("price", ["cheap", "-1", "nan", "inf"])
def test_a_price_is_a_number(price: str) -> None:
    with pytest.raises(InputError, match=r"^DETENTE_LLM_PRICE_OUT: "):
        Endpoint.from_environment({**GIVEN, "DETENTE_LLM_PRICE_OUT": price})


@pytest.mark.parametrize("model", ["", "a\nb", "x" * 201])
def test_a_model_has_a_name_on_one_line(model: str) -> None:
    with pytest.raises(InputError, match=r"^DETENTE_LLM_MODEL: "):
        Endpoint("http://localhost/v1", model)
