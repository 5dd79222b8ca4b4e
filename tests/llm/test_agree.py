"""Both engines on one article."""

from __future__ import annotations

from typing import Any

import pytest

from graph.llm import Failed, agree, joint_method, read
from graph.llm.setting import Setting
from graph.model import Claim, Reading, make_article
from graph.pipeline import Setting as Rules
from graph.pipeline import make_extractor
from tests.llm.server import QUICK, claims, proposed, serving
from tests.llm.world import article
from tests.tiny_world import BAND, claim_in

SENTENCE = "Norland attacked Sudland."
ARTICLE = make_article(f"{SENTENCE} Ostia met Norland. The Band of Tor praised Ostia.", date="2021-07-08")


def claim(method: str, relation: str = "attacks", **more: Any) -> Claim:
    return claim_in(ARTICLE, SENTENCE, ("Norland", "norland"), relation, ("Sudland", "sudland"), method=method, **more)


def both(rules: list[Claim], model: list[Claim]) -> list[Claim]:
    return list(agree(Reading(ARTICLE, tuple(rules)), Reading(ARTICLE, tuple(model))).claims)


def test_a_claim_that_both_found_is_the_rules_own_and_surer() -> None:
    rules, model = claim("rules", confidence=0.8), claim("llm", confidence=0.6)
    (found,) = both([rules], [model])
    assert found.evidence is rules.evidence
    assert found.id == rules.id
    assert found.confidence == 0.9
    assert found.method == joint_method("rules", "llm") == "rules + llm"


def test_a_claim_that_one_found_stays_as_it_is() -> None:
    rules, model = claim("rules"), claim("llm", "criticizes")
    assert sorted(both([rules], [model]), key=lambda c: c.method) == [model, rules]
    assert both([rules], []) == [rules]
    assert both([], [model]) == [model]


@pytest.mark.parametrize("other", [{"modality": "planned"}, {"speaker": "ostia"}])
def test_another_view_of_the_same_sentence_makes_no_second_claim_and_no_surer_one(other: dict[str, Any]) -> None:
    rules = claim("rules")
    assert both([rules], [claim("llm", **other)]) == [rules]
    assert both([rules], [claim("llm", **other), claim("llm")])[0].confidence > rules.confidence


def test_what_one_affirms_and_the_other_denies_stays_twice() -> None:
    assert len(both([claim("rules")], [claim("llm", polarity="negated")])) == 2


def test_claims_are_sorted_by_place_and_minted_actors_come_along() -> None:
    late = claim_in(ARTICLE, "The Band of Tor praised Ostia.", ("Band of Tor", BAND.id), "endorses", ("Ostia", "ostia"))
    early = claim("llm")
    found = agree(Reading(ARTICLE, (late,), (BAND,), 3, 12), Reading(ARTICLE, (early,), (), 3, 12))
    assert found.claims == (early, late)
    assert found.minted == (BAND,)
    assert (found.sentences, found.words) == (3, 12)


def test_readings_of_two_articles_do_not_agree() -> None:
    with pytest.raises(ValueError, match="two articles"):
        agree(Reading(ARTICLE), Reading(make_article("Other.")))


def test_both_engines_mean_the_same_claim_of_a_real_sentence() -> None:
    text = "Iran attacked Israel on Monday. The United States met Russia in Geneva. Israel fears Iran."
    answer = claims(
        proposed("Iran attacked Israel on Monday", "Iran", "attacks", "Israel"),
        proposed("The United States met Russia", "Russia", "meetsWith", "United States"),
        proposed("Israel fears Iran", "Israel", "hostileTo", "Iran"),
    )
    rules = make_extractor(Rules()).read(article(text))
    with serving(lambda _: answer) as server:
        setting = Setting(server.endpoint(), limits=QUICK)
        (model,) = read([article(text)], setting)
    assert not isinstance(model, Failed)
    shared = {c.id for c in rules.claims} & {c.id for c in model.claims}
    assert len(shared) == 2
    found = agree(rules, model)
    methods = {c.relation: c.method for c in found.claims}
    assert methods["attacks"] == methods["meetsWith"] == joint_method(make_extractor(Rules()).method, setting.method)
    assert methods["hostileTo"] == setting.method
