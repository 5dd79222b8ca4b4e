"""The ontology is whole, and agrees with the annotation guide and with its page in docs.

Run as a module, this writes the page.
"""

from __future__ import annotations

import csv
import re
import time
from collections import Counter
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph

from graph.errors import DataError, UnknownName
from graph.model import (
    ACTOR_TYPES,
    MODALITIES,
    NAME_KINDS,
    POLARITIES,
    MentionKind,
    ReviewStatus,
    Tenure,
    proposition_id,
)
from graph.ontology import BASE, NS, PLOVER, REL, SHAPE, Ontology, load_ontology, ontology_path, read_ontology

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT.parent / "shared" / "gold" / "GUIDE.md"
PAGE = ROOT / "docs" / "ontology.md"
FROZEN = Path(__file__).with_name("ontology_relations.csv")

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OWL = "http://www.w3.org/2002/07/owl#"

Facts = tuple[str, str, int, bool, bool]
"""Relation, family, sign, symmetric, place."""

TINY = """
@prefix : <https://w3id.org/detente/ns#> . @prefix rel: <https://w3id.org/detente/rel/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<https://w3id.org/detente/ns> owl:versionInfo "9" .
:war a :Family ; rdfs:label "war" ; skos:definition "War." ; :order 1 .
rel:hits a :Relation ; rdfs:label "hits" ; :inverseLabel "is hit by" ; skos:definition "Hits." ; :family :war ;
    :subFamily :blow ; :sign -1 ; :intensity -2.0 ; owl:inverseOf rel:hitBy .
rel:hitBy a :Relation ; rdfs:label "is hit by" ; :inverseLabel "hits" ; skos:definition "Is hit." ; :family :war ;
    :subFamily :blow ; :sign -1 ; :intensity -2.0 ; :incompatibleWith rel:hits .
"""


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="module")
def triples() -> list[Triple]:
    return [q.triple for q in parse(path=str(ontology_path()), format=RdfFormat.TURTLE)]


def facts(ontology: Ontology) -> set[Facts]:
    return {(r.id, r.family, r.sign, r.symmetric, r.place) for r in ontology.relations.values()}


def guide_facts(text: str) -> set[Facts]:
    """Return what the table of the annotation guide says."""
    found = set()
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != 3 or cells[2] not in {"+", "-", "0"}:
            continue
        family = re.sub(r" (\w)", lambda m: m[1].upper(), cells[0])
        for match in re.finditer(r"`(\w+)`( sym)?( \*place\*)?", cells[1]):
            sign = {"+": 1, "-": -1, "0": 0}[cells[2]]
            found.add((match[1], family, sign, match[2] is not None, match[3] is not None))
    return found


def subjects(triples: list[Triple], class_: str) -> set[str]:
    return {
        t.subject.value
        for t in triples
        if t.predicate.value == RDF_TYPE and t.object == NamedNode(class_) and isinstance(t.subject, NamedNode)
    }


def values(triples: list[Triple], predicate: str) -> Counter[str]:
    """Return how often each IRI is the subject of a predicate."""
    return Counter(
        t.subject.value for t in triples if t.predicate.value == predicate and isinstance(t.subject, NamedNode)
    )


def page(ontology: Ontology) -> str:
    """Return the text of docs/ontology.md."""
    lines = [
        "# Relations",
        "",
        f"Made from `ontology.ttl` {ontology.version} by `python -m tests.test_ontology`; a test holds both equal.",
        "Definitions read from subject to object. Intensity runs from -10, most hostile, to +10, most cooperative,",
        "after Goldstein (1992); its sign is the relation's. Kind: *sym* holds both ways; *place* the object may be",
        "a country as territory; *deed* rather than word or attitude. PLOVER and CAMEO give the closest event type",
        "and codes where that is certain. *Not with* lists relations that cannot hold at the same time from the same",
        "subject to the same object.",
    ]
    for family in ontology.families.values():
        lines += ["", f"## {family.label}", "", family.definition, ""]
        lines += ["| relation | reads back | intensity | kind | definition | PLOVER, CAMEO | not with |"]
        lines += ["|---|---|---|---|---|---|---|"]
        for r in ontology.relations.values():
            if r.family != family.id:
                continue
            kinds = [name for name, on in (("sym", r.symmetric), ("place", r.place), ("deed", r.material)) if on]
            codes = " ".join([*([r.plover] if r.plover else []), *r.cameo])
            against = ", ".join(f"`{other}`" for other in sorted(r.incompatible))
            cells = [f"`{r.id}`", r.inverse_label, f"{r.intensity:+g}", " ".join(kinds), r.definition, codes, against]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


@pytest.mark.shared
def test_the_ontology_has_the_relations_of_the_annotation_guide(ontology: Ontology) -> None:
    if not GUIDE.is_file():
        pytest.skip(f"the annotation guide is not at {GUIDE.name} beside the project")
    assert facts(ontology) == guide_facts(GUIDE.read_text("utf-8"))


