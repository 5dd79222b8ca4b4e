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
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.actors import actors
from commands.analyse import COMMANDS as ANALYSES
from commands.ask import ask
from commands.batch import Progress, Tally
from commands.common import (
    FAULT,
    INTERRUPTED,
    PREFIX,
    SOME_FAILED,
    STORE,
    actor_id,
    clean,
    columns,
    counted,
    one_line,
    store_folder,
    with_options,
)
from commands.maps import MAP_OPTIONS, Drawing, write_map
from commands.reading import add, add_all, extract
from commands.serve import serve
from graph.errors import DetenteError, InputError

if TYPE_CHECKING:
    from graph.model import Collection

EVERYTHING = {"actor": (), "relation": (), "start": None, "end": None, "min_confidence": 0.0}


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
    sentence behind it. Nothing leaves this computer, unless you name an endpoint or an address yourself.
    """


OUTPUT = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
FILTERS = (
    click.option("--actor", multiple=True, help="Only claims with this actor (name or id); may be given again."),
    click.option("--relation", multiple=True, help="Only this relation; may be given again."),
    click.option("--from", "start", metavar="DATE", help="Only claims of this day or later."),
    click.option("--to", "end", metavar="DATE", help="Only claims of this day or earlier."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Only claims at least this sure."),
)
JSON = click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")


def _collection(store_path: Path | None, options: dict[str, Any]) -> Collection:
    """Return what the store holds of what the filters let through."""
    from graph.ontology import load_ontology  # noqa: PLC0415
    from graph.store import Store  # noqa: PLC0415

    ontology = load_ontology()
    relations = [ontology.relation(r).id for r in options["relation"]]
    with Store.open(store_folder(store_path), write=False) as store:
        return store.collection(
            actors=[actor_id(a, store) for a in options["actor"]] or None,
            relations=relations or None,
            start=options["start"],
            end=options["end"],
            min_confidence=options["min_confidence"],
        )


@cli.command()
@with_options(STORE, *FILTERS, JSON)
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
    for line in collection_lines(collection.claims, collection, relations, columns=columns()):
        click.echo(line)
    total = f"{counted(len(collection.claims), 'claim')} in {counted(len(collection.articles), 'article')}"
    click.echo(total, err=True)


@cli.command()
@click.argument("actor")
@with_options(STORE, JSON)
def show(actor: str, store_path: Path | None, *, as_json: bool) -> None:
    """Show ACTOR (name or id): who it is, and what is claimed of it by kind of relation, each with its sentence."""
    from exports.jsonl import actor_json, claim_row  # noqa: PLC0415
    from exports.lines import actor_lines  # noqa: PLC0415
    from graph.ontology import load_ontology  # noqa: PLC0415
    from graph.store import Store  # noqa: PLC0415

    path = store_folder(store_path)
    with Store.open(path, write=False) as store:
        id_ = actor_id(actor, store)
        collection = store.collection(actors=[id_])
    if not collection.claims:
        raise InputError(f"nothing is claimed of {actor!r} in {path}; `detente claims` lists what there is")
    found = collection.actor(id_)
    if as_json:
        row = {**actor_json(found), "claims": [claim_row(c, collection) for c in collection.claims]}
        click.echo(json.dumps(row, ensure_ascii=False, indent=1))
        return
    click.echo("\n".join(actor_lines(found, collection, load_ontology(), columns=columns())))


@cli.command()
@click.argument("sparql", callback=clean)
@with_options(STORE)
@click.option("-f", "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--time-limit", default=30.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds.")
@click.option("--rows", default=10_000, show_default=True, type=click.IntRange(1), help="At most so many rows.")
def query(sparql: str, store_path: Path | None, form: str, *, as_json: bool, time_limit: float, rows: int) -> None:
    """Answer a SPARQL query: given as SPARQL, as a file that holds it, or - for standard input.

    Prefixes :, rel:, actor:, claim:, article:, prov:, oa:, skos:, schema:, rdf:, rdfs: and xsd: are declared already.
    """
    from graph import query as queries  # noqa: PLC0415

    answer = queries.run(
        store_folder(store_path), _query_text(sparql), limits=queries.Limits(seconds=time_limit, rows=rows)
    )
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
@with_options(STORE, *FILTERS, *MAP_OPTIONS)
def map_(store_path: Path | None, output: Path, **options: Any) -> None:
    """Draw a map: a page whose every line opens the sentences behind it, or a picture (.svg, .png).

    The page is one file that asks for nothing. --story adds slides; --compare shows two times or two outlets side by
    side. The same claims give the same bytes.
    """
    drawing = Drawing(**{name: options.pop(name) for name in Drawing.__slots__})
    collection = _collection(store_path, options)
    if not collection.claims:
        raise InputError(
            f"no such claims in {store_folder(store_path)}, nothing to draw; `detente claims` lists what there is"
        )
    write_map(collection, output, drawing)
    total = f"{counted(len(collection.claims), 'claim')} of {counted(len(collection.articles), 'article')}"
    click.echo(one_line(f"{output}: {total}"), err=True)


def _write(output: Path, text: str) -> None:
    from exports.file import write_whole  # noqa: PLC0415

    if str(output) == "-":
        click.echo(text, nl=False)
    else:
        write_whole(output, text)


@cli.command()
@with_options(STORE, *FILTERS)
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
    tally = Tally(Progress(None))
    code = add_all(tally.only_articles(samples()), store_path, {"parser": None, "actors": (), "processes": 1}, tally)
    if code == INTERRUPTED:
        return code
    collection = _collection(store_path, EVERYTHING)
    write_map(collection, page, Drawing("Sample articles", "Invented articles that come with détente"))
    total = f"{counted(len(collection.articles), 'sample article')}: {counted(len(collection.claims), 'claim')}"
    click.echo(f"read {total}")
    click.echo(one_line(f"store: {store_path.resolve()}"))
    click.echo(one_line(f"map:   {page.resolve()}  (open it in a browser)"))
    program = sys.argv[0] if Path(sys.argv[0]).name == "detente" else "detente"
    click.echo(one_line(f"ask:   {program} query --store {store_path} 'SELECT ?a ?b {{ ?a rel:courts ?b }}'"))
    return code


for command in (actors, extract, add, ask, serve, *ANALYSES):
    cli.add_command(command)

if __name__ == "__main__":
    main()
