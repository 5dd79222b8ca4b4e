from __future__ import annotations

from pathlib import Path

import pytest

from graph.extract.repair import repair
from tests.extract.rows import shape, tree

REPAIRS = {
    name: (before, after)
    for name, before, after in (
        record.splitlines()
        for record in (Path(__file__).parent / "repairs.txt").read_text(encoding="utf-8").split("\n\n")[1:]
    )
}


@pytest.mark.parametrize("name", REPAIRS)
def test_a_repair_does_what_its_name_says(name: str) -> None:
    before, after = REPAIRS[name]
    wanted = shape(tree(before)) if after == "=" else after
    assert shape(repair(tree(before))) == wanted


def test_a_sound_tree_comes_back_as_it_is() -> None:
    sound = tree("Oman/NNP/PROPN/nsubj/2 hosts/VBZ/VERB/root/0 talks/NNS/NOUN/obj/2")
    assert repair(sound) is sound


def test_a_repaired_verb_has_the_tags_and_the_lemma_of_a_verb() -> None:
    mended = repair(tree(REPAIRS["a headline's verb taken for a noun"][0]))
    verb = mended.root
    assert (verb.upos, verb.xpos, verb.lemma) == ("VERB", "VBZ", "cozy")
    assert "VerbForm=Fin" in verb.feats


@pytest.mark.parametrize("name", REPAIRS)
def test_a_repair_keeps_one_root_and_every_word(name: str) -> None:
    mended = repair(tree(REPAIRS[name][0]))
    assert [t.i for t in mended.subtree(mended.root)] == [t.i for t in mended]
    assert sum(t.head == t.i for t in mended) == 1
