"""Many articles, several processes: the same answers in the same order, whatever happens on the way."""

from __future__ import annotations

import gzip
import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.model import Article, Reading, make_article
from graph.pipeline import Failed, Setting, Stored, add_articles, count_articles, read_articles, rules_engine
from graph.store import Store

SETTING = Setting()
TEXT = "Iran attacked Israel on day {}."


def articles(count: int) -> list[Article]:
    return [make_article(TEXT.format(n), date="2021-05-31", source_id=str(n)) for n in range(count)]


def ids(results: list[Reading | Failed]) -> list[str | None]:
    return [result.article.source_id for result in results]


def test_a_stream_is_never_read_far_ahead() -> None:
    taken = 0

    def stream() -> Iterator[Article]:
        nonlocal taken
        for article in articles(500):
            taken += 1
            yield article

    results = read_articles(stream(), SETTING, processes=1)
    next(results)
    assert taken < 50


def test_a_process_that_dies_costs_no_article() -> None:
    given = articles(200)
    results = read_articles(given, SETTING, processes=2)
    found = [next(results)]
    child = multiprocessing.active_children()[0]
    assert child.pid
    os.kill(child.pid, signal.SIGKILL)
    found += results
    assert ids(found) == ids([Reading(a) for a in given])
    assert all(isinstance(result, Reading) and result.claims for result in found)
    assert not multiprocessing.active_children()


def test_leaving_early_leaves_no_process_behind() -> None:
    results = read_articles(articles(200), SETTING, processes=2)
    next(results)
    assert multiprocessing.active_children()
    results.close()  # type: ignore[attr-defined] # it is a generator
    assert not multiprocessing.active_children()


def test_an_article_that_takes_too_long_fails_and_the_next_is_read() -> None:
    long = make_article(" ".join(TEXT.format(n) for n in range(1200)), source_id="long")
    short = make_article("Iran attacked Israel.", source_id="short")
    failed, fine = read_articles([long, short], replace(SETTING, cpu_limit=0.3), processes=1)
    assert isinstance(failed, Failed)
    assert failed.message == "long: cannot be read (took more than 0.3 seconds of CPU; split it)"
    assert isinstance(fine, Reading)


def test_what_is_stored_is_passed_over(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", write=True) as store:
        first = list(add_articles(store, articles(3), rules_engine(SETTING, processes=1)))
        then = list(add_articles(store, articles(5), rules_engine(SETTING, processes=1)))
        assert [step for step in first if isinstance(step, Stored)][-1] == Stored(articles=3, known=0, claims=3)
        assert [step for step in then if isinstance(step, Stored)][-1] == Stored(articles=2, known=3, claims=2)


def test_an_interruption_keeps_what_was_read(tmp_path: Path) -> None:
    def stream() -> Iterator[Article]:
        yield from articles(30)  # more than are taken before the first is read
        raise KeyboardInterrupt

    with Store.open(tmp_path / "store", write=True) as store:
        steps = add_articles(store, stream(), rules_engine(SETTING, processes=1))
        assert next(steps) == Stored(articles=30, known=0, claims=30)
        with pytest.raises(KeyboardInterrupt):
            next(steps)
        assert store.counts().articles == 30


def test_articles_are_counted_beforehand(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Iran attacked Israel.")
    (tmp_path / "rows.jsonl").write_text("{}\n{}\n{}")
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(b"{}\n{}\n"))
    (tmp_path / "damaged.jsonl.gz").write_bytes(b"\x1f\x8bnonsense")
    assert count_articles([tmp_path]) == 6
    assert count_articles([tmp_path / "one.txt", tmp_path / "missing.txt"]) == 1
    assert count_articles([Path("-")]) is None
