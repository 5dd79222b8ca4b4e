"""A timeline as a drawing: a column for each month, friendly claims above the line and hostile ones below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.analysis import Month

HEIGHT = 72.0
"""Of each half of the drawing."""
_WIDEST, _NARROWEST = 30.0, 4.0
_WIDTH = 860.0
_LEFT, _RIGHT = 66.0, 34.0
_LEAST = 300.0
_LABELS = 12
"""At most so many dates under the line."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one month gets: rectangles (class, y, height) at one place."""

    month: str
    x: float
    width: float
    bars: tuple[tuple[str, float, float], ...]
    told: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline, ready to be written as SVG; the line lies at y = 0."""

    width: float
    columns: tuple[Column, ...]
    ticks: tuple[tuple[float, str], ...]
    most: int
    """Claims that the greatest column stands for."""
    step: float
    """Height of one claim."""
    height: float = HEIGHT


def draw(months: Sequence[Month]) -> Drawing | None:
    """Return the drawing of months in order; None without any. Equal months give equal drawings."""
    if not months:
        return None
    first, last = _number(months[0].month), _number(months[-1].month)
    slot = min(_WIDEST, max(_NARROWEST, (_WIDTH - _LEFT - _RIGHT) / (last - first + 1)))
    most = max(max(m.friendly + m.neutral / 2, m.hostile + m.neutral / 2) for m in months)
    step = (HEIGHT - 8) / max(most, 3)
    columns = tuple(_column(m, _LEFT + (_number(m.month) - first) * slot, slot, step) for m in months)
    width = round(max(_LEFT + (last - first + 1) * slot + _RIGHT, _LEAST), 1)
    ticks = _ticks(first, last, slot)
    return Drawing(width, columns, ticks, max(max(m.friendly, m.hostile) for m in months), round(step, 2))


def _column(month: Month, x: float, slot: float, step: float) -> Column:
    half = month.neutral * step / 2
    bars = [
        ("zero", -half, 2 * half),
        ("plus", -half - month.friendly * step, month.friendly * step),
        ("minus", half, month.hostile * step),
    ]
    counts = ((month.friendly, "friendly"), (month.hostile, "hostile"), (month.neutral, "neutral"))
    told = ", ".join(f"{count} {what}" for count, what in counts if count)
    return Column(
        month.month,
        round(x + slot * 0.1, 1),
        round(slot * 0.8, 1),
        tuple((kind, round(y, 1), round(height, 1)) for kind, y, height in bars if height),
        f"{month.month}: {told}, intensity {month.intensity:+.1f}",
    )


def _ticks(first: int, last: int, slot: float) -> tuple[tuple[float, str], ...]:
    """Return (x, date) of the marks under the line: months where there is room, else years."""
    span = last - first + 1
    if span <= _LABELS and slot * span / _LABELS >= 1:
        every = max(1, round(54 / slot))
        return tuple((round(_LEFT + (n + 0.5) * slot, 1), _month(first + n)) for n in range(0, span, every))
    january = [n for n in range(first, last + 1) if n % 12 == 0] or [first]
    every = max(1, -(-len(january) // _LABELS), round(40 / (slot * 12)))
    return tuple((round(_LEFT + (n - first) * slot, 1), str(n // 12)) for n in january[::every])


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
