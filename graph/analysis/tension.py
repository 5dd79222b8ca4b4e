"""Where is there tension? Triads of actors whose three bonds fit together, and those whose bonds do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analysis.bonds import Bond, bonds, signed
from graph.analysis.evidence import DIGITS, check_actor
from graph.analysis.line_index import Frustration, frustration_of

if TYPE_CHECKING:
    from networkx import MultiDiGraph

KINDS = ("+++", "+--", "++-", "---")
"""Signs of a triad, friendly first; the first two are balanced, and Davis (1967) would let the last pass as well."""

_BALANCED = KINDS[:2]
_FOES = 2


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors, each two of them with a bond."""

    actors: tuple[str, str, str]
    """Ids in order."""
    bonds: tuple[Bond, Bond, Bond]
    """First and second, first and third, second and third."""
    kind: str
    """One of `KINDS`."""
    strength: float
    """Of its weakest bond."""
    settling: Bond | None
    """The bond of a tense triad that takes the fewest claims to turn, the weaker of equals; None in a balanced one."""

    @property
    def balanced(self) -> bool:
        """Return whether the product of its signs is positive."""
        return self.kind in _BALANCED

    @property
    def settled_by(self) -> tuple[str, ...]:
        """Return the ids of the claims whose change of sign would settle it, the weightiest first; often just one."""
        return self.settling.turned_by if self.settling else ()

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the ids of the claims that it rests on, bond by bond."""
        return tuple(id_ for bond in self.bonds for id_ in bond.evidence.claims)


@dataclass(frozen=True, slots=True)
class Balance:
    """How well bonds fit together, of a whole network or around one actor."""

    actor: str | None
    """Around whom; None for all."""
    kinds: tuple[tuple[str, int], ...]
    """How many triads of each of `KINDS` there are, listed below or not."""
    balanced: tuple[Triad, ...]
    tense: tuple[Triad, ...]
    """The strongest first, then by their bonds and actors; at most as many as asked for."""
    frustration: Frustration
    """Of all bonds; around an actor, of those among it and its neighbours."""

    @property
    def share(self) -> float | None:
        """Return the share of balanced triads, the triangle index of Cartwright and Harary (1956); None without any."""
        counts = dict(self.kinds)
        total = sum(counts.values())
        return round(sum(counts[kind] for kind in _BALANCED) / total, DIGITS) if total else None


def balance(
    network: MultiDiGraph[str], actor: str | None = None, *, limit: int | None = 100, everything: bool = False
) -> Balance:
    """Return the balanced and the tense triads, and how far all is from balance.

    A triad is balanced where the product of its three signs is positive: a friend's friend and an enemy's enemy are
    friends (Heider 1946, "Attitudes and cognitive organization", Journal of Psychology 21; for graphs Cartwright and
    Harary 1956). The change of any one sign settles a tense one; told is the bond that the fewest claims hold up.

    Args:
        network: as `graph.network.claims_network` gives it.
        actor: around whom; None for the triads of all.
        limit: how many balanced and how many tense triads to list, the strongest; None for all. All are counted.
        everything: whether claims that are negated, not actual or rejected count too.

    Raises:
        InputError: an actor that no claim names.
    """
    known = signed(bonds(network, everything=everything))
    if actor is not None:
        check_actor(network, actor)
        near = {end for bond in known if actor in bond.ends for end in bond.ends}
        known = [bond for bond in known if near.issuperset(bond.ends)]
    kinds = dict.fromkeys(KINDS, 0)
    lists: dict[bool, list[Triad]] = {True: [], False: []}
    for found in _by_strength(known, actor):
        kinds_here, triads = found
        for kind, count in kinds_here.items():
            kinds[kind] += count
        for triad in _wanted(triads, lists, limit):
            lists[triad.balanced].append(triad)
    return Balance(actor, tuple(kinds.items()), tuple(lists[True]), tuple(lists[False]), frustration_of(known))


def _wanted(triads: Iterator[Triad], lists: dict[bool, list[Triad]], limit: int | None) -> Iterator[Triad]:
    """Yield triads for lists that are not full; stop where all are."""
    while limit is None or any(len(told) < limit for told in lists.values()):
        triad = next(triads, None)
        if triad is None:
            return
        if limit is None or len(lists[triad.balanced]) < limit:
            yield triad


def _by_strength(known: list[Bond], actor: str | None) -> Iterator[tuple[dict[str, int], Iterator[Triad]]]:
    """Yield, bond by bond from the strongest, how many triads of each kind it is the weakest bond of, and these.

    Neighbours are kept as bits of a number, one bit an actor in order of id: counting common neighbours is then one
    operation, however many there are.
    """
    actors = sorted({end for bond in known for end in bond.ends})
    place = {name: number for number, name in enumerate(actors)}
    friends, foes = [0] * len(actors), [0] * len(actors)
    by_ends: dict[tuple[str, str], Bond] = {}
    for bond in sorted(known, key=lambda b: (-b.strength, b.ends)):
        one, other = place[bond.one], place[bond.other]
        thirds = -1 if actor is None or actor in bond.ends else 1 << place[actor]
        liked = (friends[one] & friends[other] & thirds).bit_count()
        disliked = (foes[one] & foes[other] & thirds).bit_count()
        mixed = ((friends[one] & foes[other] | foes[one] & friends[other]) & thirds).bit_count()
        counts = (liked, mixed, disliked) if bond.sign > 0 else (0, liked, mixed)
        kinds = {"+++": counts[0], "++-": counts[1], "+--": counts[2], "---": 0 if bond.sign > 0 else disliked}
        common = (friends[one] | foes[one]) & (friends[other] | foes[other]) & thirds
        by_ends[bond.ends] = bond
        yield kinds, _triads(bond, common, actors, by_ends)
        mine = friends if bond.sign > 0 else foes
        mine[one] |= 1 << other
        mine[other] |= 1 << one


def _triads(bond: Bond, common: int, actors: list[str], by_ends: dict[tuple[str, str], Bond]) -> Iterator[Triad]:
    """Yield the triads of a bond with each of the actors whose bits are set, in order of id."""
    while common:
        bit = common & -common
        common ^= bit
        one, two, three = sorted((*bond.ends, actors[bit.bit_length() - 1]))
        trio = (by_ends[one, two], by_ends[one, three], by_ends[two, three])
        hostile = sum(b.sign < 0 for b in trio)
        tense = hostile % 2 == 1
        yield Triad(
            actors=(one, two, three),
            bonds=trio,
            kind="+" * (len(trio) - hostile) + "-" * hostile,
            strength=bond.strength,
            settling=min(trio, key=lambda b: (len(b.turned_by), b.strength, b.ends)) if tense else None,
        )
