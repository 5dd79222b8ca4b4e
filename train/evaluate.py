"""Measure a pipeline from raw text: what is found against what stands in a treebank.

    python -m train.evaluate MODEL FILE.conllu.gz [--only PREFIX] [--raw]

Neighbouring sentences of a document, five at a time, are joined into paragraphs and parsed as the package parses,
repairs included unless ``--raw``. Words are matched by their characters. UAS and LAS leave punctuation out and compare
whole labels, subtypes too; pairs are a head and its ``nsubj`` or ``nsubj:pass``, a head and its ``obj``. Words a second
are of one core, from text to trees.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy

from graph.extract import language  # noqa: F401 - registers the pipeline's language
from graph.extract import parser as parsing
from graph.extract.tree import Tree
from train.prepare import Sentence, read

Place = tuple[int, int]
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
OBJECTS = frozenset({"obj"})
PER_PARAGRAPH = 5


def paragraphs(sentences: Iterable[Sentence], size: int) -> Iterator[list[Sentence]]:
    """Yield neighbours of one document, ``size`` together or fewer at its end."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (len(group) == size or sentence.starts_document):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


class Gold:
    """The text of sentences and every word's place, tag and head in it; one line a paragraph."""

    def __init__(self, sentences: Iterable[Sentence], size: int = PER_PARAGRAPH) -> None:
        parts: list[str] = []
        length = 0
        self.words: dict[Place, tuple[str, str, Place | None, str]] = {}
        """Place -> tag, class, place of the head (None: root), label."""
        self.starts: set[int] = set()
        for group in paragraphs(sentences, size):
            for sentence in group:
                self.starts.add(length)
                places: list[Place] = []
                for n, word in enumerate(sentence.words):
                    places.append((length, length + len(word.text)))
                    text = word.text + " " * (word.space or n == len(sentence.words) - 1)
                    parts.append(text)
                    length += len(text)
                for n, (place, word) in enumerate(zip(places, sentence.words, strict=True)):
                    head = None if word.head == n else places[word.head]
                    self.words[place] = (word.xpos, word.upos, head, word.dep)
            parts[-1] = parts[-1].rstrip(" ") + "\n"
        self.text = "".join(parts)


def found(trees: Iterable[Tree]) -> tuple[dict[Place, tuple[str, str, Place | None, str]], set[int]]:
    """Return the words of the trees as ``Gold.words`` has them, and the starts of the sentences."""
    words: dict[Place, tuple[str, str, Place | None, str]] = {}
    starts: set[int] = set()
    for tree in trees:
        starts.add(tree[0].start)
        for token in tree:
            head = None if token.head == token.i else (tree[token.head].start, tree[token.head].end)
            words[token.start, token.end] = (token.xpos, token.upos, head, token.dep)
    return words, starts


def f_score(right: int, got: int, wanted: int) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * right / (got + wanted) if got + wanted else 0.0


def pairs(words: dict[Place, tuple[str, str, Place | None, str]], labels: frozenset[str]) -> set[tuple[Place, Place]]:
    """Return (head, dependent) of every word with one of the labels."""
    return {(head, place) for place, (_, _, head, label) in words.items() if head is not None and label in labels}


def scores(gold: Gold, trees: Iterable[Tree]) -> dict[str, float]:
    """Return every measure, in per cent, pairs as F from 0 to 1."""
    words, starts = found(trees)
    both = [(gold.words[p], words[p]) for p in gold.words if p in words]
    inner = [(g, w) for g, w in both if g[3] != "punct"]
    sizes = [sum(w[3] != "punct" for w in side.values()) for side in (words, gold.words)]

    def per_cent(right: int) -> float:
        return round(100 * f_score(right, len(words), len(gold.words)), 2)

    def attachment(right: int) -> float:
        return round(100 * f_score(right, *sizes), 2)

    def pair_f(labels: frozenset[str]) -> float:
        want, got = pairs(gold.words, labels), pairs(words, labels)
        return round(f_score(len(want & got), len(got), len(want)), 4)

    return {
        "words": len(gold.words),
        "token_f": per_cent(len(both)),
        "xpos": per_cent(sum(g[0] == w[0] for g, w in both)),
        "upos": per_cent(sum(g[1] == w[1] for g, w in both)),
        "uas": attachment(sum(g[2] == w[2] for g, w in inner)),
        "las": attachment(sum(g[2:] == w[2:] for g, w in inner)),
        "sentence_f": round(100 * f_score(len(gold.starts & starts), len(starts), len(gold.starts)), 2),
        "subject_verb_f": pair_f(SUBJECTS),
        "verb_object_f": pair_f(OBJECTS),
    }


def load(model: str) -> parsing.Parser:
    """Return the parser of a model folder, or the embedded one for ``embedded``."""
    return parsing.load_parser() if model == "embedded" else parsing.Parser(spacy.load(model), model)


def main() -> None:
    """Print the measures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("model", help="a folder, or 'embedded'")
    arguments.add_argument("treebank", type=Path, nargs="+")
    arguments.add_argument("--only", default="", help="sentences whose id starts so")
    arguments.add_argument("--size", type=int, default=PER_PARAGRAPH, help="sentences to a paragraph")
    arguments.add_argument("--raw", action="store_true", help="without the repairs")
    options = arguments.parse_args()
    parser = load(options.model)
    if options.raw:
        parsing.repair = lambda tree: tree  # type: ignore[attr-defined] # measured without, once
    parser.trees("Warm up.")
    for path in options.treebank:
        gold = Gold((s for s in read(path) if s.id.startswith(options.only)), options.size)
        start = time.process_time()
        trees = parser.trees(gold.text)
        took = time.process_time() - start
        figures = {"set": path.name, **scores(gold, trees), "words_per_second": round(len(gold.words) / took, -2)}
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
