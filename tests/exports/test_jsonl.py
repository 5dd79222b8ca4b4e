from __future__ import annotations

import json

from exports.jsonl import actor_json, claim_row, reading_json
from tests.tiny_world import NORLAND, REGISTRY, collection, reading


def test_an_article_is_one_object_with_its_claims_in_order() -> None:
    row = json.loads(json.dumps(reading_json(reading(3), REGISTRY)))
    assert (row["id"], row["date"], row["publisher"]) == ("3", "2021-04-08", "The Daily")
    assert [c["relation"] for c in row["claims"]] == ["attacks", "arms", "meetsWith", "fights"]


def test_offsets_lead_to_the_words() -> None:
    text = reading(0).article.text
    for claim in reading_json(reading(0), REGISTRY)["claims"]:  # type: ignore[attr-defined]
        for words, span in (("quote",) * 2, ("sentence",) * 2, ("source_text", "source"), ("target_text", "target")):
            start, end = claim[f"{span}_span"]
            assert text[start:end] == claim[words]


def test_a_claim_says_who_says_so_and_what_names_the_ends_have() -> None:
    denied = reading_json(reading(0), REGISTRY)["claims"][1]  # type: ignore[index]
    assert (denied["polarity"], denied["attributed_to"]) == ("negated", "Norland")
    assert denied["attribution"] == {"speaker": "Norland", "person": "Ada Holm", "stance": "says", "source": None}
    assert denied["source_names"] == ["Norland", "Norlandic", "Republic of Norland"]


def test_actors_that_a_text_brought_are_named() -> None:
    last = reading_json(reading(0), REGISTRY)["claims"][3]  # type: ignore[index]
    assert last["source"] == "Band of Tor"


def test_a_stored_claim_comes_with_its_article() -> None:
    world = collection(1)
    row = claim_row(world.claims[0], world)
    assert row["article"]["title"] == "Report 0: «war»?"  # type: ignore[index]
    assert row["review"] == "unreviewed"


def test_an_actors_names_are_sorted() -> None:
    assert actor_json(NORLAND)["names"] == ["Norland", "Norlandic", "Republic of Norland"]
