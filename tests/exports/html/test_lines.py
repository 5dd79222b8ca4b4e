"""Which claims become which lines."""

from __future__ import annotations

import pytest

from exports.html.lines import drawable, merged, most_reported, select, standing
from graph.errors import UnknownName
from graph.model import Collection, with_review
from tests.exports.html.worlds import FRONT, NORLAND, RELATIONS, World, continent, theatre


def ids(collection: Collection) -> set[str]:
    return {n.id for n in merged(collection.claims, RELATIONS)}


def test_one_line_stands_for_all_claims_of_one_sign_between_two() -> None:
    lines = {n.id: n for n in merged(theatre().claims, RELATIONS)}
    line = lines["norland>valley-front+r"]
    assert sorted(c.relation for c in line.claims) == ["courts", "hosts"]
    assert line.words_only


def test_a_denied_or_possible_claim_never_joins_the_facts() -> None:
    claims = theatre().claims
    found = {standing(c): c.relation for c in claims if c.relation in {"arms", "contains", "attacks"}}
    assert found == {"denied": "arms", "possible": "contains", "reported": "attacks"}
    assert {"norland>valley-front+r", "norland>valley-front+d", "valley-front>black-hand-p"} <= ids(theatre())


def test_every_line_holds_claims_of_one_standing() -> None:
    for line in merged(continent().claims, RELATIONS):
        assert {standing(c) for c in line.claims} == {line.standing}


def test_a_symmetric_relation_is_one_line_whoever_is_named_first() -> None:
    world = World()
    world.actor("norland", "Norland")
    world.actor("valley-front", "Valley Front", "ArmedGroup")
    text = "Norland met the Valley Front. Then the Valley Front met Norland."
    article = world.article(text, date="2021-01-01")
    world.claim(article, "Norland met the Valley Front.", NORLAND, "meetsWith", FRONT)
    world.claim(article, "Then the Valley Front met Norland.", FRONT, "meetsWith", NORLAND)
    (line,) = merged(world.collection().claims, RELATIONS)
    assert line.mutual
    assert line.id == "norland~valley-front+r"
    assert len(line.claims) == 2


def test_a_rejected_claim_is_not_drawn() -> None:
    theatre_ = theatre()
    rejected = Collection(
        theatre_.articles, tuple(with_review(c, "rejected") for c in theatre_.claims), theatre_.actors
    )
    assert select(rejected, RELATIONS, 40).lines == ()


def test_the_actors_with_most_claims_stay_and_the_rest_is_counted() -> None:
    chosen = select(continent(), RELATIONS, 10)
    assert len(chosen.actors) == 10
    assert chosen.actors_left_out == 12
    drawn = sum(len(n.claims) for n in chosen.lines)
    assert drawn + chosen.claims_left_out == len(continent().claims)


def test_an_unknown_relation_is_named() -> None:
    with pytest.raises(UnknownName, match="no relation named 'hosts'"):
        select(theatre(), {k: r for k, r in RELATIONS.items() if k != "hosts"}, 40)


@pytest.mark.parametrize("most", [1, 5, 12, 30, 1000])
def test_a_map_has_no_more_lines_than_it_can_draw_and_the_actors_with_most_claims(most: int) -> None:
    whole = select(continent(), RELATIONS, 40)
    chosen = select(continent(), RELATIONS, 40, most)
    assert len(chosen.lines) <= most or len(chosen.actors) == 2
    assert chosen.actors_left_out - whole.actors_left_out == len(whole.actors) - len(chosen.actors)
    shown = sum(len(line.claims) for line in chosen.lines)
    assert chosen.claims_left_out == sum(len(line.claims) for line in whole.lines) + whole.claims_left_out - shown
    order = most_reported(drawable(continent().claims), 100)
    among = [[n for n in whole.lines if {n.source, n.target} <= set(order[:k])] for k in range(2, len(order) + 1)]
    fitting = [lines for lines in among if len(lines) <= most] or among[:1]
    assert set(chosen.lines) == set(fitting[-1])
