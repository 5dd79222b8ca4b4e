"""What came back, taken apart without trust: the envelope of the protocol, the model's text, the claims proposed in it.

Whatever a server or a model sends, the worst is an `Unanswered`; nothing here looks into the article yet.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from graph.errors import DetenteError
from graph.llm.prompt import FIELDS, NULLABLE

MOST_CHARACTERS = 400_000
"""Characters of the longest text of a model that is looked at."""
MOST_CLAIMS = 400
"""Claims looked at in one answer."""
LONGEST_FIELD = 2_000
"""Characters of the longest field of a claim."""
_STARTS = 50
"""Brackets at which a JSON value is looked for in a text around it."""
_OPENING = re.compile(r"[{\[]")
_DECODER = json.JSONDecoder(strict=False)

MALFORMED, TOO_MANY = "malformed claim", "too many claims"


class Unanswered(DetenteError):
    """One request gave nothing that can be used; the run goes on."""


class TooLong(Unanswered):
    """The stretch of text or its answer was too long; shorter ones may do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model wrote, and what it was counted for."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim as the model proposes it; every field is only text so far."""

    quote: str
    subject: str
    relation: str
    object: str
    polarity: str
    modality: str
    subject_name: str | None = None
    object_name: str | None = None
    speaker: str | None = None


def open_envelope(body: bytes) -> Answer:
    """Return the model's text in the body of a chat completion.

    Raises:
        TooLong: the answer was cut at the longest length allowed.
        Unanswered: the body is no chat completion, or holds no text.
    """
    found = parse(body)
    choices = found.get("choices") if isinstance(found, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(found, dict) or not isinstance(choice, dict) or not isinstance(message, dict):
        raise Unanswered("the answer is no chat completion; check that DETENTE_LLM_URL names such an endpoint")
    if choice.get("finish_reason") == "length":
        raise TooLong("the answer was cut at the model's longest length; shorter stretches may do")
    text = _text(message.get("content"))
    if not text.strip():
        raise Unanswered("the model gave no text; try another model")
    usage = found.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    return Answer(text, _count(counts.get("prompt_tokens")), _count(counts.get("completion_tokens")))


def proposals(text: str) -> tuple[list[Proposal], Counter[str]]:
    """Return the claims proposed in a model's text, in order, and how many were left out, by reason.

    The JSON may stand in a code fence, after some thinking or before other text.

    Raises:
        Unanswered: the text holds no JSON with a list of claims, or is too long.
    """
    if len(text) > MOST_CHARACTERS:
        raise Unanswered(f"the answer is longer than {MOST_CHARACTERS:,} characters; try another model")
    listed = _claims(text)
    if listed is None:
        raise Unanswered("the answer is not the JSON asked for; try another model")
    dropped: Counter[str] = Counter()
    if len(listed) > MOST_CLAIMS:
        dropped[TOO_MANY] = len(listed) - MOST_CLAIMS
    found = [_proposal(item) for item in listed[:MOST_CLAIMS]]
    if None in found:
        dropped[MALFORMED] = found.count(None)
    return [p for p in found if p is not None], dropped


def parse(data: bytes | str) -> Any:
    """Return the value of a JSON text, None where it is none or nested too deep."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _text(content: object) -> str:
    """Return the text of a message: itself, or its parts joined."""
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _claims(text: str) -> list[Any] | None:
    """Return the first list of claims in a text, an empty one only where no other follows; None where there is none."""
    if text.lstrip().startswith("<think>"):
        text = text.partition("</think>")[2]
    empty: list[Any] | None = None
    after = 0
    for number, start in enumerate(_OPENING.finditer(text)):
        if number == _STARTS:
            break
        if start.start() < after:
            continue
        try:
            value, end = _DECODER.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            continue
        after = end
        listed = value.get("claims") if isinstance(value, dict) else value
        if isinstance(listed, list) and any(isinstance(item, dict) for item in listed):
            return listed
        if isinstance(value, dict) and listed == []:
            empty = listed
    return empty


def _proposal(item: object) -> Proposal | None:
    """Return the proposal of one item; None where a field is missing, of another type or far too long."""
    if not isinstance(item, dict):
        return None
    fields: dict[str, str | None] = {}
    for name in FIELDS:
        value = item.get(name)
        if isinstance(value, str) and len(value) <= LONGEST_FIELD and (value.strip() or name in NULLABLE):
            fields[name] = value.strip() or None
        elif value is None and name in NULLABLE:
            fields[name] = None
        else:
            return None
    return Proposal(**fields)  # type: ignore[arg-type] # those that may not be None are not
