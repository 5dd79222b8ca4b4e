"""The language of the embedded pipeline: spaCy's English with word classes. Importing this registers it with spaCy."""

from __future__ import annotations

from spacy.attrs import PREFIX  # type: ignore[import-not-found] # a compiled module without stubs
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, HYPHENS
from spacy.lang.en import English
from spacy.util import registry

from graph.extract.wordclass import word_class

LANGUAGE = "en_classed"
PREFIXES = (
    "anti",
    "co",
    "counter",
    "cross",
    "ex",
    "inter",
    "intra",
    "mini",
    "multi",
    "neo",
    "non",
    "over",
    "post",
    "pre",
    "pro",
    "re",
    "semi",
    "sub",
    "un",
)
"""What stays one word with the lower-case word after its hyphen, as in the treebanks: ``re-emergence``, ``pro-war``."""


def _hyphens() -> tuple[str, ...]:
    """Return where a word is split at a hyphen, as the treebanks do it, and after a prefix before a name.

    ``Iran-backed``, ``U.S.-backed``, ``19-year-old``, ``F-16``, ``anti-Assad`` are split, ``re-emergence`` and
    ``mid-May`` are not.
    """
    guard = r"(?<!\bmid)(?<!\bMid)"
    prefix = "".join(rf"(?<!\b{form})" for p in PREFIXES for form in (p, p.capitalize()))
    return (
        rf"(?<=[{ALPHA}.]){guard}{prefix}-(?=[{ALPHA_LOWER}])",
        rf"(?<=[{ALPHA}.]){guard}-(?=[{ALPHA_UPPER}0-9])",
        rf"(?<=[0-9])-(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])(?:—|--+|~)(?=[{ALPHA}])",
    )


@registry.languages(LANGUAGE)
class ClassedEnglish(English):  # type: ignore[no-untyped-call] # a hook of spaCy without types
    """spaCy's English with the word class in the place of the prefix feature (a word's first letter).

    A language of its own, so that other English pipelines in the process keep their prefixes.
    """

    lang = LANGUAGE

    class Defaults(English.Defaults):  # type: ignore[misc, valid-type] # an attribute to mypy
        """What spaCy makes vocabulary and tokeniser from."""

        lex_attr_getters = {**English.Defaults.lex_attr_getters, PREFIX: word_class}  # noqa: RUF012 - as spaCy has it
        infixes = (*(i for i in English.Defaults.infixes if HYPHENS not in i), *_hyphens())
