"""What `detente map` writes: the interactive page, or a picture that needs no browser."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.common import clean
from graph.errors import InputError

if TYPE_CHECKING:
    from exports.html.sides import Sides
    from graph.model import Collection

FORMS = ("html", "svg", "png")
COLOURS = ("light", "dark", "print", "colour-blind", "contrast")
OUTPUT = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
MAP_OPTIONS = (
    click.option(
        "-o", "--output", required=True, type=OUTPUT, help="File to write: .html, .svg or .png; - prints the page."
    ),
    click.option("-f", "--format", "form", type=click.Choice(FORMS), help="Format, where the file's name tells none."),
    click.option("--title", callback=clean, help="Heading of the page."),
    click.option("--credit", default="", callback=clean, help="Who made it and from what; shown at the foot."),
    click.option("--limit", default=40, show_default=True, type=click.IntRange(2, 400), help="At most so many actors."),
    click.option("--theme", type=click.Choice(COLOURS), help="Colours [default: light; the page follows the device]."),
    click.option("--unsure", is_flag=True, help="Draw also what is denied or merely possible, dotted."),
    click.option(
        "--compare",
        nargs=2,
        metavar="A B",
        help="Two sides by each other: spans of time as 2021..2022-06, or two outlets.",
    ),
    click.option(
        "--story",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="Markdown file of slides that the page tells.",
    ),
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a map is to be drawn."""

    title: str | None = None
    credit: str = ""
    limit: int = 40
    theme: str | None = None
    unsure: bool = False
    compare: tuple[str, str] | None = None
    story: Path | None = None
    form: str | None = None


def write_map(collection: Collection, output: Path, drawing: Drawing) -> None:
    """Write the map of a collection to a file, in the format that its name or the drawing tells.

    Raises:
        InputError: the story cannot be read or does not fit, a side has nothing, or the file cannot be written.
        MissingExtra: PNG is asked for and its library is not installed.
    """
    from exports.file import write_whole  # noqa: PLC0415

    content = _content(collection, form_of(output, drawing.form), drawing)
    if str(output) == "-":
        click.echo(content, nl=False)
    else:
        write_whole(output, content)


def form_of(output: Path, form: str | None) -> str:
    """Return the format of a file: the one named, else the one that its suffix tells, else HTML.

    >>> form_of(Path("a.SVG"), None), form_of(Path("-"), "png"), form_of(Path("map"), None)
    ('svg', 'png', 'html')
    """
    suffix = output.suffix.lower().removeprefix(".")
    return form or (suffix if suffix in FORMS else "html")


def _content(collection: Collection, form: str, drawing: Drawing) -> str | bytes:
    from exports import html  # noqa: PLC0415
    from graph.ontology import load_ontology  # noqa: PLC0415

    common: dict[str, Any] = {
        "title": drawing.title or html.DEFAULT_TITLE,
        "credit": drawing.credit,
        "limit": drawing.limit,
    }
    relations = load_ontology().relations
    pair = _sides(collection, drawing.compare)
    if form == "html":
        return html.render(
            collection,
            relations,
            story=_story(drawing.story),
            start=_start(drawing),
            **common,
        )
    if drawing.story:
        raise InputError(f"--story {drawing.story}: slides need the page; name a file that ends in .html")
    from exports.html.png import render_png  # noqa: PLC0415
    from exports.html.svg import render_svg  # noqa: PLC0415

    svg = render_svg(collection, relations, other=drawing.unsure, theme=drawing.theme or "light", sides=pair, **common)
    return svg if form == "svg" else render_png(svg)


def _sides(collection: Collection, compare: tuple[str, str] | None) -> Sides | None:
    from exports.html.sides import sides  # noqa: PLC0415

    return sides(collection, *compare) if compare else None


def _start(drawing: Drawing) -> dict[str, str]:
    """Return what the page shows at first, as the parameters of its address."""
    start: dict[str, str] = {}
    if drawing.theme:
        start["theme"] = drawing.theme
    if drawing.unsure:
        start["other"] = "1"
    if drawing.compare:
        first, second = drawing.compare
        start |= {"view": "compare", "vs": "time" if ".." in first else "outlet", "a": first, "b": second}
    return start


def _story(path: Path | None) -> tuple[str, str] | None:
    """Return the name and the text of a story's file."""
    if path is None:
        return None
    try:
        return (str(path), path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InputError(f"{path}: cannot be read ({why}); name a Markdown file of slides") from None
