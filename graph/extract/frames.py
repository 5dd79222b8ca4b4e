"""Frames found in a sentence: a trigger of the lexicon with the actors in its slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract import clauses
from graph.extract.arguments import Argument, Scene, actors
from graph.extract.clauses import Found
from graph.extract.entries import Frame, Lexicon, Light, Slot, TriggerPos
from graph.extract.tree import Token
from graph.extract.wordlists import wordlist
from graph.model import Mention

PREDICATE = wordlist("predicate verb")
"""Verbs that put a noun or adjective in predicate place: "remains a threat"."""
EVENT_TRANSPARENT = wordlist("event transparent")
"""Nouns through which an event noun is carried: "play the role of mediator"."""
OBLIGATION = frozenset({"must", "should", "ought"})
HE = frozenset({"he", "his", "him", "she", "her", "i", "my"})
PEOPLE = frozenset({"person", "organ", "pronoun", "description"})
QUOTES = frozenset({'"', "\u201c", "\u201d", "``", "''"})
NEAR = 4
"""Words after a hyphened word in which its noun stands."""
CONTINUING = frozenset({"be", "begin", "come", "continue", "resume", "start", "follow", "happen", "occur", "take"})
"""Verbs between an event noun and what hangs on it: "talks began with the rebels"."""
AMID = frozenset({"in", "during", "after", "amid", "following"})
MEASURE = wordlist("measure")
"""Nouns that only say how much of the next noun: "tons of aid"."""
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
    for token in scene.tree:
        if _named(scene, token) or _in_scare_quotes(scene, token):
            continue
        for pos in _parts_of_speech(token):
            taken: dict[tuple[str, str], int] = {}
            given: set[tuple[str, str, str]] = set()
            for frame in _candidates(lexicon, pos, token):
                for match in _filled(scene, lexicon, frame, token):
                    if _brokered(scene, match):
                        continue
                    ends = (match.source.mention.actor, match.target.mention.actor)
                    key = (frame.relation, *ends)
                    if key not in given and taken.get(ends, 0) <= frame.specificity:
                        taken[ends] = frame.specificity
                        given.add(key)
                        yield match
        yield from _hyphened(scene, lexicon, token)


def _brokered(scene: Scene, match: Match) -> bool:
    """Return whether a subject only brings about what is between two others: "brokered a truce between"."""
    if "recip" not in match.frame.flags or match.source_slot != ("subj",) or "between" not in match.target_slot:
        return False
    target = match.target.mention
    return any(
        len({a.mention.actor for a in actors(scene, f.token)} - {match.source.mention.actor}) > 1
        for f in _down(scene, match.trigger, "between") + _down(scene, match.carrier, "between")
        if any(a.mention == target for a in actors(scene, f.token))
    )


def _named(scene: Scene, token: Token) -> bool:
    """Return whether a word is part of a name: "Union" of "Union of Left Forces" merges nobody.

    The noun that a name stands before may speak for itself: "the Taliban government".
    """
    heads = not token.text[0].isupper() and scene.mentions(token)
    return not heads and any(m.reason == "name" and m.kind != "person" for m in scene.over(token))


def _in_scare_quotes(scene: Scene, token: Token) -> bool:
    """Return whether a word stands alone in quotation marks: Russia "congratulated" Ukraine with missiles."""
    i, tree = token.i, scene.tree
    return 0 < i < len(tree) - 1 and tree[i - 1].text in QUOTES and tree[i + 1].text in QUOTES


def _candidates(lexicon: Lexicon, pos: TriggerPos, token: Token) -> tuple[Frame, ...]:
    """Return the frames of a word; an adjective's may name a participle as written: "encouraged by"."""
    lemma = token.lemma.lower()
    found = lexicon.by_word.get((pos, lemma), ())
    if not found and token.xpos in {"NNPS", "VBZ"} and pos == "n":  # a sentence's first word may be taken for a name
        found = lexicon.by_word.get((pos, lemma.removesuffix("s")), ()) or lexicon.by_word.get(
            (pos, lemma.removesuffix("es")), ()
        )
    if pos in {"a", "n"} and token.lower != lemma:
        found += lexicon.by_word.get((pos, token.lower), ())
    return found


