"""A tiny world: three states, a group, a person, and articles made on demand that claim things among them."""

from __future__ import annotations

from graph.model import (
    Actor,
    Article,
    Attribution,
    Claim,
    Collection,
    Evidence,
    Mention,
    Modality,
    Name,
    Polarity,
    Reading,
    Span,
    make_article,
    make_claim,
    make_collection,
)

METHOD = "rules@1"
NORLAND = Actor(
    "norland",
    "Norland",
    "State",
    names=(Name("Norland", "short"), Name("Republic of Norland", "official", "1950"), Name("Norlandic", "demonym")),
    active_from="1950-05-01",
    iso3166="NL1",
    wikidata="Q1",
)
SUDLAND = Actor("sudland", "Sudland", "State", names=(Name("Sudland", "short"),))
OSTIA = Actor("ostia", "Ostia", "State", names=(Name("Ostia", "short"),))
RED_FRONT = Actor("red-front", "Red Front", "ArmedGroup", country="ostia", ucdp="77")
PREMIER = Actor("ada-holm", "Ada Holm", "Person", country="norland")
BAND = Actor("band-of-tor", "Band of Tor", "ArmedGroup", reviewed=False)


class Registry:
    """The actors of the tiny world, looked up by id."""

    def __init__(self, *actors: Actor) -> None:
        self._actors = {a.id: a for a in (NORLAND, SUDLAND, OSTIA, RED_FRONT, PREMIER, *actors)}

    def actor(self, id_: str) -> Actor:
        """Return the actor of an id."""
        return self._actors[id_]


REGISTRY = Registry()


def claim_in(
    article: Article,
    sentence: str,
    subject: tuple[str, str],
    relation: str,
    object_: tuple[str, str],
    *,
    polarity: Polarity = "affirmed",
    modality: Modality = "actual",
    speaker: str | None = None,
    confidence: float = 0.8,
    method: str = METHOD,
    valid_time: str | None = None,
) -> Claim:
    """Return the claim of a sentence; the ends are (words in the sentence, actor)."""
    start = article.text.index(sentence)
    end = start + len(sentence)

    def mention(words: str, actor: str) -> Mention:
        at = article.text.index(words, start, end)
        return Mention(Span(at, at + len(words)), words, actor, "name")

    return make_claim(
        article,
        subject=subject[1],
        relation=relation,
        object_=object_[1],
        polarity=polarity,
        modality=modality,
        attribution=Attribution(speaker, "says", via="ada-holm") if speaker else None,
        evidence=Evidence(
            sentence=Span(start, end),
            quote=Span(start, end - 1),
            subject=mention(*subject),
            object=mention(*object_),
            frame="verbs.csv:12",
            pattern="nsubj>obj",
            cues=(("polarity", Span(start, start + 3)), ("modality", Span(start, start + 3))),
        ),
        confidence=confidence,
        method=method,
        valid_time=valid_time,
    )


def reading(number: int = 0, *, method: str = METHOD) -> Reading:
    """Return reading number n: one affirmed, one attributed and denied, one symmetric, one about a minted actor."""
    article = make_article(
        f"Norland attacked Sudland {number} times. Norland denies arming the Red Front. Sudland met Ostia. "
        "The Band of Tor may fight Norland.",
        title=f"Report {number}: «war»?",
        date=f"2021-{number % 12 + 1:02d}-08",
        date_method="given",
        publisher="The Daily",
        url=f"https://daily.example/{number}",
        language="en",
        source_id=str(number),
    )
    claims = (
        claim_in(
            article,
            f"Norland attacked Sudland {number} times.",
            ("Norland", "norland"),
            "attacks",
            ("Sudland", "sudland"),
            confidence=0.9 if number % 2 else 0.75,
            method=method,
        ),
        claim_in(
            article,
            "Norland denies arming the Red Front.",
            ("Norland", "norland"),
            "arms",
            ("Red Front", "red-front"),
            polarity="negated",
            speaker="norland",
            method=method,
        ),
        claim_in(
            article,
            "Sudland met Ostia.",
            ("Sudland", "sudland"),
            "meetsWith",
            ("Ostia", "ostia"),
            method=method,
            valid_time="2021",
        ),
        claim_in(
            article,
            "The Band of Tor may fight Norland.",
            ("Band of Tor", "band-of-tor"),
            "fights",
            ("Norland", "norland"),
            modality="possible",
            confidence=0.5,
            method=method,
        ),
    )
    return Reading(article, claims, (BAND,), sentences=4, words=24)


def collection(count: int = 2) -> Collection:
    """Return the collection of the first readings."""
    return make_collection([reading(n) for n in range(count)], REGISTRY)
