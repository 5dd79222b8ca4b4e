"""How far is a network from balance? The fewest bonds whose change of sign would leave two camps and no tension."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analysis.bonds import Bond, bonds, signed
from graph.analysis.camps import Signs, components, exact_camps, improved_camps, unbalanced_triangles
from graph.analysis.evidence import DIGITS

if TYPE_CHECKING:
    from networkx import MultiDiGraph


@dataclass(frozen=True, slots=True)
class Frustration:
    """The line index of balance, the camps that reach it, and the bonds in their way."""

    index: int
    """The fewest bonds found that have to change sign; never less than the true index."""
    at_least: int
    """The true index is not less than this; equal to ``index`` where that is exact."""
    bonds: int
    """How many signed bonds there are."""
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    """The actors with signed bonds, in order, parted in two. Parts of the network without a bond between them could
    change camps as a whole; each has its first actor in the first camp."""
    frustrated: tuple[Bond, ...]
    """The bonds to change: hostile ones inside a camp and friendly ones across, in order."""

    @property
    def exact(self) -> bool:
        """Return whether the index is proven to be the least."""
        return self.index == self.at_least

    @property
    def normalized(self) -> float | None:
        """Return 1 - 2 index / bonds, 1 where all is balanced (Aref and Wilson 2018); None without bonds."""
        return round(1 - 2 * self.index / self.bonds, DIGITS) if self.bonds else None

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the ids of the claims of the bonds to change, bond by bond."""
        return tuple(id_ for bond in self.frustrated for id_ in bond.evidence.claims)


def frustration(network: MultiDiGraph[str], *, everything: bool = False) -> Frustration:
    """Return the line index of balance of a network's signed bonds, each counting one.

    The index is the least number of lines whose change of sign, or removal, makes a signed graph balanced (Abelson and
    Rosenberg 1958; Harary 1959, "On the measurement of structural balance", Behavioral Science 4), called frustration
    index by Aref and Wilson (2018, "Measuring partial balance in signed networks", and 2019, "Balance and frustration
    in signed networks", both Journal of Complex Networks), who compute it by integer programming.

    It is exact for each part of the network of up to 19 actors, and for larger ones where actors can be taken out one
    by one without one having more than 18 neighbours left: see `graph.analysis.camps.exact_camps`. Above that it is the
    best of a local search, an upper bound; ``at_least`` then counts tense triads without a common bond, a lower bound.

    Args:
        network: as `graph.network.claims_network` gives it.
        everything: whether claims that are negated, not actual or rejected count too.
    """
    return frustration_of(signed(bonds(network, everything=everything)))


def frustration_of(known: Iterable[Bond]) -> Frustration:
    """Return the line index of these bonds; all have a sign."""
    told = sorted(known, key=lambda bond: bond.ends)
    signs: Signs = defaultdict(dict)
    for bond in told:
        signs[bond.one][bond.other] = signs[bond.other][bond.one] = bond.sign
    side: dict[str, bool] = {}
    at_least = 0
    for part in components(signs):
        camps = exact_camps(part)
        proven = camps is not None
        if camps is None:
            camps = improved_camps(part)
        flipped = camps[min(camps)]
        side.update((actor, camp != flipped) for actor, camp in camps.items())
        index = sum(sign != (1 if camps[a] == camps[b] else -1) for a, row in part.items() for b, sign in row.items())
        at_least += index // 2 if proven else unbalanced_triangles(part)
    frustrated = tuple(bond for bond in told if (side[bond.one] == side[bond.other]) != (bond.sign > 0))
    actors = sorted(side)
    camps_told = (tuple(a for a in actors if not side[a]), tuple(a for a in actors if side[a]))
    return Frustration(len(frustrated), at_least, len(told), camps_told, frustrated)
