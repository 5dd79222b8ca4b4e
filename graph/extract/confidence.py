"""How sure a claim is: the share of claims like it that people found right.

A logistic model over a few things that make a sentence easy to misread. Its weights, in ``confidence.csv``, are
fitted by ``train/calibrate.py`` on claims that were judged by eye, a third of them held aside; right means that the
sentence says who, what relation, whom, whether denied, how far meant and according to whom. After Platt (1999).
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from graph.errors import DataError
from graph.extract.tree import Tree
from graph.model import Modality, Polarity, Relation, Span

COLUMNS = ("part", "weight", "meaning")
PARTS = ("base", "not actual", "denied", "structure", "tie", "marks", "words")
TIES = frozenset({"hasDiplomaticRelationsWith", "cooperatesWith", "alliedWith"})
"""Relations that are named in passing more often than stated."""
MARKS = frozenset({",", ";", ":"})
MOST_MARKS, MOST_WORDS = 4, 60
_LEAST, _MOST = 0.05, 0.95


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that makes a claim more or less sure."""

    name: str
    amount: float
    weight: float
    """Log odds for each unit of the amount."""


def parts(relation: Relation, polarity: Polarity, modality: Modality, tree: Tree, quote: Span) -> tuple[Part, ...]:
    """Return what a claim's confidence is made of, in the order of `PARTS`, without what is not there.

    Args:
        relation: What is claimed.
        polarity: Whether it is denied.
        modality: How far it is meant.
        tree: The sentence.
        quote: The stretch of it that carries the claim.
    """
    amounts: dict[str, float] = {
        "base": 1,
        "not actual": modality != "actual",
        "denied": polarity == "negated",
        "structure": relation.family == "structure",
        "tie": relation.id in TIES,
        "marks": min(sum(t.text in MARKS for t in tree.between(quote)), MOST_MARKS),
        "words": min(len(tree), MOST_WORDS),
    }
    return tuple(Part(name, amount, _weights()[name]) for name, amount in amounts.items() if amount)


def confidence(found: Iterable[Part]) -> float:
    """Return the chance, 0.05 to 0.95, that a claim made of these parts is right."""
    odds = min(50.0, max(-50.0, sum(part.amount * part.weight for part in found)))
    return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-odds)))), 3)


@cache
def _weights() -> Mapping[str, float]:
    """Return the weights by part. Raises DataError where the table is malformed."""
    name = "confidence.csv"
    text = (resources.files("graph.extract") / name).read_text(encoding="utf-8")
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise DataError(name, 1, f"want the columns {','.join(COLUMNS)}")
    try:
        weights = {row["part"]: float(row["weight"]) for row in reader}
    except (TypeError, ValueError):
        raise DataError(name, reader.line_num, "no weight; train/calibrate.py writes the table") from None
    if sorted(weights) != sorted(PARTS):
        raise DataError(name, None, f"want the parts {', '.join(PARTS)}; train/calibrate.py writes the table")
    return weights
