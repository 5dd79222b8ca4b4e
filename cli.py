"""The door: `detente` on the command line. Arguments in, text and exit codes out; the work is done in `graph`.

Answers go to standard output; notes, failures and progress to standard error, a failure in one line.

Exit codes: 0 done; 1 some articles of a batch could not be read, or the output could not be written; 2 a wrong argument
or an input that cannot be read; 3 a malformed data file; 4 a store that cannot be used; 5 a store that another process
writes to; 6 a refused or malformed query; 7 a query over its limits; 8 something optional is not installed; 70 a fault
of détente itself (with DETENTE_TRACEBACK=1 set it shows where); 130 interrupted.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commands.actors import actors
from commands.common import actor_folders, clean, counted, one_line, user_folder
from graph.errors import DetenteError, InputError

if TYPE_CHECKING:
    from graph.model import Article, Collection, Reading
    from graph.pipeline import Failed, Setting
    from graph.reading import ReadFailure
    from graph.store import Store

T = TypeVar("T")
SOME_FAILED, NOT_READ, FAULT, INTERRUPTED = 1, 2, 70, 130
EVERYTHING = {"actor": (), "relation": (), "start": None, "end": None, "min_confidence": 0.0}
PREFIX = "detente: "


def main() -> None:
    """Run the command line and end the process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command line; return its exit code. Whatever goes wrong is told in one line."""
    try:
        code = cli.main(arguments or ["--help"], prog_name="detente", standalone_mode=False)
    except click.ClickException as error:
        return _told(_usage(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _told("interrupted", INTERRUPTED)
    except DetenteError as error:
        return _told(str(error), error.exit_code)
    except OSError as error:
        return _told(f"cannot go on ({error.strerror or error})", SOME_FAILED)
    except Exception as error:
        if os.environ.get("DETENTE_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}"[:200]
        return _told(f"a fault of détente itself ({what}); DETENTE_TRACEBACK=1 shows where, please report it", FAULT)
    return code if isinstance(code, int) else 0


def _told(message: str, code: int) -> int:
    click.echo(PREFIX + one_line(message), err=True)
    return code


def _usage(error: click.ClickException) -> str:
    """Return click's message with the command that knows more."""
    context = getattr(error, "ctx", None)
    message = error.format_message().rstrip(".")
    return f"{message}; see {context.command_path} --help" if context else message


