"""Two sides of a comparison, and their picture."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from exports.html.sides import sides
from exports.html.svg import render_svg
from graph.errors import InputError
from tests.exports.html.worlds import RELATIONS, continent, theatre

NS = "{http://www.w3.org/2000/svg}"


def test_a_span_takes_its_days_and_an_outlet_its_articles() -> None:
    first, second = sides(theatre(), "..2021-07-08", "2021-07-09..")
    assert (first.letter, first.name) == ("A", "the beginning to 2021-07-08")
    assert (second.letter, second.name) == ("B", "2021-07-09 to the end")
    assert not first.articles & second.articles
    assert sides(theatre(), "Coast Courier", "Inland Times")[0].articles == first.articles


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("2021..", "Coast Courier", "give two spans of time, or two outlets"),
        ("2022..2021", "2021..", "2022..2021: ends before it begins"),
        ("1990..1991", "2021..", "1990..1991: no article is of that time"),
        ("Nobody's", "Coast Courier", 'no outlet named "Nobody\'s"; there are: Coast Courier, Inland Times'),
    ],
)
def test_sides_that_cannot_be_are_refused(first: str, second: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        sides(theatre(), first, second)
    assert message in str(error.value)


def test_both_pictures_have_the_same_places_and_say_by_dash_and_letter_what_only_one_has() -> None:
    text = render_svg(continent(), RELATIONS, title="A", sides=sides(continent(), "2014..2017", "2018..2022"))
    root = ET.fromstring(text)  # noqa: S314 - written by the code under test
    left, right = [g for g in root if g.tag == f"{NS}g" and g.get("transform")][:2]
    places = [
        {t.text: g.get("transform") for g in side.iter(f"{NS}g") for t in g.findall(f"{NS}title")}
        for side in (left, right)
    ]
    actors = {name for name in places[0] if name and ": " not in name}
    assert len(actors) == 22
    assert all(places[0][name] == places[1][name] for name in actors)
    for side, letter in ((left, "A "), (right, "B ")):
        paths = {p.get("d"): p.get("stroke-dasharray") for p in side.iter(f"{NS}path") if "C" in (p.get("d") or "")}
        other = {p.get("d") for p in (right if side is left else left).iter(f"{NS}path")}
        assert {d for d, dash in paths.items() if dash} == set(paths) - other
        marks = [t.text or "" for t in side.iter(f"{NS}text") if t.get("font-size") == "12"]
        assert sum(m.startswith(letter) for m in marks) == len(set(paths) - other)
        assert 0 < len(set(paths) - other) < len(paths)


def test_the_picture_of_two_sides_is_the_same_each_time() -> None:
    pair = sides(theatre(), "Coast Courier", "Inland Times")
    assert render_svg(theatre(), RELATIONS, title="A", sides=pair) == render_svg(
        theatre(), RELATIONS, title="A", sides=pair
    )
