"""Questions with a name as forms, and a place to write SPARQL."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlencode

from starlette.responses import Response

from exports import html as maps
from exports.html.evidence import link
from graph.errors import DetenteError, InputError, UnknownName
from graph.ontology import BASE, load_ontology
from graph.query import Answer, Iri, Term, Value, as_csv, as_json
from graph.query.behind import behind
from graph.query.named import NamedQuery, named_queries, named_query, with_prefixes
from graph.query.parameters import ANY, LIMIT, Parameter
from graph.query.refuse import MAX_LENGTH
from graph.query.show import short
from graph.triples.terms import PREFIXES
from web.views import drawing
from web.views.asked import Asked, Missing, actor_at, address
from web.views.page import page
from web.views.picture import Picture

_ID = re.compile("[0-9a-f]{32}")
_ROWS = 500
"""Rows shown; CSV and JSON have all."""
_FIRST = """SELECT ?subject ?relation ?object (SUM(?n) AS ?claims)
{
  ?p :subject ?subject ; :relation ?relation ; :object ?object ; :claimCount ?n .
}
GROUP BY ?subject ?relation ?object
ORDER BY DESC(?claims)
LIMIT 20
"""


class Cell(NamedTuple):
    """A cell of a table of answers; ``at`` is where it leads, ``outside`` whether that is another site."""

    text: str
    at: str = ""
    outside: bool = False
    number: bool = False


def questions(_asked: Asked, _picture: Picture) -> Response:
    """Return the list of questions with a name."""
    return page("questions.html", queries=list(named_queries().values()), title=_title)


def question(asked: Asked, picture: Picture) -> Response:
    """Return the form of one question, and its answer where it was asked.

    Raises:
        Missing: no question of this name.
        QueryLimit: the answer takes too long.
    """
    try:
        query = named_query(asked.id)
    except UnknownName as error:
        raise Missing(str(error)) from None
    form = asked.one_of("format", ("csv", "json", "map"))
    ready = "ask" in asked.given or all(asked.text(p.name) for p in query.parameters if p.default is None)
    if not ready:
        return _question(asked, query, picture)
    try:
        values = _values(asked, query, picture)
        sparql = query.bind(values)
    except InputError as error:
        if form:
            raise
        return _question(asked, query, picture, message=str(error), status=400)
    if form == "map":
        return _map(asked, picture, query, values)
    answer = picture.lasting(("answer", sparql), lambda: asked.run(sparql))
    if form:
        return _file(answer, form, query.name)
    return _question(asked, query, picture, sparql=with_prefixes(sparql), answer=answer)


def _map(asked: Asked, picture: Picture, query: NamedQuery, values: dict[str, str]) -> Response:
    """Return the map of the claims behind an answer, with denials and plans that it counts.

    Raises:
        InputError: there are none.
    """

    def made() -> str:
        collection = behind(asked.run, picture.store, query, values)
        if not collection.claims:
            raise InputError("no claims link what this answer names, nothing to draw; ask for more")
        given = (asked.text(p.name) for p in query.parameters if p.name != LIMIT)
        title = query.titled(text[:80] for text in given if text)
        return maps.render(
            collection,
            load_ontology().relations,
            title=title,
            limit=drawing.LIMIT,
            lines=drawing.LINES,
            start={"other": "1"},
        )

    return drawing.document(picture.lasting(("map of an answer", query.name, tuple(sorted(values.items()))), made))


def _question(
    asked: Asked,
    query: NamedQuery,
    picture: Picture,
    *,
    sparql: str = "",
    answer: Answer | None = None,
    message: str = "",
    status: int = 200,
) -> Response:
    return page(
        "question.html",
        status=status,
        asked=asked,
        query=query,
        title=_title(query.name),
        sparql=sparql,
        answer=answer,
        rows=_rows(answer, picture) if answer else [],
        message=message,
        families=[(f.id, f.label) for f in load_ontology().families.values()],
    )


def _values(asked: Asked, query: NamedQuery, picture: Picture) -> dict[str, str]:
    """Return the parameters that are given, actors by id."""
    found = {}
    for parameter in query.parameters:
        if text := asked.text(parameter.name):
            found[parameter.name] = _meant(parameter, text, picture)
    return found


def _meant(parameter: Parameter, text: str, picture: Picture) -> str:
    if parameter.type == "actor" and text != ANY:
        return picture.find(text)
    if parameter.name == LIMIT and text == ANY:
        raise InputError(f"{LIMIT}: a number is needed here; write one like 100")
    return text


def editor(asked: Asked, picture: Picture) -> Response:
    """Return the place to write SPARQL, with the answer to what stands there."""
    query = asked.text("query", MAX_LENGTH)
    form = asked.one_of("format", ("csv", "json"))
    answer, message = None, ""
    if query:
        try:
            answer = asked.run(query)
        except DetenteError as error:
            if form:
                raise
            message = str(error)
    if form and answer:
        return _file(answer, form, "answer")
    return page(
        "editor.html",
        status=400 if message else 200,
        asked=asked,
        text=query or _FIRST,
        answer=answer,
        rows=_rows(answer, picture) if answer else [],
        message=message,
        prefixes=list(PREFIXES.items()),
        names=_names(),
        examples=[(q, f"/editor?{urlencode({'query': q.bind()})}") for q in _ready()],
    )


def _names() -> list[str]:
    """Return what the editor completes: the prefixes, and the relations."""
    return [*(f"{prefix}:" for prefix in PREFIXES if prefix), *(f"rel:{id_}" for id_ in load_ontology().relations)]


def _ready() -> list[NamedQuery]:
    """Return the queries with a name that can be asked as they are."""
    return [q for q in named_queries().values() if all(p.default is not None for p in q.parameters)]


def _rows(answer: Answer, picture: Picture) -> list[list[Cell]]:
    return [[_cell(term, picture) for term in row] for row in answer.rows[:_ROWS]]


def _cell(term: Term | None, picture: Picture) -> Cell:
    match term:
        case Iri(value) if value.startswith(BASE):
            kind, _, local = value.removeprefix(BASE).partition("/")
            id_ = unquote(local, errors="replace")
            if kind == "actor" and id_ in picture.actors:
                return Cell(picture.label(id_), actor_at(id_))
            if kind in {"claim", "article"} and _ID.fullmatch(id_):
                return Cell(f"{kind} {id_[:8]}", address(f"/{kind}/{id_}"))
            if kind == "rel" and id_ in load_ontology().relations:
                return Cell(load_ontology().relations[id_].label)
        case Value(value):
            return Cell(value, link(value), outside=True, number=term.number)
    return Cell(short(term))


def _file(answer: Answer, form: str, name: str) -> Response:
    if form == "csv":
        text, kind = as_csv(answer, bom=True), "text/csv; charset=utf-8"
    else:
        text, kind = as_json(answer), "application/sparql-results+json"
    headers = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    return Response(text.encode("utf-8", "replace"), media_type=kind, headers=headers)


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()
