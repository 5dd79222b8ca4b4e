"""What a page's markup says about its article: publication date, headline, language, licence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.reading.dates import parse_date
from graph.reading.fields import clean_line

Tree = Any
"""An ``lxml.html.HtmlElement``; lxml has no types of its own."""

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "publication_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "date",
)
"""Names under which ``<meta>`` gives the day of publication, best first."""

_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "WebPage")
_ELSEWHERE = "ancestor::nav or ancestor::aside or ancestor::footer"
_BYLINE = (
    f"//*[not({_ELSEWHERE})][contains(@class,'date') or contains(@class,'time') or contains(@class,'publish')"
    " or contains(@class,'byline') or contains(@id,'date') or contains(@id,'publish')][string-length(.) < 80]"
)
_MAX_SCRIPT = 500_000
_MAX_NODES = 20_000
_MAX_BYLINES = 20


@dataclass(frozen=True, slots=True)
class Headline:
    """A page's headline."""

    text: str | None
    """The best form of it."""
    shown: str | None
    """The same where the page shows it as its heading; None where only metadata have it."""


def headline(tree: Tree, title: str | None) -> Headline:
    """Return the headline, given the title that the metadata state.

    A heading that the title begins with is the headline: ``Talks resume | Sample Courier`` over ``Talks resume``.
    """
    headings = [clean_line(element.text_content()) for element in tree.iter("h1")]
    for heading in headings:
        if heading and (title is None or _folded(title).startswith(_folded(heading))):
            return Headline(heading, heading)
    inside = [clean_line(element.text_content()) for element in tree.xpath("(//article|//main)//h1")]
    if len(inside) == 1 and inside[0]:
        return Headline(inside[0], inside[0])
    return Headline(title, None)


def page_language(tree: Tree) -> str | None:
    """Return the language that the page declares, as it declares it."""
    declared = tree.xpath("/html/@lang | /html/@*[name()='xml:lang']")
    declared += tree.xpath("//meta[@http-equiv='content-language' or @property='og:locale']/@content")
    return str(declared[0]) if declared else None


def page_license(tree: Tree) -> str | None:
    """Return the address of the licence that the page links to as its own."""
    links = tree.xpath("//link[@rel='license']/@href")
    return str(links[0]) if links else None


def stated_date(tree: Tree) -> str | None:
    """Return the day of publication that the markup states, maybe partial.

    In this order: schema.org data in JSON-LD, ``<meta>``, ``itemprop="datePublished"``, then ``<time>``, if all of
    them outside navigation and asides agree.
    """
    stated = [_json_ld_date(tree), _meta_date(tree)]
    stated += [
        parse_date(element.get("content") or element.get("datetime") or element.text_content().strip())
        for element in tree.xpath("//*[@itemprop='datePublished']")[:_MAX_BYLINES]
    ]
    for date in stated:
        if date:
            return date
    times = {parse_date(value) for value in tree.xpath(f"//time[not({_ELSEWHERE})]/@datetime")}
    times.discard(None)
    return times.pop() if len(times) == 1 else None


def visible_date(tree: Tree) -> str | None:
    """Return the date in the first element that its class calls a date or byline and that holds nothing else."""
    for element in tree.xpath(_BYLINE)[:_MAX_BYLINES]:
        line = " ".join(element.text_content().split())
        for part in (line, line.removeprefix("Published "), line.removeprefix("Published: ")):
            date = parse_date(part)
            if date and not part.isdigit():
                return date
    return None


def _meta_date(tree: Tree) -> str | None:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            date = parse_date(element.get("content")) if name in _PUBLISHED else None
            if date:
                found.setdefault(name, date)
    return next((found[name] for name in _PUBLISHED if name in found), None)


def _json_ld_date(tree: Tree) -> str | None:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        for node in _nodes(script.text or ""):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            date = parse_date(node.get("datePublished"))
            if date and any(isinstance(kind, str) and kind.endswith(_ARTICLE_TYPES) for kind in kinds):
                return date
    return None


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD script, outer before inner; nothing where it is no JSON or far too long."""
    if len(script) > _MAX_SCRIPT:
        return
    try:
        queue: list[Any] = [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        return
    for seen, node in enumerate(queue):
        if seen > _MAX_NODES:
            return
        if isinstance(node, dict):
            yield node
            queue.extend(node.values())
        elif isinstance(node, list):
            queue.extend(node)


def _folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
