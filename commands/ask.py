"""`detente ask`: questions with a name; each row of an answer leads to the claims behind it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.common import STORE, actor_folders, clean, counted, one_line, store_folder
from graph.errors import InputError, UnknownName

if TYPE_CHECKING:
    from graph.model import Collection
    from graph.query.named import NamedQuery
    from graph.query.parameters import Parameter

_NAMED = re.compile(r"([a-z]+)=(.*)", re.DOTALL)
_SHORTENED = re.compile(r"^(rel)?:")
"""What stands before relations and families in a table of answers."""
_WIDTH = 100


def cleaned(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return arguments with bytes that are no text replaced."""
    return tuple(clean(context, parameter, value) or "" for value in values)


def actor_finder(path: Path) -> Callable[[str], str]:
    """Return a function from a name or an id to the id of an actor in a store; its notes go to standard error.

    The store and the lists of actors are read at its first call. It raises InputError where nobody in the store, or
    more than one, has the name.
    """
    from graph.actors.lookup import choose  # noqa: PLC0415 - only questions with actors ask
    from graph.actors.registry import Registry  # noqa: PLC0415
    from graph.model import Actor  # noqa: PLC0415
    from graph.store import Store  # noqa: PLC0415

    known: list[tuple[Actor, ...]] = []

    def found(name: str) -> str:
        if not known:
            with Store.open(path, write=False) as store:
                known.append(store.actors())
            registry = Registry.load(*actor_folders())
            known.append(tuple(registry.actor(id_) for id_ in registry.ids))
        chosen, note = choose(name, *known, place=str(path))
        if note:
            click.echo(f"note: {one_line(note)}", err=True)
        return chosen.id

    return found


@click.command()
@click.argument("name", required=False, callback=clean)
@click.argument("arguments", nargs=-1, callback=cleaned)
@STORE
@click.option("--list", "listed", is_flag=True, help="List the questions; with NAME, what that one takes.")
@click.option("--show", is_flag=True, help="Print the SPARQL with its terms bound instead of asking it.")
@click.option("-f", "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--map",
    "picture",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also draw the claims behind the answer, in a file: .html, .svg or .png.",
)
@click.option("--time-limit", default=30.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds.")
def ask(
    name: str | None,
    arguments: tuple[str, ...],
    store_path: Path | None,
    form: str,
    picture: Path | None,
    *,
    listed: bool,
    show: bool,
    as_json: bool,
    time_limit: float,
) -> None:
    """Answer the question NAME with ARGUMENTS, in their order or as parameter=value; --list shows which there are.

    Actors go by name or id, relations also by family and several by comma, dates as YYYY, YYYY-MM or YYYY-MM-DD. The
    word any sets no condition. Rows have the number and ids of claims; the question "evidence" shows their sentences,
    and so does every line of a map.
    """
    from graph.query.behind import behind  # noqa: PLC0415
    from graph.query.named import named_queries, named_query, with_prefixes  # noqa: PLC0415
    from graph.query.run import Limits, run  # noqa: PLC0415
    from graph.store import Store  # noqa: PLC0415

    if name is None:
        if not listed:
            raise InputError("ask what? detente ask --list shows the questions there are")
        click.echo("\n".join(line for query in named_queries().values() for line in _short(query)))
        return
    query = named_query(name)
    if listed:
        click.echo("\n".join(_long(query)))
        return
    path = store_folder(store_path)
    values = _values(query, arguments, path)
    sparql = query.bind(values)
    if show:
        click.echo(with_prefixes(sparql), nl=False)
        return
    limits = Limits(seconds=time_limit, cpu_seconds=max(1, round(time_limit)))
    answer = run(path, sparql, limits=limits)
    click.echo(answer.render("json" if as_json else form), nl=False)
    limit = values.get("limit") or next((p.default for p in query.parameters if p.name == "limit"), None)
    if not answer.rows:
        click.echo("nothing found", err=True)
    elif str(len(answer.rows)) == limit:
        click.echo(f"note: these are the first {limit} rows, there may be more; limit=any gives all", err=True)
    if picture and answer.rows:
        with Store.open(path) as store:
            found = behind(partial(run, path, limits=limits), store, query, values)
        _draw(found, query.titled(arguments), picture)


def _draw(collection: Collection, title: str, picture: Path) -> None:
    """Write the map of an answer; denials and plans that it counts are drawn too."""
    from commands.maps import Drawing, write_map  # noqa: PLC0415 - only some answers are drawn

    if not collection.claims:
        raise InputError(f"--map {picture}: no claims link the actors of these rows, nothing to draw; ask for more")
    write_map(collection, picture, Drawing(one_line(title), unsure=True))
    total = f"{counted(len(collection.claims), 'claim')} of {counted(len(collection.articles), 'article')}"
    click.echo(one_line(f"{picture}: {total}"), err=True)


def _values(query: NamedQuery, arguments: Sequence[str], path: Path) -> dict[str, str]:
    """Return the arguments by parameter, actors by id.

    Raises:
        InputError: an argument is one too many or given twice, or an actor is not in the store.
    """
    parameters = {p.name: p for p in query.parameters}
    values: dict[str, str] = {}
    unnamed = []
    for argument in arguments:
        if not (named := _NAMED.fullmatch(argument)):
            unnamed.append(argument)
        elif named[1] not in parameters:
            raise UnknownName(f"parameter of {query.name}", named[1], parameters)
        elif named[1] in values:
            raise InputError(f"{query.name}: {named[1]} is given twice; give it once")
        else:
            values[named[1]] = named[2]
    free = [p for p in parameters if p not in values]
    if len(unnamed) > len(free):
        raise InputError(f"{query.name}: what is {unnamed[len(free)]!r}? It takes {', '.join(parameters)}")
    values.update(zip(free, unnamed, strict=False))
    find = actor_finder(path)
    return {key: _meant(parameters[key], value, find) for key, value in values.items()}


def _meant(parameter: Parameter, value: str, find: Callable[[str], str]) -> str:
    """Return a value as a query takes it: an actor's id; what a table of answers shows is understood."""
    from graph.query.parameters import ANY  # noqa: PLC0415

    if value == ANY:
        return value
    if parameter.type == "actor":
        return find(value.removeprefix("actor:"))
    if parameter.type == "relation":
        return ",".join(_SHORTENED.sub("", part.strip()) for part in value.split(","))
    return value


def _usage(query: NamedQuery) -> str:
    parts = [p.name.upper() if p.default is None else f"[{p.name}={p.default}]" for p in query.parameters]
    return " ".join([query.name, *parts])


def _filled(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _short(query: NamedQuery) -> list[str]:
    """Return a query in a few lines: what it takes and what it tells."""
    return [*textwrap.wrap(_usage(query), _WIDTH, subsequent_indent="    "), *_filled(query.description, "  "), ""]


def _long(query: NamedQuery) -> list[str]:
    """Return a query in full: also what each parameter means, and an example."""
    width = max(len(p.name) for p in query.parameters)
    lines = [f"  {p.name:{width}}  {p.type:8}  {p.description}" for p in query.parameters]
    return [*_short(query), *lines, "", f"  example: {query.example}"]