def _parts_of_speech(token: Token) -> tuple[TriggerPos, ...]:
    if token.xpos == "VBG" and token.relation == "amod" and token.head > token.i:
        return ("a",)  # "the leading countries"
    if token.xpos in {"VBG", "VBZ"} and token.relation in {"nsubj", "obj", "obl", "nmod"}:
        return ("n", "v")
    if token.upos in {"VERB", "AUX"}:
        return ("v", "a") if token.xpos in {"VBN", "VBD", "VBG"} else ("v",)
    if token.upos in {"NOUN", "PROPN"}:
        return ("n",)
    if token.upos == "ADJ":
        return ("a", "v") if token.xpos == "VBN" else ("a", "n")
    return ("a",) if token.upos in {"ADV", "ADP"} else ()


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


def _filled(scene: Scene, lexicon: Lexicon, frame: Frame, token: Token) -> Iterator[Match]:
    if not _words_fit(scene, frame, token):
        return
    site = Site(scene, frame, token, *_carrier(scene, lexicon, frame, token))
    sources = _fill(site, frame.source, end="source")
    if "person" in frame.flags:
        sources = [s for s in sources if s[0].mention.kind in PEOPLE or s[0].mention.via]
    if "impersonal" in frame.flags:
        sources = [s for s in sources if s[0].mention.kind != "person" and s[0].mention.text.lower() not in HE]
    if "recip" in frame.flags:
        yield from _pairs(site, sources)
    if not sources:
        return
    targets = _fill(site, frame.target, end="target")
    for source, source_slot, source_cost in sources:
        for target, target_slot, target_cost in targets:
            cost = source_cost + target_cost + source.cost + target.cost
            yield Match(frame, token, site.carrier, site.light, source, target, source_slot, target_slot, cost)


def _pairs(site: Site, found: Filled) -> Iterator[Match]:
    """Yield the pairs among actors that share a slot: "India and Pakistan clashed"."""
    for i, (one, slot, cost) in enumerate(found):
        for other, other_slot, other_cost in found[i + 1 :]:
            if one.mention.actor != other.mention.actor and other_slot == slot:
                total = cost + other_cost + one.cost + other.cost
                yield Match(site.frame, site.trigger, site.carrier, site.light, one, other, slot, other_slot, total)


def _words_fit(scene: Scene, frame: Frame, token: Token) -> bool:
    """Return whether particle, object noun and preposition that the frame wants are there."""
    tree = scene.tree
    narrow = frame.specificity > 0
    if frame.pos == "v" and not narrow and token.lemma in PREDICATE and tree.children(token, "xcomp", "obj"):
        return False
    if "obliged" in frame.flags and not _obliged(scene, token):
        return False
    if frame.particle and not _has_particle(scene, token, frame.particle):
        return False
    nouns_there = [*_things(scene, frame, token), *tree.children(token, "xcomp")]
    if frame.objects and not any(noun.lemma.lower() in frame.objects for noun in nouns_there):
        return False
    if frame.preposition:
        word, nouns = frame.preposition
        return any(f.token.lemma.lower() in nouns for f in _prepositional(scene, frame, token, word))
    return True


def _obliged(scene: Scene, token: Token) -> bool:
    """Return whether a verb's complement says what somebody must do: "said that Libya must hand over"."""
    tree = scene.tree
    return any(
        (clause.lemma in {"have", "need"} and tree.children(clause, "xcomp"))
        or any(aux.lower in OBLIGATION for aux in tree.children(clause, "aux"))
        for clause in tree.children(token, "ccomp")
    )


def _objects(scene: Scene, frame: Frame, token: Token) -> list[Found]:
    """Return the verb's objects; of a particle verb also a noun that was parsed as the particle's own."""
    found = clauses.objects(scene.tree, token)
    if not found and frame.particle:
        found = _down(scene, token, frame.particle)
    return found


