"""`detente actors`: who is known, whether the tables are sound, and more actors from other lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from commands.common import actor_folders, clean, counted, one_line, own_actors
from graph.errors import InputError
from graph.model import ACTOR_TYPES

FOUND_FAULTS = 1
FOLDERS = click.option(
    "--actors",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder with more actors.csv, names.csv, tenures.csv; may be given again.",
)


@click.group()
def actors() -> None:
    """Look up, check and extend the list of actors.

    Your own tables lie in your user data folder (DETENTE_ACTORS names another); where they differ from the packaged
    ones, yours win, here and in every other command.
    """


@actors.command()
@click.argument("name", callback=clean)
@click.option("--date", callback=clean, help="Who is meant at that date, ISO, may be partial.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
@FOLDERS
def find(name: str, date: str | None, folders: tuple[Path, ...], *, as_json: bool) -> int:
    """Show whom NAME (a name or an id) may mean, with names, tenures and ids; ends with 1 where it is nobody."""
    from exports.jsonl import listed_actor_json  # noqa: PLC0415
    from exports.lines import listed_actor_lines  # noqa: PLC0415
    from graph.actors import Registry  # noqa: PLC0415
    from graph.actors.lookup import meant, near  # noqa: PLC0415
    from graph.reading.dates import parse_date  # noqa: PLC0415

    day = parse_date(date)
    if date is not None and day is None:
        raise InputError(f"--date {date!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    registry = Registry.load(*actor_folders(*folders))
    found, ruled_out = meant(name, registry, day)
    if as_json:
        click.echo(json.dumps([listed_actor_json(actor, registry) for actor in found], ensure_ascii=False, indent=1))
    else:
        for actor in found:
            click.echo("\n".join([*listed_actor_lines(actor, registry), ""]))
    if ruled_out:
        others = ", ".join(f"{a.label} ({a.id})" for a in ruled_out)
        click.echo(one_line(f"at other dates: {others}"), err=True)
    if len(found) > 1:
        hint = "a date may decide" if date is None else "the name alone does not decide"
        click.echo(one_line(f"{name!r} may be {counted(len(found), 'actor')}; {hint}"), err=True)
    if not found:
        alike = near(name, (registry.actor(i) for i in registry.ids))
        click.echo(one_line(f"nobody is named {name!r}" + (f"; nearly: {', '.join(alike)}" if alike else "")), err=True)
    return 0 if found else FOUND_FAULTS


@actors.command()
@FOLDERS
def check(folders: tuple[Path, ...]) -> int:
    """Check the tables of actors, yours included; ends with 1 where something is wrong.

    Finds unknown ids, missing names, tenures of one office that overlap, and names that mean two actors at one time
    with nothing to decide between them. A malformed row ends it with 3, saying where.
    """
    from graph.actors import Registry  # noqa: PLC0415

    registry = Registry.load(*actor_folders(*folders))
    problems = registry.check()
    for line in problems:
        click.echo(one_line(line))
    sizes = [counted(len(registry), "actor"), counted(len(registry.name_rows), "name")]
    sizes.append(counted(len(registry.tenure_rows), "tenure"))
    click.echo(f"{', '.join(sizes)}: {counted(len(problems), 'problem') if problems else 'no problems'}", err=True)
    return FOUND_FAULTS if problems else 0


@actors.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show additions and conflicts, write nothing.")
@click.option("--by-name", is_flag=True, help="Take rows with the name and country of one known actor as that actor.")
@click.option(
    "--type",
    "type_",
    default="ArmedGroup",
    show_default=True,
    type=click.Choice(ACTOR_TYPES),
    help="Of rows that say none.",
)
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Folder [default: yours].")
def import_(files: tuple[Path, ...], type_: Any, folder: Path | None, *, dry_run: bool, by_name: bool) -> int:
    """Add actors of FILES to your own tables: your lists, UCDP's actor list, a Wikidata answer, as downloaded.

    A row is a known actor only where an id of ours, Wikidata or UCDP says so. One that merely bears a known name is
    left out and told as a conflict; ends with 1 where there are any.
    """
    from graph.actors import Registry  # noqa: PLC0415
    from graph.actors.importing import plan, write  # noqa: PLC0415
    from graph.actors.sources import read_candidates  # noqa: PLC0415
    from graph.actors.tables import read_actors  # noqa: PLC0415

    target = folder or own_actors()
    base = () if folder is None else actor_folders()
    candidates = [(path, read_candidates(path, type_)) for path in files]
    conflicts = 0
    for path, found in candidates:
        existing = (target,) if any((target / f"{t}.csv").is_file() for t in ("actors", "names", "tenures")) else ()
        registry = Registry.load(*base, *existing)
        mine = [row.id for row in read_actors(target / "actors.csv")] if (target / "actors.csv").is_file() else []
        made = plan(found, registry, source=path.name, by_name=by_name, own=mine)
        for sign, lines in (("+", made.new), ("~", made.more), ("!", map(str, made.conflicts))):
            for line in lines:
                click.echo(one_line(f"{sign} {line}"))
        conflicts += len(made.conflicts)
        if not dry_run:
            write(made, target, base)
        told = f"{path.name}: {len(made.new):,} new, {len(made.more):,} with more names or ids, {made.known:,} known"
        click.echo(one_line(f"{told}, {counted(len(made.conflicts), 'conflict')}"), err=True)
    if not found_any(candidates):
        raise InputError("no rows in these files; want a row for each actor")
    click.echo(one_line("nothing written" if dry_run else f"written to {target}"), err=True)
    return FOUND_FAULTS if conflicts else 0


def found_any(candidates: list[tuple[Path, list[Any]]]) -> bool:
    """Return whether any of the files held a row."""
    return any(rows for _, rows in candidates)
