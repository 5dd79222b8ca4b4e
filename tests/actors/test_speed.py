"""The whole gazetteer loads fast enough to be loaded at every start, and finds names fast."""

from __future__ import annotations

import time

from graph.actors import Registry
from graph.model import Article
from graph.reading import samples

STARTUP = 0.15
"""Seconds of CPU for reading the tables and the first search, on the machine that it was written on."""
SLOWER = 4
"""How much slower a busy or old machine may be."""
WORDS_A_SECOND = 50_000


def test_the_gazetteer_loads_in_a_fraction_of_a_second() -> None:
    taken = []
    for _ in range(3):
        before = time.process_time()
        Registry.load().matcher.find("Iran met the Taliban.")
        taken.append(time.process_time() - before)
    assert min(taken) < STARTUP * SLOWER, f"{min(taken):.3f} s"


def test_names_are_found_fast() -> None:
    matcher = Registry.load().matcher
    text = "\n".join(a.text for a in samples() if isinstance(a, Article)) * 20
    matcher.find(text)
    before = time.process_time()
    matcher.find(text)
    speed = len(text.split()) / (time.process_time() - before)
    assert speed > WORDS_A_SECOND / SLOWER, f"{speed:,.0f} words a second"
