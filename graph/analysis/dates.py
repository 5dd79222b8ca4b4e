"""Dates that may be partial, as stretches of days: what is not certainly inside a period is not inside."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from graph.errors import InputError

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTH = len("2021-07")


def days(date: str | None) -> tuple[int, int] | None:
    """Return the first and the last day that a date may mean, as numbers of days; None for what is no date.

    ``2021`` may mean any day from 2021-01-01 to 2021-12-31.
    """
    found = _DATE.fullmatch(date or "")
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = dt.date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last_day = day or calendar.monthrange(first.year, last_month)[1]
        return first.toordinal(), dt.date(first.year, last_month, last_day).toordinal()
    except ValueError:
        return None


def month_of(date: str | None) -> str | None:
    """Return the month of a date as ``2021-07``, None where the date does not say or is none."""
    return date[:_MONTH] if date and len(date) >= _MONTH and days(date) else None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends inside; an end of None is open. Made by `period`."""

    start: str | None
    end: str | None
    first: int
    last: int

    def holds(self, date: str | None) -> bool:
        """Return whether every day that a date may mean lies inside; a claim without a date lies nowhere."""
        span = days(date)
        return span is not None and self.first <= span[0] and span[1] <= self.last

    def __str__(self) -> str:
        return f"{self.start or '...'} to {self.end or '...'}"


def period(start: str | None, end: str | None) -> Period:
    """Return the period from the first day of ``start`` to the last day of ``end``; None leaves an end open.

    Raises:
        InputError: a date that is none, or an end before its start.
    """
    spans = [days(date) for date in (start, end)]
    for date, span in zip((start, end), spans, strict=True):
        if date is not None and span is None:
            raise InputError(f"date {date!r}: want YYYY, YYYY-MM or YYYY-MM-DD")
    first = spans[0][0] if spans[0] else 0
    last = spans[1][1] if spans[1] else dt.date.max.toordinal()
    if last < first:
        raise InputError(f"period {start} to {end}: ends before it starts; swap the dates")
    return Period(start, end, first, last)
