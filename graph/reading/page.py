"""HTML to an article: trafilatura finds the text, the page's own metadata say when, who and where."""

from __future__ import annotations

import logging
import re
from typing import Any

from graph.errors import InputError
from graph.model import Article, make_article
from graph.reading.dates import date_in_text, date_in_url
from graph.reading.decoding import decode, normalise, stored_text
from graph.reading.fields import Given, Tell, clean_language, clean_line, clean_url
from graph.reading.markup import Tree, headline, page_language, page_license, stated_date, visible_date

MAX_TAGS = 100_000
"""Opening brackets in a page. News pages have a few thousand; the time to find the text grows with them."""

for _name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what they have to say is not for our users


def read_page(data: bytes, place: str, given: Given, tell: Tell) -> Article:
    """Return the article of a page: headline where the page shows it, a blank line, then its paragraphs likewise apart.

    Tables, comments, navigation and lists of links are left out. Scripts are never run and nothing is fetched.

    Raises:
        InputError: it is no page, or no article text is found in it, or it is too large.
    """
    html, note = decode(data, place, declared=True)
    if note:
        tell(note)
    if html.count("<") > MAX_TAGS:
        raise InputError(f"{place}: more than {MAX_TAGS:,} tags are no article; save the article alone")
    tree = _tree(html, place)
    page = _metadata(tree)
    title = headline(tree, clean_line(page.title))
    body = _body(tree)
    if not body:
        raise InputError(f"{place}: no article text found in the page; save the article's own page, or its plain text")
    url = given.url or clean_url(page.url)
    found = (
        (given.date, "given"),
        (stated_date(tree), "metadata"),
        (date_in_url(url), "url"),
        (visible_date(tree) or date_in_text(body), "text"),
    )
    date, method = next(((date, method) for date, method in found if date), (None, None))
    return make_article(
        stored_text(_with_headline(title.shown, body), place),
        title=title.text,
        date=date,
        date_method=method,
        author=clean_line(page.author),
        publisher=given.publisher or clean_line(page.sitename),
        url=url,
        language=clean_language(page_language(tree)),
        license=given.license or clean_line(page_license(tree)) or clean_line(page.license),
    )


def _tree(html: str, place: str) -> Tree:
    from trafilatura import load_html  # noqa: PLC0415 - half a second that plain text does not need

    tree: Tree | None = load_html(normalise(html))
    if tree is None:
        raise InputError(f"{place}: no HTML page; save it as .txt if it is plain text")
    return tree


def _metadata(tree: Tree) -> Any:
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415 - see above

    # The date it finds is not used: it fills a month up to its first day and does not say where it looked.
    return extract_metadata(tree, date_config={"extensive_search": False, "original_date": True})


def _body(tree: Tree) -> str:
    """Return the paragraphs of the article with a blank line between them, empty where there are none."""
    from trafilatura import extract  # noqa: PLC0415 - see above

    text: str | None = extract(tree, favor_precision=True, include_comments=False, include_tables=False)
    lines = (line.strip() for line in (text or "").splitlines())
    return "\n\n".join(line for line in lines if line)


def _with_headline(shown: str | None, body: str) -> str:
    """Return the body under the headline that the page shows; the body alone where it begins with it already."""
    if shown is None or re.sub(r"\W+", "", body).startswith(re.sub(r"\W+", "", shown)):
        return body
    return f"{shown}\n\n{body}"
