"""Each named query, its answer known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.model import Polarity, Reading
from graph.query.named import ask, named_queries
from graph.store import Store
from tests.query.small_war import GIVEN, KNOWN, article, claims_of, filled, plain, rows, told
from tests.tiny_world import METHOD


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("war") / "store")


def test_relations_of_an_actor_stand_either_way_round_with_what_is_denied(path: Path) -> None:
    found = rows(path, "relations", "subject relation object claims said denied first last", actor="sudland")
    assert found == [
        ("norland", "attacks", "sudland", "3", "2", "1", "2021-01-10", "2021-03-05"),
        ("ostia", "arms", "sudland", "2", "2", "0", "2021-01-10", "2021-03"),
        ("ostia", "alliedWith", "sudland", "1", "1", "0", "2021-01-10", "2021-01-10"),
        ("red-front", "cooperatesWith", "sudland", "1", "1", "0", "2021-03-05", "2021-03-05"),
        ("westia", "mediatesFor", "sudland", "1", "1", "0", "2021-03-05", "2021-03-05"),
    ]


def test_relations_can_be_narrowed_by_relation_family_and_date(path: Path) -> None:
    def found(**values: str) -> list[tuple[str | None, ...]]:
        return rows(path, "relations", "relation claims", actor="sudland", **values)

    assert found(relation="arms") == [("arms", "2")]
    assert found(relation="support, attacks", limit="2") == [("attacks", "3"), ("arms", "2")]
    assert found(relation="support", from_="2021-03-01") == [("arms", "1"), ("cooperatesWith", "1")]
    assert found(relation="support", to="2021-01") == [("arms", "1")]
    assert found(from_="2021", to="2021", relation="violence") == [("attacks", "3")]


def test_a_claim_without_a_date_counts_but_passes_no_date(path: Path) -> None:
    columns = "object claims said first last"
    assert rows(path, "relations", columns, actor="red-front", relation="mediatesFor") == [
        ("red-front", "1", "0", "", "")
    ]
    assert rows(path, "relations", columns, actor="red-front", relation="mediatesFor", from_="1900") == []
    assert rows(path, "relations", columns, actor="red-front", relation="mediatesFor", to="2100") == []


def test_a_triad_is_who_supports_whom_against_whom(path: Path) -> None:
    columns = "supporter helps supported faces against support_claims conflict_claims"
    both = [
        ("ostia", "arms", "sudland", "is attacked by", "norland", "2", "2"),
        ("red-front", "cooperates with", "sudland", "is attacked by", "norland", "1", "2"),
    ]
    assert rows(path, "triads", columns) == both
    assert rows(path, "triads", columns, against="norland", supported="sudland") == both
    assert rows(path, "triads", columns, supporter="red-front") == both[1:]
    assert rows(path, "triads", columns, against="sudland") == []
    assert rows(path, "triads", columns, support="aids") == []
    assert rows(path, "triads", columns, conflict="coercion") == []


def test_enemies_supporters_are_named_with_the_enemy(path: Path) -> None:
    columns = "enemy faces supporter helps conflict_claims support_claims"
    assert rows(path, "enemies-supporters", columns, actor="norland") == [
        ("sudland", "attacks", "ostia", "arms", "2", "2"),
        ("sudland", "attacks", "red-front", "cooperates with", "2", "1"),
    ]
    assert rows(path, "enemies-supporters", columns, actor="westia") == []


def test_mediators_stand_with_the_parties_that_one_article_names(path: Path) -> None:
    columns = "mediator one other claims now articles first"
    pair = ("westia", "norland", "sudland", "2", "2", "1", "2021-03-05")
    alone = ("ostia", "red-front", None, "1", "0", "1", "")
    assert rows(path, "mediators", columns) == [pair, alone]
    assert rows(path, "mediators", columns, party="sudland") == [pair]
    assert rows(path, "mediators", columns, party="norland", from_="2021-03", to="2021-03-31") == [pair]
    assert rows(path, "mediators", columns, mediator="ostia") == [alone]


def test_allies_of_allies_are_reached_through_an_ally_and_are_none_themselves(path: Path) -> None:
    columns = "via ally first_step second_step first_claims second_claims"
    step = ("ostia", "westia", "is allied with", "is allied with", "1", "1")
    assert rows(path, "allies-of-allies", columns, actor="sudland") == [step]
    assert rows(path, "allies-of-allies", columns, actor="ostia") == []
    wider = rows(path, "allies-of-allies", columns, actor="red-front", relation="alliedWith,support")
    assert wider == [("sudland", "ostia", "cooperates with", "is allied with, is armed by", "1", "3")]
    assert rows(path, "allies-of-allies", columns, actor="sudland", relation="alliedWith,fears,violence") == [
        ("norland", "westia", "is attacked by", "is feared by", "2", "1"),
        step,
    ]


def test_who_says_what_tells_outlets_and_speakers_apart(path: Path) -> None:
    columns = "outlet speaker stance subject relation object polarity claims first"
    found = [
        ("The Daily", None, None, "norland", "attacks", "sudland", "affirmed", "1", "2021-01-10"),
        ("Herald", "sudland", "says", "norland", "attacks", "sudland", "affirmed", "1", "2021-03-05"),
        ("Herald", "norland", "says", "norland", "attacks", "sudland", "negated", "1", "2021-03-05"),
    ]
    assert sorted(rows(path, "who-says", columns, one="sudland", other="norland"), key=repr) == sorted(found, key=repr)
    assert rows(path, "who-says", columns, one="norland", other="sudland", to="2021-02") == found[:1]


def test_who_passes_on_what_a_speaker_said_is_told(tmp_path: Path) -> None:
    reading = article("Herald", "2021", told("norland", "attacks", "sudland", speaker="sudland"))
    said = reading.claims[0].attribution
    assert said
    chained = replace(reading.claims[0], attribution=replace(said, source=replace(said, speaker="ostia")))
    with Store.open(tmp_path / "store", write=True) as store:
        store.add([replace(reading, claims=(chained,))], KNOWN, method=METHOD)
    assert rows(tmp_path / "store", "who-says", "speaker told_by", one="norland", other="sudland") == [
        ("sudland", "ostia")
    ]


def test_what_is_denied_stands_with_its_denier_and_those_who_affirm_it(path: Path) -> None:
    columns = "subject relation object by claims affirmed first"
    attack = ("norland", "attacks", "sudland", "norland", "1", "2", "2021-03-05")
    recognition = ("norland", "recognizes", "westia", None, "1", "0", "2021-03")
    assert rows(path, "denied", columns) == [attack, recognition]
    assert rows(path, "denied", columns, actor="westia") == [recognition]
    assert rows(path, "denied", columns, relation="violence") == [attack]
    assert rows(path, "denied", columns, to="2021-02") == []


def test_claims_are_counted_by_month_and_family(path: Path) -> None:
    columns = "month family claims denied"
    assert rows(path, "by-month", columns) == [
        (None, "diplomacy", "1", "0"),
        ("2021-01", "alignment", "2", "0"),
        ("2021-01", "support", "1", "0"),
        ("2021-01", "violence", "1", "0"),
        ("2021-03", "alignment", "1", "1"),
        ("2021-03", "attitude", "1", "0"),
        ("2021-03", "diplomacy", "2", "0"),
        ("2021-03", "support", "2", "0"),
        ("2021-03", "violence", "2", "1"),
        ("2022-02", "attitude", "1", "0"),
    ]
    assert rows(path, "by-month", columns, actor="red-front") == [
        (None, "diplomacy", "1", "0"),
        ("2021-03", "support", "1", "0"),
    ]
    assert rows(path, "by-month", columns, from_="2022") == [("2022-02", "attitude", "1", "0")]


def test_top_actors_are_counted_at_either_end(path: Path) -> None:
    columns = "actor claims friendly neutral hostile others"
    assert rows(path, "top-actors", columns) == [
        ("sudland", "8", "5", "0", "3", "4"),
        ("norland", "7", "2", "0", "5", "3"),
        ("ostia", "6", "5", "0", "1", "4"),
        ("westia", "5", "4", "0", "1", "3"),
        ("red-front", "2", "2", "0", "0", "2"),
    ]
    assert rows(path, "top-actors", columns, limit="1") == [("sudland", "8", "5", "0", "3", "4")]
    assert rows(path, "top-actors", "actor claims", relation="fears") == [
        ("norland", "2"),
        ("ostia", "1"),
        ("westia", "1"),
    ]


def test_what_only_one_outlet_carries_is_not_what_an_unknown_one_may_carry_too(path: Path) -> None:
    columns = "subject relation object carried_by claims"
    found = rows(path, "one-outlet", columns)
    assert set(found) == {
        ("ostia", "alliedWith", "sudland", "The Daily", "1"),
        ("ostia", "alliedWith", "westia", "The Daily", "1"),
        ("ostia", "mediatesFor", "red-front", "The Daily", "1"),
        ("red-front", "cooperatesWith", "sudland", "Herald", "1"),
        ("westia", "mediatesFor", "norland", "Herald", "1"),
        ("westia", "mediatesFor", "sudland", "Herald", "1"),
        ("westia", "fears", "norland", "Wire", "1"),
    }
    assert rows(path, "one-outlet", columns, outlet="DAILY", actor="westia") == [
        ("ostia", "alliedWith", "westia", "The Daily", "1")
    ]
    assert rows(path, "one-outlet", columns, least="2") == []


def test_what_changed_is_what_began_after_the_first_date(path: Path) -> None:
    columns = "subject relation object change claims said_before first"
    found = rows(path, "changed", columns, from_="2021-01-31", to="2021-03-31")
    assert found == [
        ("norland", "recognizes", "westia", "denied", "1", "0", "2021-03"),
        ("norland", "attacks", "sudland", "denied after said", "2", "1", "2021-03-05"),
        ("red-front", "cooperatesWith", "sudland", "new", "1", "0", "2021-03-05"),
        ("westia", "mediatesFor", "norland", "new", "1", "0", "2021-03-05"),
        ("westia", "mediatesFor", "sudland", "new", "1", "0", "2021-03-05"),
    ]
    assert rows(path, "changed", columns, from_="2021-03-10", to="2023") == [
        ("westia", "fears", "norland", "new", "1", "0", "2022-02-01")
    ]
    assert rows(path, "changed", columns, from_="2021-01-31", to="2021-02-28") == []
    assert rows(path, "changed", columns, from_="2020", to="2021", actor="red-front", relation="support") == [
        ("red-front", "cooperatesWith", "sudland", "new", "1", "0", "2021-03-05")
    ]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ([], ["affirmed"], "new"),
        ([], ["affirmed", "negated"], "said and denied"),
        (["negated"], ["affirmed"], "said after denial"),
        (["affirmed"], ["negated"], "denied after said"),
        (["affirmed"], ["affirmed"], None),
        (["affirmed", "negated"], ["affirmed", "negated"], None),
        (["affirmed"], [], None),
    ],
)
@pytest.mark.parametrize("early", ["2020-05-01", "2020", "2021", None])
def test_each_kind_of_change_has_its_name(
    tmp_path: Path, before: list[Polarity], after: list[Polarity], change: str | None, early: str | None
) -> None:
    def claims(date: str | None, polarities: list[Polarity]) -> Reading:
        return article("Daily", date, *(told("norland", "arms", "ostia", polarity=p) for p in polarities))

    with Store.open(tmp_path / "store", write=True) as store:
        store.add([claims(early, before), claims("2021-07-02", after)], KNOWN, method=METHOD)
    found = rows(tmp_path / "store", "changed", "change", from_="2021-07-01", to="2021-07")
    assert found == ([(change,)] if change else [])


def test_the_evidence_of_an_edge_is_its_sentences(path: Path) -> None:
    columns = "claim date outlet speaker polarity sentence url"
    claims = claims_of("norland", "attacks", "sudland")
    found = rows(path, "evidence", columns, subject="norland", relation="attacks", object="sudland")
    assert sorted(str(row[0]) for row in found) == sorted(c.id for c in claims)
    first = ("2021-01-10", "The Daily", None, "affirmed", "Norland attacks Sudland (0).", "https://x.example/")
    assert found[0][1:] == first
    assert {row[3] for row in found} == {None, "sudland", "norland"}
    assert rows(path, "evidence", columns, subject="sudland", relation="attacks", object="norland") == []


def test_evidence_of_a_symmetric_relation_is_found_from_either_end(path: Path) -> None:
    there, back = (
        rows(path, "evidence", "relation sentence", subject=a, relation="alignment", object=b)
        for a, b in (("ostia", "sudland"), ("sudland", "ostia"))
    )
    assert there == back == [("alliedWith", "Sudland alliedWith Ostia (2).")]


def test_rejected_claims_are_nowhere(path: Path) -> None:
    (rejected,) = claims_of("ostia", "attacks", "sudland", rejected=True)
    for query in named_queries().values():
        wide = {p.name: "any" if p.default is not None else GIVEN[p.type] for p in query.parameters}
        answer = ask(path, query.name, {**wide, **({"subject": "ostia"} if query.name == "evidence" else {})})
        assert rejected.id not in {plain(term) for row in answer.rows for term in row}
    assert rows(path, "evidence", "claim", subject="ostia", relation="attacks", object="sudland") == []


def test_ids_of_claims_lead_to_the_claims_that_were_counted(path: Path) -> None:
    (row,) = rows(path, "triads", "support_claim conflict_claim", supporter="ostia")
    assert row[0] in {c.id for c in claims_of("ostia", "arms", "sudland")}
    assert row[1] in {c.id for c in claims_of("norland", "attacks", "sudland") if c.polarity == "affirmed"}
    (row,) = rows(path, "mediators", "claim_one claim_other", mediator="westia")
    assert row == tuple(claims_of("westia", "mediatesFor", party)[0].id for party in ("norland", "sudland"))
    (row,) = rows(path, "denied", "claim", relation="attacks")
    assert row[0] in {c.id for c in claims_of("norland", "attacks", "sudland") if c.polarity == "negated"}
    (row,) = rows(path, "changed", "claim", from_="2021-03-10", to="2023")
    assert row[0] == claims_of("westia", "fears", "norland")[0].id
