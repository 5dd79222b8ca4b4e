"""Values of parameters become terms and nothing else, whatever they hold."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions

from graph.errors import InputError
from graph.ontology import load_ontology
from graph.query.named import named_query, with_prefixes
from graph.query.parameters import written
from graph.store import Store
from graph.triples.terms import actor_iri
from tests.query.small_war import KNOWN, article, filled, rows, told
from tests.tiny_world import METHOD

HOSTILE = (
    'x" } } INSERT DATA { <a:b> <a:b> <a:b> } #',
    "\\u0022 } UNION { ?s ?p ?o } #",
    "\\U00000022\\",
    "a\nb\r\tc' ''' \"\"\" \\",
    "VALUES ?outlet { UNDEF } LIMIT 1",
    "?c ?p <https://w3id.org/detente/ns#x> $1 \\g<0> {0} %s",
    "\x1b[2J\u202e\u2028\U000e0041\\",
    "u\\u\\uu0022 \\\\u0022",
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("war") / "store")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(tmp_path: Path, hostile: str) -> None:
    outlet = f"The {hostile} Times"
    with Store.open(tmp_path / "store", write=True) as store:
        store.add(
            [
                article(outlet, "2021", told("norland", "arms", "ostia")),
                article("Other", "2021", told("ostia", "arms", "norland")),
            ],
            KNOWN,
            method=METHOD,
        )
    assert rows(tmp_path / "store", "one-outlet", "carried_by", outlet=hostile) == [(outlet,)]
    assert rows(tmp_path / "store", "one-outlet", "carried_by", outlet=hostile + "!") == []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_id_is_nobody(path: Path, hostile: str) -> None:
    assert rows(path, "relations", "claim", actor=hostile) == []


@pytest.mark.parametrize("hostile", [*HOSTILE, "", " ", "٢٠٢١", "1e5", "NaN", "any "])
def test_a_hostile_relation_date_or_number_is_refused(hostile: str) -> None:
    for values in (
        {"actor": "norland", "relation": hostile},
        {"actor": "norland", "from": hostile},
        {"actor": "norland", "limit": hostile},
    ):
        with pytest.raises(InputError):
            named_query("relations").bind(values)
    with pytest.raises(InputError):
        named_query("one-outlet").bind({"least": hostile})


def read_back(sparql: str) -> Literal | NamedNode:
    found = pyoxigraph.Store().query(with_prefixes(f"SELECT ?x {{ VALUES ?x {{ {sparql} }} }}"))
    assert isinstance(found, QuerySolutions)
    (solution,) = found
    term = solution["x"]
    assert isinstance(term, (Literal, NamedNode))
    return term


def test_any_text_is_written_as_itself_and_can_be_shown() -> None:
    chance = random.Random(3)  # noqa: S311 - made-up texts
    alphabet = [*"uU\\\\\\\"'{}0022 \n\r\t#?$", "\x1b", "\u202e", "\u2028", "\U000e0041", "é", "北", "\x7f"]
    texts: Sequence[str] = [*HOSTILE, *("".join(chance.choices(alphabet, k=chance.randrange(12))) for _ in range(3000))]
    for text in texts:
        literal = Literal(text)
        assert written(literal).isprintable()
        assert read_back(written(literal)) == literal


def test_a_parser_that_replaces_escapes_first_reads_the_same() -> None:
    def replaced_first(sparql: str) -> str:
        return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda m: chr(int(m[1] or m[2], 16)), sparql)

    for text in HOSTILE:
        assert read_back(replaced_first(written(Literal(text)))) == Literal(text)


@pytest.mark.parametrize("id_", ["norland", "a", "a-b", "-a", "a-", "a.b", "a.", "x y", "a'b", "ü", "a%20b", *HOSTILE])
def test_any_id_is_written_as_its_iri(id_: str) -> None:
    assert read_back(written(actor_iri(id_))) == actor_iri(id_)


def test_an_unbound_query_shows_no_slot_and_a_bound_one_its_terms() -> None:
    bound = named_query("triads").bind({"against": "norland", "support": "arms,funds", "limit": "any"})
    assert bound.count("VALUES ?against { actor:norland }") == 2
    assert "VALUES ?support { rel:funds rel:arms }" in bound
    assert "VALUES ?supporter" not in bound
    assert "LIMIT" not in bound


def test_families_stand_for_their_relations() -> None:
    violent = " ".join(f"rel:{r.id}" for r in load_ontology().relations.values() if r.family == "violence")
    assert f"VALUES ?relation {{ {violent} }}" in named_query("top-actors").bind({"relation": "violence"})


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "relations: actor is missing"),
        ({"actor": "any", "from": "soon"}, "relations: from: 'soon' is no date; write YYYY"),
        ({"actor": "x", "from": "2021-02-30"}, "no date"),
        ({"actor": ""}, "relations: actor is empty"),
        ({"actor": "x", "relation": "hates"}, "no relation or family named 'hates'; there are: alignment"),
        ({"actor": "x", "limit": "0"}, "relations: limit: '0' is no number of rows"),
        ({"actor": "x", "form": "y"}, "no parameter of relations named 'form'; there are: actor, relation, from"),
    ],
)
def test_a_wrong_value_is_told_in_one_line(values: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        named_query("relations").bind(values)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["\x00", "\ud800"])
def test_text_that_rdf_cannot_hold_is_told(text: str) -> None:
    with pytest.raises(InputError, match="one-outlet: outlet: the text holds"):
        named_query("one-outlet").bind({"outlet": text})
