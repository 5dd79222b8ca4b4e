"""The colours of the map, once for the page's style sheet and the pictures that need no browser.

Every theme keeps text at a contrast of 4.5 to its ground and lines at 3 (WCAG 2), and cooperation and conflict apart in
luminance. "colour-blind" follows Paul Tol's high-contrast scheme, darkened; "print" has greys alone; "contrast" keeps a
contrast of 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_LIGHT = {
    "paper": "#ffffff",
    "wash": "#f6f6f3",
    "ink": "#1b1d20",
    "soft": "#565b63",
    "rule": "#d4d4cf",
    "strong": "#6d7178",
    "plus": "#005f9e",
    "plus-text": "#00568f",
    "plus-wash": "#dcebf6",
    "minus": "#e06a00",
    "minus-text": "#9a4300",
    "minus-wash": "#fdebdb",
    "zero": "#7b7f86",
    "zero-text": "#565b63",
    "zero-wash": "#ececea",
    "node": "#f3f0e8",
    "node-rule": "#3c3f44",
    "accent": "#1d4ed8",
    "mark": "#ffe9a3",
    "mark-ink": "#1b1d20",
    "shade": "rgba(20, 22, 26, .16)",
}
_DARK = {
    "paper": "#14171b",
    "wash": "#1c2025",
    "ink": "#eceae5",
    "soft": "#b3b7bd",
    "rule": "#383d44",
    "strong": "#8b9199",
    "plus": "#3f93da",
    "plus-text": "#7dbef5",
    "plus-wash": "#16344b",
    "minus": "#ffae63",
    "minus-text": "#ffbd82",
    "minus-wash": "#47290e",
    "zero": "#969ba3",
    "zero-text": "#b3b7bd",
    "zero-wash": "#2c3138",
    "node": "#2a2f36",
    "node-rule": "#b9bdc3",
    "accent": "#8ab4ff",
    "mark": "#6a5510",
    "mark-ink": "#fff7df",
    "shade": "rgba(0, 0, 0, .6)",
}
_PRINT = _LIGHT | {
    "wash": "#ffffff",
    "ink": "#000000",
    "soft": "#4a4a4a",
    "plus": "#000000",
    "plus-text": "#000000",
    "plus-wash": "#dedede",
    "minus": "#7a7a7a",
    "minus-text": "#4d4d4d",
    "minus-wash": "#f0f0f0",
    "zero": "#949494",
    "zero-text": "#595959",
    "zero-wash": "#f7f7f7",
    "node": "#ffffff",
    "node-rule": "#000000",
    "accent": "#000000",
    "mark": "#e6e6e6",
    "mark-ink": "#000000",
}
_COLOUR_BLIND = _LIGHT | {
    "plus": "#004488",
    "plus-text": "#003f7f",
    "plus-wash": "#dbe6f2",
    "minus": "#bb8a00",
    "minus-text": "#735500",
    "minus-wash": "#fdf1cf",
    "zero": "#7b7b7b",
    "zero-text": "#565656",
    "mark": "#f7e3a1",
}
_CONTRAST = _LIGHT | {
    "wash": "#ffffff",
    "ink": "#000000",
    "soft": "#2b2b2b",
    "rule": "#6b6b6b",
    "strong": "#000000",
    "plus": "#00217a",
    "plus-text": "#00217a",
    "plus-wash": "#e4ebff",
    "minus": "#a03300",
    "minus-text": "#8a2b00",
    "minus-wash": "#fff0e6",
    "zero": "#4d4d4d",
    "zero-text": "#3d3d3d",
    "zero-wash": "#f2f2f2",
    "node": "#ffffff",
    "node-rule": "#000000",
    "accent": "#0000b3",
    "mark": "#fff200",
    "mark-ink": "#000000",
}

THEMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"light": _LIGHT, "dark": _DARK, "print": _PRINT, "colour-blind": _COLOUR_BLIND, "contrast": _CONTRAST}
)
"""Theme -> name of a colour -> the colour, as CSS and SVG write it; all have the same names."""


def style() -> str:
    """Return the style rules that give the page its colours as variables, a rule for each theme."""
    rules = [
        f"{':root' if name == 'light' else f':root[data-theme={name!r}]'} "
        f"{{ {' '.join(f'--{key}: {value};' for key, value in colours.items())} }}\n"
        for name, colours in THEMES.items()
    ]
    return "".join(rules)
