"""The shapes accept a good graph, reject each way of breaking it, and do so as pyshacl does."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

import pyshacl
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize
from rdflib import RDF, Graph, URIRef

from graph.errors import DataError
from graph.model import claim_actors
from graph.ontology import NS, REL, load_ontology
from graph.shapes import compile_shapes, validate
from graph.triples.actors import actor_quads
from graph.triples.readings import reading_quads
from tests import tiny_world

SAMPLE = Path(__file__).with_name("shapes_sample.ttl")
SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
COMPONENTS = {
    "minCount": "MinCount",
    "maxCount": "MaxCount",
    "datatype": "Datatype",
    "nodeKind": "NodeKind",
    "class": "Class",
    "in": "In",
    "or": "Or",
    "pattern": "Pattern",
    "minLength": "MinLength",
    "minInclusive": "MinInclusive",
    "maxInclusive": "MaxInclusive",
    "lessThan": "LessThan",
}
"""Local name of a constraint -> the start of its name in a SHACL report."""

Finding = tuple[str, str, str]


def sample() -> set[Quad]:
    return set(parse(path=str(SAMPLE), format=RdfFormat.TURTLE))


def vocabulary() -> list[Quad]:
    graph = NamedNode(f"{NS}ontology")
    return [Quad(t.subject, t.predicate, t.object, graph) for t in load_ontology().vocabulary()]


def ours(quads: set[Quad]) -> set[Finding]:
    store = Store()
    store.extend(vocabulary())
    store.extend(sorted(quads, key=str))
    return {(v.focus, v.path, v.component) for v in validate(store)}


@cache
def shacl_graph() -> Graph:
    return Graph().parse(data=load_ontology().shapes_text, format="turtle")


def theirs(quads: set[Quad]) -> set[Finding]:
    """Return what pyshacl finds in the quads together with the vocabulary."""
    triples = [quad.triple for quad in [*vocabulary(), *sorted(quads, key=str)]]
    data = Graph().parse(data=cast("bytes", serialize(triples, format=RdfFormat.N_TRIPLES)), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shacl_graph(), inference="none")
    names = {f"{long}ConstraintComponent": short for short, long in COMPONENTS.items()}
    found = set()
    for result in report.subjects(RDF.type, URIRef(f"{SH}ValidationResult")):
        path = report.value(result, URIRef(f"{SH}resultPath"))
        component = str(report.value(result, URIRef(f"{SH}sourceConstraintComponent"))).removeprefix(SH)
        focus = report.value(result, URIRef(f"{SH}focusNode"))
        found.add((focus.n3(), path.n3() if path is not None else "", names[component]))
    return found


def targets() -> list[tuple[str, str, str]]:
    """Return (class, path, component) of every constraint of every property shape."""
    found = []
    for check in compile_shapes(load_ontology().shapes_text):
        class_ = check.shape.strip("<>").rpartition("/")[2].partition("-")[0]
        found += [(class_, check.path, c) for c in [*check.values, *check.queries] if check.path]
    return found


def broken(component: str) -> tuple[set[Quad], set[Finding]]:
    """Return the sample with every property of a component broken in that way, and what must at least be found."""
    quads = sample()
    wrong: set[Finding] = set()
    for class_, path, name in targets():
        if name != component:
            continue
        focus = focus_of(class_, path.strip("<>"))
        predicate = NamedNode(path.strip("<>"))
        values = [q for q in quads if q.subject == focus and q.predicate == predicate]
        type_path = predicate.value.endswith("#type")
        if type_path:
            values = [q for q in values if q.object != NamedNode(f"{NS}Actor")]
        keep = component == "maxCount" or type_path
        if not keep or component == "minCount":
            quads.difference_update(values)
        for term in replacements(component, values[0].object):
            quads.add(Quad(focus, predicate, term))
        wrong.add((str(focus), path, component))
    return quads, wrong


def focus_of(class_: str, path: str) -> NamedNode:
    """Return the first node of a class in the sample that has the path."""
    nodes = {q.subject for q in sample() if q.object == NamedNode(f"{NS}{class_}")}
    having = {q.subject for q in sample() if q.predicate.value == path}
    return cast("NamedNode", min(nodes & having, key=str))


def replacements(component: str, old: object) -> list[NamedNode | Literal]:
    """Return what to put in place of a good value, or beside it, to break a constraint."""
    integer, other = NamedNode(f"{XSD}integer"), NamedNode("https://example.org/other")
    decimal = isinstance(old, Literal) and old.datatype.value == f"{XSD}decimal"
    table: dict[str, list[NamedNode | Literal]] = {
        "minCount": [],
        "maxCount": [another(old)],
        "datatype": [Literal("wrong", language="en")],
        "nodeKind": [Literal("wrong")],
        "class": [other],
        "in": [other],
        "or": [Literal("2021-02-30", datatype=NamedNode(f"{XSD}date"))],
        "pattern": [Literal("?") if isinstance(old, Literal) else other],
        "minLength": [Literal("")],
        "minInclusive": [
            Literal("-0.5", datatype=NamedNode(f"{XSD}decimal")) if decimal else Literal("-1", datatype=integer)
        ],
        "maxInclusive": [Literal("1.5", datatype=NamedNode(f"{XSD}decimal"))],
        "lessThan": [Literal("99", datatype=integer)],
    }
    return table[component]


def another(old: object) -> NamedNode | Literal:
    """Return a second value of the same kind."""
    if not isinstance(old, Literal):
        return NamedNode(f"{cast('NamedNode', old).value}0")
    if old.datatype.value == f"{XSD}boolean":
        return Literal(old.value != "true")
    text = {"gYear": "1999", "gYearMonth": "1999-01", "date": "1999-01-01", "decimal": "0.25", "integer": "77"}
    return Literal(text.get(old.datatype.value.removeprefix(XSD), "another"), datatype=old.datatype)


def test_the_sample_has_nothing_wrong() -> None:
    assert ours(sample()) == set()


def test_the_sample_uses_every_property_of_every_shape() -> None:
    for class_, path, _ in targets():
        assert focus_of(class_, path.strip("<>"))


def written() -> set[Quad]:
    """Return what graph.triples makes of the tiny world, whose state codes are not of the real world's form."""
    read = tiny_world.reading()
    symmetric = {r.id for r in load_ontology().relations.values() if r.symmetric}
    quads = set(reading_quads(read, [tiny_world.METHOD], symmetric))
    registry = tiny_world.Registry(*read.minted)
    for id_ in sorted({i for claim in read.claims for i in claim_actors(claim)}):
        actor = registry.actor(id_)
        quads.update(actor_quads(replace(actor, iso3166="XN" if actor.iso3166 else None)))
    return quads


