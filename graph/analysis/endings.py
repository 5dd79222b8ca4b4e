"""What ends: relations that are the end of others, and claims that something is over, which deny nothing."""

from __future__ import annotations

import re

from graph.model import Article, Claim

ENDINGS = frozenset({"breaksTiesWith", "ceasefireWith", "expels", "mergedWith", "splitFrom"})
"""Relations that are the end of others: what they exclude may well have held before."""

_OVER = re.compile(r"(end|stop|ceas|cessation|halt|suspen|discontinu|terminat)[a-z]*", re.IGNORECASE)


def is_over(claim: Claim, article: Article) -> bool:
    """Return whether a claim is negated because something comes to an end: "after the war ended" says there was one."""
    cues = [where.of(article.text) for what, where in claim.evidence.cues if what == "polarity"]
    return claim.polarity == "negated" and bool(cues) and all(_OVER.fullmatch(cue) for cue in cues)
