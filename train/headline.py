"""Make headlines of treebank sentences: short, present tense, no articles, no final stop, capitals at will."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import lemminflect

from train.prepare import Sentence, Word

SHARE = 0.09
"""Headlines made, as a share of the sentences."""
LENGTHS = range(5, 19)
"""Words of the sentences that are used."""
CASES = (("as it is", 0.5), ("title", 0.38), ("lower", 0.08), ("upper", 0.04))


def variants(sentences: list[Sentence], rng: random.Random) -> Iterator[Sentence]:
    """Yield headlines made of sentences drawn by ``rng``, in the order of the sentences."""
    fit = [s for s in sentences if len(s.words) in LENGTHS and _declarative(s)]
    share = min(1.0, SHARE * len(sentences) / max(len(fit), 1))
    for sentence in fit:
        if rng.random() < share:
            yield headline(sentence, rng)


def headline(sentence: Sentence, rng: random.Random) -> Sentence:
    """Return the sentence as a headline."""
    words = [_present(w, sentence.words) for w in sentence.words]
    keep = [not _dropped(i, words, rng) for i in range(len(words))]
    number = {old: new for new, old in enumerate(i for i, kept in enumerate(keep) if kept)}
    kept = [replace(w, head=number[w.head]) for w, k in zip(words, keep, strict=True) if k]
    case = rng.choices([c for c, _ in CASES], [p for _, p in CASES])[0]
    kept = [replace(w, text=cased(w, i, case)) for i, w in enumerate(kept)]
    return replace(sentence, words=tuple(kept))


def _declarative(sentence: Sentence) -> bool:
    """Return whether a finite verb or a passive with a subject is the root."""
    words = sentence.words
    root = next((i for i, w in enumerate(words) if w.head == i), None)
    if root is None or words[root].upos != "VERB" or words[-1].text not in {".", "!"}:
        return False
    subjects = [w for w in words if w.head == root and w.dep.startswith("nsubj")]
    return len(subjects) == 1 and words.index(subjects[0]) < root


def _present(word: Word, words: tuple[Word, ...]) -> Word:
    """Return a verb of the past in the present tense, other words as they are."""
    if word.xpos != "VBD" or word.upos != "VERB":
        return word
    at = words.index(word)
    governor = words[word.head] if word.dep == "conj" else word
    subject = next((w for w in words if w.dep == "nsubj" and words[w.head] in {words[at], governor}), None)
    if subject is None:
        return word
    joined = any(w.dep == "conj" and words[w.head] is subject for w in words)
    plural = joined or subject.xpos in {"NNS", "NNPS"} or subject.text.lower() in {"i", "you", "we", "they"}
    tag = "VBP" if plural else "VBZ"
    forms = lemminflect.getInflection(word.lemma, tag=tag)
    if not forms:
        return word
    number = "Plur" if plural else "Sing"
    return replace(word, text=forms[0], xpos=tag, feats=f"Mood=Ind|Number={number}|Tense=Pres|VerbForm=Fin")


def _dropped(i: int, words: list[Word], rng: random.Random) -> bool:
    """Return whether a word is left out of the headline: articles, the be of a passive, the final stop."""
    word = words[i]
    if any(w.head == i for n, w in enumerate(words) if n != i):
        return False
    if i == len(words) - 1 and word.dep == "punct":
        return True
    if word.lemma in {"the", "a"} and word.dep == "det":
        return rng.random() < 0.8  # noqa: PLR2004 - most headlines drop most articles
    return word.dep == "aux:pass" and word.xpos in {"VBD", "VBZ", "VBP"} and rng.random() < 0.5  # noqa: PLR2004


def cased(word: Word, i: int, case: str) -> str:
    """Return the word's text in the case of the headline."""
    if case == "upper":
        return word.text.upper()
    if case == "lower":
        return word.text.lower()
    if i == 0 or (case == "title" and word.upos not in {"ADP", "CCONJ", "DET", "PART", "PUNCT"}):
        return word.text[:1].upper() + word.text[1:]
    return word.text
