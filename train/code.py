"""What ``spacy train --code`` loads: the language that the pipeline's config names, and the faster matrix products."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.util import registry

from graph.extract import language
from graph.extract.parser import use_numpy_products

__all__ = ["language"]


@registry.callbacks("numpy_products.v1")  # type: ignore[untyped-decorator] # a registry of spaCy
def create_numpy_products() -> Callable[[Language], None]:
    """Return what makes every layer of a pipeline multiply with numpy's BLAS."""
    return use_numpy_products
