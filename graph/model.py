"""The values that travel through détente: frozen, without I/O, without RDF.

Offsets count characters (Unicode code points) of the article's stored text and are half open: ``text[start:end]``.
Dates are ISO 8601 and may be partial: ``2021``, ``2021-07``, ``2021-07-08``. Ids of actors and relations are the local
names used in the RDF: actor ``islamic-state``, relation ``fears``. Ids of articles and claims are content hashes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, get_args

ActorType = Literal[
    "State",
    "Government",
    "StateForce",
    "ArmedGroup",
    "PoliticalParty",
    "IntergovernmentalOrganization",
    "Coalition",
    "Person",
    "Collective",
]
NameKind = Literal["official", "short", "acronym", "former", "demonym", "metonym", "organ", "variant", "surname"]
MentionKind = Literal["name", "demonym", "metonym", "organ", "person", "pronoun", "description", "minted"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["actual", "planned", "possible", "desired", "conditional"]
TenureRole = Literal["leads", "governs", "memberOf", "serves", "branchOf", "splitFrom", "succeeds"]
Sign = Literal[-1, 0, 1]
ReviewStatus = Literal["unreviewed", "accepted", "rejected"]

ACTOR_TYPES: tuple[ActorType, ...] = get_args(ActorType)
NAME_KINDS: tuple[NameKind, ...] = get_args(NameKind)
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
MODALITIES: tuple[Modality, ...] = get_args(Modality)

ID_LENGTH = 32
"""Hexadecimal digits of SHA-256 kept in an id: 128 bits, no accidental collision at any size of ours."""


def content_id(*parts: object) -> str:
    """Return the hash of the parts' text forms in order, 32 lower-case hexadecimal digits.

    Parts are joined by U+001F, which cannot stand in any of them, so that no two lists of parts meet.
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of the ontology, as its users need it."""

    id: str
    label: str
    definition: str
    family: str
    """Local name of its family, for example ``attitude`` or ``verbalConflict``."""
    sign: Sign
    intensity: float
    """-10 (most hostile) to +10 (most cooperative), on the scale of Goldstein (1992)."""
    symmetric: bool = False
    inverse: str | None = None
    place: bool = False
    """Whether a country may be the object in its sense of territory."""
    material: bool = False
    """Deeds rather than words or attitudes."""
    incompatible: frozenset[str] = frozenset()
    inverse_label: str = ""
    """How it reads from its object: ``is feared by``."""
    subfamily: str = ""
    plover: str | None = None
    """PLOVER event type that it is closest to, for example ``ASSAULT``; None where that is not certain."""
    cameo: tuple[str, ...] = ()
    """CAMEO codes, sorted; empty where that is not certain."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as stored. ``text`` is what every offset refers to and is never changed afterwards."""

    id: str
    text: str
    digest: str
    """SHA-256 of ``text`` in UTF-8, 64 hexadecimal digits."""
    title: str | None = None
    date: str | None = None
    date_method: str | None = None
    """How the date was found: ``given``, ``metadata``, ``url`` or ``text``; None when there is no date."""
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    license: str | None = None
    source_id: str | None = None
    """The id that the input row itself carried, kept to match outside files."""