class _Door(click.Group):
    """The group of commands; a reader of the output that has seen enough ends them quietly."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except OSError:
            sys.stdout = io.StringIO()  # what is left in the buffer cannot be written either
            raise
        return result


@click.group(cls=_Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="detente")
def cli() -> None:
    """Who stands with whom, who against whom, and which sentence says so.

    Reads news articles, stores the claims they make as RDF, answers SPARQL and draws maps whose every line opens the
    sentence behind it. Nothing leaves this computer.
    """


FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
STORE = click.option(
    "--store",
    "store_path",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="DETENTE_STORE",
    help="Folder of the store [default: one in your user data folder].",
)
OUTPUT = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
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
FILTERS = (
    click.option("--actor", multiple=True, help="Only claims with this actor (name or id); may be given again."),
    click.option("--relation", multiple=True, help="Only this relation; may be given again."),
    click.option("--from", "start", metavar="DATE", help="Only claims of this day or later."),
    click.option("--to", "end", metavar="DATE", help="Only claims of this day or earlier."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Only claims at least this sure."),
)
JSON = click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")


def _options(*groups: Callable[..., Any]) -> Callable[[Callable[..., T]], Callable[..., T]]:
    def decorated(command: Callable[..., T]) -> Callable[..., T]:
        for option in reversed(groups):
            command = option(command)
        return command

    return decorated


def _articles(files: Iterable[Path], date: str | None, publisher: str | None) -> Iterator[Article | ReadFailure]:
    """Yield the articles of files, folders and standard input ("-")."""
    from graph.reading import read_all, read_stream  # noqa: PLC0415 - only commands that read need it

    def tell(line: str) -> None:
        click.echo(f"note: {one_line(line)}", err=True)

    for file in files:
        if str(file) == "-":
            yield from read_stream(sys.stdin.buffer, date=date, publisher=publisher, tell=tell)
        else:
            yield from read_all([file], date=date, publisher=publisher, tell=tell)


class _Progress:
    """A bar on standard error, where that is a terminal and the work takes longer than a second."""

    def __init__(self, total: int | None, *, hidden: bool = False) -> None:
        self._total = total
        self._done = 0
        self._start = self._drawn = time.monotonic()
        self._hidden = hidden or not sys.stderr.isatty()

    def step(self, number: int = 1) -> None:
        self._done += number
        now = time.monotonic()
        if self._hidden or now - self._start < 1 or now - self._drawn < 0.1:  # noqa: PLR2004 - ten a second will do
            return
        self._drawn = now
        text = f"{self._done:,} articles"
        if self._total and self._done:
            share = min(1.0, self._done / self._total)
            left = round((now - self._start) * (1 - share) / share)
            bar = "#" * round(24 * share)
            text = f"[{bar:-<24}] {self._done:,} of {self._total:,} articles, {left // 60}:{left % 60:02} left"
        click.echo(f"\r{text}\x1b[K", nl=False, err=True)

    def clear(self) -> None:
        if self._drawn != self._start:
            click.echo("\r\x1b[K", nl=False, err=True)
            self._drawn = self._start


class _Tally:
    """What became of a batch: failures are told when they happen and counted for the end."""

    def __init__(self, progress: _Progress) -> None:
        self.progress = progress
        self.failed = self.given = 0

    def fail(self, message: str) -> None:
        self.failed += 1
        self.progress.clear()
        self.progress.step()
        click.echo(PREFIX + one_line(message), err=True)

    def only_articles(self, items: Iterable[Article | ReadFailure]) -> Iterator[Article]:
        """Yield the articles, and tell of what gave none."""
        from graph.reading import ReadFailure  # noqa: PLC0415

        for item in items:
            self.given += 1
            if isinstance(item, ReadFailure):
                self.fail(item.message)
            else:
                yield item

    def only_readings(self, items: Iterable[Reading | Failed]) -> Iterator[Reading]:
        """Yield the readings, and tell of articles that failed."""
        from graph.pipeline import Failed  # noqa: PLC0415

        for item in items:
            if isinstance(item, Failed):
                self.fail(item.message)
            else:
                self.progress.clear()
                yield item
                self.progress.step()

    def close(self) -> int:
        """Return the exit code: 0, or 1 where something failed, or 2 where everything did."""
        self.progress.clear()
        if self.failed and self.given > 1:
            click.echo(f"{self.failed:,} of {self.given:,} could not be read, see above", err=True)
        if not self.failed:
            return 0
        return NOT_READ if self.failed == self.given else SOME_FAILED


def _setting(options: dict[str, Any]) -> Setting:
    from graph.pipeline import Setting  # noqa: PLC0415 - loads spaCy

    return Setting(parser=options["parser"], actors=actor_folders(*options["actors"]))


@cli.command()
@_options(FILES, *READING)
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
    from graph.pipeline import count_articles, make_extractor, read_articles  # noqa: PLC0415 - loads spaCy

    setting = _setting(options)
    registry, ontology = make_extractor(setting).registry, load_ontology()
    if explain:
        return _explain(_articles(files, date, publisher), setting)
    quiet = sys.stdout.isatty() or not sys.stderr.isatty()
    tally = _Tally(_Progress(None if quiet else count_articles(files), hidden=quiet))
    articles = tally.only_articles(_articles(files, date, publisher))
    with closing(read_articles(articles, setting, processes=options["processes"])) as results:  # type: ignore[type-var]
        for reading in tally.only_readings(results):
            if jsonl:
                click.echo(json.dumps(reading_json(reading, registry), ensure_ascii=False))
            else:
                click.echo("\n".join(reading_lines(reading, registry, ontology.relations, columns=_columns())))
    return tally.close()


def _explain(items: Iterable[Article | ReadFailure], setting: Setting) -> int:
    from exports.lines import account_lines, heading  # noqa: PLC0415
    from graph.model import ReadingActors  # noqa: PLC0415
    from graph.ontology import load_ontology  # noqa: PLC0415
    from graph.pipeline import make_extractor  # noqa: PLC0415 - loads spaCy

    extractor, relations = make_extractor(setting), load_ontology().relations
    tally = _Tally(_Progress(None, hidden=True))
    for article in tally.only_articles(items):
        reading, accounts = extractor.explain(article)
        known = ReadingActors(reading, extractor.registry)
        click.echo("\n".join([*heading(article), "", *account_lines(accounts, known, relations, columns=_columns())]))
    return tally.close()


def _columns() -> int:
    from exports.lines import WIDTH  # noqa: PLC0415

    return min(WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else WIDTH


@cli.command()
@_options(FILES, STORE, *READING)
def add(
    files: tuple[Path, ...], store_path: Path | None, date: str | None, publisher: str | None, **options: Any
) -> int:
    """Store the claims of FILES (text, HTML, JSON lines, folders, - for standard input).

    What is stored already is passed over, so an interrupted run goes on where it stopped when it is given again.
    """
    from graph.pipeline import count_articles  # noqa: PLC0415 - loads spaCy

    tally = _Tally(_Progress(count_articles(files) if sys.stderr.isatty() else None))
    return _add(tally.only_articles(_articles(files, date, publisher)), _store(store_path), options, tally)


def _add(articles: Iterable[Article], path: Path, options: dict[str, Any], tally: _Tally) -> int:
    """Store what is not stored yet, say how much that was, and return the exit code."""
    from graph.pipeline import Stored, add_articles, make_extractor  # noqa: PLC0415 - loads spaCy
    from graph.store import Store  # noqa: PLC0415

    stored = known = claims = 0
    interrupted = False
    setting = _setting(options)
    make_extractor(setting)  # what is wrong with it is told before a store is made
    with Store.open(path, write=True) as store:
        try:
            for step in add_articles(store, articles, setting, processes=options["processes"]):
                if isinstance(step, Stored):
                    stored, known, claims = stored + step.articles, known + step.known, claims + step.claims
                    tally.progress.step(step.articles + step.known)
                else:
                    tally.fail(step.message)
        except KeyboardInterrupt:
            interrupted = True
    code = tally.close()
    told = f"stored {counted(stored, 'article')} with {counted(claims, 'claim')} in {path}"
    told += f"; {counted(known, 'article')} stood there already" if known else ""
    if interrupted:
        click.echo(one_line(f"interrupted; {told}; the same command goes on from here"), err=True)
        return INTERRUPTED
    click.echo(one_line(told), err=True)
    return code


def _store(path: Path | None) -> Path:
    """Return the store's folder: the one named, else the user's own.

    Raises:
        InputError: its name is no UTF-8, which the engine asks for.
    """
    if path is not None:
        if not str(path).isascii() and str(path).encode("utf-8", "replace").decode("utf-8") != str(path):
            raise InputError(f"store {path}: its name is not UTF-8; choose another folder")
        return path
    return user_folder() / "store"


def _collection(store_path: Path | None, options: dict[str, Any]) -> Collection:
    """Return what the store holds of what the filters let through."""
    from graph.ontology import load_ontology  # noqa: PLC0415
    from graph.store import Store  # noqa: PLC0415

    ontology = load_ontology()
    relations = [ontology.relation(r).id for r in options["relation"]]
    with Store.open(_store(store_path), write=False) as store:
        return store.collection(
            actors=[_actor_id(a, store) for a in options["actor"]] or None,
            relations=relations or None,
            start=options["start"],
            end=options["end"],
            min_confidence=options["min_confidence"],
        )


def _actor_id(name: str, store: Store) -> str:
    """Return the id of the actor in a store that is named by id or by any of its names.

    Raises:
        InputError: nobody there, or more than one, has that name.
    """
    from graph.actors.lookup import choose  # noqa: PLC0415
    from graph.actors.registry import Registry  # noqa: PLC0415

    registry = Registry.load(*actor_folders())
    listed = [registry.actor(id_) for id_ in registry.ids]
    chosen, note = choose(name, store.actors(), listed, place=str(store.path))
    if note:
        click.echo(f"note: {one_line(note)}", err=True)
    return chosen.id


@cli.command()
@_options(STORE, *FILTERS, JSON)
def claims(store_path: Path | None, *, as_json: bool, **options: Any) -> None:
    """List stored claims with the sentence behind each, article by article in order of date.

    A claim's last figure is its confidence, from 0 to 1. [NOT] stands before what is said not to be so; [possible],
    [planned], [desired] and [conditional] before what is not said to be so now.
    """
    from exports.jsonl import claim_row  # noqa: PLC0415
    from exports.lines import collection_lines  # noqa: PLC0415
    from graph.ontology import load_ontology  # noqa: PLC0415

    collection = _collection(store_path, options)
    if as_json:
        rows = [claim_row(claim, collection) for claim in collection.claims]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    relations = load_ontology().relations
    for line in collection_lines(collection.claims, collection, relations, columns=_columns()):
        click.echo(line)
    total = f"{counted(len(collection.claims), 'claim')} in {counted(len(collection.articles), 'article')}"
    click.echo(total, err=True)


@cli.command()
@click.argument("actor")
@_options(STORE, JSON)
def show(actor: str, store_path: Path | None, *, as_json: bool) -> None:
    """Show ACTOR (name or id): who it is, and what is claimed of it by kind of relation, each with its sentence."""
    from exports.jsonl import actor_json, claim_row  # noqa: PLC0415
    from exports.lines import actor_lines  # noqa: PLC0415
    from graph.ontology import load_ontology  # noqa: PLC0415
    from graph.store import Store  # noqa: PLC0415

    path = _store(store_path)
    with Store.open(path, write=False) as store:
        id_ = _actor_id(actor, store)
        collection = store.collection(actors=[id_])
    if not collection.claims:
        raise InputError(f"nothing is claimed of {actor!r} in {path}; `detente claims` lists what there is")
    found = collection.actor(id_)
    if as_json:
        row = {**actor_json(found), "claims": [claim_row(c, collection) for c in collection.claims]}
        click.echo(json.dumps(row, ensure_ascii=False, indent=1))
        return
    click.echo("\n".join(actor_lines(found, collection, load_ontology(), columns=_columns())))


@cli.command()
@click.argument("sparql", callback=clean)
@_options(STORE)
@click.option("-f", "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--time-limit", default=30.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds.")
@click.option("--rows", default=10_000, show_default=True, type=click.IntRange(1), help="At most so many rows.")
def query(sparql: str, store_path: Path | None, form: str, *, as_json: bool, time_limit: float, rows: int) -> None:
    """Answer a SPARQL query: given as SPARQL, as a file that holds it, or - for standard input.

    Prefixes :, rel:, actor:, claim:, article:, prov:, oa:, skos:, schema:, rdf:, rdfs: and xsd: are declared already.
    """
    from graph import query as queries  # noqa: PLC0415

    answer = queries.run(_store(store_path), _query_text(sparql), limits=queries.Limits(seconds=time_limit, rows=rows))
    click.echo(answer.render("json" if as_json else form), nl=False)


def _query_text(sparql: str) -> str:
    """Return the query itself, from where the argument says.

    Raises:
        InputError: the file cannot be read, or is no text.
    """
    named = sparql == "-" or (not any(c in sparql for c in "{}\n\0") and sparql.endswith((".rq", ".sparql", ".txt")))
    try:
        if sparql == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        if named or _is_file(sparql):
            return Path(sparql).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InputError(
            f"query {sparql}: cannot be read ({why}); give a file of SPARQL, or the query itself"
        ) from None
    return sparql


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # a query is too long or too odd for a file name
        return False


@cli.command("map")
@_options(STORE, *FILTERS)
@click.option("-o", "--output", required=True, type=OUTPUT, help="File to write; - prints the page.")
@click.option("--title", callback=clean, help="Heading of the page.")
@click.option("--credit", default="", callback=clean, help="Who made it and from what; shown at the foot.")
@click.option("--limit", default=40, show_default=True, type=click.IntRange(2, 400), help="At most so many actors.")
def map_(store_path: Path | None, output: Path, title: str | None, credit: str, limit: int, **options: Any) -> None:
    """Draw an interactive map: one HTML file, every line opens the sentences behind it."""
    collection = _collection(store_path, options)
    if not collection.claims:
        raise InputError(
            f"no such claims in {_store(store_path)}, nothing to draw; `detente claims` lists what there is"
        )
    _write_map(collection, output, title=title, credit=credit, limit=limit)
    total = f"{counted(len(collection.claims), 'claim')} of {counted(len(collection.articles), 'article')}"
    click.echo(one_line(f"{output}: {total}"), err=True)


def _write_map(collection: Collection, output: Path, *, title: str | None, credit: str, limit: int) -> None:
    from exports import html  # noqa: PLC0415
    from graph.ontology import load_ontology  # noqa: PLC0415

    page = html.render(
        collection, load_ontology().relations, title=title or html.DEFAULT_TITLE, credit=credit, limit=limit
    )
    _write(output, page)


def _write(output: Path, text: str) -> None:
    from exports.file import write_whole  # noqa: PLC0415

    if str(output) == "-":
        click.echo(text, nl=False)
    else:
        write_whole(output, text)


@cli.command()
@_options(STORE, *FILTERS)
@click.option(
    "-f", "--format", "form", required=True, metavar="FORMAT", help="turtle, trig, nquads, jsonld, csv or html."
)
@click.option("-o", "--output", type=OUTPUT, default=Path("-"), help="File to write [default: print].")
def export(store_path: Path | None, form: str, output: Path, **options: Any) -> None:
    """Write stored claims in another format, the same bytes each time."""
    from exports import FORMATS, render  # noqa: PLC0415
    from graph.errors import UnknownName  # noqa: PLC0415

    if form not in FORMATS:
        raise UnknownName("format", form, FORMATS)
    _write(output, render(form, _collection(store_path, options)))


@cli.command()
@click.argument("folder", default=Path("detente-demo"), type=click.Path(path_type=Path, file_okay=False))
def demo(folder: Path) -> int:
    """Read the sample articles into FOLDER: a store and a map."""
    from graph.reading import samples  # noqa: PLC0415

    store_path, page = folder / "store", folder / "map.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be made ({error.strerror}); name another folder") from None
    tally = _Tally(_Progress(None))
    code = _add(tally.only_articles(samples()), store_path, {"parser": None, "actors": (), "processes": 1}, tally)
    if code == INTERRUPTED:
        return code
    collection = _collection(store_path, EVERYTHING)
    _write_map(collection, page, title="Sample articles", credit="Invented articles that come with détente", limit=40)
    total = f"{counted(len(collection.articles), 'sample article')}: {counted(len(collection.claims), 'claim')}"
    click.echo(f"read {total}")
    click.echo(one_line(f"store: {store_path.resolve()}"))
    click.echo(one_line(f"map:   {page.resolve()}  (open it in a browser)"))
    program = sys.argv[0] if Path(sys.argv[0]).name == "detente" else "detente"
    click.echo(one_line(f"ask:   {program} query --store {store_path} 'SELECT ?a ?b {{ ?a rel:courts ?b }}'"))
    return code


cli.add_command(actors)

if __name__ == "__main__":
    main()
