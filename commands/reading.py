"""Commands that read articles: `detente extract` prints what they claim, `detente add` stores it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.batch import Progress, Tally, articles_of
from commands.common import (
    INTERRUPTED,
    STORE,
    actor_folders,
    clean,
    columns,
    counted,
    one_line,
    store_folder,
    with_options,
)
from commands.engines import ENGINE, chosen
from graph.errors import InputError

if TYPE_CHECKING:
    from graph.model import Article
    from graph.pipeline import Setting
    from graph.reading import ReadFailure

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
READING = (
    click.option("--date", help="Date of the articles, ISO, may be partial; wins over what they say."),
    click.option("--publisher", callback=clean, help="Publisher of the articles; wins over what they say."),
    click.option("--parser", callback=clean, help="An installed spaCy pipeline instead of the embedded one."),
    click.option(
        "--actors",
        multiple=True,
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="Folder with more actors.csv, names.csv, tenures.csv; may be given again.",
    ),
    click.option("--processes", default=0, show_default="one a core", type=click.IntRange(0, 256), help="Processes."),
)


def _setting(options: dict[str, Any]) -> Setting:
    from graph.pipeline import Setting  # noqa: PLC0415 - loads spaCy

    return Setting(parser=options["parser"], actors=actor_folders(*options["actors"]))


@click.command()
@with_options(FILES, *READING, *ENGINE)
@click.option("--jsonl", is_flag=True, help="One JSON object an article, claims with offsets and evidence.")
@click.option("--explain", is_flag=True, help="For every sentence, why it claims what it claims, or what was wanting.")
def extract(
    files: tuple[Path, ...], date: str | None, publisher: str | None, *, jsonl: bool, explain: bool, **options: Any
) -> int:
    """Print the claims of FILES (text, HTML, JSON lines, folders, - for standard input). Stores nothing.

    A claim's last figure is its confidence, from 0 to 1. [NOT] stands before what is said not to be so; [possible],
    [planned], [desired] and [conditional] before what is not said to be so now.
    """
    from exports.jsonl import reading_json  # noqa: PLC0415
    from exports.lines import reading_lines  # noqa: PLC0415
    from graph.ontology import load_ontology  # noqa: PLC0415
    from graph.pipeline import count_articles  # noqa: PLC0415 - loads spaCy

    setting, relations = _setting(options), load_ontology().relations
    if explain:
        if options["engine"] != "rules":
            raise InputError("--explain: tells of the rules only; leave --engine out")
        return _explain(articles_of(files, date, publisher), setting)
    quiet = sys.stdout.isatty() or not sys.stderr.isatty()
    tally = Tally(Progress(None if quiet else count_articles(files), hidden=quiet))
    choice = chosen(options, setting, tally.only_articles(articles_of(files, date, publisher)))
    if choice.only_estimate:
        return tally.close()
    with closing(choice.engine.read(choice.articles)) as results:  # type: ignore[type-var]
        for reading in tally.only_readings(results):
            if jsonl:
                click.echo(json.dumps(reading_json(reading, choice.engine.registry), ensure_ascii=False))
            else:
                click.echo("\n".join(reading_lines(reading, choice.engine.registry, relations, columns=columns())))
    choice.told.tell()
    return tally.close()


def _explain(items: Iterable[Article | ReadFailure], setting: Setting) -> int:
    from exports.lines import account_lines, heading  # noqa: PLC0415
    from graph.model import ReadingActors  # noqa: PLC0415
    from graph.ontology import load_ontology  # noqa: PLC0415
    from graph.pipeline import make_extractor  # noqa: PLC0415 - loads spaCy

    extractor, relations = make_extractor(setting), load_ontology().relations
    tally = Tally(Progress(None, hidden=True))
    for article in tally.only_articles(items):
        reading, accounts = extractor.explain(article)
        known = ReadingActors(reading, extractor.registry)
        click.echo("\n".join([*heading(article), "", *account_lines(accounts, known, relations, columns=columns())]))
    return tally.close()


@click.command()
@with_options(FILES, STORE, *READING, *ENGINE)
def add(
    files: tuple[Path, ...], store_path: Path | None, date: str | None, publisher: str | None, **options: Any
) -> int:
    """Store the claims of FILES (text, HTML, JSON lines, folders, - for standard input).

    What is stored already is passed over, so an interrupted run goes on where it stopped when it is given again.
    """
    from graph.pipeline import count_articles  # noqa: PLC0415 - loads spaCy

    tally = Tally(Progress(count_articles(files) if sys.stderr.isatty() else None))
    return add_all(tally.only_articles(articles_of(files, date, publisher)), store_folder(store_path), options, tally)


def add_all(articles: Iterable[Article], path: Path, options: dict[str, Any], tally: Tally) -> int:
    """Store what is not stored yet, say how much that was, and return the exit code."""
    from graph.pipeline import Stored, add_articles  # noqa: PLC0415 - loads spaCy
    from graph.store import Store  # noqa: PLC0415

    stored = known = claims = 0
    interrupted = False
    choice = chosen(options, _setting(options), articles)  # what is wrong with it is told before a store is made
    if choice.only_estimate:
        return tally.close()
    with Store.open(path, write=True) as store:
        try:
            for step in add_articles(store, choice.articles, choice.engine):
                if isinstance(step, Stored):
                    stored, known, claims = stored + step.articles, known + step.known, claims + step.claims
                    tally.progress.step(step.articles + step.known)
                else:
                    tally.fail(step.message)
        except KeyboardInterrupt:
            interrupted = True
    choice.told.tell()
    code = tally.close()
    told = f"stored {counted(stored, 'article')} with {counted(claims, 'claim')} in {path}"
    told += f"; {counted(known, 'article')} stood there already" if known else ""
    if interrupted:
        click.echo(one_line(f"interrupted; {told}; the same command goes on from here"), err=True)
        return INTERRUPTED
    click.echo(one_line(told), err=True)
    return code
