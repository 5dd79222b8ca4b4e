"""What a request asks for: parameters as values, and addresses of pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams

from graph.errors import InputError, QueryError
from graph.ontology import load_ontology
from graph.query import Answer
from graph.store.select import Selection

LONGEST = 400
"""Characters of a parameter that names something."""
_IDS = 12
"""Digits of a claim's id in an address: no two claims of a store of any size of ours share them by accident."""
_MOST_IDS = 150
"""Ids in one address, which browsers and servers take without cutting."""
_NUMBER = re.compile("[0-9]{1,6}")
_SHARE = re.compile(r"0(\.[0-9]{1,6})?|1(\.0{1,6})?|\.[0-9]{1,6}")
SIGNS = {"friendly": 1, "hostile": -1, "neutral": 0}


class Missing(InputError):
    """There is no such page or thing."""


def _nobody(_sparql: str) -> Answer:
    raise QueryError("query: nobody answers queries here")


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a request. Empty ones count as not given."""

    path: str
    given: QueryParams
    id: str = ""
    """What the path names."""
    run: Callable[[str], Answer] = _nobody
    """What answers a query in SPARQL."""

    def text(self, key: str, longest: int = LONGEST) -> str:
        """Return a parameter as text without white space around it; empty where it is not given.

        Raises:
            InputError: it is too long.
        """
        found = self.given.get(key, "").strip()
        if len(found) > longest:
            raise InputError(f"{key}: {len(found):,} characters, at most {longest:,} are taken; make it shorter")
        return found

    def needed(self, key: str) -> str:
        """Return a parameter that must be given. Raises InputError where it is not."""
        found = self.text(key)
        if not found:
            raise InputError(f"{key} is missing; give one")
        return found

    def number(self, key: str, default: int, most: int) -> int:
        """Return a whole number from 1 to ``most``. Raises InputError for anything else."""
        found = self.text(key)
        if not found:
            return default
        if not (found.isascii() and _NUMBER.fullmatch(found)) or not 1 <= int(found) <= most:
            raise InputError(f"{key}: {found[:40]!r} is no number from 1 to {most:,}")
        return int(found)

    def flag(self, key: str) -> bool:
        """Return whether a box is ticked."""
        return self.text(key) not in {"", "0"}

    def one_of(self, key: str, known: Iterable[str], default: str = "") -> str:
        """Return a parameter that is one of the known words. Raises InputError for another."""
        known = tuple(known)
        found = self.text(key) or default
        if found and found not in known:
            raise InputError(f"{key}: no {found[:40]!r}; there are: {', '.join(known)}")
        return found

    def selection(self, *, families: bool = True) -> Selection:
        """Return which claims the filters let through: dates, confidence, family.

        Raises:
            InputError: a filter is malformed.
        """
        sure = self.text("sure")
        if sure and not _SHARE.fullmatch(sure):
            raise InputError(f"sure: {sure[:40]!r} is no number from 0 to 1; write it like 0.7")
        family = self.one_of("family", load_ontology().families) if families else ""
        found = Selection(
            families=frozenset({family} if family else ()),
            start=self.text("from") or None,
            end=self.text("to") or None,
            min_confidence=float(sure) if sure else 0.0,
        )
        found.check()
        return found

    def here(self, /, **changes: object) -> str:
        """Return the address of this page with some parameters changed; None takes one away."""
        given: dict[str, object] = {key: value for key, value in self.given.items() if value and key != "page"}
        return address(self.path, **{**given, **changes})


def address(path: str, /, **parameters: object) -> str:
    """Return an address of ours; parameters that are empty or None are left out, ``from_`` is written ``from``."""
    chosen = [(key.rstrip("_"), str(value)) for key, value in parameters.items() if value not in (None, "", False)]
    plain = quote(path, safe="/", errors="replace")
    return f"{plain}?{urlencode(chosen, errors='replace')}" if chosen else plain


def actor_at(actor: str, **parameters: object) -> str:
    """Return the address of an actor's page."""
    return address(f"/actor/{actor}", **parameters)


def pair_at(one: str, other: str, **parameters: object) -> str:
    """Return the address of the page of two actors."""
    return address("/pair", a=one, b=other, **parameters)


def article_at(article: str, claim: str = "") -> str:
    """Return the address of an article's page, at one of its claims."""
    return address(f"/article/{article}") + (f"#claim-{claim}" if claim else "")


def claims_at(ids: Iterable[str]) -> str:
    """Return the address of the page of some claims, at most as many as an address bears."""
    return "/claims?id=" + ".".join(id_[:_IDS] for id_ in list(ids)[:_MOST_IDS])
