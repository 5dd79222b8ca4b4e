"""Polarity, modality and speaker of a claim: what stands above its trigger in the sentence.

Walks from the trigger up to the root, one clause at a time. Each step looks at the words that hang on the clause's head
(not, never, could, if ...) and at the word that governs it (refused to, plans to, said that ...), after the method of
FactBank (Saurí and Pustejovsky 2009): the nearest source's view, with the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.extract import clauses
from graph.extract.arguments import Scene, actors
from graph.extract.entries import Lexicon, Operator
from graph.extract.frames import Match
from graph.extract.tree import Token
from graph.extract.wordlists import wordlist
from graph.model import Attribution, Mention, Modality, Polarity, Span

NEGATORS = wordlist("negator")
CONDITIONS = wordlist("condition")
HEDGES = wordlist("hedge")
STRENGTH: dict[Modality, int] = {"actual": 0, "desired": 1, "planned": 1, "possible": 2, "conditional": 3}
AUXILIARY: dict[str, Modality] = {
    "can": "possible",
    "could": "possible",
    "may": "possible",
    "might": "possible",
    "would": "possible",
    "will": "planned",
    "shall": "planned",
    "should": "desired",
    "must": "desired",
    "ought": "desired",
}


@dataclass
class Factuality:
    """What was found on the way up."""

    negations: int = 0
    modality: Modality = "actual"
    speakers: list[Attribution] = field(default_factory=list)
    """Innermost first."""
    cues: list[tuple[str, Span]] = field(default_factory=list)

    @property
    def polarity(self) -> Polarity:
        """Return negated for an odd number of negations."""
        return "negated" if self.negations % 2 else "affirmed"

    @property
    def attribution(self) -> Attribution | None:
        """Return the innermost speaker with those who report it as its sources."""
        chain: Attribution | None = None
        for speaker in reversed(self.speakers):
            chain = Attribution(speaker.speaker, speaker.stance, speaker.cue, speaker.via, chain)
        return chain

    def negate(self, token: Token) -> None:
        """Count a negation."""
        self.negations += 1
        self.cues.append(("polarity", token.span))

    def weaken(self, modality: Modality, token: Token) -> None:
        """Take a modality that is farther from actual than what was found before."""
        if STRENGTH[modality] > STRENGTH[self.modality]:
            self.modality = modality
            self.cues.append(("modality", token.span))

    def speak(self, mention: Mention, stance: str, cue: Token) -> None:
        """Add a speaker outside those found before, unless it is the last one again."""
        if not self.speakers or self.speakers[-1].speaker != mention.actor:
            self.speakers.append(Attribution(mention.actor, stance, cue.span, mention.via))


def judge(scene: Scene, lexicon: Lexicon, match: Match) -> Factuality:
    """Return polarity, modality and speakers of a matched frame."""
    found = Factuality()
    if "neg" in match.frame.flags:
        found.negate(match.trigger)
    found.weaken(match.frame.modality, match.trigger)
    if match.light is not None:
        if match.light.negates:
            found.negate(match.carrier)
        found.weaken(match.light.modality, match.carrier)
    if match.frame.pos in {"c", "p"}:
        return found
    for token, governor in _way_up(scene, match):
        _words_at(scene, token, found)
        if governor is not None:
            _operators(scene, lexicon, token, governor, found)
    return found


def _way_up(scene: Scene, match: Match) -> Iterator[tuple[Token, Token | None]]:
    """Yield the trigger and every token above it with the token that governs it; stop where assertion starts anew."""
    tree = scene.tree
    token = match.trigger
    ends = {m.i for m in _ends(scene, match)}
    steps = 0
    while steps <= len(tree):
        steps += 1
        head = tree.head(token)
        if head is token:
            yield token, None
            return
        if token.dep == "acl:relcl" or token.relation in {"parataxis", "appos"}:
            yield token, None
            return
        if head.i in ends and token.relation not in {"ccomp", "xcomp"}:
            yield token, None
            token = head
            ends.discard(head.i)
            continue
        yield token, head
        token = head


def _ends(scene: Scene, match: Match) -> list[Token]:
    heads = [scene.tree.head_of(a.mention.span) for a in (match.source, match.target)]
    return [h for h in heads if h is not None]


def _words_at(scene: Scene, token: Token, found: Factuality) -> None:
    """Take the small words that hang on a clause's or noun's head."""
    tree = scene.tree
    predicate = token.upos in {"VERB", "AUX", "ADJ"} or bool(tree.children(token, "cop"))
    for child in _own_or_shared(scene, token):
        if child.lower in NEGATORS and child.relation in {"advmod", "det", "case", "mark", "cc", "aux"}:
            found.negate(child)
        elif child.relation == "aux" and child.lemma in AUXILIARY and predicate:
            found.weaken(AUXILIARY[child.lemma], child)
        elif child.relation in {"mark", "advmod"} and child.lower in CONDITIONS and child.i < token.i:
            found.weaken("conditional", child)
        elif child.relation in {"mark", "cc", "advmod"} and child.lower in HEDGES:
            found.weaken("possible", child)
    if predicate and _depends_on_condition(scene, token):
        found.weaken("conditional", token)


def _own_or_shared(scene: Scene, token: Token) -> Iterator[Token]:
    """Yield a head's dependents, and for a coordinated verb without its own the auxiliaries of the first one."""
    tree = scene.tree
    yield from tree.children(token)
    if token.dep == "conj" and not tree.children(token, "aux", "nsubj", "mark"):
        first = tree.head(token)
        joined_by = {c.lower for c in tree.children(token, "cc")}
        if first.upos in {"VERB", "AUX"} and token.upos in {"VERB", "AUX"} and "but" not in joined_by:
            for child in tree.children(first, "aux", "advmod", "mark"):
                if child.i < first.i and (child.lower not in NEGATORS or joined_by & {"or", "nor"}):
                    yield child


