"""Fit the weights of a claim's confidence on claims that people judged.

    .venv/bin/python -m train.calibrate

Reads ``train/judged_claims.csv``: one claim a row, what `graph.extract.confidence` looks at, whether a careful reader
found it right, and whether it is held aside. Writes ``graph/extract/confidence.csv`` from the rows that are not
held aside and prints how the stated figures and the shares agree on those that are. Logistic regression with a ridge,
by Newton's method; the same rows give the same bytes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from graph.extract.confidence import COLUMNS, PARTS

ROOT = Path(__file__).resolve().parents[1]
JUDGED = ROOT / "train" / "judged_claims.csv"
WEIGHTS = ROOT / "graph" / "extract" / "confidence.csv"
RIDGE = 3.0
MEANINGS = {
    "base": "log odds of a plain affirmed claim",
    "not actual": "planned, possible, desired or conditional",
    "denied": "negated",
    "structure": "relation of the family structure",
    "tie": "diplomatic relations, cooperation, alliance",
    "marks": "each comma, semicolon and colon in the quote, up to 4",
    "words": "each word of the sentence, up to 60",
}
BANDS = ((0.0, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.0))


def judged(*, held: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return the amounts of all parts and whether right, a row a claim, of those held aside or of the others."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if (r["held"] == "1") is held]
    amounts = [[1.0, *(float(row[part.replace(" ", "_")]) for part in PARTS[1:])] for row in rows]
    return np.array(amounts), np.array([row["right"] == "1" for row in rows], dtype=float)


def fitted(amounts: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the weights, one a part."""
    weights = np.zeros(amounts.shape[1])
    ridge = RIDGE * np.diag([1e-9, *([1.0] * (len(weights) - 1))])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-amounts @ weights))
        slope = amounts.T @ (chance - right) + ridge @ weights
        bend = (amounts * (chance * (1 - chance))[:, None]).T @ amounts + ridge
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def table(stated: np.ndarray, right: np.ndarray) -> Iterator[tuple[str, int, float, float]]:
    """Yield a band of stated confidence, how many claims lie in it, their mean figure and the share that is right."""
    for low, high in BANDS:
        inside = (stated >= low) & (stated < high)
        if inside.any():
            yield f"{low:.1f}-{high:.1f}", int(inside.sum()), float(stated[inside].mean()), float(right[inside].mean())


def main() -> None:
    """Fit, write the weights, print the table."""
    weights = fitted(*judged(held=False)).round(3)
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((part, f"{weight:g}", MEANINGS[part]) for part, weight in zip(PARTS, weights, strict=True))
    amounts, right = judged(held=True)
    for band, number, mean, share in table(1 / (1 + np.exp(-amounts @ weights)), right):
        print(f"{band}  {number:4}  stated {mean:.3f}  right {share:.3f}")


if __name__ == "__main__":
    main()
