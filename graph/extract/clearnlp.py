"""From ClearNLP labels (en_core_web_*) to Universal Dependencies."""

from __future__ import annotations

from graph.extract.tree import Token


def to_ud(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens with Universal Dependencies labels and heads."""
    return tokens
