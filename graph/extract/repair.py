"""Cheap repairs of what the embedded parser is known to get wrong."""

from __future__ import annotations

from graph.extract.tree import Tree


def repair(tree: Tree) -> Tree:
    """Return the tree with the known mistakes of the parser put right; the same tree when there are none."""
    return tree
