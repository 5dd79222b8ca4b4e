"""The stages of extraction strung together for one article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph.actors.registry import Registry
from graph.extract import unclaimed
from graph.extract.anchors import known_names
from graph.extract.arguments import Scene
from graph.extract.attribution import Speech, attribute, speeches
from graph.extract.confidence import confidence, parts
from graph.extract.coreference import link
from graph.extract.documents import documents
from graph.extract.entries import Lexicon
from graph.extract.explain import Account, accounts
from graph.extract.factuality import judge
from graph.extract.frames import PEOPLE, Match, matches
from graph.extract.mentions import find_mentions
from graph.extract.parser import Parser
from graph.extract.small_words import NEGATORS
from graph.extract.times import valid_time
from graph.extract.tree import Tree
from graph.extract.verdict import Factuality
from graph.extract.wordlists import wordlist
from graph.model import (
    Actor,
    Article,
    Claim,
    Evidence,
    Mention,
    Reading,
    Relation,
    Span,
    claim_actors,
    claim_order,
    make_claim,
)

_TALK = re.compile(r"\b(?:conversation|talks?|meeting|met|call|summit|negotiations|meets)\b.*\bwith ", re.IGNORECASE)
_TALKERS = re.compile(r"\b(?:leaders|presidents|parties|sides|interlocutors)\b", re.IGNORECASE)
_FEW = 9
"""So many members at most a body may have in the table by accident."""
_WITHIN = frozenset({"meetsWith", "cooperatesWith", "negotiatesWith", "agreesWith"})
_PERSONAL = frozenset({"leads", "memberOf", "splitFrom", "pledgesAllegianceTo", "branchOf"})
"""Relations that hold of persons of whom nothing else is known."""
_TOLD = frozenset({"demandsOf", "requestsOf"})
"""Relations to whom one may instruct: a minister of a state that is not named is the speaker's own."""
_PARTS = frozenset({"branchOf"})
_BODIES = frozenset({"leads", "memberOf", "branchOf", "governs", "operatesIn", "controlsTerritoryIn", "splitFrom"})
"""Relations to a body or a place."""
SPORT = wordlist("sport")
PLAY = wordlist("sport alone")
"""Words of sport that are never said of anything else."""
_RESULT = re.compile(r"\d{1,2}[\u2013-]\d{1,2}")
PLAYED = frozenset(
    {"defeat", "defeats", "defeated", "beat", "beats", "thrash", "thrashed", "win", "won", "draw", "drew", "lost"}
)
_SCORE = re.compile(r"\d{1,3}[\u2013-]\d{1,3}|\d{1,3}")
VERSION = "6"
"""Raised whenever the same article may give other claims; the store reads an article anew when it changed."""


