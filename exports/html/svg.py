"""The map as an SVG picture, written without a browser from the same geometry as the page.

One picture, or two side by side that compare two spans of time or two outlets: the same places in both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from exports.html.evidence import clean, sources_told
from exports.html.lines import Selection, select
from exports.html.picture import DrawnLine, Picture, draw
from exports.html.sides import Side, Sides
from exports.html.strokes import FONT, Pen
from exports.html.themes import THEMES
from graph.model import Collection, Relation

CAUTION = "Lines show what sources reported, not established fact."
MARGIN, HEAD, SIDE_HEAD = 28.0, 62.0, 26.0
MIN_WIDTH = 620.0
GAP = 24.0


def render_svg(
    collection: Collection,
    relations: Mapping[str, Relation],
    *,
    title: str,
    credit: str = "",
    limit: int = 40,
    other: bool = False,
    theme: str = "light",
    sides: Sides | None = None,
) -> str:
    """Return the map of a collection as an SVG document; text stays text, each line has a ``<title>``.

    Args:
        collection: articles, claims and actors.
        relations: the ontology's relations by id.
        title: heading of the picture.
        credit: who made it and from what, at its foot.
        limit: at most so many actors, those with most claims.
        other: draw also what is denied or merely possible, dotted.
        theme: name of the colours, one of ``themes.THEMES``.
        sides: draw two pictures side by side, the claims of each; a line that only one side has is dashed there.

    Raises:
        UnknownName: a claim's relation is not in ``relations``.
    """
    selection = select(collection, relations, limit)
    sheet = _Sheet(collection, relations, selection, draw(selection, collection), Pen(THEMES[theme]), other=other)
    return sheet.document(title, credit, sides)


@dataclass
class _Sheet:
    """What is drawn, and with which pen."""

    collection: Collection
    relations: Mapping[str, Relation]
    selection: Selection
    picture: Picture
    pen: Pen
    other: bool
    lines: list[DrawnLine] = field(init=False)
    labels: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = [n for n in self.picture.lines if self.other or n.line.standing == "reported"]
        self.labels = {i: clean(self.collection.actor(i).label) for i in self.selection.actors}

    def document(self, title: str, credit: str, sides: Sides | None) -> str:
        left, top, inner, height = self._frame()
        drawings = [self._side(None)] if sides is None else [self._side(s, sides) for s in sides]
        width = inner * len(drawings) + GAP * (len(drawings) - 1) + 2 * MARGIN
        extra = 0.0 if sides is None else SIDE_HEAD
        legend, legend_height = self._legend(sides, width - 2 * MARGIN)
        foot = top + height + MARGIN + 14
        bottom = foot + legend_height + 34
        start = top - MARGIN - HEAD - extra
        x = left - MARGIN
        size = f'width="{width:g}" height="{bottom - start:g}"'
        box = f'viewBox="{x:g} {start:g} {width:g} {bottom - start:g}"'
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" {box} {size} font-family="{FONT}">',
            f"<title>{escape(clean(title))}</title>",
            f'<rect x="{x:g}" y="{start:g}" {size} fill="{self.pen.colours["paper"]}"/>',
            self.pen.text(left, start + 32, title, 19, weight=700),
            self.pen.text(left, start + 52, self._sources(), 12, colour="soft"),
        ]
        for k, drawing in enumerate(drawings):
            if sides is not None:
                name = f"{sides[k].letter}: {sides[k].name}"
                parts.append(self.pen.text(left + k * (inner + GAP), top - MARGIN + 4, name, 15, weight=700))
            parts.append(f'<g transform="translate({k * (inner + GAP):g} 0)">{drawing}</g>')
        parts += [
            f'<g transform="translate({left:g} {foot:g})">{legend}</g>',
            self.pen.text(left, bottom - 28, CAUTION, 11.5, weight=600),
            self.pen.text(left, bottom - 12, f"{self._told()} {credit}".strip(), 11, colour="soft"),
            "</svg>\n",
        ]
        return "".join(parts)

    def _frame(self) -> tuple[float, float, float, float]:
        """Return left, top, width and height of what is drawn."""
        boxes = [n.box for n in self.lines] + [
            (x - s.half_width, y - s.half_height, x + s.half_width, y + s.half_height)
            for s, (x, y) in zip(self.picture.shapes, self.picture.centres, strict=True)
        ]
        boxes = boxes or [(0.0, 0.0, 0.0, 0.0)]
        left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
        right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
        width = max(right - left, MIN_WIDTH)
        return ((left + right) / 2 - width / 2, top, width, bottom - top)

    def _side(self, side: Side | None, sides: Sides | None = None) -> str:
        """Return the drawing of all claims, or of one of two sides."""
        shown = [(n, side.of(n.line.claims) if side else len(n.line.claims)) for n in reversed(self.lines)]
        shown = [(n, count) for n, count in shown if count]
        alone = {n.line.id: sides is not None and not all(s.of(n.line.claims) for s in sides) for n, _ in shown}
        every = {end for n in self.lines for end in (n.line.source, n.line.target)}
        present = {end for n, _ in shown for end in (n.line.source, n.line.target)}
        drawn = [self.pen.line(n, self._said(n), c, dashed=alone[n.line.id] if sides else None) for n, c in shown]
        drawn += [self.pen.mark(n, c, f"{side.letter} " if side and alone[n.line.id] else "") for n, c in shown]
        for i, shape, xy in zip(self.selection.actors, self.picture.shapes, self.picture.centres, strict=True):
            if i in present or (side and i in every):
                actor = self.pen.actor(self.labels[i], self.collection.actor(i).type, shape, xy)
                drawn.append(actor if i in present else f'<g opacity="0.28">{actor}</g>')
        return "".join(drawn)

    def _said(self, drawn: DrawnLine) -> str:
        line = drawn.line
        names = sorted({clean(self.relations[c.relation].label) for c in line.claims})
        joint = "and" if line.mutual else "towards"
        count = len(line.claims)
        return f"{self.labels[line.source]} {joint} {self.labels[line.target]}: {count} ({', '.join(names)})"

    def _legend(self, sides: Sides | None, width: float) -> tuple[str, float]:
        lines = [n.line for n in self.lines]
        present = {end for n in lines for end in (n.source, n.target)}
        types = [self.collection.actor(i).type for i in sorted(present)]
        if sides is None:
            return self.pen.legend(lines, types, width)
        firsts = [
            (self.pen.dash("6.5 5"), "dashed, A or B: reported only there", "ink"),
            (self.pen.dash("none"), "solid: reported in both", "ink"),
        ]
        return self.pen.legend(lines, types, width, firsts)

    def _sources(self) -> str:
        """Return from how many articles of which time the claims are."""
        used = sorted({c.article for n in self.selection.lines for c in n.claims})
        return sources_told(self.collection.article(i) for i in used)

    def _told(self) -> str:
        """Return what the picture leaves out, in words."""
        unsaid = (
            0
            if self.other
            else sum(len(n.line.claims) for n in self.picture.lines) - sum(len(n.line.claims) for n in self.lines)
        )
        parts = [f"{unsaid:,} denied or merely possible claims not drawn."] if unsaid else []
        if self.selection.actors_left_out:
            parts.append(f"{self.selection.actors_left_out:,} actors with fewer reports left out.")
        return " ".join(parts)
