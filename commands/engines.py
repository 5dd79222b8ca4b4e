"""Which engine reads: the rules, a language model behind an endpoint that the user named, or both.

The rules read on this computer. The other two send the articles to the endpoint in ``DETENTE_LLM_URL``, nowhere else.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.common import actor_folders, counted, one_line
from graph.errors import InputError

if TYPE_CHECKING:
    from graph import llm
    from graph.model import Article, Reading
    from graph.pipeline import Engine, Failed, Setting

LARGE = 200
"""Requests that nobody should send by accident."""
ENGINE = (
    click.option(
        "--engine",
        type=click.Choice(["rules", "llm", "both"]),
        default="rules",
        show_default=True,
        help="llm sends the articles to the endpoint in DETENTE_LLM_URL.",
    ),
    click.option("--estimate", is_flag=True, help="With llm or both: say what would be sent and cost; send nothing."),
    click.option("--yes", is_flag=True, help=f"With llm or both: send more than {LARGE} requests without asking."),
    click.option(
        "--requests", default=4, show_default=True, type=click.IntRange(1, 64), help="Requests to the model at once."
    ),
)


@dataclass
class Told:
    """What a run with a model leaves to tell at its end."""

    dropped: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    requests: int = 0
    tokens: int = 0

    def take(self, reading: llm.ModelReading) -> None:
        """Count one reading."""
        self.dropped.update(reading.dropped)
        self.kept += reading.usage.kept
        self.requests += reading.usage.requests
        self.tokens += reading.usage.tokens_in + reading.usage.tokens_out

    def tell(self) -> None:
        """Say on standard error what was asked, and what the model proposed that its article does not bear out."""
        if not self.requests and not self.kept:
            return
        click.echo(
            f"model: {counted(self.requests, 'request')} with {self.tokens:,} tokens, "
            f"{counted(self.kept, 'answer')} from an earlier run",
            err=True,
        )
        if self.dropped:
            why = "; ".join(f"{n:,} {reason}" for reason, n in self.dropped.most_common())
            click.echo(one_line(f"model: {counted(self.dropped.total(), 'proposed claim')} dropped: {why}"), err=True)


@dataclass(frozen=True)
class Choice:
    """The engine that the arguments chose, the articles it is to read, and what it tells at the end."""

    engine: Engine
    articles: Iterable[Article]
    told: Told = field(default_factory=Told)
    only_estimate: bool = False


def chosen(options: dict[str, Any], setting: Setting, articles: Iterable[Article]) -> Choice:
    """Return the engine that the options choose. With a model, say first what will be sent, and ask where that is much.

    Raises:
        InputError: no endpoint is set, or much would be sent and nobody said yes.
    """
    from graph.pipeline import rules_engine  # noqa: PLC0415 - loads spaCy

    rules = rules_engine(setting, processes=options["processes"])
    if options.get("engine", "rules") == "rules":
        if options.get("estimate"):
            raise InputError("--estimate: the rules send nothing and cost nothing; say --engine llm or both")
        return Choice(rules, articles)
    from graph import llm  # noqa: PLC0415 - only where asked for

    model = llm.Setting(
        llm.Endpoint.from_environment(),
        parser=setting.parser,
        actors=actor_folders(*options["actors"]),
        cache=cache_folder(),
        requests=options["requests"],
    )
    listed = list(articles)
    told = Told()
    if not _agreed(llm.estimate(listed, model), options):
        return Choice(rules, listed, told, only_estimate=True)
    asked = _model(model, told)
    if options["engine"] == "llm":
        return Choice(replace(rules, method=model.method, read=asked), listed, told)
    joint = llm.joint_method(rules.method, model.method)
    return Choice(replace(rules, method=joint, read=_both(rules.read, asked)), listed, told)


def cache_folder() -> Path:
    """Return the folder where answers of models are kept."""
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("detente", appauthor=False) / "llm"


def _agreed(estimate: llm.Estimate, options: dict[str, Any]) -> bool:
    """Say what would be sent; return whether it is to be sent.

    Raises:
        InputError: it is much, and nobody is there to ask.
    """
    click.echo(f"estimate: {estimate}", err=True)
    if options["estimate"]:
        return False
    if estimate.requests > LARGE and not options["yes"]:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise InputError(f"{estimate.requests:,} requests: more than {LARGE}; say --yes to send them")
        click.confirm("send them?", abort=True, err=True)
    return True


def _model(setting: llm.Setting, told: Told) -> Callable[[Iterable[Article]], Iterator[Reading | Failed]]:
    """Return what asks the model, failures as those of the rules."""

    def read(articles: Iterable[Article]) -> Iterator[Reading | Failed]:
        from graph import llm  # noqa: PLC0415
        from graph.pipeline import Failed  # noqa: PLC0415

        with closing(llm.read(articles, setting)) as results:
            for result in results:
                if isinstance(result, llm.Failed):
                    yield Failed(result.article, result.message)
                else:
                    told.take(result)
                    yield result

    return read


_Read = Callable[[Iterable["Article"]], Iterator["Reading | Failed"]]


def _both(rules: _Read, model: _Read) -> _Read:
    """Return what reads with both engines; an article that one of them cannot read has failed."""

    def read(articles: Iterable[Article]) -> Iterator[Reading | Failed]:
        from graph import llm  # noqa: PLC0415
        from graph.pipeline import Failed  # noqa: PLC0415

        listed = list(articles)
        with _closed(rules(listed)) as first, _closed(model(listed)) as second:
            for by_rules, by_model in zip(first, second, strict=True):
                if isinstance(by_rules, Failed):
                    yield by_rules
                elif isinstance(by_model, Failed):
                    yield by_model
                else:
                    yield llm.agree(by_rules, by_model)

    return read


def _closed(results: Iterator[Reading | Failed]) -> AbstractContextManager[Iterator[Reading | Failed]]:
    """Return a block that ends the reading however it is left."""
    return closing(results) if hasattr(results, "close") else nullcontext(results)  # type: ignore[type-var]
