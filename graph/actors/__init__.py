"""Who is who, and when: the tables of actors, names and tenures, and how names are found in a text."""

from __future__ import annotations

from graph.actors.matcher import Entry, Matcher, RawMatch
from graph.actors.registry import Registry, valid_on

__all__ = ["Entry", "Matcher", "RawMatch", "Registry", "valid_on"]
