from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from graph.errors import DataError, InputError, StoreBusy, StoreError, UnknownName
from graph.model import Reading, make_article, make_collection, with_review
from graph.store import Added, Store
from tests.test_triples import HOSTILE
from tests.tiny_world import BAND, METHOD, REGISTRY, Registry, collection, reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


def fill(path: Path, *numbers: int, method: str = METHOD) -> bytes:
    """Add readings and return the store as N-Quads."""
    with Store.open(path, write=True) as store:
        store.add([reading(n, method=method) for n in numbers], REGISTRY, method=method)
        return store.nquads()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the first two readings, which no test changes."""
    path = tmp_path_factory.mktemp("two") / "store"
    fill(path, 0, 1)
    return path


def test_what_was_added_comes_back(two: Path) -> None:
    with Store.open(two) as store:
        assert store.collection() == collection(2)
        assert store.articles() == collection(2).articles
        assert store.actor("norland") == REGISTRY.actor("norland")


def test_adding_twice_changes_nothing(path: Path) -> None:
    once = fill(path, 0, 1, 2)
    assert fill(path, 2, 1, 0, 0) == once


def test_the_order_of_adding_does_not_matter(tmp_path: Path) -> None:
    assert fill(tmp_path / "a", 0, 1, 2) == fill(tmp_path / "b", 2, 0, 1)


def test_add_says_what_it_did(path: Path) -> None:
    with Store.open(path, write=True) as store:
        assert store.add([reading(0), reading(1)], REGISTRY, method=METHOD) == Added(2, 0, 0)
        assert store.add([reading(1), reading(2)], REGISTRY, method=METHOD) == Added(1, 0, 1)
        assert store.add([reading(1, method="rules@2")], REGISTRY, method="rules@2") == Added(0, 1, 0)
        assert store.has(reading(1).article.id, "rules@2")
        assert not store.has(reading(1).article.id, METHOD)
        assert store.has(reading(2).article.id, METHOD)


def test_another_method_replaces_the_article(tmp_path: Path) -> None:
    fill(tmp_path / "a", 0, 1)
    assert fill(tmp_path / "a", 1, 0, method="rules@2") == fill(tmp_path / "b", 0, 1, method="rules@2")


def test_an_article_without_claims_is_known_as_read(path: Path) -> None:
    bare = Reading(make_article("Rain fell."))
    with Store.open(path, write=True) as store:
        store.add([bare], REGISTRY, method=METHOD)
        assert store.has(bare.article.id, METHOD)
        assert store.add([bare], REGISTRY, method=METHOD).unchanged == 1
        assert store.add([bare], REGISTRY).unchanged == 1
        assert store.collection() == make_collection([bare], REGISTRY)


def test_removing_an_article_leaves_nothing_of_it(tmp_path: Path) -> None:
    fill(tmp_path / "a", 0, 1, 2)
    with Store.open(tmp_path / "a", write=True) as store:
        assert store.remove(reading(1).article.id)
        assert not store.remove(reading(1).article.id)
        left = store.nquads()
        store.remove(reading(0).article.id)
        store.remove(reading(2).article.id)
        empty = store.nquads()
    assert left == fill(tmp_path / "b", 0, 2)
    with Store.open(tmp_path / "c", write=True) as fresh:
        assert empty == fresh.nquads()


def test_propositions_and_edges_are_as_if_rebuilt(path: Path) -> None:
    with Store.open(path, write=True) as store:
        store.add([reading(n) for n in range(6)], REGISTRY, method=METHOD)
        store.remove(reading(2).article.id)
        changed = reading(3, method="rules@2")
        changed = replace(changed, claims=(with_review(changed.claims[0], "rejected"), *changed.claims[2:]))
        store.add([changed, reading(7)], REGISTRY, method="rules@2")
        before = store.nquads()
        assert store.rebuild() == 0
        assert store.nquads() == before


def test_rebuild_mends_what_was_broken(path: Path) -> None:
    sound = fill(path, 0, 1)
    with Store.open(path, write=True) as store:
        engine = store._engine  # noqa: SLF001 - to break it
        engine.update("PREFIX : <https://w3id.org/detente/ns#> DROP GRAPH :edges; CLEAR GRAPH :propositions")
        assert store.rebuild() > 0
        assert store.nquads() == sound


def test_a_rejected_claim_makes_no_edge_and_stays_rejected_when_read_again(path: Path) -> None:
    judged = replace(reading(0), claims=tuple(with_review(c, "rejected") for c in reading(0).claims))
    with Store.open(path, write=True) as store:
        store.add([judged], REGISTRY, method=METHOD)
        assert store.counts().edges == 0
        store.add([reading(0, method="rules@2")], REGISTRY, method="rules@2")
        assert store.counts().edges == 0
        assert {c.review for c in store.collection().claims} == {"rejected"}
        assert store.rebuild() == 0
        store.add([reading(1)], REGISTRY, method=METHOD)
        assert store.counts().edges == 3
        store.remove(reading(0).article.id)
        assert b"reviewStatus" not in b"".join(q for q in store.nquads().splitlines() if b"judgements" in q)


def test_no_triple_stands_in_two_graphs(path: Path) -> None:
    quads = list(parse(fill(path, 0, 1, 2), RdfFormat.N_QUADS))
    assert max(Counter(q.triple for q in quads).values()) == 1


def test_counts_say_how_much_there_is(two: Path) -> None:
    with Store.open(two) as store:
        counts = store.counts()
    assert (counts.articles, counts.claims, counts.actors, counts.propositions, counts.edges) == (2, 8, 6, 4, 3)


def test_actors_that_actors_point_to_are_stored_too(two: Path) -> None:
    with Store.open(two) as store:
        assert store.actor("ostia").label == "Ostia"


def test_a_listed_actor_wins_over_a_minted_one(path: Path) -> None:
    listed = replace(BAND, label="Band of Tor (listed)", reviewed=True)
    fill(path, 0)
    with Store.open(path, write=True) as store:
        store.add([replace(reading(1), minted=())], Registry(listed), method=METHOD)
        store.add([reading(2)], REGISTRY, method=METHOD)
        assert store.actor(BAND.id) == listed


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, 8),
        ({"actors": ["ostia"]}, 2),
        ({"actors": ["ostia", "red-front"]}, 4),
        ({"actors": ["nobody"]}, 0),
        ({"relations": ["attacks", "arms"]}, 4),
        ({"families": ["violence"]}, 4),
        ({"families": ["violence"], "relations": ["attacks"]}, 2),
        ({"families": ["support"], "relations": ["attacks"]}, 0),
        ({"min_confidence": 0.9}, 1),
        ({"start": "2021-02"}, 5),
        ({"end": "2021-01"}, 5),
        ({"start": "2022"}, 0),
        ({"start": "2021-01-08", "end": "2021-01-08"}, 5),
        ({"articles": [reading(0).article.id]}, 4),
        ({"articles": [reading(0).article.id], "actors": ["ostia"]}, 1),
    ],
)
def test_claims_are_chosen_by_conditions(two: Path, conditions: dict[str, object], expected: int) -> None:
    with Store.open(two) as store:
        chosen = store.collection(**conditions)  # type: ignore[arg-type]
    assert len(chosen.claims) == expected
    assert {c.article for c in chosen.claims} == {a.id for a in chosen.articles}
    assert set(chosen.claims) <= set(collection(2).claims)


def test_conditions_that_cannot_be_are_told(two: Path) -> None:
    with Store.open(two) as store:
        with pytest.raises(UnknownName, match="no relation named 'kisses'"):
            store.collection(relations=["kisses"])
        with pytest.raises(UnknownName, match="no family named 'love'"):
            store.collection(families=["love"])
        with pytest.raises(InputError, match="want YYYY"):
            store.collection(start="June")


def test_hostile_text_is_stored_as_it_is(path: Path) -> None:
    found = Reading(make_article("".join(HOSTILE), title="".join(HOSTILE), url="> <x>"))
    with Store.open(path, write=True) as store:
        store.add([found], REGISTRY, method="".join(HOSTILE))
        assert store.articles() == (found.article,)
        assert store.has(found.article.id, "".join(HOSTILE))


def test_an_unknown_actor_relation_or_stance_is_told_and_nothing_is_stored(path: Path) -> None:
    bad = replace(reading(0), minted=())
    kiss = replace(reading(0), claims=(replace(reading(0).claims[0], relation="kisses"),))
    attributed = reading(0).claims[1].attribution
    assert attributed
    sing = replace(reading(0), claims=(replace(reading(0).claims[1], attribution=replace(attributed, stance="sings")),))
    with Store.open(path, write=True) as store:
        empty = store.nquads()
        with pytest.raises(DataError, match="names actor 'band-of-tor', which no list has"):
            store.add([bad], REGISTRY, method=METHOD)
        with pytest.raises(DataError, match="no relation 'kisses'"):
            store.add([kiss], REGISTRY, method=METHOD)
        with pytest.raises(DataError, match="no stance 'sings'"):
            store.add([sing], REGISTRY, method=METHOD)
        assert store.nquads() == empty


def test_a_reader_cannot_write(two: Path) -> None:
    with Store.open(two) as store, pytest.raises(StoreError, match="for reading only"):
        store.remove(reading(0).article.id)


def test_a_second_writer_is_refused_at_once(path: Path) -> None:
    fill(path, 0)
    with Store.open(path, write=True):
        with pytest.raises(StoreBusy, match="another process is writing"), Store.open(path, write=True):
            pass
        code = f"from graph.store import Store\nwith Store.open({str(path)!r}, write=True): pass"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "StoreBusy" in done.stderr.splitlines()[-1]
    fill(path, 1)


def test_a_reader_beside_a_writer_sees_what_is_stored(path: Path) -> None:
    with Store.open(path, write=True) as store:
        for number in range(3):
            store.add([reading(number)], REGISTRY, method=METHOD)
            with Store.open(path) as reader:
                assert reader.counts().articles == number + 1
    assert not list((path / "readers").iterdir())


def test_missing_folder_is_told(path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"), Store.open(path):
        pass
    assert not path.exists()


@pytest.mark.parametrize("write", [False, True])
def test_a_folder_that_is_no_store_is_told_and_left_alone(path: Path, *, write: bool) -> None:
    path.mkdir()
    (path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="not a store"), Store.open(path, write=write):
        pass
    assert [p.name for p in path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ('{"store": "detente", "format": 99}', "format 99 is newer than 1"),
        ('{"store": "other", "format": 1}', "not the mark of a store"),
        ('{"format": 1', "cannot be read"),
        ("[]", "cannot be read"),
    ],
)
def test_a_strange_mark_is_told(path: Path, mark: str, message: str, *, write: bool) -> None:
    fill(path, 0)
    (path / "store.json").write_text(mark)
    with pytest.raises(StoreError, match=message), Store.open(path, write=write):
        pass


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("broken", ["CURRENT", "MANIFEST", ".sst"])
def test_damaged_files_are_told(path: Path, broken: str, *, write: bool) -> None:
    fill(path, 0)
    for file in (path / "quads").iterdir():
        if broken in file.name:
            file.write_bytes(b"rubbish\n" * 3)
    with pytest.raises(StoreError, match="damaged") as caught, Store.open(path, write=write) as store:
        store.counts()
    assert "\n" not in str(caught.value)


def test_a_file_in_place_of_the_folder_is_told(path: Path) -> None:
    path.write_text("x")
    with pytest.raises(StoreError, match="not a store"), Store.open(path, write=True):
        pass


def test_the_mark_names_the_format(path: Path) -> None:
    fill(path)
    assert json.loads((path / "store.json").read_text()) == {"store": "detente", "format": 1}


def test_no_reader_sees_a_store_that_is_half_made(tmp_path: Path) -> None:
    told: list[str] = []
    made = threading.Event()

    def look(path: Path) -> None:
        while not made.is_set():
            try:
                with Store.open(path) as store:
                    store.counts()
            except StoreError as error:
                told.append(str(error))

    for number in range(10):
        path = tmp_path / str(number)
        made.clear()
        with ThreadPoolExecutor(2) as readers:
            looking = [readers.submit(look, path) for _ in range(2)]
            try:
                fill(path, number)
            finally:
                made.set()
        for reader in looking:
            reader.result()
    assert all("no store here" in message for message in told), set(told)


def test_a_store_whose_maker_died_is_made_by_the_next_writer(path: Path) -> None:
    path.mkdir()
    (path / "store.json.part").write_text('{"store": "det')
    (path / "quads").mkdir()
    with pytest.raises(StoreError, match="no store here yet, it is being made; try again"), Store.open(path):
        pass
    fill(path, 0)
    with Store.open(path) as store:
        assert store.counts().articles == 1
