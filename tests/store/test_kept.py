"""Readings kept beside the quads say what the quads say, or are passed over."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.model import Collection, with_review
from graph.store import Store
from graph.store.kept import FOLDER
from tests.query import generated
from tests.test_triples import hostile_reading
from tests.tiny_world import METHOD, REGISTRY, reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


def files(path: Path) -> list[Path]:
    return sorted((path / FOLDER).rglob("*.json"))


def collected(path: Path) -> Collection:
    with Store.open(path) as store:
        return store.collection()


def from_quads(path: Path, aside: Path) -> Collection:
    """Return what a store holds with nothing kept."""
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(path, aside, ignore=shutil.ignore_patterns(FOLDER))
    return collected(aside)


def fill(path: Path, *numbers: int) -> None:
    with Store.open(path, write=True) as store:
        store.add([reading(number) for number in numbers], REGISTRY, method=METHOD)


def test_what_is_kept_of_made_up_articles_is_what_the_quads_say(path: Path, tmp_path: Path) -> None:
    generated.fill(path, 30)
    assert len(files(path)) == 30
    assert collected(path) == from_quads(path, tmp_path / "aside")


def test_what_is_kept_of_hostile_articles_is_what_the_quads_say(path: Path, tmp_path: Path) -> None:
    rng = random.Random(3)  # noqa: S311 - made-up data
    for _ in range(12):
        wild, actors = hostile_reading(rng)
        with Store.open(path, write=True) as store:
            store.add([wild], actors)
    assert files(path)
    assert collected(path) == from_quads(path, tmp_path / "aside")


def empty(file: Path) -> None:
    file.write_bytes(b"")


def torn(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])


def other_things(file: Path) -> None:
    file.write_text('{"a": 1}')


def too_few(file: Path) -> None:
    row = json.loads(file.read_text("utf-8"))
    row[3][0] = row[3][0][:5]
    file.write_text(json.dumps(row))


def another_version(file: Path) -> None:
    row = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps([99, row[1], row[2], []]))


def another_state(file: Path) -> None:
    row = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps([row[0], "0" * 64, row[2], []]))


def gone(file: Path) -> None:
    file.unlink()


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("harm", [empty, torn, other_things, too_few, another_version, another_state, gone, a_folder])
def test_a_file_that_is_missing_broken_or_of_another_state_is_passed_over(
    path: Path, harm: Callable[[Path], None]
) -> None:
    fill(path, 0, 1)
    before = collected(path)
    for file in files(path):
        harm(file)
    assert collected(path) == before


def test_what_is_kept_is_used(path: Path) -> None:
    fill(path, 0)
    (file,) = files(path)
    row = json.loads(file.read_text("utf-8"))
    row[2][3] = "Another title"
    file.write_text(json.dumps(row))
    assert [a.title for a in collected(path).articles] == ["Another title"]
    with Store.open(path, write=True) as store:
        assert store.rebuild() == 0
    assert [a.title for a in collected(path).articles] == [reading(0).article.title]


def test_an_article_read_anew_is_kept_anew_and_a_removed_one_is_not(path: Path, tmp_path: Path) -> None:
    fill(path, 0, 1)
    with Store.open(path, write=True) as store:
        fewer = reading(0, method="rules@2")
        store.add([replace(fewer, claims=fewer.claims[:1])], REGISTRY, method="rules@2")
        store.remove(reading(1).article.id)
    assert len(files(path)) == 1
    assert len(collected(path).claims) == 1
    assert collected(path) == from_quads(path, tmp_path / "aside")


def test_a_reader_that_began_before_sees_what_was_then(path: Path) -> None:
    fill(path, 0)
    with Store.open(path) as before:
        with Store.open(path, write=True) as store:
            fewer = reading(0, method="rules@2")
            store.add([replace(fewer, claims=fewer.claims[:1])], REGISTRY, method="rules@2")
        assert len(before.collection().claims) == len(reading(0).claims)
    assert len(collected(path).claims) == 1


def test_judgements_stand_wherever_the_claim_comes_from(path: Path, tmp_path: Path) -> None:
    judged = reading(0)
    judged = replace(judged, claims=(with_review(judged.claims[0], "rejected"), *judged.claims[1:]))
    with Store.open(path, write=True) as store:
        store.add([judged], REGISTRY, method=METHOD)
    assert [c.review for c in collected(path).claims].count("rejected") == 1
    assert collected(path) == from_quads(path, tmp_path / "aside")


@pytest.fixture
def no_room(path: Path) -> Iterator[None]:
    path.mkdir()
    fill(path)
    (path / FOLDER).write_text("a file in the way")
    yield
    assert (path / FOLDER).read_text() == "a file in the way"


@pytest.mark.usefixtures("no_room")
def test_a_store_that_can_keep_nothing_works(path: Path) -> None:
    fill(path, 0, 1)
    assert len(collected(path).articles) == 2
    with Store.open(path, write=True) as store:
        assert store.remove(reading(0).article.id)
    assert len(collected(path).articles) == 1


def test_the_same_readings_keep_the_same_bytes(tmp_path: Path) -> None:
    fill(tmp_path / "a", 0, 1)
    fill(tmp_path / "b", 1, 0)
    one, other = (
        [(f.relative_to(tmp_path / name), f.read_bytes()) for f in files(tmp_path / name)] for name in ("a", "b")
    )
    assert [content for _, content in one] == [content for _, content in other]
