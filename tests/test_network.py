from __future__ import annotations

from dataclasses import replace

import pytest

from graph.errors import UnknownName
from graph.model import Collection, with_review
from graph.network import claims_network, merged
from tests.tiny_world import collection, reading


def test_there_is_one_edge_a_claim_and_one_node_an_actor_at_its_ends() -> None:
    found = collection(2)
    network = claims_network(found)
    assert {key for *_, key in network.edges(keys=True)} == {c.id for c in found.claims}
    assert list(network.nodes) == ["band-of-tor", "norland", "ostia", "red-front", "sudland"]
    assert network.nodes["band-of-tor"] == {"label": "Band of Tor", "type": "ArmedGroup", "reviewed": False}


def test_an_edge_carries_what_the_claim_says_and_its_evidence() -> None:
    claim = reading(0).claims[1]
    edge = claims_network(collection(1)).edges["norland", "red-front", claim.id]
    assert edge["relation"] == "arms"
    assert edge["sign"] == 1
    assert edge["family"] == "support"
    assert (edge["polarity"], edge["modality"], edge["speaker"]) == ("negated", "actual", "norland")
    assert edge["sentence"] == "Norland denies arming the Red Front."
    assert edge["date"] == "2021-01-08"
    assert edge["publisher"] == "The Daily"


def test_two_claims_of_one_pair_are_two_edges() -> None:
    assert claims_network(collection(3)).number_of_edges("norland", "sudland") == 3


def test_merged_lines_count_what_is_affirmed_and_actual() -> None:
    lines = merged(claims_network(collection(3)))
    assert sorted(lines.edges(keys=True)) == [("norland", "sudland", -1), ("sudland", "ostia", 1)]
    line = lines.edges["norland", "sudland", -1]
    assert (line["claims"], line["articles"], line["confidence"]) == (3, 3, 0.9)
    assert line["relations"] == {"attacks": 3}
    assert (line["first"], line["last"]) == ("2021-01-08", "2021-03-08")
    assert line["ids"] == sorted(c.id for c in collection(3).claims if c.relation == "attacks")
    assert "band-of-tor" in lines


def test_merged_lines_count_everything_when_asked() -> None:
    lines = merged(claims_network(collection(2)), everything=True)
    assert lines.edges["norland", "red-front", 1]["claims"] == 2
    assert lines.edges["band-of-tor", "norland", -1]["claims"] == 2


def test_rejected_claims_make_no_line() -> None:
    found = collection(1)
    rejected = replace(found, claims=tuple(with_review(c, "rejected") for c in found.claims))
    assert merged(claims_network(rejected)).number_of_edges() == 0


def test_an_unknown_relation_is_told() -> None:
    found = collection(1)
    with pytest.raises(UnknownName, match="no relation named 'kisses'"):
        claims_network(replace(found, claims=(replace(found.claims[0], relation="kisses"),)))


def test_nothing_gives_an_empty_network() -> None:
    assert not claims_network(Collection())
    assert not merged(claims_network(Collection()))
