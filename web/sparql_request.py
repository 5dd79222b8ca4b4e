"""What a request of the SPARQL 1.1 Protocol asks: query via GET, via POST of a form, via POST of the query itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import Request

from graph.errors import InputError
from graph.query.refuse import MAX_LENGTH
from graph.query.stream import Dataset, graph_iris

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_GRAPHS = 100
"""Graphs that a request may name."""
_FIELDS = 1000
_SECONDS = 10.0
"""How long a body may take to come."""
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the graphs it is asked of."""

    query: str
    dataset: Dataset


async def question(request: Request) -> Question | None:
    """Return what a request asks; None for a GET that asks nothing, which wants the description of the service.

    Raises:
        HTTPException: 400 no query, several, not UTF-8, or a graph without absolute IRI; 403 an update; 408 the body
            does not come; 413 the query is too long; 415 the body is of a type not taken here.
    """
    pairs = _pairs(request.scope["query_string"], "the address")
    if request.method == "POST":
        body = await _body(request)
        kind = _kind(request)
        if kind == UPDATE:
            raise HTTPException(403, "updates are refused: this endpoint only reads")
        pairs = [*pairs, *(_pairs(body, "the form") if kind == FORM else [("query", _text(body))])]
    elif not pairs:
        return None
    if any(key == "update" for key, _ in pairs):
        raise HTTPException(403, "updates are refused: this endpoint only reads")
    queries = [value for key, value in pairs if key == "query"]
    if len(queries) != 1:
        raise HTTPException(400, f"{len(queries) or 'no'} queries; give one, as the parameter 'query'")
    if len(queries[0]) > MAX_LENGTH:
        raise HTTPException(413, f"query: {len(queries[0])} characters, at most {MAX_LENGTH} are taken")
    return Question(queries[0], Dataset(_graphs(pairs, "default-graph-uri"), _graphs(pairs, "named-graph-uri")))


def _graphs(pairs: Pairs, name: str) -> tuple[str, ...]:
    values = [value for key, value in pairs if key == name]
    if len(values) > _GRAPHS:
        raise HTTPException(400, f"{name}: {len(values)} graphs, at most {_GRAPHS} are taken")
    try:
        return graph_iris(values, name)
    except InputError as error:
        raise HTTPException(400, str(error)) from None


def _pairs(data: bytes, place: str) -> list[tuple[str, str]]:
    """Return the parameters in an address or a form."""
    try:
        return parse_qsl(data.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise HTTPException(400, f"{place} is not UTF-8") from None
    except ValueError:
        raise HTTPException(400, f"{place} has more than {_FIELDS} parameters") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the query is not UTF-8 (byte {error.start})") from None


def _kind(request: Request) -> str:
    """Return the media type of a body.

    Raises:
        HTTPException: 415 for one not taken here.
    """
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind not in {FORM, QUERY, UPDATE}:
        raise HTTPException(415, f"Content-Type {kind[:80] or 'is missing'}; send {FORM} or {QUERY}")
    for parameter in parameters.split(";"):
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset" and value.strip(' "').lower() not in {"utf-8", "utf8", "us-ascii"}:
            raise HTTPException(415, "the charset is not UTF-8; send UTF-8")
    return kind


async def _body(request: Request) -> bytes:
    with anyio.move_on_after(_SECONDS):
        return await request.body()
    raise HTTPException(408, "the body did not come; try again")
