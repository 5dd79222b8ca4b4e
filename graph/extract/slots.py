"""What stands in the slots of a trigger: who does it, to whom, whatever the sentence's shape.

Slots are the steps that ``lexicon/README.md`` describes: ``subj``, ``obj``, a preposition, ``poss`` ... Every answer is
a head token with the path that led to it; `arguments` resolves it to actors.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.extract import clauses
from graph.extract.arguments import Argument, Scene, actors
from graph.extract.clauses import Found
from graph.extract.entries import Frame, Light, Slot
from graph.extract.tree import Token, Tree
from graph.extract.wordlists import wordlist
from graph.model import Mention

PREDICATE = wordlist("predicate verb")
"""Verbs that put a noun or adjective in predicate place: "remains a threat"."""
CONTINUING = frozenset({"be", "begin", "come", "continue", "resume", "start", "follow", "happen", "occur", "take"})
"""Verbs between an event noun and what hangs on it: "talks began with the rebels"."""
STRIFE = frozenset({"fights", "rivals", "opposes", "hostileTo"})
HARMED = wordlist("harmed verb")
"""Verbs by which somebody comes to harm in an event: "were killed in clashes"."""
AMID = frozenset({"in", "during", "after", "amid", "following"})
AIMED = frozenset({"aim", "direct", "target", "train"})
"""Verbs whose participle tells where a thing goes: "rockets aimed at"."""
MEASURE = wordlist("measure")
"""Nouns that only say how much of the next noun: "tons of aid"."""


@dataclass(frozen=True, slots=True)
class Site:
    """A trigger in its sentence, with what may carry it."""

    scene: Scene
    frame: Frame
    trigger: Token
    carrier: Token
    light: Light | None


Filled = list[tuple[Argument, Slot, int]]
"""Actors that fill an end, each with the slot it stands in and the steps that led there."""


def fill(site: Site, slots: tuple[Slot, ...], *, end: str) -> Filled:
    """Return the actors of the first slot that holds any, with the slot and its cost."""
    place = end == "target" and "place" in site.frame.flags
    strict = "strict" in site.frame.flags
    carried = site.light is not None and site.light.subject == end
    ways = [s for s in slots if s != ("subj",)] if site.light is not None else list(slots)
    if carried:
        ways.insert(0, ("subj",))
    for slot in ways:
        out: Filled = []
        for found in _walk(site, slot):
            alone = found.path == "modified"
            ends = actors(site.scene, found.token, strict=strict, place=place, alone=alone)
            out += [(a, slot, found.cost) for a in ends]
        if out:
            return out
    return []


def _walk(site: Site, slot: Slot) -> list[Found]:
    """Return the head tokens at the end of a slot's steps."""
    here = _first(site, slot[0])
    for step in slot[1:]:
        here = [Found(f.token, f.path, f.cost + h.cost) for h in here for f in down(site.scene, h.token, step)]
    return here


def _first(site: Site, step: str) -> list[Found]:
    """Return what fills a slot of the trigger itself."""
    scene, tree, token, pos = site.scene, site.scene.tree, site.trigger, site.frame.pos
    if step == "subj":
        if pos == "v":
            return clauses.subjects(tree, token)
        if site.light is not None:
            return clauses.subjects(tree, site.carrier)
        if "vital" in site.frame.flags:  # "cannot survive without the help of"
            return clauses.surface_subjects(tree, tree.head(token))
        found = _predicate_subjects(scene, token)
        if "recip" in site.frame.flags:  # who talks of support "in the struggle" does not struggle with each other
            found = [f for f in found if not f.path.startswith("purpose<")]
        return found or (_caught_up(site) if "recip" in site.frame.flags else [])
    if step == "obj":
        return objects(scene, site.frame, token) if pos == "v" else []
    if pos == "v" and step not in {"iobj", "comp", "poss", "mod"}:
        return prepositional(scene, site.frame, token, step)
    out = down(scene, token, step)
    if out or step in {"iobj", "comp", "poss", "mod"} or (step == "of" and site.frame.relation == "leads"):
        return out
    return down(scene, site.carrier, step) if site.light is not None else _around(scene, token, step)


