"""Asks the endpoint until it answers or the attempts are used up, leaving out what it does not take.

EndpointError   the endpoint cannot be used as it is set: the run ends
Unanswered      this request was refused or its answer cannot be used: this article fails
├── TooLong     this stretch was too long
└── Unreached   the endpoint did not answer in time, or said that it is too busy, at every attempt
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any

from graph.llm.endpoint import Endpoint
from graph.llm.refusal import TOO_LONG, EndpointError, Unreached, refused, said
from graph.llm.wire import Reply, Wire

LONGEST_ANSWER = 8_000
"""Tokens that the model is allowed for an answer."""
_AGAIN = frozenset({408, 425, 429})
"""Statuses that ask for another attempt, beside those of server errors."""
_UNFIT = frozenset({400, 422})
_OPTIONS = ("json_schema", "response_format", "temperature", "max_tokens")
"""What a request may go without, in the order in which servers are likely to stumble over it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How patient the client is; all times are seconds."""

    seconds: float = 120.0
    """For one request, from connecting to the last byte."""
    attempts: int = 4
    pause: float = 1.0
    """Before the second attempt; doubled before every further one."""
    longest_pause: float = 60.0
    """However long the endpoint asks to wait."""


@dataclass
class Client:
    """Asks one endpoint; may be used by several threads at once."""

    endpoint: Endpoint
    limits: Limits = field(default_factory=Limits)
    _wire: Wire = field(init=False)
    _without: frozenset[str] = frozenset()
    """Options that the endpoint turned out not to take."""

    def __post_init__(self) -> None:
        """Make the wire; nothing is sent yet."""
        self._wire = Wire(self.endpoint, self.limits.seconds)

    def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> bytes:
        """Return the body of the answer to these messages.

        Where the endpoint does not take an option (the JSON schema, the temperature, the length), it is left out, and
        left out of later requests when that helped.

        Raises:
            EndpointError: the endpoint cannot be used as it is set.
            Unanswered: it refused this request, or did not answer.
        """
        without = self._without
        while True:
            reply = self._reply(_body(self.endpoint.model, messages, schema, without))
            if 200 <= reply.status < 300:  # noqa: PLR2004 - the class of success
                self._without = without
                return reply.body
            words = said(reply, self.endpoint.key)
            more = _less(without, words) if reply.status in _UNFIT else without
            if more == without:
                raise refused(self.endpoint, reply.status, words)
            without = more

    def close(self) -> None:
        """End all requests at once; those who wait for them get Unanswered."""
        self._wire.close()

    def _reply(self, body: bytes) -> Reply:
        """Return what the endpoint answers, whatever it is, once it is no longer busy."""
        limits, place = self.limits, self.endpoint.place
        what = "was not asked"
        for attempt in range(limits.attempts):
            if self._wire.closed.is_set():
                break
            wait = limits.pause * 2**attempt
            try:
                reply = self._wire.send(body)
            except ssl.SSLCertVerificationError as error:
                why = error.verify_message or "unknown reason"
                raise EndpointError(f"{place}: its certificate is not trusted ({why}); check the address") from None
            except TimeoutError:
                what = f"no answer within {limits.seconds:g} seconds"
            except (OSError, HTTPException, ValueError) as error:
                what = f"cannot be reached ({_reason(error)})"
            else:
                if reply.status not in _AGAIN and reply.status < 500:  # noqa: PLR2004 - the class of server errors
                    return reply
                what = f"answers {reply.status}"
                asked = _seconds(reply.retry_after)
                wait = wait if asked is None else asked
            if attempt + 1 < limits.attempts:
                self._wire.closed.wait(min(wait, limits.longest_pause))
        raise Unreached(f"{place}: {what}, {limits.attempts} times; try again later or with fewer requests at once")


def _body(
    model: str, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], without: frozenset[str]
) -> bytes:
    """Return a request as JSON, without some options."""
    asked: dict[str, Any] = {"model": model, "messages": list(messages)}
    if "json_schema" not in without:
        named = {"name": "claims", "strict": True, "schema": schema}
        asked["response_format"] = {"type": "json_schema", "json_schema": named}
    elif "response_format" not in without:
        asked["response_format"] = {"type": "json_object"}
    if "temperature" not in without:
        asked["temperature"] = 0
    if "max_tokens" not in without:
        asked["max_tokens"] = LONGEST_ANSWER
    return json.dumps(asked).encode()


def _less(without: frozenset[str], words: str) -> frozenset[str]:
    """Return what to go without next: the option that the endpoint names, else all; the same when none is left.

    Room kept for the answer is all that can be spared where the text and it are too long together.
    """
    named = [option for option in _OPTIONS if option not in without and option in words]
    if "response_format" in named and "json_schema" not in without:
        named = ["json_schema"]
    if named:
        return without | {named[0]}
    return without | ({"max_tokens"} if TOO_LONG.search(words) else set(_OPTIONS))


def _reason(error: Exception) -> str:
    """Return why a connection failed, without anything that a server wrote."""
    if isinstance(error, OSError):
        return (error.strerror or type(error).__name__).lower()
    return "it broke off or speaks no HTTP" if isinstance(error, HTTPException) else "its address cannot be used"


def _seconds(retry_after: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110, 10.2.3), None where it is none."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after.strip()[:9])
    try:
        moment = parsedate_to_datetime(retry_after)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
