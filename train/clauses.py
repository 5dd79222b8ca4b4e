"""Count the main clauses of our own sentences that a pipeline reads right, headlines among them.

    python -m train.clauses MODEL

Prints the sentences read wrong and the count. A clause is right when the verb has the subject and, where one
is named, the object.
"""

from __future__ import annotations

import sys
from pathlib import Path

from graph.extract.parser import Parser
from train.evaluate import load

SENTENCES = Path(__file__).parent / "clauses.txt"


def is_right(parser: Parser, sentence: str, subject: str, verb: str, target: str) -> bool:
    """Return whether the verb has that subject and that object (``-``: any)."""
    for tree in parser.trees(sentence):
        for token in tree:
            if token.text == verb:
                subjects = {t.text for t in tree.children(token, "nsubj")}
                objects = {t.text for t in tree.children(token, "obj")}
                return subject in subjects and target in {"-", *objects}
    return False


def main() -> None:
    """Print what was read wrong, and how many were right."""
    parser = load(sys.argv[1])
    rows = [line.split(" | ") for line in SENTENCES.read_text(encoding="utf-8").splitlines() if " | " in line]
    rows = [row for row in rows if not row[0].startswith("#")]
    wrong = [row[0] for row in rows if not is_right(parser, *row)]
    print("\n".join(wrong))
    print(f"{len(rows) - len(wrong)} of {len(rows)} main clauses")


if __name__ == "__main__":
    main()
