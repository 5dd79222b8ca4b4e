"""Every theme is legible: contrast by WCAG 2, and the two signs apart without colour."""

from __future__ import annotations

import pytest

from exports.html.svg import render_svg
from exports.html.themes import THEMES, style
from tests.exports.html.worlds import RELATIONS, theatre

SIGNS = ("plus", "minus", "zero")


def luminance(colour: str) -> float:
    """Return the relative luminance of a #rrggbb colour (WCAG 2)."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_text_and_lines_stand_out_from_their_ground(name: str) -> None:
    t = THEMES[name]
    text = 7.0 if name == "contrast" else 4.5
    for sign in SIGNS:
        assert contrast(t[sign], t["paper"]) >= 3
        assert min(contrast(t[f"{sign}-text"], t[ground]) for ground in ("paper", f"{sign}-wash")) >= text
    for ink in ("ink", "soft", "accent"):
        assert min(contrast(t[ink], t[ground]) for ground in ("paper", "wash")) >= text
    assert contrast(t["mark-ink"], t["mark"]) >= text
    assert contrast(t["plus"], t["minus"]) >= 1.7


def test_the_print_theme_has_greys_alone() -> None:
    for key, colour in THEMES["print"].items():
        if key.startswith(("paper", "ink", "node", *SIGNS)):
            assert colour[1:3] == colour[3:5] == colour[5:7]


def test_all_themes_name_the_same_colours_and_the_page_gets_them() -> None:
    assert len({frozenset(t) for t in THEMES.values()}) == 1
    assert ":root[data-theme='colour-blind'] { --paper: #ffffff;" in style()


@pytest.mark.parametrize("name", THEMES)
def test_a_picture_uses_the_colours_of_its_theme(name: str) -> None:
    text = render_svg(theatre(), RELATIONS, title="A", theme=name)
    assert THEMES[name]["plus"] in text
    assert f'fill="{THEMES[name]["paper"]}"' in text
