"""ontology.ttl, read once: the relations, their families, the stances, and the vocabulary for the store.

The file stands at the top of the source tree, and inside this package in an installed copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, cast

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from graph.errors import DataError, UnknownName
from graph.model import Relation, Sign, proposition_id

BASE = "https://w3id.org/detente/"
NS = f"{BASE}ns#"
REL = f"{BASE}rel/"
PLOVER = f"{BASE}plover/"
SHAPE = f"{BASE}shape/"

_FILE = "ontology.ttl"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_DEFINITION = f"{_SKOS}definition"

_Index = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Family:
    """One of the groups of relations; ``order`` is the place, from 1, in which it is shown."""

    id: str
    label: str
    definition: str
    order: int


class Proposition(NamedTuple):
    """What is claimed, whoever claims it."""

    id: str
    subject: str
    relation: str
    object: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """The relations and families by id, in the order of the file, and the text they came from."""

    relations: Mapping[str, Relation]
    families: Mapping[str, Family]
    stances: frozenset[str]
    version: str
    text: str = field(repr=False)

    @property
    def shapes_text(self) -> str:
        """Return the Turtle text with the SHACL shapes; the vocabulary stands in the same text."""
        return self.text

    def relation(self, id_: str) -> Relation:
        """Return the relation of an id. Raises UnknownName, which lists the relations there are."""
        try:
            return self.relations[id_]
        except KeyError:
            raise UnknownName("relation", id_, sorted(self.relations)) from None

    def proposition(self, subject: str, relation: str, object_: str) -> Proposition:
        """Return the proposition of these ends; the ends of a symmetric relation are put in order of id.

        Raises:
            UnknownName: No such relation.
        """
        if self.relation(relation).symmetric and object_ < subject:
            subject, object_ = object_, subject
        return Proposition(proposition_id(subject, relation, object_), subject, relation, object_)

    def incompatible(self, one: str, other: str) -> bool:
        """Return whether both relations cannot hold at once from the same subject to the same object."""
        return other in self.relation(one).incompatible

    def vocabulary(self) -> list[Triple]:
        """Return the triples of the file without its shapes, as they stand there: no blank nodes."""
        return [t for t in _triples(self.text, _FILE) if _is_vocabulary(t)]


@cache
def load_ontology() -> Ontology:
    """Return the ontology that détente ships, read once.

    Raises:
        DataError: The file is missing or malformed.
    """
    path = ontology_path()
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(str(path), None, f"cannot be read ({error}); install détente again") from error
    return read_ontology(text, path.name)


def ontology_path() -> Path:
    """Return where ontology.ttl stands: beside this module when installed, else at the top of the source tree."""
    here = Path(__file__).resolve().parent
    inside = here / _FILE
    return inside if inside.is_file() else here.parent / _FILE


def read_ontology(text: str, place: str = _FILE) -> Ontology:
    """Return the ontology written in a Turtle text.

    Raises:
        DataError: The text is no Turtle, or a relation or family lacks something or has a wrong value.
    """
    index = _index(_triples(text, place))
    families = [_family(index, iri, place) for iri in _instances(index, f"{NS}Family")]
    ids = {f.id for f in families}
    inverses = _inverses(index)
    relations = [_relation(index, iri, ids, inverses, place) for iri in _instances(index, f"{NS}Relation")]
    if not relations:
        raise DataError(place, None, "defines no relation; write one as 'rel:x a :Relation'")
    _check_names(relations, place)
    return Ontology(
        relations=MappingProxyType({r.id: r for r in relations}),
        families=MappingProxyType({f.id: f for f in sorted(families, key=lambda f: f.order)}),
        stances=frozenset(iri.removeprefix(NS) for iri in _instances(index, f"{NS}Stance")),
        version=_one(index, NS.rstrip("#"), f"{_OWL}versionInfo", place),
        text=text,
    )


def _triples(text: str, place: str) -> list[Triple]:
    try:
        return [q.triple for q in parse(text, format=RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise DataError(place, error.lineno, error.msg.replace("\n", " ")) from error


def _is_vocabulary(triple: Triple) -> bool:
    subject = triple.subject
    return isinstance(subject, NamedNode) and not subject.value.startswith(SHAPE)


def _index(triples: Iterable[Triple]) -> _Index:
    """Return subject -> predicate -> values of our own names; shapes and blank nodes are left out."""
    index: _Index = {}
    for triple in triples:
        if not _is_vocabulary(triple) or isinstance(triple.object, BlankNode):
            continue
        values = index.setdefault(cast("NamedNode", triple.subject).value, {}).setdefault(triple.predicate.value, [])
        values.append(cast("NamedNode | Literal", triple.object).value)
    return index


def _instances(index: _Index, class_: str) -> list[str]:
    return [iri for iri, facts in index.items() if class_ in facts.get(_TYPE, ())]


def _one(index: _Index, iri: str, predicate: str, place: str) -> str:
    values = index.get(iri, {}).get(predicate, [])
    if len(values) != 1:
        name = iri.removeprefix(BASE)
        short = predicate.rpartition("#")[2]
        raise DataError(place, None, f"{name} has {len(values)} values of {short}; give it one")
    return values[0]


def _number(index: _Index, iri: str, predicate: str, place: str) -> float:
    value = _one(index, iri, predicate, place)
    try:
        return float(value)
    except ValueError:
        name = iri.removeprefix(BASE)
        raise DataError(place, None, f"{name}: {value!r} is no number; write one") from None


def _family(index: _Index, iri: str, place: str) -> Family:
    return Family(
        id=iri.removeprefix(NS),
        label=_one(index, iri, _LABEL, place),
        definition=_one(index, iri, _DEFINITION, place),
        order=int(_number(index, iri, f"{NS}order", place)),
    )


def _inverses(index: _Index) -> dict[str, str]:
    """Return relation -> inverse, both ways."""
    pairs = [(iri, other) for iri, facts in index.items() for other in facts.get(f"{_OWL}inverseOf", ())]
    return dict(pairs + [(other, iri) for iri, other in pairs])


def _relation(index: _Index, iri: str, families: set[str], inverses: dict[str, str], place: str) -> Relation:
    facts = index[iri]
    family = _one(index, iri, f"{NS}family", place).removeprefix(NS)
    sign = _number(index, iri, f"{NS}sign", place)
    intensity = _number(index, iri, f"{NS}intensity", place)
    name = iri.removeprefix(BASE)
    if family not in families:
        raise DataError(place, None, f"{name}: no family {family!r}; there are: {', '.join(sorted(families))}")
    if sign != (intensity > 0) - (intensity < 0):
        raise DataError(place, None, f"{name}: sign {sign:g} and intensity {intensity:g} disagree; mend one")
    plover = [v.removeprefix(PLOVER) for v in facts.get(f"{_SKOS}closeMatch", ()) if v.startswith(PLOVER)]
    return Relation(
        id=iri.removeprefix(REL),
        label=_one(index, iri, _LABEL, place),
        definition=_one(index, iri, _DEFINITION, place),
        family=family,
        sign=cast("Sign", int(sign)),
        intensity=intensity,
        symmetric=f"{_OWL}SymmetricProperty" in facts[_TYPE],
        inverse=inverses[iri].removeprefix(REL) if iri in inverses else None,
        place="true" in facts.get(f"{NS}place", ()),
        material="true" in facts.get(f"{NS}material", ()),
        incompatible=frozenset(v.removeprefix(REL) for v in facts.get(f"{NS}incompatibleWith", ())),
        inverse_label=_one(index, iri, f"{NS}inverseLabel", place),
        subfamily=_one(index, iri, f"{NS}subFamily", place).removeprefix(NS),
        plover=plover[0] if plover else None,
        cameo=tuple(sorted(facts.get(f"{_SKOS}notation", ()))),
    )


def _check_names(relations: list[Relation], place: str) -> None:
    """Raise DataError where a relation names another that is not there."""
    known = {r.id for r in relations}
    for relation in relations:
        for other in sorted(relation.incompatible | ({relation.inverse} if relation.inverse else set())):
            if other not in known:
                raise DataError(place, None, f"rel/{relation.id}: no relation {other!r}; define it or drop it")
