"""Words that govern a claim and change it or say whose view it is: refused to, plans for, said that, accused of."""

from __future__ import annotations

from graph.extract import clauses, unclaimed
from graph.extract.arguments import Scene, actors
from graph.extract.entries import Lexicon, Operator
from graph.extract.small_words import NEGATORS
from graph.extract.tree import Token, Tree
from graph.extract.verdict import Factuality
from graph.extract.wordlists import wordlist
from graph.model import Mention, Span

_LONGEST = 60
"""Characters from a speaker to the verb of saying, at most."""
PROSPECTS = wordlist("prospect noun")
"""Nouns of which an infinitive tells what may be done: one can lose the right to it, and it is not done."""
_DEEDS = ("ing", "tion", "sion", "ity", "ness", "ance", "ence")
"""Endings of nouns for deeds and states."""
_REPORTS = frozenset({"report"})
_NO_DEEDS = frozenset(
    {"witness", "eyewitness", "intelligence", "organization", "organisation", "delegation", "television"}
)


def operator_of(scene: Scene, lexicon: Lexicon, token: Token, governor: Token) -> Operator | None:
    """Return how a word changes what it governs: refused to, plans for, said that, accused of."""
    links = _links(scene, token)
    if governor.lemma in {"allow", "let", "permit"} and any(
        o.lower in {"me", "us"} for o in scene.tree.children(governor, "obj", "iobj")
    ):
        return None  # "allow me to thank"
    words = dict.fromkeys((governor.lemma.lower(), governor.lower))  # "was convinced that"
    for operator in (o for word in words for o in lexicon.operators_by_word.get(word, ())):
        if _fits(scene, operator, governor, token, links):
            return operator
    return None


def apply(scene: Scene, operator: Operator, governor: Token, found: Factuality, *, in_scope: bool) -> None:
    """Take what an operator says; polarity and modality only where the claim is in its scope."""
    if in_scope:
        if operator.averts:
            found.averted = governor
        elif operator.negates:
            found.negate(governor)
        if not (governor.lemma == "able" and _done(scene.tree, governor)):
            found.weaken(operator.modality, governor)
    _unheld(scene.tree, operator, governor, found)
    if operator.stance and _still_unsaid(scene.tree, governor):
        if in_scope and not operator.factive:  # what somebody must say is no fact for that
            found.weaken("desired", governor)
    elif operator.stance:
        _held_by(scene, governor, found, operator.stance, surface=operator.pos == "a")
        if in_scope and not operator.factive and _by_whomever(scene.tree, governor, operator.stance, found):
            found.weaken("possible", governor)


def _unheld(tree: Tree, operator: Operator, governor: Token, found: Factuality) -> None:
    """Take what is denied from whoever claimed it, and leave undecided what nobody believes or what is not denied."""
    if operator.stance == "denies":
        found.speakers.clear()
        not_denied = any(c.lower in NEGATORS for c in tree.children(governor, "advmod"))
        found.undecided = found.undecided or not_denied
    if operator.stance and unclaimed.of_nobody(tree, governor):
        found.undecided = True


def _held_by(scene: Scene, governor: Token, found: Factuality, stance: str, *, surface: bool) -> None:
    """Take who says or believes it: an actor, or somebody who is none."""
    speakers = _speakers(scene, governor, surface=surface)
    for mention in speakers[:1]:
        found.speak(mention, stance, governor)
    if len(speakers) > 1 and len(found.speakers) == 1:
        found.beside = tuple(m for m in speakers[1:] if m.actor != speakers[0].actor)
    if not speakers and not found.speakers and (words := said_by_others(scene, governor)):
        found.hear(words)


def _by_whomever(tree: Tree, governor: Token, stance: str, found: Factuality) -> bool:
    """Return whether nobody is named who says so: "is believed to have armed", "critics accuse it of arming"."""
    passive = governor.upos == "VERB" and bool(tree.children(governor, "nsubj:pass", "aux:pass"))
    noun = governor.upos == "NOUN" and governor.lemma not in _REPORTS  # "amid allegations that it armed"
    return not found.speakers and (passive or noun or stance in {"accuses", "fears"})


def _still_unsaid(tree: Tree, governor: Token) -> bool:
    """Return whether a thing is only asked to be said, so that it is nobody's view yet: "Iran must admit that"."""
    if governor.upos != "VERB":
        return False
    asked = any(c.lower in {"must", "should", "ought"} for c in tree.children(governor, "aux"))
    above = tree.head(governor)
    return asked or (governor.relation == "xcomp" and above.lemma in {"have", "need"} and above.upos == "VERB")


