"""What a run would cost, told before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.llm import Endpoint, Setting, estimate, read
from tests.llm.server import QUICK, claims, serving
from tests.llm.world import NOWHERE, article

LONG = "Iran met Iraq, and they spoke of trade and of water.\n\n" * 200


def test_nothing_is_sent_and_everything_is_counted() -> None:
    with serving(lambda _: claims()) as server:
        found = estimate([article(LONG), article("Iran met Iraq."), article("")], Setting(server.endpoint()))
        assert not server.asked
    assert found.articles == 3
    assert found.characters == len(LONG) + 14
    assert found.requests == 4
    assert found.tokens_in > 4 * 1000 + len(LONG) / 4
    assert found.cost is None


def test_prices_are_of_a_million_tokens() -> None:
    priced = replace(NOWHERE, endpoint=Endpoint("http://127.0.0.1:9", "tiny", price_in=2.0, price_out=10.0))
    found = estimate([article(LONG)], priced)
    assert found.cost == pytest.approx((found.tokens_in * 2 + found.tokens_out * 10) / 1_000_000)
    assert str(found).endswith(f"; up to about {found.cost:,.2f}")
    assert str(found).startswith("1 articles of 10,800 characters: 3 requests to send, 0 answers kept; about ")


def test_what_is_kept_costs_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    with serving(lambda _: claims()) as server:
        setting = Setting(server.endpoint(), cache=folder, limits=QUICK)
        estimate([article(LONG)], setting)
        assert not folder.exists()
        list(read([article("Iran met Iraq.")], setting))
        found = estimate([article("Iran met Iraq."), article(LONG)], setting)
    assert (found.requests, found.kept) == (3, 1)
    assert 0 < found.tokens_out <= len(LONG)


def test_without_a_setting_the_environment_names_the_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DETENTE_LLM_URL", raising=False)
    with pytest.raises(InputError, match="DETENTE_LLM_URL: not set"):
        estimate([article("Iran met Iraq.")])
    monkeypatch.setenv("DETENTE_LLM_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("DETENTE_LLM_MODEL", "tiny")
    monkeypatch.setenv("DETENTE_LLM_PRICE_IN", "0.1")
    monkeypatch.setenv("DETENTE_LLM_PRICE_OUT", "0.4")
    assert (estimate([article("Iran met Iraq.")]).cost or 0) > 0
