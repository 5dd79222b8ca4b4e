"""An article made ready to check claims against: its sentences, who is named where, and finding words in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from graph.actors import Registry
from graph.extract.anchors import choose, known_names
from graph.extract.coreference import link
from graph.extract.mentions import find_mentions
from graph.extract.paragraphs import PLAIN
from graph.extract.parser import Parser
from graph.model import Actor, Article, Mention, Span

_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Page:
    """One article: sentences as the rules engine has them, and mentions of actors with pronouns resolved."""

    article: Article
    sentences: tuple[Span, ...]
    """In order; none of boilerplate."""
    mentions: tuple[Mention, ...]
    """By span."""
    minted: tuple[Actor, ...]
    """Persons and groups that no list knows."""
    words: int
    plain: str = field(init=False, repr=False)
    """The text with straight quotes and hyphens, one character for one."""
    longest: int = field(init=False, repr=False)
    """Characters of the longest mention."""

    def __post_init__(self) -> None:
        """Work out once what every claim is checked with."""
        object.__setattr__(self, "plain", self.article.text.translate(PLAIN))
        object.__setattr__(self, "longest", max((m.span.end - m.span.start for m in self.mentions), default=0))

    def find(self, words: str, within: Span) -> Iterator[Span]:
        """Yield the places inside a stretch where words stand in full, in order, none overlapping.

        Kinds of quotation marks, hyphens and white space do not count, since models copy them badly; whatever is found
        is the article's own text.
        """
        parts = words.translate(PLAIN).split()
        if not parts:
            return
        left = r"(?<!\w)" if _WORD.match(parts[0]) else ""
        right = r"(?!\w)" if _WORD.match(parts[-1][-1]) else ""
        pattern = re.compile(left + r"\s+".join(map(re.escape, parts)) + right)
        for match in pattern.finditer(self.plain, within.start, within.end):
            yield Span(match.start(), match.end())

    def sentence_of(self, span: Span) -> Span | None:
        """Return the sentence that a stretch lies in, None where it lies in none or in several."""
        at = bisect_right(self.sentences, span.start, key=lambda s: s.start) - 1
        return self.sentences[at] if at >= 0 and span.end <= self.sentences[at].end else None

    def overlapping(self, span: Span) -> tuple[Mention, ...]:
        """Return the mentions that share a character with a stretch, in order."""
        first = bisect_left(self.mentions, span.start - self.longest, key=lambda m: m.span.start)
        last = bisect_left(self.mentions, span.end, key=lambda m: m.span.start)
        return tuple(m for m in self.mentions[first:last] if m.span.end > span.start)


@dataclass(frozen=True)
class Pages:
    """Makes pages; loaded once for many articles."""

    parser: Parser
    registry: Registry
    skipped: Callable[[str], Iterable[Span]] = field(default=lambda _: ())
    """Which stretches of a text are boilerplate, in which nothing is claimed."""

    def page(self, article: Article) -> Page:
        """Return the page of an article; the same article gives the same page."""
        text, date = article.text, article.date
        skipped = tuple(self.skipped(text))
        matches = self.registry.matcher.find(text)
        trees = [
            tree
            for tree in self.parser.trees(text, known_names(matches))
            if not any(s.start <= tree.span.start and tree.span.end <= s.end for s in skipped)
        ]
        named = find_mentions(text, trees, self.registry, date, matches)
        return Page(
            article,
            sentences=tuple(tree.span for tree in trees),
            mentions=link(text, trees, named.found, self.registry, date),
            minted=named.minted,
            words=sum(len(tree) for tree in trees),
        )

    def named(self, name: str, date: str | None) -> frozenset[str]:
        """Return the ids that a name alone means at a date: the actor, and whom it acts for; empty for no name."""
        bare = " ".join(name.split())
        bare = bare.partition(" ")[2] if bare.lower().startswith("the ") else bare
        matches = self.registry.matcher.find(bare)
        if len(matches) != 1 or matches[0].text != bare:
            return frozenset()
        entry = choose([e for e in matches[0].entries if e.kind != "surname"], self.registry, date)
        if entry is None:
            return frozenset()
        acting = self.registry.state_of(entry.actor, date) or entry.actor
        return frozenset({entry.actor, acting, self.registry.government_of(acting, date)})
