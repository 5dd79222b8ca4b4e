"""A store as notebooks want it: claims as flat rows, as a network, as RDF, and answers to queries as tables."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graph.actors.lookup import choose
from graph.model import Claim, Collection
from graph.ontology import load_ontology
from graph.query.answer import Answer, Term, Value
from graph.query.cells import visible
from graph.query.run import Limits, run
from graph.query.show import as_table, short
from graph.store import Store

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from rdflib import Graph

Cell = str | int | float | bool | None
Row = dict[str, Cell]

SHOWN = 50
"""Rows of an answer that a notebook shows; all of them are there."""


class OpenStore:
    """A store to look into. Made by `graph.open_store`; it holds nothing open, and each call sees what is stored then.

    Filters are the same everywhere: ``actor`` (a name or an id) stands at either end, ``relation`` is the id of one
    relation, ``start`` and ``end`` are ISO dates, maybe partial, both inside, and ``min_confidence`` goes from 0 to 1.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __repr__(self) -> str:
        """Return how it is opened."""
        return f"open_store({str(self.path)!r})"

    def collection(
        self,
        *,
        actor: str | None = None,
        relation: str | None = None,
        start: str | None = None,
        end: str | None = None,
        min_confidence: float = 0.0,
    ) -> Collection:
        """Return the claims that pass the filters with their articles and actors, as `graph.analysis` takes them.

        Raises:
            InputError: nobody in the store, or more than one, has the name; no such relation; a date that is none.
            StoreError: no store there any more, or damaged.
        """
        with Store.open(self.path) as store:
            return store.collection(
                actors=None if actor is None else [choose(actor, store.actors(), (), place=str(self.path))[0].id],
                relations=None if relation is None else [load_ontology().relation(relation).id],
                start=start,
                end=end,
                min_confidence=min_confidence,
            )

    def claims(
        self,
        *,
        actor: str | None = None,
        relation: str | None = None,
        start: str | None = None,
        end: str | None = None,
        min_confidence: float = 0.0,
    ) -> Iterator[Row]:
        """Return the claims as flat rows for ``pandas.DataFrame``, in order of date, then of place in the article.

        ``when`` is when a claim held, else the date of its article; ``sign`` and ``intensity`` are the relation's, also
        where the claim is negated. What is not known is None. Raises as `collection` does.
        """
        found = self.collection(actor=actor, relation=relation, start=start, end=end, min_confidence=min_confidence)
        order = {article.id: number for number, article in enumerate(found.articles)}
        return (_row(claim, found) for claim in sorted(found.claims, key=lambda c: order[c.article]))

    def to_networkx(
        self,
        *,
        actor: str | None = None,
        relation: str | None = None,
        start: str | None = None,
        end: str | None = None,
        min_confidence: float = 0.0,
    ) -> MultiDiGraph[str]:
        """Return the claims as a network, one edge a claim; see `graph.network.claims_network`.

        Negated and merely possible claims are edges too; `graph.network.merged` and `graph.analysis` leave them out.
        """
        from graph.network import claims_network  # noqa: PLC0415 - only who asks for a network waits for it

        return claims_network(
            self.collection(actor=actor, relation=relation, start=start, end=end, min_confidence=min_confidence)
        )

    def to_rdflib(self) -> Graph:
        """Return all that is stored as one rdflib graph, as queries see it; each claim names its article.

        rdflib takes about a minute for 100,000 claims and 2 GB of memory; `query` answers from the store itself.
        """
        from pyoxigraph import RdfFormat, parse, serialize  # noqa: PLC0415
        from rdflib import Graph  # noqa: PLC0415 - slow to load

        from graph.triples.terms import PREFIXES  # noqa: PLC0415

        with Store.open(self.path) as store:
            quads = parse(store.nquads(), format=RdfFormat.N_QUADS)
            triples = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
        triples_graph = Graph()
        triples_graph.parse(data=triples or b"", format="nt")
        for prefix, start in PREFIXES.items():
            triples_graph.bind(prefix, start, override=True, replace=True)
        return triples_graph

    def query(self, sparql: str, *, seconds: float = 30.0, rows: int = 10_000) -> Table:
        """Return the answer to a SPARQL 1.1 query, which runs in a fenced process; see `graph.query.run`.

        Raises:
            QueryError: malformed or refused.
            QueryLimit: longer than ``seconds``, or more than ``rows``.
        """
        limits = Limits(seconds=seconds, cpu_seconds=max(1, round(seconds)), rows=rows)
        return Table(run(self.path, sparql, limits=limits))


class Table:
    """An answer to a query: rows as dicts, for ``pandas.DataFrame`` too; a notebook shows it as a table."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        """Its terms with their types."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns; that of a yes or no is ``boolean``."""
        return ("boolean",) if self.answer.kind == "boolean" else self.answer.variables

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows: numbers and truth values as such, IRIs shortened by their prefix, None where nothing is."""
        if self.answer.kind == "boolean":
            yield {"boolean": self.answer.boolean}
        for row in self.answer.rows:
            yield {name: _cell(term) for name, term in zip(self.columns, row, strict=True)}

    def __len__(self) -> int:
        """Return how many rows there are."""
        return 1 if self.answer.kind == "boolean" else len(self.answer.rows)

    def __repr__(self) -> str:
        """Return the rows as a plain table, safe to print."""
        return as_table(self.answer).rstrip("\n")

    def _repr_html_(self) -> str:
        """Return the first rows as an HTML table in which nothing that was stored is markup."""
        shown = [row for row, _ in zip(self, range(SHOWN), strict=False)]
        head = "".join(f"<th>{_inert(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{''.join(f'<td>{_inert(cell)}</td>' for cell in row.values())}</tr>\n" for row in shown)
        more = f"<p>{len(self) - SHOWN:,} more rows</p>\n" if len(self) > SHOWN else ""
        return f"<table>\n<tr>{head}</tr>\n{body}</table>\n{more}"


def _inert(cell: Cell) -> str:
    return "" if cell is None else html.escape(visible(str(cell)))


def _cell(term: Term | None) -> Cell:
    if term is None:
        return None
    if isinstance(term, Value) and term.datatype is not None:
        if term.datatype.endswith("#boolean"):
            return term.value in {"true", "1"}
        if term.number:
            return _number(term.value)
    return short(term)


def _number(text: str) -> Cell:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _row(claim: Claim, collection: Collection) -> Row:
    article = collection.article(claim.article)
    relation = load_ontology().relation(claim.relation)
    speaker = claim.attribution.speaker if claim.attribution else None
    return {
        "subject": collection.actor(claim.subject).label,
        "relation": claim.relation,
        "object": collection.actor(claim.object).label,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "speaker": collection.actor(speaker).label if speaker else None,
        "when": claim.valid_time or article.date,
        "family": relation.family,
        "sign": relation.sign,
        "intensity": relation.intensity,
        "confidence": claim.confidence,
        "review": claim.review,
        "quote": claim.quote,
        "sentence": claim.sentence,
        "title": article.title,
        "date": article.date,
        "publisher": article.publisher,
        "url": article.url,
        "valid_time": claim.valid_time,
        "method": claim.method,
        "claim_id": claim.id,
        "article_id": claim.article,
        "subject_id": claim.subject,
        "object_id": claim.object,
        "speaker_id": speaker,
    }
