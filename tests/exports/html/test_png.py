"""The picture as PNG, drawn from the SVG without a browser."""

from __future__ import annotations

import struct
import sys

import pytest

from exports.html.png import render_png
from exports.html.svg import render_svg
from graph.errors import MissingExtra
from tests.exports.html.worlds import RELATIONS, theatre

SVG = render_svg(theatre(), RELATIONS, title="The valley")


def test_it_is_twice_as_many_pixels_as_the_drawing_and_the_same_each_time() -> None:
    pytest.importorskip("resvg_py")
    picture = render_png(SVG)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    wanted = [float(SVG.split(f'{key}="')[1].split('"')[0]) for key in (" width", " height")]
    assert abs(width - 2 * wanted[0]) <= 1
    assert abs(height - 2 * wanted[1]) <= 1
    assert render_png(SVG) == picture


def test_without_its_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MissingExtra, match="pip install resvg-py, or write SVG"):
        render_png(SVG)


def test_without_a_font_it_draws_no_map_without_names(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fontless:
        @staticmethod
        def svg_to_bytes(**_options: object) -> bytes:
            return b"a picture without text"

    monkeypatch.setitem(sys.modules, "resvg_py", Fontless)
    with pytest.raises(MissingExtra, match="needs a font and finds none"):
        render_png(SVG)
