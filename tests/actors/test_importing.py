"""Lists from elsewhere: what is read from them, what they would add, what is in doubt, and that nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.actors import Registry
from graph.actors.importing import Plan, plan, write
from graph.actors.sources import Candidate, read_candidates
from graph.errors import DataError, InputError

WORLD = Path(__file__).with_name("world")
UCDP_COLUMNS = (
    "ActorId,NameData,NameOrig,NameOrigFull,NameOrigFullEng,NameChange,NewName,NewNameFullMotherTongue,"
    "NewNameFullEng,Org,Location"
)


@pytest.fixture
def world() -> Registry:
    return Registry.read(WORLD)


def listed(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def planned(path: Path, world: Registry, *, by_name: bool = False) -> Plan:
    return plan(read_candidates(path), world, source=path.name, by_name=by_name)


def names_of(candidate: Candidate) -> dict[str, str]:
    return dict(candidate.names)


def test_a_list_of_ones_own_says_as_much_as_it_likes(tmp_path: Path) -> None:
    path = listed(
        tmp_path,
        "own.csv",
        "Label,Type,Country,Aliases,Acronym,Start",
        'Saratoga Guards,PoliticalParty,Iran,"Guards of Saratoga; Saratogans",SGX,2014-05',
        "Bare Front,,,,,",
    )
    full, bare = read_candidates(path)
    assert names_of(full) == {
        "Saratoga Guards": "variant",
        "Guards of Saratoga": "variant",
        "Saratogans": "variant",
        "SGX": "acronym",
    }
    assert (full.type, full.country, full.active_from) == ("PoliticalParty", "Iran", "2014-05")
    assert (bare.type, bare.country, bare.active_from) == ("ArmedGroup", None, None)


def test_ucdp_s_actor_list_is_read_as_downloaded(tmp_path: Path) -> None:
    path = listed(
        tmp_path,
        "ucdp-actor.csv",
        UCDP_COLUMNS,
        "101,Government of Iran,Government of Iran,n/a,Government of Iran,0,,,,4,Iran",
        "9001,FLZ,FLZ,Front de la Zimbala,Zimbala Front (ZF),0,,,,1,Iran (Persia)",
        '9002,Highlanders,Highlanders,n/a,Highlanders,0,,,,2,"Iran, Iraq"',
    )
    state, group, people = read_candidates(path)
    assert (state.type, state.label, state.ucdp) == ("State", "Iran", "101")
    assert (group.type, group.label, group.country) == ("ArmedGroup", "Zimbala Front", "Iran (Persia)")
    assert names_of(group)["ZF"] == names_of(group)["FLZ"] == "acronym"
    assert (people.type, people.country) == ("Collective", None)


def wikidata_rows() -> list[dict[str, str]]:
    entity = "http://www.wikidata.org/entity/Q900000001"
    same = {"item": entity, "itemLabel": "Kunduz Home Guard", "countryLabel": "Iran"}
    return [
        {**same, "alias": "KHG", "inception": "2015-01-01T00:00:00Z"},
        {**same, "alias": "Home Guard of Kunduz"},
        {"item": "http://www.wikidata.org/entity/Q900000002", "itemLabel": "Q900000002"},
    ]


def test_the_forms_of_a_wikidata_answer_say_the_same(tmp_path: Path) -> None:
    rows = wikidata_rows()
    bindings = [{k: {"type": "literal", "value": v} for k, v in row.items()} for row in rows]
    answer = json.dumps({"head": {"vars": list(rows[0])}, "results": {"bindings": bindings}})
    columns = list(rows[0])
    table = [",".join(columns), *(",".join(row.get(c, "") for c in columns) for row in rows)]
    forms = [
        read_candidates(listed(tmp_path, "answer.json", answer)),
        read_candidates(listed(tmp_path, "answer.json", json.dumps(rows))),
        read_candidates(listed(tmp_path, "answer.csv", *table)),
    ]
    for guard, unlabelled in forms:
        assert guard.wikidata == "Q900000001"
        assert guard.active_from == "2015"
        assert set(names_of(guard)) == {"Kunduz Home Guard", "KHG", "Home Guard of Kunduz"}
        assert unlabelled.label == "Q900000002"


@pytest.mark.parametrize(
    ("name", "lines", "message"),
    [
        ("a.csv", ["label,type", "X Front,Robot"], "a.csv:2: no type named 'Robot'"),
        ("a.csv", ["label,type", "X Front"], "a.csv:2: want 2 columns"),
        ("a.csv", ["label,start", "X Front,soon"], "a.csv:2: a date is"),
        ("a.csv", ["label,type", ",ArmedGroup"], "a.csv:2: no label"),
        ("a.json", ['{"results": '], "a.json:2: no JSON"),
        ("a.json", ['[{"label": "X"}]'], "a.json:1: no column holds a Wikidata entity"),
    ],
)
def test_a_malformed_row_is_told_with_its_place(tmp_path: Path, name: str, lines: list[str], message: str) -> None:
    with pytest.raises(DataError, match=message.replace("(", r"\(")):
        read_candidates(listed(tmp_path, name, *lines))


@pytest.mark.parametrize("lines", [["a,b", "1,2"], ["{}"], [""]])
def test_what_is_in_no_known_form_is_refused(tmp_path: Path, lines: list[str]) -> None:
    with pytest.raises(InputError):
        read_candidates(listed(tmp_path, "a.csv", *lines))
    with pytest.raises(InputError):
        read_candidates(tmp_path / "missing.csv")


def test_a_name_alone_makes_nobody_the_same(tmp_path: Path, world: Registry) -> None:
    path = listed(tmp_path, "own.csv", "label,country", "Hezbollah,Lebanon")
    made = planned(path, world)
    assert not made.new
    assert not made.more
    assert "'Hezbollah' is also hezbollah" in str(made.conflicts[0])
    assert str(made.conflicts[0]).startswith("own.csv:2: ")


def test_an_id_makes_it_the_same_and_brings_names(tmp_path: Path, world: Registry) -> None:
    path = listed(tmp_path, "own.csv", "label,id,aliases", "Party of God in Lebanon,hezbollah,Hezbollah")
    made = planned(path, world)
    assert made.more == ["hezbollah: names Party of God in Lebanon"]
    assert not made.conflicts


def test_name_and_country_make_it_the_same_where_that_is_asked_for(tmp_path: Path, world: Registry) -> None:
    rows = ["label,country,wikidata", "Hezbollah,Lebanon,Q900000003", "Hezbollah,Iran,Q900000004"]
    made = planned(listed(tmp_path, "own.csv", *rows), world, by_name=True)
    assert made.more == ["hezbollah: wikidata Q900000003"]
    assert len(made.conflicts) == 1
    assert made.rows["actors"][0]["source"] == "own.csv; taken as one by name and country"


def test_names_that_mean_others_or_are_ordinary_words_are_left_out(tmp_path: Path, world: Registry) -> None:
    path = listed(tmp_path, "own.csv", "label,id,aliases", "Zimbala Front,zimbala-front,Hezbollah; the fighters; ZF")
    made = planned(path, world)
    told = " | ".join(map(str, made.conflicts))
    assert "also means hezbollah" in told
    assert told.count("would match ordinary words") == 2
    assert [row["name"] for row in made.rows["names"]] == ["Zimbala Front"]


def test_an_import_is_found_by_the_registry_and_is_new_only_once(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    path = listed(tmp_path, "own.csv", "label,country,aliases", "Zimbala Front,Iran,Front of Zimbala")
    first = planned(path, Registry.load())
    write(first, mine)
    before = {p.name: p.read_bytes() for p in mine.iterdir()}
    registry = Registry.load(mine)
    assert registry.actor("zimbala-front").country == "iran"
    assert [m.text for m in registry.matcher.find("The Front of Zimbala met it.")] == ["Front of Zimbala"]
    again = plan(read_candidates(path), registry, source=path.name, own=["zimbala-front"])
    assert (again.new, again.more, again.conflicts, again.known) == ([], [], [], 1)
    write(again, mine)
    assert {p.name: p.read_bytes() for p in mine.iterdir()} == before


def test_an_import_keeps_what_stood_in_the_folder(tmp_path: Path) -> None:
    for name in ("Zimbala Front", "Kunduz Home Guard"):
        path = listed(tmp_path, "own.csv", "label", name)
        write(planned(path, Registry.load()), tmp_path / "mine")
    assert {"zimbala-front", "kunduz-home-guard"} <= set(Registry.load(tmp_path / "mine").ids)


def test_what_could_not_be_loaded_is_not_written(tmp_path: Path) -> None:
    made = Plan()
    made.rows["names"].append({"actor": "nobody-knows", "name": "Nobody", "kind": "short"})
    with pytest.raises(DataError):
        write(made, tmp_path / "mine")
    assert list((tmp_path / "mine").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, world: Registry) -> None:
    path = listed(tmp_path, "own.csv", "label", "Zimbala Front")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        write(planned(path, world), tmp_path / "file")
