"""Claims as lines for people: who, what, whom, how far it is meant, according to whom, in which sentence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from graph.actors import Registry
from graph.model import (
    Actor,
    ActorSource,
    Article,
    Attribution,
    Claim,
    Collection,
    Mention,
    Reading,
    Relation,
    make_collection,
)
from graph.ontology import Ontology
from graph.query.cells import visible, width

if TYPE_CHECKING:
    from graph.extract.confidence import Part
    from graph.extract.explain import Account

WIDTH = 100
"""Columns of a line where nobody says how wide the terminal is."""

_NARROWEST = 40
_FIGURE = "{:.2f}"


def plain(text: str) -> str:
    """Return text on one line with every character that could steer a terminal written out as an escape."""
    return visible(" ".join(text.split()))


def heading(article: Article) -> list[str]:
    """Return an article's title, and where and when it was published, a line each; only what is known."""
    source = ", ".join(p for p in (article.publisher, article.date or "no date", article.url) if p)
    return [plain(line) for line in (article.title or article.source_id or f"article {article.id}", source)]


def claim_text(claim: Claim, known: ActorSource, relations: Mapping[str, Relation]) -> str:
    """Return a claim in one line, what limits it first: ``[NOT] Turkey arms Azerbaijan, according to Turkey``.

    ``[NOT]`` marks a claim that the relation does not hold; ``[possible]``, ``[planned]``, ``[desired]`` and
    ``[conditional]`` one that is not said to hold now. Where the sentence says when it held, that stands in brackets.
    """
    limits = ["NOT"] if claim.polarity == "negated" else []
    limits += [claim.modality] if claim.modality != "actual" else []
    mark = f"[{', '.join(limits)}] " if limits else ""
    subject, object_ = _end(claim.evidence.subject, known), _end(claim.evidence.object, known)
    when = f" ({claim.valid_time})" if claim.valid_time else ""
    return f"{mark}{subject} {relations[claim.relation].label} {object_}{when}{_whose(claim, known)}"


def _end(mention: Mention, known: ActorSource) -> str:
    """Return the label of an end, with whom else its name may mean where the article has no date."""
    others = [known.actor(rival).label for rival in mention.rivals]
    doubt = f" (or {' or '.join(others)}: no date)" if others else ""
    return _labelled(mention.actor, mention.via, known) + doubt


def _labelled(actor: str, via: str | None, known: ActorSource) -> str:
    """Return the label of an actor, with the person or organ that was named in its stead."""
    label = known.actor(actor).label
    return label if via is None or via == actor else f"{label} ({known.actor(via).label})"


def _whose(claim: Claim, known: ActorSource) -> str:
    """Return whose words a claim is: an actor's, or in quotation marks the words that name somebody who is none."""
    return f", \u201c{claim.hearsay}\u201d" if claim.hearsay else _according(claim.attribution, known)


def _according(attribution: Attribution | None, known: ActorSource) -> str:
    said = []
    while attribution is not None:
        stance = attribution.stance_words
        speaker = _labelled(attribution.speaker, attribution.via, known)
        said.append(f"{speaker} ({stance})" if stance else speaker)
        attribution = attribution.source
    return f", according to {', as told by '.join(said)}" if said else ""


def claim_lines(
    claims: Iterable[Claim], known: ActorSource, relations: Mapping[str, Relation], *, columns: int = WIDTH
) -> Iterator[str]:
    """Yield claims of one article: those of a sentence with their confidence at the right, then the sentence, a blank.

    Args:
        claims: In the order of the text.
        known: Where their actors are found.
        relations: The relations by id.
        columns: How wide lines may be; a claim's line is never broken.
    """
    columns = max(columns, _NARROWEST)
    for _, same in groupby(claims, key=lambda c: c.evidence.sentence):
        told = list(same)
        for claim in told:
            text = "  " + plain(claim_text(claim, known, relations))
            figure = _FIGURE.format(claim.confidence)
            yield text + " " * max(2, columns - width(text) - len(figure)) + figure
        yield from _wrapped(f"“{plain(told[0].sentence)}”", "    ", columns)
        yield ""


def _wrapped(text: str, indent: str, columns: int) -> list[str]:
    return textwrap.wrap(
        text, columns, initial_indent=indent, subsequent_indent=f"{indent} ", break_on_hyphens=False
    ) or [indent]


def reading_lines(
    reading: Reading, known: ActorSource, relations: Mapping[str, Relation], *, columns: int = WIDTH
) -> Iterator[str]:
    """Yield what one article gave: its heading, then its claims as `claim_lines` has them."""
    yield from (*heading(reading.article), "")
    if not reading.claims:
        yield from (f"  no claims; {reading.sentences:,} sentences read", "")
    collection = make_collection([reading], known)
    yield from claim_lines(reading.claims, collection, relations, columns=columns)


def collection_lines(
    claims: Iterable[Claim], collection: Collection, relations: Mapping[str, Relation], *, columns: int = WIDTH
) -> Iterator[str]:
    """Yield claims of a collection under their articles, in the order of date."""
    by_article: dict[str, list[Claim]] = {}
    for claim in claims:
        by_article.setdefault(claim.article, []).append(claim)
    for article in collection.articles:
        if article.id in by_article:
            yield from (*heading(article), "")
            yield from claim_lines(by_article[article.id], collection, relations, columns=columns)


