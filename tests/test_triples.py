from __future__ import annotations

import random
from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, Quad, RdfFormat, parse, serialize

from graph.errors import DataError
from graph.model import (
    Actor,
    Attribution,
    Evidence,
    Mention,
    Name,
    Reading,
    Span,
    make_article,
    make_claim,
    with_review,
)
from graph.triples.actors import actor_from_quads, actor_quads
from graph.triples.propositions import Tally, ends_of, proposition_from_node, proposition_quads, tally, total
from graph.triples.readings import reading_from_quads, reading_quads
from graph.triples.terms import actor_iri, by_node, decimal, local_id, moment, proposition_iri
from tests.tiny_world import BAND, NORLAND, Registry, reading

SYMMETRIC = frozenset({"meetsWith", "fights"})
HOSTILE = (
    '"',
    "'",
    '"""',
    "\\",
    "\\u0041",
    "\\\\n",
    "\n",
    "\r\n",
    "\t",
    "\x01",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\u2028",
    "\u202e",
    "\u200f",
    "مرحبا",
    "שלום",
    "\U0001f600",
    "\U0010ffff",
    "\ufffe",
    "<script>",
    "> <x> .",
    "%2F/..",
    "#frag?",
    "}",
    "@en",
    "^^",
    "é",
    "e\u0301",
    " ",
    "=1+1",
)


def hostile(rng: random.Random, least: int = 1) -> str:
    """Return a string of hostile pieces."""
    return "".join(rng.choice([*HOSTILE, "a", "Tor"]) for _ in range(rng.randint(least, 8)))


def maybe_hostile(rng: random.Random) -> str | None:
    """Return a hostile string or None."""
    return hostile(rng) if rng.random() < 0.7 else None


def span(rng: random.Random, text: str) -> Span:
    """Return some stretch of a text."""
    start = rng.randint(0, len(text) - 1)
    return Span(start, rng.randint(start, len(text)))


def hostile_reading(rng: random.Random) -> tuple[Reading, Registry]:
    """Return a reading full of hostile strings, and where its actors are found."""
    article = make_article(
        hostile(rng, 8),
        title=maybe_hostile(rng),
        date=rng.choice([None, "2021", "2021-07", "2021-07-08", "2021-02-31", "0000", "yesterday", hostile(rng)]),
        date_method="text",
        author=maybe_hostile(rng),
        publisher=maybe_hostile(rng),
        url=maybe_hostile(rng),
        language=maybe_hostile(rng),
        license=maybe_hostile(rng),
        source_id=maybe_hostile(rng),
    )
    text = article.text
    actors = [
        Actor(
            hostile(rng) + str(n),
            hostile(rng),
            "ArmedGroup",
            country=maybe_hostile(rng),
            names=tuple(Name(hostile(rng) + str(i), "variant", maybe_hostile(rng)) for i in range(3)),
            active_from="2001-09",
            parent=maybe_hostile(rng),
            wikidata=maybe_hostile(rng),
            ucdp=maybe_hostile(rng),
            reviewed=n != 0,
        )
        for n in range(4)
    ]

    def mention(actor: str) -> Mention:
        where = span(rng, text)
        return Mention(
            where,
            rng.choice([where.of(text), hostile(rng)]),
            actor,
            "pronoun",
            via=rng.choice([None, actors[3].id]),
            reason=rng.choice(["name", hostile(rng)]),
            antecedent=rng.choice([None, span(rng, text)]),
            rivals=rng.choice([(), (actors[2].id,)]),
        )

    source = Attribution(actors[1].id, "believes", source=Attribution(actors[3].id, "says", cue=span(rng, text)))
    claims = {}
    for _ in range(rng.randint(0, 5)):
        claim = make_claim(
            article,
            subject=rng.choice(actors).id,
            relation=rng.choice(["attacks", "meetsWith"]),
            object_=rng.choice(actors).id,
            polarity=rng.choice(["affirmed", "negated"]),
            modality=rng.choice(["actual", "planned", "possible", "desired", "conditional"]),
            attribution=rng.choice([None, source]),
            evidence=Evidence(
                span(rng, text),
                span(rng, text),
                mention(actors[0].id),
                mention(actors[1].id),
                frame=hostile(rng),
                pattern=rng.choice(["", hostile(rng)]),
                cues=tuple((hostile(rng), span(rng, text)) for _ in range(rng.randint(0, 3))),
            ),
            confidence=rng.random(),
            method=hostile(rng),
            valid_time=rng.choice([None, "2020-12", hostile(rng)]),
        )
        claims[claim.id] = with_review(claim, rng.choice(["unreviewed", "accepted", "rejected"]))
    found = Reading(article, tuple(claims.values()), sentences=rng.randint(0, 3), words=rng.randint(0, 3))
    registry = Registry(*actors)
    back = reading_from_quads(reading_quads(found, (), SYMMETRIC), registry)
    used = {a.id for a in back.minted}
    minted = tuple(a for a in actors if a.id in used)
    order = sorted(claims.values(), key=lambda c: (c.evidence.sentence, c.evidence.quote, c.id))
    return replace(found, claims=tuple(order), minted=minted), registry