def down(scene: Scene, token: Token, step: str) -> list[Found]:
    """Return what hangs on a token at one step: a preposition's noun, a possessor, a modifier ..."""
    tree = scene.tree
    if step == "obj":
        return clauses.objects(tree, token)
    if step == "subj":
        return clauses.subjects(tree, token)
    if step == "iobj":
        given = (
            tree.children(token, "nsubj") if token.lemma in clauses.GIVING and clauses.is_passive(tree, token) else ()
        )
        return [Found(c, "iobj") for c in given or tree.children(token, "iobj")]
    if step == "comp":
        found = [Found(c, "comp") for c in tree.children(token, "xcomp", "ccomp", "acl", "advcl")]
        if not found:
            found = [Found(c, "comp") for o in tree.children(token, "obj") for c in tree.children(o, "acl")]
        return found or [Found(c, "comp") for c in clauses.closed(tree, token)]
    if step == "poss":
        shared = tree.head(token) if token.dep == "conj" else token  # "its neighbour and rival Pakistan"
        owners = tree.children(token, "nmod:poss") or tree.children(shared, "nmod:poss")
        return [Found(c, "possessor") for c in owners]
    if step == "self":
        return _named_by(scene, token)
    if step == "mod":  # "American troops" is one mention, and its own modifier
        whole = [Found(token, "itself")] if scene.mentions(token) else []
        return whole or [Found(c, "modifier") for c in clauses.modifiers(tree, token)]
    out = _complements(scene, token, step)
    return out or (_opposed(scene, token) if step in {"against", "on"} else [])


def _opposed(scene: Scene, noun: Token) -> list[Found]:
    """Return whom a noun is against by a word before it: Russia of "anti-Russia sanctions"."""
    tree = scene.tree
    return [
        Found(c, "anti")
        for c in clauses.modifiers(tree, noun)
        if c.i > 1 and tree[c.i - 1].text == "-" and tree[c.i - 2].lower == "anti"
    ]


def _complements(scene: Scene, token: Token, step: str) -> list[Found]:
    """Return a preposition's nouns; of an office that its mention runs over, the office itself."""
    tree = scene.tree
    found = [Found(c, step) for c in clauses.complements(tree, token, step.replace("_", " "))]
    if step == "of" and token.upos == "NOUN":  # "the threat to the survival of nations" is no threat of nations
        found = [f for f in found if not _apart(tree, token, f.token)]
    if step == "of" and any(m.kind == "organ" and _holds(m, found) for m in scene.mentions(token)):
        return [Found(token, "itself")]
    return found


def _apart(tree: Tree, noun: Token, complement: Token) -> bool:
    """Return whether another preposition stands between a noun and the "of" of its complement."""
    case = next((c for c in tree.children(complement, "case", "mark") if c.lower == "of"), complement)
    return any(t.upos == "ADP" and t.lower != "of" for t in tree.tokens[noun.i + 1 : case.i])


def _holds(mention: Mention, found: list[Found]) -> bool:
    """Return whether a mention runs on over what hangs on its noun: "leader of the Arab League"."""
    return any(mention.span.start <= f.token.start and f.token.end <= mention.span.end for f in found)


def _named_by(scene: Scene, token: Token) -> list[Found]:
    """Return who a noun names: "its rival Pakistan", "allies such as France", "our allies, Canada and Italy"."""
    tree = scene.tree
    head = tree.head(token)
    names = list(tree.children(token, "appos", "flat"))
    names += [c for p in ("like", "such as", "including") for c in clauses.complements(tree, token, p)]
    if token.relation in {"compound", "nmod", "amod", "appos"} and head.upos == "PROPN":
        names.append(head)
    for conjunct in tree.children(token, "conj"):  # "its neighbour and rival Pakistan"
        names += tree.children(conjunct, "appos", "flat")
    if token.dep == "conj":  # and with the name behind the second
        names += [c for c in tree.children(head, "appos") if c.i == token.i + 1 or tree.subtree(c)[0].i == token.i + 1]
    return [Found(n, "named", 1) for n in names]


def _around(scene: Scene, token: Token, step: str) -> list[Found]:
    """Return a preposition's noun that hangs on the verb whose subject or object the trigger is."""
    tree = scene.tree
    head = tree.head(token)
    after = [c for c in tree.children(token, "nmod") if c.i > token.i]
    if step == "of":  # "the probe into the death of" is no probe of whom death took
        after = [c for c in after if clauses.preposition(tree, c) != "into"]
    nested = [n for c in after for n in clauses.complements(tree, c, step)]
    if token.upos == "NOUN" and nested:  # "attacks from Hezbollah on Israel", hung on Hezbollah
        return [Found(c, f"{step}, of the other", 1) for c in nested]
    undergone = token.relation == "obj" or token.dep == "nsubj:pass" or head.lemma in CONTINUING
    if token.upos == "NOUN" and token.relation in {"obj", "nsubj"} and head.upos == "VERB" and undergone:
        after = [c for c in clauses.complements(tree, head, step) if c.i > token.i]
        return [Found(c, f"{step}, of the verb", 1) for c in after]
    if token.relation in {"xcomp", "amod", "acl"} and head.upos in {"VERB", "AUX", "NOUN"}:
        return [Found(c, f"{step}, of the head", 1) for c in clauses.complements(tree, head, step) if c.i > token.i]
    return []


