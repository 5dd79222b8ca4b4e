"""What is kept of what a model proposes: word for word in the article, of listed actors, in the ontology."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from graph.llm import ends
from graph.llm.answer import Proposal
from graph.llm.check import ITSELF, NO_POLARITY, NO_RELATION, NO_SENTENCE, NOT_VERBATIM, Checker
from graph.model import Article, Attribution, Claim, Span
from graph.ontology import load_ontology
from graph.pipeline import Setting as Rules
from graph.pipeline import make_extractor
from graph.reading import read_all, samples_folder
from tests.llm.server import proposed
from tests.llm.world import article, pages

TEXT = (
    "Iranian forces attacked Israel on Monday. Tehran\u2019s foreign ministry denied arming the Houthis.\n\n"
    "The United States met Russia in Geneva, Foreign Minister Javad Zarif said. \u201cThe Taliban "
    "attacked the U.S.\u201d on Friday. The group fears Pakistan."
)


def checked(
    text: str, *items: dict[str, Any], date: str | None = "2021-07-08", within: Span | None = None
) -> tuple[list[Claim], dict[str, int]]:
    """Return the claims kept and the counts of those dropped."""
    checker = Checker(pages(), load_ontology().relations, "llm/1 tiny", "llm:p")
    page = pages().page(article(text, date))
    dropped: Counter[str] = Counter()
    found = checker.claims(page, [Proposal(**item) for item in items], within or Span(0, len(text)), dropped)
    return list(found.values()), dict(dropped)


def kept(text: str, item: dict[str, Any], date: str | None = "2021-07-08") -> Claim:
    found, dropped = checked(text, item, date=date)
    assert dropped == {}
    return found[0]


def why(text: str, item: dict[str, Any]) -> str:
    """Return the one reason why a proposal is dropped."""
    found, dropped = checked(text, item)
    assert found == []
    ((reason, number),) = dropped.items()
    assert number == 1
    return reason


def test_a_claim_has_the_same_values_as_one_of_the_rules() -> None:
    claim = kept(TEXT, proposed("Iranian forces attacked Israel", "Iranian forces", "attacks", "Israel"))
    assert (claim.subject, claim.relation, claim.object) == ("iran", "attacks", "israel")
    assert (claim.polarity, claim.modality, claim.attribution) == ("affirmed", "actual", None)
    assert claim.quote == "Iranian forces attacked Israel"
    assert claim.sentence == "Iranian forces attacked Israel on Monday."
    subject, object_ = claim.evidence.subject, claim.evidence.object
    assert (subject.text, subject.span.of(TEXT), subject.kind) == ("Iranian forces", "Iranian forces", "organ")
    assert (object_.text, object_.span.of(TEXT), object_.kind) == ("Israel", "Israel", "name")
    assert (claim.method, claim.evidence.frame) == ("llm/1 tiny", "llm:p")
    assert 0 < claim.confidence < 1


def test_polarity_modality_and_speaker_are_the_models() -> None:
    claim = kept(
        TEXT,
        proposed(
            "Tehran's foreign ministry denied arming the Houthis",
            "Tehran's foreign ministry",
            "arms",
            "the Houthis",
            polarity="negated",
            modality="possible",
            speaker="Tehran",
        ),
    )
    assert (claim.subject, claim.object) == ("iran", "houthis")
    assert (claim.polarity, claim.modality) == ("negated", "possible")
    assert claim.attribution == Attribution("iran", "says")


def test_marks_and_white_space_that_models_copy_badly_do_not_count() -> None:
    claim = kept(TEXT, proposed('"The  Taliban\nattacked the U.S."', "Taliban", "attacks", "the U.S."))
    assert claim.quote in TEXT
    assert claim.evidence.object.text == "U.S."
    assert claim.evidence.quote.start >= claim.evidence.sentence.start
    assert claim.evidence.quote.end <= claim.evidence.sentence.end


def test_a_speaker_named_anywhere_in_the_stretch_is_found_with_the_person() -> None:
    quote = "The United States met Russia in Geneva"
    claim = kept(TEXT, proposed(quote, "Russia", "meetsWith", "The United States", speaker="Javad Zarif"))
    assert claim.attribution == Attribution("iran", "says", via="mohammad-javad-zarif")


def test_the_ends_of_a_symmetric_relation_are_put_in_order_of_id() -> None:
    quote = "The United States met Russia"
    one = kept(TEXT, proposed(quote, "The United States", "meetsWith", "Russia"))
    other = kept(TEXT, proposed(quote, "Russia", "meetsWith", "The United States"))
    assert one == other
    assert (one.subject, one.object, one.evidence.subject.text) == ("russia", "united-states", "Russia")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"relation": "destroys"}, NO_RELATION),
        ({"relation": "Attacks"}, NO_RELATION),
        ({"polarity": "yes"}, NO_POLARITY),
        ({"modality": "maybe"}, NO_POLARITY),
        ({"quote": "Iranian forces destroyed Israel"}, NOT_VERBATIM),
        ({"quote": "iranian forces attacked israel"}, NOT_VERBATIM),
        ({"quote": "ranian forces attacked Israel"}, NOT_VERBATIM),
        ({"quote": "..."}, NOT_VERBATIM),
        ({"quote": "Iranian forces attacked Israel on Monday. Tehran"}, NO_SENTENCE),
        ({"quote": "forces attacked Israel"}, ends.NOT_THERE),
        ({"subject": "Iranian army"}, ends.NOT_THERE),
        ({"subject": "Houthis"}, ends.NOT_THERE),
        ({"subject": "rael"}, ends.NOT_THERE),
        ({"subject": "attacked"}, ends.NOBODY),
        ({"subject": "Israel"}, ITSELF),
        ({"subject": "Iranian forces attacked Israel"}, ends.SEVERAL),
        ({"object": "Israel", "subject": "forces attacked"}, ends.MORE),
        ({"speaker": "a spokesman"}, ends.NO_SPEAKER),
        ({"speaker": "Norway"}, ends.NO_SPEAKER),
        ({"speaker": "The group"}, ends.NO_SPEAKER),
    ],
)
def test_what_the_article_does_not_bear_out_is_dropped_and_counted(change: dict[str, str], reason: str) -> None:
    right = proposed("Iranian forces attacked Israel", "Iranian forces", "attacks", "Israel")
    assert why(TEXT, {**right, **change}) == reason


@pytest.mark.parametrize(
    ("text", "subject", "relation", "object_", "reason"),
    [
        ("Iran-backed militias attacked Israel.", "Iran-backed militias", "attacks", "Israel", ends.MORE),
        ("Critics of Russia attacked Israel.", "Critics of Russia", "attacks", "Israel", ends.MORE),
        ("Anti-Taliban fighters attacked Pakistan.", "Anti-Taliban fighters", "attacks", "Pakistan", ends.MORE),
        ("Farmers attacked Pakistan.", "Farmers", "attacks", "Pakistan", ends.NOBODY),
        ("The Band of Tor attacked Pakistan.", "Band of Tor", "attacks", "Pakistan", ends.NOBODY),
        ("Israel attacked a truck in Syria.", "Israel", "attacks", "Syria", ends.TERRITORY),
        ("Iran and Iraq attacked Israel.", "Iran and Iraq", "attacks", "Israel", ends.SEVERAL),
    ],
)
def test_words_that_mean_more_or_less_than_an_actor_give_no_claim(
    text: str, subject: str, relation: str, object_: str, reason: str
) -> None:
    assert why(text, proposed(text, subject, relation, object_)) == reason


def test_a_country_as_territory_will_do_where_the_relation_says_so() -> None:
    text = "Hezbollah fighters were seen in Syria."
    claim = kept(text, proposed(text, "Hezbollah fighters", "operatesIn", "Syria"))
    assert (claim.subject, claim.object) == ("hezbollah", "syria")


def test_a_country_that_something_is_given_to_is_no_mere_place() -> None:
    text = "India has sent wheat to Afghanistan."
    assert kept(text, proposed(text, "India", "aids", "Afghanistan")).object == "afghanistan"


def test_what_the_rules_claim_passes_the_checks_as_it_is() -> None:
    rules = make_extractor(Rules())
    read = [a for a in read_all([samples_folder()]) if isinstance(a, Article)]
    found = [c for a in read for c in rules.read(a).claims if c.attribution is None]
    assert len(found) > 20
    texts = {a.id: a for a in read}
    passed = [c for c in found if _again(texts[c.article], c) == [(c.subject, c.relation, c.object)]]
    assert len(passed) > 0.9 * len(found)


def _again(read: Article, claim: Claim) -> list[tuple[str, str, str]]:
    """Return the ends and relation of a rules' claim that is proposed as a model would."""
    ends_ = (claim.evidence.subject, claim.evidence.object)
    linked = [pages().registry.actor(m.actor).label if m.kind in {"pronoun", "description"} else None for m in ends_]
    item = proposed(claim.quote, ends_[0].text, claim.relation, ends_[1].text)
    item |= {"subject_name": linked[0], "object_name": linked[1]}
    kept_ = checked(read.text, item, date=read.date)[0]
    return [(c.subject, c.relation, c.object) for c in kept_]


