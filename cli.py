"""The door: `detente` on the command line. Arguments in, text and exit codes out; the work is done in `graph`.

Exit codes: 0 done; 1 some articles of a batch could not be read, or another error raised on purpose; 2 a wrong
argument or an input that cannot be read; 3 a malformed data file; 4 a store that cannot be used; 5 a store that another
process writes to; 6 a refused or malformed query; 7 a query over its limits; 8 something optional is not installed;
130 interrupted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graph.errors import DetenteError

if TYPE_CHECKING:
    from graph.model import Actor, Article, Claim, Collection, Reading
    from graph.pipeline import Setting
    from graph.reading import ReadFailure

T = TypeVar("T")
SOME_FAILED = 1
INTERRUPTED = 130
STORE_BATCH = 50
"""Articles stored in one transaction; an interruption loses at most what was read since the last one."""
FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))


def main() -> None:
    """Run the command line; every error raised on purpose becomes one line and its exit code."""
    try:
        cli.main(prog_name="detente", standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was reported as stored is stored", err=True)
        sys.exit(INTERRUPTED)
    except DetenteError as error:
        click.echo(f"detente: {_line(str(error))}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(0)


def _line(text: str) -> str:
    """Return a message on one line with everything that could steer a terminal written out."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in " ".join(text.split()))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="detente")
def cli() -> None:
    """Who stands with whom, who against whom, and which sentence says so.

    Reads news articles, stores the claims they make as RDF, answers SPARQL and draws maps whose every line opens the
    sentence behind it. Nothing leaves this computer.
    """


def _store_option(command: Callable[..., T]) -> Callable[..., T]:
    return click.option(
        "--store",
        "store_path",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="DETENTE_STORE",
        help="Folder of the store [default: one in your user data folder].",
    )(command)


def _reading_options(command: Callable[..., T]) -> Callable[..., T]:
    for option in (
        click.option("--date", help="Date of the articles, ISO, may be partial; wins over what they say."),
        click.option("--publisher", help="Publisher of the articles; wins over what they say."),
        click.option("--parser", help="An installed spaCy pipeline instead of the embedded one."),
        click.option(
            "--actors",
            multiple=True,
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            help="Folder with your own actors.csv, names.csv, tenures.csv; may be given again.",
        ),
        click.option(
            "--processes", default=0, show_default="one a core", type=click.IntRange(0, 256), help="Processes."
        ),
    ):
        command = option(command)
    return command


def _setting(parser: str | None, actors: tuple[Path, ...]) -> Setting:
    from graph.pipeline import Setting  # noqa: PLC0415 - loads spaCy

    return Setting(parser=parser, actors=actors)


def _articles(files: Iterable[Path], date: str | None, publisher: str | None) -> Iterator[Article | ReadFailure]:
    """Yield the articles of files, folders and standard input ("-")."""
    from graph.reading import read_all, read_stream  # noqa: PLC0415 - only commands that read need it

    def tell(line: str) -> None:
        click.echo(f"note: {_line(line)}", err=True)

    for file in files:
        if str(file) == "-":
            yield from read_stream(sys.stdin.buffer, date=date, publisher=publisher, tell=tell)
        else:
            yield from read_all([file], date=date, publisher=publisher, tell=tell)


class _Tally:
    """Failures of a batch: told when they happen, counted for the end."""

    def __init__(self) -> None:
        self.failed = 0

    def fail(self, message: str) -> None:
        self.failed += 1
        click.echo(f"detente: {_line(message)}", err=True)

    def only_articles(self, items: Iterable[Article | ReadFailure]) -> Iterator[Article]:
        """Yield the articles, and tell of what gave none."""
        from graph.reading import ReadFailure  # noqa: PLC0415

        for item in items:
            if isinstance(item, ReadFailure):
                self.fail(item.message)
            else:
                yield item

    def only_readings(self, items: Iterable[Any]) -> Iterator[Reading]:
        """Yield the readings, and tell of articles that failed."""
        from graph.pipeline import Failed  # noqa: PLC0415

        for item in items:
            if isinstance(item, Failed):
                self.fail(item.message)
            else:
                yield item

    def close(self) -> None:
        """End with exit code 1 if anything failed."""
        if self.failed:
            click.echo(f"{self.failed} could not be read, see above", err=True)
            raise click.exceptions.Exit(SOME_FAILED)


