from __future__ import annotations

from itertools import combinations

import pytest

from graph.analysis import KINDS, Balance, balance, bonds
from graph.analysis.bonds import signed as with_sign
from graph.errors import InputError
from graph.network import claims_network
from tests.analysis.world import FRIENDLY, HOSTILE, Say, article, chance_lines, collect, ids, network, one_each, signed


@pytest.mark.parametrize(
    ("signs", "kind", "tense"),
    [((1, 1, 1), "+++", 0), ((1, -1, -1), "+--", 0), ((1, 1, -1), "++-", 1), ((-1, -1, -1), "---", 1)],
)
def test_a_triad_is_balanced_where_the_product_of_its_signs_is_positive(
    signs: tuple[int, int, int], kind: str, tense: int
) -> None:
    found = balance(signed([("a", "b", signs[0]), ("c", "a", signs[1]), ("b", "c", signs[2])]))
    (triad,) = found.tense if tense else found.balanced
    assert (triad.actors, triad.kind, triad.balanced) == (("a", "b", "c"), kind, not tense)
    assert len(triad.claims) == 3
    assert dict(found.kinds) == {**dict.fromkeys(KINDS, 0), kind: 1}
    assert found.share == 1 - tense
    assert found.frustration.index == tense


def test_a_tense_triad_names_the_claim_whose_change_of_sign_settles_it() -> None:
    said = [
        *[Say("a", FRIENDLY, "b")] * 3,
        *[Say("b", FRIENDLY, "c")] * 3,
        Say("a", HOSTILE, "c"),
        Say("a", "meetsWith", "c"),
    ]
    (triad,) = balance(one_each(*said)).tense
    assert triad.settling == bonds(one_each(*said))["a", "c"]
    collection = collect(*(article(f"n{n}", say) for n, say in enumerate(said)))
    assert triad.settled_by == ids(collection, relation=HOSTILE)


def test_turning_the_named_claims_does_settle_it() -> None:
    for seed in range(6):
        lines = [*chance_lines(6, 0.9, seed), *chance_lines(6, 0.5, seed + 100)]
        said = [Say(one, FRIENDLY if sign > 0 else HOSTILE, other) for one, other, sign in lines]
        readings = [article(f"n{n}", say) for n, say in enumerate(said)]
        for triad in balance(network(*readings), limit=None).tense:
            turned = [
                article(f"n{n}", _turned(say) if readings[n].claims[0].id in triad.settled_by else say)
                for n, say in enumerate(said)
            ]
            after = [
                t for t in balance(network(*turned), triad.actors[0], limit=None).balanced if t.actors == triad.actors
            ]
            assert len(after) == 1


def _turned(say: Say) -> Say:
    """Return the claim with the other sign and the same intensity."""
    return Say(say.subject, OPPOSITE[say.relation], say.object)


OPPOSITE = {FRIENDLY: "sanctions", HOSTILE: "pledgesAllegianceTo"}
"""Relations of the opposite intensity: +8 and -8, -7 and +7."""


@pytest.mark.parametrize("actor", [None, "a03"])
@pytest.mark.parametrize("seed", range(4))
def test_all_triads_are_counted_and_listed(seed: int, actor: str | None) -> None:
    graph = signed(chance_lines(12, 0.5, seed))
    known = {bond.ends: bond.sign for bond in with_sign(bonds(graph))}
    want = dict.fromkeys(KINDS, 0)
    for trio in combinations(sorted(graph), 3):
        signs = [known.get(pair) for pair in combinations(trio, 2)]
        if None not in signs and (actor is None or actor in trio):
            want["+" * signs.count(1) + "-" * signs.count(-1)] += 1
    found = balance(graph, actor, limit=None)
    assert dict(found.kinds) == want
    assert len(found.balanced) == want["+++"] + want["+--"]
    assert len(found.tense) == want["++-"] + want["---"]
    assert all(actor is None or actor in triad.actors for triad in found.balanced + found.tense)
    assert len({triad.actors for triad in found.balanced + found.tense}) == sum(want.values())


def test_the_strongest_are_listed_first_and_the_limit_cuts_lists_only() -> None:
    lines = chance_lines(12, 0.6, 5)
    network = one_each(
        *(
            Say(one, FRIENDLY if sign > 0 else HOSTILE, other, confidence=0.4 + n % 50 / 100)
            for n, (one, other, sign) in enumerate(lines)
        )
    )
    everything = balance(network, limit=None)
    for told in (everything.balanced, everything.tense):
        assert [t.strength for t in told] == sorted((t.strength for t in told), reverse=True)
        assert all(t.strength == min(b.strength for b in t.bonds) for t in told)
    some = balance(network, limit=3)
    assert (some.balanced, some.tense) == (everything.balanced[:3], everything.tense[:3])
    assert some.kinds == everything.kinds


def test_around_an_actor_frustration_is_that_of_its_neighbourhood() -> None:
    far = [("x", "y", 1), ("y", "z", 1), ("x", "z", -1)]
    found = balance(signed([("a", "b", 1), ("a", "c", -1), ("b", "c", -1), ("c", "x", 1), *far]), "a")
    assert (found.frustration.index, found.frustration.bonds) == (0, 3)
    assert balance(signed([("a", "b", 1), *far])).frustration.index == 1


def test_possible_claims_make_no_triad_unless_asked_and_denied_ones_never() -> None:
    sides = (Say("a", HOSTILE, "b"), Say("b", HOSTILE, "c"))
    network = one_each(*sides, Say("a", HOSTILE, "c", modality="possible"))
    assert balance(network).tense == ()
    assert len(balance(network, everything=True).tense) == 1
    denied = one_each(*sides, Say("a", HOSTILE, "c", polarity="negated"))
    assert balance(denied, everything=True).tense == ()


def test_a_friend_of_both_who_mediates_between_them_is_in_a_tense_triad() -> None:
    text = "Em mediates between Ay and Bee, who negotiate."
    network = one_each(Say("m", "courts", "a"), Say("m", "courts", "b"))
    assert balance(network, "m").tense == ()
    reading = article(
        "talks", *(Say("m", "mediatesFor", end, text) for end in "ab"), Say("a", "negotiatesWith", "b", text)
    )
    (triad,) = balance(claims_network(collect(reading)), "m").tense
    assert (triad.actors, triad.kind) == (("a", "b", "m"), "++-")
    assert set(triad.bonds[0].evidence.claims) == set(ids(collect(reading), relation="mediatesFor"))


def test_an_unknown_actor_is_told_and_nothing_gives_nothing() -> None:
    with pytest.raises(InputError, match="'q'"):
        balance(signed([("a", "b", 1)]), "q")
    found = balance(signed([]))
    assert isinstance(found, Balance)
    assert (found.balanced, found.tense, found.share, found.frustration.normalized) == ((), (), None, None)
