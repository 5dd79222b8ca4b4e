"""What speaks for something: claims, each sentence counted once however many articles carry it, and how sure it is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.errors import InputError
from graph.network import merged

if TYPE_CHECKING:
    from networkx import MultiDiGraph

DIGITS = 6
"""Figures are rounded to so many digits behind the point, so that the order of adding cannot show."""


class Held(NamedTuple):
    """One claim of a network that counts: its ends, its id and what its edge carries."""

    subject: str
    object: str
    id: str
    edge: dict[str, Any]
    statement: str
    """Its sentence, as copies are compared."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Claims that say one thing, and how sure they make it.

    A sentence that stands in several articles, as agencies' texts do, counts once, at its best confidence.
    """

    claims: tuple[str, ...]
    """Ids of all the claims, copies too; the surest first, then by id."""
    sentences: int
    """How many different sentences."""
    articles: int
    """How many different articles, copies too."""
    weight: float
    """Sum of the sentences' confidence: how many of them are expected to say so."""
    doubt: float
    """Chance that no sentence says so, if they are misread independently of each other."""
    first: str | None
    last: str | None
    """Dates of the first and the last claim, None where none has a date."""

    @property
    def belief(self) -> float:
        """Return the chance that at least one of the sentences says so, 0 to 1."""
        return round(1 - self.doubt, DIGITS)

    @property
    def cost(self) -> float:
        """Return the negative logarithm of the belief: costs add where chances multiply; infinite without belief."""
        return -math.log1p(-self.doubt) if self.doubt < 1 else math.inf


def held(network: MultiDiGraph[str], *, everything: bool = False) -> Iterator[Held]:
    """Yield the claims that count, by (subject, object, sign, id); an actor's claims about itself are passed over.

    A negated claim takes no side, with sign and intensity 0: who denies arming somebody is no enemy, and who is said
    not to be an enemy is no friend.

    Args:
        network: as `graph.network.claims_network` gives it.
        everything: whether claims that are negated, not actual or rejected count too; `graph.network.merged` decides.
    """
    lines = merged(network, everything=everything)
    for start, end, sign in sorted(lines.edges(keys=True)):
        if start != end:
            edges = network[start][end]
            for id_ in lines.edges[start, end, sign]["ids"]:
                edge = edges[id_]
                if edge["polarity"] == "negated":
                    edge = {**edge, "sign": 0, "intensity": 0.0}
                yield Held(start, end, id_, edge, statement(edge["sentence"]))


def evidence(claims: Iterable[Held]) -> Evidence:
    """Return what claims that say one thing weigh together."""
    told = sorted(claims, key=_surest)
    best = _sentences(told)
    dates = sorted(c.edge["date"] for c in told if c.edge["date"])
    return Evidence(
        claims=tuple(c.id for c in told),
        sentences=len(best),
        articles=len({c.edge["article"] for c in told}),
        weight=round(math.fsum(best.values()), DIGITS),
        doubt=math.prod(1 - sure for sure in best.values()),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def surest(claims: Iterable[Held]) -> tuple[str, ...]:
    """Return the ids of claims, the surest first, then by id."""
    return tuple(c.id for c in sorted(claims, key=_surest))


def weigh(claims: Iterable[Held]) -> float:
    """Return the sum of the best confidence of each different sentence."""
    return round(math.fsum(_sentences(sorted(claims, key=_surest)).values()), DIGITS)


def _surest(claim: Held) -> tuple[float, str]:
    return (-certainty(claim.edge), claim.id)


def _sentences(told: Iterable[Held]) -> dict[str, float]:
    """Return the different sentences of claims, the surest first, with their best confidence."""
    best: dict[str, float] = {}
    for claim in told:
        best.setdefault(claim.statement, certainty(claim.edge))
    return best


def certainty(edge: dict[str, Any]) -> float:
    """Return how sure it is that the sentence says so: its confidence, or 1 where a reviewer accepted it."""
    return 1.0 if edge["review"] == "accepted" else float(edge["confidence"])


def statement(sentence: str) -> str:
    """Return a sentence as it is compared: copies of it may differ in white space and in case."""
    return " ".join(sentence.split()).casefold()


def check_actor(network: MultiDiGraph[str], actor: str) -> None:
    """Raise InputError where no claim of a network names an actor at its ends."""
    if actor not in network:
        raise InputError(f"no claim here is about {actor!r}; want an actor's id, 'detente actors find' shows it")
