"""Claims made up by the thousand, the same each time: every relation, few frequent actors, some denied or planned."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from graph.model import Actor, Article, Attribution, Claim, Evidence, Mention, Reading, Span, make_article, make_claim
from graph.ontology import load_ontology
from graph.store import Store

METHOD = "made-up@1"
ACTORS = 200
CLAIMS_EACH = 10


class Anybody:
    """Actors a0, a1, ..."""

    def actor(self, id_: str) -> Actor:
        """Return the actor of an id."""
        return Actor(id_, id_.upper(), "State")


def fill(path: Path, articles: int) -> None:
    """Store the first of them, new or beside what is there."""
    source = readings(articles)
    with Store.open(path, write=True) as store:
        while part := list(islice(source, 50)):
            store.add(part, Anybody(), method=METHOD)


def readings(articles: int) -> Iterator[Reading]:
    """Yield articles of ten claims each; every seventh has no date, every eleventh no publisher."""
    chance = random.Random(7)  # noqa: S311 - made-up data
    weights = [1 / (n + 2) for n in range(ACTORS)]
    relations = sorted(load_ontology().relations)
    for number in range(articles):
        ends = [chance.choices(range(ACTORS), weights, k=2) for _ in range(CLAIMS_EACH)]
        pairs = [(s, o, chance.choice(relations)) for s, o in ends]
        sentences = [f"It was heard that a{s} did something to actor a{o}." for s, o, _ in pairs]
        article = make_article(
            " ".join(sentences),
            title=f"Report {number}",
            date=f"20{number % 20 + 10}-{number % 12 + 1:02}-{number % 28 + 1:02}" if number % 7 else None,
            publisher=f"Outlet {number % 9}" if number % 11 else None,
            url=f"https://made-up.example/{number}",
        )
        yield Reading(article, tuple(_claims(article, sentences, pairs, chance)))


def _claims(
    article: Article, sentences: list[str], pairs: list[tuple[int, int, str]], chance: random.Random
) -> Iterator[Claim]:
    start = 0
    for sentence, (s, o, relation) in zip(sentences, pairs, strict=True):
        end = start + len(sentence)
        first, last = f"a{s}", f"a{o}"
        at, to = start + len("It was heard that "), end - 1 - len(last)
        said = Attribution(f"a{chance.randrange(ACTORS)}", "says") if chance.random() < 0.3 else None
        yield make_claim(
            article,
            subject=first,
            relation=relation,
            object_=last,
            polarity="negated" if chance.random() < 0.1 else "affirmed",
            modality=chance.choices(("actual", "planned", "possible"), (8, 1, 1))[0],
            attribution=said,
            evidence=Evidence(
                sentence=Span(start, end),
                quote=Span(start, end - 1),
                subject=Mention(Span(at, at + len(first)), first, first, "name"),
                object=Mention(Span(to, end - 1), last, last, "name"),
                frame="made_up.csv:1",
            ),
            confidence=0.5 + chance.randrange(500) / 1000,
            method=METHOD,
        )
        start = end + 1
