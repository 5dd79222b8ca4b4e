"""The picture as PNG, drawn from the SVG without a browser."""

from __future__ import annotations

import builtins
import struct
from collections.abc import Callable
from typing import Any

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
    real: Callable[..., Any] = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name == "resvg_py":
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match="pip install resvg-py, or write SVG"):
        render_png(SVG)
