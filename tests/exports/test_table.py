from __future__ import annotations

import csv
import io
from dataclasses import replace

from exports import table
from graph.model import Collection
from tests.tiny_world import collection, reading


def rows(text: str) -> list[dict[str, str]]:
    """Return the lines of a table by column."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_there_is_a_line_a_claim_with_its_evidence() -> None:
    found = rows(table.render(collection(1)))
    assert [row["relation"] for row in found] == ["attacks", "arms", "meetsWith", "fights"]
    denied = found[1]
    assert (denied["subject"], denied["object"], denied["polarity"]) == ("Norland", "Red Front", "negated")
    assert (denied["speaker"], denied["speaker_id"]) == ("Norland", "norland")
    assert denied["quote"] == "Norland denies arming the Red Front"
    assert denied["sentence"] == "Norland denies arming the Red Front."
    assert (denied["title"], denied["date"], denied["publisher"]) == ("Report 0: «war»?", "2021-01-08", "The Daily")
    assert (denied["confidence"], denied["method"]) == ("0.8", "rules@1")
    assert denied["claim_id"] == reading(0).claims[1].id


def test_a_formula_in_an_article_does_not_run() -> None:
    world = collection(1)
    evil = Collection(
        articles=tuple(replace(a, title='=HYPERLINK("http://x")', publisher="@SUM(A1)") for a in world.articles),
        claims=tuple(replace(c, quote="+1\n-2", sentence="\t=1") for c in world.claims),
        actors=tuple(replace(a, label=f"-{a.label}") for a in world.actors),
    )
    for row in rows(table.render(evil)):
        assert all(row[c].startswith("'") for c in ("title", "publisher", "quote", "sentence", "subject", "object"))
        assert row["quote"] == "'+1\n-2"


def test_a_byte_order_mark_goes_first_when_asked() -> None:
    assert table.render(collection(1), bom=True) == "\ufeff" + table.render(collection(1))


def test_no_claims_give_the_heading_alone() -> None:
    assert table.render(Collection()) == ",".join(table.COLUMNS) + "\r\n"