def test_a_pronoun_counts_where_the_program_and_the_model_mean_the_same() -> None:
    text = "The Taliban met Pakistan on Friday. The group attacked India."
    right = proposed("The group attacked India", "The group", "attacks", "India", subject_name="Taliban")
    claim = kept(text, right)
    assert claim.subject == "taliban"
    assert claim.evidence.subject.kind == "description"
    assert claim.evidence.subject.antecedent is not None
    assert claim.evidence.subject.antecedent.of(text).endswith("Taliban")
    direct = kept(text, proposed("The Taliban met Pakistan", "The Taliban", "meetsWith", "Pakistan"))
    assert claim.confidence < direct.confidence
    for name in ("Islamic State", "the group", "they", None):
        assert why(text, {**right, "subject_name": name}) == ends.ELSE


def test_a_joint_pronoun_gives_the_claim_between_those_it_stands_for() -> None:
    text = "The Taliban and the United States held talks. They agreed on a ceasefire."
    item = proposed("They agreed on a ceasefire", "They", "agreesWith", "They")
    claim = kept(text, {**item, "subject_name": "United States", "object_name": "the Taliban"})
    assert (claim.subject, claim.object) == ("taliban", "united-states")
    assert claim.evidence.subject.span == claim.evidence.object.span


def test_names_mean_whom_they_mean_at_the_articles_date() -> None:
    text = "Kabul criticized Pakistan."
    item = proposed("Kabul criticized Pakistan", "Kabul", "criticizes", "Pakistan")
    before, after = kept(text, item, "2021-07-08"), kept(text, item, "2022-07-08")
    assert (before.subject, after.subject) == ("afghan-government", "taliban")


