"""Anchors: names found in a sentence, each with the actor it means at the article's date."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.actors import Entry, RawMatch, Registry, valid_on
from graph.extract.parser import KnownName
from graph.extract.tree import Token, Tree
from graph.model import ActorType, NameKind, Span

COMBINING = frozenset(
    {"Anglo", "Austro", "Belgo", "Franco", "Greco", "Hispano", "Indo", "Israelo", "Italo", "Luso", "Nippo", "Russo"}
    | {"Serbo", "Sino", "Syro", "Turco", "Turko"}
)
"""First parts of adjectives for two nations; by themselves they mean nobody."""
_HALVES = frozenset({"North", "South", "East", "West"})
_SEVERAL = re.compile(r"[\s-]")
_STRONG: tuple[NameKind, ...] = ("official", "short", "acronym", "organ", "demonym", "variant", "former", "metonym")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name in a sentence: tokens ``first`` up to ``end`` (exclusive) and what it means."""

    first: int
    end: int
    span: Span
    text: str
    actor: str
    kind: NameKind
    type: ActorType
    weak: bool = False
    """A surname by itself: it means somebody only with a title or after the full name."""
    rivals: tuple[str, ...] = ()
    """For a weak name all that bear it; for another, without a date, whom else it means at some time."""

    @property
    def nation(self) -> bool:
        """Return whether it names a state or government, by whatever kind of name."""
        return self.type in {"State", "Government"}


def known_names(matches: Iterable[RawMatch]) -> list[KnownName]:
    """Return the names of several words among matches, for the parser to take each as one word.

    Names of organs are left out: "Iranian forces" is a noun phrase like any other.
    """
    return [
        KnownName(m.span, all(e.type == "Person" for e in m.entries))
        for m in matches
        if _SEVERAL.search(m.text) and not any(e.kind in {"organ", "surname"} for e in m.entries)
    ]


def choose(entries: Sequence[Entry], registry: Registry, date: str | None) -> Entry | None:
    """Return the entry that a name means at a date, None where that cannot be told.

    Dated names count only at their dates; without a date only what all share. Then the higher priority, then actors
    that were active, then the state that all candidates belong to.
    """
    if date is None:
        return _undated([e for e in entries if not (e.valid_from or e.valid_to) or _proper(e)], registry)
    valid = [e for e in entries if _valid(e, date)]
    valid = valid or [e for e in entries if _proper(e) and not _valid_later(e, date)]
    if len(valid) > 1:
        valid = [e for e in valid if e.valid_to is None or e.valid_to > date] or valid
        best = max(e.priority for e in valid)
        valid = [e for e in valid if e.priority == best]
    if len(valid) > 1:
        valid = [e for e in valid if _active(e.actor, registry, date)] or valid
    return _only(valid) or _strongest(valid) or _shared(valid, registry)


def _undated(entries: Sequence[Entry], registry: Registry) -> Entry | None:
    """Return what a name means whatever the date: the actor of all its dates, else the one it means without any."""
    only = _only(entries)
    if only is not None:
        return only
    lasting = [e for e in entries if not (e.valid_from or e.valid_to)]
    if not lasting:
        return _shared(entries, registry)
    top = [e for e in lasting if e.priority == max(x.priority for x in lasting)]
    return _only(top) or _shared(top, registry) or _strongest(top)


def _valid(entry: Entry, date: str) -> bool:
    return valid_on(date, entry.valid_from, entry.valid_to)


def _valid_later(entry: Entry, date: str) -> bool:
    """Return whether a name did not mean the actor yet."""
    return entry.valid_from is not None and not valid_on(date, entry.valid_from, None)


def _proper(entry: Entry) -> bool:
    """Return whether a name still means its actor when its time is over: "Zaire", but not "Afghan rebels"."""
    return entry.kind in {"official", "short", "acronym", "former"} and not entry.name.rpartition(" ")[2].islower()


def _active(id_: str, registry: Registry, date: str) -> bool:
    row = registry.actor_rows[id_]
    return valid_on(date, row.active_from, row.active_to)


def _only(entries: Iterable[Entry]) -> Entry | None:
    """Return the first entry where all are of one actor."""
    found = list(entries)
    return found[0] if found and len({e.actor for e in found}) == 1 else None


def _strongest(entries: Sequence[Entry]) -> Entry | None:
    """Return the entry whose kind of name is stronger than that of all others."""
    ranked = sorted((_STRONG.index(e.kind) if e.kind in _STRONG else len(_STRONG), e.actor) for e in entries)
    if not ranked:
        return None
    best = [e for e in entries if e.kind in _STRONG and _STRONG.index(e.kind) == ranked[0][0]]
    return _only(best)


