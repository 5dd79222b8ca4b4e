"""Readers beside a writer, as `bench.serve` measures them, on a small scale."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.serve import Load, page_times, pages, report, serving, under_load
from tests.query.generated import CLAIMS_EACH, fill

CLAIMS = 300
HEAVY = {"map", "map of an actor"}
"""Drawn anew after each write, they would leave nothing of the short time."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("load") / "store"
    fill(path, CLAIMS // CLAIMS_EACH)
    return path


def test_every_page_answers_and_readers_beside_a_writer_meet_no_error(path: Path) -> None:
    addresses = pages(path)
    with serving(path) as port:
        times = page_times(port, addresses, rounds=2)
        assert {name: wrong for name, (_, _, wrong) in times.items() if wrong} == {}
        light = {name: address for name, address in addresses.items() if name not in HEAVY}
        load = under_load(port, path, light, readers=20, seconds=6)
    assert load.errors == []
    assert len(load.seconds) > 20
    assert load.added > 0
    told = report(times, load, CLAIMS)
    assert "median page: " in told
    assert "0 errors" in told


def test_shares_are_counted_from_the_quickest() -> None:
    load = Load(seconds=[0.4, 0.1, 0.2, 0.3])
    assert (load.share(0), load.share(0.5), load.share(1)) == (0.1, 0.3, 0.4)
