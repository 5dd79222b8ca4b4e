"""Articles, claims and actors as RDF and back: the one place that decides the shape.

A reading becomes the quads of one named graph, the article's; actors, judgements, propositions and edges have graphs of
their own, so that no triple stands in two graphs. Every node has an IRI made from ids, none is blank. The shape is
written down in docs/decisions/0001-rdf-shape.md.
"""