@cli.command()
@FILES
@_reading_options
@click.option("--jsonl", is_flag=True, help="One JSON object an article, claims with offsets and evidence.")
def extract(files: tuple[Path, ...], date: str | None, publisher: str | None, *, jsonl: bool, **options: Any) -> None:
    """Print the claims of FILES (text, HTML, JSON lines, folders, - for standard input). Stores nothing."""
    from exports.jsonl import claim_lines, reading_json  # noqa: PLC0415
    from graph.pipeline import make_extractor, read_articles  # noqa: PLC0415 - loads spaCy

    setting = _setting(options["parser"], options["actors"])
    registry = make_extractor(setting).registry
    tally = _Tally()
    articles = tally.only_articles(_articles(files, date, publisher))
    for reading in tally.only_readings(read_articles(articles, setting, processes=options["processes"])):
        if jsonl:
            click.echo(json.dumps(reading_json(reading, registry), ensure_ascii=False))
        else:
            for line in claim_lines(reading, registry):
                click.echo(line)
    tally.close()


@cli.command()
@FILES
@_store_option
@_reading_options
def add(
    files: tuple[Path, ...], store_path: Path | None, date: str | None, publisher: str | None, **options: Any
) -> None:
    """Store the claims of FILES (text, HTML, JSON lines, folders, - for standard input).

    What is stored already is passed over, so an interrupted run goes on where it stopped when it is given again.
    """
    tally = _Tally()
    articles = list(tally.only_articles(_articles(files, date, publisher)))
    stored, known, claims = _add(articles, store_path, options, tally)
    click.echo(f"stored {_count(stored, 'article')} with {_count(claims, 'claim')} in {_store(store_path)}", err=True)
    if known:
        click.echo(f"{_count(known, 'article')} stood there already", err=True)
    tally.close()


def _add(
    articles: list[Article], store_path: Path | None, options: dict[str, Any], tally: _Tally
) -> tuple[int, int, int]:
    """Store what is not stored yet, batch by batch; return how many articles were stored, known, and their claims."""
    from graph.pipeline import make_extractor, read_articles  # noqa: PLC0415 - loads spaCy
    from graph.store import Store  # noqa: PLC0415

    setting = _setting(options["parser"], options["actors"])
    extractor = make_extractor(setting)
    with Store.open(_store(store_path), write=True) as store:
        new = [a for a in articles if not store.has(a.id, extractor.method)]
        readings = tally.only_readings(read_articles(new, setting, processes=options["processes"]))
        stored = claims = 0
        with click.progressbar(length=len(new), label="Reading", file=sys.stderr, show_pos=True) as bar:
            for batch in _batched(readings, STORE_BATCH):
                store.add(batch, extractor.registry, method=extractor.method)
                stored += len(batch)
                claims += sum(len(r.claims) for r in batch)
                bar.update(len(batch))
    return stored, len(articles) - len(new), claims


def _batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of up to ``size`` items; what came before an interruption is yielded too."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _store(path: Path | None) -> Path:
    """Return the store's folder: the one named, else the user's own."""
    if path is not None:
        return path
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("detente", appauthor=False) / "store"


def _filters(command: Callable[..., T]) -> Callable[..., T]:
    for option in (
        click.option("--actor", multiple=True, help="Only claims with this actor (id or name); may be given again."),
        click.option("--relation", multiple=True, help="Only this relation; may be given again."),
        click.option("--from", "start", metavar="DATE", help="Only articles of this day or later."),
        click.option("--to", "end", metavar="DATE", help="Only articles of this day or earlier."),
        click.option(
            "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Only claims at least this sure."
        ),
    ):
        command = option(command)
    return command


