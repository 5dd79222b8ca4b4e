"""Who the words of a proposed claim mean: a listed actor that the program itself finds there, or nobody."""

from __future__ import annotations

from dataclasses import replace

from graph.extract.mentions import PLACE
from graph.llm.page import Page, Pages
from graph.model import Mention, Span

NOT_THERE = "words not in the quote"
NOBODY = "no listed actor"
NO_SPEAKER = "speaker is no listed actor"
SEVERAL = "several actors"
MORE = "more than the actor"
ELSE = "pronoun for another actor"
TERRITORY = "a place, not an actor"

_LINKED = frozenset({"pronoun", "description"})
_REGIONAL = "regional"
_ARTICLES = frozenset({"the", "a", "an"})
_TURNING = frozenset(
    {"of", "on", "by", "for", "against", "from", "in", "to", "with", "without", "at", "over", "about", "under", "into"}
    | {"and", "or", "nor", "but", "than", "between", "among", "inside", "outside", "near", "non", "ex", "former", "not"}
)
"""Words that, before a name, make its phrase mean somebody else: "critics of Israel", "former Soviet"."""
_RECIPIENT = ("to ", "to the ")
"""What stands before a country that is taken for a place, but may well be the one that is given something."""
_POSSESSIVE = ("'s", "'")
_TRIED = 20
"""Places at which words are looked at before giving up."""


class Dropped(Exception):
    """A proposed claim is dropped; the text is the reason under which it is counted."""


def resolve(pages: Pages, page: Page, words: str, within: Span, name: str | None, *, place: bool) -> list[Mention]:
    """Return the mentions that words inside a stretch may be, best first: one for each place where they stand.

    Args:
        pages: Where names are looked up.
        page: The article.
        words: What the model says the actor is called there.
        within: The quote.
        name: Who a pronoun or description stands for, as the model says.
        place: Whether a country as territory will do.

    Raises:
        Dropped: The words are not there, or mean no listed actor for certain at any place.
    """
    found: list[Mention] = []
    why = NOT_THERE
    for number, span in enumerate(page.find(words, within)):
        if number == _TRIED:
            break
        try:
            found.append(_mention(pages, page, span, name, place=place))
        except Dropped as error:
            why = str(error)
    if not found:
        raise Dropped(why)
    return found


def speaker(pages: Pages, page: Page, words: str, quote: Span, within: Span) -> Mention:
    """Return the mention that names a speaker, the nearest before the end of the quote, else the first after it.

    Raises:
        Dropped: Nowhere in ``within`` do the words name a listed actor.
    """
    spans = list(page.find(words, within))
    before = [s for s in reversed(spans) if s.start < quote.end]
    for span in [*before, *spans[len(before) :]][:_TRIED]:
        try:
            return _mention(pages, page, span, None, place=True)
        except Dropped:
            continue
    raise Dropped(NO_SPEAKER)


def _mention(pages: Pages, page: Page, span: Span, name: str | None, *, place: bool) -> Mention:
    """Return the mention at a stretch, its span inside the stretch and its actor listed. Raises Dropped."""
    span = _bare(page.article.text, span)
    there = [m for m in page.overlapping(span) if m.reason != _REGIONAL and m.actor in pages.registry]
    if not there:
        raise Dropped(NOBODY)
    there = [m for m in there if m.kind not in _LINKED] or _agreed(pages, page, there, name)
    if len({m.actor for m in there}) > 1:
        raise Dropped(SEVERAL)
    found = there[-1]
    if found.reason == PLACE and not place and not page.plain.endswith(_RECIPIENT, 0, found.span.start):
        raise Dropped(TERRITORY)
    if not _covers(page.plain, span, found.span):
        raise Dropped(MORE)
    inside = Span(max(span.start, found.span.start), min(span.end, found.span.end))
    return replace(found, span=inside, text=inside.of(page.article.text))


def _agreed(pages: Pages, page: Page, there: list[Mention], name: str | None) -> list[Mention]:
    """Return which mentions of a pronoun or description are of the actor that the model names too."""
    meant = pages.named(name, page.article.date) if name is not None else frozenset()
    agreed = [m for m in there if m.actor in meant or m.via in meant]
    if not agreed:
        raise Dropped(ELSE)
    return agreed


def _bare(text: str, span: Span) -> Span:
    """Return a stretch without an article before and a possessive ending after."""
    start, end = span.start, span.end
    first, gap, rest = span.of(text).partition(" ")
    if first.lower() in _ARTICLES and rest.strip():
        start += len(first) + len(gap)
    for ending in _POSSESSIVE:
        if text[start:end].replace("\u2019", "'").endswith(ending) and end - start > len(ending):
            return Span(start, end - len(ending))
    return Span(start, end)


def _covers(plain: str, span: Span, found: Span) -> bool:
    """Return whether a stretch says no more than the mention in it, save for harmless words before it."""
    if span.end > found.end and any(c.isalnum() for c in plain[found.end : span.end]):
        return False
    before = plain[span.start : found.start]
    if not before:
        return True
    return before[-1].isspace() and not _TURNING.intersection(before.lower().replace("-", " ").split())
