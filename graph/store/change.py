"""What one transaction takes out of a store and puts in, written as one SPARQL update."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple


@dataclass(slots=True)
class Change:
    """Graphs to drop, quads to take out, quads to put in, in this order."""

    dropped: set[NamedNode] = field(default_factory=set)
    removed: set[Quad] = field(default_factory=set)
    added: list[Quad] = field(default_factory=list)

    def replace(self, old: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Take out the old quads that are not among the new, put in the new that are not among the old."""
        before, after = set(old), list(dict.fromkeys(new))
        self.removed |= before.difference(after)
        self.added += [quad for quad in after if quad not in before]

    def __bool__(self) -> bool:
        return bool(self.dropped or self.removed or self.added)

    def apply(self, engine: pyoxigraph.Store) -> None:
        """Make the change: all of it or, should the process die meanwhile, nothing."""
        steps = [f"DROP SILENT GRAPH {graph}" for graph in sorted(self.dropped, key=str)]
        if self.removed:
            steps.append(f"DELETE DATA {{\n{_data(self.removed)}}}")
        if self.added:
            steps.append(f"INSERT DATA {{\n{_data(self.added)}}}")
        if steps:
            engine.update(";\n".join(steps))


def _data(quads: Iterable[Quad]) -> str:
    graphs: dict[NamedNode | BlankNode | DefaultGraph, list[Triple]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad.triple)
    return "".join(
        f"GRAPH {graph} {{\n{(pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b'').decode()}}}\n"
        for graph, triples in graphs.items()
    )
