"""Cutting long texts."""

from __future__ import annotations

from itertools import pairwise

import pytest

from graph.llm.chunks import chunks
from graph.model import Span

PARAGRAPH = "Iran met Iraq. They spoke of trade.\n\n"


def test_a_short_text_stays_in_one_piece_without_the_space_around_it() -> None:
    assert chunks(" \n A text. \n", 100) == [Span(3, 10)]
    assert chunks(" \n ", 100) == []
    assert chunks("", 100) == []


def test_a_long_text_is_cut_between_paragraphs() -> None:
    text = PARAGRAPH * 9
    found = chunks(text, 100)
    assert [s.of(text) for s in found] == [(PARAGRAPH * 2).strip()] * 4 + [PARAGRAPH.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "One line of words without a full stop\n" * 20,
        "A sentence of a few words. " * 30,
        "word " * 200,
        "x" * 1000,
        "\u00e4\U0001f600\r\n" * 200,
        "\n" * 300 + "word" + "\n" * 300,
    ],
)
def test_nothing_but_white_space_is_lost(text: str) -> None:
    found = chunks(text, 97)
    assert all(0 < s.end - s.start <= 97 for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(s.of(text) for s in found).split()) == "".join(text.split())


def test_a_sentence_is_not_torn_where_it_fits() -> None:
    text = "A sentence of a few words. " * 30
    assert {s.of(text)[-1] for s in chunks(text, 100)} == {"."}


def test_a_part_is_cut_with_offsets_of_the_whole() -> None:
    text = PARAGRAPH * 4
    part = Span(len(PARAGRAPH), 3 * len(PARAGRAPH))
    found = chunks(text, 50, part)
    assert [s.of(text) for s in found] == [PARAGRAPH.strip()] * 2
    assert found[0].start == part.start
