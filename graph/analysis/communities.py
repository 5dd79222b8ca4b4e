"""Which camps are there? Groups that are friendly inside and hostile to each other, as far as the claims allow."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, cast

from graph.analysis.bonds import Bond, bonds, signed
from graph.analysis.evidence import DIGITS
from graph.model import Sign

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_UNIT = 10**DIGITS
_Weights = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Group:
    """Actors that stand together."""

    members: tuple[str, ...]
    """Ids in order; one alone where it has foes and no friends enough."""
    claims: tuple[str, ...]
    """Ids of the friendly claims between members, bond by bond."""
    strains: tuple[str, ...]
    """Ids of the hostile claims between members whose bond is hostile."""


@dataclass(frozen=True, slots=True)
class Block:
    """How two groups stand to each other."""

    one: int
    other: int
    """Places of the groups in `Groups.groups`, from 0; one < other."""
    sign: Sign
    """Of the sum of the nets between them; a +1 is a block that relaxed balance allows."""
    claims: tuple[str, ...]
    """Ids of the claims of the bonds of this sign; of all bonds where it is 0."""
    against: tuple[str, ...]
    """Ids of the claims of the bonds of the other sign."""


@dataclass(frozen=True, slots=True)
class Groups:
    """A partition of the actors that have friends or foes."""

    groups: tuple[Group, ...]
    """The largest first, then by first member."""
    blocks: tuple[Block, ...]
    """Only between groups with bonds, in order."""
    criterion: float
    """Net of hostile bonds inside groups and of friendly ones between them, without signs; 0 where all fits."""
    misfits: tuple[Bond, ...]
    """These bonds, the greatest net first."""
    bonds: int
    """How many signed bonds there are."""


def groups(network: MultiDiGraph[str], *, everything: bool = False) -> Groups:
    """Return groups with few hostile bonds inside and few friendly ones between; as many groups as fit best.

    The criterion is that of Doreian and Mrvar (1996, "A partitioning approach to structural balance", Social Networks
    18): hostile bonds inside plus friendly bonds between, without a fixed number of groups (weak balance, Davis 1967).
    Each bond counts by its net, so that a war outweighs a handshake, and what is often told what is told once. The
    criterion is lowered by joining the two groups with the greatest net between them while that is friendly, then
    moving single actors, in turn until nothing helps: no move of one actor and no joining of two groups makes it less,
    but that it is the least is not proven, for the problem is NP-hard. Blocks read the result as relaxed structural
    balance (Doreian and Mrvar 2009, "Partitioning signed social networks", Social Networks 31): each pair of groups has
    the sign of the sum of its nets. Ties fall to the smaller id.

    Args:
        network: as `graph.network.claims_network` gives it.
        everything: whether claims that are negated, not actual or rejected count too.
    """
    known = signed(bonds(network, everything=everything))
    weights: _Weights = defaultdict(dict)
    for bond in known:
        amount = round(bond.net * _UNIT)
        weights[bond.one][bond.other] = weights[bond.other][bond.one] = amount
    home = {actor: actor for actor in sorted(weights)}
    while True:
        joined = _join(weights, home)
        moved = _move(weights, home)
        if not joined and not moved:
            break
    return _partition(known, home)


def _join(weights: _Weights, home: dict[str, str]) -> bool:
    """Join groups while two are friendly on the whole, the friendliest first; return whether any were joined."""
    between = _between(weights, home)
    queue = [(-amount, one, two) for one, row in between.items() for two, amount in row.items() if one < two]
    heapify(queue)
    into: dict[str, str] = {}
    while queue and queue[0][0] < 0:
        less, one, two = heappop(queue)
        if one in into or two in into or between[one].get(two) != -less:
            continue
        into[two] = one
        for third, amount in between.pop(two).items():
            del between[third][two]
            if third != one:
                total = between[one].get(third, 0) + amount
                between[one][third] = between[third][one] = total
                heappush(queue, (-total, min(one, third), max(one, third)))
    for actor, name in home.items():
        while name in into:
            name = into[name]  # noqa: PLW2901 - follows the joinings to the last
        home[actor] = name
    return bool(into)


def _between(weights: _Weights, home: dict[str, str]) -> _Weights:
    """Return what stands between each two groups, both ways."""
    between: _Weights = {name: {} for name in sorted(set(home.values()))}
    for one, others in weights.items():
        for other, amount in others.items():
            here, there = home[one], home[other]
            if here != there:
                between[here][there] = between[here].get(there, 0) + amount
    return between


def _move(weights: _Weights, home: dict[str, str]) -> bool:
    """Move actors, in order of id, to the group that they are friendliest with; return whether any moved."""
    moved = False
    again = True
    while again:
        again = False
        for actor, name in home.items():
            pull: dict[str, int] = defaultdict(int)
            for other, amount in weights[actor].items():
                pull[home[other]] += amount
            stays = pull.get(name, 0)
            best = min(pull, key=lambda group: (-pull[group], group))
            if pull[best] > max(stays, 0):
                home[actor] = best
            elif stays < 0:
                home[actor] = _free(actor, home)
            else:
                continue
            moved = again = True
    return moved


def _free(actor: str, home: dict[str, str]) -> str:
    """Return a name for a group of this actor alone: its own, or one that no group bears."""
    taken = set(home.values())
    return actor if actor not in taken else next(name for name in home if name not in taken)


def _partition(known: list[Bond], home: dict[str, str]) -> Groups:
    members: dict[str, list[str]] = defaultdict(list)
    for actor, name in home.items():
        members[name].append(actor)
    ordered = sorted(members.values(), key=lambda m: (-len(m), m[0]))
    place = {actor: number for number, group in enumerate(ordered) for actor in group}
    inside: dict[int, list[Bond]] = defaultdict(list)
    between: dict[tuple[int, int], list[Bond]] = defaultdict(list)
    for bond in known:
        one, other = sorted(place[end] for end in bond.ends)
        (inside[one] if one == other else between[one, other]).append(bond)
    misfits = [b for b in known if (place[b.one] == place[b.other]) == (b.sign < 0)]
    return Groups(
        groups=tuple(
            Group(tuple(group), _claims(inside[number], 1), _claims(inside[number], -1))
            for number, group in enumerate(ordered)
        ),
        blocks=tuple(_block(*ends, between[ends]) for ends in sorted(between)),
        criterion=round(math.fsum(abs(bond.net) for bond in misfits), DIGITS),
        misfits=tuple(sorted(misfits, key=lambda b: (-abs(b.net), b.ends))),
        bonds=len(known),
    )


def _block(one: int, other: int, known: list[Bond]) -> Block:
    total = sum(round(bond.net * _UNIT) for bond in known)
    sign = cast("Sign", (total > 0) - (total < 0))
    mine = _claims(known, sign) if sign else _claims(known, 1) + _claims(known, -1)
    return Block(one, other, sign, mine, _claims(known, -sign) if sign else ())


def _claims(known: list[Bond], sign: int) -> tuple[str, ...]:
    return tuple(id_ for bond in known if bond.sign == sign for id_ in bond.evidence.claims)