def _predicate_subjects(scene: Scene, token: Token) -> list[Found]:
    """Return what a noun or adjective is said of: "X is a threat", "X remains wary", "rebels loyal to"."""
    tree = scene.tree
    head = tree.head(token)
    if tree.children(token, "nsubj"):
        return clauses.surface_subjects(tree, token)
    if token.relation == "xcomp" and (head.lemma in PREDICATE or token.upos == "ADJ"):
        return clauses.surface_subjects(tree, head) if clauses.is_passive(tree, head) else clauses.subjects(tree, head)
    if token.relation in {"amod", "acl"} and token.upos != "NOUN" and head.upos in {"NOUN", "PROPN", "PRON"}:
        return [Found(head, "modified", 1)]
    if token.relation == "appos" and not any(t.upos == "CCONJ" for t in tree.tokens[head.i : token.i]):
        return [Found(head, "apposition", 1)]
    if token.relation == "obl" and head.lemma == "responsible" and clauses.preposition(tree, token) == "for":
        return [Found(f.token, f"responsible<{f.path}", f.cost) for f in clauses.surface_subjects(tree, head)]
    if token.relation == "obl" and clauses.preposition(tree, token) in {"in", "at"}:  # "sent troops in support of"
        return [Found(f.token, f"purpose<{f.path}", f.cost + 1) for f in clauses.subjects(tree, head)]
    if token.relation in {"advcl", "conj", "obl", "dislocated", "parataxis"} and head.i != token.i:
        if token.upos == "ADJ" or token.xpos in {"VBN", "VBG"}:
            return [Found(f.token, f"shared<{f.path}", f.cost + 1) for f in clauses.surface_subjects(tree, head)]
        if token.dep == "conj" and tree.children(head, "cop"):
            return [Found(f.token, f"shared<{f.path}", f.cost + 1) for f in clauses.subjects(tree, head)]
    return []


def _caught_up(site: Site) -> list[Found]:
    """Return who is in an event that is told by the way: "soldiers were killed in clashes with rebels"."""
    tree, token = site.scene.tree, site.trigger
    head = tree.head(token)
    if token.relation == "obj" and head.lower == "following":
        head = tree.head(head)
    elif token.relation != "obl" or clauses.preposition(tree, token) not in AMID:
        return []
    if site.frame.relation in STRIFE and head.lemma not in HARMED:
        return []  # "discussed support in the struggle for independence"
    return [Found(f.token, f"amid<{f.path}", f.cost + 1) for f in clauses.surface_subjects(tree, head)]


def objects(scene: Scene, frame: Frame, token: Token) -> list[Found]:
    """Return the verb's objects; of a particle verb also a noun that was parsed as the particle's own."""
    found = clauses.objects(scene.tree, token)
    if not found and frame.particle:
        found = down(scene, token, frame.particle)
    return found


def things(scene: Scene, frame: Frame, token: Token) -> list[Token]:
    """Return the nouns that a verb does something to, and those coordinated with them or measured by them.

    "Aid" of "70 million dollars of aid", "part of the aid" and "food and aid".
    """
    out: list[Token] = []
    for found in objects(scene, frame, token):
        for noun in (found.token, *scene.tree.children(found.token, "conj")):
            out += _measured(scene.tree, noun)
    return out


def _measured(tree: Tree, noun: Token) -> list[Token]:
    """Return a noun and what it measures: "dozens of rounds of artillery"."""
    within = clauses.complements(tree, noun, "of") if noun.lemma.lower() in MEASURE else []
    return [noun, *(deeper for inner in within for deeper in _measured(tree, inner))]


def _towards(scene: Scene, thing: Token, step: str) -> list[Found]:
    """Return a preposition's nouns that hang on a thing, or on what tells where it goes: "rockets aimed at"."""
    meant = [c for c in scene.tree.children(thing, "acl") if c.lemma in AIMED and c.xpos == "VBN"]
    return [f for token in (thing, *meant) for f in down(scene, token, step)]


def prepositional(scene: Scene, frame: Frame, token: Token, step: str) -> list[Found]:
    """Return a preposition's nouns that hang on a verb, else on its object, else on its complement verb."""
    out = down(scene, token, step)
    out = out or [f for thing in things(scene, frame, token) for f in _towards(scene, thing, step)]
    if out or scene.tree.children(token, "obj", "iobj"):  # "asked NATO to close the skies for aircraft"
        return out
    return [f for c in scene.tree.children(token, "xcomp") for f in down(scene, c, step)]
