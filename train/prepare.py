"""Turn treebanks into spaCy's training files.

    python -m train.prepare TREEBANKS train/work [--plain]

Reads ``ewt-{train,dev}.conllu.gz`` and ``gum-free-{train,dev}.conllu.gz`` from TREEBANKS, writes ``train.spacy`` and
``dev.spacy``. Features are cut to those that the rules read, quotes and dashes are made plain as the parser does before
it parses, contractions are split as spaCy's tokeniser splits them, neighbouring sentences are joined into paragraphs.
Headline-like variants are added to the training part (see ``headline.py``); ``--plain`` leaves them out.
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from graph.extract.paragraphs import PLAIN

FEATURES = frozenset({"VerbForm", "Tense", "Voice", "Number", "Mood", "Polarity"})
LONGEST_PARAGRAPH = 7
"""Sentences."""


@dataclass(frozen=True)
class Word:
    """A word of a treebank; ``head`` counts from 0 within the sentence, the root is its own head."""

    text: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str
    space: bool = True
    lemma: str = ""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a treebank."""

    words: tuple[Word, ...]
    id: str = ""
    starts_document: bool = False
    text: str = field(default="", compare=False)


def read(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file, gzip or not."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        comments: dict[str, str] = {}
        rows: list[list[str]] = []
        for line in lines:
            stripped = line.rstrip("\n")
            if stripped.startswith("#"):
                key, _, value = stripped[1:].partition(" = ")
                comments[key.strip()] = value
            elif stripped:
                rows.append(stripped.split("\t"))
            elif rows:
                yield _sentence(rows, comments)
                rows, comments = [], {}


def _sentence(rows: list[list[str]], comments: dict[str, str]) -> Sentence:
    """Return the sentence of the rows between two empty lines."""
    words: list[Word] = []
    joined: dict[int, tuple[str, bool]] = {}
    for row in rows:
        space = "SpaceAfter=No" not in row[9]
        if "." in row[0]:
            continue
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            pieces = _split(row[1], [r[1] for r in rows if r[0].isdigit() and first <= int(r[0]) <= last])
            joined.update({first + i: (p, space and first + i == last) for i, p in enumerate(pieces)})
            continue
        number = int(row[0])
        text, space = joined.get(number, (row[1], space))
        feats = "|".join(f for f in row[5].split("|") if f.partition("=")[0] in FEATURES)
        head = int(row[6]) - 1 if row[6] != "0" else number - 1
        words.append(Word(text.translate(PLAIN), row[3], row[4], feats, head, row[7], space, row[2]))
    return Sentence(tuple(words), comments.get("sent_id", ""), "newdoc id" in comments, comments.get("text", ""))


def _split(surface: str, words: list[str]) -> list[str]:
    """Return the parts of a contraction as they stand in the text, so that joined they give the surface again."""
    if "".join(words) == surface:
        return words
    parts, left = [], surface
    for word in words[:-1]:
        size = min(len(word), max(len(left) - 1, 0))
        parts.append(left[:size])
        left = left[size:]
    return [*parts, left]


def paragraphs(sentences: list[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
    """Yield neighbours of one document, 1 to 7 together, in order."""
    group: list[Sentence] = []
    size = rng.randint(1, LONGEST_PARAGRAPH)
    for sentence in sentences:
        if group and (sentence.starts_document or len(group) >= size):
            yield group
            group, size = [], rng.randint(1, LONGEST_PARAGRAPH)
        group.append(sentence)
    if group:
        yield group


def doc(nlp: Language, group: list[Sentence]) -> Doc:
    """Return the spaCy document of a paragraph, with the treebank's analysis."""
    words = [replace(w, space=True) if i == len(s.words) - 1 else w for s in group for i, w in enumerate(s.words)]
    starts: list[bool | int | None] = [i == 0 for s in group for i in range(len(s.words))]
    offsets = [sum(len(s.words) for s in group[:n]) for n, s in enumerate(group) for _ in s.words]
    return Doc(
        nlp.vocab,
        words=[w.text for w in words],
        spaces=[w.space for w in words],
        pos=[w.upos for w in words],
        tags=[w.xpos for w in words],
        morphs=[w.feats for w in words],
        heads=[w.head + offset for w, offset in zip(words, offsets, strict=True)],
        deps=["ROOT" if w.dep == "root" else w.dep for w in words],
        sent_starts=starts,
    )


def main() -> None:
    """Write ``train.spacy`` and ``dev.spacy``."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("treebanks", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--plain", action="store_true", help="no headline variants")
    options = arguments.parse_args()
    nlp = spacy.blank("en")
    for part in ("train", "dev"):
        rng = random.Random(part)  # noqa: S311 - the same files every time
        sentences = [s for name in ("ewt", "gum-free") for s in read(options.treebanks / f"{name}-{part}.conllu.gz")]
        if part == "dev":
            sentences = [s for s in sentences if not s.id.startswith("GUM_news")]
        groups = list(paragraphs(sentences, rng))
        if part == "train" and not options.plain:
            from train.headline import variants  # noqa: PLC0415 - it needs this module's words

            groups += [[s] for s in variants(sentences, rng)]
        docs = [doc(nlp, g) for g in groups]
        DocBin(docs=docs).to_disk(options.out / f"{part}.spacy")
        print(part, len(sentences), "sentences", len(docs), "paragraphs", sum(map(len, docs)), "words")


if __name__ == "__main__":
    main()