def _collection(store_path: Path | None, options: dict[str, Any]) -> Collection:
    """Return what the store holds of what the filters let through."""
    from graph.ontology import load_ontology  # noqa: PLC0415
    from graph.store import Store  # noqa: PLC0415

    ontology = load_ontology()
    relations = [ontology.relation(r).id for r in options["relation"]]
    with Store.open(_store(store_path), write=False) as store:
        return store.collection(
            actors=[_actor_id(a) for a in options["actor"]] or None,
            relations=relations or None,
            start=options["start"],
            end=options["end"],
            min_confidence=options["min_confidence"],
        )


def _actor_id(name: str) -> str:
    """Return the id of an actor named by id or by any of its names.

    Raises:
        InputError: nobody, or more than one, has that name.
    """
    from graph.actors.registry import Registry  # noqa: PLC0415
    from graph.errors import InputError  # noqa: PLC0415

    registry = Registry.load()
    if name in registry:
        return name
    found = sorted({e.actor for m in registry.matcher.find(name) if m.text == name for e in m.entries})
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(f"{name!r} may be {', '.join(found)}; give one of these ids")
    return name.lower().replace(" ", "-")


@cli.command()
@_store_option
@_filters
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def claims(store_path: Path | None, *, as_json: bool, **options: Any) -> None:
    """List stored claims with the sentence behind each."""
    from exports.jsonl import claim_row, plain  # noqa: PLC0415

    collection = _collection(store_path, options)
    rows = [claim_row(claim, collection) for claim in collection.claims]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for claim in collection.claims:
        for line in _told(claim, collection):
            click.echo(line)
    click.echo(plain(f"{_count(len(rows), 'claim')}"), err=True)


def _told(claim: Claim, collection: Collection) -> Iterator[str]:
    """Yield a claim for people: what it says, the sentence, where it stood."""
    from exports.jsonl import claim_text, plain  # noqa: PLC0415

    article = collection.article(claim.article)
    where = " · ".join(p for p in (article.publisher, article.date, article.title, article.url) if p)
    yield plain(f"{claim_text(claim, collection)}  [{claim.confidence:.2f}]")
    yield "    " + plain(f"“{claim.sentence}”")
    yield "    " + plain(where or article.id)


@cli.command()
@click.argument("actor")
@_store_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def show(actor: str, store_path: Path | None, *, as_json: bool) -> None:
    """Show ACTOR (id or name): who it is, and what is claimed of it, each with its sentence."""
    from exports.jsonl import actor_json, claim_row, plain  # noqa: PLC0415
    from graph.errors import InputError  # noqa: PLC0415

    id_ = _actor_id(actor)
    everything = {"actor": (id_,), "relation": (), "start": None, "end": None, "min_confidence": 0.0}
    collection = _collection(store_path, everything)
    if not collection.claims:
        raise InputError(f"no claim about {actor!r} in {_store(store_path)}; `detente claims` lists what there is")
    found = collection.actor(id_)
    if as_json:
        row = {**actor_json(found), "claims": [claim_row(c, collection) for c in collection.claims]}
        click.echo(json.dumps(row, ensure_ascii=False, indent=1))
        return
    for line in _introduced(found):
        click.echo(plain(line))
    for claim in collection.claims:
        for line in _told(claim, collection):
            click.echo(line)


def _introduced(actor: Actor) -> Iterator[str]:
    names = sorted({n.text for n in actor.names} - {actor.label})
    yield f"{actor.label} ({actor.type}, id {actor.id})" + ("" if actor.reviewed else ", found in a text, not reviewed")
    if names:
        yield f"also: {', '.join(names)}"
    yield ""