def account_lines(
    accounts: Iterable[Account], known: ActorSource, relations: Mapping[str, Relation], *, columns: int = WIDTH
) -> Iterator[str]:
    """Yield why each sentence claims what it claims: whom it names and why, then each claim with what made it.

    For a claim: the frame and its place in the lexicon, how the ends hang on the word, and the words that decided
    polarity, modality and speaker. For a sentence without claims: the words that were tried and what was wanting.
    """
    for account in accounts:
        yield from _wrapped(f"\u201c{plain(account.text)}\u201d", "", max(columns, _NARROWEST))
        for mention in account.mentions:
            via = f" through {known.actor(mention.via).label}" if mention.via else ""
            label = known.actor(mention.actor).label + via
            yield "  " + plain(f"names {label}: {mention.text!r} ({mention.kind}, {mention.reason})")
        for claim, sureness in zip(account.claims, account.sureness, strict=True):
            yield "  " + plain(f"claims {claim_text(claim, known, relations)}  {_FIGURE.format(claim.confidence)}")
            yield from _reasons(claim, account, known)
            yield "    " + plain(f"confidence: {', '.join(_weighed(part) for part in sureness)}")
        if not account.claims:
            yield from _attempts(account)
        yield ""


def _reasons(claim: Claim, account: Account, known: ActorSource) -> Iterator[str]:
    """Yield what made a claim: frame and pattern, speaker, the words that decided polarity and modality."""
    yield "    " + plain(f"by {claim.evidence.frame}: {claim.evidence.pattern}")
    if claim.attribution is not None:
        yield "    " + plain(f"speaker: {_according(claim.attribution, known)[2:]} ({claim.attribution.stance})")
    for what, where in claim.evidence.cues:
        start = where.start - account.sentence.start
        yield "    " + plain(f"{what}: {account.text[start : start + where.end - where.start]!r}")


def _weighed(part: Part) -> str:
    """Return what a part of a confidence adds to its log odds: ``base +1.93``, ``2 marks -1.02``."""
    number = "" if part.amount == 1 else f"{part.amount:g} "
    return f"{number}{part.name} {part.amount * part.weight:+.2f}"


def _attempts(account: Account) -> Iterator[str]:
    """Yield how far each word of the lexicon got in a sentence without claims; a line a word, and a frame that fits."""
    for _, same in groupby(account.attempts, key=lambda a: a.place):
        tried = list(same)
        fitting = [a for a in tried if not a.stopped.startswith("its other")]
        if not fitting:
            yield "  " + plain(f"tried {tried[0].word!r}: {len(tried)} frames, none has its other words here")
        for attempt in fitting:
            ends = f"{' / '.join(attempt.sources) or '-'} -> {' / '.join(attempt.targets) or '-'}"
            why = attempt.stopped or f"its ends or its other words rule out a claim {ends}"
            yield "  " + plain(f"tried {attempt.word!r} as {attempt.frame.relation} ({attempt.frame.place}): {why}")
    if not account.attempts:
        yield "  no word of the lexicon stands here"


def listed_actor_lines(actor: Actor, registry: Registry, *, columns: int = WIDTH) -> Iterator[str]:
    """Yield what the tables say of an actor: type, id, country, years, other ids, names by kind, tenures by start."""
    yield plain(f"{actor.label}: {_spaced(actor.type)}, id {actor.id}")
    told = [(what, value) for what, value in (("country", actor.country), ("parent", actor.parent)) if value]
    facts = [f"{what} {registry.actor(id_).label}" for what, id_ in told if id_ in registry]
    facts += [f"{what} {value}" for what, value in (("from", actor.active_from), ("to", actor.active_to)) if value]
    ids = (("ISO 3166", actor.iso3166), ("Wikidata", actor.wikidata), ("UCDP", actor.ucdp))
    facts += [f"{what} {value}" for what, value in ids if value]
    if facts:
        yield plain(f"  {', '.join(facts)}")
    by_kind: dict[str, list[str]] = {}
    for name in actor.names:
        by_kind.setdefault(name.kind, []).append(name.text + _period(name.valid_from, name.valid_to))
    for kind, names in by_kind.items():
        yield from _wrapped(f"{kind}: {plain('; '.join(names))}", "  ", max(columns, _NARROWEST))
    for tenure in registry.tenures(actor.id):
        office = f" as {tenure.office}" if tenure.office else ""
        of = registry.actor(tenure.of).label
        yield plain(f"  {_spaced(tenure.role)} {of}{office}{_period(tenure.start, tenure.end)}")
    for tenure in registry.tenures_over(actor.id):
        if tenure.role in {"leads", "governs"}:
            holder = registry.actor(tenure.holder).label
            yield plain(f"  {_HELD[tenure.role]} {holder}{_period(tenure.start, tenure.end)}")


_HELD = {"leads": "led by", "governs": "governed by"}


def _spaced(name: str) -> str:
    """Return a name in camel case as words: ``armed group``."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()


def _period(start: str | None, end: str | None) -> str:
    if start and end:
        return f" ({start} to {end})"
    return f" (from {start})" if start else f" (until {end})" if end else ""


def actor_lines(actor: Actor, collection: Collection, ontology: Ontology, *, columns: int = WIDTH) -> Iterator[str]:
    """Yield who an actor is (label, type, id, other names), then the claims, family by family."""
    yield plain(
        f"{actor.label}: {_spaced(actor.type)}, id {actor.id}"
        + ("" if actor.reviewed else ", found in a text, not reviewed")
    )
    names = sorted({n.text for n in actor.names} - {actor.label})
    if names:
        yield from _wrapped(f"also {plain('; '.join(names))}", "", max(columns, _NARROWEST))
    yield ""
    for family in ontology.families.values():
        chosen = [c for c in collection.claims if ontology.relation(c.relation).family == family.id]
        if chosen:
            title = f"{family.label.capitalize()}: {len(chosen):,} claim{'' if len(chosen) == 1 else 's'}"
            yield from (title, "=" * len(title), "")
            yield from collection_lines(chosen, collection, ontology.relations, columns=columns)
