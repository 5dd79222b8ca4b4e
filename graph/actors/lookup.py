"""Actors by a name that a person typed: who may be meant, and what was nearly typed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from graph.actors.matcher import normalise
from graph.actors.registry import Registry, valid_on
from graph.errors import InputError
from graph.model import Actor

NEAR = 0.75
"""How alike two names must be, of 1, to be suggested one for the other."""
SUGGESTIONS = 5

_STRONG = frozenset({"official", "short", "acronym", "variant", "former"})
"""Kinds of names that mean the actor itself; a capital, a demonym or an organ only stands for it."""


def typed(name: str) -> str:
    """Return a name as names are compared here: without case, diacritics, hyphens, dots and a leading "the".

    >>> typed("The  Taliban"), typed("Tehrik-i-Taliban"), typed("U.S.")
    ('taliban', 'tehrik i taliban', 'us')
    """
    words = normalise(name).replace("-", " ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def choose(name: str, stored: Iterable[Actor], listed: Iterable[Actor], *, place: str) -> tuple[Actor, str | None]:
    """Return the actor that a name means among stored ones, and a note where lists know others of that name.

    Args:
        name: A name or an id.
        stored: Who may be chosen.
        listed: Who else is known, to say why nobody was chosen.
        place: Where the stored ones are, for messages.

    Raises:
        InputError: nobody, or more than one, has that name; says who is meant or nearly meant.
    """
    stored = tuple(stored)
    ids = {actor.id for actor in stored}
    found = named(name, stored)
    others = [actor for actor in named(name, listed) if actor.id not in ids]
    if len(found) > 1:
        raise InputError(f"{name!r} may be {choices(name, found)}; give an id")
    if found and others and found[0].id != name:
        return found[0], f"{name!r} is taken as {choices(name, found)}; {choices(name, others)}: nothing stored"
    if found:
        return found[0], None
    if others:
        raise InputError(f"nothing is claimed of {choices(name, others)} in {place}")
    alike = near(name, stored)
    hint = f"do you mean {' or '.join(alike)}?" if alike else "'detente claims' lists what there is"
    raise InputError(f"no actor named {name!r} in {place}; {hint}")


def named(name: str, actors: Iterable[Actor]) -> list[Actor]:
    """Return the actors that a name may mean, sorted by id; none, one, or several.

    An id means its actor and nobody else. Else labels and proper names decide, and only where none fits do capitals,
    demonyms, organs and surnames.
    """
    known = sorted(actors, key=lambda a: a.id)
    wanted = typed(name)
    if not wanted:
        return []
    return (
        [a for a in known if a.id == name]
        or [a for a in known if wanted == typed(a.label) or wanted in _typed_names(a, strong=True)]
        or [a for a in known if wanted in _typed_names(a, strong=False)]
    )


def _typed_names(actor: Actor, *, strong: bool) -> Iterator[str]:
    return (typed(n.text) for n in actor.names if (n.kind in _STRONG) is strong)


def meant(name: str, registry: Registry, date: str | None) -> tuple[list[Actor], list[Actor]]:
    """Return the actors that a name may mean at a date, and those that it means at other dates only; sorted by id.

    Without a date nobody is ruled out. An id means its actor at every date.
    """
    found = named(name, (registry.actor(id_) for id_ in registry.ids))
    if date is None or (len(found) == 1 and found[0].id == name):
        return found, []
    at = [a for a in found if _bears(a, typed(name), date)]
    return at, [a for a in found if a not in at]


def _bears(actor: Actor, wanted: str, date: str) -> bool:
    names = [n for n in actor.names if typed(n.text) == wanted]
    return not names or any(valid_on(date, n.valid_from, n.valid_to) for n in names)


def choices(name: str, actors: Iterable[Actor]) -> str:
    """Return actors that a name may mean, with their ids and the times at which they are meant, in one line.

    ``Afghanistan (afghanistan), Taliban (taliban, 1996-09-27 to 2001-11-13 and from 2021-08-15)``
    """
    return ", ".join(f"{a.label} ({', '.join([a.id, *_times(name, a)])})" for a in actors)


def _times(name: str, actor: Actor) -> list[str]:
    times = []
    for each in actor.names:
        if typed(each.text) == typed(name) and (each.valid_from or each.valid_to):
            start, end = each.valid_from, each.valid_to
            times.append(f"{start} to {end}" if start and end else f"from {start}" if start else f"until {end}")
    return [" and ".join(times)] if times else []


def near(name: str, actors: Iterable[Actor]) -> list[str]:
    """Return the labels of actors with a name almost like this one, the likest first, at most `SUGGESTIONS`."""
    labels: dict[str, list[str]] = {}
    for actor in sorted(actors, key=lambda a: a.id):
        for text in (actor.label, actor.id, *(n.text for n in actor.names)):
            labels.setdefault(typed(text), []).append(actor.label)
    found = difflib.get_close_matches(typed(name), sorted(labels), n=2 * SUGGESTIONS, cutoff=NEAR)
    return list(dict.fromkeys(label for text in found for label in labels[text]))[:SUGGESTIONS]
