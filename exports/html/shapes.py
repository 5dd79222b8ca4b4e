"""The outlines of the actors: form by type, size by label, the label inside.

Lengths are in world units, which are pixels at scale 1; y grows downwards.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from graph.model import ActorType

Form = Literal["ellipse", "box", "hexagon", "octagon", "pill", "round"]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

FORMS: dict[ActorType, tuple[Form, bool]] = {
    "State": ("ellipse", False),
    "Government": ("ellipse", True),
    "ArmedGroup": ("box", False),
    "StateForce": ("box", True),
    "IntergovernmentalOrganization": ("hexagon", False),
    "Coalition": ("hexagon", True),
    "PoliticalParty": ("octagon", False),
    "Person": ("pill", False),
    "Collective": ("round", False),
}
"""Form of each type, and whether it has a second outline inside."""

FONT_SIZE = 13.0
LINE_HEIGHT = 15.5
WRAP = 15
"""Characters after which a label is broken, at a space."""
MAX_LINES = 3
MAX_CHARACTERS = 22
"""Longer pieces of a label are cut; the panel has the whole."""
_NARROW = frozenset("ijl.,'|!:;[]I /")
_SLIM = frozenset("ftr()-")
_BROAD = frozenset("mwMWQ@%—…")


@dataclass(frozen=True, slots=True)
class Shape:
    """An actor's outline around the origin and the lines of its label."""

    form: Form
    double: bool
    half_width: float
    half_height: float
    text: tuple[str, ...]


def text_width(text: str) -> float:
    """Return the width of a text in world units, estimated on the generous side for any common sans serif."""
    total = 0.0
    for char in text:
        if unicodedata.combining(char):
            continue
        if unicodedata.east_asian_width(char) in {"W", "F"}:
            total += 1.02
        elif char in _NARROW:
            total += 0.38
        elif char in _SLIM:
            total += 0.48
        elif char in _BROAD:
            total += 0.93
        else:
            total += 0.7 if char.isupper() else 0.605
    return total * FONT_SIZE


def wrapped(label: str) -> tuple[str, ...]:
    """Return the label in one to three lines, broken at spaces, with an ellipsis where it had to be cut."""
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= WRAP:
            lines[-1] += " " + word
        else:
            lines.append(word)
    if len(lines) > MAX_LINES:
        lines = [*lines[: MAX_LINES - 1], lines[MAX_LINES - 1] + "…"]
    return tuple(n if len(n) <= MAX_CHARACTERS else n[: MAX_CHARACTERS - 1] + "…" for n in lines) or ("?",)


def shape_of(label: str, type_: ActorType) -> Shape:
    """Return the outline of an actor, wide enough for its label."""
    form, double = FORMS[type_]
    text = wrapped(label)
    half_w = max(text_width(line) for line in text) / 2
    half_h = len(text) * LINE_HEIGHT / 2
    if form == "ellipse":
        crowd = 1.2 if len(text) == 1 else 1.27
        half_w, half_h = half_w * crowd + 5, half_h * crowd + 5
    elif form == "hexagon":
        half_h += 5
        half_w += 5 + half_h * 0.42
    elif form == "pill":
        half_h += 4
        half_w += half_h * 0.6 + 3
    else:
        half_w, half_h = half_w + 9, half_h + 5
    inset = 2.5 if double else 0.0
    return Shape(form, double, round(max(half_w, 22) + inset, 1), round(half_h + inset, 1), text)


def contains(shape: Shape, offset: Floats, margin: float = 0.0) -> Bools:
    """Return for each offset (..., 2) from the centre whether it lies inside the outline, grown by ``margin``."""
    half_w, half_h = shape.half_width + margin, shape.half_height + margin
    x, y = np.abs(offset[..., 0]), np.abs(offset[..., 1])
    if shape.form == "ellipse":
        return np.asarray((x / half_w) ** 2 + (y / half_h) ** 2 <= 1)
    if shape.form == "pill":
        return np.asarray(np.hypot(np.maximum(x - (half_w - half_h), 0), y) <= half_h)
    inside = (x <= half_w) & (y <= half_h)
    if shape.form == "hexagon":
        inside &= x <= half_w - shape.half_height * 0.55 * (y / half_h)
    elif shape.form == "octagon":
        inside &= x + y <= half_w + half_h - corner(shape)
    return np.asarray(inside)


def corner(shape: Shape) -> float:
    """Return how much of each corner of an octagon is cut, or rounded off a round box."""
    return min(shape.half_height * 0.5, 8.0)


def outline(shape: Shape, inset: float = 0.0) -> str:
    """Return the outline around the origin as SVG path data, drawn ``inset`` further in."""
    w, h = shape.half_width - inset, shape.half_height - inset
    c = corner(shape)
    if shape.form == "ellipse":
        return f"M{-w:g} 0A{w:g} {h:g} 0 0 1 {w:g} 0A{w:g} {h:g} 0 0 1 {-w:g} 0Z"
    if shape.form == "pill":
        arc = f"A{h:g} {h:g} 0 0 1 "
        return f"M{h - w:g} {-h:g}H{w - h:g}{arc}{w - h:g} {h:g}H{h - w:g}{arc}{h - w:g} {-h:g}Z"
    if shape.form == "hexagon":
        k = w - shape.half_height * 0.55
        return f"M{-w:g} 0L{-k:g} {-h:g}H{k:g}L{w:g} 0L{k:g} {h:g}H{-k:g}Z"
    if shape.form == "octagon":
        return (
            f"M{c - w:g} {-h:g}H{w - c:g}L{w:g} {c - h:g}V{h - c:g}L{w - c:g} {h:g}"
            f"H{c - w:g}L{-w:g} {h - c:g}V{c - h:g}L{c - w:g} {-h:g}Z"
        )
    if shape.form == "round":
        arc = f"A{c:g} {c:g} 0 0 1 "
        return (
            f"M{c - w:g} {-h:g}H{w - c:g}{arc}{w:g} {c - h:g}V{h - c:g}{arc}{w - c:g} {h:g}"
            f"H{c - w:g}{arc}{-w:g} {h - c:g}V{c - h:g}{arc}{c - w:g} {-h:g}Z"
        )
    return f"M{-w:g} {-h:g}H{w:g}V{h:g}H{-w:g}Z"
