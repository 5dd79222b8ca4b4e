"""Plain text and Markdown to an article: an optional header block, a title line, a dateline."""

from __future__ import annotations

import json
import re

from graph.model import Article, make_article
from graph.reading.dates import date_in_text, date_in_url, parse_date
from graph.reading.decoding import decode, normalise, stored_text
from graph.reading.fields import Given, Tell, clean_language, clean_line, clean_url

_TITLE_LENGTH = 160
_TITLE_WORDS = 28
_HEADER_LENGTH = 8000
_HEADER = re.compile(r"---[ \t]*\n((?:(?:[A-Za-z_-]{1,30}:.*)?\n){1,40}?)---[ \t]*(?:\n|\Z)")
_FIRST_PARAGRAPH = re.compile(r"\s*([^\n]+)\n[ \t]*\n\s*\S")


def read_plain(data: bytes, place: str, given: Given, tell: Tell) -> Article:
    """Return the article of a text file.

    A header block between two lines of ``---`` may give title, date, author, publisher, url, language, license and id;
    it is not part of the stored text. A first line that looks like a title is one, and stays part of the text.

    Raises:
        InputError: it is empty, too long or no text.
    """
    raw, note = decode(data, place)
    if note:
        tell(note)
    header, body = split_header(normalise(raw))
    text = stored_text(body, place)
    url = given.url or clean_url(header.get("url"))
    stated = given.date or parse_date(header.get("date"))
    if header.get("date") and stated is None:
        tell(f"{place}: date {clean_line(header['date'], 60)!r} is not understood; the article is read without it")
    date, method = _dated(given, stated, url, text)
    return make_article(
        text,
        title=clean_line(header.get("title")) or title_line(text),
        date=date,
        date_method=method,
        author=clean_line(header.get("author")),
        publisher=given.publisher or clean_line(header.get("publisher") or header.get("sitename")),
        url=url,
        language=clean_language(header.get("language")),
        license=given.license or clean_line(header.get("license") or header.get("licence")),
        source_id=clean_line(header.get("id")),
    )


def split_header(text: str) -> tuple[dict[str, str], str]:
    """Return the fields of a leading ``---`` block, keys in lower case, and the text after it and its blank lines.

    Without such a block the fields are empty and the text is whole.
    """
    match = _HEADER.match(text[:_HEADER_LENGTH])
    if match is None:
        return {}, text
    fields: dict[str, str] = {}
    for line in match[1].splitlines():
        key, _, value = line.partition(":")
        if value.strip():
            fields[key.strip().lower()] = _unquoted(value.strip())
    return fields, text[match.end() :].lstrip("\n")


def title_line(text: str) -> str | None:
    """Return the first line where it looks like a title: short, no full stop at its end, a blank line and more after.

    Marks of a Markdown heading are left out of what comes back.
    """
    match = _FIRST_PARAGRAPH.match(text[: 4 * _TITLE_LENGTH])
    if match is None:
        return None
    line = match[1].strip().lstrip("#").strip()
    long = len(line) > _TITLE_LENGTH or len(line.split()) > _TITLE_WORDS
    if long or not line or line[-1] in ".,;:" or parse_date(line) or date_in_text(line):
        return None
    return clean_line(line)


def _dated(given: Given, stated: str | None, url: str | None, text: str) -> tuple[str | None, str | None]:
    """Return the best date and its method: the user's, the header's, the address's, the dateline's."""
    found = (
        (given.date, "given"),
        (stated, "metadata"),
        (date_in_url(url), "url"),
        (date_in_text(text), "text"),
    )
    return next(((date, method) for date, method in found if date), (None, None))


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        if value[0] == '"':
            try:
                return str(json.loads(value))
            except ValueError:
                pass
        return value[1:-1]
    return value
