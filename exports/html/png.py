"""The SVG picture as PNG, by resvg (a small library without a browser behind it)."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from exports.html.strokes import FONT
from graph.errors import MissingExtra

SCALE = 2.0
"""Pixels to a world unit: sharp on slides and in print."""
_PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" font-family="{}"><text y="9">{}</text></svg>'


def render_png(svg: str, *, scale: float = SCALE) -> bytes:
    """Return an SVG document as a PNG picture; the same bytes each time on one machine, whose fonts it uses.

    Nothing is fetched: our SVG names no file and no address.

    Raises:
        MissingExtra: resvg-py is not installed, or this machine has no font.
    """
    try:
        resvg: Any = import_module("resvg_py")
    except ImportError:
        raise MissingExtra("PNG needs resvg-py; run: pip install resvg-py, or write SVG (-o map.svg)") from None
    with_text, without = (resvg.svg_to_bytes(svg_string=_PROBE.format(FONT, text)) for text in ("M", ""))
    if with_text == without:
        raise MissingExtra(
            "PNG needs a font and finds none; install one (fonts-dejavu-core), or write SVG (-o map.svg)"
        )
    return bytes(resvg.svg_to_bytes(svg_string=svg, zoom=scale))
