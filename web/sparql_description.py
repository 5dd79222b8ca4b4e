"""What the endpoint says of itself: a SPARQL 1.1 Service Description."""

from __future__ import annotations

import pyoxigraph

_TURTLE = """
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
<{endpoint}> a sd:Service ;
    sd:endpoint <{endpoint}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
        formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:RDF_XML, formats:JSON-LD ;
    sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""
_PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "formats": "http://www.w3.org/ns/formats/",
}


def description(endpoint: str, form: str) -> bytes:
    """Return the description of the service at an address, in a form of RDF given by its media type."""
    triples = (quad.triple for quad in pyoxigraph.parse(_TURTLE.format(endpoint=endpoint), pyoxigraph.RdfFormat.TURTLE))
    format_ = pyoxigraph.RdfFormat.from_media_type(form)
    return pyoxigraph.serialize(triples, format=format_, prefixes=_PREFIXES) or b""