def _shared(entries: Sequence[Entry], registry: Registry) -> Entry | None:
    """Return the state to which all candidates belong, under the first one's name."""
    states = {registry.country_of(e.actor) for e in entries}
    state = states.pop() if len(states) == 1 else None
    if state is None or state not in registry:
        return None
    first = entries[0]
    return Entry(state, first.name, first.kind, "State", None, None, first.priority)


def anchors_in(
    trees: Sequence[Tree], matches: Sequence[RawMatch], registry: Registry, date: str | None
) -> list[list[Anchor]]:
    """Return the anchors of every tree in order, one list a tree; names that mean nobody for certain are left out."""
    starts = [tree.tokens[0].start if tree.tokens else 0 for tree in trees]
    found: list[list[Anchor]] = [[] for _ in trees]
    chosen: dict[tuple[Entry, ...], Entry | None] = {}
    for match in _with_parts(matches, registry, date):
        at = bisect_right(starts, match.span.start) - 1
        if at < 0:
            continue
        place = _tokens(trees[at], match.span)
        if place is None:
            continue
        strong = tuple(e for e in match.entries if e.kind != "surname")
        weak = not strong
        pool = strong or match.entries
        if pool not in chosen:
            chosen[pool] = pool[0] if weak else choose(pool, registry, date)
        entry = chosen[pool]
        if entry is not None and match.text in COMBINING and not _joins(trees[at], place[1], matches, match):
            continue
        if entry is not None:
            rivals = tuple(dict.fromkeys(e.actor for e in pool)) if weak else () if date else _others(pool, entry)
            found[at].append(
                Anchor(*place, match.span, match.text, entry.actor, entry.kind, entry.type, weak=weak, rivals=rivals)
            )
    return found


def _others(pool: Sequence[Entry], chosen: Entry) -> tuple[str, ...]:
    """Return whom a name means at other times beside the actor chosen without a date, sorted."""
    return tuple(sorted({e.actor for e in pool if e.kind != "surname"} - {chosen.actor}))


def _with_parts(matches: Iterable[RawMatch], registry: Registry, date: str | None) -> Iterator[RawMatch]:
    """Yield the matches; of a name that means nobody at the date the names inside it: "Afghan" of "Afghan rebels"."""
    for match in matches:
        dated = any(e.valid_from or e.valid_to for e in match.entries)
        if not dated or " " not in match.text or choose(match.entries, registry, date) is not None:
            yield match
            continue
        shorter = match.text.rpartition(" ")[0]
        for part in registry.matcher.find(shorter):
            span = Span(match.span.start + part.span.start, match.span.start + part.span.end)
            yield RawMatch(span, part.text, part.entries)


def add_halves(trees: Sequence[Tree], anchors: Sequence[list[Anchor]], registry: Registry, date: str | None) -> None:
    """Add North Korea to the anchors of "North and South Korea", and so for other halves of a divided name."""
    for tree, row in zip(trees, anchors, strict=True):
        for anchor in list(row):
            first = anchor.first - 2
            rest = anchor.text.partition(" ")[2]
            if first < 0 or not rest or tree[first].text not in _HALVES or tree[first + 1].lower not in {"and", "or"}:
                continue
            matches = registry.matcher.find(f"{tree[first].text} {rest}")
            entry = choose(matches[0].entries, registry, date) if len(matches) == 1 else None
            if entry is not None and entry.type == anchor.type and matches[0].text.endswith(rest):
                word = tree[first]
                row.append(Anchor(first, first + 1, word.span, word.text, entry.actor, entry.kind, entry.type))
        row.sort(key=lambda a: a.first)


def _joins(tree: Tree, end: int, matches: Sequence[RawMatch], match: RawMatch) -> bool:
    """Return whether a hyphen and another name follow: "Franco-German", not "Indo-Pacific"."""
    if end + 1 >= len(tree) or tree[end].text != "-" or tree[end].start != match.span.end:
        return False
    at = bisect_right(matches, match.span.start, key=lambda m: m.span.start)
    return at < len(matches) and matches[at].span.start == tree[end + 1].start


def _tokens(tree: Tree, span: Span) -> tuple[int, int] | None:
    """Return first token and end (exclusive) of a span in its tree; None if it does not lie there."""
    tokens = tree.tokens
    if not tokens or span.start >= tokens[-1].end:
        return None
    first = bisect_right(tokens, span.start, key=_start) - 1
    end = bisect_right(tokens, span.end - 1, key=_start)
    return (first, end) if first >= 0 else None


def _start(token: Token) -> int:
    return token.start