def _done(tree: Tree, able: Token) -> bool:
    """Return whether being able means having done: "was able to seize", "have not been able to agree"."""
    past = {"was", "were", "been"} & {c.lower for c in tree.children(able, "cop")}
    return bool(past) or any(c.lower in NEGATORS for c in tree.children(able, "advmod"))


def said_by_others(scene: Scene, governor: Token) -> Span | None:
    """Return the words by which the media, a report or people say so: the subject is a noun that is no actor."""
    tree = scene.tree
    if governor.upos == "NOUN" and not tree.children(governor, "nmod:poss"):
        return governor.span
    if passive := tree.children(governor, "aux:pass"):
        return Span(passive[0].start, governor.end) if passive[0].i < governor.i else None  # "is believed to"
    subjects = clauses.subjects(tree, governor) if governor.upos == "VERB" else []
    named = [f.token for f in subjects if f.token.upos in {"NOUN", "PROPN"} or f.token.lower in {"he", "she", "they"}]
    return _saying(tree, named[0], governor) if named and not _abstract(scene, named[0]) else None


def _saying(tree: Tree, subject: Token, verb: Token) -> Span:
    """Return the stretch from a subject to its verb of saying, or the subject's own where much stands between."""
    inside = [t for t in tree.subtree(subject) if t.dep not in {"acl:relcl", "punct"}]
    low, high = min(subject.i, verb.i), max(subject.i, verb.i)
    first = min((t.i for t in inside), default=low)
    own = Span(tree[first].start, tree[max((t.i for t in inside), default=high)].end)
    whole = Span(min(own.start, verb.start), max(own.end, verb.end))
    between = tree.tokens[low:high]
    return whole if whole.end - whole.start <= _LONGEST and not any(t.upos == "PUNCT" for t in between) else own


def _links(scene: Scene, token: Token) -> set[str]:
    """Return the ways in which a token hangs on its head: comp, obj, or prepositions."""
    if clauses.set_apart(scene.tree, token, scene.tree.head(token)):
        return set()  # "condemned Israel, closing its embassy"
    case = clauses.preposition(scene.tree, token)
    links = {case, case.partition(" ")[0]} - {""}
    if token.relation in {"xcomp", "ccomp", "csubj"}:
        links.add("comp")
    if token.relation in {"acl", "advcl"} and token.upos in {"VERB", "AUX", "ADJ"} and token.dep != "acl:relcl":
        marks = scene.tree.children(token, "mark")
        particle = any(m.xpos == "RP" for m in marks)  # "ruled out arming"
        if not case or particle or {m.lower for m in marks} & {"to", "that"}:
            links.add("comp")
    if token.dep in {"obj", "nsubj:pass"}:
        lemma = token.lemma.lower()
        links |= {"obj"} | ({"said"} if lemma in unclaimed.SAID_THINGS else set())
        links |= {"prospect"} if lemma in PROSPECTS else set()
    return links


_POS = {"v": frozenset({"VERB", "AUX"}), "n": frozenset({"NOUN", "PROPN"}), "a": frozenset({"ADJ", "ADV", "VERB"})}


def _fits(scene: Scene, operator: Operator, governor: Token, token: Token, links: set[str]) -> bool:
    if governor.upos not in _POS[operator.pos] or not operator.complement & links:
        return False
    if operator.particle is None:
        return True
    beside = scene.tree.children(governor, "advmod", "compound", "obl", "xcomp")
    return any(c.lower == operator.particle for c in (*beside, *scene.tree.children(token, "mark", "case")))


def _speakers(scene: Scene, governor: Token, *, surface: bool = False) -> list[Mention]:
    """Return who holds the view: subject of the verb, owner of the noun."""
    tree = scene.tree
    if governor.upos == "NOUN" and not tree.children(governor, "nsubj"):
        heads = [*tree.children(governor, "nmod:poss"), *clauses.complements(tree, governor, "by")]
        verb = tree.head(governor)
        if not heads and governor.relation == "obj" and verb.upos == "VERB":  # "advanced the claim that"
            heads = [f.token for f in clauses.subjects(tree, verb)]
    else:
        subjects = clauses.surface_subjects if surface else clauses.subjects  # "Italy was convinced that"
        heads = [f.token for f in subjects(tree, governor)]
    return [a.mention for h in heads if not _abstract(scene, h) for a in actors(scene, h)]


def _abstract(scene: Scene, noun: Token) -> bool:
    """Return whether a noun is a deed or state, which says nothing for whose it is: "Russia's hijacking suggests"."""
    lemma = noun.lemma.lower()
    deed = lemma.endswith(_DEEDS) and lemma not in clauses.DOCUMENTS | _NO_DEEDS
    return noun.upos == "NOUN" and not scene.mentions(noun) and deed
