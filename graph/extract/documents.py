"""Documents that speak for their author: "the release said" after "a Defense Department news release"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.extract.arguments import Scene, actors
from graph.extract.tree import Token, Tree
from graph.model import Mention

_KINDS = frozenset({"release", "statement", "communique", "communiqu\u00e9", "declaration", "resolution"})
"""Lemmas of documents that somebody puts out in their own name; reports and videos may be anybody's."""
_DEFINITE = frozenset({"the", "this", "that"})
_NEAR = 12
"""Sentences after which nobody remembers whose it was."""


def documents(sentences: Iterable[tuple[Tree, list[Mention]]]) -> Iterator[tuple[Tree, list[Mention]]]:
    """Yield the sentences, in order, with mentions added for documents whose author was named with them before."""
    authors: dict[str, tuple[int, Mention]] = {}
    for number, (tree, mentions) in enumerate(sentences):
        scene = Scene.of(tree, mentions)
        added = []
        for token in tree:
            kind = token.lemma.lower()
            if token.upos != "NOUN" or kind not in _KINDS or scene.mentions(token):
                continue
            owner = next((a.mention for a in actors(scene, token, alone=True, place=True)), None)
            if owner is not None:
                authors[kind] = (number, owner)
            elif kind in authors and _definite(tree, token) and number - authors[kind][0] <= _NEAR:
                added.append(_of(token, kind, authors[kind][1]))
        yield tree, sorted([*mentions, *added], key=lambda m: m.span)


def _definite(tree: Tree, token: Token) -> bool:
    """Return whether a document is one that was named before."""
    return any(c.lower in _DEFINITE for c in tree.children(token, "det"))


def _of(token: Token, kind: str, author: Mention) -> Mention:
    return Mention(
        span=token.span,
        text=token.text,
        actor=author.actor,
        kind="description",
        via=author.via,
        reason=f"the {kind}: whose it is was said before",
        rivals=author.rivals,
    )
