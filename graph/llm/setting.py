"""What a run of the language model engine is made from, and the things made once from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from graph.actors import Registry
from graph.errors import InputError
from graph.extract.parser import load_parser
from graph.llm.client import Limits
from graph.llm.endpoint import Endpoint
from graph.llm.page import Pages
from graph.llm.prompt import Prompt, make_prompt
from graph.ontology import load_ontology
from graph.reading import boilerplate_spans

VERSION = "1"
"""Raised whenever the same answer may give other claims; the store reads an article anew when it changed."""
SHORTEST = 500
"""Characters of a stretch that is short enough: one that is too long for the model in spite of it is not halved."""
_MOST_REQUESTS = 64


@dataclass(frozen=True, slots=True)
class Setting:
    """Whom to ask, how, and what to check the answers with.

    Raises:
        InputError: a number out of range.
    """

    endpoint: Endpoint
    parser: str | None = None
    """As for the rules engine, whose sentences and mentions the claims are checked against."""
    actors: tuple[Path, ...] = ()
    """Folders with the user's own actor tables."""
    cache: Path | None = None
    """Folder where answers are kept; without one nothing is kept and every run pays again."""
    requests: int = 4
    """How many are under way at once."""
    characters: int = 4000
    """Of the longest stretch of an article in one request."""
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        """Refuse numbers out of range."""
        if not 1 <= self.requests <= _MOST_REQUESTS:
            raise InputError(f"requests: {self.requests} at once; choose 1 to {_MOST_REQUESTS}")
        if self.characters < SHORTEST:
            raise InputError(f"characters: {self.characters} in a request; choose {SHORTEST} or more")

    @property
    def method(self) -> str:
        """Return what claims name as their maker: llm, the version of the checks and of the prompt, the model."""
        return f"llm/{VERSION}.{the_prompt().version} {self.endpoint.model}"

    @property
    def frame(self) -> str:
        """Return what stands in the evidence where the rules engine names its frame."""
        return f"llm:{the_prompt().version}"

    def pages(self) -> Pages:
        """Return what articles are made ready with, loaded once. Raises DetenteError as the rules engine does."""
        return _pages(self.parser, self.actors)


@cache
def the_prompt() -> Prompt:
    """Return the prompt with the relations of the ontology."""
    return make_prompt(load_ontology().relations.values())


@cache
def _pages(parser: str | None, actors: tuple[Path, ...]) -> Pages:
    return Pages(load_parser(parser), Registry.load(*actors), boilerplate_spans)
