"""Actors as RDF: what ``:actors`` holds of one actor, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode, Quad

from graph.model import Actor, ActorType, Name, NameKind, content_id
from graph.triples.terms import (
    ACTORS,
    TYPE,
    Nodes,
    Properties,
    Term,
    actor_iri,
    by_node,
    concept,
    concept_id,
    integer,
    iri,
    maybe,
    maybe_id,
    moment,
    name,
    text,
    value,
)

_WIKIDATA = "http://www.wikidata.org/entity/"
_ACTOR = name(":Actor")


def actor_quads(actor: Actor) -> list[Quad]:
    """Return the quads of an actor and its names, in the graph ``:actors``.

    Raises:
        DataError: a text cannot stand in RDF.
    """
    node = actor_iri(actor.id)
    place = f"actor {actor.id!a}"
    quads = [Quad(node, p, o, ACTORS) for p, o in _properties(actor, place)]
    for position, each in enumerate(actor.names, start=1):
        named = iri("name", content_id(actor.id, each.text, each.kind, each.valid_from, each.valid_to))
        quads.append(Quad(node, name(":name"), named, ACTORS))
        quads += [Quad(named, p, o, ACTORS) for p, o in _name_properties(each, position, place)]
    return quads


def _properties(actor: Actor, place: str) -> Iterator[tuple[NamedNode, Term]]:
    yield TYPE, _ACTOR
    yield TYPE, concept(actor.type)
    yield name("rdfs:label"), text(actor.label, place)
    yield name(":reviewed"), Literal(actor.reviewed)
    for curie, id_ in ((":country", actor.country), (":parent", actor.parent)):
        if id_:
            yield name(curie), actor_iri(id_)
    for curie, date in ((":start", actor.active_from), (":end", actor.active_to)):
        if date:
            yield name(curie), moment(date, place)
    for curie, code in ((":iso3166", actor.iso3166), (":ucdp", actor.ucdp)):
        if code:
            yield name(curie), text(code, place)
    if actor.wikidata:
        yield name(":wikidata"), NamedNode(_WIKIDATA + quote(actor.wikidata, safe=""))


def _name_properties(each: Name, position: int, place: str) -> Iterator[tuple[NamedNode, Term]]:
    yield TYPE, name(":Name")
    yield name(":text"), text(each.text, place)
    yield name(":nameKind"), concept(f"{each.kind}Name")
    yield name(":position"), integer(position)
    for curie, date in ((":start", each.valid_from), (":end", each.valid_to)):
        if date:
            yield name(curie), moment(date, place)


def actor_from_quads(id_: str, quads: Iterable[Quad]) -> Actor:
    """Return the actor of an id from quads that hold its node and its names' nodes.

    Raises:
        KeyError: a field is missing, or the actor itself.
    """
    return actor_from_nodes(id_, by_node(quads))


def actor_from_nodes(id_: str, nodes: Nodes) -> Actor:
    """Return the actor of an id from its node and its names' nodes. Raises KeyError where one is missing."""
    found = nodes[actor_iri(id_)]
    kind = next(term for term in found[TYPE] if term != _ACTOR)
    names = sorted((nodes[cast("NamedNode", n)] for n in found.get(name(":name"), ())), key=_position)
    wikidata = found.get(name(":wikidata"))
    return Actor(
        id=id_,
        label=value(found, "rdfs:label"),
        type=cast("ActorType", concept_id(kind)),
        country=maybe_id(found, ":country"),
        names=tuple(_name(each) for each in names),
        active_from=maybe(found, ":start"),
        active_to=maybe(found, ":end"),
        parent=maybe_id(found, ":parent"),
        iso3166=maybe(found, ":iso3166"),
        wikidata=unquote(cast("NamedNode", wikidata[0]).value.removeprefix(_WIKIDATA)) if wikidata else None,
        ucdp=maybe(found, ":ucdp"),
        reviewed=value(found, ":reviewed") == "true",
    )


def name_nodes(properties: Properties) -> list[NamedNode]:
    """Return the nodes of an actor's names, in no order that means anything."""
    return [cast("NamedNode", term) for term in properties.get(name(":name"), ())]


def country_and_parent(actor: Actor) -> list[str]:
    """Return the ids of the actors that an actor's own triples point to."""
    return [id_ for id_ in (actor.country, actor.parent) if id_]


def _position(found: Properties) -> int:
    return int(value(found, ":position"))


def _name(found: Properties) -> Name:
    return Name(
        text=value(found, ":text"),
        kind=cast("NameKind", concept_id(found[name(":nameKind")][0]).removesuffix("Name")),
        valid_from=maybe(found, ":start"),
        valid_to=maybe(found, ":end"),
    )
