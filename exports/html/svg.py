"""The map as an SVG picture, written without a browser from the same geometry as the page."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from exports.html.evidence import TYPE_LABELS, clean
from exports.html.lines import Line, Standing, select
from exports.html.picture import DrawnLine, Picture, draw, line_width
from exports.html.shapes import LINE_HEIGHT, Shape, outline
from graph.model import Actor, Collection, Relation, Sign

FONT = "Noto Sans, Segoe UI, Helvetica Neue, Arial, sans-serif"
PAPER, INK, SOFT, NODE, RULE = "#ffffff", "#1b1d20", "#565b63", "#f3f0e8", "#3c3f44"
COLOURS: dict[Sign, str] = {1: "#005f9e", -1: "#e06a00", 0: "#7b7f86"}
TEXT_COLOURS: dict[Sign, str] = {1: "#00568f", -1: "#9a4300", 0: "#565b63"}
MARKS: dict[Sign, str] = {1: "+", -1: "\N{MINUS SIGN}", 0: "\N{BULLET}"}
STANDING_MARKS: dict[Standing, str] = {"reported": "", "possible": "?", "denied": "\N{MULTIPLICATION SIGN}"}
KINDS: dict[Sign, str] = {1: "cooperation, filled arrow", -1: "conflict, open arrow", 0: "neither, hollow arrow"}
CAUTION = "Lines show what sources reported, not established fact."
MARGIN, HEAD, FOOT = 28.0, 44.0, 52.0
MIN_WIDTH = 560.0
LEGEND_STEP = 185.0


def render_svg(
    collection: Collection,
    relations: Mapping[str, Relation],
    *,
    title: str,
    credit: str = "",
    limit: int = 40,
    other: bool = False,
) -> str:
    """Return the map of a collection as an SVG document; text stays text, each line has a ``<title>``.

    Args:
        collection: articles, claims and actors.
        relations: the ontology's relations by id.
        title: heading of the picture.
        credit: who made it and from what, at its foot.
        limit: at most so many actors, those with most claims.
        other: draw also what is denied or merely possible, dotted.

    Raises:
        UnknownName: a claim's relation is not in ``relations``.
    """
    selection = select(collection, relations, limit)
    picture = draw(selection, collection)
    lines = [n for n in picture.lines if other or n.line.standing == "reported"]
    present = {end for n in lines for end in (n.line.source, n.line.target)}
    labels = {i: clean(collection.actor(i).label) for i in selection.actors}
    left, top, width, height = _frame(picture, lines)
    bottom = top + height
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" font-family="{FONT}"><title>{escape(clean(title))}</title>'
    )
    parts = [
        opening,
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" fill="{PAPER}"/>',
        _text(left + MARGIN, top + 32, title, 19, INK, weight=700),
        *(_line(n, relations, labels) for n in reversed(lines)),
        *(_mark(n) for n in reversed(lines)),
        *(
            _actor(collection.actor(i), shape, xy)
            for i, shape, xy in zip(selection.actors, picture.shapes, picture.centres, strict=True)
            if i in present
        ),
        *_legend(lines, left + MARGIN, bottom - 32),
        _text(left + MARGIN, bottom - 13, f"{CAUTION} {credit}".strip(), 11, SOFT),
        "</svg>\n",
    ]
    return "".join(parts)


def _frame(picture: Picture, lines: list[DrawnLine]) -> tuple[float, float, float, float]:
    """Return left, top, width and height of the picture, with room for heading and foot."""
    boxes = [n.box for n in lines] + [
        (x - s.half_width, y - s.half_height, x + s.half_width, y + s.half_height)
        for s, (x, y) in zip(picture.shapes, picture.centres, strict=True)
    ]
    boxes = boxes or [(0.0, 0.0, 0.0, 0.0)]
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    width = max(right - left, MIN_WIDTH) + 2 * MARGIN
    return ((left + right) / 2 - width / 2, top - MARGIN - HEAD, width, bottom - top + 2 * MARGIN + HEAD + FOOT)


def _text(x: float, y: float, text: str, size: float, colour: str, *, weight: int = 400, anchor: str = "start") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" font-weight="{weight}" text-anchor="{anchor}" '
        f'fill="{colour}">{escape(clean(text))}</text>'
    )


def _line(drawn: DrawnLine, relations: Mapping[str, Relation], labels: Mapping[str, str]) -> str:
    line = drawn.line
    colour, width = COLOURS[line.sign], line_width(len(line.claims))
    doubtful = line.standing != "reported"
    stroke = max(width * 0.8, 2.2) if doubtful else width
    dash = (
        f"0.1 {width + 3.2:.1f}" if doubtful else f"{width * 1.4 + 4:.1f} {width + 3.5:.1f}" if line.words_only else ""
    )
    style = (f' stroke-dasharray="{dash}"' if dash else "") + (' stroke-linecap="round"' if doubtful else "")
    names = sorted({clean(relations[c.relation].label) for c in line.claims})
    joint = "and" if line.mutual else "towards"
    said = f"{labels[line.source]} {joint} {labels[line.target]}: {len(line.claims)} ({', '.join(names)})"
    veil = ' opacity="0.75"' if doubtful else ""
    return (
        f"<g{veil}><title>{escape(said)}</title>"
        f'<path d="{drawn.body}" fill="none" stroke="{colour}" stroke-width="{stroke:.1f}"{style}/>'
        + "".join(_head(line, d, colour, width) for d in drawn.heads)
        + "</g>"
    )


def _head(line: Line, path: str, colour: str, width: float) -> str:
    if line.sign > 0 and line.standing == "reported":
        return f'<path d="{path}" fill="{colour}"/>'
    if line.sign >= 0:
        return f'<path d="{path}" fill="{PAPER}" stroke="{colour}" stroke-width="1.4"/>'
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{max(width * 0.8, 1.6):.1f}"/>'


def _mark(drawn: DrawnLine) -> str:
    line, (x, y) = drawn.line, drawn.label
    text = f"{MARKS[line.sign]}{STANDING_MARKS[line.standing]}{len(line.claims)}"
    half = 4 + 3.6 * len(text)
    return f'<rect x="{x - half:g}" y="{y - 7.5:g}" width="{half * 2:g}" height="15" rx="5" fill="{PAPER}"/>' + _text(
        x, y + 4.4, text, 12, TEXT_COLOURS[line.sign], weight=700, anchor="middle"
    )


def _actor(actor: Actor, shape: Shape, centre: tuple[float, float]) -> str:
    dash = ' stroke-dasharray="4 3"' if shape.form == "round" else ""
    inner = f'<path d="{outline(shape, 3)}" fill="none" stroke="{RULE}"/>' if shape.double else ""
    first = 4.6 - (len(shape.text) - 1) / 2 * LINE_HEIGHT
    texts = (
        _text(0, first + k * LINE_HEIGHT, t, 13, INK, weight=600, anchor="middle") for k, t in enumerate(shape.text)
    )
    return (
        f"<g transform={quoteattr(f'translate({centre[0]:g} {centre[1]:g})')}>"
        f"<title>{escape(f'{clean(actor.label)}, {TYPE_LABELS[actor.type]}')}</title>"
        f'<path d="{outline(shape)}" fill="{NODE}" stroke="{RULE}" stroke-width="1.3"{dash}/>{inner}'
        + "".join(texts)
        + "</g>"
    )


def _legend(lines: list[DrawnLine], x: float, y: float) -> list[str]:
    used: list[Sign] = [s for s in KINDS if any(n.line.sign == s for n in lines)]
    return [
        _text(x + k * LEGEND_STEP, y, f"{MARKS[s]} {KINDS[s]}", 12, TEXT_COLOURS[s], weight=600)
        for k, s in enumerate(used)
    ]