def make_article(
    text: str,
    *,
    title: str | None = None,
    date: str | None = None,
    date_method: str | None = None,
    author: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    language: str | None = None,
    license: str | None = None,  # noqa: A002 - the field's name in schema.org
    source_id: str | None = None,
) -> Article:
    """Return the article of a text, with its digest and its id, the hash of text digest, date and url.

    The same text under another address or date is another article: two outlets may carry one agency's text, and that
    they did is a fact of its own. The date belongs to the identity since it decides who governed when.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(
        id=content_id(digest, url, date),
        text=text,
        digest=digest,
        title=title,
        date=date,
        date_method=date_method if date else None,
        author=author,
        publisher=publisher,
        url=url,
        language=language,
        license=license,
        source_id=source_id,
    )


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an actor, with the time in which it means that actor."""

    text: str
    kind: NameKind
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A political actor. Its type lasts; what it governs, leads or belongs to is a tenure."""

    id: str
    label: str
    type: ActorType
    country: str | None = None
    """Id of the state it belongs to or mainly acts in."""
    names: tuple[Name, ...] = ()
    active_from: str | None = None
    active_to: str | None = None
    parent: str | None = None
    iso3166: str | None = None
    wikidata: str | None = None
    ucdp: str | None = None
    reviewed: bool = True
    """False for actors minted from a text that no list knows."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody holds a role towards somebody for a time: leads, governs, belongs to."""

    holder: str
    role: TenureRole
    of: str
    office: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text, half open."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the text of this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that means an actor."""

    span: Span
    text: str
    actor: str
    """Id of the actor meant, after folding: an official acting for a state means the state."""
    kind: MentionKind
    via: str | None = None
    """Id of the person or organ named where the mention was folded into a state; None else."""
    reason: str = "name"
    """Why this actor: the name matched, the antecedent of a pronoun, the rule of a description."""
    antecedent: Span | None = None
    rivals: tuple[str, ...] = ()
    """Ids of others whom the name meant at other times, sorted, where the article has no date to decide by."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words or view a claim is, when it is not the article's own."""

    speaker: str
    """Id of the actor."""
    stance: str
    """``says``, ``believes``, ``knows``, ``fears``, ``accuses``, ``denies``, ``demands`` ..."""
    cue: Span | None = None
    via: str | None = None
    source: Attribution | None = None
    """Who says that the speaker says so, when the text gives a chain."""

    @property
    def stance_words(self) -> str:
        """Return the stance for reading; empty for plain saying, and for denying, which the claim itself tells.

        >>> Attribution("iran", "fears").stance_words, Attribution("iran", "says").stance_words
        ('fears', '')
        """
        return "" if self.stance in {"says", "denies"} else re.sub("(?<=[a-z])(?=[A-Z])", " ", self.stance).lower()


HEARSAY = "hearsay"
"""What a cue decides whose words say that somebody who is no actor says so."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim stands in its article, and what made it."""

    sentence: Span
    quote: Span
    """The shortest stretch that carries the claim, inside the sentence."""
    subject: Mention
    object: Mention
    frame: str
    """Lexicon entry that matched, ``file:line``; ``llm:...`` or ``gold`` for other engines."""
    pattern: str = ""
    """Dependency pattern that linked the mentions to the trigger."""
    cues: tuple[tuple[str, Span], ...] = ()
    """What decided polarity, modality and whose words it is, where they are nobody's who is an actor: (what, where)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence's statement that a relation holds, or does not hold, between two actors.

    Recording a claim asserts nothing. ``confidence`` is the estimated chance (0 to 1) that the sentence says so.
    """

    id: str
    article: str
    subject: str
    relation: str
    object: str
    polarity: Polarity
    modality: Modality
    attribution: Attribution | None
    evidence: Evidence
    quote: str
    sentence: str
    confidence: float
    method: str
    valid_time: str | None = None
    """When it held, ISO 8601, maybe partial; None where neither sentence nor article says."""
    review: ReviewStatus = "unreviewed"

    @property
    def proposition(self) -> str:
        """Id of what is claimed, whoever claims it: the hash of subject, relation and object."""
        return proposition_id(self.subject, self.relation, self.object)

    @property
    def hearsay(self) -> str:
        """Return the words that put it down to somebody who is no actor: "analysts say", "reportedly"; maybe empty."""
        start = self.evidence.sentence.start
        found = [where for what, where in self.evidence.cues if what == HEARSAY]
        return "" if self.attribution else "".join(self.sentence[w.start - start : w.end - start] for w in found[:1])


def proposition_id(subject: str, relation: str, object_: str) -> str:
    """Return the id shared by all claims of this subject, relation and object."""
    return content_id(subject, relation, object_)


