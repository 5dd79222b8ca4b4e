"""The endpoint that the user named: an address, a model, maybe a key and prices. Without an address nothing is sent."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from graph.errors import InputError

URL, MODEL, KEY = "DETENTE_LLM_URL", "DETENTE_LLM_MODEL", "DETENTE_LLM_KEY"
PRICE_IN, PRICE_OUT = "DETENTE_LLM_PRICE_IN", "DETENTE_LLM_PRICE_OUT"

_CALL = "/chat/completions"
_EXAMPLE = "for example http://localhost:11434/v1"
_LONGEST_MODEL = 200
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that speaks the chat completions protocol of OpenAI, and the model to ask there.

    Raises:
        InputError: a value that cannot be used; the message names the environment variable and never the key.
    """

    url: str
    """With the path of the version (``https://host/v1``) or with the whole path (``.../chat/completions``)."""
    model: str
    key: str | None = field(default=None, repr=False)
    price_in: float | None = None
    """Of a million tokens sent, in any currency."""
    price_out: float | None = None
    """Of a million tokens of answers."""

    def __post_init__(self) -> None:
        """Refuse what cannot be used."""
        _split(self.url)
        if not self.model.strip() or not self.model.isprintable() or len(self.model) > _LONGEST_MODEL:
            raise InputError(f"{MODEL}: no name of a model; set it to one that the endpoint has")
        if self.key is not None and not (self.key and self.key.isascii() and self.key.isprintable()):
            raise InputError(f"{KEY}: holds a character that no key has, or none at all; copy it again or unset it")
        for name, price in ((PRICE_IN, self.price_in), (PRICE_OUT, self.price_out)):
            if price is not None and not (math.isfinite(price) and price >= 0):
                raise InputError(f"{name}: {price} is no price; give that of a million tokens, for example 0.15")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Endpoint:
        """Return the endpoint that environment variables name.

        Raises:
            InputError: no address or no model is set, or a value cannot be used.
        """
        given = {name: value.strip() for name, value in (os.environ if environment is None else environment).items()}
        if not given.get(URL):
            raise InputError(f"{URL}: not set; name an OpenAI-compatible endpoint, {_EXAMPLE}")
        if not given.get(MODEL):
            raise InputError(f"{MODEL}: not set; name the model to ask at the endpoint")
        return cls(
            url=given[URL],
            model=given[MODEL],
            key=given.get(KEY) or None,
            price_in=_price(given, PRICE_IN),
            price_out=_price(given, PRICE_OUT),
        )

    @property
    def secure(self) -> bool:
        """Return whether the connection is encrypted."""
        return _split(self.url).scheme == "https"

    @property
    def host(self) -> str:
        """Return the host's name or address."""
        return _split(self.url).hostname or ""

    @property
    def port(self) -> int:
        """Return the port, that of the scheme where none is given."""
        found = _split(self.url)
        return found.port or _PORTS[found.scheme]

    @property
    def path(self) -> str:
        """Return what is asked for: the path of chat completions, with the query if the address has one."""
        found = _split(self.url)
        path = found.path.rstrip("/")
        if not path.endswith(_CALL):
            path = (path or "/v1") + _CALL
        return f"{path}?{found.query}" if found.query else path

    @property
    def place(self) -> str:
        """Return how messages name the endpoint: without the query, where some services put a key."""
        found = _split(self.url)
        return f"{found.scheme}://{found.netloc}{found.path}"


def _split(url: str) -> SplitResult:
    try:
        found = urlsplit(url)
        usable = found.scheme in _PORTS and bool(found.hostname) and (found.port is None or found.port > 0)
    except ValueError:
        raise InputError(f"{URL}: no web address; name an endpoint, {_EXAMPLE}") from None
    if not usable or not url.isascii() or not url.isprintable() or " " in url:
        raise InputError(f"{URL}: no web address of http or https; name an endpoint, {_EXAMPLE}")
    if "@" in found.netloc:
        raise InputError(f"{URL}: holds a user name or password; put the key into {KEY} instead")
    return found


def _price(given: Mapping[str, str], name: str) -> float | None:
    if not given.get(name):
        return None
    try:
        return float(given[name])
    except ValueError:
        raise InputError(f"{name}: no number; give the price of a million tokens, for example 0.15") from None