def test_a_quote_that_stands_twice_is_taken_where_it_carries_the_claim() -> None:
    text = "Hundreds attacked Israel\n\nIran attacked Israel on Monday. Iran attacked Israel again on Friday."
    claim = kept(text, proposed("Iran attacked Israel", "Iran", "attacks", "Israel"))
    assert claim.evidence.quote == Span(26, 46)


def test_a_claim_proposed_twice_is_one_claim() -> None:
    item = proposed("Iranian forces attacked Israel", "Iranian forces", "attacks", "Israel")
    longer = {**item, "quote": "Iranian forces attacked Israel on Monday"}
    found, dropped = checked(TEXT, item, longer, item)
    assert [c.quote for c in found] == ["Iranian forces attacked Israel"]
    assert dropped == {}


def test_only_the_stretch_that_was_asked_about_can_be_quoted() -> None:
    item = proposed("The group fears Pakistan", "The group", "fears", "Pakistan", subject_name="Taliban")
    found, dropped = checked(TEXT, item, within=Span(0, 41))
    assert (found, dropped) == ([], {NOT_VERBATIM: 1})


def test_nothing_is_claimed_in_boilerplate() -> None:
    text = (
        "The talks ended without any result on Friday evening, the hosts said.\n\nRelated news\nIran attacks Israel\n"
    )
    assert why(text, proposed("Iran attacks Israel", "Iran", "attacks", "Israel")) == NO_SENTENCE
