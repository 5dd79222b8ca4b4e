"""From an article's text to dependency trees, by the embedded spaCy pipeline or any other that is installed.

The embedded one (``graph/extract/model``) is described in its model card and in docs/decisions/0002-embedded-parser.md.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graph.errors import InputError, MissingExtra
from graph.extract import clearnlp
from graph.extract.lemmas import lemma
from graph.extract.paragraphs import Piece, pieces
from graph.extract.repair import repair
from graph.extract.tree import Token, Tree
from graph.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

EMBEDDED = Path(__file__).parent / "model"
BATCH = 16
"""Paragraphs handed to spaCy at a time."""

_UD_MARK, _CLEARNLP_MARK = "nsubj:pass", "nsubjpass"
_MAY_END = frozenset(".?!:;\"')]\u2026")
_QUOTES = frozenset("\"'")
_ENDS = frozenset(".?!")


_INNER_ADPOSITIONS = frozenset({"of", "for", "in", "on", "to", "against"})
_INNER_TAGS = {
    **dict.fromkeys(_INNER_ADPOSITIONS, ("ADP", "IN")),
    "the": ("DET", "DT"),
    "and": ("CCONJ", "CC"),
    "&": ("CCONJ", "CC"),
    "-": ("PUNCT", "HYPH"),
    "'s": ("PART", "POS"),
    "'": ("PART", "POS"),
}


class KnownName(NamedTuple):
    """A name of several words in a text."""

    span: Span
    person: bool = False


class Words(NamedTuple):
    """The words that one parsed token stands for: where each starts in its piece, and its text."""

    parts: tuple[tuple[int, str], ...]
    head: int = 0


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

    def trees(self, text: str, names: Sequence[KnownName] = ()) -> list[Tree]:
        """Return the sentences of an article's text, in order.

        Offsets count characters of ``text``. The words of the tokens are the text's own save that quotes and dashes
        are straight and invisible characters are gone. A name of several words is parsed as one, so that no "of" or
        "and" inside it tears it apart. The same text and names give the same trees.

        Args:
            text: The text as stored.
            names: Names of several words that are known to be names, none overlapping, in order.
        """
        found: list[Tree] = []
        parts = pieces(text)
        marked = [self._unparsed(part, names) for part in parts]
        docs = self._nlp.pipe([doc for doc, _ in marked], batch_size=BATCH)
        for part, (_, words), doc in zip(parts, marked, docs, strict=True):
            for sentence in doc.sents:
                tokens = _tokens(sentence, words, part)
                if not tokens:
                    continue
                if self._clearnlp:
                    tokens = clearnlp.to_ud(tokens)
                found.append(repair(Tree(tokens, index=len(found), paragraph=part.paragraph)))
        return found

    def _unparsed(self, part: Piece, names: Sequence[KnownName]) -> tuple[Doc, list[Words]]:
        """Return the tokens of a piece and the words that each stands for.

        A name is one token, written as its head word. Tokens are marked where no sentence can start and where one
        must. One can start only after an end mark, a bracket or a closing quote, and not with a closing quote. One
        must start with an opening quote after a full stop, question or exclamation mark.
        """
        doc, words = _joined(self._nlp.make_doc(part.text), part, names)
        before, open_quote, apart = "", False, True
        for token in doc:
            quote = token.text in _QUOTES
            if before and (before[-1] not in _MAY_END or open_quote or (quote and not apart)):
                token.is_sent_start = False
            open_quote = quote and apart and not token.whitespace_
            if open_quote and before in _ENDS:
                token.is_sent_start = True
            before, apart = token.text, bool(token.whitespace_)
        return doc, words


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


def _joined(doc: Doc, part: Piece, names: Sequence[KnownName]) -> tuple[Doc, list[Words]]:
    """Return the tokens with each name as one, and the words that each token stands for."""
    from spacy.tokens import Doc as SpacyDoc  # noqa: PLC0415 - takes a second

    tokens = list(doc)
    spans = _name_tokens(tokens, part, names)
    if not spans:
        return doc, [Words(((t.idx, t.text),)) for t in tokens]
    forms: list[str] = []
    spaces: list[bool] = []
    words: list[Words] = []
    i = 0
    while i < len(tokens):
        end, person = spans.get(i, (i + 1, False))
        inside = tokens[i:end]
        head = 0 if end == i + 1 else _head_word([t.text for t in inside], person=person)
        forms.append(inside[-1].text if person else inside[head].text)
        spaces.append(bool(inside[-1].whitespace_))
        words.append(Words(tuple((t.idx, t.text) for t in inside), head))
        i = end
    return SpacyDoc(doc.vocab, words=forms, spaces=spaces), words


def _name_tokens(tokens: list[SpacyToken], part: Piece, names: Sequence[KnownName]) -> dict[int, tuple[int, bool]]:
    """Return where names of several tokens start, with their end (exclusive) and whether they are persons'."""
    if not tokens or not names:
        return {}
    places = part.places
    starts = [places[t.idx] for t in tokens]
    low = bisect_left(names, starts[0], key=lambda n: n.span.start)
    found = {}
    for name in names[low:]:
        if name.span.start > starts[-1]:
            break
        first = bisect_left(starts, name.span.start)
        end = bisect_left(starts, name.span.end)
        if first < len(starts) and starts[first] == name.span.start and end - first > 1:
            last = tokens[end - 1]
            if places[last.idx + len(last.text) - 1] + 1 == name.span.end and not any(
                t.is_space for t in tokens[first:end]
            ):
                found[first] = (end, name.person)
    return found