@dataclass(frozen=True)
class Extractor:
    """Everything that extraction needs, loaded once and used for many articles."""

    parser: Parser
    registry: Registry
    lexicon: Lexicon
    relations: Mapping[str, Relation]
    skipped: Callable[[str], Iterable[Span]] = field(default=lambda _: ())
    """Which stretches of a text are boilerplate, in which nothing is claimed."""

    @property
    def method(self) -> str:
        """Return what claims name as their maker: rules, their version, the parser."""
        return f"rules/{VERSION} {self.parser.name}"

    def read(self, article: Article) -> Reading:
        """Return the article's claims, sorted by place, each reading of a sentence once."""
        trees, scenes, _, minted = self._scenes(article)
        return self._reading(article, trees, scenes, minted)

    def explain(self, article: Article) -> tuple[Reading, tuple[Account, ...]]:
        """Return what :meth:`read` returns with all actors met, and for every sentence that names one why it claims."""
        trees, scenes, mentions, minted = self._scenes(article)
        reading = replace(self._reading(article, trees, scenes, minted), minted=minted)
        return reading, tuple(
            accounts(article, scenes, mentions, reading.claims, self.lexicon, relations=self.relations)
        )

    def _scenes(self, article: Article) -> tuple[list[Tree], list[Scene], list[list[Mention]], tuple[Actor, ...]]:
        """Return the sentences, their scenes, the mentions in each, and the actors that no list knows."""
        skipped = tuple(self.skipped(article.text))
        matches = self.registry.matcher.find(article.text)
        trees = [t for t in self.parser.trees(article.text, known_names(matches)) if not _inside(t.span, skipped)]
        found = find_mentions(article.text, trees, self.registry, article.date, matches)
        partners, met = self._with_whom(article)
        mentions = link(article.text, trees, found.found, self.registry, article.date, title=partners)
        rows = list(documents(_by_sentence(trees, mentions)))
        minted = tuple({a.id: a for a in (*found.minted, *met)}.values())
        return trees, [Scene.of(tree, inside) for tree, inside in rows], [inside for _, inside in rows], minted

    def _reading(self, article: Article, trees: list[Tree], scenes: list[Scene], minted: tuple[Actor, ...]) -> Reading:
        claims: dict[str, Claim] = {}
        strangers = frozenset(a.id for a in minted if a.type == "Person")
        for scene, speech in zip(scenes, speeches(scenes, self.lexicon), strict=True):
            if _sport(scene.tree):
                continue
            for claim in self._claims(article, scene, speech, strangers):
                if claim.id not in claims or claims[claim.id].confidence < claim.confidence:
                    claims[claim.id] = claim
        used = {i for c in claims.values() for i in claim_actors(c)}
        return Reading(
            article=article,
            claims=tuple(sorted(claims.values(), key=claim_order)),
            minted=tuple(a for a in minted if a.id in used),
            sentences=len(trees),
            words=sum(len(t) for t in trees),
        )

    def _with_whom(self, article: Article) -> tuple[list[Mention], tuple[Actor, ...]]:
        """Return the persons with whom, by its title, the talk was that an article tells of, and those unlisted."""
        title = article.title or ""
        if not _TALK.search(title) or not _TALKERS.search(article.text):
            return [], ()
        matches = self.registry.matcher.find(title)
        trees = self.parser.trees(title, known_names(matches))
        named = find_mentions(title, trees, self.registry, article.date, matches)
        at = title.find(" with ")
        return [m for m in named.found if m.kind == "person" and m.span.start > at], named.minted

    def _claims(
        self, article: Article, scene: Scene, speech: Speech | None, strangers: frozenset[str]
    ) -> Iterable[Claim]:
        found = list(matches(scene, self.lexicon))
        for match in found:
            if match.source.mention.actor == match.target.mention.actor or not self._fits(match, scene, strangers):
                continue
            judged = judge(scene, self.lexicon, match)
            attribute(scene, self.lexicon, speech, match.trigger, judged)
            if judged.undecided or _misread(scene.tree, match, found, self.relations):
                continue
            claim = self._claim(article, scene, match, judged)
            yield claim
            for other in judged.beside:
                yield _said_by(article, claim, other)

    def _fits(self, match: Match, scene: Scene, strangers: frozenset[str]) -> bool:
        """Return whether the source is of a type that the frame allows; minted groups are no states.

        A person of a state who meets that state is at work for it.
        """
        if match.frame.relation in _WITHIN and self._of_one_state(match):
            return False
        if match.frame.relation not in _PERSONAL and self._unknown_person(match, strangers):
            return False
        if match.frame.relation in _PARTS and self._states(match):
            return False
        if match.frame.relation == "leads" and _title_of_target(match):
            return False
        guest = match.target.mention
        if "people" in match.frame.flags and guest.kind not in PEOPLE and not guest.via:
            return False
        if match.frame.relation in _BODIES and guest.kind == "person":
            return False  # nobody leads a person
        if _some_of(match.source.mention, scene):
            return False
        if "nonstate" not in match.frame.flags:
            return True
        actor = match.source.mention.actor
        return actor not in self.registry or self.registry.actor(actor).type != "State"

    def _not_yet_member(self, actor: str, body: str, date: str | None) -> bool:
        """Return whether the table has a body's members and a state is none of them at the date."""
        registry = self.registry
        if date is None or actor not in registry or registry.actor(actor).type != "State" or body not in registry:
            return False
        members = [t for t in registry.tenures_over(body) if t.role == "memberOf"]
        return len(members) > _FEW and body not in registry.member_of(actor, date)

    @staticmethod
    def _unknown_person(match: Match, strangers: frozenset[str]) -> bool:
        """Return whether one end is a person of whom nothing is known but a name, or such a person's "we"."""
        apart = match.frame.relation in _WITHIN
        told = match.frame.relation in _TOLD and match.target.mention.actor in strangers
        ends = (match.source.mention, match.target.mention)
        return told or any(m.actor in strangers and (apart or m.kind == "pronoun") for m in ends)

    def _states(self, match: Match) -> bool:
        """Return whether both ends are states, which are no parts of each other."""
        ends = (match.source.mention.actor, match.target.mention.actor)
        return all(a in self.registry and self.registry.actor(a).type == "State" for a in ends)

    def _of_one_state(self, match: Match) -> bool:
        """Return whether one end is a person of the state that is the other."""
        ends = (match.source.mention.actor, match.target.mention.actor)
        return any(
            a in self.registry and self.registry.actor(a).type == "Person" and self.registry.country_of(a) == b
            for a, b in (ends, ends[::-1])
        )

    def _claim(self, article: Article, scene: Scene, match: Match, judged: Factuality) -> Claim:
        relation = self.relations[match.frame.relation]
        source, target = match.source.mention, match.target.mention
        if (
            relation.id == "memberOf"
            and (judged.modality, judged.polarity) == ("actual", "affirmed")
            and self._not_yet_member(source.actor, target.actor, article.date)
        ):
            judged.weaken("possible", match.trigger)
        if relation.symmetric and target.actor < source.actor:
            source, target = target, source
        sentence = scene.tree.span
        quote = _quote(sentence, match, source, target)
        return make_claim(
            article,
            subject=source.actor,
            relation=relation.id,
            object_=target.actor,
            polarity=judged.polarity,
            modality=judged.modality,
            attribution=judged.attribution,
            evidence=Evidence(
                sentence=sentence,
                quote=quote,
                subject=source,
                object=target,
                frame=match.frame.place,
                pattern=match.pattern,
                cues=tuple(judged.cues),
            ),
            confidence=confidence(parts(relation, judged.polarity, judged.modality, scene.tree, quote)),
            method=self.method,
            valid_time=valid_time(scene.tree, match.trigger, match.carrier, article.date),
        )


