"""Frames found in a sentence: a trigger of the lexicon with the actors in its slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract import clauses
from graph.extract.arguments import Argument, Scene, actors
from graph.extract.entries import Frame, Lexicon, Light, Slot
from graph.extract.slots import Filled, Site, down, fill, things
from graph.extract.tree import Token
from graph.extract.triggers import candidates, carrier, in_scare_quotes, is_named, parts_of_speech, words_fit
from graph.model import Mention

HE = frozenset({"he", "his", "him", "she", "her", "i", "my"})
PEOPLE = frozenset({"person", "organ", "pronoun", "description"})
APART = frozenset({"separate", "separately", "own", "respective", "respectively", "different", "rival", "individual"})
"""Words by which what two do is not done together."""
BODIES = frozenset(
    {"battalion", "brigade", "column", "convoy", "fighter", "force", "gunman", "man", "militant", "patrol"}
    | {"regiment", "soldier", "troop", "unit"}
)
"""Nouns before which the name of a group stands: "German-trained Peshmerga units"."""
NEAR = 4
"""Words after a hyphened word in which its noun stands."""
HYPHENED = 2
"""Tokens from a hyphened word's one side to the other."""


@dataclass(frozen=True, slots=True)
class Match:
    """One frame with its two ends filled."""

    frame: Frame
    trigger: Token
    carrier: Token
    """The verb that carries a noun trigger ("launch" of "launched an attack"), else the trigger."""
    light: Light | None
    source: Argument
    target: Argument
    source_slot: Slot
    target_slot: Slot
    cost: int
    """Steps by which slots and actors were handed on."""

    @property
    def pattern(self) -> str:
        """Return how the ends hang on the trigger, for people to read."""
        return (
            f"{'>'.join(self.source_slot)}({self.source.path}) <- {self.trigger.lemma} -> "
            f"{'>'.join(self.target_slot)}({self.target.path})"
        )


def matches(scene: Scene, lexicon: Lexicon) -> Iterator[Match]:
    """Yield every frame of the sentence with both ends filled, by place of its trigger, most specific frame first.

    A general frame gives way to a more specific one of the same word and ends: "hit with sanctions" is no attack.
    """
    found = [match for token in scene.tree for match in _of_word(scene, lexicon, token)]
    yield from (match for match in found if not _told_better(match, found))


def _told_better(match: Match, found: list[Match]) -> bool:
    """Return whether another frame says the same better: the verb with this noun, or one with both ends apart.

    "Voiced support" is no support in deeds; of "A and B fought against C" nothing is said between A and B.
    """
    ends = {match.source.mention.actor, match.target.mention.actor}
    for other in found:
        if other is match:
            continue
        same = {other.source.mention.actor, other.target.mention.actor} == ends
        carries = other.trigger.i == match.carrier.i and match.trigger.lemma.lower() in other.frame.objects
        if match.frame.pos == "n" and match.carrier is not match.trigger and same and carries:
            return True
        if match.frame.pos == "p" and other.frame.pos == "n" and same:  # "anti-Russia sanctions"
            return True
        joint = match.source_slot == match.target_slot and other.source_slot != other.target_slot
        if joint and other.trigger is match.trigger and other.frame.relation == match.frame.relation:
            return True
    return False


def _of_word(scene: Scene, lexicon: Lexicon, token: Token) -> Iterator[Match]:
    """Yield the frames of one word with both ends filled, most specific first."""
    if not is_named(scene, token) and not in_scare_quotes(scene, token):
        for pos in parts_of_speech(scene.tree, token):
            taken: dict[tuple[str, str], int] = {}
            given: set[tuple[str, str, str]] = set()
            for frame in candidates(lexicon, pos, token):
                for match in _filled(scene, lexicon, frame, token):
                    ends = (match.source.mention.actor, match.target.mention.actor)
                    key = (frame.relation, *ends)
                    if key not in given and taken.get(ends, 0) <= frame.specificity:
                        taken[ends] = frame.specificity
                        given.add(key)
                        yield match
        yield from _hyphened(scene, lexicon, token)


def _between(site: Site, sources: Filled) -> Filled:
    """Return the actors between whom something is that the subject only brings about or joins: "brokered a truce"."""
    if "recip" not in site.frame.flags or not sources or sources[0][1] != ("subj",):
        return []
    subjects = {argument.mention.actor for argument, _, _ in sources}
    for place in {site.trigger.i: site.trigger, site.carrier.i: site.carrier}.values():
        for found in down(site.scene, place, "between"):
            inside = actors(site.scene, found.token)
            others = [a for a in inside if a.mention.actor not in subjects]
            if len({a.mention.actor for a in others}) > 1:
                return [(a, ("between",), found.cost) for a in others]
    return []


def _filled(scene: Scene, lexicon: Lexicon, frame: Frame, token: Token) -> Iterator[Match]:
    if not words_fit(scene, frame, token):
        return
    site = Site(scene, frame, token, *carrier(scene, lexicon, frame, token))
    sources = fill(site, frame.source, end="source")
    if "person" in frame.flags:
        sources = [s for s in sources if _in_person(s[0].mention)]
    if "impersonal" in frame.flags:
        sources = [s for s in sources if s[0].mention.kind != "person" and s[0].mention.text.lower() not in HE]
    if between := _between(site, sources):
        yield from _pairs(site, between)
        return
    targets = fill(site, frame.target, end="target") if sources else []
    apart = targets and sources and targets[0][1] != sources[0][1]
    if "recip" in frame.flags and not apart:  # "A and B clashed with C" says nothing of A and B
        yield from _pairs(site, sources)
    for source, source_slot, source_cost in sources:
        for target, target_slot, target_cost in targets:
            if source_slot == target_slot == ("mod",) and "recip" not in frame.flags:
                continue  # "EU and NATO membership"
            cost = source_cost + target_cost + source.cost + target.cost
            yield Match(frame, token, site.carrier, site.light, source, target, source_slot, target_slot, cost)


