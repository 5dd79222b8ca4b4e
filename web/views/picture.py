"""The store as the pages see it: one open picture of it, and what was worked out from it, until it changes."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import unquote

from graph.actors import Registry
from graph.actors.lookup import choose
from graph.errors import InputError
from graph.model import Actor, Article, Claim, Collection, claim_actors
from graph.network import claims_network
from graph.ontology import BASE, load_ontology
from graph.query import Iri, Limits, Value, run
from graph.store import Counts, Store
from graph.store.select import Selection
from web.views.kept import Kept, Lasting

if TYPE_CHECKING:
    from networkx import MultiDiGraph

T = TypeVar("T")
KEPT = 48
"""Results kept of one picture, apart from what all pages need."""
_BASICS = 12
WHOLE = 250_000
"""Claims up to which a picture reads all of the store ahead; beyond, only pages that need all of it do."""
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

    def __init__(self, path: Path, known: Kept, lasting: Lasting) -> None:
        """Open it.

        Args:
            path: the store's folder.
            known: keeps the registry, which outlives the picture.
            lasting: keeps maps and answers, which may outlive it for a while.

        Raises:
            StoreError: no store there, or damaged.
        """
        stack = ExitStack()
        self.path = path
        self.store = stack.enter_context(Store.open(path, write=False))
        weakref.finalize(self, stack.close)
        self._kept = Kept(KEPT)
        self._basics = Kept(_BASICS)
        self._known = known
        self._lasting = lasting
        self._version = object()

    def prepare(self) -> None:
        """Work out ahead what most pages need."""
        ahead = ("whole", "claims", "claims_of") if self.small else ()
        for name in ("counts", "actors", *ahead, "heads", "pairs", "pairs_of", "registry"):
            getattr(self, name)

    @property
    def small(self) -> bool:
        """Return whether the store is so small that all of it is read ahead."""
        return self.counts.claims <= WHOLE

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return a result worked out from this picture, made at the first call; see `Kept.get`."""
        return self._kept.get(key, make)

    def lasting(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what stands on its own, as a map; where making it takes long, maybe that of an earlier picture.

        See `Lasting.of`.
        """
        return self._lasting.of(key, self._version, make)

    @property
    def counts(self) -> Counts:
        """Return how much the store holds."""
        return self._basics.get("counts", self.store.counts)

    @property
    def actors(self) -> dict[str, Actor]:
        """Return the actors of the store by id."""
        return self._basics.get("actors", lambda: {actor.id: actor for actor in self.store.actors()})

    @property
    def heads(self) -> tuple[Head, ...]:
        """Return the articles, the newest first."""
        return self._basics.get("heads", self._heads)

    def _heads(self) -> tuple[Head, ...]:
        articles = self.whole.articles if self.small else self.store.articles()
        found = [Head(a.id, _title(a), a.date or "", a.publisher or "") for a in articles]
        return tuple(reversed(found))

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Return the pairs of actors, those with most claims first."""
        return self._basics.get("pairs", self._pairs)

    def _pairs(self) -> tuple[Pair, ...]:
        relations = load_ontology().relations
        sums: dict[tuple[str, str], list[int]] = {}
        for subject, relation, object_, claims in self._claimed() if self.small else self._counted():
            if subject != object_:
                count = sums.setdefault((min(subject, object_), max(subject, object_)), [0, 0, 0])
                known = relations.get(relation)
                count[known.sign if known else 0] += claims
        found = [Pair(*ends, sum(count), count[1], count[-1]) for ends, count in sums.items()]
        return tuple(sorted((p for p in found if p.claims), key=lambda p: (-p.claims, p.one, p.other)))

    def _claimed(self) -> Iterator[tuple[str, str, str, int]]:
        """Yield (subject, relation, object, 1) of every claim that counts."""
        for claim in self.whole.claims:
            if claim.review != "rejected":
                yield claim.subject, claim.relation, claim.object, 1

    def _counted(self) -> Iterator[tuple[str, str, str, int]]:
        """Yield (subject, relation, object, number of claims) of every proposition."""
        for row in run(self.path, _PAIRS, limits=Limits(rows=1_000_000)).rows:
            match row:
                case (Iri(subject), Iri(relation), Iri(object_), Value(claims)):
                    yield _id(subject), _id(relation), _id(object_), int(claims)

    @property
    def pairs_of(self) -> dict[str, list[Pair]]:
        """Return the pairs of each actor, in the order of `pairs`."""
        return self._basics.get("pairs of", self._pairs_of)

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
        return self._basics.get("whole", self.store.collection)

    @property
    def claims(self) -> dict[str, Claim]:
        """Return all claims by id; see `whole`."""
        return self._basics.get("claims", lambda: {claim.id: claim for claim in self.whole.claims})

    @property
    def claims_of(self) -> dict[str, list[Claim]]:
        """Return the claims with an actor at an end, by actor, in their order; see `whole`."""
        return self._basics.get("claims of", self._claims_of)

    def _claims_of(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.whole.claims:
            for end in {claim.subject, claim.object}:
                found.setdefault(end, []).append(claim)
        return found

    def of_actor(self, actor: str) -> Collection:
        """Return the claims with an actor at an end, with their articles and actors."""
        return self._kept.get(("of", actor), lambda: self._of_actor(actor))

    def _of_actor(self, actor: str) -> Collection:
        if not self._basics.has("claims of"):
            return self.store.collection(actors=[actor])
        claims = tuple(self.claims_of.get(actor, ()))
        articles = {claim.article: self.whole.article(claim.article) for claim in claims}
        used = {id_ for claim in claims for id_ in claim_actors(claim)}
        ordered = sorted(articles.values(), key=lambda a: (a.date or "", a.id))
        return Collection(tuple(ordered), claims, tuple(self.actors[id_] for id_ in sorted(used)))

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


def _title(article: Article) -> str:
    return article.title or article.source_id or f"article {article.id[:8]}"


def _id(iri: str) -> str:
    return unquote(iri.removeprefix(BASE).partition("/")[2], errors="replace")
