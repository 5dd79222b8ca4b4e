"""How sure a claim is: the share of claims made the same way that were right."""

from __future__ import annotations

from graph.extract.factuality import Factuality
from graph.extract.frames import Match

BASE = 0.86
PER_STEP = 0.06
LINKED = 0.12
CLUMSY = 0.04


def confidence(match: Match, judged: Factuality) -> float:
    """Return the estimated chance (0.05 to 0.95) that the sentence says what the claim says."""
    value = BASE - PER_STEP * match.cost
    for end in (match.source, match.target):
        if end.mention.kind in {"pronoun", "description"}:
            value -= LINKED
    value -= CLUMSY * max(0, len(judged.cues) - 1)
    return min(0.95, max(0.05, value))