def _depends_on_condition(scene: Scene, token: Token) -> bool:
    for clause in scene.tree.children(token, "advcl"):
        if any(m.lower in {"if", "unless"} for m in scene.tree.children(clause, "mark")):
            return any(a.lemma in {"will", "would", "could", "might", "may"} for a in scene.tree.children(token, "aux"))
    return False


def _operators(scene: Scene, lexicon: Lexicon, token: Token, governor: Token, found: Factuality) -> None:
    """Take the word that governs a clause or noun: refused to, plans for, said that, accused of."""
    links = _links(scene, token)
    for operator in lexicon.operators_by_word.get(governor.lemma.lower(), ()):
        if not _fits(scene, operator, governor, links):
            continue
        if operator.negates:
            found.negate(governor)
        found.weaken(operator.modality, governor)
        if operator.stance:
            for argument in _speakers(scene, governor):
                found.speak(argument, operator.stance, governor)
                break
        return


def _links(scene: Scene, token: Token) -> set[str]:
    """Return the ways in which a token hangs on its head: comp, obj, or prepositions."""
    case = clauses.preposition(scene.tree, token)
    links = {case, case.partition(" ")[0]} - {""}
    if token.relation in {"xcomp", "ccomp", "csubj"}:
        links.add("comp")
    if token.relation in {"acl", "advcl"} and token.upos in {"VERB", "AUX", "ADJ"} and token.dep != "acl:relcl":
        links.add("comp") if not case or any(
            c.lower in {"to", "that"} for c in scene.tree.children(token, "mark")
        ) else None
    if token.dep in {"obj", "nsubj:pass"}:
        links.add("obj")
    return links


_POS = {"v": frozenset({"VERB", "AUX"}), "n": frozenset({"NOUN", "PROPN"}), "a": frozenset({"ADJ", "ADV", "VERB"})}


def _fits(scene: Scene, operator: Operator, governor: Token, links: set[str]) -> bool:
    if governor.upos not in _POS[operator.pos] or not operator.complement & links:
        return False
    if operator.particle is None:
        return True
    return any(c.lower == operator.particle for c in scene.tree.children(governor, "advmod", "compound", "obl"))


def _speakers(scene: Scene, governor: Token) -> list[Mention]:
    """Return who holds the view: subject of the verb, owner of the noun."""
    tree = scene.tree
    if governor.upos == "NOUN" and not tree.children(governor, "nsubj"):
        heads = [*tree.children(governor, "nmod:poss"), *clauses.complements(tree, governor, "by")]
    else:
        heads = [f.token for f in clauses.subjects(tree, governor)]
    return [a.mention for h in heads for a in actors(scene, h)]
