"""How fast the store loads and answers, on claims made up here.

    python -m bench.store [ARTICLES] [CLAIMS_EACH]

Prints seconds by the clock and of CPU. Figures of different machines compare only side by side.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.model import (
    Actor,
    Article,
    Claim,
    Evidence,
    Mention,
    Reading,
    Span,
    make_article,
    make_claim,
)
from graph.ontology import load_ontology
from graph.query import Limits, run
from graph.store import Store

METHOD = "bench@1"
ACTORS = 300
QUERIES = {
    "relations of an actor": """SELECT ?r ?o (COUNT(?c) AS ?n) {
        ?p :subject actor:a7 ; :relation ?r ; :object ?o . ?c :proposition ?p }
        GROUP BY ?r ?o ORDER BY DESC(?n) LIMIT 20""",
    "edge with its evidence": """SELECT ?quote ?date {
        ?p :subject actor:a1 ; :relation ?r ; :object actor:a2 . ?c :proposition ?p ; :quote/oa:exact ?quote ;
        prov:wasQuotedFrom/schema:datePublished ?date }""",
    "enemies' supporters": """SELECT DISTINCT ?x {
        actor:a7 rel:attacks|rel:fights|rel:opposes|rel:hostileTo ?e . ?x rel:supports|rel:arms|rel:funds ?e }""",
    "said and denied": """SELECT ?p {
        ?p a :Proposition . ?a :proposition ?p ; :polarity :affirmed . ?b :proposition ?p ; :polarity :negated }
        LIMIT 50""",
    "by relation and month": """SELECT ?r ?m (COUNT(*) AS ?n) {
        ?c rdf:predicate ?r ; prov:wasQuotedFrom/schema:datePublished ?d . BIND(SUBSTR(STR(?d), 1, 7) AS ?m) }
        GROUP BY ?r ?m ORDER BY ?r ?m""",
    "top actors": """SELECT ?s (SUM(?n) AS ?claims) { ?p :subject ?s ; :claimCount ?n }
        GROUP BY ?s ORDER BY DESC(?claims) LIMIT 20""",
}


class Actors:
    """Made-up actors a0, a1, ..."""

    def actor(self, id_: str) -> Actor:
        """Return the actor of an id."""
        return Actor(id_, id_.upper(), "State")


def readings(articles: int, claims: int) -> Iterator[Reading]:
    """Yield made-up articles with made-up claims, the same each time; few actors are frequent, as in the news."""
    chance = random.Random(1)  # noqa: S311 - made-up data
    relations = sorted(load_ontology().relations)
    weights = [1 / (n + 1) for n in range(ACTORS)]
    for number in range(articles):
        pairs = [chance.choices(range(ACTORS), weights, k=2) for _ in range(claims)]
        sentences = [f"Actor a{s} did something, as was heard on that day, to actor a{o}." for s, o in pairs]
        article = make_article(
            " ".join(sentences),
            title=f"Report {number}",
            date=f"20{number % 20 + 1:02d}-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
            publisher=f"Outlet {number % 9}",
            url=f"https://example.org/{number}",
        )
        yield Reading(article, tuple(_claims(article, sentences, pairs, relations, chance)))


def _claims(
    article: Article, sentences: list[str], pairs: list[list[int]], relations: list[str], chance: random.Random
) -> Iterator[Claim]:
    start = 0
    for sentence, (s, o) in zip(sentences, pairs, strict=True):
        end = start + len(sentence)
        first, last = f"a{s}", f"a{o}"
        at, to = start + 6, end - 1 - len(last)
        yield make_claim(
            article,
            subject=first,
            relation=chance.choice(relations[:12]),
            object_=last,
            polarity=chance.choices(("affirmed", "negated"), (9, 1))[0],
            modality="actual",
            attribution=None,
            evidence=Evidence(
                sentence=Span(start, end),
                quote=Span(start, end - 1),
                subject=Mention(Span(at, at + len(first)), first, first, "name"),
                object=Mention(Span(to, end - 1), last, last, "name"),
                frame="bench.csv:1",
                pattern="nsubj>obj",
            ),
            confidence=0.5 + chance.randrange(500) / 1000,
            method=METHOD,
        )
        start = end + 1


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long a block took."""
    clock, cpu = time.perf_counter(), time.process_time()
    yield
    print(f"{what:<40}{time.perf_counter() - clock:9.3f} s  {time.process_time() - cpu:9.3f} s CPU")


def main() -> None:
    """Load, read and ask."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    claims = int(sys.argv[2]) if len(sys.argv) > 2 else 10  # noqa: PLR2004 - the second argument
    made = list(readings(articles, claims))
    folder = Path(tempfile.mkdtemp())
    path = folder / "store"
    try:
        with Store.open(path, write=True) as store:
            with timed(f"add {articles} articles, {articles * claims} claims"):
                for start in range(0, articles, 50):
                    store.add(made[start : start + 50], Actors(), method=METHOD)
            with timed("add them again"):
                store.add(made, Actors(), method=METHOD)
            with timed("replace 50 articles"):
                store.add(made[:50], Actors(), method="bench@2")
            with timed("rebuild"):
                print(f"quads that were wrong: {store.rebuild()}")
        with timed("open for reading"), Store.open(path) as store:
            counts = store.counts()
        print(counts)
        size = sum(f.stat().st_size for f in path.rglob("*") if f.is_file())
        print(f"{size / 1e6:.0f} MB, {size / counts.claims:.0f} bytes a claim")
        with Store.open(path) as store, timed("collection, all"):
            store.collection()
        with Store.open(path) as store, timed("collection, one actor"):
            store.collection(actors=["a7"])
        with timed("query: nothing (start of a worker)"):
            run(path, "ASK {}")
        for name, query in QUERIES.items():
            with timed(f"query: {name}"):
                run(path, query, limits=Limits(seconds=120, cpu_seconds=120))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
