"""Outlines: wide enough, and inside is inside."""

from __future__ import annotations

import numpy as np
import pytest

from exports.html.shapes import FORMS, contains, outline, shape_of, wrapped
from graph.model import ACTOR_TYPES, ActorType


def test_every_type_has_an_outline_of_its_own() -> None:
    assert set(FORMS) == set(ACTOR_TYPES)
    assert len(set(FORMS.values())) == len(FORMS)


@pytest.mark.parametrize("type_", ACTOR_TYPES)
def test_the_centre_and_the_tips_of_the_axes_are_inside_and_beyond_is_not(type_: ActorType) -> None:
    shape = shape_of("Northern Coalition", type_)
    w, h = shape.half_width, shape.half_height
    inside = np.array([(0, 0), (w - 0.5, 0), (0.5 - w, 0), (0, h - 0.5), (0, 0.5 - h)])
    assert contains(shape, inside).all()
    assert not contains(shape, inside[1:] * 1.2).any()
    assert contains(shape, inside[1:] * 1.2, 20).all()


@pytest.mark.parametrize("type_", ACTOR_TYPES)
def test_an_outline_is_closed_path_data(type_: ActorType) -> None:
    path = outline(shape_of("Norland", type_))
    assert path.startswith("M")
    assert path.endswith("Z")
    assert "e" not in path


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Norland", ("Norland",)),
        ("Red Valley Militia", ("Red Valley", "Militia")),
        ("United Front for the Liberation of the Northern Valleys", ("United Front", "for the", "Liberation of…")),
        ("Donaudampfschifffahrtsgesellschaft", ("Donaudampfschifffahrt…",)),
        ("  ", ("?",)),
    ],
)
def test_a_long_label_is_broken_at_spaces_and_cut_with_a_sign(label: str, lines: tuple[str, ...]) -> None:
    assert wrapped(label) == lines


def test_scripts_of_full_width_get_their_width() -> None:
    assert shape_of("中华人民共和国", "State").half_width > shape_of("Norland", "State").half_width