def _things(scene: Scene, frame: Frame, token: Token) -> list[Token]:
    """Return the nouns that a verb does something to, and those coordinated with them or measured by them.

    "Aid" of "70 million dollars of aid", "part of the aid" and "food and aid".
    """
    out: list[Token] = []
    for found in _objects(scene, frame, token):
        for noun in (found.token, *scene.tree.children(found.token, "conj")):
            out.append(noun)
            if noun.lemma.lower() in MEASURE:
                out += clauses.complements(scene.tree, noun, "of")
    return out


def _prepositional(scene: Scene, frame: Frame, token: Token, step: str) -> list[Found]:
    """Return a preposition's nouns that hang on a verb, else on its object, else on its complement verb."""
    out = _down(scene, token, step)
    out = out or [f for thing in _things(scene, frame, token) for f in _down(scene, thing, step)]
    if out or scene.tree.children(token, "obj", "iobj"):  # "asked NATO to close the skies for aircraft"
        return out
    return [f for c in scene.tree.children(token, "xcomp") for f in _down(scene, c, step)]


def _has_particle(scene: Scene, token: Token, particle: str) -> bool:
    children = scene.tree.children(token)
    particles = [c for c in children if c.relation in {"compound", "advmod", "obl", "case", "mark", "xcomp", "obj"}]
    particles += [
        g for c in children if c.relation in {"obl", "obj", "nmod"} for g in scene.tree.children(c, "case", "advmod")
    ]
    return any(p.lower == particle and _close(scene, token, p) for p in particles)


def _close(scene: Scene, verb: Token, particle: Token) -> bool:
    """Return whether a particle stands beside its verb, or behind its object: "took the city over"."""
    if abs(particle.i - verb.i) <= NEAR:
        return True
    between = scene.tree.tokens[verb.i + 1 : particle.i]
    return bool(between) and not any(t.upos in {"ADP", "VERB"} for t in between)


def _carrier(scene: Scene, lexicon: Lexicon, frame: Frame, token: Token) -> tuple[Token, Light | None]:
    """Return the verb that carries an event noun, if one does: "launched an attack", "came under attack"."""
    if frame.pos != "n":
        return token, None
    tree, noun = scene.tree, token
    while noun.relation == "nmod" and tree.head(noun).lemma.lower() in EVENT_TRANSPARENT:
        noun = tree.head(noun)
    if noun.dep == "conj" and tree.head(noun).upos == "NOUN":
        noun = tree.head(noun)
    verb = tree.head(noun)
    if verb.upos not in {"VERB", "AUX"}:
        return token, None
    if any(c.upos != "PRON" for c in tree.children(noun, "nmod:poss")):
        return token, None  # "rejected Israel's threat": the event is another's
    case = clauses.preposition(tree, noun)
    for light in lexicon.light_by_verb.get(verb.lemma, ()):
        if light.particle and not _has_particle(scene, verb, light.particle):
            continue
        if light.preposition is None and noun.dep in {"obj", "nsubj:pass", "xcomp"}:
            return verb, light
        if light.preposition is not None and light.preposition == case:
            return verb, light
    return token, None


def _fill(site: Site, slots: tuple[Slot, ...], *, end: str) -> Filled:
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
        here = [Found(f.token, f.path, f.cost + h.cost) for h in here for f in _down(site.scene, h.token, step)]
    return here


def _first(site: Site, step: str) -> list[Found]:
    """Return what fills a slot of the trigger itself."""
    scene, tree, token, pos = site.scene, site.scene.tree, site.trigger, site.frame.pos
    if step == "subj":
        if pos == "v":
            return clauses.subjects(tree, token)
        if site.light is not None:
            return clauses.subjects(tree, site.carrier)
        found = _predicate_subjects(scene, token)
        return found or (_caught_up(scene, token) if "recip" in site.frame.flags else [])
    if step == "obj":
        return _objects(scene, site.frame, token) if pos == "v" else []
    if pos == "v" and step not in {"iobj", "comp", "poss", "mod"}:
        return _prepositional(scene, site.frame, token, step)
    out = _down(scene, token, step)
    if out or step in {"iobj", "comp", "poss", "mod"}:
        return out
    return _down(scene, site.carrier, step) if site.light is not None else _around(scene, token, step)


