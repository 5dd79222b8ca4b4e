"""From nested phrases to the words of an analysed sentence: agreement, features, heads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import lemminflect

from train.notation import AGREEING
from train.prepare import Word

SINGULAR = frozenset({"States", "Nations", "Emirates"})
"""Plural words that name one state or body."""
_CLOSE = frozenset({",", ".", "'s", "n't", "-"})
"""What no space stands before."""
_NUMBERED = {"it": "Sing", "its": "Sing", "his": "Sing", "they": "Plur", "their": "Plur"}
_TENSES = {"VBD": "Past", "VBZ": "Pres", "VBP": "Pres"}
_FEATS = {
    "NN": "Number=Sing",
    "NNP": "Number=Sing",
    "NNS": "Number=Plur",
    "NNPS": "Number=Plur",
    "VB": "VerbForm=Inf",
    "MD": "VerbForm=Fin",
}


@dataclass(eq=False)
class Node:
    """A word with what hangs on it."""

    label: str = ""
    text: str = ""
    upos: str = ""
    xpos: str = ""
    lemma: str = ""
    parts: list[Node] = field(default_factory=list)
    """All of its phrase in order, itself included; empty where nothing hangs on it."""
    plural: bool = False
    """Whether its subject is plural."""

    def children(self, *labels: str) -> list[Node]:
        """Return what hangs on it with one of the labels (without labels: all)."""
        return [p for p in self.parts if p is not self and (not labels or p.label in labels)]

    def words(self) -> Iterator[Node]:
        """Yield the words of the phrase in order."""
        for part in self.parts or [self]:
            if part is self:
                yield self
            else:
                yield from part.words()


def phrase(label: str, parts: list[Node]) -> Node:
    """Return the phrase of the parts: its head, the first part without a label or else the first, with the others."""
    head = next((p for p in parts if not p.label), parts[0])
    at = next(i for i, p in enumerate(parts) if p is head)
    head.parts = [*parts[:at], *(head.parts or [head]), *parts[at + 1 :]]
    head.label = label
    return head


def inflected(lemma: str, tag: str, label: str = "") -> Node:
    """Return a form of a verb; ``PRES`` waits for the subject."""
    return Node(label, lemma if tag == "PRES" else _form(lemma, tag), "VERB", tag, lemma)


def _form(lemma: str, tag: str) -> str:
    """Return a form of a verb."""
    if tag in {"VB", "VBP"}:
        return lemma
    forms: tuple[str, ...] = lemminflect.getInflection(lemma, tag=tag)
    return forms[0]


def grown(root: Node) -> tuple[Word, ...]:
    """Return the words of the sentence, verbs in agreement, with their heads as places."""
    _agree(root, None, plural=False)
    order = list(root.words())
    place = {id(node): i for i, node in enumerate(order)}
    heads = {id(child): place[id(node)] for node in order for child in node.children()}
    words = []
    for i, node in enumerate(order):
        after = order[i + 1].text if i + 1 < len(order) else ""
        text = "an" if node.text == "a" and after[:1].lower() in "aeio" else node.text
        space = after not in _CLOSE and node.text != "-"
        words.append(
            Word(text, node.upos, node.xpos, _feats(node), heads.get(id(node), i), node.label, space, node.lemma)
        )
    return tuple(words)


def _agree(node: Node, parent: Node | None, *, plural: bool) -> None:
    """Give the verbs of a phrase the forms that their subjects ask for; a joined verb shares its first's subject."""
    subjects = node.children("nsubj", "nsubj:pass", "expl")
    if subjects:
        plural = _is_plural(subjects[0], parent)
    for word in (node, *node.children("aux", "aux:pass", "cop")):
        if word.text in AGREEING:
            forms = AGREEING[word.text]
            word.text, word.xpos = forms[plural], forms[2 + plural]
        elif word.xpos == "PRES":
            word.xpos = "VBP" if plural else "VBZ"
            word.text = _form(word.lemma, word.xpos)
        word.plural = plural
    for child in node.children():
        _agree(child, node, plural=plural and child.label == "conj")


def _is_plural(noun: Node, antecedent: Node | None) -> bool:
    """Return whether a verb agrees in the plural with the subject; a relative pronoun has its antecedent's number."""
    if noun.xpos in {"WDT", "WP"} and antecedent is not None:
        return _is_plural(antecedent, None)
    if any({"and"} >= {x.lemma for x in c.children("cc")} for c in noun.children("conj")):
        return True
    return noun.text == "they" or (noun.xpos in {"NNS", "NNPS"} and noun.text not in SINGULAR)


def _feats(node: Node) -> str:
    """Return the features of a word that the rules read, as the treebanks write them."""
    if node.upos == "PRON":
        return f"Number={_NUMBERED[node.lemma]}" if node.lemma in _NUMBERED else ""
    if node.upos == "PART":
        return "Polarity=Neg" if node.xpos == "RB" else ""
    if node.upos == "ADJ":
        return ""
    if node.xpos in _TENSES:
        return f"Mood=Ind|Number={'Plur' if node.plural else 'Sing'}|Tense={_TENSES[node.xpos]}|VerbForm=Fin"
    if node.xpos == "VBG":
        gerund = node.upos == "VERB" and any(m.upos == "SCONJ" for m in node.children("mark"))
        return "VerbForm=Ger" if gerund else "Tense=Pres|VerbForm=Part"
    if node.xpos == "VBN":
        passive = node.upos == "VERB" and (node.children("aux:pass") or not node.children("aux"))
        return "Tense=Past|VerbForm=Part" + "|Voice=Pass" * bool(passive)
    return _FEATS.get(node.xpos, "")
