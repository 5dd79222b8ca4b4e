"""Dates as the map tells them: steps of time that cover them, and the span that they fill."""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_BINS = 40
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


def is_date(text: str) -> bool:
    """Return whether a text is a date, whole or partial."""
    return _DATE.match(text) is not None


def span_told(dates: Iterable[str | None]) -> str:
    """Return from when to when the dates reach, in words; empty where there is none.

    >>> span_told(["2031-09-12", None, "2031-11"])
    '2031-09-12 to 2031-11'
    """
    known = sorted({d for d in dates if d and is_date(d)})
    return "" if not known else known[0] if len(known) == 1 else f"{known[0]} to {known[-1]}"


def time_bins(dates: list[str | None]) -> list[str]:
    """Return the starts of equal steps of time that cover the dates: days, months or years, whichever fits.

    A partial date falls into the step in which it begins. Steps without a date in them are there too; there are
    none where fewer than two dates differ.
    """
    known = sorted({d for d in dates if d and is_date(d)})
    if len(known) < 2:  # noqa: PLR2004 - one date is no range
        return []
    first, last = known[0], known[-1]
    if all(len(d) >= len("2021-01") for d in known):
        months = _months(first[:7], last[:7])
        if len(months) == 1 and all(len(d) == len("2021-01-01") for d in known):
            return [f"{first[:7]}-{day:02d}" for day in range(int(first[8:]), int(last[8:]) + 1)]
        if 1 < len(months) <= MAX_BINS:
            return months
    years = [f"{year:04d}" for year in range(int(first[:4]), int(last[:4]) + 1)]
    return years if 1 < len(years) <= MAX_BINS * 4 else []


def _months(first: str, last: str) -> list[str]:
    start = int(first[:4]) * 12 + int(first[5:]) - 1
    end = int(last[:4]) * 12 + int(last[5:]) - 1
    return [f"{k // 12:04d}-{k % 12 + 1:02d}" for k in range(start, min(end, start + MAX_BINS + 1) + 1)]
