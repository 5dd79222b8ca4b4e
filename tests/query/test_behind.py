"""The claims behind an answer are those that its rows count."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from graph.model import Collection
from graph.query import Answer, Iri, Value, run
from graph.query.behind import actors_of, behind, claims_of, gathering
from graph.query.named import NamedQuery, named_queries, named_query
from graph.store import Store
from tests.query import generated

ARTICLES = 120
GIVEN = {"actor": "a0", "subject": "a0", "object": "a1", "one": "a0", "other": "a1", "from": "2014-06", "to": "2020"}
COUNTS = {"first_claim": "first_claims", "second_claim": "second_claims", "claim": "claims"}
COUNTS |= {f"{half}_claim": f"{half}_claims" for half in ("support", "conflict")}
"""Columns with a claim, and those with the number of such claims."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("behind") / "store"
    generated.fill(path, ARTICLES)
    return path


def values(query: NamedQuery) -> dict[str, str]:
    needed = {p.name: GIVEN[p.name] for p in query.parameters if p.default is None}
    return {**needed, "actor": "a9", "relation": "support"} if query.name == "allies-of-allies" else needed


def figures(answer: Answer) -> Iterator[tuple[int, int]]:
    """Yield how many claims a cell names, and how many its row counts."""
    places = {name: n for n, name in enumerate(answer.variables)}
    for row in answer.rows:
        for one, count in COUNTS.items():
            if one in places and count in places:
                counted = row[places[count]]
                assert isinstance(counted, Value)
                yield len(claims_of(Answer("table", (one,), ((row[places[one]],),)))), int(counted.value)
        if "claim_one" in places:
            both = tuple(row[places[name]] for name in ("claim_one", "claim_other"))
            counted = row[places["claims"]]
            assert isinstance(counted, Value)
            yield sum(len(claims_of(Answer("table", ("x",), ((term,),)))) for term in both), int(counted.value)


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_claim_that_a_row_counts_is_found_and_the_rows_are_the_same(path: Path, name: str) -> None:
    query = named_query(name)
    asked = query.bind(values(query))
    short, full = run(path, asked), run(path, gathering(asked))
    assert short.rows
    claims = {n for n, variable in enumerate(short.variables) if variable in COUNTS or variable.startswith("claim_")}
    plain = [[term for n, term in enumerate(row) if n not in claims] for row in short.rows]
    assert plain == [[term for n, term in enumerate(row) if n not in claims] for row in full.rows]
    found = list(figures(full))
    assert found or name in {"top-actors", "evidence"}
    assert all(named == counted for named, counted in found)
    for one, all_ in zip(short.rows, full.rows, strict=True):
        assert claims_of(Answer("table", short.variables, (one,))) <= claims_of(
            Answer("table", full.variables, (all_,))
        )


def of(path: Path, name: str, **given: str) -> Collection:
    with Store.open(path) as store:
        query = named_query(name)
        return behind(partial(run, path), store, query, {**values(query), **given})


def test_what_is_behind_an_answer_has_its_articles_and_actors(path: Path) -> None:
    found = of(path, "relations", limit="3")
    assert {c.article for c in found.claims} == {a.id for a in found.articles}
    assert all("a0" in {c.subject, c.object} for c in found.claims)
    assert len({(c.subject, c.relation, c.object) for c in found.claims}) >= 3


def test_actors_without_claims_stand_for_what_is_claimed_among_them(path: Path) -> None:
    found = of(path, "top-actors", limit="4", relation="violence")
    ends = {end for c in found.claims for end in (c.subject, c.object)}
    assert ends == actors_of(run(path, named_query("top-actors").bind({"limit": "4", "relation": "violence"})))
    with Store.open(path) as store:
        every = store.collection(actors=ends, families=["violence"]).claims
    assert {c.id for c in found.claims} == {c.id for c in every if {c.subject, c.object} <= ends}
    assert {c.article for c in found.claims} == {a.id for a in found.articles}


def test_an_answer_without_rows_has_nothing_behind_it(path: Path) -> None:
    assert of(path, "relations", **{"from": "2090"}) == Collection((), (), ())


def test_text_in_an_answer_is_no_claim_unless_it_is_one_of_ours() -> None:
    claim = "https://w3id.org/detente/claim/" + "0" * 32
    rows = (
        (Value("see https://w3id.org/detente/claim/nonsense"), Iri("https://w3id.org/detente/claim/../x")),
        (Value(f"~ {claim}"), Iri("https://w3id.org/detente/actor/iran")),
        (None, Value("https://w3id.org/detente/actor/oman")),
    )
    answer = Answer("table", ("a", "b"), rows)
    assert claims_of(answer) == {"0" * 32}
    assert actors_of(answer) == {"iran"}
