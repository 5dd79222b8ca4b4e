"""What ``spacy train --code`` loads: the language that the pipeline's config names."""

from graph.extract import language

__all__ = ["language"]
