"""Two actors and how they stand to each other, whichever of them does it: the lines of a signed graph."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, cast

from graph.analysis.evidence import DIGITS, Evidence, Held, certainty, evidence, held, surest, weigh
from graph.model import Sign
from graph.ontology import load_ontology

if TYPE_CHECKING:
    from networkx import MultiDiGraph

TALKS = frozenset({"negotiatesWith", "ceasefireWith"})
"""Relations of two sides that have something to settle: as events they are friendly, of a bond they say nothing."""
MEDIATING = frozenset({"mediatesFor"})
"""Relations whose objects, where one sentence names two of them, are at odds with each other."""
AT_ODDS = "rivals"
"""The relation with whose intensity they are."""


@dataclass(frozen=True, slots=True)
class Bond:
    """Two actors, ``one`` < ``other``, with all claims between them in either direction.

    ``net`` adds up the intensity of each claim (Goldstein 1992, -10 to +10) times its confidence, a sentence in
    several articles once; its sign is the bond's. A sign of 0 means that all claims are neutral, or that both sides
    weigh the same. Negated claims and `TALKS` are neutral.
    """

    one: str
    other: str
    sign: Sign
    net: float
    strength: float
    """How sure the sign is, 0 to 1: the belief in its claims, less the share of intensity that speaks against it."""
    evidence: Evidence
    """The claims of this sign; all of them where the sign is 0."""
    against: tuple[str, ...]
    """Ids of the claims of the opposite sign, the surest first."""
    neutral: tuple[str, ...]
    """Ids of the claims that take no side, where the sign is not 0."""
    weight: float
    """Sum of the confidence of all different sentences, whatever their sign."""
    turned_by: tuple[str, ...]
    """Ids of the fewest claims whose change of sign would turn the bond's; copies of a claim go with it."""

    @property
    def ends(self) -> tuple[str, str]:
        """Return both actors."""
        return (self.one, self.other)


def bonds(network: MultiDiGraph[str], *, everything: bool = False) -> dict[tuple[str, str], Bond]:
    """Return the bonds of a network by their ends, in the order of their ends.

    Whoever mediates has two sides to mediate between: where one sentence names both, it speaks for a hostile bond of
    these two as well, with the mediator's claims as its evidence.

    Args:
        network: as `graph.network.claims_network` gives it.
        everything: whether claims that are negated, not actual or rejected count too.
    """
    claims = list(held(network, everything=everything))
    return bonds_of([*claims, *_at_odds(claims)])


def _at_odds(claims: Iterable[Held]) -> Iterator[Held]:
    """Yield, for each two whom one mediates for in one sentence, both claims as hostile ones between these two."""
    parties: dict[tuple[str, str, str], dict[str, Held]] = defaultdict(dict)
    for claim in claims:
        if claim.edge["relation"] in MEDIATING and claim.edge["polarity"] == "affirmed":
            parties[claim.subject, claim.edge["article"], claim.statement].setdefault(claim.object, claim)
    intensity = load_ontology().relation(AT_ODDS).intensity
    for sides in parties.values():
        for one, other in combinations(sorted(sides), 2):
            for claim in (sides[one], sides[other]):
                edge = {**claim.edge, "sign": -1, "intensity": intensity}
                yield Held(one, other, claim.id, edge, claim.statement)


def bonds_of(claims: Iterable[Held]) -> dict[tuple[str, str], Bond]:
    """Return the bonds that these claims make by their ends, in the order of their ends."""
    pairs: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for claim in claims:
        if claim.edge["relation"] in TALKS:
            claim = claim._replace(edge={**claim.edge, "sign": 0, "intensity": 0.0})  # noqa: PLW2901 - as it counts here
        pairs[min(claim.subject, claim.object), max(claim.subject, claim.object)].append(claim)
    return {ends: _bond(*ends, pairs[ends]) for ends in sorted(pairs)}


def signed(all_bonds: dict[tuple[str, str], Bond]) -> list[Bond]:
    """Return the bonds that are friendly or hostile, in their order."""
    return [bond for bond in all_bonds.values() if bond.sign]


def _bond(one: str, other: str, claims: list[Held]) -> Bond:
    shares = intensities(claims)
    friendly = math.fsum(value for _, value in shares if value > 0)
    hostile = math.fsum(-value for _, value in shares if value < 0)
    net = round(friendly - hostile, DIGITS)
    sign = cast("Sign", (net > 0) - (net < 0))
    mine = evidence(c for c in claims if not sign or c.edge["sign"] == sign)
    return Bond(
        one=one,
        other=other,
        sign=sign,
        net=net,
        strength=round(mine.belief * abs(net) / (friendly + hostile), DIGITS) if sign else 0.0,
        evidence=mine,
        against=surest(c for c in claims if sign and c.edge["sign"] == -sign),
        neutral=surest(c for c in claims if sign and not c.edge["sign"]),
        weight=mine.weight if len(mine.claims) == len(claims) else weigh(claims),
        turned_by=_turning(shares, net),
    )


def intensities(claims: Iterable[Held]) -> list[tuple[str, float]]:
    """Return (id, intensity times confidence) of each different claim, the greatest amount first, then by id.

    Claims of the same ends and relation with the same sentence are one; the surest of them gives id and confidence.
    """
    best: dict[tuple[str, str, str, str], tuple[float, str, float]] = {}
    for claim in claims:
        key = (claim.subject, claim.edge["relation"], claim.object, claim.statement)
        rank = (-certainty(claim.edge), claim.id, float(claim.edge["intensity"]))
        best[key] = min(best.get(key, rank), rank)
    shares = [(id_, intensity * -less) for less, id_, intensity in best.values()]
    return sorted(shares, key=lambda share: (-abs(share[1]), share[0]))


def _turning(shares: list[tuple[str, float]], net: float) -> tuple[str, ...]:
    """Return the ids of the fewest claims that turn the sign: turning one moves the net by twice its share."""
    chosen: list[str] = []
    rest = abs(net)
    for id_, value in shares if net else []:
        if rest < 0:
            break
        if value * net > 0:
            chosen.append(id_)
            rest = round(rest - 2 * abs(value), DIGITS)
    return tuple(chosen)
