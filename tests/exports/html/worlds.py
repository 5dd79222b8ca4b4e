"""Worlds for the map's tests: relations of our own, a builder of claims, a made-up continent, hostile text."""

from __future__ import annotations

from graph.model import (
    Actor,
    ActorType,
    Article,
    Attribution,
    Claim,
    Collection,
    Evidence,
    Mention,
    Modality,
    Name,
    Polarity,
    Relation,
    Sign,
    Span,
    claim_order,
    make_article,
    make_claim,
)


def _relation(
    id_: str, label: str, family: str, sign: Sign, *, symmetric: bool = False, material: bool = False
) -> Relation:
    return Relation(id_, label, f"{label}.", family, sign, 5.0 * sign, symmetric=symmetric, material=material)


RELATIONS = {
    r.id: r
    for r in (
        _relation("alliedWith", "is allied with", "alignment", 1, symmetric=True),
        _relation("endorses", "endorses", "alignment", 1),
        _relation("courts", "courts", "alignment", 1),
        _relation("meetsWith", "meets with", "diplomacy", 1, symmetric=True),
        _relation("hosts", "hosts", "diplomacy", 1),
        _relation("negotiatesWith", "negotiates with", "diplomacy", 1, symmetric=True),
        _relation("mediatesFor", "mediates for", "diplomacy", 1),
        _relation("arms", "arms", "support", 1, material=True),
        _relation("supports", "supports", "support", 1, material=True),
        _relation("memberOf", "is a member of", "structure", 0),
        _relation("withdrawsFrom", "withdraws from", "structure", 0, material=True),
        _relation("fears", "fears", "attitude", -1),
        _relation("hostileTo", "is hostile to", "attitude", -1),
        _relation("concernedAbout", "is concerned about", "attitude", 0),
        _relation("criticizes", "criticizes", "verbalConflict", -1),
        _relation("accuses", "accuses", "verbalConflict", -1),
        _relation("sanctions", "sanctions", "coercion", -1, material=True),
        _relation("attacks", "attacks", "violence", -1, material=True),
        _relation("fights", "fights", "violence", -1, symmetric=True, material=True),
        _relation("contains", "holds back", "violence", -1, material=True),
    )
}