def _down(scene: Scene, token: Token, step: str) -> list[Found]:
    """Return what hangs on a token at one step: a preposition's noun, a possessor, a modifier ..."""
    tree = scene.tree
    if step == "obj":
        return clauses.objects(tree, token)
    if step == "subj":
        return clauses.subjects(tree, token)
    if step == "iobj":
        return [Found(c, "iobj") for c in tree.children(token, "iobj")]
    if step == "comp":
        found = [Found(c, "comp") for c in tree.children(token, "xcomp", "ccomp", "acl", "advcl")]
        if not found:
            found = [Found(c, "comp") for o in tree.children(token, "obj") for c in tree.children(o, "acl")]
        return found
    if step == "poss":
        return [Found(c, "possessor") for c in tree.children(token, "nmod:poss")]
    if step == "self":
        return _named_by(scene, token)
    if step == "mod":  # "American troops" is one mention, and its own modifier
        whole = [Found(token, "itself")] if scene.mentions(token) else []
        return whole or [Found(c, "modifier") for c in clauses.modifiers(tree, token)]
    found = [Found(c, step) for c in clauses.complements(tree, token, step.replace("_", " "))]
    if step == "of" and any(m.kind == "organ" and _holds(m, found) for m in scene.mentions(token)):
        return [Found(token, "itself")]
    return found


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
    return [Found(n, "named", 1) for n in names]


def _around(scene: Scene, token: Token, step: str) -> list[Found]:
    """Return a preposition's noun that hangs on the verb whose subject or object the trigger is."""
    tree = scene.tree
    head = tree.head(token)
    nested = [n for c in tree.children(token, "nmod") if c.i > token.i for n in clauses.complements(tree, c, step)]
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
    if token.relation == "obl" and clauses.preposition(tree, token) in {"in", "at"}:  # "sent troops in support of"
        return [Found(f.token, f"purpose<{f.path}", f.cost + 1) for f in clauses.subjects(tree, head)]
    if token.relation in {"advcl", "conj", "obl", "dislocated", "parataxis"} and head.i != token.i:
        if token.upos == "ADJ" or token.xpos in {"VBN", "VBG"}:
            return [Found(f.token, f"shared<{f.path}", f.cost + 1) for f in clauses.surface_subjects(tree, head)]
        if token.dep == "conj" and tree.children(head, "cop"):
            return [Found(f.token, f"shared<{f.path}", f.cost + 1) for f in clauses.subjects(tree, head)]
    return []


def _caught_up(scene: Scene, token: Token) -> list[Found]:
    """Return who is in an event that is told by the way: "soldiers were killed in clashes with rebels"."""
    tree = scene.tree
    head = tree.head(token)
    if token.relation == "obj" and head.lower == "following":
        head = tree.head(head)
    elif token.relation != "obl" or clauses.preposition(tree, token) not in AMID:
        return []
    return [Found(f.token, f"amid<{f.path}", f.cost + 1) for f in clauses.surface_subjects(tree, head)]


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
                return above
            break
    following = scene.tree.tokens[last + 1 : last + 1 + NEAR]
    for after in following:  # the parse may take "backed" for a verb; then the next name is meant
        if scene.mentions(after):
            return after
        if after.upos not in {"ADJ", "NOUN", "PROPN"}:
            return None
    return None


def _joined(scene: Scene, frame: Frame, token: Token, name: Token, noun: Token | None) -> Iterator[Match]:
    if noun is None:
        return
    ends = {"left": name, "right": noun}
    source_slot, target_slot = frame.source[0], frame.target[0]
    place = "place" in frame.flags
    strict = frame.pos == "c" and not place  # "anti-Israel rhetoric" is its owner's
    for source in actors(scene, ends[source_slot[0]], strict=strict):
        for target in actors(scene, ends[target_slot[0]], place=place, strict=strict):
            yield Match(frame, token, token, None, source, target, source_slot, target_slot, source.cost + target.cost)
