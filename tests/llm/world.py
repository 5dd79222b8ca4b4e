"""Articles of the real registry to check claims against."""

from __future__ import annotations

from functools import cache

from graph.llm import Endpoint
from graph.llm.page import Pages
from graph.llm.setting import Setting
from graph.model import Article, make_article

NOWHERE = Setting(Endpoint("http://127.0.0.1:9/v1", "tiny"))


@cache
def pages() -> Pages:
    """Return what articles are made ready with, as in a run."""
    return NOWHERE.pages()


def article(text: str, date: str | None = "2021-07-08", **more: str) -> Article:
    """Return an article of July 2021."""
    return make_article(text, date=date, **more)
