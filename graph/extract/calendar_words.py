"""The words of time expressions, the patterns they make, and what an expression says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Unit = Literal["day", "week", "month", "year"]

UNITS: Mapping[str, Unit] = {"day": "day", "week": "week", "month": "month", "year": "year"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    {"January": 1, "February": 2, "March": 3, "April": 4, "May": 5, "June": 6, "July": 7, "August": 8, "September": 9}
    | {"October": 10, "November": 11, "December": 12, "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7}
    | {"Aug": 8, "Sept": 9, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12}
)
COUNTS = (
    {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
    | {"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16}
    | {"seventeen": 17, "eighteen": 18, "nineteen": 19}
)
TOWARD = {"last": -1, "this": 0, "next": 1}
DEICTIC = (
    {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
    | {"the day before yesterday": -2, "the day after tomorrow": 2}
)  # fmt: skip
STAGES = frozenset({"early", "late", "mid", "beginning", "start", "end", "spring", "summer", "autumn", "fall"})
"""Parts of a month or year that a year may follow: "late 2020", "the summer of 2019"; a winter has two years."""
POINTS = frozenset({"in", "on", "at", "during", "of", "throughout"})
"""Prepositions of points."""
PARTS = (
    STAGES
    | {"the", "later", "earlier", "middle", "first", "second", "third", "fourth", "half", "quarter", "hours", "night"}
    | {"morning", "afternoon", "evening", "week", "month", "year", "just", "only", "exactly"}
    | {"in", "on", "at", "during", "of"}
)
"""Words between a preposition and an expression that leave the point a point: "in the early hours of Monday"."""
VAGUE = frozenset(
    {
        "about",
        "around",
        "approximately",
        "roughly",
        "circa",
        "nearly",
        "almost",
        "over",
        "some",
        "least",
        "most",
        "than",
    }
    | {"every", "each", "past", "since", "until", "till", "by", "before", "after", "from", "to", "between", "through"}
    | {"within", "for", "following", "as", "with", "per", "eve", "anniversary"}
)
"""Words before an expression after which it is no point, or not the event's."""
HOLIDAYS = frozenset({"black", "good", "bloody", "ash", "palm", "easter", "holy", "whit", "cyber"})
"""Words before a day of the week that make another day of it."""
JOINING = frozenset({"and", "or", "to", "-", "until", "through", ",", "/", "&"})
"""Words between the members of a list or the ends of a span."""
ERAS = frozenset({"bc", "bce", "b.c.", "ah", "gmt", "utc", "hours"})
"""Words after four digits that are no year of ours."""

_MONTH = rf"(?P<month>{'|'.join(MONTHS)})\.?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1\d{3}|2[01]\d\d)"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_DAYTIME = r"(?:morning|afternoon|evening|night|noon)"
_DEICTIC = "|".join(sorted(DEICTIC, key=len, reverse=True))
PATTERNS = tuple(
    re.compile(rf"(?<!\S){pattern}(?!\S)")
    for pattern in (
        rf"{_YEAR} - (?P<number>0[1-9]|1[0-2]) - {_DAY}",
        rf"{_DAY} (?:of )?{_MONTH}(?: ,)?(?: of)? {_YEAR}",
        rf"{_DAY} (?:of )?{_MONTH}",
        rf"{_MONTH} (?:the )?{_DAY}(?: ,)? {_YEAR}",
        rf"{_MONTH} (?:the )?{_DAY}",
        rf"(?:mid-)?{_MONTH}(?: ,)?(?: of)? {_YEAR}",
        r"(?P<count>\w+) (?P<unit>day|week|month|year)s? ago",
        rf"(?P<toward>[Ll]ast|[Tt]his|[Nn]ext) (?:{_WEEKDAY}|{_MONTH}|(?P<unit>week|month|year|{_DAYTIME}))",
        rf"(?P<deictic>(?i:{_DEICTIC}))(?: {_DAYTIME})?",
        rf"{_WEEKDAY}(?: {_DAYTIME})?",
        rf"(?:mid-)?{_MONTH}",
        rf"(?:mid-)?{_YEAR}",
    )
)
"""Over a sentence's words with one blank between them; of two that overlap the earlier pattern wins."""
BARE_YEAR = re.compile(_YEAR)
BARE_DAY = re.compile(_DAY)


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression: its tokens, half open, and what it says; what it does not say is None."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 for Monday."""
    unit: Unit | None = None
    steps: int = 0
    """Units from the day of writing, below 0 before it."""
    toward: int | None = None
    """-1 for "last Friday", 0 for "this Friday", 1 for "next Friday"."""
    part: str = ""
    """``earlier`` or ``later``, where it says so of the unit."""

    @property
    def kind(self) -> tuple[bool, bool, bool, bool]:
        """Return whether it has month, day, day of the week and unit: two alike side by side are a list or a span."""
        return (self.month is not None, self.day is not None, self.weekday is not None, self.unit is not None)

    @property
    def daily(self) -> bool:
        """Return whether it says a day."""
        return self.unit == "day" or self.weekday is not None or self.day is not None
