from __future__ import annotations

from pathlib import Path

import pytest

from graph.extract.clearnlp import to_ud
from tests.extract.rows import shape, tokens

CONSTRUCTIONS = {
    name: (clear, universal)
    for name, clear, universal in (
        record.splitlines()
        for record in (Path(__file__).parent / "clearnlp_constructions.txt")
        .read_text(encoding="utf-8")
        .split("\n\n")[1:]
    )
}


@pytest.mark.parametrize("name", CONSTRUCTIONS)
def test_a_construction_takes_its_universal_shape(name: str) -> None:
    clear, universal = CONSTRUCTIONS[name]
    assert shape(to_ud(tokens(clear))) == universal


def test_a_passive_verb_carries_the_feature() -> None:
    passive = to_ud(tokens(CONSTRUCTIONS["a passive with its agent"][0]))
    assert passive[2].feats == {"Voice=Pass"}


def test_a_preposition_alone_is_left_where_it_stands() -> None:
    assert (
        shape(to_ud(tokens("Iran/NNP/PROPN/nsubj/2 looks/VBZ/VERB/ROOT/0 on/IN/ADP/prep/2")))
        == "nsubj/2 root/0 advmod/2"
    )
