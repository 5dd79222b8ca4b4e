import io
from collections.abc import Callable

import pytest

from graph.model import Article
from graph.reading import read_stream

ReadBytes = Callable[..., Article]


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def read(notes: list[str]) -> ReadBytes:
    """Return a reader of exactly one article from text or bytes; its notes go to ``notes``."""

    def read_one(content: str | bytes, **given: str) -> Article:
        data = content.encode() if isinstance(content, str) else content
        date, publisher, url = given.get("date"), given.get("publisher"), given.get("url")
        items = list(read_stream(io.BytesIO(data), date=date, publisher=publisher, url=url, tell=notes.append))
        assert len(items) == 1
        item = items[0]
        assert isinstance(item, Article), item
        return item

    return read_one


@pytest.fixture
def failure() -> Callable[[str | bytes], str]:
    """Return a reader of what fails as a whole: its one message."""

    def read_failure(content: str | bytes) -> str:
        data = content.encode() if isinstance(content, str) else content
        items = list(read_stream(io.BytesIO(data)))
        assert len(items) == 1
        assert not isinstance(items[0], Article)
        assert "\n" not in items[0].message
        return items[0].message

    return read_failure
