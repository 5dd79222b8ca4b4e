"""Named queries on thousands of made-up claims, counted again in plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from graph.model import Article, Claim
from graph.ontology import load_ontology
from graph.query import Limits
from graph.query.named import ask
from tests.query import generated
from tests.query.small_war import plain

RELATIONS = load_ontology().relations
ARTICLES = 300
Ends = tuple[str, str, str]
Row = tuple[str | None, ...]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("counts") / "store"
    generated.fill(path, ARTICLES)
    return path


@cache
def claims() -> list[tuple[Claim, Article]]:
    return [(claim, reading.article) for reading in generated.readings(ARTICLES) for claim in reading.claims]


def ends(claim: Claim) -> Ends:
    subject, object_ = claim.subject, claim.object
    if RELATIONS[claim.relation].symmetric and object_ < subject:
        subject, object_ = object_, subject
    return subject, claim.relation, object_


def found(path: Path, name: str, columns: str, **values: str) -> list[Row]:
    given = {**{key.rstrip("_"): value for key, value in values.items()}, "limit": "any"}
    answer = ask(path, name, given, limits=Limits(rows=1_000_000))
    at = [answer.variables.index(column) for column in columns.split()]
    return sorted((tuple(plain(row[n]) for n in at) for row in answer.rows), key=repr)


def labels(chosen: list[str]) -> str:
    return ", ".join(sorted(set(chosen)))


def test_triads(path: Path) -> None:
    helps: dict[tuple[str, str], list[str]] = defaultdict(list)
    faces: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim, _ in claims():
        subject, id_, object_ = ends(claim)
        relation = RELATIONS[id_]
        if claim.polarity == "negated" or claim.modality != "actual" or subject == object_:
            continue
        if relation.family == "support":
            helps[subject, object_].append(relation.label)
            if relation.symmetric:
                helps[object_, subject].append(relation.label)
        if relation.family in {"violence", "coercion"} or id_ in {"hostileTo", "opposes", "rivals"}:
            faces[subject][object_].append(relation.label)
            faces[object_][subject].append(relation.inverse_label)
    expected: list[Row] = [
        (supporter, labels(help_), supported, labels(face), against, str(len(help_)), str(len(face)))
        for (supporter, supported), help_ in helps.items()
        for against, face in faces[supported].items()
        if against != supporter
    ]
    columns = "supporter helps supported faces against support_claims conflict_claims"
    assert len(expected) > 1000
    assert found(path, "triads", columns) == sorted(expected, key=repr)


def test_denied(path: Path) -> None:
    denied: Counter[tuple[Ends, str | None]] = Counter()
    affirmed: Counter[Ends] = Counter()
    for claim, _ in claims():
        if claim.polarity == "negated":
            denied[ends(claim), claim.attribution.speaker if claim.attribution else None] += 1
        else:
            affirmed[ends(claim)] += 1
    expected: list[Row] = [(*e, by, str(n), str(affirmed[e])) for (e, by), n in denied.items()]
    assert found(path, "denied", "subject relation object by claims affirmed") == sorted(expected, key=repr)


def test_top_actors(path: Path) -> None:
    counts: Counter[tuple[str, int]] = Counter()
    others: dict[str, set[str]] = defaultdict(set)
    for claim, _ in claims():
        subject, relation, object_ = ends(claim)
        for actor, other in {(subject, object_), (object_, subject)}:
            counts[actor, RELATIONS[relation].sign] += 1
            others[actor].add(other)
    expected: list[Row] = [
        (actor, *(str(counts[actor, sign]) for sign in (1, 0, -1)), str(len(met))) for actor, met in others.items()
    ]
    assert found(path, "top-actors", "actor friendly neutral hostile others") == sorted(expected, key=repr)


def test_one_outlet(path: Path) -> None:
    outlets: dict[Ends, list[str | None]] = defaultdict(list)
    for claim, article in claims():
        outlets[ends(claim)].append(article.publisher)
    expected: list[Row] = [(*e, o[0], str(len(o))) for e, o in outlets.items() if len(set(o)) == 1 and o[0]]
    assert found(path, "one-outlet", "subject relation object carried_by claims") == sorted(expected, key=repr)


@pytest.mark.parametrize(("first", "second"), [("2015-09-12", "2016-09-20"), ("2014-06", "2020"), ("2012", "2025-03")])
def test_changed(path: Path, first: str, second: str) -> None:
    counts: dict[Ends, Counter[tuple[bool, str]]] = defaultdict(Counter)
    for claim, article in claims():
        date = article.date or ""
        if claim.modality == "actual" and date[: len(second)] <= second[: len(date)]:
            later = date[: len(first)] > first[: len(date)]
            counts[ends(claim)][later, claim.polarity] += 1
    expected: list[Row] = []
    for e, seen in counts.items():
        said, denied, said_before, denied_before = (
            seen[later, polarity] for later in (True, False) for polarity in ("affirmed", "negated")
        )
        if (said and not said_before) or (denied and not denied_before):
            expected.append((*e, str(said), str(denied), str(said_before), str(denied_before)))
    columns = "subject relation object said denied said_before denied_before"
    assert found(path, "changed", columns, from_=first, to=second) == sorted(expected, key=repr)
