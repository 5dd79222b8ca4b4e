"""The notation of ``constructions.txt``: slots, verb classes, templates, and the words that stand for themselves.

The head of the file explains it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parent / "constructions.txt"

_PREPOSITIONS = (
    "of in on at with from by for against between over into about after before near amid despite behind alongside "
    "without to.case"
)
_CONJUNCTIONS = (
    "that if because while although whether unless after.mark before.mark of.mark for.mark from.mark against.mark "
    "by.mark as.mark without.mark"
)
_KINDS = (
    ("the a an", "DET DT det"),
    ("its their his", "PRON PRP$ nmod:poss"),
    ("it they", "PRON PRP nsubj"),
    ("which THAT", "PRON WDT nsubj"),
    ("who", "PRON WP nsubj"),
    ("whose", "PRON WP$ nmod:poss"),
    (_PREPOSITIONS, "ADP IN case"),
    (_CONJUNCTIONS, "SCONJ IN mark"),
    ("when", "ADV WRB advmod"),
    ("to", "PART TO mark"),
    ("'s", "PART POS case"),
    ("and but nor", "CCONJ CC cc"),
    ("not n't", "PART RB advmod"),
    ("will would may could can must should might", "AUX MD aux"),
    ("had did", "AUX VBD aux"),
    ("have be", "AUX VB aux"),
    ("been", "AUX VBN aux"),
    ("being", "AUX VBG aux"),
    (",", "PUNCT , punct"),
    (".", "PUNCT . punct"),
    ("-", "PUNCT HYPH punct"),
)
FUNCTION = {word: tuple(kind.split()) for words, kind in _KINDS for word in words.split()}
"""What stands in a template as it is -> class, tag, label. A label of its own may follow: ``been.aux:pass``."""
AGREEING = {
    "HAVE": ("has", "have", "VBZ", "VBP"),
    "BE": ("is", "are", "VBZ", "VBP"),
    "WAS": ("was", "were", "VBD", "VBD"),
    "DO": ("does", "do", "VBZ", "VBP"),
}
"""Auxiliaries: singular, plural, their tags."""
LEMMAS = {"HAVE": "have", "BE": "be", "WAS": "be", "DO": "do"}
CLASSES = {"NN": "NOUN", "VB": "VERB", "JJ": "ADJ", "RB": "ADV", "CD": "NUM", "CC": "CCONJ"}
"""First two letters of a tag -> class."""
PIECE = re.compile(r"[\[\]{}|]|[^\s\[\]{}|]+")
VERB = re.compile(r"([A-Z]+)(\d?):(\w+)(?:\.([\w:]+))?")
"""A class, its number, what is wanted of the verb, a label."""
CONTENT = re.compile(r"([^/\s]+)/([A-Z$]+)(?::([A-Z]+))?(?:\.([\w:]+))?")
"""A word, its tag, its class, its label."""


class Verb(NamedTuple):
    """A verb of a class with what goes with it."""

    lemma: str
    prt: str = ""
    noun: str = ""
    prep: str = ""


@dataclass(frozen=True)
class Book:
    """What ``constructions.txt`` holds."""

    slots: dict[str, list[str]]
    verbs: dict[str, list[Verb]]
    templates: list[tuple[str, str]]
    """Section, template."""


def load(path: Path = SOURCE) -> Book:
    """Return what the file holds."""
    book, section = Book({}, {}, []), ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            section = line[3:]
        elif section in {"slots", "verbs"} and " = " in line:
            name, _, value = line.partition(" = ")
            if section == "slots":
                book.slots[name] = choices(value)
            else:
                book.verbs[name] = [_verb(v) for v in value.split(", ")]
        elif line and not line.startswith("#"):
            book.templates.append((section, line))
    return book


def choices(text: str) -> list[str]:
    """Return the alternatives between bars that stand in no bracket."""
    found, depth, start = [], 0, 0
    for i, char in enumerate(text):
        depth += (char in "[{") - (char in "]}")
        if char == "|" and not depth:
            found.append(text[start:i])
            start = i + 1
    return [*found, text[start:]]


def closing(pieces: Sequence[re.Match[str]], i: int) -> int:
    """Return the place of the bracket that closes the one at ``i``."""
    depth = 0
    for n in range(i, len(pieces)):
        depth += (pieces[n].group() in "[{") - (pieces[n].group() in "]}")
        if not depth:
            return n
    raise ValueError(f"{SOURCE.name}: a bracket is not closed")


def _verb(text: str) -> Verb:
    """Return the verb written ``lemma+particle=noun phrase>preposition``."""
    text, _, prep = text.partition(">")
    text, _, noun = text.partition("=")
    lemma, _, prt = text.partition("+")
    return Verb(lemma, prt, noun, prep)
