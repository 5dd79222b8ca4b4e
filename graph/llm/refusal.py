"""What it means that an endpoint does not answer as asked, in words that never hold the key."""

from __future__ import annotations

import re

from graph.errors import InputError
from graph.llm.answer import TooLong, Unanswered, parse
from graph.llm.endpoint import KEY, MODEL, URL, Endpoint
from graph.llm.wire import Reply

TOO_LONG = re.compile(r"context|too long|too large|maximum.{0,40}tokens", re.IGNORECASE)
"""How endpoints say that text and answer do not fit the model."""
_SHOWN = 150
"""Characters shown of what an endpoint says about an error."""
_KEY_PART = 6
"""Characters of the key that are enough to keep a server's message back."""


class EndpointError(InputError):
    """The endpoint cannot be used as it is set; the run ends."""


class Unreached(Unanswered):
    """The endpoint gave no answer at any attempt."""


def said(reply: Reply, key: str | None) -> str:
    """Return what an error's body says, short and on one line; nothing where it could hold a part of the key."""
    found = parse(reply.body)
    for name in ("error", "message", "detail"):
        if isinstance(found, dict) and name in found:
            found = found[name]
    if not isinstance(found, str):
        return ""
    secret = key or ""
    parts = {secret[i : i + _KEY_PART] for i in range(max(1, len(secret) - _KEY_PART + 1))} - {""}
    if any(part in found for part in parts):
        return ""
    return "".join(c if c.isprintable() else "?" for c in " ".join(found.split()))[:_SHOWN]


def refused(endpoint: Endpoint, status: int, words: str) -> InputError | Unanswered:
    """Return the error of a status that no further attempt can change; ``words`` are what the endpoint said."""
    place, key, model = endpoint.place, endpoint.key, endpoint.model
    why = f" ({words})" if words else ""
    if status in {401, 403}:
        return EndpointError(
            f"{place}: {f'does not take the key; check {KEY}' if key else f'asks for a key; set {KEY}'}"
        )
    if status == 402:  # noqa: PLR2004 - Payment Required
        return EndpointError(f"{place}: asks to be paid first{why}")
    if status in {404, 405}:
        return EndpointError(f"{place}: no such address or no model {model!r} there{why}; check {URL} and {MODEL}")
    if 300 <= status < 400:  # noqa: PLR2004 - the class of redirects
        return EndpointError(f"{place}: answers {status}, a redirect; put the final address into {URL}")
    if status == 413 or TOO_LONG.search(words):  # noqa: PLR2004 - Content Too Large
        return TooLong(f"{place}: the text is too long for the model{why}")
    return Unanswered(f"{place}: refused with {status}{why}")
