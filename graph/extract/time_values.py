"""From what a time expression says to a date in ISO 8601, as precise as both it and the article's date allow.

The method is that of TIMEX3 normalisation in TimeML (Pustejovsky et al. 2003), with the article's date as the anchor.
Nothing is filled in. A week has no date of its own here: it gives the month, else the year, in which all of it lies.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Literal

from graph.extract.calendar_words import Expression

Tense = Literal["past", "future"]

YEARS = range(1000, 2200)
DECEMBER = 12
SUNDAY = 6
NAMED_DAYS: Mapping[tuple[int, int], int] = {(9, 11): 2001, (10, 7): 2023}
"""Days that name an event of one year: written without a year in a later year's article, they tell nothing."""
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")


def resolve(expression: Expression, date: str | None, tense: Tense | None) -> str | None:
    """Return the point that an expression says, ``2021``, ``2021-07`` or ``2021-07-08``; None where that is not sure.

    Args:
        expression: The expression.
        date: The article's date in ISO 8601, maybe partial; what stands behind the day is not looked at.
        tense: Of the clause it stands in. Days of the week and months without a year are looked for backwards from the
            article's date in the past, forwards in the future, and not at all where the tense is None.
    """
    if expression.year is not None:
        if expression.unit is not None:
            return None
        return _iso(expression.year, expression.month, expression.day, expression.weekday)
    anchor = _parts(date)
    if anchor is None:
        return None
    if expression.unit is not None:
        return _shifted(expression, *anchor)
    if expression.month is not None:
        return _month(expression, *anchor, tense)
    return _weekday(expression, _day(*anchor), tense)


def _parts(date: str | None) -> tuple[int, int | None, int | None] | None:
    """Return year, month and day of an article's date; None for what is no date."""
    match = _DATE.match(date or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return None if year is None or _iso(year, month, day) is None else (year, month, day)


def _iso(year: int, month: int | None = None, day: int | None = None, weekday: int | None = None) -> str | None:
    """Return a date as ISO 8601; None if there is no such day, or it is no such day of the week."""
    if year not in YEARS or (weekday is not None and day is None):
        return None
    if month is None:
        return f"{year:04}" if day is None else None
    try:
        found = dt.date(year, month, day or 1)
    except ValueError:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    return found.isoformat() if weekday in {None, found.weekday()} else None


def _day(year: int, month: int | None, day: int | None) -> dt.date | None:
    return None if month is None or day is None else dt.date(year, month, day)


def _shifted(expression: Expression, year: int, month: int | None, day: int | None) -> str | None:
    """Return the day, month or year some steps away, with the month and day that are named in it."""
    if expression.unit == "year":
        return _iso(year + expression.steps, expression.month, expression.day, expression.weekday)
    if expression.unit == "month":
        if month is None or expression.weekday is not None:
            return None
        months = year * DECEMBER + month - 1 + expression.steps
        return _iso(months // DECEMBER, months % DECEMBER + 1, expression.day)
    written = _day(year, month, day)
    if written is None:
        return None
    if expression.unit == "day":
        return _iso_of(written + dt.timedelta(days=expression.steps))
    monday = written + dt.timedelta(days=7 * expression.steps - written.weekday())
    if expression.weekday is not None:
        return _iso_of(monday + dt.timedelta(days=expression.weekday))
    first = written if expression.part == "later" else monday
    last = written if expression.part == "earlier" else monday + dt.timedelta(days=SUNDAY)
    if first.year != last.year:
        return None
    return _iso(first.year, first.month if first.month == last.month else None)


def _iso_of(day: dt.date) -> str | None:
    return _iso(day.year, day.month, day.day)


def _month(expression: Expression, year: int, month: int | None, day: int | None, tense: Tense | None) -> str | None:
    """Return the nearest such month, or such day of a month, behind or before the article's date."""
    wanted = expression.month
    if wanted is None or month is None:
        return None
    if expression.day is None:
        return _iso(found, wanted) if (found := _month_year(expression, wanted, year, month, tense)) else None
    named = NAMED_DAYS.get((wanted, expression.day), year)
    if tense is None or (wanted == month and day is None) or year > named:
        return None
    here, there = (month, day or 0), (wanted, expression.day)
    if tense == "past":
        return _iso(year if there <= here else year - 1, *there, expression.weekday)
    return _iso(year if there >= here else year + 1, *there, expression.weekday)


def _month_year(expression: Expression, wanted: int, year: int, month: int, tense: Tense | None) -> int | None:
    """Return the year of a month that is named alone; the running month lies ahead of nobody."""
    if expression.toward == 0:
        return year
    if expression.toward == -1:
        return year if wanted < month else year - 1
    if expression.toward == 1:
        return year if wanted > month else year + 1
    if tense == "past":
        return year if wanted <= month else year - 1
    if tense == "future" and wanted != month:
        return year if wanted > month else year + 1
    return None


def _weekday(expression: Expression, written: dt.date | None, tense: Tense | None) -> str | None:
    """Return the nearest such day of the week, on or before the article's date in the past, after it in the future.

    The article's own day of the week is not sure to lie ahead, nor which one "next Friday" is: None.
    """
    if written is None or expression.weekday is None or expression.toward == 1:
        return None
    back = (written.weekday() - expression.weekday) % 7
    if expression.toward == -1:
        return _iso_of(written - dt.timedelta(days=back or 7))
    if tense == "past":
        return _iso_of(written - dt.timedelta(days=back))
    return _iso_of(written + dt.timedelta(days=7 - back)) if tense == "future" and back else None
