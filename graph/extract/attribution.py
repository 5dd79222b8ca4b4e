"""Who is speaking: "according to", "X said" beside a clause, and quotations that run over sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.extract import clauses
from graph.extract.arguments import Scene, actors
from graph.extract.entries import Lexicon
from graph.extract.operators import said_by_others
from graph.extract.tree import Token, Tree
from graph.extract.triggers import QUOTES
from graph.extract.verdict import Factuality
from graph.extract.wordlists import wordlist
from graph.model import Attribution, Mention, Span

SOURCES = wordlist("source phrase")
"""Words of prepositions that name a source: "according to", "in the view of"."""
REPORTED = frozenset({"reportedly", "allegedly", "supposedly", "purportedly"})
"""Adverbs that put a thing down to others."""
VIEWPOINT = frozenset({"view", "opinion", "eye", "perspective", "word"})


@dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks in a sentence, for the parts that no verb of the sentence itself governs."""

    speaker: Attribution | None
    whole: bool
    """Whether all of the sentence is speech; else only what stands inside quotation marks."""


def speeches(scenes: Sequence[Scene], lexicon: Lexicon) -> list[Speech | None]:
    """Return for every sentence who speaks in it, None where the article speaks for itself.

    A quotation runs on until it is closed or its paragraph ends. It belongs to the speaker named in the sentence that
    closes it, else in the one that opens it, else in the one before.
    """
    named = [_named_speaker(scene, lexicon) for scene in scenes]
    out: list[Speech | None] = [None if speaker is None else Speech(speaker, whole=False) for speaker in named]
    for quotation in _quotations(scenes):
        speaker = _quoted_speaker(scenes, named, quotation)
        if speaker is not None:
            for i in quotation:
                if named[i] is None:
                    out[i] = Speech(speaker, whole=True)
    return out


def _quotations(scenes: Sequence[Scene]) -> Iterator[range]:
    """Yield the runs of sentences that a quotation spans, within a paragraph; within one sentence, if it opens it.

    A mark opens a quotation where it stands before a word, and closes one where it stands behind a word or its
    punctuation; what is never closed, since a mark was lost, ends where the next one opens.
    """
    start: int | None = None
    for i, scene in enumerate(scenes):
        if start is not None and scene.tree.paragraph != scenes[start].tree.paragraph:
            yield range(start, i)
            start = None
        for opens, place in _outer(list(_marks(scene.tree)), inside=start is not None):
            if not opens and start is not None:
                if start < i or place == 0 or scene.tree.tokens[0].text in QUOTES:
                    yield range(start, i + 1)
                start = None
            elif opens:
                start = i
    if start is not None and start < len(scenes) - 1:
        yield range(start, len(scenes))


def _outer(marks: list[tuple[bool, int]], *, inside: bool) -> Iterator[tuple[bool, int]]:
    """Yield the marks without pairs inside a quotation: the "Normandy Four" of somebody's speech."""
    skip = False
    for n, (opens, place) in enumerate(marks):
        closed = n + 1 < len(marks) and not marks[n + 1][0]
        if skip:
            skip = False
            continue
        if inside and opens and closed:
            skip = True
            continue
        inside = opens
        yield opens, place


def _marks(tree: Tree) -> Iterator[tuple[bool, int]]:
    """Yield the quotation marks of a sentence: whether each opens a quotation, and its place."""
    for token in tree:
        if token.text in QUOTES:
            after = tree[token.i + 1] if token.i + 1 < len(tree) else None
            before = tree[token.i - 1] if token.i else None
            joined = after is not None and after.start == token.end
            behind = before is not None and before.end == token.start
            opens = token.text in {"\u201c", "``"} or (token.text not in {"\u201d", "''"} and joined and not behind)
            yield opens, token.i


def _quoted_speaker(
    scenes: Sequence[Scene], named: Sequence[Attribution | None], quotation: range
) -> Attribution | None:
    """Return who is named beside a quotation: where it ends, where it begins, or in the sentence before it."""
    inside = [named[i] for i in (quotation[-1], quotation[0]) if named[i] is not None]
    if inside:
        return inside[0]
    before = quotation[0] - 1
    if before >= 0 and scenes[before].tree.paragraph >= scenes[quotation[0]].tree.paragraph - 1:
        return named[before]
    return None


def _named_speaker(scene: Scene, lexicon: Lexicon) -> Attribution | None:
    """Return who the sentence's main clause says is speaking, if it does."""
    root = scene.tree.root
    for token in (root, *scene.tree.children(root, "parataxis", "conj")):
        if token.upos == "VERB" and _says(lexicon, token):
            mention = next(iter(_subjects(scene, token)), None)
            if mention is not None:
                return Attribution(mention.actor, "says", token.span, mention.via)
    return None


