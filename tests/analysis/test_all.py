"""What holds of all answers: one order, claims that are there, and an answer in seconds."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from graph import analysis
from graph.analysis import (
    balance,
    central,
    changes,
    compare,
    contradictions,
    frustration,
    groups,
    path,
    says,
    timeline,
    triads,
)
from graph.model import Collection
from graph.network import claims_network
from tests.analysis.world import chance_collection

LIMIT = 30
"""Seconds of processor time for one answer from 20,000 claims; one or two on the machine that this was written on."""

QUESTIONS: dict[str, Callable[[Collection], Any]] = {
    "path": lambda c: path(claims_network(c), "g-0001", c.actors[-1].id),
    "central": lambda c: central(claims_network(c)),
    "groups": lambda c: groups(claims_network(c)),
    "balance": lambda c: balance(claims_network(c)),
    "balance of one": lambda c: balance(claims_network(c), "g-0001"),
    "frustration": lambda c: frustration(claims_network(c)),
    "triads": lambda c: triads(claims_network(c)),
    "timeline": lambda c: timeline(claims_network(c), "s-0000", "g-0001"),
    "changes": lambda c: changes(claims_network(c), "2015", "2015", "2016", None),
    "contradictions": lambda c: contradictions(c, window=90),
    "says": lambda c: says(c, "g-0001", window=90),
    "compare": lambda c: compare(c, "The Daily", "The Echo", window=90),
}
SMALL = chance_collection(1500, 40, years=2)


@pytest.fixture(scope="module")
def large() -> Collection:
    return chance_collection(20_000, 500)


@pytest.mark.parametrize("question", QUESTIONS)
def test_twenty_thousand_claims_are_answered_in_seconds(question: str, large: Collection) -> None:
    before = time.process_time()
    assert QUESTIONS[question](large)
    assert time.process_time() - before < LIMIT


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_order_of_claims_does_not_change_an_answer(question: str) -> None:
    claims = list(SMALL.claims)
    random.Random(1).shuffle(claims)  # noqa: S311 - no secret
    shuffled = replace(SMALL, claims=tuple(claims), articles=SMALL.articles[::-1])
    assert QUESTIONS[question](shuffled) == QUESTIONS[question](SMALL)


def test_the_order_of_hashes_does_not_change_an_answer() -> None:
    program = (
        "import hashlib; from tests.analysis.test_all import QUESTIONS, SMALL;"
        "print([hashlib.sha256(repr(ask(SMALL)).encode()).hexdigest() for ask in QUESTIONS.values()])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_rests_on_claims_that_are_there(question: str) -> None:
    known = {claim.id for claim in SMALL.claims} | {article.id for article in SMALL.articles}
    told = set(_claims(QUESTIONS[question](SMALL)))
    assert told
    assert told <= known


def _claims(answer: Any) -> Iterator[str]:
    """Yield all that looks like a claim's id anywhere in an answer, and what its properties name."""
    if isinstance(answer, str):
        if re.fullmatch(r"[0-9a-f]{32}", answer):
            yield answer
    elif isinstance(answer, tuple):
        for item in answer:
            yield from _claims(item)
    elif is_dataclass(answer):
        for field in fields(answer):
            yield from _claims(getattr(answer, field.name))
        yield from getattr(answer, "claims", ())


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_frozen(question: str) -> None:
    answer = QUESTIONS[question](SMALL)
    first = answer[0] if isinstance(answer, tuple) else answer
    assert hash(first) == hash(replace(first))
    with pytest.raises((AttributeError, TypeError)):
        setattr(first, fields(first)[0].name, None)


def test_all_public_names_are_there() -> None:
    assert all(hasattr(analysis, name) for name in analysis.__all__)
    assert len(set(analysis.__all__)) == len(analysis.__all__)