def _some_of(mention: Mention, scene: Scene) -> bool:
    """Return whether a source is some of a people only: "some Ukrainians were loyal to"."""
    last = [t for t in scene.tree if t.end <= mention.span.start][-1:]
    before = [t.lower for t in last]
    if before and before[0] in {"which", "what"} and last[0].relation == "det":
        return True  # "knows which European countries support it"
    if mention.reason != "people":
        return False
    return bool(before) and before[0] in {"some", "many", "most", "few", "several", "certain", "other", "ordinary"}


def _title_of_target(match: Match) -> bool:
    """Return whether a word for a leader is only part of how the other is named: "the president of Russia"."""
    span, word = match.target.mention.span, match.trigger
    inside = span.start <= word.start and word.end <= span.end
    named = word.relation == "appos" and match.source.mention.kind == "person"  # "Ada Holm, head of the union"
    return match.frame.pos == "n" and inside and not named and word.relation not in {"root", "xcomp"}


def _result(tree: Tree) -> bool:
    """Return whether a result stands in a sentence: "17-10", one word or three."""
    triples = zip(tree.tokens, tree.tokens[1:], tree.tokens[2:], strict=False)
    apart = any(a.text.isdigit() and b.text in {"-", "\u2013"} and c.text.isdigit() for a, b, c in triples)
    return apart or any(_RESULT.fullmatch(t.text) for t in tree)


def _sport(tree: Tree) -> bool:
    """Return whether a sentence tells of a match, where states beat and attack each other in play only."""
    words = {t.lower for t in tree}
    won = bool(words & PLAYED) and _result(tree)
    return (
        won
        or bool(words & PLAY)
        or len(words & SPORT) > 1
        or (bool(words & SPORT) and any(_SCORE.fullmatch(t.text) for t in tree))
    )


def _misread(tree: Tree, match: Match, found: list[Match], relations: Mapping[str, Relation]) -> bool:
    """Return whether other words show that a frame tells of another thing: a threat to help, a pledge to destroy."""
    ends = (match.source.mention.actor, match.target.mention.actor)
    others = [m for m in found if (m.source.mention.actor, m.target.mention.actor) == ends and m is not match]
    if match.frame.relation == "threatens" and match.target_slot[0] == "comp":
        return any(relations[m.frame.relation].sign > 0 for m in others)
    if match.frame.relation == "promisesTo" and match.target_slot[0] == "comp":
        negated = any(t.lower in NEGATORS for c in tree.children(match.trigger, "xcomp") for t in tree.children(c))
        return negated or any(relations[m.frame.relation].sign < 0 for m in others)
    if match.frame.relation == "operatesIn":  # "sent tanks to Ukraine" for its army
        return any(m.frame.relation == "arms" and m.trigger is match.trigger for m in others)
    if unclaimed.of_what_is_said(tree, match):
        return True
    spoken = match.frame.relation == "threatTo"
    places = {match.trigger.i, match.carrier.i}
    return spoken and any(m.frame.relation == "threatens" and {m.trigger.i, m.carrier.i} & places for m in others)


def _said_by(article: Article, claim: Claim, other: Mention) -> Claim:
    """Return a claim with another innermost speaker."""
    said = claim.attribution
    speaker = None if said is None else replace(said, speaker=other.actor, via=other.via)
    return make_claim(
        article,
        subject=claim.subject,
        relation=claim.relation,
        object_=claim.object,
        polarity=claim.polarity,
        modality=claim.modality,
        attribution=speaker,
        evidence=claim.evidence,
        confidence=claim.confidence,
        method=claim.method,
        valid_time=claim.valid_time,
    )


def _inside(span: Span, stretches: tuple[Span, ...]) -> bool:
    return any(s.start <= span.start and span.end <= s.end for s in stretches)


def _by_sentence(trees: list[Tree], mentions: Iterable[Mention]) -> Iterable[tuple[Tree, list[Mention]]]:
    """Yield each sentence with the mentions that lie in it; both are in order."""
    waiting = sorted(mentions, key=lambda m: m.span)
    place = 0
    for tree in trees:
        inside = []
        while place < len(waiting) and waiting[place].span.start < tree.span.end:
            if waiting[place].span.start >= tree.span.start:
                inside.append(waiting[place])
            place += 1
        yield tree, inside


def _quote(sentence: Span, match: Match, source: Mention, target: Mention) -> Span:
    """Return the shortest stretch of the sentence that holds trigger and both ends."""
    spans = [match.trigger.span, match.carrier.span, source.span, target.span]
    inside = [s for s in spans if sentence.start <= s.start and s.end <= sentence.end]
    return Span(min(s.start for s in inside), max(s.end for s in inside))
