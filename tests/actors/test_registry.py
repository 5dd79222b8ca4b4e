from __future__ import annotations

from pathlib import Path

import pytest

from graph.actors import Registry, valid_on
from graph.actors.tables import ACTOR_COLUMNS, NAME_COLUMNS, TENURE_COLUMNS
from graph.errors import DataError, InputError

WORLD = Path(__file__).with_name("world")


@pytest.fixture(scope="module")
def world() -> Registry:
    return Registry.read(WORLD)


def write(folder: Path, table: str, *rows: str) -> Path:
    columns = {"actors": ACTOR_COLUMNS, "names": NAME_COLUMNS, "tenures": TENURE_COLUMNS}[table]
    (folder / f"{table}.csv").write_text("\n".join([",".join(columns), *rows]) + "\n", encoding="utf-8")
    return folder


def test_an_actor_carries_its_names(world: Registry) -> None:
    names = {n.text for n in world.actor("iran").names}
    assert {"Iran", "Iranian", "Tehran", "Islamic Republic of Iran"} <= names


def test_an_unknown_actor_is_a_key_error(world: Registry) -> None:
    with pytest.raises(KeyError):
        world.actor("atlantis")


def test_a_person_folds_into_the_state_led_at_the_date(world: Registry) -> None:
    assert world.state_of("barack-obama", "2014-05-01") == "united-states"
    assert world.state_of("barack-obama", "2021-07-08") is None
    assert world.state_of("ashraf-ghani", "2021-07-08") == "afghan-government"


def test_a_person_without_a_date_folds_only_where_all_tenures_agree(world: Registry) -> None:
    assert world.state_of("vladimir-putin", None) == "russia"


def test_a_force_folds_into_its_state_and_a_state_into_itself(world: Registry) -> None:
    assert world.state_of("irgc", "2020") == "iran"
    assert world.state_of("iran", None) == "iran"
    assert world.state_of("hezbollah", "2020") == "hezbollah"
    assert world.state_of("atlantis", "2020") is None


def test_who_governs_depends_on_the_date(world: Registry) -> None:
    assert world.government_of("afghanistan", "2021-07-08") == "afghan-government"
    assert world.government_of("afghanistan", "2021-08-16") == "taliban"
    assert world.government_of("afghanistan", "1999") == "taliban"
    assert world.government_of("afghanistan", None) == "afghanistan"
    assert world.government_of("iran", "2021") == "iran"


def test_membership_is_dated(world: Registry) -> None:
    assert world.member_of("turkey", "2020") == ("nato",)
    assert world.member_of("turkey", "1950") == ()
    assert world.member_of("turkey") == ("nato",)


@pytest.mark.parametrize(
    ("date", "start", "end", "valid"),
    [
        ("2021", "2021-08-15", None, True),
        ("2020-12", "2021", None, False),
        ("2021-08-15", None, "2021-08-15", True),
        ("2021-08-16", None, "2021-08-15", False),
        ("2021-05", "2021", "2021", True),
    ],
)
def test_partial_dates_overlap_where_they_may(date: str, start: str | None, end: str | None, *, valid: bool) -> None:
    assert valid_on(date, start, end) is valid


def test_rows_of_a_later_folder_win(tmp_path: Path) -> None:
    write(tmp_path, "actors", "iran,Persia,State,,,IR,,,,,")
    write(tmp_path, "names", "iran,Persia,former,,,,")
    both = Registry.read(WORLD, tmp_path)
    assert both.actor("iran").label == "Persia"
    assert {"Persia", "Iran"} <= {n.text for n in both.actor("iran").names}


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no actors\.csv"):
        Registry.read(tmp_path)


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("actors", "Iran,Iran,State,,,,,,,,", r"actors\.csv:2: an id is lower-case words"),
        ("actors", "iran,Iran,Realm,,,,,,,,", r"actors\.csv:2: no type named 'Realm'; there are: State"),
        ("actors", "iran,,State,,,,,,,,", r"actors\.csv:2: 'iran' has no label"),
        ("actors", "iran,Iran,State", r"actors\.csv:2: want 11 columns, got 3"),
        ("actors", "iran,Iran,State,,,,soon,,,,", r"actors\.csv:2: a date is YYYY"),
        ("actors", "iran,Iran,State,,,,2001,1999,,,", r"actors\.csv:2: ends \(1999\) before it starts"),
        ("names", "iran,Iran,nick,,,,", r"names\.csv:2: no kind of name 'nick'"),
        ("names", "iran,,short,,,,", r"names\.csv:2: want an actor and a name"),
        ("names", "iran,Iran,short,,,high,", r"names\.csv:2: priority is a whole number"),
        ("names", "atlantis,Atlantis,short,,,,", r"names\.csv:2: no actor 'atlantis'"),
        ("tenures", "iran,rules,iran,,,,", r"tenures\.csv:2: no role named 'rules'"),
        ("tenures", "iran,memberOf,atlantis,,,,", r"tenures\.csv:2: no actor 'atlantis'"),
        ("tenures", ",leads,iran,,,,", r"tenures\.csv:2: want a holder"),
        ("names", 'iran,"Iran,short,,,,', r"names\.csv:\d: .*check the quotes"),
    ],
)
def test_a_malformed_row_is_named_by_file_and_line(tmp_path: Path, table: str, row: str, message: str) -> None:
    write(tmp_path, table, row)
    with pytest.raises(DataError, match=message):
        Registry.read(WORLD, tmp_path) if table != "actors" else Registry.read(tmp_path)


def test_a_wrong_header_and_a_second_row_are_refused(tmp_path: Path) -> None:
    (tmp_path / "actors.csv").write_text("id,label\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"actors\.csv:1: want the header id,label,type"):
        Registry.read(tmp_path)
    write(tmp_path, "actors", "iran,Iran,State,,,,,,,,", "iran,Iran,State,,,,,,,,")
    with pytest.raises(DataError, match=r"actors\.csv:3: second row for 'iran'"):
        Registry.read(tmp_path)
    (tmp_path / "actors.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match=r"actors\.csv: not UTF-8 at byte 0"):
        Registry.read(tmp_path)


def test_the_lint_names_doubtful_rows(tmp_path: Path) -> None:
    write(tmp_path, "actors", "a,A,State,b,,,,,Q1,,", "b,B,Person,,nobody,xx,,,7,,")
    write(tmp_path, "names", "a,Same,short,,,,", "b,Same,short,2001,,,")
    write(tmp_path, "tenures", "b,leads,a,Chief,2001,2005,", "a,leads,a,Chief,2004,,", "a,governs,b,,,,")
    found = "\n".join(Registry.read(tmp_path).check())
    for what in (
        "country 'b' is no state",
        "parent 'nobody' is no actor",
        "a Wikidata id is Q and a number",
        "a country code is two to four capitals",
        "'Same' means a and b at one time",
        "a leads itself",
        "governs b, which is no state",
        "overlaps the tenure of b",
    ):
        assert what in found


def test_the_packaged_tables_load_and_the_lint_finds_nothing() -> None:
    registry = Registry.load()
    assert len(registry) > 1000
    assert registry.check() == []
