"""JSON lines to articles: one object a line; a bad line is reported and the next one read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from graph.errors import InputError
from graph.model import Article, make_article
from graph.reading.dates import date_in_url, parse_date
from graph.reading.decoding import MAX_FILE, stored_text
from graph.reading.fields import Given, ReadFailure, Tell, clean_language, clean_line, clean_url
from graph.reading.plain import title_line

MAX_ALL_ROWS = 4_000_000_000
"""Bytes of one file of rows, after decompression."""

_SHAPE = 'want one object a line, {"text": "...", "date": "2021-07-08", ...}'


def read_rows(stream: BinaryIO, place: str, given: Given, tell: Tell) -> Iterator[Article | ReadFailure]:
    """Yield the article of every line, or why it gave none, in the order of the file; blank lines are passed over.

    Raises:
        InputError: the whole is larger than ``MAX_ALL_ROWS``, or there is no row at all.
    """
    number = 0
    rows = 0
    size = 0
    while line := stream.readline(MAX_FILE + 1):
        number += 1
        size += len(line)
        where = f"{place}:{number}"
        if len(line) > MAX_FILE:
            size += _skip_line(stream, line, MAX_ALL_ROWS - size)
            rows += 1
            yield ReadFailure(where, f"{where}: the line is longer than {MAX_FILE:,} bytes")
        elif line.strip():
            rows += 1
            yield read_row(line, where, given, tell)
        if size > MAX_ALL_ROWS:
            raise InputError(f"{place}: more than {MAX_ALL_ROWS:,} bytes of rows; split the file")
    if not rows:
        raise InputError(f"{place}: empty; {_SHAPE}")


def read_row(line: bytes, where: str, given: Given, tell: Tell) -> Article | ReadFailure:
    """Return the article of one line, or why it gave none."""
    try:
        return _article(_parsed(line, where), where, given, tell)
    except InputError as error:
        return ReadFailure(where, str(error))


def _parsed(line: bytes, where: str) -> dict[str, object]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(f"{where}: not UTF-8; JSON lines are always UTF-8") from None
    except RecursionError:
        raise InputError(f"{where}: nested too deeply; {_SHAPE}") from None
    except ValueError as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "a number is out of range"
        raise InputError(f"{where}: not JSON ({reason}); {_SHAPE}") from None
    if not isinstance(row, dict):
        raise InputError(f"{where}: not an object; {_SHAPE}")
    return row


def _article(row: dict[str, object], where: str, given: Given, tell: Tell) -> Article:
    raw = row.get("text")
    if not isinstance(raw, str):
        raise InputError(f"{where}: no 'text' that is a string; {_SHAPE}")
    text = stored_text(raw, where)
    url = given.url or clean_url(row.get("url"))
    stated = parse_date(row.get("date"))
    if row.get("date") and stated is None and given.date is None:
        tell(f"{where}: date {clean_line(str(row['date']), 60)!r} is not understood; the article is read without it")
    found = ((given.date, "given"), (stated, "metadata"), (date_in_url(url), "url"))
    date, method = next(((date, method) for date, method in found if date), (None, None))
    id_ = row.get("id")
    return make_article(
        text,
        title=clean_line(row.get("title")) or title_line(text),
        date=date,
        date_method=method,
        author=clean_line(row.get("author")),
        publisher=given.publisher or clean_line(row.get("publisher")) or clean_line(row.get("source")),
        url=url,
        language=clean_language(row.get("language")),
        license=given.license or clean_line(row.get("license")) or clean_line(row.get("licence")),
        source_id=clean_line(str(id_)) if isinstance(id_, str | int) else None,
    )


def _skip_line(stream: BinaryIO, line: bytes, budget: int) -> int:
    """Read on to the end of an overlong line, at most ``budget`` bytes; return how many were read."""
    read = 0
    while not line.endswith(b"\n") and read < budget:
        line = stream.readline(MAX_FILE)
        if not line:
            break
        read += len(line)
    return read
