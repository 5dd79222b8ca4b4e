"""From ClearNLP labels, which the pipelines en_core_web_* use, to the Universal Dependencies shape that rules read.

What changes place: a preposition becomes the case of its object (``prep`` + ``pobj``: ``obl`` or ``nmod`` + ``case``),
a form of *be* becomes the copula of its predicate, the subject of an infinitive becomes the object of the verb above,
conjuncts hang on the first one and their conjunction on the next. The rest is a change of names. Labels are those of
Choi and Palmer (2012), Guidelines for the CLEAR Style Constituent to Dependency Conversion.
"""

from __future__ import annotations

from dataclasses import replace

from graph.extract.tree import Token

_RENAMED = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "attr": "xcomp",
    "acomp": "xcomp",
    "oprd": "xcomp",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "prt": "compound:prt",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "quantmod": "advmod",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "intj": "discourse",
    "meta": "dep",
    "prep": "advmod",
    "agent": "advmod",
    "pobj": "obl",
    "pcomp": "ccomp",
    "ROOT": "root",
}
_MET = {"root": "ROOT", "nmod": "compound"}
"""Labels that mean something else in Universal Dependencies, or are already changed, when the conversion begins."""
_PREPOSITIONS = frozenset({"prep", "agent"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM", "X"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PREDICATES = ("attr", "acomp")


def to_ud(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens of a ClearNLP parse with the heads and labels that Universal Dependencies would give them."""
    parse = _Parse(tokens)
    parse.raise_subjects()
    parse.turn_prepositions()
    parse.turn_copulas()
    parse.flatten_coordination()
    return parse.renamed()


class _Parse:
    """A parse being converted: heads and labels that change, tokens that do not."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.heads = [t.head for t in tokens]
        self.labels = [_MET.get(t.dep, t.dep) for t in tokens]

    def children(self, i: int, *labels: str) -> list[int]:
        """Return the dependents of a token in order, all or those with one of the labels."""
        return [
            c for c, head in enumerate(self.heads) if head == i and c != i and (not labels or self.labels[c] in labels)
        ]

    def take_place(self, new: int, old: int) -> None:
        """Hang a token where its head stood, with the head's label and below the head's head."""
        self.labels[new] = self.labels[old]
        self.heads[new] = new if self.heads[old] == old else self.heads[old]
        self.heads[old] = new

    def raise_subjects(self) -> None:
        """Make the subject of an infinitive or participle complement the object of the verb above."""
        for i, label in enumerate(self.labels):
            if label != "ccomp" or self.children(i, "mark"):
                continue
            subjects = self.children(i, *_SUBJECTS)
            helpers = [a for a in self.children(i, "aux", "auxpass") if self.tokens[a].xpos != "TO"]
            infinitive = any(self.tokens[a].xpos == "TO" for a in self.children(i, "aux"))
            bare = self.tokens[i].xpos in {"VB", "VBG"} and not helpers
            if len(subjects) == 1 and (infinitive or bare):
                self.labels[i] = "xcomp"
                self.labels[subjects[0]] = "dobj"
                self.heads[subjects[0]] = self.heads[i]

    def turn_prepositions(self) -> None:
        """Put every preposition below its object or clause, innermost first."""
        for i in sorted(range(len(self.tokens)), key=self._depth, reverse=True):
            if self._is_preposition(i):
                self._turn(i)

    def _depth(self, i: int) -> int:
        """Return how many tokens stand above a token."""
        depth = 0
        while self.heads[i] != i and depth < len(self.heads):
            i, depth = self.heads[i], depth + 1
        return depth

    def _is_preposition(self, i: int) -> bool:
        """Return whether a token is a preposition with something below it."""
        label = self.labels[i]
        return label in _PREPOSITIONS or bool(label in {"dative", "conj", "ROOT", "pcomp"} and self.children(i, "pobj"))

    def _turn(self, i: int) -> None:
        """Put one preposition below its object, or below the clause it opens."""
        objects = self.children(i, "pobj") or self.children(i, "inner") or self.children(i, "pcomp")
        if not objects:
            return
        inner, label = objects[0], self.labels[i]
        clause = self.labels[inner] == "pcomp" and self.tokens[inner].upos not in _NOMINAL
        above = self.tokens[self.heads[i]]
        nominal = above.upos in _NOMINAL and not self._is_clause(above.i)
        self.take_place(inner, i)
        for child in self.children(i):
            self.heads[child] = inner
        self.labels[i] = "mark" if clause else "case"
        if label in {"conj", "ROOT"}:
            return
        if above.i in {c for c, name in enumerate(self.labels) if name in _PREPOSITIONS} and label == "prep":
            self.labels[inner] = "inner"
        elif clause:
            self.labels[inner] = "acl" if nominal else "advcl"
        else:
            self.labels[inner] = "obl:agent" if label == "agent" else "nmod" if nominal else "obl"

    def _is_clause(self, i: int) -> bool:
        """Return whether a token of any class stands as a verb, having a subject of its own."""
        return bool(self.children(i, *_SUBJECTS))

    def turn_copulas(self) -> None:
        """Put every form of *be* below its predicate, which takes its place; with *there*, the predicate is subject."""
        for i, token in enumerate(self.tokens):
            predicates = self.children(i, *_PREDICATES)
            if token.lemma.lower() != "be" or self.labels[i] in {"aux", "auxpass"}:
                continue
            if predicates and self.children(i, "expl"):
                self.labels[predicates[0]] = "nsubj"
                continue
            if not predicates and self.children(i, *_SUBJECTS) and not self.children(i, "ccomp", "xcomp", "dobj"):
                predicates = [c for c in self.children(i, "obl") if c > i][:1]
            if predicates:
                self.take_place(predicates[0], i)
                for child in self.children(i):
                    self.heads[child] = predicates[0]
                self.labels[i] = "cop"

    def flatten_coordination(self) -> None:
        """Hang every conjunct on the first one and every conjunction on the conjunct that follows it."""
        for i, label in enumerate(self.labels):
            first = i
            while self.labels[first] == "conj" and self.heads[first] != first:
                first = self.heads[first]
            if label == "conj":
                self.heads[i] = first
        for i, label in enumerate(self.labels):
            if label == "cc":
                after = [c for c in self.children(self.heads[i], "conj") if c > i]
                siblings = [c for c in self.children(self._first(self.heads[i]), "conj") if c > i]
                self.heads[i] = (after or siblings or [self.heads[i]])[0]

    def _first(self, i: int) -> int:
        """Return the first conjunct of the coordination that a token is in."""
        return self.heads[i] if self.labels[i] == "conj" else i

    def renamed(self) -> tuple[Token, ...]:
        """Return the tokens with their new heads and Universal Dependencies labels."""
        passive = {self.heads[i] for i, label in enumerate(self.labels) if label == "auxpass"}
        found = []
        for token, head, label in zip(self.tokens, self.heads, self.labels, strict=True):
            name = _RENAMED.get(label, label)
            if label == "aux" and token.xpos == "TO":
                name = "mark"
            elif label == "neg" and token.upos == "DET":
                name = "det"
            elif label == "inner":
                name = "obl"
            voice = {"Voice=Pass"} if token.i in passive else set()
            found.append(replace(token, dep=name, head=head, feats=token.feats | voice))
        return tuple(found)