def _in_person(mention: Mention) -> bool:
    """Return whether somebody is named by a person, office, delegation or a pronoun for people."""
    return bool(mention.via) or (mention.kind in PEOPLE and mention.text.lower() not in {"it", "its"})


def _pairs(site: Site, found: Filled) -> Iterator[Match]:
    """Yield the pairs among actors that share a slot: "India and Pakistan clashed"; none of what each does apart."""
    tree = site.scene.tree
    acting = site.frame.pos == "v" and found and found[0][1] == ("subj",)
    if acting and any(down(site.scene, site.trigger, step) for step in ("against", "with", "alongside")):
        return  # "fought against the Empire", "met with students"
    things_ = [site.trigger, *things(site.scene, site.frame, site.trigger)] if site.frame.pos == "v" else [site.trigger]
    if any(c.lower in APART for thing in things_ for c in tree.children(thing, "amod", "advmod")):
        return
    for i, (one, slot, cost) in enumerate(found):
        for other, other_slot, other_cost in found[i + 1 :]:
            if one.mention.actor != other.mention.actor and other_slot == slot:
                total = cost + other_cost + one.cost + other.cost
                yield Match(site.frame, site.trigger, site.carrier, site.light, one, other, slot, other_slot, total)


def _hyphened(scene: Scene, lexicon: Lexicon, token: Token) -> Iterator[Match]:
    """Yield the frames of "X-backed Y" and "anti-X Y"."""
    tree = scene.tree
    i = token.i
    if i and any(m.reason == "hyphen" and m.span.end == tree[i - 1].end for m in scene.over(tree[i - 1])):
        for frame in lexicon.by_word.get(("c", token.lower), ()):  # "Saudi led coalition"
            yield from _joined(scene, frame, token, tree[i - 1], _modified(scene, token, tree[i - 1]))
    if i >= HYPHENED and tree[i - 1].text == "-":
        for frame in lexicon.by_word.get(("c", token.lower), ()):
            yield from _joined(scene, frame, token, tree[i - HYPHENED], _modified(scene, token, tree[i - HYPHENED]))
    if i + HYPHENED < len(tree) and tree[i + 1].text == "-":
        for frame in lexicon.by_word.get(("p", token.lower), ()):
            yield from _joined(scene, frame, token, tree[i + HYPHENED], _modified(scene, token, tree[i + HYPHENED]))


def _modified(scene: Scene, token: Token, name: Token) -> Token | None:
    """Return the noun that a hyphened word stands before."""
    last = max(token.i, name.i)
    inside = {token.i, name.i}
    if scene.tree.children(token, "cop"):  # "the West Bank is Israeli-occupied"
        return next(iter(scene.tree.children(token, "nsubj")), None)
    for start in (token, name):
        for above in scene.tree.ancestors(start):
            if above.i in inside or above.upos == "PUNCT":
                continue
            if above.i > last and above.upos in {"NOUN", "PROPN"}:
                whole = scene.tree.head(above)  # "German-trained Peshmerga units" is one mention
                inside_it = not scene.mentions(above) and scene.over(above) and scene.mentions(whole)
                return whole if inside_it else above
            break
    following = scene.tree.tokens[last + 1 : last + 1 + NEAR]
    for after in following:  # the parse may take "backed" for a verb; then the next name is meant
        if scene.mentions(after):
            return after
        if after.upos not in {"ADJ", "NOUN", "PROPN"}:
            return None
    return None


def _lies_in(scene: Scene, place: Token, holder: Token) -> list[Argument]:
    """Return whose a place is that somebody else holds: Syria of "the rebel-held Syrian town"."""
    tree = scene.tree
    inside = [m for m in clauses.modifiers(tree, place) if m is not holder and scene.mentions(m)]
    inside += [c for case in ("of", "in") for c in clauses.complements(tree, place, case)]
    return next((found for token in inside if (found := actors(scene, token, place=True))), [])


def _joined(scene: Scene, frame: Frame, token: Token, name: Token, noun: Token | None) -> Iterator[Match]:
    if noun is None:
        return
    ends = {"left": name, "right": noun}
    source_slot, target_slot = frame.source[0], frame.target[0]
    place = "place" in frame.flags
    strict = frame.pos == "c" and not place and noun.lemma.lower() not in BODIES  # "anti-Israel rhetoric"
    for source in actors(scene, ends[source_slot[0]], strict=strict, alone=frame.pos == "p"):
        targets = actors(scene, ends[target_slot[0]], place=place, strict=strict, alone=frame.pos == "p")
        if place and all(t.mention == source.mention for t in targets):
            targets = _lies_in(scene, noun, name)
        for target in targets:
            yield Match(frame, token, token, None, source, target, source_slot, target_slot, source.cost + target.cost)