@pytest.mark.parametrize("seed", range(60))
def test_what_comes_back_is_what_went_in(seed: int) -> None:
    found, registry = hostile_reading(random.Random(seed))  # noqa: S311 - a test that repeats
    quads = reading_quads(found, (), SYMMETRIC)
    for format_ in (RdfFormat.N_QUADS, RdfFormat.TRIG):
        written = serialize(quads, format=format_)
        assert written is not None
        assert reading_from_quads(parse(written, format_), registry) == found
    for actor in found.minted:
        assert actor_from_quads(actor.id, actor_quads(actor)) == actor


def test_a_whole_reading_comes_back_with_its_minted_actors() -> None:
    found = reading(1)
    assert reading_from_quads(reading_quads(found, (), SYMMETRIC), Registry(BAND)) == found


def test_an_actor_comes_back_with_its_names_in_order() -> None:
    assert actor_from_quads("norland", actor_quads(NORLAND)) == NORLAND


def test_the_same_reading_gives_the_same_quads_without_blank_nodes_or_repeats() -> None:
    quads = reading_quads(reading(), (), SYMMETRIC)
    assert quads == reading_quads(reading(), (), SYMMETRIC)
    assert len(quads) == len(set(quads))
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_two_articles_share_no_triple() -> None:
    first, second = ({q.triple for q in reading_quads(reading(n), ("a",), SYMMETRIC)} for n in (0, 1))
    assert not first & second


@pytest.mark.parametrize("bad", ["\ud800", "a\udfffb", "\0"])
def test_text_that_rdf_cannot_hold_is_refused(bad: str) -> None:
    with pytest.raises(DataError, match=r"^article [0-9a-f]{32}: the text holds U\+0000 or a lone surrogate"):
        reading_quads(Reading(make_article(f"Tor {bad}")), (), SYMMETRIC)


@pytest.mark.parametrize("id_", [*HOSTILE, "a/b", "\ud800", ""])
def test_any_id_makes_an_iri_and_comes_back(id_: str) -> None:
    iri = actor_iri(id_)
    assert local_id(iri) == id_
    assert list(parse(str(Quad(iri, iri, iri)) + " .", RdfFormat.N_QUADS))


@pytest.mark.parametrize(
    ("number", "written"),
    [(0.7, "0.7"), (1.0, "1"), (0.0, "0"), (0.123, "0.123"), (1e-7, "0.0000001"), (10.0, "10")],
)
def test_decimals_are_written_in_canonical_form(number: float, written: str) -> None:
    assert decimal(number).value == written


@pytest.mark.parametrize(
    ("date", "datatype"),
    [
        ("2021", "gYear"),
        ("2021-07", "gYearMonth"),
        ("2021-07-08", "date"),
        ("2021-02-30", "string"),
        ("2021-13", "string"),
        ("0000", "string"),
        ("٢٠٢١", "string"),
        ("soon", "string"),
    ],
)
def test_dates_are_typed_by_their_precision(date: str, datatype: str) -> None:
    literal = moment(date, "test")
    assert literal.value == date
    assert literal.datatype.value.endswith("#" + datatype)


def test_a_symmetric_relation_is_one_proposition_either_way_round() -> None:
    met = reading().claims[2]
    back = replace(met, subject=met.object, object=met.subject)
    assert ends_of(met, SYMMETRIC) == ends_of(back, SYMMETRIC)
    assert ends_of(met, ()) != ends_of(back, ())


def test_a_symmetric_edge_stands_both_ways() -> None:
    met = reading().claims[2]
    quads = proposition_quads(ends_of(met, SYMMETRIC), tally(met, reading().article))
    edges = [(local_id(q.subject), local_id(q.object)) for q in quads if q.graph_name.value.endswith("edges")]  # type: ignore[union-attr]
    assert edges == [("ostia", "sudland"), ("sudland", "ostia")]


def test_only_affirmed_actual_claims_that_are_not_rejected_make_an_edge() -> None:
    attack, denied, met, possible = reading().claims
    article = reading().article
    assert [tally(c, article).edge for c in (attack, denied, met, possible)] == [True, False, True, False]
    assert tally(with_review(attack, "rejected"), article) == Tally()


def test_tallies_add_up_whatever_the_order() -> None:
    tallies = [tally(c, reading(n).article) for n in range(3) for c in reading(n).claims]
    assert total(tallies) == total(reversed(tallies))
    assert total(tallies) == Tally(12, 0.9, "2021", "2021-03-08", edge=True)


def test_a_proposition_comes_back_with_its_tally() -> None:
    claim = reading().claims[0]
    ends, sum_ = ends_of(claim, SYMMETRIC), tally(claim, reading().article)
    nodes = by_node(proposition_quads(ends, sum_))
    assert proposition_from_node(nodes[proposition_iri(ends.id)], SYMMETRIC, edge=True) == (ends, sum_)