def make_claim(  # the fields of the record, spelled out once
    article: Article,
    *,
    subject: str,
    relation: str,
    object_: str,
    polarity: Polarity,
    modality: Modality,
    attribution: Attribution | None,
    evidence: Evidence,
    confidence: float,
    method: str,
    valid_time: str | None = None,
) -> Claim:
    """Return the claim with its id, quote and sentence cut from the article's text.

    The id hashes article, sentence offsets, subject, relation, object, polarity and speaker: the same reading of the
    same sentence is one claim however often it is made.
    """
    return Claim(
        id=content_id(
            article.id,
            evidence.sentence.start,
            evidence.sentence.end,
            subject,
            relation,
            object_,
            polarity,
            attribution.speaker if attribution else None,
        ),
        article=article.id,
        subject=subject,
        relation=relation,
        object=object_,
        polarity=polarity,
        modality=modality,
        attribution=attribution,
        evidence=evidence,
        quote=evidence.quote.of(article.text),
        sentence=evidence.sentence.of(article.text),
        confidence=round(confidence, 3),
        method=method,
        valid_time=valid_time,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article gave: its claims, sorted by place, and the actors that no list knew."""

    article: Article
    claims: tuple[Claim, ...] = ()
    minted: tuple[Actor, ...] = ()
    sentences: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Collection:
    """Articles, claims and the actors they name: what every export and the network take.

    Articles are sorted by (date, id), claims by (article, place, id), actors by id; every id used is present.
    """

    articles: tuple[Article, ...] = ()
    claims: tuple[Claim, ...] = ()
    actors: tuple[Actor, ...] = ()
    _articles: dict[str, Article] = field(init=False, repr=False, compare=False, default_factory=dict)
    _actors: dict[str, Actor] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index by id."""
        self._articles.update((a.id, a) for a in self.articles)
        self._actors.update((a.id, a) for a in self.actors)

    def article(self, id_: str) -> Article:
        """Return the article of an id. Raises KeyError for an unknown one."""
        return self._articles[id_]

    def actor(self, id_: str) -> Actor:
        """Return the actor of an id. Raises KeyError for an unknown one."""
        return self._actors[id_]


class ActorSource(Protocol):
    """Where actors are looked up by id: the registry, or a collection."""

    def actor(self, id_: str) -> Actor:
        """Return the actor of an id. Raises KeyError for an unknown one."""


@dataclass(frozen=True, slots=True)
class ReadingActors:
    """The actors of one reading: those that its text brought, then those that others know."""

    reading: Reading
    known: ActorSource

    def actor(self, id_: str) -> Actor:
        """Return the actor of an id. Raises KeyError for an unknown one."""
        return next((a for a in self.reading.minted if a.id == id_), None) or self.known.actor(id_)


def make_collection(readings: list[Reading] | tuple[Reading, ...], known: ActorSource) -> Collection:
    """Return the readings as one sorted collection, each article and claim once."""
    articles = {r.article.id: r.article for r in readings}
    claims = {c.id: c for r in readings for c in r.claims}
    minted = {a.id: a for r in readings for a in r.minted}
    used: set[str] = set()
    for claim in claims.values():
        used.update(claim_actors(claim))
    return Collection(
        articles=tuple(sorted(articles.values(), key=lambda a: (a.date or "", a.id))),
        claims=tuple(sorted(claims.values(), key=claim_order)),
        actors=tuple(minted[i] if i in minted else known.actor(i) for i in sorted(used)),
    )


def claim_order(claim: Claim) -> tuple[str, Span, Span, str]:
    """Return the key by which claims are sorted everywhere: article, sentence, quote, id."""
    return (claim.article, claim.evidence.sentence, claim.evidence.quote, claim.id)


def claim_actors(claim: Claim) -> tuple[str, ...]:
    """Return the ids of all actors that a claim names, without repeats, in order: ends, persons, rivals, speakers."""
    ids = [claim.subject, claim.object, claim.evidence.subject.via, claim.evidence.object.via]
    ids += [*claim.evidence.subject.rivals, *claim.evidence.object.rivals]
    speaker = claim.attribution
    while speaker is not None:
        ids += [speaker.speaker, speaker.via]
        speaker = speaker.source
    return tuple(dict.fromkeys(i for i in ids if i is not None))


def with_review(claim: Claim, status: ReviewStatus) -> Claim:
    """Return the claim with another review status."""
    return replace(claim, review=status)
