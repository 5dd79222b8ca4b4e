"""The claims behind an answer: all that its rows count, where the rows themselves name one for each figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

from graph.model import Collection
from graph.query.answer import Answer, Iri, Value
from graph.query.named import NamedQuery
from graph.store import Store
from graph.triples.terms import PREFIXES, local_id

_ONE = re.compile(r"\(MIN\((?P<claim>\?\w+)\) AS (?P<name>\?(?:some|\w*claim\w*))\)")
_ID = re.compile(r"[0-9a-f]{32}")


def behind(
    ask: Callable[[str], Answer], store: Store, query: NamedQuery, values: Mapping[str, str] | None = None
) -> Collection:
    """Return all claims that the rows of an answer count, with their articles and actors.

    Where the rows name actors and no claims, these are the claims among those actors, of the query's relations.

    Args:
        ask: answers SPARQL from that store.
        store: the store, open.
        query: what was asked.
        values: see `NamedQuery.bind`.

    Raises:
        InputError: a value is malformed.
        QueryLimit: over a limit of ``ask``, which is asked for as many rows as the answer had.
    """
    answer = ask(gathering(query.bind(values)))
    claims, actors = claims_of(answer), actors_of(answer)
    if claims:
        return store.collection(claims=claims)
    if not actors:
        return Collection((), (), ())
    return _among(actors, store.collection(actors=actors, relations=_relations(query, values or {})))


def _relations(query: NamedQuery, values: Mapping[str, str]) -> list[str]:
    """Return the relations that a query was asked for, none where it takes all."""
    asked = (p.terms(values.get(p.name), query.name) for p in query.parameters if p.type == "relation")
    return [local_id(term) for terms in asked for term in terms]


def _among(actors: frozenset[str], found: Collection) -> Collection:
    claims = tuple(c for c in found.claims if {c.subject, c.object} <= actors and c.review != "rejected")
    articles = {claim.article for claim in claims}
    return Collection(tuple(a for a in found.articles if a.id in articles), claims, found.actors)


def gathering(sparql: str) -> str:
    """Return a named query so that each cell with the claim of a row holds all of them, as IRIs by spaces.

    The query must keep to the convention of `graph.query.named`: such a claim is ``(MIN(?x) AS ?NAME)`` with ``claim``
    in NAME, or NAME ``some``, which is then aggregated again or made an IRI. Others come back as they are.

    >>> gathering("SELECT ?p (MIN(?c) AS ?claim) { ?c :proposition ?p } GROUP BY ?p")
    'SELECT ?p (GROUP_CONCAT(DISTINCT STR(?c); SEPARATOR=" ") AS ?claim) { ?c :proposition ?p } GROUP BY ?p'
    """
    all_of = _ONE.sub(r'(GROUP_CONCAT(DISTINCT STR(\g<claim>); SEPARATOR=" ") AS \g<name>)', sparql)
    return all_of.replace("IRI(?some)", "?some")


def claims_of(answer: Answer) -> frozenset[str]:
    """Return the ids of the claims that the cells of an answer name, alone or by spaces."""
    return frozenset(id_ for id_ in _locals(answer, "claim") if _ID.fullmatch(id_))


def actors_of(answer: Answer) -> frozenset[str]:
    """Return the ids of the actors that the cells of an answer name."""
    return frozenset(_locals(answer, "actor"))


def _locals(answer: Answer, prefix: str) -> Iterator[str]:
    """Yield what stands after a prefix in the IRIs of an answer; only claims may stand in text."""
    start = PREFIXES[prefix]
    for row in answer.rows:
        for term in row:
            match term:
                case Iri(value):
                    parts = [value]
                case Value(value) if prefix == "claim":
                    parts = value.split(" ")
                case _:
                    continue
            for part in parts:
                if part.startswith(start):
                    yield unquote(part.removeprefix(start), errors="replace")
