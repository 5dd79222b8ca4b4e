"""The stages strung together: many articles, many processes, going on where one fails, resuming where one stopped."""

from graph.pipeline.adding import Stored, add_articles, count_articles
from graph.pipeline.parallel import Failed, Setting, make_extractor, read_articles

__all__ = ["Failed", "Setting", "Stored", "add_articles", "count_articles", "make_extractor", "read_articles"]
