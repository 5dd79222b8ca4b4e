"""Small worlds for questions: articles that say what a test wants, and large ones made by chance from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.model import (
    Actor,
    Attribution,
    Claim,
    Collection,
    Evidence,
    Mention,
    Modality,
    Polarity,
    Reading,
    ReviewStatus,
    Span,
    make_article,
    make_claim,
    make_collection,
    with_review,
)
from graph.network import claims_network
from graph.ontology import load_ontology

if TYPE_CHECKING:
    from networkx import MultiDiGraph

FRIENDLY, HOSTILE, NEUTRAL = "alliedWith", "hostileTo", "memberOf"


@dataclass(frozen=True)
class Say:
    """One claim to write; without a sentence it gets one that no other article has."""

    subject: str
    relation: str
    object: str
    sentence: str | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    speaker: str | None = None
    via: str | None = None
    source: str | None = None
    confidence: float = 0.8
    review: ReviewStatus = "unreviewed"
    valid_time: str | None = None
    cue: str | None = None
    """The word of the sentence that makes it negated."""


class Anybody:
    """Knows everybody: an id that begins with ``g-`` is an armed group, any other a state."""

    def actor(self, id_: str) -> Actor:
        """Return an actor of this id."""
        return Actor(id_, id_.title(), "ArmedGroup" if id_.startswith("g-") else "State")


def article(name: str, *says: Say, date: str | None = "2021-01-01", publisher: str | None = "The Daily") -> Reading:
    """Return the reading of an article that says so; its name goes into its address and its own sentences."""
    sentences = [say.sentence or f"{name}: {say.subject} {say.relation} {say.object}." for say in says]
    text = " ".join(dict.fromkeys(sentences))
    found = make_article(text, date=date, date_method="given", publisher=publisher, url=f"https://x.example/{name}")
    claims = []
    for say, sentence in zip(says, sentences, strict=True):
        start = text.index(sentence)
        span = Span(start, start + len(sentence))
        cue = start + sentence.index(say.cue) if say.cue else 0
        cues = (("polarity", Span(cue, cue + len(say.cue))),) if say.cue else ()
        source = Attribution(say.source, "says") if say.source else None
        claim = make_claim(
            found,
            subject=say.subject,
            relation=say.relation,
            object_=say.object,
            polarity=say.polarity,
            modality=say.modality,
            attribution=Attribution(say.speaker, "says", via=say.via, source=source) if say.speaker else None,
            evidence=Evidence(
                span, span, _mention(span, say.subject), _mention(span, say.object), frame="test:1", cues=cues
            ),
            confidence=say.confidence,
            method="test@1",
            valid_time=say.valid_time,
        )
        claims.append(with_review(claim, say.review))
    return Reading(found, tuple(claims))


def _mention(span: Span, actor: str) -> Mention:
    return Mention(span, actor, actor, "name")


def collect(*readings: Reading) -> Collection:
    """Return the readings as a collection."""
    return make_collection(readings, Anybody())


def network(*readings: Reading) -> MultiDiGraph[str]:
    """Return the readings as a network."""
    return claims_network(collect(*readings))


def one_each(*says: Say) -> MultiDiGraph[str]:
    """Return the network of claims that stand in an article each."""
    return network(*(article(f"n{number}", say) for number, say in enumerate(says)))


def signed(lines: Iterable[tuple[str, str, int]]) -> MultiDiGraph[str]:
    """Return a network with one claim a line: allied, hostile, or neutral."""
    relation = {1: FRIENDLY, -1: HOSTILE, 0: NEUTRAL}
    return one_each(*(Say(one, relation[sign], other) for one, other, sign in lines))


def ids(collection: Collection, **wanted: object) -> tuple[str, ...]:
    """Return the ids of the claims with these values, in the collection's order."""
    return tuple(c.id for c in collection.claims if all(getattr(c, k) == v for k, v in wanted.items()))


def chance_lines(actors: int, share: float, seed: int) -> list[tuple[str, str, int]]:
    """Return a signed graph made by chance: each two actors have a line with this chance."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    names = [f"a{number:02d}" for number in range(actors)]
    pairs = [(one, other) for i, one in enumerate(names) for other in names[i + 1 :]]
    return [(one, other, chance.choice((1, -1))) for one, other in pairs if chance.random() < share]


def chance_collection(claims: int, actors: int, *, years: int = 8, seed: int = 1) -> Collection:
    """Return a collection made by chance, with three camps.

    Few actors are in most claims; of ten sentences one is a copy, and one says the opposite of an earlier one.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    relations = list(load_ontology().relations.values())
    friendly = [r.id for r in relations if r.sign > 0]
    other = [r.id for r in relations if r.sign <= 0]
    names = [f"{'g-' if number % 3 else 's-'}{number:04d}" for number in range(actors)]
    weights = [1 / (number + 2) ** 0.8 for number in range(actors)]
    ends = iter(chance.choices(names, weights, k=4 * claims))
    readings: list[Reading] = []
    copied: list[Say] = []
    made = 0
    while made < claims:
        says: list[Say] = []
        for _ in range(min(5, claims - made)):
            one, two = next(ends), next(ends)
            if one == two:
                two = names[(names.index(one) + 1) % actors]
            near = (int(one[2:]) - int(two[2:])) % 3 == 0
            say = Say(
                one,
                chance.choice(friendly if (chance.random() < 0.8) == near else other),
                two,
                polarity="negated" if chance.random() < 0.1 else "affirmed",
                modality="possible" if chance.random() < 0.1 else "actual",
                speaker=chance.choice((one, two)) if chance.random() < 0.3 else None,
                confidence=round(chance.uniform(0.4, 0.95), 2),
            )
            again = chance.random()
            if copied and again < 0.1:
                say = chance.choice(copied)
            elif copied and again < 0.2:
                before = chance.choice(copied)
                polarity: Polarity = "negated" if before.polarity == "affirmed" else "affirmed"
                say = replace(before, sentence=f"{made} and {len(says)}.", polarity=polarity, speaker=before.object)
            else:
                copied.append(replace(say, sentence=f"{one} and {two}, {made} and {len(says)}."))
            says.append(say)
        date = f"{2015 + chance.randrange(years)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
        readings.append(
            article(f"n{made}", *says, date=date, publisher=chance.choice(("The Daily", "The Herald", "The Echo")))
        )
        made += len(says)
    return collect(*readings)


def claims_by_id(collection: Collection) -> dict[str, Claim]:
    """Return the claims by id."""
    return {claim.id: claim for claim in collection.claims}
