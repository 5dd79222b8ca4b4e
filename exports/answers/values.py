"""Answers as JSON values: their fields by name, ids in full."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from exports.jsonl import Json, claim_row
from graph.model import Collection

_PASSED_OVER = frozenset({"span", "statement", "cost", "doubt"})
"""What only the working of an answer needs."""


def answer_json(answer: object, collection: Collection, *, evidence: bool = False) -> Json:
    """Return an answer of `graph.analysis` as JSON-ready values.

    ``answer`` holds its fields and figures by name, ``actors`` the label of each actor that it names; where evidence is
    asked for, ``claims`` has each claim that it names in full.
    """
    value = _value(answer)
    named = set(_texts(value))
    labels = {actor.id: actor.label for actor in collection.actors if actor.id in named}
    found: Json = {"answer": value, "actors": labels}
    if evidence:
        found["claims"] = {claim.id: claim_row(claim, collection) for claim in collection.claims if claim.id in named}
    return found


def _value(item: Any) -> Any:
    if is_dataclass(item):
        names = [field.name for field in fields(item)]
        names += [name for name, what in vars(type(item)).items() if isinstance(what, property)]
        told = {name: getattr(item, name) for name in names if name not in _PASSED_OVER}
        return {name: _value(value) for name, value in told.items()}
    if isinstance(item, Mapping):
        return {key: _value(value) for key, value in item.items()}
    if isinstance(item, tuple | list):
        return [_value(part) for part in item]
    return None if isinstance(item, float) and not math.isfinite(item) else item


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)