def _head_word(words: list[str], *, person: bool) -> int:
    """Return the place of a name's head: a person's first word, else the last before "of", "for" or "in"."""
    if person:
        return 0
    stop = next((i for i, w in enumerate(words) if i and w.lower() in _INNER_ADPOSITIONS), len(words))
    return max((i for i in range(stop) if words[i][0].isalnum()), default=0)


def _tokens(sentence: Iterable[SpacyToken], words: list[Words], part: Piece) -> tuple[Token, ...]:
    """Return the words of a sentence, numbered from 0, heads within the sentence."""
    chosen = [t for t in sentence if not t.is_space]
    number: dict[int, int] = {}
    count = 0
    for token in chosen:
        number[token.i] = count + words[token.i].head
        count += len(words[token.i].parts)
    return tuple(made for token in chosen for made in _made(token, words[token.i], number, part))


def _made(token: SpacyToken, words: Words, number: dict[int, int], part: Piece) -> Iterator[Token]:
    """Yield the words of one parsed token; the others of a name hang on its head. A white space head is passed over."""
    head = token.head
    while head.i not in number and head.head.i != head.i:
        head = head.head
    at = number[token.i]
    for k, (idx, text) in enumerate(words.parts):
        i = at - words.head + k
        start, end = part.places[idx], part.places[idx + len(text) - 1] + 1
        if k != words.head:
            yield _inner(i, start, end, text, at)
            continue
        yield Token(
            i=i,
            start=start,
            end=end,
            text=text,
            lemma=text if len(words.parts) > 1 else lemma(text, token.pos_),
            upos=token.pos_,
            xpos=token.tag_,
            feats=_features(str(token.morph)),
            dep="root" if token.dep_ == "ROOT" else token.dep_,
            head=number.get(head.i, i),
        )


def _inner(i: int, start: int, end: int, text: str, head: int) -> Token:
    """Return a word of a name other than its head."""
    upos, xpos = _INNER_TAGS.get(text.lower(), ("PROPN", "NNP"))
    return Token(i, start, end, text, text, upos, xpos, frozenset(), "compound" if i < head else "flat", head)


@lru_cache(maxsize=1024)
def _features(morph: str) -> frozenset[str]:
    """Return the features of a morphology string such as ``Number=Sing|VerbForm=Fin``."""
    return frozenset(morph.split("|")) - {""}
