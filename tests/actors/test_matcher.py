from __future__ import annotations

import pytest

from graph.actors import Entry, Matcher
from graph.model import ActorType, NameKind

NAMES: tuple[tuple[str, str, NameKind, ActorType], ...] = (
    ("us", "US", "acronym", "State"),
    ("us", "United States", "short", "State"),
    ("is", "IS", "acronym", "ArmedGroup"),
    ("is", "Islamic State", "short", "ArmedGroup"),
    ("is", "Da'esh", "variant", "ArmedGroup"),
    ("nato", "NATO", "acronym", "IntergovernmentalOrganization"),
    ("iran", "Iran", "short", "State"),
    ("turkey", "T\u00fcrkiye", "variant", "State"),
    ("qaeda", "al-Qaeda", "short", "ArmedGroup"),
    ("guinea", "Guinea", "short", "State"),
    ("bissau", "Guinea-Bissau", "short", "State"),
    ("hdp", "Peoples' Democratic Party", "short", "PoliticalParty"),
    ("ivory", "C\u00f4te d'Ivoire", "official", "State"),
    ("sudan", "Sudan", "short", "State"),
    ("south-sudan", "South Sudan", "short", "State"),
)
MATCHER = Matcher(Entry(*row) for row in NAMES)


def found(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.entries[0].actor) for m in MATCHER.find(text)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("The US left.", [("US", "us")]),
        ("The U.S. left.", [("U.S.", "us")]),
        ("It left us.", []),
        ("This is it.", []),
        ("IS fled.", [("IS", "is")]),
        ("Nato met.", [("Nato", "nato")]),
        ("An Islamic state.", []),
        ("Islamic\nState fled.", [("Islamic\nState", "is")]),
        ("Islamic\n\nState fled.", []),
        ("Da\u2019esh and Daesh.", [("Da\u2019esh", "is"), ("Daesh", "is")]),
        ("Iran-backed men.", [("Iran", "iran")]),
        ("anti-Iran talk", [("Iran", "iran")]),
        ("iran is lower", []),
        ("Iranian", []),
        ("Iran's army", [("Iran", "iran")]),
        ("Turkiye and T\u00dcRK\u0130YE", [("Turkiye", "turkey"), ("T\u00dcRK\u0130YE", "turkey")]),
        ("al Qaeda, Al-Qaeda", [("al Qaeda", "qaeda"), ("Al-Qaeda", "qaeda")]),
        ("Guinea-Bissau and Guinea", [("Guinea-Bissau", "bissau"), ("Guinea", "guinea")]),
        ("South Sudan", [("South Sudan", "south-sudan")]),
        ("the Peoples\u2019 Democratic Party", [("Peoples\u2019 Democratic Party", "hdp")]),
        ("Cote d'Ivoire", [("Cote d'Ivoire", "ivory")]),
        ("IT IS TIME FOR US TO GO", []),
        ("US STRIKES HIT BASE", [("US", "us")]),
        ("", []),
    ],
)
def test_names_are_found_as_they_are_written(text: str, want: list[tuple[str, str]]) -> None:
    assert found(text) == want


def test_spans_cut_the_match_from_the_text() -> None:
    text = "Then T\u00fcrkiye's navy met the US fleet."
    assert all(m.span.of(text) == m.text for m in MATCHER.find(text))


def test_a_name_of_two_actors_gives_both() -> None:
    matcher = Matcher([Entry("a", "Front", "short", "ArmedGroup"), Entry("b", "Front", "short", "PoliticalParty")])
    assert [e.actor for e in matcher.find("The Front won.")[0].entries] == ["a", "b"]
