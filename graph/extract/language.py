"""The language of the embedded pipeline: spaCy's English with word classes. Importing this registers it with spaCy."""

from __future__ import annotations

from spacy.attrs import PREFIX  # type: ignore[import-not-found] # a compiled module without stubs
from spacy.lang.en import English
from spacy.util import registry

from graph.extract.wordclass import word_class

LANGUAGE = "en_classed"
ABBREVIATION_HYPHEN = r"(?<=[A-Za-z]\.)-(?=[A-Za-z])"
"""Where a token is split besides spaCy's rules: ``U.S.-backed`` as ``Iran-backed``."""


@registry.languages(LANGUAGE)
class ClassedEnglish(English):  # type: ignore[no-untyped-call] # a hook of spaCy without types
    """spaCy's English with the word class in the place of the prefix feature (a word's first letter).

    A language of its own, so that other English pipelines in the process keep their prefixes.
    """

    lang = LANGUAGE

    class Defaults(English.Defaults):  # type: ignore[misc, valid-type] # an attribute to mypy
        """What spaCy makes vocabulary and tokeniser from."""

        lex_attr_getters = {**English.Defaults.lex_attr_getters, PREFIX: word_class}  # noqa: RUF012 - as spaCy has it
        infixes = (*English.Defaults.infixes, ABBREVIATION_HYPHEN)
