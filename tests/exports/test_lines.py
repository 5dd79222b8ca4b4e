from __future__ import annotations

from dataclasses import replace

from exports.lines import actor_lines, claim_text, collection_lines, reading_lines
from graph.model import Reading
from graph.ontology import load_ontology
from tests.tiny_world import NORLAND, REGISTRY, collection, reading

ONTOLOGY = load_ontology()


def test_a_claim_reads_as_a_sentence_with_its_limits_first() -> None:
    world = collection(1)
    assert [claim_text(claim, world, ONTOLOGY.relations) for claim in world.claims] == [
        "Norland attacks Sudland",
        "[NOT] Norland arms Red Front, according to Norland (Ada Holm)",
        "Ostia meets with Sudland (2021)" if world.claims[2].subject == "ostia" else "Sudland meets with Ostia (2021)",
        "[possible] Band of Tor fights Norland",
    ]


def test_an_article_is_told_claim_by_claim_with_its_sentences() -> None:
    lines = list(reading_lines(reading(0), REGISTRY, ONTOLOGY.relations, columns=60))
    assert lines[:5] == [
        "Report 0: «war»?",
        "The Daily, 2021-01-08, https://daily.example/0",
        "",
        "  Norland attacks Sudland" + " " * 31 + "0.75",
        "    “Norland attacked Sudland 0 times.”",
    ]


def test_an_article_without_claims_says_so() -> None:
    lines = list(reading_lines(Reading(reading(0).article, sentences=4), REGISTRY, ONTOLOGY.relations))
    assert "  no claims; 4 sentences read" in lines


def test_articles_come_in_the_order_of_date() -> None:
    world = collection(6)
    lines = list(collection_lines(world.claims, world, ONTOLOGY.relations))
    assert [line for line in lines if line.startswith("Report")] == [f"Report {n}: «war»?" for n in range(6)]


def test_an_actor_is_shown_with_its_claims_by_family() -> None:
    lines = list(actor_lines(NORLAND, collection(1), ONTOLOGY))
    assert lines[:2] == ["Norland: state, id norland", "also Norlandic; Republic of Norland"]
    assert [line for line in lines if line.endswith((" claim", " claims"))] == [
        "Diplomacy: 1 claim",
        "Support: 1 claim",
        "Violence: 2 claims",
    ]


def test_no_line_steers_a_terminal() -> None:
    world = collection(1)
    evil = replace(world.articles[0], title="a\x1b[2J\nb\u202e")
    lines = collection_lines(world.claims, replace(world, articles=(evil,)), ONTOLOGY.relations)
    assert next(lines) == "a\\x1b[2J b\\u202e"
