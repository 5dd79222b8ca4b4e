"""The page as a text: complete in itself, locked, the same each time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from exports.html import render
from graph.model import Collection
from tests.exports.html.worlds import RELATIONS, continent, hostile, theatre

EVIL = "</title><script>alert(1)</script>"


def data_of(page: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(re.findall(r'id="data">(.*?)</script>', page)[0])
    return data


@pytest.fixture(scope="module")
def page() -> str:
    return render(theatre(), RELATIONS, title=EVIL, credit=EVIL)


def test_the_same_collection_gives_the_same_page(page: str) -> None:
    assert render(theatre(), RELATIONS, title=EVIL, credit=EVIL) == page


def test_nothing_in_the_page_points_outside(page: str) -> None:
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="(?!#|data:,)[^"]*"', markup) == []
    style = re.findall(r"<style>(.*?)</style>", page, flags=re.DOTALL)[0]
    assert "url(" not in style
    assert "@import" not in style
    assert "sourceMappingURL" not in page


def test_every_script_and_style_is_named_by_its_hash_and_nothing_else_may_run(page: str) -> None:
    policy = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)[0].replace("&#39;", "'")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    blocks = re.findall(r"<(script|style)>(.*?)</\1>", page, flags=re.DOTALL)
    assert [kind for kind, _ in blocks] == ["style", "script", "script"]
    for _, text in blocks:
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy


def test_a_hostile_title_and_hostile_data_open_no_element(page: str) -> None:
    assert EVIL not in page
    for text in (page, render(hostile(), RELATIONS)):
        blocks = re.findall(r"<script[ >].*?</script>", text, flags=re.DOTALL)
        assert len(blocks) == 6
        assert text.lower().count("</script") == 6


def test_the_data_is_json(page: str) -> None:
    assert len(data_of(page)["claims"]) == len(theatre().claims)


def test_an_empty_collection_gives_a_page_too() -> None:
    assert "<h1" in render(Collection(), RELATIONS)


def test_sixty_actors_stay_below_700_kb() -> None:
    page = render(continent(60, 200), RELATIONS, limit=60)
    assert len(data_of(page)["actors"]) == 60
    assert len(page.encode()) < 700_000


def test_what_is_left_out_is_told(page: str) -> None:
    assert data_of(page)["left"] == [0, 0]
    assert data_of(render(continent(), RELATIONS, limit=10))["left"][0] == 12
