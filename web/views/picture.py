"""The store as the pages see it: one open picture of it, and what was worked out from it, until it changes."""

from __future__ import annotations

import os
import time
import weakref
from collections.abc import Callable, Hashable, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import unquote

from graph.actors import Registry
from graph.actors.lookup import choose
from graph.errors import InputError
from graph.model import Actor, Article, Claim, Collection
from graph.network import claims_network
from graph.ontology import BASE, load_ontology
from graph.query import Iri, Limits, Value, run
from graph.store import Counts, Store
from graph.store.place import check
from graph.store.select import Selection
from web.views.kept import Kept

if TYPE_CHECKING:
    from networkx import MultiDiGraph

T = TypeVar("T")
SETTLED = 1.0
"""Seconds for which a picture is taken for fresh: under a busy writer not every page opens the store anew."""
_KEPT = 48
"""Results kept of one picture."""
_PAIRS = """SELECT ?subject ?relation ?object ?claims
{ ?p a :Proposition ; :subject ?subject ; :relation ?relation ; :object ?object ; :claimCount ?claims }"""


class Head(NamedTuple):
    """An article without its text."""

    id: str
    title: str
    date: str
    publisher: str


class Pair(NamedTuple):
    """Two actors, ``one`` < ``other``, and how many claims of each sign are between them, whatever their polarity."""

    one: str
    other: str
    claims: int
    friendly: int
    hostile: int

    def besides(self, actor: str) -> str:
        """Return the id of the other of the two."""
        return self.other if actor == self.one else self.one


