"""The SVG picture as PNG, by resvg (a small library without a browser behind it)."""

from __future__ import annotations

from typing import Any

from graph.errors import MissingExtra

SCALE = 2.0
"""Pixels to a world unit: sharp on slides and in print."""


def render_png(svg: str, *, scale: float = SCALE) -> bytes:
    """Return an SVG document as a PNG picture; the same bytes each time on one machine, whose fonts it uses.

    Nothing is fetched: our SVG names no file and no address.

    Raises:
        MissingExtra: resvg-py is not installed.
    """
    try:
        import resvg_py  # noqa: PLC0415 - only pictures ask for it
    except ImportError:
        raise MissingExtra("PNG needs resvg-py; run: pip install resvg-py, or write SVG (-o map.svg)") from None
    resvg: Any = resvg_py
    return bytes(resvg.svg_to_bytes(svg_string=svg, zoom=scale))
