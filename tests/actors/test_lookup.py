from __future__ import annotations

import pytest

from graph.actors.lookup import choose, named, near
from graph.errors import InputError
from graph.model import Actor, Name

STATE = Actor("norland", "Norland", "State", names=(Name("Norland", "short"), Name("Tor", "metonym")))
BAND = Actor(
    "band-of-tor",
    "Band of Tor",
    "ArmedGroup",
    names=(Name("B.O.T.", "acronym"), Name("Tor", "metonym", "1996", "2001"), Name("Tor", "metonym", "2021")),
)
NAMESAKE = Actor("tor-party", "Tor Party", "PoliticalParty", names=(Name("Tor", "short"),))
PLACE = "store"


def test_case_diacritics_articles_and_dots_do_not_count() -> None:
    for name in ("norland", "NORLAND", "the  Nórland"):
        assert named(name, [STATE, BAND]) == [STATE]
    assert named("bot", [STATE, BAND]) == [BAND]
    assert named("band-of-tor", [STATE, BAND]) == [BAND]
    assert named("", [STATE]) == []


def test_a_proper_name_goes_before_a_capital() -> None:
    assert named("Tor", [STATE, BAND, NAMESAKE]) == [NAMESAKE]


def test_two_that_may_be_meant_are_named_with_their_times() -> None:
    with pytest.raises(InputError) as raised:
        choose("Tor", [STATE, BAND], [], place=PLACE)
    assert str(raised.value) == (
        "'Tor' may be Band of Tor (band-of-tor, 1996 to 2001 and from 2021), Norland (norland); give an id"
    )


def test_one_of_two_that_is_stored_is_taken_with_a_note() -> None:
    actor, note = choose("Tor", [STATE], [STATE, BAND], place=PLACE)
    assert actor == STATE
    assert note
    assert note.startswith("'Tor' is taken as Norland (norland); Band of Tor")


def test_who_is_known_but_not_stored_is_named() -> None:
    with pytest.raises(InputError, match=r"nothing is claimed of Norland \(norland\) in store"):
        choose("Norland", [BAND], [STATE, BAND], place=PLACE)


def test_what_was_nearly_typed_is_suggested() -> None:
    assert near("Norlnad", [STATE, BAND]) == ["Norland"]
    with pytest.raises(InputError, match="do you mean Norland"):
        choose("Norlnad", [STATE, BAND], [], place=PLACE)
    with pytest.raises(InputError, match="'detente claims' lists what there is"):
        choose("Atlantis", [STATE, BAND], [], place=PLACE)
