"""Time expressions of a sentence: which words they are and what they say, before any date is known.

The kinds and their parts are those of TIMEX3 in TimeML (Pustejovsky et al. 2003): a date that is written out, a part of
one, or a number of days, weeks, months or years away from the day of writing. Only points are found. What names a span,
a deadline, a habit or a round figure ("since 2015", "by May", "every Friday", "about a year ago") is left out. So are
decades, centuries, times reckoned from another event ("three years earlier") and numbers that merely look like years
("2000 villagers", "Resolution 1701").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.extract.calendar_words import (
    BARE_DAY,
    BARE_YEAR,
    COUNTS,
    DEICTIC,
    ERAS,
    HOLIDAYS,
    JOINING,
    MONTHS,
    PARTS,
    PATTERNS,
    POINTS,
    STAGES,
    TOWARD,
    UNITS,
    VAGUE,
    WEEKDAYS,
    Expression,
    Unit,
)
from graph.extract.tree import Token, Tree

MODIFIERS = frozenset({"compound", "nummod", "nmod", "amod", "flat"})
NOUNS = frozenset({"NOUN", "PROPN"})
COUNTED = range(1, 100)
ROUND = 20
"""Full tens of years from here on are taken for round figures: "30 years ago"."""
SPAN_AHEAD = frozenset({"the", "these", "those"})


def expressions(tree: Tree) -> list[Expression]:
    """Return the expressions of a sentence that say a point in time, in order, none overlapping.

    Neighbours that belong together are one: "on Monday last week", "Monday, July 5".
    """
    found = _found(tree)
    single = [e for n, e in enumerate(found) if not _in_list(tree, e, found[max(0, n - 1) : n + 2])]
    out: list[Expression] = []
    for expression in single:
        if out and (whole := _together(tree, out[-1], expression)) is not None:
            out[-1] = whole
        else:
            out.append(expression)
    return [e for e in out if modified(tree, e) is not None or not _vague(tree, e)]


def top(tree: Tree, expression: Expression) -> Token:
    """Return the token by which an expression hangs on the rest of the sentence."""
    inside = range(expression.start, expression.end)
    return next((tree[i] for i in reversed(inside) if tree[i].head == i or tree[i].head not in inside), tree[inside[0]])


def modified(tree: Tree, expression: Expression) -> Token | None:
    """Return the noun that an expression stands before: "raid" of "the 2003 raid" and "last year's raid"."""
    noun = top(tree, expression)
    cases = {c.xpos for c in tree.children(noun, "case")}
    if cases - {"POS"} or (not cases and _before(tree, expression.start) in POINTS):
        return None
    while noun.relation in MODIFIERS and noun.head > noun.i and tree.head(noun).upos in NOUNS:
        noun = tree.head(noun)  # "the 1979 Egypt-Israel peace treaty", hung on Egypt
    return noun if noun.i >= expression.end else None


def _found(tree: Tree) -> list[Expression]:
    """Return every expression, points or not; an earlier pattern takes its words first."""
    places: dict[int, int] = {}
    at = 0
    for token in tree:
        places[at] = token.i
        at += len(token.text) + 1
    places[at] = len(tree)
    text = " ".join(t.text for t in tree)
    out: dict[int, Expression] = {}
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = places.get(match.start(), -1), places.get(match.end() + 1, -1)
            if start < 0 or end < 0 or any(e.start < end and start < e.end for e in out.values()):
                continue
            expression = _read(tree, {k: v for k, v in match.groupdict().items() if v}, start, end)
            if expression is not None:
                out[start] = expression
    return [out[i] for i in sorted(out)]


def _read(tree: Tree, said: Mapping[str, str], start: int, end: int) -> Expression | None:
    """Return what a match says, None where the sentence makes something else of its words."""
    here = Expression(start, end)
    if "count" in said:
        return _ago(here, said["count"].lower(), UNITS[said["unit"]])
    if "deictic" in said:
        return replace(here, unit="day", steps=DEICTIC[said["deictic"].lower()])
    toward = TOWARD[said["toward"].lower()] if "toward" in said else None
    if toward is not None and said.keys().isdisjoint({"weekday", "month"}):
        return _toward(here, _before(tree, start), toward, said.get("unit", ""))
    if "weekday" in said and _before(tree, start) in HOLIDAYS:
        return None
    if "month" in said and tree[end - 1].text.isdecimal() and _counts(tree, tree[end - 1]):
        return None  # "in March 14 people died"
    if said.keys() == {"month"} and not _is_month(tree, start, end):
        return None
    if said.keys() == {"year"} and not _is_year(tree, start, end):
        return None
    return replace(
        here,
        year=int(said["year"]) if "year" in said else None,
        month=MONTHS[said["month"]] if "month" in said else int(said["number"]) if "number" in said else None,
        day=int(said["day"]) if "day" in said else None,
        weekday=WEEKDAYS.index(said["weekday"]) if "weekday" in said else None,
        toward=toward,
    )


def _ago(here: Expression, count: str, unit: Unit) -> Expression | None:
    number = int(count) if count.isdecimal() else COUNTS.get(count, 0)
    if number not in COUNTED or (unit == "year" and number >= ROUND and number % 10 == 0):
        return None
    return replace(here, unit=unit, steps=-number)


def _toward(here: Expression, before: str, toward: int, unit: str) -> Expression | None:
    """Return "last year" and its like; "the last year" is a span, and a time of the day is its day."""
    if before in SPAN_AHEAD:
        return None
    if unit in UNITS:
        part = before if before in {"earlier", "later"} and toward == 0 else ""
        return replace(here, unit=UNITS[unit], steps=toward, part=part)
    return replace(here, unit="day", steps=toward) if toward == 0 or (toward, unit) == (-1, "night") else None


def _before(tree: Tree, i: int) -> str:
    return tree[i - 1].lower if i else ""


def _counts(tree: Tree, number: Token) -> bool:
    """Return whether a number says how many of the next noun there are."""
    head = tree.head(number)
    return head.i > number.i and head.xpos in {"NNS", "NNPS"}


def _is_month(tree: Tree, start: int, end: int) -> bool:
    """Return whether a month's name stands alone as one: behind a preposition or before an event's noun."""
    before = _before(tree, start)
    if tree[start].text.startswith("mid-") or before in POINTS | VAGUE | STAGES | JOINING:
        return tree[start].xpos in {"NNP", "NN", "NNPS"}
    owned = end < len(tree) and tree[end].text in {"'s", "'"}
    return (owned and tree[start].text != "May") or (before == "the" and tree[start].head >= end)


def _is_year(tree: Tree, start: int, end: int) -> bool:
    """Return whether four digits are a year: "in 2001", "the 2003 invasion", no sum, number, span or decade."""
    token, before = tree[start], _before(tree, start)
    after = tree[end].lower if end < len(tree) else ""
    spanned = after in {"-", "/"} and end + 1 < len(tree) and tree[end + 1].text.isdecimal()  # "1980-88"
    if spanned or after in ERAS or (after in {"'s", "s"} and before == "the"):
        return False
    if token.text.startswith("mid-"):
        return True
    noun = tree.head(token)
    if noun.i > token.i and noun.upos in NOUNS and before not in POINTS | STAGES:
        determined = start > 0 and tree[start - 1].xpos in {"DT", "PRP$", "POS"}
        return determined or not _counts(tree, token)
    if _counts(tree, token):
        return False
    listed = before in JOINING and start > 1 and BARE_YEAR.fullmatch(tree[start - 2].text) is not None
    return listed or before in (POINTS | STAGES | VAGUE | {"year"}) - {"on", "at"}


def _in_list(tree: Tree, expression: Expression, near: Sequence[Expression]) -> bool:
    """Return whether an expression is one of a list or an end of a span: "in 2014 and 2015", "July 5-8"."""
    for other in near:
        first, second = sorted((expression, other), key=lambda e: e.start)
        between = tree.tokens[first.end : second.start]
        if between and other.kind == expression.kind and all(t.lower in JOINING for t in between):
            return True
    return expression.day is not None and (_is_day(tree, expression.start - 1, -1) or _is_day(tree, expression.end, 1))


def _is_day(tree: Tree, joint: int, step: int) -> bool:
    """Return whether a lone day is joined on: "5 and" before "6 May", but not "12 soldiers" behind "on May 6,"."""
    number = joint + step
    if not (0 <= joint < len(tree) and 0 <= number < len(tree)) or tree[joint].lower not in JOINING:
        return False
    return BARE_DAY.fullmatch(tree[number].text) is not None and not _counts(tree, tree[number])


def _together(tree: Tree, first: Expression, second: Expression) -> Expression | None:
    """Return two neighbours as one: a day of the week with its date or week, a day or month with its year."""
    one, other = top(tree, first), top(tree, second)
    linked = one.head == other.head or first.start <= other.head < first.end or second.start <= one.head < second.end
    between = tree.tokens[first.end : second.start]
    if not linked or not all(t.lower in PARTS or t.text == "," for t in between):
        return None
    fine, coarse = (second, first) if first.unit is not None else (first, second)
    if fine.toward is not None or coarse.toward is not None:
        return None
    start, end = first.start, second.end
    if fine.kind == (False, False, True, False) and (
        coarse.unit == "week" or coarse.kind == (True, True, False, False)
    ):
        return replace(coarse, start=start, end=end, weekday=fine.weekday, part="")
    if fine.month is not None and fine.year is None and coarse.unit == "year":
        return replace(coarse, start=start, end=end, month=fine.month, day=fine.day, weekday=fine.weekday)
    return None


def _vague(tree: Tree, expression: Expression) -> bool:
    """Return whether the words before an expression make it no point: "before the end of", "about", "one or"."""
    i = expression.start - 1
    doubled = i > 0 and tree[i].lower in JOINING and tree[i - 1].upos == "NUM"  # "one or two weeks ago"
    if expression.steps and (doubled or _before(tree, expression.start) == "half"):
        return True
    while i >= 0 and tree[i].lower in PARTS:
        if tree[i].lower == "week" and expression.day is not None:
            return True
        i -= 1
    return i >= 0 and tree[i].lower in VAGUE
