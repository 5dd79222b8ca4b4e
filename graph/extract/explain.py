"""Why a sentence gave its claims, or how far it got: for people who check the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.extract.arguments import Scene
from graph.extract.confidence import Part, parts
from graph.extract.entries import Frame, Lexicon
from graph.extract.slots import Site, fill
from graph.extract.tree import Token
from graph.extract.triggers import candidates, carrier, in_scare_quotes, is_named, parts_of_speech, words_fit
from graph.model import Article, Claim, Mention, Relation, Span


@dataclass(frozen=True, slots=True)
class Attempt:
    """A frame that a word of the sentence might have triggered, and what was wanting."""

    word: str
    place: Span
    frame: Frame
    stopped: str
    """What was wanting: ``its other words``, ``a source``, ``a target`` ...; empty where both ends were there."""
    sources: tuple[str, ...] = ()
    """Texts of the mentions found for the source."""
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """One sentence: whom it names, which words were tried, what was claimed."""

    sentence: Span
    text: str
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    attempts: tuple[Attempt, ...]
    """By place of the word; those that gave the claims among them."""
    sureness: tuple[tuple[Part, ...], ...] = ()
    """What the confidence of each claim is made of, in the order of the claims."""


def accounts(
    article: Article,
    scenes: Sequence[Scene],
    mentions: Sequence[Sequence[Mention]],
    claims: Sequence[Claim],
    lexicon: Lexicon,
    *,
    relations: Mapping[str, Relation],
) -> Iterator[Account]:
    """Yield an account of every sentence that names an actor, in the order of the text.

    Args:
        article: What was read.
        scenes: Its sentences.
        mentions: The mentions in each of them.
        claims: What was claimed.
        lexicon: The frames that were tried.
        relations: The relations by id.
    """
    by_sentence: dict[Span, list[Claim]] = {}
    for claim in claims:
        by_sentence.setdefault(claim.evidence.sentence, []).append(claim)
    for scene, named in zip(scenes, mentions, strict=True):
        span = scene.tree.span
        if named:
            tried = tuple(_attempts(scene, lexicon))
            own = tuple(by_sentence.get(span, ()))
            sureness = tuple(
                parts(relations[c.relation], c.polarity, c.modality, scene.tree, c.evidence.quote) for c in own
            )
            yield Account(span, span.of(article.text), tuple(named), own, tried, sureness)


def _attempts(scene: Scene, lexicon: Lexicon) -> Iterator[Attempt]:
    for token in scene.tree:
        for pos in parts_of_speech(scene.tree, token):
            for frame in candidates(lexicon, pos, token):
                yield _attempt(scene, lexicon, frame, token)


def _attempt(scene: Scene, lexicon: Lexicon, frame: Frame, token: Token) -> Attempt:
    if is_named(scene, token):
        return Attempt(token.text, token.span, frame, "it is part of a name")
    if in_scare_quotes(scene, token):
        return Attempt(token.text, token.span, frame, "it stands alone in quotation marks")
    if not words_fit(scene, frame, token):
        return Attempt(token.text, token.span, frame, "its other words are not there")
    site = Site(scene, frame, token, *carrier(scene, lexicon, frame, token))
    sources = tuple(dict.fromkeys(a.mention.text for a, _, _ in fill(site, frame.source, end="source")))
    targets = tuple(dict.fromkeys(a.mention.text for a, _, _ in fill(site, frame.target, end="target")))
    pair = "recip" in frame.flags and len(sources) > 1
    stopped = "no source" if not sources else "no target" if not targets and not pair else ""
    return Attempt(token.text, token.span, frame, stopped, sources, targets)
