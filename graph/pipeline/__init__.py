"""The stages strung together: many articles, many processes, going on where one fails, resuming where one stopped."""

from graph.pipeline.adding import Stored, add_articles, count_articles
from graph.pipeline.engine import Engine, rules_engine
from graph.pipeline.parallel import Failed, Setting, make_extractor, read_articles

__all__ = [
    "Engine",
    "Failed",
    "Setting",
    "Stored",
    "add_articles",
    "count_articles",
    "make_extractor",
    "read_articles",
    "rules_engine",
]
