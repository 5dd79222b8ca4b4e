"""Questions in SPARQL, answered in a fenced process that can be ended."""

from graph.query.answer import Answer, Blank, Iri, Quoted, Row, Term, Value
from graph.query.run import DEFAULT_LIMITS, Limits, run
from graph.query.show import as_csv, as_json, as_table

__all__ = [
    "DEFAULT_LIMITS",
    "Answer",
    "Blank",
    "Iri",
    "Limits",
    "Quoted",
    "Row",
    "Term",
    "Value",
    "as_csv",
    "as_json",
    "as_table",
    "run",
]
