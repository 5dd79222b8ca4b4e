"""The interactive map: one HTML file in which every line opens the sentences behind it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from exports.html.evidence import page_data
from exports.html.lines import MOST_LINES, select
from exports.html.story import slides
from graph.model import Collection, Relation

DEFAULT_LIMIT = 40
"""Actors that a map shows; beyond, no picture of this kind is legible."""
DEFAULT_TITLE = "Who stands with whom, who against whom"


def render(
    collection: Collection,
    relations: Mapping[str, Relation],
    *,
    title: str = DEFAULT_TITLE,
    credit: str = "",
    limit: int = DEFAULT_LIMIT,
    lines: int = MOST_LINES,
    story: tuple[str, str] | None = None,
    start: Mapping[str, str] | None = None,
) -> str:
    """Return the map of a collection as one HTML document, complete in itself; same input, same text.

    Args:
        collection: articles, claims and actors.
        relations: the ontology's relations by id.
        title: heading of the page and of its pictures.
        credit: who made it and from what, shown at the foot.
        limit: at most so many actors, those with most claims; the page says how many are left out.
        lines: at most so many lines; actors are left out until no more are drawn.
        story: name and text of a Markdown file of slides.
        start: what is shown at first, as the parameters of the page's address (see ``page/state.js``).

    Raises:
        UnknownName: a claim's relation is not in ``relations``.
        DataError: the story is malformed.
    """
    from exports.html.network import ActorMap  # noqa: PLC0415 - pyvis loads slowly
    from exports.html.picture import draw  # noqa: PLC0415 - so does numpy

    selection = select(collection, relations, limit, lines)
    data = page_data(collection, relations, selection, draw(selection, collection))
    data["start"] = urlencode(dict(start or {}))
    data["story"] = slides(*story, data) if story else []
    return ActorMap(data, title=title, credit=credit).page()
