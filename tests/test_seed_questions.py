"""The questions that the seed article raises, asked as a user asks them, with the sample articles beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cli
from graph.model import Article, Claim, Collection
from graph.reading import samples_folder
from graph.store import Store
from tests.shared import SHARED, needs_shared

pytestmark = [needs_shared, pytest.mark.shared]
Ask = Callable[..., Any]
Ends = tuple[str, str, str]
COURTING = ("iran", "courts", "taliban")
FEAR = ("iran", "fears", "islamic-state")
HOLDING_BACK = ("taliban", "contains", "islamic-state")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seed") / "store"
    common = ["--store", str(path), "--processes", "1"]
    assert cli.run(["add", *common, "--date", "2021-07-08", str(SHARED / "seed" / "article.txt")]) == 0
    assert cli.run(["add", *common, str(samples_folder() / "articles")]) == 0
    return path


@pytest.fixture(scope="module")
def stored(path: Path) -> Collection:
    with Store.open(path) as store:
        return store.collection()


@pytest.fixture
def ask(path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return what runs a command about the year of the seed and gives its JSON."""

    def asked(name: str, *arguments: str) -> Any:
        when = ["--from", "2021", "--to", "2021"] if name in {"path", "balance", "says"} else []
        assert cli.run([name, *arguments, *when, "--store", str(path), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return asked


def claims_by_id(stored: Collection) -> dict[str, tuple[Claim, Article]]:
    return {claim.id: (claim, stored.article(claim.article)) for claim in stored.claims}


def said(stored: Collection, ids: list[str]) -> set[Ends]:
    known = claims_by_id(stored)
    return {(c.subject, c.relation, c.object) for c, _ in map(known.__getitem__, ids)}


def everyone(path: dict[str, Any]) -> tuple[str, ...]:
    return tuple(path["actors"])


def test_iran_courts_the_taliban_by_its_own_acts_each_with_its_sentence(ask: Ask, stored: Collection) -> None:
    found = ask("path", "Iran", "Taliban", "--evidence")
    first = found["answer"]["paths"][0]
    assert (everyone(first), first["sign"]) == (("iran", "taliban"), 1)
    ids = first["steps"][0]["evidence"]["claims"]
    assert {COURTING, ("iran", "hosts", "taliban"), ("iran", "mediatesFor", "taliban")} <= said(stored, ids)
    for id_ in ids:
        claim, article = claims_by_id(stored)[id_]
        assert found["claims"][id_]["sentence"] == claim.sentence
        assert claim.sentence in article.text


def test_why_it_does_leads_over_the_common_enemy(ask: Ask, stored: Collection) -> None:
    over = {everyone(path): path for path in ask("path", "Iran", "Taliban", "--everything")["answer"]["over_others"]}
    enemy = over["iran", "islamic-state", "taliban"]
    assert enemy["sign"] == 1
    fear, hold = enemy["steps"]
    assert (fear["sign"], hold["sign"]) == (-1, -1)
    assert said(stored, fear["evidence"]["claims"]) >= {FEAR}
    assert said(stored, hold["evidence"]["claims"]) == {HOLDING_BACK}
    assert enemy["weakest"]["ends"] == ["islamic-state", "taliban"]
    between = over["iran", "afghan-government", "taliban"]
    assert between["sign"] == -1


def test_what_is_merely_possible_makes_no_path_unasked(ask: Ask) -> None:
    over = [everyone(path) for path in ask("path", "Iran", "Taliban")["answer"]["over_others"]]
    assert ("iran", "islamic-state", "taliban") not in over


def triads(answer: dict[str, Any], kind: str) -> dict[tuple[str, ...], dict[str, Any]]:
    return {everyone(triad): triad for triad in answer["answer"][kind]}


def test_the_triad_with_the_common_enemy_is_balanced_where_what_iran_expects_counts(ask: Ask) -> None:
    answer = ask("balance", "Iran", "--everything")
    triad = triads(answer, "balanced")["iran", "islamic-state", "taliban"]
    assert sorted(bond["sign"] for bond in triad["bonds"]) == [-1, -1, 1]
    assert not triads(ask("balance", "Iran"), "balanced")


@pytest.mark.parametrize("more", [[], ["--everything"]])
def test_the_triad_with_the_government_is_tense(ask: Ask, stored: Collection, more: list[str]) -> None:
    triad = triads(ask("balance", "Iran", *more), "tense")["afghan-government", "iran", "taliban"]
    signs = {tuple(bond["ends"]): bond["sign"] for bond in triad["bonds"]}
    assert signs == {
        ("afghan-government", "iran"): 1,
        ("afghan-government", "taliban"): -1,
        ("iran", "taliban"): 1,
    }
    for bond in triad["bonds"]:
        assert bond["evidence"]["claims"]
        assert all(claims_by_id(stored)[id_] for id_ in bond["turned_by"])


def test_what_is_put_down_to_iran_is_told_apart_from_what_is_stated(ask: Ask) -> None:
    reports = [entry["report"] for entry in ask("says", "Iran", "--everything")["answer"]]
    found = {tuple(r["proposition"]): (r["polarity"], r["modality"], r["stance"]) for r in reports}
    assert found["islamic-state", "hostileTo", "iran"][:2] == ("affirmed", "actual")
    assert found["islamic-state", "threatTo", "iran"][:2] == ("affirmed", "actual")
    assert found[HOLDING_BACK][:2] == ("affirmed", "possible")
    assert found["islamic-state", "rebelsAgainst", "afghanistan"] == ("affirmed", "possible", "fears")
    assert found["afghan-government", "ceasefireWith", "taliban"][0] == "negated"
    assert COURTING not in found
    assert FEAR not in found


def test_the_article_itself_says_who_courts_whom(ask: Ask) -> None:
    rows = ask("ask", "who-says", "Iran", "Taliban", "from=2021", "to=2021")["results"]["bindings"]
    ends = {tuple(row[c]["value"].rpartition("/")[2] for c in ("subject", "relation", "object")) for row in rows}
    assert COURTING in ends
    assert not [row for row in rows if "speaker" in row]


def test_what_is_denied_is_found_with_who_denies_it(ask: Ask, stored: Collection) -> None:
    rows = ask("ask", "denied", "Taliban", "from=2021", "to=2021")["results"]["bindings"]
    found = {
        tuple(row[c]["value"].rpartition("/")[2] if c in row else "" for c in ("subject", "relation", "object", "by"))
        for row in rows
    }
    assert found == {
        ("afghan-government", "ceasefireWith", "taliban", "iran"),
        ("afghan-government", "withstands", "taliban", ""),
    }
    for row in rows:
        claim, article = claims_by_id(stored)[row["claim"]["value"].rpartition("/")[2]]
        assert (claim.polarity, claim.sentence in article.text) == ("negated", True)


def test_the_whole_is_drawn_with_its_denials(path: Path, tmp_path: Path) -> None:
    page = tmp_path / "denied.html"
    assert cli.run(["ask", "denied", "to=2021", "--store", str(path), "--map", str(page)]) == 0
    assert page.stat().st_size > 10_000
