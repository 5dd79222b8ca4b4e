"""From an article's text to dependency trees, by the embedded spaCy pipeline or any other that is installed.

The embedded one (``graph/extract/model``) is described in its model card and in docs/decisions/0002-embedded-parser.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import InputError, MissingExtra
from graph.extract import clearnlp
from graph.extract.paragraphs import Piece, pieces
from graph.extract.repair import repair
from graph.extract.tree import Token, Tree

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

EMBEDDED = Path(__file__).parent / "model"
BATCH = 64
"""Paragraphs handed to spaCy at a time."""

_UD_MARK, _CLEARNLP_MARK = "nsubj:pass", "nsubjpass"
_MAY_END = frozenset(".?!:;\"')]\u2026")
_QUOTES = frozenset("\"'")
_ENDS = frozenset(".?!")
_SHORT_FORMS = {
    ("n't", "PART"): "not",
    ("'s", "AUX"): "be",
    ("'s", "PART"): "'s",
    ("'re", "AUX"): "be",
    ("'m", "AUX"): "be",
    ("'ve", "AUX"): "have",
    ("'ll", "AUX"): "will",
    ("'d", "AUX"): "would",
    ("ca", "AUX"): "can",
    ("wo", "AUX"): "will",
    ("sha", "AUX"): "shall",
}
_INFLECTED = frozenset({"NOUN", "VERB", "AUX", "ADJ", "ADV"})


class Parser:
    """A spaCy pipeline whose parses come out as trees with Universal Dependencies labels."""

    def __init__(self, nlp: Language, name: str) -> None:
        labels = frozenset(label for pipe in nlp.pipe_names for label in nlp.pipe_labels.get(pipe, ()))
        if not labels & {_UD_MARK, _CLEARNLP_MARK}:
            raise InputError(
                f"parser {name!r}: no English dependency labels (neither {_UD_MARK} nor {_CLEARNLP_MARK}); "
                "choose a pipeline with an English parser"
            )
        use_numpy_products(nlp)
        self.name = name
        """What claims name as the parser that read them."""
        self._nlp = nlp
        self._clearnlp = _UD_MARK not in labels

    def trees(self, text: str) -> list[Tree]:
        """Return the sentences of an article's text, in order.

        Offsets count characters of ``text``. The words of the tokens are the text's own save that quotes and dashes
        are straight and invisible characters are gone. The same text gives the same trees.
        """
        found: list[Tree] = []
        parts = pieces(text)
        docs = [self._unparsed(part) for part in parts]
        for part, doc in zip(parts, self._nlp.pipe(docs, batch_size=BATCH), strict=True):
            for sentence in doc.sents:
                tokens = _tokens(sentence, part)
                if not tokens:
                    continue
                if self._clearnlp:
                    tokens = clearnlp.to_ud(tokens)
                found.append(repair(Tree(tokens, index=len(found), paragraph=part.paragraph)))
        return found

    def _unparsed(self, part: Piece) -> Doc:
        """Return the tokens of a piece, marked where no sentence can start and where one must.

        One can start only after an end mark, a bracket or a closing quote, and not with a closing quote. One must
        start with an opening quote after a full stop, question or exclamation mark.
        """
        doc = self._nlp.make_doc(part.text)
        before, open_quote, apart = "", False, True
        for token in doc:
            quote = token.text in _QUOTES
            if before and (before[-1] not in _MAY_END or open_quote or (quote and not apart)):
                token.is_sent_start = False
            open_quote = quote and apart and not token.whitespace_
            if open_quote and before in _ENDS:
                token.is_sent_start = True
            before, apart = token.text, bool(token.whitespace_)
        return doc


def load_parser(name: str | None = None) -> Parser:
    """Return the embedded parser, or the installed spaCy pipeline of that name or path.

    Raises:
        MissingExtra: No pipeline of that name is installed.
        InputError: The pipeline cannot be loaded, or has no English dependency parser.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a matrix of a paragraph gains nothing from a second core
    import spacy  # noqa: PLC0415 - takes a second

    if name is None:
        from graph.extract import language  # noqa: F401, PLC0415 - registers the language that the pipeline names

        return Parser(spacy.load(EMBEDDED), "embedded")
    if not spacy.util.is_package(name) and not Path(name).exists():
        raise MissingExtra(
            f"parser {name!r} is not installed; install it with: python -m spacy download {name}, "
            "or leave the option out to use the embedded parser"
        )
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"parser {name!r} cannot be loaded: {' '.join(str(error).split())[:200]}") from error
    return Parser(nlp, name)


def use_numpy_products(nlp: Language) -> None:
    """Make every layer of a pipeline multiply matrices with numpy's BLAS: a half faster than with thinc's own, BLIS."""
    for _, component in nlp.components:
        model = getattr(component, "model", None)
        for layer in () if model is None else model.walk():
            if hasattr(layer.ops, "use_blis"):
                layer.ops.use_blis = False


def _tokens(sentence: Iterable[SpacyToken], part: Piece) -> tuple[Token, ...]:
    """Return the tokens of a sentence that are words, numbered from 0, heads within the sentence."""
    words = [t for t in sentence if not t.is_space]
    number = {t.i: i for i, t in enumerate(words)}
    return tuple(_token(t, i, number, part) for i, t in enumerate(words))


def _token(token: SpacyToken, i: int, number: dict[int, int], part: Piece) -> Token:
    """Return one token; a head that is white space is passed over to its own head."""
    head = token.head
    while head.i not in number and head.head.i != head.i:
        head = head.head
    return Token(
        i=i,
        start=part.places[token.idx],
        end=part.places[token.idx + len(token.text) - 1] + 1,
        text=token.text,
        lemma=lemma(token.text, token.pos_),
        upos=token.pos_,
        xpos=token.tag_,
        feats=_features(str(token.morph)),
        dep="root" if token.dep_ == "ROOT" else token.dep_,
        head=number.get(head.i, i),
    )


@lru_cache(maxsize=1024)
def _features(morph: str) -> frozenset[str]:
    """Return the features of a morphology string such as ``Number=Sing|VerbForm=Fin``."""
    return frozenset(morph.split("|")) - {""}


@lru_cache(maxsize=65536)
def lemma(word: str, upos: str) -> str:
    """Return the dictionary form of a word of a class: lower case, but proper nouns as they stand.

    From the tables of lemminflect (Jascob, MIT), which knew 99.7 % of the verbs of a news treebank.
    """
    if upos == "PROPN":
        return word
    lower = word.lower()
    if (short := _SHORT_FORMS.get((lower, upos))) is not None:
        return short
    if upos not in _INFLECTED:
        return lower
    import lemminflect  # noqa: PLC0415 - it imports spaCy

    forms: tuple[str, ...] = lemminflect.getLemma(lower, upos=upos)
    return forms[0] if forms else lower
