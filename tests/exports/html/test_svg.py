"""The picture that needs no browser."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from exports.html.lines import select
from exports.html.picture import draw
from exports.html.svg import render_svg
from graph.model import Collection
from tests.exports.html.worlds import EVIL, RELATIONS, hostile, theatre

NS = "{http://www.w3.org/2000/svg}"


def paths(text: str) -> set[str | None]:
    return {p.get("d") for p in ET.fromstring(text).iter(f"{NS}path")}  # noqa: S314 - written by the code under test


def test_it_draws_the_paths_of_the_page_and_only_facts() -> None:
    text = render_svg(theatre(), RELATIONS, title="The valley")
    picture = draw(select(theatre(), RELATIONS, 40), theatre())
    facts = {n.body for n in picture.lines if n.line.standing == "reported"}
    rest = {n.body for n in picture.lines} - facts
    assert rest
    assert facts <= paths(text)
    assert not rest & paths(text)
    assert rest <= paths(render_svg(theatre(), RELATIONS, title="The valley", other=True))


def test_text_stays_text() -> None:
    root = ET.fromstring(render_svg(theatre(), RELATIONS, title="The valley", credit="By us"))  # noqa: S314 - ours
    texts = {t.text for t in root.iter(f"{NS}text")}
    assert {"The valley", "Norland", "+2", "Lines show what sources reported, not established fact."} <= texts
    assert "2 denied or merely possible claims not drawn. By us" in texts
    assert "2 articles of 2 outlets, 2021-07-08 to 2021-07-09" in texts
    assert {"+ cooperation, filled arrow", "dashed: words only", "armed group"} <= texts
    titles = {t.text for t in root.iter(f"{NS}title")}
    assert "Norland towards Valley Front: 2 (courts, hosts)" in titles


@pytest.mark.parametrize("collection", [hostile(), Collection()])
def test_hostile_text_and_nothing_at_all_are_well_formed(collection: Collection) -> None:
    root = ET.fromstring(render_svg(collection, RELATIONS, title=EVIL, credit=EVIL))  # noqa: S314 - ours
    assert {e.tag.removeprefix(NS) for e in root.iter()} <= {"svg", "title", "rect", "text", "g", "path"}


def test_it_is_the_same_each_time() -> None:
    assert render_svg(theatre(), RELATIONS, title="A") == render_svg(theatre(), RELATIONS, title="A")
