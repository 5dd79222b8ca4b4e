"""Text made harmless for where it is shown: a terminal, or a spreadsheet."""

from __future__ import annotations

import unicodedata

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet take a cell for a formula, in full width too."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str) -> str:
    r"""Return the text with everything that a terminal would obey or hide written as an escape.

    Control characters, bidirectional and other format characters, line separators, surrogates and unassigned characters
    become ``\n``, ``\x1b``, ``\u202e``, ``\U000e0041``; the zero-width joiners that scripts need stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escape(c) if unicodedata.category(c) in _HIDDEN and c not in "\u200c\u200d" else c for c in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def inert(text: str) -> str:
    """Return the text so that no spreadsheet runs it: an apostrophe goes before what looks like a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_columns(c) for c in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or character in "\u200c\u200d":
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