def _says(lexicon: Lexicon, token: Token) -> bool:
    return any(o.stance == "says" for o in lexicon.operators_by_word.get(token.lemma, ()))


def _subjects(scene: Scene, verb: Token) -> list[Mention]:
    return [a.mention for f in clauses.subjects(scene.tree, verb) for a in actors(scene, f.token)]


def attribute(scene: Scene, lexicon: Lexicon, speech: Speech | None, token: Token, found: Factuality) -> None:
    """Add to ``found`` the speakers that stand beside the clause of a token rather than above it."""
    tree = scene.tree
    above = tuple(tree.ancestors(token))
    for place in (token, *above):
        for mention, cue in _sources(scene, place):
            if cue is not token and cue not in above:  # "according to the ambassador to Iran"
                found.speak(mention, "says", cue)
        for verb in _beside(tree, place, own=place is token):
            if verb is not token and _says(lexicon, verb):
                for mention in _subjects(scene, verb)[:1]:
                    found.speak(mention, "says", verb)
        if not found.speakers and (words := _hearsay(scene, lexicon, place, token)):
            found.hear(words)
    if found.unnamed and (speech is None or not speech.whole):
        return
    if not found.speakers and speech is not None and speech.whole and speech.speaker is not None:
        found.speakers.append(speech.speaker)


def _beside(tree: Tree, place: Token, *, own: bool) -> Iterator[Token]:
    """Yield the verbs that stand beside a clause as "he said" does, not those that say what is in a clause of theirs.

    ``own`` tells that it is the clause in question itself, of which a verb with an object may still tell.
    """
    beside = list(tree.children(place, "parataxis"))
    if place.relation == "parataxis":
        beside.append(tree.head(place))
    for verb in beside:
        if not own and tree.children(verb, "obj", "ccomp"):
            continue  # "(Lebanon claims the farms)" says nothing of the clauses after it
        low, high = sorted((verb.i, place.i))
        if not any(t.text == ";" for t in tree.tokens[low:high]):  # what stands after one is said by nobody before it
            yield verb


def _sources(scene: Scene, token: Token) -> list[tuple[Mention, Token]]:
    """Return the sources that prepositional phrases name: "according to Syria", "from Tehran's point of view"."""
    tree = scene.tree
    out: list[tuple[Mention, Token]] = []
    for child in tree.children(token, "obl", "nmod", "advmod", "parataxis"):
        if clauses.preposition(tree, child) in SOURCES or _according(tree, child):
            out += [(a.mention, child) for a in actors(scene, child)[:1]]
        elif child.lemma in VIEWPOINT or (
            child.lemma == "point" and "view" in {c.lemma for c in tree.children(child, "nmod")}
        ):
            owners = tree.children(child, "nmod:poss")
            out += [(a.mention, child) for o in owners for a in actors(scene, o)[:1]]
    return out


def _hearsay(scene: Scene, lexicon: Lexicon, place: Token, token: Token) -> Span | None:
    """Return the words beside a clause that put it down to somebody who is no actor: "reportedly", "analysts say"."""
    tree = scene.tree
    for child in tree.children(place, "obl", "nmod", "advmod", "parataxis"):
        below = tree.subtree(child)
        if child is token or token in below:
            continue
        if child.lower in REPORTED:
            return child.span
        if words := _source_words(tree, child, below):
            return words
    for verb in _beside(tree, place, own=place is token):
        if verb is not token and _says(lexicon, verb) and (words := said_by_others(scene, verb)):
            return words
    return None


def _source_words(tree: Tree, child: Token, below: Sequence[Token]) -> Span | None:
    """Return the stretch of "according to the Observatory" of a phrase, without the punctuation around it."""
    start = below[0].i - 1 if below[0].i and tree[below[0].i - 1].lower == "according" else below[0].i
    words = list(tree.tokens[start : below[-1].i + 1])
    while words and words[0].upos == "PUNCT":
        words.pop(0)
    while words and words[-1].upos == "PUNCT":
        words.pop()
    if not words or words[0].lower != "according" or child.upos not in {"NOUN", "PROPN"}:
        return None
    stop = next((t.i for t in words if t.dep == "acl:relcl"), None)
    return Span(words[0].start, words[-1].end) if stop is None else Span(words[0].start, child.end)


def _according(tree: Tree, child: Token) -> bool:
    before = [t.lower for t in tree.tokens[max(0, tree.subtree(child)[0].i - 1) : child.i]]
    return "according" in before