def test_the_ontology_has_the_relations_that_were_frozen(ontology: Ontology) -> None:
    with FROZEN.open(newline="", encoding="utf-8") as file:
        frozen = {
            (row["relation"], row["family"], int(row["sign"]), row["symmetric"] == "yes", row["place"] == "yes")
            for row in csv.DictReader(file)
        }
    assert facts(ontology) == frozen
    assert len(frozen) == 66


def test_the_page_of_relations_equals_the_ontology(ontology: Ontology) -> None:
    assert PAGE.read_text("utf-8") == page(ontology), "run python -m tests.test_ontology"


def test_the_families_come_in_their_order(ontology: Ontology) -> None:
    assert [f.order for f in ontology.families.values()] == list(range(1, 9))
    assert {r.family for r in ontology.relations.values()} == set(ontology.families)


def test_every_name_of_ours_has_one_label_and_one_definition(triples: list[Triple]) -> None:
    defined = {iri for iri in values(triples, RDF_TYPE) if iri.startswith(BASE) and not iri.startswith(SHAPE)}
    defined -= {f"{BASE}ns", f"{PLOVER}scheme"}
    labels, definitions = values(triples, LABEL), values(triples, f"{SKOS}definition")
    assert [iri for iri in sorted(defined) if labels[iri] != 1] == []
    assert [iri for iri in sorted(defined) if definitions[iri] != 1] == []


def test_every_relation_has_one_sign_and_one_intensity_that_agree(ontology: Ontology, triples: list[Triple]) -> None:
    for predicate in ("sign", "intensity", "family", "subFamily", "inverseLabel"):
        counts = values(triples, f"{NS}{predicate}")
        assert {counts[f"{REL}{id_}"] for id_ in ontology.relations} == {1}, predicate
    for relation in ontology.relations.values():
        assert relation.sign == (relation.intensity > 0) - (relation.intensity < 0), relation.id
        assert -10 <= relation.intensity <= 10, relation.id


def test_no_two_relations_read_alike(ontology: Ontology) -> None:
    for text in ("label", "definition"):
        assert len({getattr(r, text) for r in ontology.relations.values()}) == len(ontology.relations)
    assert all(
        r.definition.startswith("The subject") and r.definition.endswith(".") for r in ontology.relations.values()
    )


def test_every_sub_family_lies_in_the_family_of_its_relations(ontology: Ontology, triples: list[Triple]) -> None:
    broader = {
        t.subject.value: t.object.value
        for t in triples
        if t.predicate.value == f"{SKOS}broader"
        and isinstance(t.subject, NamedNode)
        and isinstance(t.object, NamedNode)
    }
    assert {r.subfamily for r in ontology.relations.values()} == {iri.removeprefix(NS) for iri in broader}
    for relation in ontology.relations.values():
        assert broader[f"{NS}{relation.subfamily}"] == f"{NS}{relation.family}", relation.id


def test_no_name_of_ours_is_used_but_undefined(triples: list[Triple]) -> None:
    defined = set(values(triples, RDF_TYPE))
    used = {term.value for t in triples for term in (t.subject, t.predicate, t.object) if isinstance(term, NamedNode)}
    used |= {t.object.datatype.value for t in triples if isinstance(t.object, Literal)}
    assert sorted(iri for iri in used - defined if iri.startswith(BASE)) == []


def test_a_symmetric_relation_reads_alike_from_both_ends(ontology: Ontology) -> None:
    for relation in ontology.relations.values():
        assert relation.symmetric == (relation.label == relation.inverse_label), relation.id


def test_inverse_pairs_are_mutual(ontology: Ontology) -> None:
    tiny = read_ontology(TINY)
    assert (tiny.relation("hits").inverse, tiny.relation("hitBy").inverse) == ("hitBy", "hits")
    for relation in ontology.relations.values():
        assert relation.inverse is None or ontology.relation(relation.inverse).inverse == relation.id


def test_incompatibility_is_symmetric_and_never_among_friends(ontology: Ontology) -> None:
    for relation in ontology.relations.values():
        for other in relation.incompatible:
            assert ontology.incompatible(other, relation.id), (relation.id, other)
            assert other != relation.id
            assert relation.sign * ontology.relation(other).sign <= 0, (relation.id, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("negotiatesWith", "fights"),
        ("meetsWith", "hostileTo"),
        ("courts", "fears"),
        ("courts", "fights"),
        ("concernedAbout", "alliedWith"),
        ("alliedWith", "criticizes"),
        ("cooperatesWith", "rivals"),
    ],
)
def test_relations_that_go_together_in_the_world_are_compatible(ontology: Ontology, one: str, other: str) -> None:
    assert not ontology.incompatible(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("alliedWith", "fights"), ("ceasefireWith", "attacks"), ("hasDiplomaticRelationsWith", "breaksTiesWith")],
)
def test_relations_that_exclude_each_other_are_incompatible(ontology: Ontology, one: str, other: str) -> None:
    assert ontology.incompatible(one, other)


