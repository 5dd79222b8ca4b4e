"""The dependency tree that every rule reads: one sentence, Universal Dependencies labels, whatever parser made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.model import Span


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence.

    ``i`` and ``head`` count tokens of the sentence from 0; the root is its own head. ``start`` and ``end`` count
    characters of the article's text, half open.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    """Lower case, except for proper nouns."""
    upos: str
    xpos: str
    feats: frozenset[str]
    """UD features as written, for example ``VerbForm=Part``."""
    dep: str
    head: int
    lower: str = field(init=False, repr=False, compare=False)
    """The text in lower case."""
    relation: str = field(init=False, repr=False, compare=False)
    """The dependency label without its subtype: ``nsubj`` of ``nsubj:pass``."""

    def __post_init__(self) -> None:
        """Work out once what every rule asks for."""
        object.__setattr__(self, "lower", self.text.lower())
        object.__setattr__(self, "relation", self.dep.partition(":")[0])

    @property
    def span(self) -> Span:
        """Return the token's place in the article."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence: its tokens in order and who hangs on whom."""

    tokens: tuple[Token, ...]
    index: int = 0
    """Place of the sentence in its article, from 0."""
    paragraph: int = 0
    """Place of its paragraph in the article, from 0."""
    _children: tuple[tuple[Token, ...], ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        """Index the children of every token."""
        children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                children[token.head].append(token)
        object.__setattr__(self, "_children", tuple(tuple(c) for c in children))

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        """Yield the tokens in order."""
        return iter(self.tokens)

    def __getitem__(self, i: int) -> Token:
        """Return the token at a place."""
        return self.tokens[i]

    @property
    def span(self) -> Span:
        """Return the sentence's place in the article."""
        return Span(self.tokens[0].start, self.tokens[-1].end)

    @property
    def root(self) -> Token:
        """Return the token that is its own head, the first if a broken parse has several."""
        return next((t for t in self.tokens if t.head == t.i), self.tokens[0])

    def head(self, token: Token) -> Token:
        """Return the token's head, itself for the root."""
        return self.tokens[token.head]

    def children(self, token: Token, *labels: str) -> tuple[Token, ...]:
        """Return the token's dependents in order, all or those whose label is one of ``labels``.

        A label without subtype takes all its subtypes: ``nsubj`` takes ``nsubj:pass`` too.
        """
        found = self._children[token.i]
        if not labels or not found:
            return found
        return tuple([t for t in found if t.relation in labels or t.dep in labels])

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """Return the token and everything below it, in order."""
        seen = {token.i}
        stack = [token.i]
        while stack:
            for below in self._children[stack.pop()]:
                if below.i not in seen:
                    seen.add(below.i)
                    stack.append(below.i)
        return tuple(self.tokens[i] for i in sorted(seen))

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Yield the token's head, its head's head and so on, up to the root."""
        current, steps = token, 0
        while current.head != current.i and steps < len(self.tokens):
            current = self.tokens[current.head]
            yield current
            steps += 1

    def changed(self, changes: Mapping[int, Token]) -> Tree | None:
        """Return the tree with other tokens in some places, None when there is nothing to change."""
        if not changes:
            return None
        tokens = tuple(changes.get(token.i, token) for token in self)
        return Tree(tokens, index=self.index, paragraph=self.paragraph)

    def between(self, span: Span) -> tuple[Token, ...]:
        """Return the tokens that lie wholly inside a stretch of the article."""
        return tuple(t for t in self.tokens if t.start >= span.start and t.end <= span.end)

    def heads_of(self, span: Span) -> tuple[Token, ...]:
        """Return the tokens inside the span whose head lies outside it: one, unless the parse tore the span apart."""
        inside = self.between(span)
        places = {t.i for t in inside}
        return tuple(t for t in inside if t.head == t.i or t.head not in places)

    def head_of(self, span: Span) -> Token | None:
        """Return the last of `heads_of`; None if no token is inside."""
        heads = self.heads_of(span)
        return heads[-1] if heads else None
