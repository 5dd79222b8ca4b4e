"""A small war for named queries: Norland attacks Sudland, whom Ostia arms; and how to ask about it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from graph.model import Actor, Claim, Modality, Polarity, Reading, make_article, with_review
from graph.query import Iri, Value
from graph.query.named import NamedQuery, ask
from graph.store import Store
from tests.tiny_world import METHOD, Registry, claim_in

WESTIA = Actor("westia", "Westia", "State")
KNOWN = Registry(WESTIA)
NAMES = {"norland": "Norland", "sudland": "Sudland", "ostia": "Ostia", "red-front": "Red Front", "westia": "Westia"}
GIVEN = {
    "actor": "sudland",
    "relation": "violence,support,diplomacy,alignment",
    "date": "2021-02",
    "text": "daily",
    "number": "5",
}


Row = tuple[str, str, str, Polarity, Modality, str | None]


def filled(path: Path) -> Path:
    """Return a path at which there is a store with the small war now."""
    with Store.open(path, write=True) as store:
        store.add(world(), KNOWN, method=METHOD)
    return path


def told(
    subject: str,
    relation: str,
    object_: str,
    *,
    polarity: Polarity = "affirmed",
    modality: Modality = "actual",
    speaker: str | None = None,
) -> Row:
    return subject, relation, object_, polarity, modality, speaker


def article(outlet: str | None, date: str | None, *rows: Row) -> Reading:
    """Return the reading of an article that has a sentence for each row."""
    sentences = [f"{NAMES[s]} {relation} {NAMES[o]} ({n})." for n, (s, relation, o, *_) in enumerate(rows)]
    text = make_article(" ".join(sentences), date=date, publisher=outlet, url="https://x.example/")
    claims = [
        claim_in(
            text,
            sentence,
            (NAMES[s], s),
            relation,
            (NAMES[o], o),
            polarity=polarity,
            modality=modality,
            speaker=speaker,
        )
        for sentence, (s, relation, o, polarity, modality, speaker) in zip(sentences, rows, strict=True)
    ]
    return Reading(text, tuple(claims))


def world() -> list[Reading]:
    """Return a small war: Norland attacks Sudland, whom Ostia arms; one claim was rejected."""
    late = article("Wire", "2022-02-01", told("ostia", "attacks", "sudland"), told("westia", "fears", "norland"))
    return [
        article(
            "The Daily",
            "2021-01-10",
            told("norland", "attacks", "sudland"),
            told("ostia", "arms", "sudland"),
            told("sudland", "alliedWith", "ostia"),
            told("ostia", "alliedWith", "westia"),
        ),
        article(
            "Herald",
            "2021-03-05",
            told("norland", "attacks", "sudland", speaker="sudland"),
            told("norland", "attacks", "sudland", polarity="negated", speaker="norland"),
            told("sudland", "cooperatesWith", "red-front"),
            told("westia", "mediatesFor", "norland"),
            told("westia", "mediatesFor", "sudland"),
        ),
        article(
            None,
            "2021-03",
            told("ostia", "fears", "norland", modality="possible"),
            told("ostia", "arms", "sudland"),
            told("norland", "recognizes", "westia", polarity="negated"),
        ),
        article("The Daily", None, told("ostia", "mediatesFor", "red-front", modality="planned")),
        replace(late, claims=(with_review(late.claims[0], "rejected"), late.claims[1])),
    ]


def rows(path: Path, name: str, columns: str, **values: str) -> list[tuple[str | None, ...]]:
    """Return some columns of an answer: ids without their prefix, other terms as text."""
    answer = ask(path, name, {key.rstrip("_"): value for key, value in values.items()})
    at = [answer.variables.index(column) for column in columns.split()]
    return [tuple(plain(row[n]) for n in at) for row in answer.rows]


def plain(term: object) -> str | None:
    match term:
        case Iri(value):
            return re.split("[/#]", value)[-1]
        case Value(value):
            return value
    return None


def claims_of(subject: str, relation: str, object_: str, *, rejected: bool = False) -> list[Claim]:
    return [
        c
        for reading in world()
        for c in reading.claims
        if (c.subject, c.relation, c.object) == (subject, relation, object_) and (c.review == "rejected") is rejected
    ]


def sample(query: NamedQuery) -> dict[str, str]:
    return {p.name: GIVEN[p.type] for p in query.parameters}