class World:
    """Collects actors, articles and claims and gives them as one sorted collection."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {}
        self.articles: dict[str, Article] = {}
        self.claims: dict[str, Claim] = {}

    def actor(self, id_: str, label: str, type_: ActorType = "State", *names: str) -> None:
        """Add an actor; further names are variants."""
        self.actors[id_] = Actor(id_, label, type_, names=tuple(Name(n, "variant") for n in (label, *names)))

    def article(self, text: str, **fields: str) -> Article:
        """Add an article and return it."""
        article = make_article(text, **fields)
        self.articles[article.id] = article
        return article

    def claim(
        self,
        article: Article,
        sentence: str,
        subject: tuple[str, str],
        relation: str,
        object_: tuple[str, str],
        *,
        quote: str | None = None,
        polarity: Polarity = "affirmed",
        modality: Modality = "actual",
        by: str | None = None,
        stance: str = "says",
        confidence: float = 0.8,
    ) -> Claim:
        """Add a claim; subject and object are (actor, the words that name it in the sentence)."""
        start = article.text.index(sentence)
        quote = quote or sentence.rstrip(".")
        made = make_claim(
            article,
            subject=subject[0],
            relation=relation,
            object_=object_[0],
            polarity=polarity,
            modality=modality,
            attribution=Attribution(by, stance) if by else None,
            evidence=Evidence(
                sentence=Span(start, start + len(sentence)),
                quote=_span(quote, sentence, start),
                subject=Mention(_span(subject[1], sentence, start), subject[1], subject[0], "name"),
                object=Mention(_span(object_[1], sentence, start), object_[1], object_[0], "name"),
                frame="frames.csv:1",
            ),
            confidence=confidence,
            method="test",
        )
        self.claims[made.id] = made
        return made

    def collection(self) -> Collection:
        """Return all of it, sorted as the model wants it."""
        return Collection(
            articles=tuple(sorted(self.articles.values(), key=lambda a: (a.date or "", a.id))),
            claims=tuple(sorted(self.claims.values(), key=claim_order)),
            actors=tuple(self.actors[i] for i in sorted(self.actors)),
        )


def _span(words: str, sentence: str, start: int) -> Span:
    place = start + sentence.index(words)
    return Span(place, place + len(words))


STATES = (
    "Norland",
    "Sudria",
    "Estmark",
    "Westmark",
    "Caldera",
    "Ostrava Coast",
    "Lakonia",
    "Merrow",
    "Talland",
    "Isle of Brey",
)
GROUPS = ("Harbour Front", "Red Valley Militia", "Sons of Estmark", "Mountain Brigades", "Free Port Army")
OTHERS: tuple[tuple[str, ActorType], ...] = (
    ("Sudrian government", "Government"),
    ("Norland Guard", "StateForce"),
    ("Union of Ports", "IntergovernmentalOrganization"),
    ("Northern Coalition", "Coalition"),
    ("Unity Party", "PoliticalParty"),
    ("Ada Fenn", "Person"),
    ("Inland states", "Collective"),
)
_VERBS = {
    "arms": "sent arms to",
    "supports": "backed",
    "endorses": "praised",
    "courts": "reached out to",
    "meetsWith": "held talks with",
    "negotiatesWith": "bargained with",
    "attacks": "shelled",
    "fights": "clashed with",
    "sanctions": "put sanctions on",
    "criticizes": "condemned",
    "accuses": "accused",
    "fears": "was afraid of",
    "memberOf": "joined",
    "concernedAbout": "voiced concern about",
}
_FRIENDLY = ("arms", "meetsWith", "supports", "endorses", "negotiatesWith", "courts")
_HOSTILE = ("attacks", "criticizes", "fights", "accuses", "sanctions", "fears")


def continent(actors: int = 22, claims: int = 140) -> Collection:
    """Return a made-up continent of two camps and some between, dense as a real one; the same each time."""
    world = World()
    pool: list[tuple[str, ActorType]] = (
        [(n, "State") for n in STATES] + [(n, "ArmedGroup") for n in GROUPS] + list(OTHERS)
    )
    pool += [(f"Province {k}", "State") for k in range(actors - len(pool))]
    pool = pool[:actors]
    ids = [label.lower().replace(" ", "-") for label, _ in pool]
    for id_, (label, type_) in zip(ids, pool, strict=True):
        world.actor(id_, label, type_)
    pairs = _pairs(actors)
    for k in range(claims):
        a, b = pairs[(k * k + 3 * k + k // 11) % len(pairs)]
        _one_claim(world, k, (ids[a], pool[a][0]), (ids[b], pool[b][0]), friendly=a % 3 == b % 3)
    return world.collection()


def _pairs(actors: int) -> list[tuple[int, int]]:
    """Return a few hubs with many partners and a ring of others."""
    pairs: list[tuple[int, int]] = []
    for k in range(actors):
        pairs.extend((k, (k + step) % actors) for step in ((1, 3) if k % 2 else (3,)))
        hub = (0, 1, 10)[k % 3]
        if k != hub:
            pairs.append((k, hub) if k % 4 else (hub, k))
    return pairs


def _one_claim(world: World, k: int, source: tuple[str, str], target: tuple[str, str], *, friendly: bool) -> None:
    kinds = _FRIENDLY if friendly else _HOSTILE
    relation = "concernedAbout" if k % 17 == 5 else kinds[(k * 7 // 3) % len(kinds)]
    polarity: Polarity = "negated" if k % 19 == 7 else "affirmed"
    modality: Modality = "possible" if k % 13 == 4 else "actual"
    verb = (
        "did not, officials said: " if polarity == "negated" else "may have " if modality == "possible" else ""
    ) + _VERBS[relation]
    sentence = f"{source[1]} {verb} {target[1]} near the river crossing on day {k}."
    article = world.article(
        f"A dispatch. {sentence} Nothing else was known.",
        title=f"Dispatch {k}",
        date=f"{2014 + k % 9}-{1 + k % 12:02d}-{1 + k % 27:02d}",
        publisher=("Coast Courier", "Inland Times", "Wire of the North")[k % 3],
        url=f"https://news.example/{k}",
    )
    by = source[0] if k % 5 == 0 else None
    world.claim(
        article,
        sentence,
        source,
        relation,
        target,
        polarity=polarity,
        modality=modality,
        by=by,
        confidence=0.5 + (k * 37 % 50) / 100,
    )


EVIL = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=2>\u2028{{7*7}}\u202e'\"&"


def hostile() -> Collection:
    """Return a world in which every text field tries to become code."""
    world = World()
    world.actor("a" + EVIL, EVIL, "State", EVIL + "href")
    world.actor("javascript:b", "=HYPERLINK(1)<b onmouseover=window.hacked=3>Bold</b>", "ArmedGroup")
    article = world.article(
        f"{EVIL} attacked <b>Bold</b>. \U0001f6a2 {EVIL} armed <b>Bold</b>.",
        title=EVIL,
        date="2021-05-01",
        publisher=EVIL,
        url="javascript:window.hacked=4",
    )
    ends = (("a" + EVIL, EVIL), ("javascript:b", "<b>Bold</b>"))
    world.claim(article, f"{EVIL} attacked <b>Bold</b>.", ends[0], "attacks", ends[1], by="a" + EVIL, stance=EVIL)
    world.claim(article, f"\U0001f6a2 {EVIL} armed <b>Bold</b>.", ends[0], "arms", ends[1])
    return world.collection()


def theatre() -> Collection:
    """Return a small made-up war in three articles: reported speech, a denial, something merely possible."""
    world = World()
    world.actor("norland", "Norland", "State", "Brask")
    world.actor("valley-front", "Valley Front", "ArmedGroup", "the Front")
    world.actor("black-hand", "Black Hand", "ArmedGroup")
    world.actor("sudria", "Sudria", "State")
    world.actor("valley-government", "Valley government", "Government")
    world.actor("union-of-ports", "Union of Ports", "IntergovernmentalOrganization")
    _talks(world)
    _outposts(world)
    return world.collection()


NORLAND, FRONT = ("norland", "Norland"), ("valley-front", "the Valley Front")
GOVERNMENT = ("valley-government", "the Valley government")


def _talks(world: World) -> None:
    both = "Norland hosted envoys of the Valley Front and of the Valley government."
    fear = "Norland is afraid of the Black Hand, its envoys say."
    hold = "The group could hold back the Black Hand, one of them argued."
    court = "\U0001f6a2 Brask has long been courting the Valley Front."
    talks = world.article(
        f"{both} {fear} {hold} {court}",
        title="Why Brask talks to the Front",
        date="2021-07-08",
        publisher="Coast Courier",
        url="https://courier.example/brask-talks",
    )
    hand = ("black-hand", "the Black Hand")
    world.claim(
        talks, both, NORLAND, "hosts", FRONT, quote="Norland hosted envoys of the Valley Front", confidence=0.93
    )
    world.claim(talks, both, NORLAND, "hosts", GOVERNMENT, confidence=0.9)
    world.claim(talks, fear, NORLAND, "fears", hand, quote="Norland is afraid of the Black Hand", by="norland")
    group = ("valley-front", "The group")
    world.claim(
        talks, hold, group, "contains", hand, modality="possible", by="norland", stance="believes", confidence=0.6
    )
    world.claim(
        talks, court, ("norland", "Brask"), "courts", FRONT, quote="Brask has long been courting the Valley Front"
    )


def _outposts(world: World) -> None:
    attack = "Fighters of the Valley Front attacked the Valley government's outposts."
    denial = "Norland denied that it arms the Valley Front."
    back = "Sudria supports the Valley government with aircraft."
    clash = "The Black Hand clashed with the Valley Front near the pass."
    joined = "Sudria joined the Union of Ports."
    outposts = world.article(
        f"{attack} {denial} {back} {clash} {joined}",
        title="Outposts fall",
        date="2021-07-09",
        publisher="Inland Times",
        url="https://times.example/outposts?a=1&b=2",
    )
    world.claim(outposts, attack, FRONT, "attacks", GOVERNMENT, confidence=0.95)
    it = ("norland", "it")
    world.claim(
        outposts,
        denial,
        it,
        "arms",
        FRONT,
        quote="it arms the Valley Front",
        polarity="negated",
        by="norland",
        stance="denies",
    )
    world.claim(outposts, back, ("sudria", "Sudria"), "supports", GOVERNMENT)
    world.claim(outposts, clash, ("black-hand", "The Black Hand"), "fights", FRONT)
    world.claim(outposts, joined, ("sudria", "Sudria"), "memberOf", ("union-of-ports", "the Union of Ports"))
