"""Answers as text: a table for the terminal, CSV for spreadsheets, SPARQL 1.1 JSON results for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from graph.query.answer import XSD, Answer, Blank, Iri, Quoted, Term, Value
from graph.query.cells import inert, visible, width
from graph.triples.terms import PREFIXES

_BOM = "\ufeff"


def as_table(answer: Answer) -> str:
    """Return the answer as lines of a plain table, safe to print; our IRIs are shortened by their prefixes."""
    if answer.kind == "boolean":
        return "yes\n" if answer.boolean else "no\n"
    lines = [list(answer.variables), *([visible(short(term)) for term in row] for row in answer.rows)]
    widths = [max(width(line[n]) for line in lines) for n in range(len(answer.variables))]
    lines.insert(1, ["-" * w for w in widths])
    return "".join(_padded(line, widths) + "\n" for line in lines)


def _padded(cells: list[str], widths: list[int]) -> str:
    return "  ".join(cell + " " * (w - width(cell)) for cell, w in zip(cells, widths, strict=True)).rstrip()


def as_csv(answer: Answer, *, bom: bool = False) -> str:
    """Return the answer as CSV (RFC 4180), safe to open in a spreadsheet: what looks like a formula is made text.

    Args:
        answer: what to write.
        bom: whether a byte order mark goes first, by which Excel knows UTF-8.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if answer.kind == "boolean":
        writer.writerows([["boolean"], ["true" if answer.boolean else "false"]])
    else:
        writer.writerow([inert(name) for name in answer.variables])
        writer.writerows([_cell(term) for term in row] for row in answer.rows)
    return (_BOM if bom else "") + out.getvalue()


def _cell(term: Term | None) -> str:
    if isinstance(term, Value) and term.number:
        return term.value if _is_number(term.value) else inert(term.value)
    return inert(_plain(term))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _plain(term: Term | None) -> str:
    match term:
        case None:
            return ""
        case Iri(value) | Value(value):
            return value
        case Blank(value):
            return f"_:{value}"
        case Quoted(subject, predicate, object_):
            return f"<<( {_plain(subject)} {_plain(predicate)} {_plain(object_)} )>>"


def short(term: Term | None) -> str:
    """Return a term for reading: IRIs by their prefix, literals as their text, nothing for None."""
    match term:
        case Iri(value):
            for prefix, start in PREFIXES.items():
                if value.startswith(start) and len(value) > len(start):
                    return f"{prefix}:{value.removeprefix(start)}"
            return f"<{value}>"
        case Quoted(subject, predicate, object_):
            return f"<<( {short(subject)} {short(predicate)} {short(object_)} )>>"
        case _:
            return _plain(term)


def as_json(answer: Answer) -> str:
    """Return the answer as SPARQL 1.1 Query Results JSON; triples are rows of subject, predicate, object."""
    found: dict[str, Any] = {"head": {"vars": list(answer.variables)}}
    if answer.kind == "boolean":
        found = {"head": {}, "boolean": answer.boolean}
    else:
        found["results"] = {
            "bindings": [
                {name: _object(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
                for row in answer.rows
            ]
        }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _object(term: Term) -> dict[str, Any]:
    match term:
        case Iri(value):
            return {"type": "uri", "value": value}
        case Blank(value):
            return {"type": "bnode", "value": value}
        case Value(value, datatype, language):
            found = {"type": "literal", "value": value}
            if language:
                found["xml:lang"] = language
            elif datatype and datatype != f"{XSD}string":
                found["datatype"] = datatype
            return found
        case Quoted(subject, predicate, object_):
            parts = {"subject": _object(subject), "predicate": _object(predicate), "object": _object(object_)}
            return {"type": "triple", "value": parts}


FORMS: dict[str, Callable[[Answer], str]] = {"table": as_table, "csv": as_csv, "json": as_json}
