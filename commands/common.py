"""What commands share: text that cannot steer a terminal, and where a user's own files lie."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graph.errors import InputError

if TYPE_CHECKING:
    from graph.store import Store

T = TypeVar("T")
SOME_FAILED, NOT_READ, FAULT, INTERRUPTED = 1, 2, 70, 130
PREFIX = "detente: "
STORE = click.option(
    "--store",
    "store_path",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="DETENTE_STORE",
    help="Folder of the store [default: one in your user data folder].",
)


def one_line(text: str) -> str:
    """Return a message on one line with everything that could steer a terminal written out."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in " ".join(text.split()))


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 article``, ``2,000 articles``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def clean(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Return an argument with bytes that are no text replaced."""
    return value if value is None else value.encode("utf-8", "replace").decode("utf-8")


def user_folder() -> Path:
    """Return the folder of what is the user's own on this machine; it need not exist."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only some commands ask

    return user_data_path("detente", appauthor=False)


def own_actors() -> Path:
    """Return the folder of the user's own tables of actors: ``DETENTE_ACTORS``, else one in the user's data folder."""
    named = os.environ.get("DETENTE_ACTORS")
    return Path(named) if named else user_folder() / "actors"


def actor_folders(*more: Path) -> tuple[Path, ...]:
    """Return the folders laid over the packaged tables: the user's own where there is one, then ``more``."""
    own = own_actors()
    there = any((own / f"{table}.csv").is_file() for table in ("actors", "names", "tenures"))
    return (own, *more) if there else more


def with_options(*groups: Callable[..., Any]) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Return a decorator that gives a command the options, in their order."""

    def decorated(command: Callable[..., T]) -> Callable[..., T]:
        for option in reversed(groups):
            command = option(command)
        return command

    return decorated


def store_folder(path: Path | None) -> Path:
    """Return the store's folder: the one named, else the user's own.

    Raises:
        InputError: its name is no UTF-8, which the engine asks for.
    """
    if path is not None:
        if not str(path).isascii() and str(path).encode("utf-8", "replace").decode("utf-8") != str(path):
            raise InputError(f"store {path}: its name is not UTF-8; choose another folder")
        return path
    return user_folder() / "store"


def actor_id(name: str, store: Store) -> str:
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


def columns() -> int:
    """Return how wide lines of text are to be."""
    from exports.lines import WIDTH  # noqa: PLC0415

    return min(WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else WIDTH