def test_every_match_is_a_well_formed_iri_and_every_plover_type_is_pointed_to(triples: list[Triple]) -> None:
    matches = [t.object for t in triples if t.predicate.value == f"{SKOS}closeMatch"]
    assert matches
    for match in matches:
        assert isinstance(match, NamedNode)
        assert re.fullmatch(r"https?://[A-Za-z0-9.-]+/[^\s<>\"{}|\\^`]+", match.value), match
    types = {iri for iri in subjects(triples, f"{SKOS}Concept") if iri.startswith(PLOVER)}
    assert len(types) == 16
    assert {m.value for m in matches if isinstance(m, NamedNode) and m.value.startswith(PLOVER)} == types


def test_cameo_codes_are_typed_and_look_like_codes(ontology: Ontology, triples: list[Triple]) -> None:
    for t in triples:
        if (
            t.predicate.value == f"{SKOS}notation"
            and isinstance(t.subject, NamedNode)
            and t.subject.value.startswith(REL)
        ):
            assert isinstance(t.object, Literal)
            assert t.object.datatype.value == f"{NS}cameo"
            assert re.fullmatch(r"(0[1-9]|1[0-9]|20)[0-9]{1,2}", t.object.value)
    codes = Counter(code for r in ontology.relations.values() for code in r.cameo)
    assert [code for code, n in codes.items() if n > 1] == []


def test_the_vocabulary_names_every_value_of_the_model(ontology: Ontology, triples: list[Triple]) -> None:
    names = {
        "Polarity": (POLARITIES, ""),
        "Modality": (MODALITIES, ""),
        "NameKind": (NAME_KINDS, "Name"),
        "MentionKind": (get_args(MentionKind), "Mention"),
        "TenureRole": (get_args(get_type_hints(Tenure)["role"]), "Role"),
    }
    for class_, (ids, suffix) in names.items():
        assert subjects(triples, f"{NS}{class_}") == {f"{NS}{id_}{suffix}" for id_ in ids}, class_
    assert subjects(triples, f"{NS}ReviewStatus") == {f"{NS}{s}" for s in get_args(ReviewStatus) if s != "unreviewed"}
    assert {f"{NS}{t}" for t in ACTOR_TYPES} <= subjects(triples, f"{OWL}Class")
    assert {"says", "believes", "knows", "fears", "accuses", "denies", "demands"} <= ontology.stances


def test_pyoxigraph_and_rdflib_read_the_same_number_of_triples(triples: list[Triple]) -> None:
    assert len(Graph().parse(ontology_path(), format="turtle")) == len(set(triples)) == len(triples)


def test_the_vocabulary_has_no_blank_nodes_and_no_shapes(ontology: Ontology) -> None:
    vocabulary = ontology.vocabulary()
    assert len(vocabulary) > 1000
    for t in vocabulary:
        assert isinstance(t.subject, NamedNode)
        assert not isinstance(t.object, BlankNode)
        assert not t.subject.value.startswith(SHAPE)


def test_an_unknown_relation_lists_those_there_are() -> None:
    with pytest.raises(UnknownName, match="no relation named 'likes'; there are: hitBy, hits"):
        read_ontology(TINY).relation("likes")


def test_a_symmetric_proposition_is_one_whichever_way_round(ontology: Ontology) -> None:
    there, back = ontology.proposition("b", "fights", "a"), ontology.proposition("a", "fights", "b")
    assert there == back == (proposition_id("a", "fights", "b"), "a", "fights", "b")
    assert ontology.proposition("b", "attacks", "a") == (proposition_id("b", "attacks", "a"), "b", "attacks", "a")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (":sign -1", ":sign 1", "rel/hits: sign 1 and intensity -2 disagree"),
        (":sign -1 ;", "", "rel/hits has 0 values of sign; give it one"),
        (":intensity -2.0", ':intensity "low"', "rel/hits: 'low' is no number"),
        ('"hits"', '"hits", "strikes"', "rel/hits has 2 values of label"),
        (":family :war", ":family :peace", "rel/hits: no family 'peace'; there are: war"),
        ("rel:hits .", "rel:kicks .", "rel/hitBy: no relation 'kicks'"),
        ("a :Relation", "a :Thing", "ontology.ttl: defines no relation"),
        (":order 1 .", ":order 1", "ontology.ttl:7: "),
    ],
)
def test_a_malformed_ontology_says_what_is_wrong(old: str, new: str, message: str) -> None:
    text = TINY.replace(old, new)
    assert text != TINY
    with pytest.raises(DataError) as caught:
        read_ontology(text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_ontology_loads_in_sixty_milliseconds() -> None:
    spent = []
    for _ in range(5):
        begun = time.process_time()
        read_ontology(ontology_path().read_text("utf-8"))
        spent.append(time.process_time() - begun)
    assert min(spent) < 0.06


if __name__ == "__main__":
    PAGE.write_text(page(load_ontology()), "utf-8")
