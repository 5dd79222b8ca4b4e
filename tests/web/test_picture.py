"""What the pages see of a store that changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.errors import QueryLimit, StoreError
from graph.store import Store
from tests.query import generated
from tests.tiny_world import METHOD, REGISTRY, reading
from web.views import picture as module
from web.views import shelf as shelves
from web.views.kept import Kept, Lasting
from web.views.picture import Picture
from web.views.shelf import Shelf


def add(path: Path, *numbers: int) -> None:
    with Store.open(path, write=True) as store:
        store.add([reading(number) for number in numbers], REGISTRY, method=METHOD)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    add(path, 0)
    return path


def eventually(shelf: Shelf, articles: int) -> bool:
    end = time.monotonic() + 20
    while shelf.picture().counts.articles != articles and time.monotonic() < end:
        time.sleep(0.02)
    return shelf.picture().counts.articles == articles


def test_the_same_picture_is_given_while_nothing_changes(path: Path) -> None:
    shelf = Shelf(path, settled=0)
    assert shelf.picture() is shelf.picture()


def test_what_is_stored_is_seen_soon(path: Path) -> None:
    shelf = Shelf(path, settled=0)
    assert shelf.picture().counts.articles == 1
    add(path, 1, 2)
    assert eventually(shelf, 3)


def test_a_picture_stands_while_the_next_takes_long(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(path, settled=0)
    first = shelf.picture()
    go_on, prepare = threading.Event(), Picture.prepare

    def slow(self: Picture) -> None:
        go_on.wait(20)
        prepare(self)

    monkeypatch.setattr(Picture, "prepare", slow)
    monkeypatch.setattr(shelves, "_PATIENCE", 0.05)
    monkeypatch.setattr(shelf, "_rests_until", 0.0)
    add(path, 1)
    assert shelf.picture() is first
    assert shelf.picture() is first
    go_on.set()
    assert eventually(shelf, 2)


def test_the_first_picture_can_be_begun_ahead(path: Path) -> None:
    shelf = Shelf(path)
    shelf.begin()
    shelf.begin()
    assert shelf.picture().counts.articles == 1


def test_a_store_that_is_missing_is_told_each_time_until_it_is_there(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "store", settled=0)
    shelf.begin()
    for _ in range(2):
        with pytest.raises(StoreError, match="no store here"):
            shelf.picture()
    add(tmp_path / "store", 0)
    assert shelf.picture().counts.articles == 1


def test_a_damaged_store_is_told_each_time(path: Path) -> None:
    for file in (path / "quads").iterdir():
        file.write_bytes(b"rubbish\n")
    shelf = Shelf(path, settled=0)
    for _ in range(2):
        with pytest.raises(StoreError, match="damaged"):
            shelf.picture()


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("busy") / "store"
    generated.fill(path, 40)
    return path


@pytest.fixture
def both(busy: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Picture, Picture]:
    """Return a picture that has read all ahead and one of a store that counts as large."""
    small = Picture(busy, Kept(2), Lasting(2, 1))
    small.prepare()
    monkeypatch.setattr(module, "WHOLE", 0)
    large = Picture(busy, Kept(2), Lasting(2, 1))
    large.prepare()
    return small, large


def test_large_stores_are_read_in_parts_that_say_the_same(both: tuple[Picture, Picture]) -> None:
    small, large = both
    assert small.pairs == large.pairs
    assert small.heads == large.heads
    assert small.pairs_of == large.pairs_of
    for actor in ("a0", "a7", "a100"):
        assert small.of_actor(actor) == large.of_actor(actor)


def test_a_costly_result_stands_while_it_rests_and_a_cheap_one_does_not() -> None:
    made: list[int] = []

    def make(seconds: float) -> int:
        time.sleep(seconds)
        made.append(len(made))
        return made[-1]

    kept = Lasting(4, rest=1000.0)
    assert kept.of("map", "first", lambda: make(0.02)) == 0
    assert kept.of("map", "first", lambda: make(0.02)) == 0
    assert kept.of("map", "second", lambda: make(0.02)) == 0
    restless = Lasting(4, rest=0.0)
    assert restless.of("map", "first", lambda: make(0)) == 1
    assert restless.of("map", "first", lambda: make(0)) == 1
    assert restless.of("map", "second", lambda: make(0)) == 2


@contextmanager
def being_made(kept: Lasting) -> Iterator[None]:
    """Have somebody make the map of version 2 as long as the block lasts."""
    making, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        making.set()
        go_on.wait(20)
        return "new"

    thread = threading.Thread(target=kept.of, args=("map", 2, slow))
    thread.start()
    assert making.wait(20)
    yield
    go_on.set()
    thread.join()


def test_the_last_result_is_given_to_others_while_one_makes_a_new_one() -> None:
    kept = Lasting(4, rest=0.0)
    kept.of("map", 1, lambda: "old")
    with being_made(kept):
        assert kept.of("map", 2, lambda: "another") == "old"
    assert kept.of("map", 2, lambda: "another") == "new"


def test_what_fails_is_not_kept() -> None:
    kept = Lasting(4, rest=0.0)

    def broken() -> str:
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            kept.of("map", 1, broken)
    assert kept.of("map", 1, lambda: "well") == "well"


def test_what_takes_too_long_to_make_anew_leaves_the_last_result() -> None:
    kept = Lasting(4, rest=0.0)

    def late() -> str:
        raise QueryLimit("query: took longer than 15 seconds; make it narrower")

    with pytest.raises(QueryLimit):
        kept.of("answer", 1, late)
    assert kept.of("answer", 1, lambda: "rows") == "rows"
    assert kept.of("answer", 2, late) == "rows"
    assert kept.of("answer", 2, lambda: "new rows") == "new rows"


def test_one_slow_result_at_a_time_is_made_anew() -> None:
    kept = Lasting(4, rest=0.0, slow=0.0)
    for key in ("map", "answer"):
        kept.of(key, 1, lambda: "old")
    with being_made(kept):
        assert kept.of("answer", 2, lambda: "new") == "old"
        assert kept.of("another", 2, lambda: "first") == "first"
    assert kept.of("answer", 2, lambda: "new") == "new"