@cli.command()
@click.argument("sparql")
@_store_option
@click.option("-f", "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--time-limit", default=30.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds.")
@click.option("--rows", default=10_000, show_default=True, type=click.IntRange(1), help="At most so many rows.")
def query(sparql: str, store_path: Path | None, form: str, *, as_json: bool, time_limit: float, rows: int) -> None:
    """Answer a SPARQL query: given as SPARQL, as a file that holds it, or - for standard input.

    Prefixes :, rel:, actor:, claim:, article:, prov:, oa:, skos:, schema:, rdf:, rdfs: and xsd: are declared already.
    """
    from graph.query import Limits, run  # noqa: PLC0415

    text = _query_text(sparql)
    answer = run(_store(store_path), text, limits=Limits(seconds=time_limit, rows=rows))
    click.echo(answer.render("json" if as_json else form), nl=False)


def _query_text(sparql: str) -> str:
    if sparql == "-":
        return sys.stdin.read()
    try:
        file = Path(sparql)
        return file.read_text(encoding="utf-8") if file.is_file() else sparql
    except (OSError, ValueError):  # a query is too long or too odd for a file name
        return sparql


@cli.command("map")
@_store_option
@_filters
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@click.option("--title", help="Heading of the page.")
@click.option("--credit", default="", help="Who made it and from what; shown at the foot.")
@click.option("--limit", default=40, show_default=True, type=click.IntRange(2, 400), help="At most so many actors.")
def map_(store_path: Path | None, output: Path, title: str | None, credit: str, limit: int, **options: Any) -> None:
    """Draw an interactive map: one HTML file, every line opens the sentences behind it."""
    collection = _collection(store_path, options)
    _write_map(collection, output, title=title, credit=credit, limit=limit)
    click.echo(f"{output}: {_count(len(collection.claims), 'claim')} of {_count(len(collection.articles), 'article')}")


def _write_map(collection: Collection, output: Path, *, title: str | None, credit: str, limit: int) -> None:
    from exports import html  # noqa: PLC0415
    from graph.ontology import load_ontology  # noqa: PLC0415

    page = html.render(
        collection, load_ontology().relations, title=title or html.DEFAULT_TITLE, credit=credit, limit=limit
    )
    _write(output, page)


def _write(output: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        InputError: it cannot be written there.
    """
    from graph.errors import InputError  # noqa: PLC0415

    part = output.with_name(output.name + ".part")
    try:
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(output)
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror}); name another file with -o") from error


@cli.command()
@_store_option
@_filters
@click.option(
    "-f", "--format", "form", required=True, metavar="FORMAT", help="turtle, trig, nquads, jsonld, csv or html."
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write [default: print].")
def export(store_path: Path | None, form: str, output: Path | None, **options: Any) -> None:
    """Write stored claims in another format, the same bytes each time."""
    from exports import render  # noqa: PLC0415

    text = render(form, _collection(store_path, options))
    if output is None:
        click.echo(text, nl=False)
    else:
        _write(output, text)
        click.echo(f"{output}: written", err=True)


@cli.command()
@click.argument("folder", default=Path("detente-demo"), type=click.Path(path_type=Path, file_okay=False))
def demo(folder: Path) -> None:
    """Read the sample articles into FOLDER: a store and a map."""
    from graph.reading import samples  # noqa: PLC0415

    tally = _Tally()
    store_path, page = folder / "store", folder / "map.html"
    options = {"parser": None, "actors": (), "processes": 1}
    folder.mkdir(parents=True, exist_ok=True)
    articles = list(samples())
    _add(articles, store_path, options, tally)
    everything = {"actor": (), "relation": (), "start": None, "end": None, "min_confidence": 0.0}
    collection = _collection(store_path, everything)
    _write_map(collection, page, title="Sample articles", credit="Invented articles that come with détente", limit=40)
    click.echo(f"read {_count(len(collection.articles), 'sample article')}: {_count(len(collection.claims), 'claim')}")
    click.echo(f"store: {store_path.resolve()}")
    click.echo(f"map:   {page.resolve()}  (open it in a browser)")
    click.echo(f"ask:   detente query --store {store_path} 'SELECT ?a ?b {{ ?a rel:courts ?b }}'")
    tally.close()


if __name__ == "__main__":
    main()
