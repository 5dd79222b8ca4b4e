"""The SHACL shapes of ontology.ttl, run as SPARQL over a store.

Understood are node shapes with sh:targetClass, their sh:property shapes with an IRI as path, and the core constraints
minCount, maxCount, datatype, nodeKind, class, in, pattern, minLength, minInclusive, maxInclusive, lessThan and or.
Anything else is a DataError, so that no constraint is passed over in silence. The union of all graphs is checked, as
SHACL Core (W3C 2017) defines the results.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, cast

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Store, parse

from graph.errors import DataError
from graph.ontology import load_ontology

_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_CASTABLE = frozenset(_XSD + t for t in ("boolean", "integer", "decimal", "double", "date", "gYear", "gYearMonth"))
_KINDS = {"IRI": "isIRI", "Literal": "isLiteral", "BlankNode": "isBlank"}
_NOT_CONSTRAINTS = frozenset({f"{_RDF}type"} | {_SH + p for p in ("targetClass", "property", "path")})

_Term = NamedNode | BlankNode | Literal
_Facts = dict[_Term, dict[str, list[_Term]]]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One failing of one node. All terms in N-Triples form; ``path`` and ``value`` are empty where there is none."""

    focus: str
    path: str
    component: str
    """Local name of the SHACL constraint, for example ``minCount``."""
    value: str
    shape: str


class _Check(NamedTuple):
    """One shape made ready: where it looks, which expression of ``?value`` must hold, or which query finds failings."""

    shape: str
    path: str
    target: str
    values: dict[str, str]
    queries: dict[str, str]


def validate(store: Store, shapes_text: str | None = None) -> tuple[Violation, ...]:
    """Return what is wrong in the union of all graphs of a store, sorted; empty when all is well.

    Args:
        store: What is checked; the vocabulary must be in it, since classes are looked up there.
        shapes_text: Turtle with shapes and the class tree; the ontology's own when left out.

    Raises:
        DataError: The shapes are no Turtle or use something that is not understood.
    """
    found: set[Violation] = set()
    for check in compile_shapes(load_ontology().shapes_text if shapes_text is None else shapes_text):
        found.update(_run(store, check))
    return tuple(sorted(found))


def compile_shapes(text: str) -> list[_Check]:
    """Return the checks of all node shapes that have a target class, in the order of the text. Raises DataError."""
    facts = _read(text)
    checks = []
    for shape, parts in facts.items():
        for target in parts.get(f"{_SH}targetClass", []):
            nodes = _instances("?focus", _classes(facts, target))
            checks.append(_compile(facts, shape, nodes, None))
            for prop in parts.get(f"{_SH}property", []):
                path = facts.get(prop, {}).get(f"{_SH}path", [])
                if len(path) != 1 or not isinstance(path[0], NamedNode):
                    raise DataError(
                        "shapes", None, f"{prop} needs one sh:path that is an IRI; others are not understood"
                    )
                checks.append(_compile(facts, prop, nodes, path[0]))
    return checks


def _read(text: str) -> _Facts:
    facts: _Facts = {}
    try:
        for quad in parse(text, format=RdfFormat.TURTLE):
            subject = cast("_Term", quad.subject)
            facts.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(cast("_Term", quad.object))
    except SyntaxError as error:
        raise DataError("shapes", error.lineno, error.msg.replace("\n", " ")) from error
    return facts


def _classes(facts: _Facts, class_: _Term) -> list[str]:
    """Return a class and all below it, sorted."""
    found = {class_}
    grown = True
    while grown:
        below = {s for s, parts in facts.items() if found.intersection(parts.get(_SUBCLASS, []))}
        grown = not below <= found
        found |= below
    return sorted(str(c) for c in found)


def _instances(variable: str, classes: list[str]) -> str:
    """Return the pattern of a node of one of these classes; no two variables share the name of their class."""
    if len(classes) == 1:
        return f"{variable} a {classes[0]} ."
    return f"VALUES {variable}Class {{ {' '.join(classes)} }} {variable} a {variable}Class ."


def _compile(facts: _Facts, shape: _Term, target: str, path: NamedNode | None) -> _Check:
    values, queries = {}, {}
    for name, argument in _constraints(facts, shape):
        if name in _VALUE:
            values[name] = f"COALESCE({_VALUE[name](facts, argument)}, false)"
        elif name in _PATH and path is not None:
            queries[name] = _PATH[name](target, str(path), argument)
        else:
            raise DataError(
                "shapes", None, f"{shape}: sh:{name} is not understood here; leave it out or extend graph/shapes.py"
            )
    return _Check(str(shape), str(path or ""), target, values, queries)


def _constraints(facts: _Facts, shape: _Term) -> Iterator[tuple[str, _Term]]:
    for predicate, arguments in facts.get(shape, {}).items():
        if predicate in _NOT_CONSTRAINTS:
            continue
        if len(arguments) != 1:
            raise DataError("shapes", None, f"{shape} has {len(arguments)} values of {predicate}; give it one")
        yield predicate.removeprefix(_SH), arguments[0]


