"""Make training sentences of our own: news constructions that the treebanks have too few of, with their analysis.

    python -m train.constructions TREEBANKS train/work/f

Reads ``constructions.txt``, whose head explains its notation. A tenth of the templates and a tenth of every class of
verbs are set aside: the dev part has only those, the training part has none of them. Writes
``constructions-{train,dev}.conllu`` and ``train.spacy``, in which the training part stands among the paragraphs of the
treebanks' training data and their headlines. The same files give the same sentences.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from train.growing import Node, grown, inflected, phrase
from train.headline import CASES, cased, variants
from train.notation import (
    AGREEING,
    CLASSES,
    CONTENT,
    FUNCTION,
    LEMMAS,
    PIECE,
    SOURCE,
    VERB,
    Book,
    Verb,
    choices,
    closing,
    load,
)
from train.prepare import Sentence, doc, paragraphs, read

TRAIN, DEV = 10000, 600
"""Sentences made of the templates in use and of those set aside."""
TENTH, ASIDE = 10, 7
"""The 8th, 18th, ... template and verb of a class are set aside."""
TRIES = 40
"""Draws of a filler before a sentence may name the same thing twice."""
ALONE, TOGETHER = 0.5, 4
"""Share of the sentences that end a paragraph, and the most sentences of one."""


def in_use(things: Sequence[object], *, aside: bool) -> list[int]:
    """Return the places of the things in use, or of those set aside; of fewer than eight all serve both."""
    chosen = [i for i in range(len(things)) if (i % TENTH == ASIDE) == aside]
    return chosen or list(range(len(things)))


class Maker:
    """Makes sentences of templates."""

    def __init__(self, book: Book, rng: random.Random, *, aside: bool) -> None:
        self._book, self._rng = book, rng
        self._verbs = {name: [verbs[i] for i in in_use(verbs, aside=aside)] for name, verbs in book.verbs.items()}
        self._said: set[str] = set()
        self._chosen: dict[str, Verb] = {}

    def sentence(self, section: str, template: str, number: int) -> Sentence:
        """Return one sentence of a template."""
        self._said, self._chosen = set(), {}
        words = grown(phrase("root", self._parts(template)))
        case = ""
        if section == "headlines":
            case = self._rng.choices([c for c, _ in CASES], [p for _, p in CASES])[0]
        words = tuple(replace(w, text=cased(w, i, case)) for i, w in enumerate(words))
        text = "".join(w.text + " " * w.space for w in words).strip()
        return Sentence(words, id=f"{section.replace(' ', '-')}-{number}", starts_document=True, text=text)

    def _parts(self, text: str) -> list[Node]:
        """Return the words and phrases that the text stands for, one choice made at every turn."""
        parts: list[Node] = []
        pieces = list(PIECE.finditer(text))
        i = 0
        while i < len(pieces):
            piece = pieces[i].group()
            if piece in "[{":
                end = closing(pieces, i)
                inner = text[pieces[i].end() : pieces[end].start()]
                if piece == "{":
                    parts += self._parts(self._rng.choice(choices(inner)))
                else:
                    label, _, rest = inner.strip().partition(" ")
                    parts.append(phrase(label, self._parts(rest)))
                i = end
            else:
                parts += self._words(piece)
            i += 1
        return parts

    def _words(self, piece: str) -> list[Node]:
        """Return what a word of a template stands for."""
        if piece in self._book.slots:
            return self._filler(piece)
        if (verb := VERB.fullmatch(piece)) and verb[1] in self._book.verbs:
            return self._of_verb(verb[1], verb[2], verb[3], verb[4] or "")
        name, _, label = (piece, "", "") if piece == "." else piece.partition(".")
        if name in AGREEING:
            return [Node(label or "aux", name, "AUX", "", LEMMAS[name])]
        if (key := piece if piece in FUNCTION else name) in FUNCTION:
            upos, xpos, usual = FUNCTION[key]
            return [Node(label or usual, "that" if name == "THAT" else name, upos, xpos, name.lower())]
        if content := CONTENT.fullmatch(piece):
            word, xpos, upos, label = content.groups(default="")
            upos = upos or ("PROPN" if xpos.startswith("NNP") else CLASSES[xpos[:2]])
            return [Node(label, word, upos, xpos, word)]
        lemma, _, tag = piece.partition(":")
        if not tag:
            raise ValueError(f"{SOURCE.name}: {piece!r} is no word of the notation; write it as word/TAG")
        return [inflected(lemma, tag)]

    def _filler(self, slot: str) -> list[Node]:
        """Return a filler of the slot, one that names nothing that the sentence named before."""
        said = set(self._said)
        names: set[str] = set()
        parts: list[Node] = []
        for _ in range(TRIES):
            parts = self._parts(self._rng.choice(self._book.slots[slot]))
            names = {w.text for p in parts for w in p.words() if w.xpos.startswith("NNP")}
            if not names & said:
                break
        self._said = said | names
        return parts

    def _of_verb(self, name: str, digit: str, part: str, label: str) -> list[Node]:
        """Return a form of a verb, the same verb every time in a sentence, or what goes with it."""
        key = name + digit
        if key not in self._chosen:
            free = [v for v in self._verbs[name] if v not in self._chosen.values()] or self._verbs[name]
            self._chosen[key] = self._rng.choice(free)
        verb = self._chosen[key]
        if part == "noun":
            return self._parts(verb.noun)
        if part == "prep":
            return self._words("to.case" if verb.prep == "to" else verb.prep)
        if part == "prt":
            return [Node("compound:prt", verb.prt, "ADP", "RP", verb.prt)]
        return [inflected(verb.lemma, part, label)]


def make(book: Book, count: int, *, aside: bool) -> list[Sentence]:
    """Return about that many sentences, the templates in turn, none twice."""
    rng = random.Random(f"constructions {aside}")  # noqa: S311 - the same sentences every time
    maker = Maker(book, rng, aside=aside)
    chosen = [book.templates[i] for i in in_use(book.templates, aside=aside)]
    found: dict[str, Sentence] = {}
    for n in range(count):
        section, template = chosen[n % len(chosen)]
        sentence = maker.sentence(section, template, n)
        found.setdefault(sentence.text, sentence)
    return list(found.values())


def conllu(sentences: Iterable[Sentence]) -> str:
    """Return the sentences as CoNLL-U, each a document."""
    lines = []
    for sentence in sentences:
        lines += [f"# newdoc id = {sentence.id}", f"# sent_id = {sentence.id}", f"# text = {sentence.text}"]
        for i, w in enumerate(sentence.words):
            head = 0 if w.head == i else w.head + 1
            row = (i + 1, w.text, w.lemma, w.upos, w.xpos, w.feats or "_", head, w.dep, "_")
            lines.append("\t".join([*map(str, row), "_" if w.space else "SpaceAfter=No"]))
        lines.append("")
    return "\n".join(lines) + "\n"


def groups(sentences: list[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
    """Yield paragraphs of a few sentences; a headline stands alone."""
    mixed = list(sentences)
    rng.shuffle(mixed)
    group: list[Sentence] = []
    for sentence in mixed:
        if sentence.id.startswith("headlines"):
            yield [sentence]
            continue
        group.append(sentence)
        if rng.random() < ALONE or len(group) == TOGETHER:
            yield group
            group = []
    if group:
        yield group


def main() -> None:
    """Write the sentences, and the training file of stage f."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("treebanks", type=Path)
    arguments.add_argument("out", type=Path)
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    book = load()
    own, dev = make(book, TRAIN, aside=False), make(book, DEV, aside=True)
    for part, sentences in (("train", own), ("dev", dev)):
        (options.out / f"constructions-{part}.conllu").write_text(conllu(sentences), encoding="utf-8")
    rng = random.Random("train")  # noqa: S311 - the same files every time
    banks = [s for name in ("ewt", "gum-free") for s in read(options.treebanks / f"{name}-train.conllu.gz")]
    mixed = [*paragraphs(banks, rng), *([s] for s in variants(banks, rng)), *groups(own, rng)]
    rng.shuffle(mixed)
    nlp = spacy.blank("en")
    docs = [doc(nlp, g) for g in mixed]
    DocBin(docs=docs).to_disk(options.out / "train.spacy")
    share = sum(len(s.words) for s in own) / sum(map(len, docs))
    print(len(book.templates), "templates", len(own), "and", len(dev), "sentences", f"{share:.0%} of the words")


if __name__ == "__main__":
    main()
