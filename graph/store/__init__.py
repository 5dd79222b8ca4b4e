"""The store: articles, claims and actors kept on disk, with one writer at a time and any number of readers."""

from graph.store.embedded import Added, Counts, Store

__all__ = ["Added", "Counts", "Store"]
