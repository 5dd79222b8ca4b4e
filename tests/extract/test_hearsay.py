"""Claims that an article puts down to somebody who is no actor keep the words that say so."""

from __future__ import annotations

import pytest

from exports.lines import claim_text
from graph.model import make_article, make_collection
from graph.ontology import load_ontology
from graph.pipeline import Setting, make_extractor


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Analysts say that Iran is arming the Houthis.", "Analysts say"),
        ("Iran is arming the Houthis, witnesses say.", "witnesses say"),
        ("Iran is arming the Houthis, according to the Harbour Gazette.", "according to the Harbour Gazette"),
        ("Iran reportedly armed the Houthis.", "reportedly"),
        ("US newspapers reported that Iran armed the Houthis.", "US newspapers reported"),
        ("Iran is believed to have armed the Houthis.", "is believed"),
        ("Israel said that Iran armed the Houthis.", ""),
        ("Iran armed the Houthis.", ""),
    ],
)
def test_whose_words_they_are_is_kept(text: str, words: str) -> None:
    extractor = make_extractor(Setting())
    reading = extractor.read(make_article(text, date="2022-03-01"))
    (claim,) = [c for c in reading.claims if c.relation == "arms"]
    assert claim.hearsay == words
    assert (claim.attribution is not None) == text.startswith("Israel")
    collection = make_collection([reading], extractor.registry)
    line = claim_text(claim, collection, load_ontology().relations)
    assert line.endswith(f", \u201c{words}\u201d") == bool(words)
