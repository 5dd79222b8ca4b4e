"""The parts of a picture as SVG: lines, counts, actors, texts and the legend, in the colours of a theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from exports.html.evidence import TYPE_LABELS, clean
from exports.html.lines import Line, Standing
from exports.html.picture import DrawnLine, line_width
from exports.html.shapes import FONT_SIZE, LINE_HEIGHT, Shape, outline, shape_of, text_width
from graph.model import ActorType, Sign

FONT = "Noto Sans, Segoe UI, Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"
KEYS: Mapping[Sign, str] = {1: "plus", -1: "minus", 0: "zero"}
MARKS: Mapping[Sign, str] = {1: "+", -1: "\N{MINUS SIGN}", 0: "\N{BULLET}"}
STANDING_MARKS: Mapping[Standing, str] = {"reported": "", "possible": "?", "denied": "\N{MULTIPLICATION SIGN}"}
KINDS: Mapping[Sign, str] = {
    1: "+ cooperation, filled arrow",
    -1: "\N{MINUS SIGN} conflict, open arrow",
    0: "\N{BULLET} neither, hollow arrow",
}
SWATCH, ROW = 44.0, 21.0
"""Width of a legend's little drawing with the room after it, and height of a row."""

Item = tuple[str, str, str]
"""One entry of a legend: a little drawing, its text, the name of the text's colour."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws in the colours of one theme; every method returns SVG elements as text."""

    colours: Mapping[str, str]

    def text(
        self, x: float, y: float, text: str, size: float, *, colour: str = "ink", weight: int = 400, anchor: str = ""
    ) -> str:
        """Return a text; whatever it holds stays text."""
        where = f' text-anchor="{anchor}"' if anchor else ""
        return (
            f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" font-weight="{weight}"{where} '
            f'fill="{self.colours[colour]}">{escape(clean(text))}</text>'
        )

    def line(self, drawn: DrawnLine, said: str, count: int, *, dashed: bool | None = None) -> str:
        """Return a line with its arrow heads; ``said`` is its title, ``dashed`` None lets words and deeds decide."""
        line, key = drawn.line, KEYS[drawn.line.sign]
        colour, width = self.colours[key], line_width(count)
        doubtful = line.standing != "reported"
        dash = _dash(width, doubtful=doubtful, dashed=line.words_only if dashed is None else dashed)
        stroke = max(width * 0.8, 2.2) if doubtful else width
        veil = ' opacity="0.75"' if doubtful else ""
        return (
            f"<g{veil}><title>{escape(clean(said))}</title>"
            f'<path d="{drawn.body}" fill="none" stroke="{colour}" stroke-width="{stroke:.1f}"{dash}/>'
            + "".join(self._head(line, d, colour, width) for d in drawn.heads)
            + "</g>"
        )

    def _head(self, line: Line, path: str, colour: str, width: float) -> str:
        if line.sign > 0 and line.standing == "reported":
            return f'<path d="{path}" fill="{colour}"/>'
        if line.sign >= 0:
            return f'<path d="{path}" fill="{self.colours["paper"]}" stroke="{colour}" stroke-width="1.4"/>'
        return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{max(width * 0.8, 1.6):.1f}"/>'

    def mark(self, drawn: DrawnLine, count: int, before: str = "") -> str:
        """Return the sign and the count on a line, on a patch of paper."""
        line, (x, y) = drawn.line, drawn.label
        text = f"{before}{MARKS[line.sign]}{STANDING_MARKS[line.standing]}{count}"
        half = 4 + 3.6 * len(text)
        patch = f'<rect x="{x - half:g}" y="{y - 7.5:g}" width="{half * 2:g}" height="15" rx="5"'
        colour = f"{KEYS[line.sign]}-text"
        return f'{patch} fill="{self.colours["paper"]}"/>' + self.text(
            x, y + 4.4, text, 12, colour=colour, weight=700, anchor="middle"
        )

    def actor(self, label: str, type_: ActorType, shape: Shape, centre: tuple[float, float]) -> str:
        """Return an actor: outline by type, label inside."""
        first = 4.6 - (len(shape.text) - 1) / 2 * LINE_HEIGHT
        texts = (
            self.text(0, first + k * LINE_HEIGHT, t, FONT_SIZE, weight=600, anchor="middle")
            for k, t in enumerate(shape.text)
        )
        return (
            f'<g transform="translate({centre[0]:g} {centre[1]:g})">'
            f"<title>{escape(f'{clean(label)}, {TYPE_LABELS[type_]}')}</title>{self._outline(shape)}"
            + "".join(texts)
            + "</g>"
        )

    def _outline(self, shape: Shape) -> str:
        rule = self.colours["node-rule"]
        dash = ' stroke-dasharray="4 3"' if shape.form == "round" else ""
        inner = f'<path d="{outline(shape, 3)}" fill="none" stroke="{rule}"/>' if shape.double else ""
        fill = self.colours["node"]
        return f'<path d="{outline(shape)}" fill="{fill}" stroke="{rule}" stroke-width="1.3"{dash}/>{inner}'

    def legend(
        self, lines: Sequence[Line], types: Iterable[ActorType], width: float, dashes: Sequence[Item] = ()
    ) -> tuple[str, float]:
        """Return a legend of what a picture shows, in rows of at most ``width`` from the origin, and its height.

        ``dashes`` says what dashes mean where they do not tell words from deeds.
        """
        items = [(self._stroke(s), KINDS[s], f"{KEYS[s]}-text") for s in KINDS if any(n.sign == s for n in lines)]
        items += [*dashes, *self._kinds(lines, words=not dashes)]
        items += [(self._small(t), TYPE_LABELS[t], "ink") for t in sorted(set(types), key=TYPE_LABELS.__getitem__)]
        return self.rows(items, width)

    def rows(self, items: Sequence[Item], width: float) -> tuple[str, float]:
        """Return items (drawing, text, colour) in rows from the origin, and the height of all rows."""
        parts: list[str] = []
        x = y = 0.0
        for drawing, text, colour in items:
            step = SWATCH + text_width(text) * 12 / FONT_SIZE + 16
            if x and x + step > width:
                x, y = 0.0, y + ROW
            parts.append(f'<g transform="translate({x:.0f} {y:g})">{drawing}')
            parts.append(self.text(SWATCH, 4.3, text, 12, colour=colour, weight=600) + "</g>")
            x += step
        return "".join(parts), y + ROW if items else 0.0

    def _kinds(self, lines: Sequence[Line], *, words: bool) -> list[Item]:
        items = []
        if words and any(n.words_only and n.standing == "reported" for n in lines):
            items.append((self.dash("6.5 5"), "dashed: words only", "ink"))
        if any(n.standing != "reported" for n in lines):
            doubt = f"dotted: ? merely possible, {STANDING_MARKS['denied']} denied"
            items.append((self.dash('0.1 5" stroke-linecap="round'), doubt, "ink"))
        if lines:
            items.append((self.dash("none", 5), "number, thicker: more claims", "ink"))
        return items

    def dash(self, dash: str, width: float = 2.4) -> str:
        """Return a piece of line for a legend."""
        return f'<path d="M0 0H36" stroke="{self.colours["zero"]}" stroke-width="{width:g}" stroke-dasharray="{dash}"/>'

    def _stroke(self, sign: Sign) -> str:
        colour = self.colours[KEYS[sign]]
        shaft = f'<path d="M0 0H{24 if sign >= 0 else 35}" stroke="{colour}" stroke-width="2.4"/>'
        if sign < 0:
            return f'{shaft}<path d="M26 -5L35 0L26 5" fill="none" stroke="{colour}" stroke-width="2"/>'
        fill = colour if sign > 0 else self.colours["paper"]
        return f'{shaft}<path d="M36 0L24 -4.5L26.4 0L24 4.5Z" fill="{fill}" stroke="{colour}"/>'

    def _small(self, type_: ActorType) -> str:
        shape = shape_of("  ", type_)
        scale = min(16 / shape.half_width, 8 / shape.half_height)
        return f'<g transform="translate(18 0) scale({scale:.3f})">{self._outline(shape)}</g>'


def _dash(width: float, *, doubtful: bool, dashed: bool) -> str:
    if doubtful:
        return f' stroke-dasharray="0.1 {width + 3.2:.1f}" stroke-linecap="round"'
    return f' stroke-dasharray="{width * 1.4 + 4:.1f} {width + 3.5:.1f}"' if dashed else ""
