"""A store among processes: readers beside a writer, and writers that are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from graph.query import run
from graph.store import Store
from tests.tiny_world import METHOD, reading

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from graph.store import Store
from tests.tiny_world import METHOD, REGISTRY, reading
path, start, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with Store.open(path, write=True) as store:
    print("open", flush=True)
    while True:
        store.add([reading(n) for n in range(start, start + size)], REGISTRY, method=METHOD)
        start += size
        print(start, flush=True)
"""


def writer(path: Path, start: int, size: int) -> subprocess.Popen[str]:
    """Start a process that adds readings until it is killed, and says after each batch how far it is."""
    started = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(start), str(size)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert started.stdout
    assert started.stdout.readline() == "open\n"
    return started


def kill(started: subprocess.Popen[str]) -> list[str]:
    """Kill a writer and return the lines that it had said."""
    started.send_signal(signal.SIGKILL)
    said, _ = started.communicate()
    return said.split()


def test_every_reader_opens_beside_a_busy_writer(tmp_path: Path) -> None:
    path = tmp_path / "store"
    started = writer(path, 0, 3)
    try:
        seen = []
        for _ in range(25):
            with Store.open(path) as store:
                counts = store.counts()
                assert counts.claims == 4 * counts.articles
                assert len(store.articles()) == counts.articles
                seen.append(counts.articles)
        assert run(path, "ASK { ?c a :Claim }").boolean
        assert started.poll() is None
    finally:
        kill(started)
    assert seen == sorted(seen)
    assert seen[-1] > seen[0]


def test_a_killed_writer_loses_nothing_that_it_said_was_stored(tmp_path: Path) -> None:
    path = tmp_path / "store"
    reached = 0
    for wait in (0.05, 0.3, 0.8, 1.3):
        started = writer(path, reached, 7)
        assert started.stdout
        time.sleep(wait)
        said = kill(started)
        reported = int(said[-1]) if said else reached
        with Store.open(path, write=True) as store:
            counts = store.counts()
            assert all(store.has(reading(n).article.id, METHOD) for n in range(reported))
            assert counts.articles in {reported, reported + 7}
            assert counts.claims == 4 * counts.articles
            assert store.rebuild() == 0
        reached = counts.articles
    assert reached > 0


def test_what_a_killed_reader_leaves_is_swept_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "store"
    kill(writer(path, 0, 1))
    code = f"""
import time
from graph.store import Store
with Store.open({str(path)!r}):
    print("open", flush=True)
    time.sleep(60)
"""
    reader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert reader.stdout
    assert reader.stdout.readline() == "open\n"
    with Store.open(path):
        assert len(list((path / "readers").iterdir())) == 2
    kill(reader)
    with Store.open(path):
        assert len(list((path / "readers").iterdir())) == 1
