"""The sample articles are read in full, and what is expected of them is well formed."""

import json
from typing import Any

import pytest

from graph.model import MODALITIES, POLARITIES, Article
from graph.reading import boilerplate_spans, files_in, read_path, samples, samples_folder

SAMPLES = samples_folder()
RELATIONS = """
alliedWith courts endorses recognizes pledgesAllegianceTo hasDiplomaticRelationsWith
meetsWith hosts visits negotiatesWith mediatesFor agreesWith ceasefireWith promisesTo concedesTo releases requestsOf
supports funds arms trains shelters aids sharesIntelligenceWith deploysForcesFor cooperatesWith
memberOf branchOf splitFrom mergedWith succeeds leads governs controlsTerritoryIn operatesIn dependsOn withdrawsFrom
fears threatTo hostileTo opposes rivals takesAdvantageOf concernedAbout
criticizes accuses demandsOf rejects threatens
sanctions breaksTiesWith expels designatesTerrorist pressures detains mobilizesAgainst protestsAgainst
attacks fights invades occupies seizesTerritoryFrom defeats rebelsAgainst withstands contains
"""
SHORTEST, LONGEST = 150, 400
KEY = ("source", "relation", "target", "polarity", "attributed_to", "quote")


def read_samples() -> dict[str, Article]:
    articles = {}
    for path in files_in(SAMPLES / "articles"):
        (articles[path.stem],) = read_path(path)
    return articles


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return read_samples()


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, Any]]:
    rows = map(json.loads, (SAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["id"]: row for row in rows}


def test_samples_are_what_their_folder_holds(articles: dict[str, Article]) -> None:
    assert list(samples()) == list(articles.values())


def test_every_sample_is_complete_and_says_that_it_is_invented(articles: dict[str, Article]) -> None:
    assert len(articles) >= 5
    for article in articles.values():
        assert article.title
        assert article.text.startswith(article.title)
        assert article.date
        assert article.date.startswith("2031-")
        assert article.date_method == "metadata"
        assert article.publisher
        assert article.publisher.endswith("(invented)")
        assert article.url
        assert ".example/" in article.url
        assert article.license in {"CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"}
        assert SHORTEST <= len(article.text.split()) <= LONGEST


def test_expected_texts_are_the_stored_ones(articles: dict[str, Article], expected: dict[str, dict[str, Any]]) -> None:
    assert expected.keys() == articles.keys()
    for name, row in expected.items():
        assert (row["text"], row["title"]) == (articles[name].text, articles[name].title)
        assert row["date"] == articles[name].date


def test_expected_claims_follow_the_guide(expected: dict[str, dict[str, Any]]) -> None:
    for row in expected.values():
        assert any(claim["tier"] == "core" for claim in row["claims"])
        for claim in row["claims"]:
            assert claim["quote"] in row["text"]
            assert {claim["relation"], *claim["relation_accept"]} <= set(RELATIONS.split())
            assert claim["relation"] not in claim["relation_accept"]
            assert claim["polarity"] in POLARITIES
            assert claim["modality"] in MODALITIES
            assert claim["tier"] in {"core", "secondary"}
            assert claim["source"] != claim["target"]


def test_no_claim_is_expected_twice(expected: dict[str, dict[str, Any]]) -> None:
    for row in expected.values():
        keys = [tuple(claim[k] for k in KEY) for claim in row["claims"]]
        assert len(keys) == len(set(keys))


def test_every_actor_has_one_spelling(expected: dict[str, dict[str, Any]]) -> None:
    names = {
        name
        for row in expected.values()
        for claim in row["claims"]
        for name in (claim["source"], claim["target"], claim["attributed_to"], *claim["source_accept"])
        if name
    }
    folded = {"".join(filter(str.isalnum, name.casefold().removeprefix("the "))) for name in names}
    assert len(folded) == len(names)
    assert all(name == name.strip() for name in names)


def test_quotes_stay_clear_of_the_headlines_of_other_stories(articles: dict[str, Article]) -> None:
    skipped = [span.of(a.text) for a in articles.values() for span in boilerplate_spans(a.text)]
    assert skipped == [
        "Also read: Qatar opens a museum of desalination\n\nLatest news\nNorway lends Iceland a snow plough"
    ]
    assert not any("Sweden" in article.text for article in articles.values())


def test_two_outlets_disagree(expected: dict[str, dict[str, Any]]) -> None:
    found = {
        (name, claim["polarity"])
        for name in ("courier-water-accord", "herald-no-accord")
        for claim in expected[name]["claims"]
        if (claim["source"], claim["relation"], claim["target"]) == ("Iran", "agreesWith", "Taliban")
        if claim["tier"] == "core" and claim["attributed_to"] is None
    }
    assert found == {("courier-water-accord", "affirmed"), ("herald-no-accord", "negated")}