def _datatype(_: _Facts, argument: _Term) -> str:
    iri = cast("NamedNode", argument).value
    right = f"DATATYPE(?value) = <{iri}>"
    # A cast of an ill-formed text fails, and an ill-formed literal is not of its datatype.
    return f"{right} && BOUND(?value) && STRLEN(STR(<{iri}>(STR(?value)))) > 0" if iri in _CASTABLE else right


def _node_kind(_: _Facts, argument: _Term) -> str:
    return f"{_KINDS[cast('NamedNode', argument).value.removeprefix(_SH)]}(?value)"


def _class(facts: _Facts, argument: _Term) -> str:
    return f"EXISTS {{ {_instances('?value', _classes(facts, argument))} }}"


def _in(facts: _Facts, argument: _Term) -> str:
    return " || ".join(f"sameTerm(?value, {item})" for item in _list(facts, argument))


def _or(facts: _Facts, argument: _Term) -> str:
    return " || ".join(_conjunction(facts, shape) for shape in _list(facts, argument))


def _conjunction(facts: _Facts, shape: _Term) -> str:
    parts = [f"COALESCE({_VALUE[name](facts, argument)}, false)" for name, argument in _constraints(facts, shape)]
    return f"({' && '.join(parts) or 'true'})"


def _list(facts: _Facts, head: _Term) -> list[_Term]:
    items = []
    while f"{_RDF}first" in facts.get(head, {}):
        items.append(facts[head][f"{_RDF}first"][0])
        head = facts[head][f"{_RDF}rest"][0]
    return items


_VALUE: dict[str, Callable[[_Facts, _Term], str]] = {
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "class": _class,
    "in": _in,
    "or": _or,
    "pattern": lambda _, a: f"!isBlank(?value) && REGEX(STR(?value), {a})",
    "minLength": lambda _, a: f"!isBlank(?value) && STRLEN(STR(?value)) >= {a}",
    "minInclusive": lambda _, a: f"?value >= {a}",
    "maxInclusive": lambda _, a: f"?value <= {a}",
}
"""Constraints of single values: what must hold of ``?value``."""


def _min_count(where: str, path: str, argument: _Term) -> str:
    if cast("Literal", argument).value == "1":
        return f"SELECT DISTINCT ?focus {{ {where} FILTER NOT EXISTS {{ ?focus {path} ?value }} }}"
    maybe = f"OPTIONAL {{ ?focus {path} ?value }}"
    count = f"SELECT ?focus (COUNT(DISTINCT ?value) AS ?n) {{ {where} {maybe} }} GROUP BY ?focus"
    return f"SELECT ?focus {{ {{ {count} }} FILTER(?n < {argument}) }}"


def _max_count(where: str, path: str, argument: _Term) -> str:
    if cast("Literal", argument).value == "1":
        pair = f"?focus {path} ?value . ?focus {path} ?other FILTER(!sameTerm(?value, ?other))"
        return f"SELECT DISTINCT ?focus {{ {where} {pair} }}"
    count = f"SELECT ?focus (COUNT(DISTINCT ?value) AS ?n) {{ {where} ?focus {path} ?value }} GROUP BY ?focus"
    return f"SELECT ?focus {{ {{ {count} }} FILTER(?n > {argument}) }}"


def _less_than(where: str, path: str, argument: _Term) -> str:
    fails = "!COALESCE(?value < ?other, false)"
    return f"SELECT DISTINCT ?focus ?value {{ {where} ?focus {path} ?value ; {argument} ?other FILTER({fails}) }}"


_PATH: dict[str, Callable[[str, str, _Term], str]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "lessThan": _less_than,
}
"""Constraints of all values of a path together: the query that finds failing nodes."""


def _run(store: Store, check: _Check) -> Iterator[Violation]:
    for component, query in check.queries.items():
        yield from _violations(store, check, component, query)
    where = f"{check.target} " + (f"?focus {check.path} ?value" if check.path else "BIND(?focus AS ?value)")
    # One pass over the data says whether any constraint fails; only then each is asked for its failings.
    query = f"SELECT DISTINCT ?focus ?value {{ {where} FILTER(!({' && '.join(check.values.values()) or 'true'})) }}"
    if any(True for _ in _violations(store, check, "", query)):
        for component, holds in check.values.items():
            query = f"SELECT DISTINCT ?focus ?value {{ {where} FILTER(!{holds}) }}"
            yield from _violations(store, check, component, query)


def _violations(store: Store, check: _Check, component: str, query: str) -> Iterator[Violation]:
    rows = cast("QuerySolutions", store.query(query, use_default_graph_as_union=True))
    has_value = "?value" in {str(v) for v in rows.variables}
    for row in rows:
        value = str(row["value"]) if has_value and check.path else ""
        yield Violation(str(row["focus"]), check.path, component, value, check.shape)
