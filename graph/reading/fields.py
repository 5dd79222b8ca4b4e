"""The fields of an article as they come in: what the user gave, and the cleaning of what files and pages claim."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from graph.errors import InputError
from graph.reading.dates import parse_date

Tell = Callable[[str], None]
"""Takes one line about something that was read all the same: a guessed encoding, a date that is none."""

MAX_FIELD = 500
"""Characters kept of a title, an author or a publisher."""

MAX_URL = 2048
"""Characters of an address; a longer one is dropped, since a cut one would lead elsewhere."""

_URL = re.compile(r"https?://[^\s\x00-\x20\"<>\\^`{|}\x7f]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """What the user said about everything that is read; it wins over what the input says."""

    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    license: str | None = None


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """One input that gave no article, while the batch went on."""

    place: str
    """File, or file and line, or the name of the stream."""
    message: str
    """One line that begins with the place."""

    def __str__(self) -> str:
        """Return the message."""
        return self.message


def silence(_line: str) -> None:
    """Take a note and tell nobody."""


def make_given(date: str | None, publisher: str | None, url: str | None, license_: str | None) -> Given:
    """Return what the user gave, with the date in ISO form.

    Raises:
        InputError: the date is none, or the address is not one of http or https.
    """
    iso = None
    if date is not None:
        iso = parse_date(date)
        if iso is None:
            raise InputError(f"date {date!r} is not understood; write 2021, 2021-07 or 2021-07-08")
    if url is not None and clean_url(url) is None:
        raise InputError(f"address {url!r} is not understood; write http://... or https://...")
    return Given(date=iso, publisher=clean_line(publisher), url=clean_url(url), license=clean_line(license_))


def clean_line(value: object, limit: int = MAX_FIELD) -> str | None:
    """Return a text value on one line, single spaces, cut at ``limit`` characters; None for anything empty or else."""
    if not isinstance(value, str):
        return None
    line = " ".join(printable(value[: 8 * limit]).split())
    return line[:limit].rstrip() or None


def clean_url(value: object) -> str | None:
    """Return an absolute http or https address as it stands; None for everything else, relative ones included."""
    if isinstance(value, list):
        return next((url for url in map(clean_url, value) if url is not None), None)
    if not isinstance(value, str):
        return None
    url = value.strip()
    return url if len(url) <= MAX_URL and _URL.fullmatch(url) else None


def clean_language(value: object) -> str | None:
    """Return the primary language subtag in lower case (``en`` of ``en-GB`` and ``en_US``); None for anything else."""
    match = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z])", value) if isinstance(value, str) else None
    return match[1].lower() if match else None


def printable(text: str) -> str:
    """Return the text with every control character turned into a space, so that it is safe on a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