def test_what_the_project_writes_has_nothing_wrong() -> None:
    assert ours(written()) == set()


def test_what_the_project_writes_uses_defined_names_only() -> None:
    defined = {q.subject.value for q in vocabulary() if isinstance(q.subject, NamedNode)}
    terms = {term for q in written() for term in (q.predicate, q.object) if isinstance(term, NamedNode)}
    assert {t.value for t in terms if t.value.startswith((NS, REL))} <= defined


def test_pyshacl_finds_nothing_wrong_in_the_sample() -> None:
    assert theirs(sample()) == set()


@pytest.mark.parametrize("component", sorted(COMPONENTS))
def test_each_constraint_when_broken_is_found_as_pyshacl_finds_it(component: str) -> None:
    quads, wrong = broken(component)
    found = ours(quads)
    assert wrong
    assert wrong <= found
    assert found == theirs(quads)


def test_a_node_with_a_wrong_iri_is_found_as_pyshacl_finds_it() -> None:
    moved = {
        "https://w3id.org/detente/name/00000000000000000000000000000001": "https://example.org/name",
        "https://w3id.org/detente/tenure/00000000000000000000000000000002": "https://w3id.org/detente/tenure/short",
    }
    quads = {
        Quad(NamedNode(moved.get(q.subject.value, q.subject.value)), q.predicate, q.object, DefaultGraph())
        for q in sample()
        if isinstance(q.subject, NamedNode)
    }
    found = ours(quads)
    assert {(f"<{new}>", "", "pattern") for new in moved.values()} <= found
    assert found == theirs(quads)


def test_a_claim_and_its_review_may_stand_in_two_graphs() -> None:
    quads = {
        Quad(
            q.subject,
            q.predicate,
            q.object,
            NamedNode(f"{NS}judgements" if "review" in q.predicate.value else f"{NS}x"),
        )
        for q in sample()
    }
    assert ours(quads) == set()


def test_violations_come_sorted_and_name_shape_and_value() -> None:
    store = Store()
    store.extend(vocabulary())
    store.extend(broken("in")[0])
    found = validate(store)
    assert list(found) == sorted(found)
    polarity = next(v for v in found if v.shape == "<https://w3id.org/detente/shape/Claim-polarity>")
    assert polarity.value == "<https://example.org/other>"


def test_a_constraint_that_is_not_understood_is_an_error() -> None:
    shapes = (
        f"@prefix sh: <{SH}> . <a:s> sh:targetClass <a:C> ; sh:property <a:p> . <a:p> sh:path <a:q> ; sh:equals <a:r> ."
    )
    with pytest.raises(DataError, match="equals is not understood"):
        validate(Store(), shapes)


def test_a_path_that_is_not_understood_is_an_error() -> None:
    shapes = f"@prefix sh: <{SH}> . <a:s> sh:targetClass <a:C> ; sh:property <a:p> . <a:p> sh:path ( <a:q> <a:r> ) ."
    with pytest.raises(DataError, match="others are not understood"):
        validate(Store(), shapes)


def test_shapes_that_are_no_turtle_are_an_error() -> None:
    with pytest.raises(DataError, match="shapes:1: "):
        validate(Store(), "<a:s> <a:p> .")


def test_two_thousand_claims_are_checked_within_seconds() -> None:
    quads = sample()
    claim = "https://w3id.org/detente/claim/00000000000000000000000000000005"
    copies = [
        Quad(NamedNode(f"{claim[:-8]}{n:08x}"), q.predicate, q.object)
        for n in range(2000)
        for q in quads
        if isinstance(q.subject, NamedNode) and q.subject.value == claim
    ]
    store = Store()
    store.extend(vocabulary())
    store.extend(quads)
    store.extend(copies)
    begun = time.process_time()
    assert validate(store) == ()
    assert time.process_time() - begun < 5
