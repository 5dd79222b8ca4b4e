"""Dates as articles write them, to ISO 8601. Nothing is ever filled in: a month stays a month."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WRITTEN = (
    rf"{_WEEKDAY}{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    rf"{_MONTH},?\s+{_YEAR}",
)
_TIME = r"(?:(?:\s*[,|·]\s*|\s+|\s*[T-]\s*)(?:at\s+)?\d{1,2}[:.]?\d{2}.{0,30})?"
_WHOLE = tuple(
    re.compile(pattern + _TIME, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?",
        r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{4})\.(?P<month>\d{2})\.(?P<day>\d{2})",
        *_WRITTEN,
    )
)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})" + _TIME)
_IN_URL = re.compile(
    r"(?:^|[/_.-])(?P<year>(?:19|20)\d{2})(?P<sep>[/-])(?P<month>\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:(?P=sep)(?P<day>\d{1,2}))?(?=[/._?#-]|$)",
    re.IGNORECASE,
)
_PAREN = r"(?:\([^()\n]{1,60}\)|\[[^\[\]\n]{1,60}\]|/[^/\n]{1,60}/)"
_WORD = r"[A-Z][\w.'\u2019-]{0,30}"
_PLACE = rf"{_WORD}(?:[ /](?:of|de|al|el|and|{_WORD})){{0,3}}"
_DATELINE = tuple(
    re.compile(rf"(?:{_PLACE}(?:, {_PLACE})?(?:,|\s*{_PAREN},?)\s+)?(?i:{pattern})\s*{_PAREN}?\s*(?:[—\u2013]|--?\s)")
    for pattern in _WRITTEN[:2]
)
_PUBLISHED = re.compile(r"(?:first\s+)?(?:published|posted|date|dated)(?:\s+on|\s+at)?\s*:?\s*", re.IGNORECASE)

_FIRST_LINES = 6
_LONGEST_LINE = 80
_LONGEST_DATE = 64
_YEARS = range(1000, 2200)
_LAST_MONTH = 12


def parse_date(value: object) -> str | None:
    """Return a date in ISO form, as precise as it is written: ``2021``, ``2021-07`` or ``2021-07-08``.

    Understands ISO dates with or without a time, ``8 July 2021``, ``July 8, 2021``, ``July 2021`` and
    ``Thu, 08 Jul 2021 10:00:00 GMT``. The day is the one written, whatever the time zone. ``07/08/2021`` is read only
    where just one order of day and month is possible. None for everything else.
    """
    if not isinstance(value, str) or len(value) > _LONGEST_DATE:
        return None
    text = " ".join(value.split())
    for pattern in _WHOLE:
        match = pattern.fullmatch(text)
        if match:
            return _iso(match)
    match = _SLASHED.fullmatch(text)
    return _iso_of_slashed(int(match[1]), int(match[2]), int(match[3])) if match else None


def date_in_url(url: str | None) -> str | None:
    """Return the date in the path of an address (``.../2021/07/08/...``, ``.../2021-07-08-...``), maybe partial."""
    path = re.sub(r"^[a-z]+://[^/]*|[?#].*$", "", url or "", flags=re.IGNORECASE)
    match = _IN_URL.search(path)
    return _iso(match) if match else None


def date_in_text(text: str) -> str | None:
    """Return the date of the dateline (``KABUL, July 8, 2021 (Agency) —``) or of a line that is nothing but a date.

    Only the first six lines that are not blank are looked at; a dateline without a year gives none.
    """
    lines = (line.strip() for line in text[:5000].splitlines())
    for line in [line for line in lines if line][:_FIRST_LINES]:
        if len(line) <= _LONGEST_LINE:
            alone = parse_date(_PUBLISHED.sub("", line, count=1))
            if alone and not re.fullmatch(r"\d+", line):
                return alone
        for pattern in _DATELINE:
            match = pattern.match(line[:240])
            if match:
                return _iso(match)
    return None


def _iso(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    month = found.get("month")
    day = found.get("day")
    number = None if month is None else _MONTHS.get(month.lower()) or int(month)
    return _checked(int(found["year"]), number, None if day is None else int(day))


def _iso_of_slashed(first: int, second: int, year: int) -> str | None:
    if first == second or second > _LAST_MONTH:
        return _checked(year, first, second)
    return _checked(year, second, first) if first > _LAST_MONTH else None


def _checked(year: int, month: int | None, day: int | None) -> str | None:
    if year not in _YEARS:
        return None
    if month is None:
        return f"{year:04d}"
    try:
        date = dt.date(year, month, 1 if day is None else day)
    except ValueError:
        return None
    return f"{date:%Y-%m}" if day is None else date.isoformat()