class Picture:
    """The store as it was at one moment. Its files go when nobody uses it any more."""

    def __init__(self, path: Path, known: Kept) -> None:
        """Open it.

        Args:
            path: the store's folder.
            known: keeps the registry, which outlives the picture.

        Raises:
            StoreError: no store there, or damaged.
        """
        stack = ExitStack()
        self.path = path
        self.store = stack.enter_context(Store.open(path, write=False))
        weakref.finalize(self, stack.close)
        self.taken = time.monotonic()
        self._kept = Kept(_KEPT)
        self._known = known

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return a result worked out from this picture, made at the first call; see `Kept.get`."""
        return self._kept.get(key, make)

    @property
    def counts(self) -> Counts:
        """Return how much the store holds."""
        return self._kept.get("counts", self.store.counts)

    @property
    def actors(self) -> dict[str, Actor]:
        """Return the actors of the store by id."""
        return self._kept.get("actors", lambda: {actor.id: actor for actor in self.store.actors()})

    @property
    def heads(self) -> tuple[Head, ...]:
        """Return the articles, the newest first."""
        return self._kept.get("heads", self._heads)

    def _heads(self) -> tuple[Head, ...]:
        found = [Head(a.id, _title(a), a.date or "", a.publisher or "") for a in self.store.articles()]
        return tuple(reversed(found))

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Return the pairs of actors, those with most claims first."""
        return self._kept.get("pairs", self._pairs)

    def _pairs(self) -> tuple[Pair, ...]:
        relations = load_ontology().relations
        sums: dict[tuple[str, str], list[int]] = {}
        for row in run(self.path, _PAIRS, limits=Limits(rows=1_000_000)).rows:
            match row:
                case (Iri(subject), Iri(relation), Iri(object_), Value(claims)) if subject != object_:
                    ends = sorted((_id(subject), _id(object_)))
                    count = sums.setdefault((ends[0], ends[1]), [0, 0, 0])
                    known = relations.get(_id(relation))
                    count[known.sign if known else 0] += int(claims)
        found = [Pair(*ends, sum(count), count[1], count[-1]) for ends, count in sums.items()]
        return tuple(sorted((p for p in found if p.claims), key=lambda p: (-p.claims, p.one, p.other)))

    @property
    def pairs_of(self) -> dict[str, list[Pair]]:
        """Return the pairs of each actor, in the order of `pairs`."""
        return self._kept.get("pairs of", self._pairs_of)

    def _pairs_of(self) -> dict[str, list[Pair]]:
        found: dict[str, list[Pair]] = {}
        for pair in self.pairs:
            for end in pair[:2]:
                found.setdefault(end, []).append(pair)
        return found

    def claim_count(self, actor: str) -> int:
        """Return at how many claims about another an actor stands."""
        return sum(pair.claims for pair in self.pairs_of.get(actor, ()))

    @property
    def whole(self) -> Collection:
        """Return everything in the store. Slow at first: for pages that look at all of it."""
        return self._kept.get("whole", self.store.collection)

    @property
    def claims(self) -> dict[str, Claim]:
        """Return all claims by id; see `whole`."""
        return self._kept.get("claims", lambda: {claim.id: claim for claim in self.whole.claims})

    def of_actors(self, *actors: str) -> Collection:
        """Return the claims with any of these actors at an end."""
        wanted = tuple(sorted(set(actors)))
        return self._kept.get(("of", wanted), lambda: self.store.collection(actors=wanted))

    def chosen(self, selection: Selection) -> Collection:
        """Return the claims of the whole that a selection lets through, with all articles."""
        selection.check()
        if selection == Selection():
            return self.whole
        return self._kept.get(("chosen", selection), lambda: self._chosen(selection))

    def _chosen(self, selection: Selection) -> Collection:
        relations = selection.relation_ids(load_ontology())
        whole = self.whole
        kept = [c for c in whole.claims if selection.passes(c, whole.article(c.article), relations)]
        return Collection(whole.articles, tuple(kept), whole.actors)

    def network(self, selection: Selection) -> MultiDiGraph[str]:
        """Return the chosen claims as a network."""
        return self._kept.get(("network", selection), lambda: claims_network(self.chosen(selection)))

    @property
    def registry(self) -> Registry:
        """Return the lists of actors."""
        return self._known.get("registry", Registry.load)

    def find(self, text: str) -> str:
        """Return the id of the actor that a text means: an id, or any of its names.

        Raises:
            InputError: nobody in the store, or more than one, has that name.
        """
        if text in self.actors:
            return text
        listed = (self.registry.actor(id_) for id_ in self.registry.ids)
        try:
            return choose(text, self.actors.values(), listed, place="the store")[0].id
        except InputError as error:
            raise InputError(str(error).replace("'detente claims' lists what there is", "search for it")) from None

    def label(self, actor: str) -> str:
        """Return the label of an actor, its id where nobody knows it."""
        found = self.actors.get(actor)
        return found.label if found else self.registry.actor(actor).label if actor in self.registry else actor

    @cached_property
    def publishers(self) -> tuple[str, ...]:
        """Return the names of all publishers, in order."""
        return tuple(sorted({head.publisher for head in self.heads if head.publisher}))


class Shelf:
    """Gives the picture of a store that is fresh enough."""

    def __init__(self, path: Path, *, settled: float = SETTLED) -> None:
        self.path = path
        self._settled = settled
        self._lock = Lock()
        self._known = Kept(2)
        self._state: Sequence[tuple[str, int]] = ()
        self._picture: Picture | None = None

    def picture(self) -> Picture:
        """Return a picture of the store: the last one while nothing has changed.

        Raises:
            StoreError: no store there, or damaged.
        """
        with self._lock:
            if self._picture and time.monotonic() - self._picture.taken < self._settled:
                return self._picture
            check(self.path)
            state = _state(self.path / "quads")
            if self._picture is None or state != self._state:
                self._picture = None
                self._picture = Picture(self.path, self._known)
                self._state = state
            return self._picture


def _state(folder: Path) -> Sequence[tuple[str, int]]:
    """Return names and sizes of the files of a store, which no writer leaves as they are."""
    try:
        entries = [e for e in os.scandir(folder) if not e.name.startswith(("LOCK", "LOG"))]
        return sorted((e.name, e.stat().st_size) for e in entries)
    except OSError:
        return ()  # a file went meanwhile, or there are none: opening the store tells


def _title(article: Article) -> str:
    return article.title or article.source_id or f"article {article.id[:8]}"


def _id(iri: str) -> str:
    return unquote(iri.removeprefix(BASE).partition("/")[2], errors="replace")
