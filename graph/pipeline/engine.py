"""What reads articles: a method by name, the actors it knows, and the reading itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from graph.actors.registry import Registry
from graph.model import Article
from graph.pipeline.parallel import Result, Setting, make_extractor, read_articles


@dataclass(frozen=True, slots=True)
class Engine:
    """One way from articles to claims; what the store writes down as their maker."""

    method: str
    registry: Registry
    read: Callable[[Iterable[Article]], Iterator[Result]]
    """What each article gave, in the order they came; articles are taken as needed."""


def rules_engine(setting: Setting, *, processes: int = 0) -> Engine:
    """Return the engine of rules. Raises DetenteError where a data file is malformed or the parser is not installed."""
    extractor = make_extractor(setting)
    return Engine(
        extractor.method, extractor.registry, lambda articles: read_articles(articles, setting, processes=processes)
    )
