"""Words of the lexicon in a sentence: which frames a word may trigger, and whether what they want stands there."""

from __future__ import annotations

from graph.extract import clauses
from graph.extract.arguments import Scene
from graph.extract.entries import Frame, Lexicon, Light, TriggerPos
from graph.extract.slots import PREDICATE, prepositional, things
from graph.extract.tree import Token, Tree
from graph.extract.wordlists import wordlist

EVENT_TRANSPARENT = wordlist("event transparent")
FAILING = wordlist("failing verb")
ENDURING = wordlist("enduring verb")
"""Verbs of what one cannot do without help: "would not survive without"."""
"""Nouns through which an event noun is carried: "play the role of mediator"."""
OBLIGATION = frozenset({"must", "should", "ought"})
QUOTES = frozenset({'"', "\u201c", "\u201d", "``", "''"})
VIOLENT = wordlist("violent noun")
FIGURATIVE = wordlist("figurative")
"""Modifiers that take the violence out of a noun."""
NEAR = 4
"""Words between a verb and its particle."""


def is_named(scene: Scene, token: Token) -> bool:
    """Return whether a word is part of a name: "Union" of "Union of Left Forces" merges nobody.

    The noun that a name stands before may speak for itself: "the Taliban government".
    """
    heads = not token.text[0].isupper() and scene.mentions(token)
    return not heads and any(m.reason == "name" and m.kind != "person" for m in scene.over(token))


def in_scare_quotes(scene: Scene, token: Token) -> bool:
    """Return whether a word stands alone in quotation marks: Russia "congratulated" Ukraine with missiles."""
    i, tree = token.i, scene.tree
    return 0 < i < len(tree) - 1 and tree[i - 1].text in QUOTES and tree[i + 1].text in QUOTES


def candidates(lexicon: Lexicon, pos: TriggerPos, token: Token) -> tuple[Frame, ...]:
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


def parts_of_speech(tree: Tree, token: Token) -> tuple[TriggerPos, ...]:
    """Return the kinds of trigger that a word may be, the likeliest first."""
    if token.xpos == "VBG" and token.relation == "amod" and token.head > token.i:
        return ("a",)  # "the leading countries"
    if token.xpos in {"VBG", "VBZ"} and token.relation in {"nsubj", "obj", "obl", "nmod"}:
        return ("n", "v")
    if (
        token.xpos == "VBG"
        and token.lower in {"fighting", "bombing", "shelling"}
        and "mark" in {c.relation for c in tree.children(token)}
    ):
        return ("v", "n")  # "as a result of fighting between"
    if token.upos in {"VERB", "AUX"}:
        return ("v", "a") if token.xpos in {"VBN", "VBD", "VBG"} else ("v",)
    if token.upos in {"NOUN", "PROPN"}:
        return ("n",)
    if token.upos == "ADJ":
        return ("a", "v") if token.xpos == "VBN" else ("a", "n")
    return ("a",) if token.upos in {"ADV", "ADP"} else ()


def words_fit(scene: Scene, frame: Frame, token: Token) -> bool:
    """Return whether particle, object noun and preposition that the frame wants are there."""
    tree = scene.tree
    narrow = frame.specificity > 0
    if frame.pos == "v" and not narrow and token.lemma in PREDICATE and tree.children(token, "xcomp", "obj"):
        return False
    if "vital" in frame.flags and not _vital(tree, token):
        return False
    if "obliged" in frame.flags and not _obliged(scene, token):
        return False
    if frame.particle and not _has_particle(scene, token, frame.particle):
        return False
    if _figurative(scene, frame, token) or (token.lemma == "leave" and not narrow and _left_so(scene, token)):
        return False
    asked = [c for c in tree.children(token, "advcl") if any(m.xpos == "TO" for m in tree.children(c, "mark"))]
    nouns_there = [*things(scene, frame, token), *tree.children(token, "xcomp"), *asked]
    if frame.objects and not any(noun.lemma.lower() in frame.objects for noun in nouns_there):
        return False
    if frame.preposition:
        word, nouns = frame.preposition
        return any(f.token.lemma.lower() in nouns for f in prepositional(scene, frame, token, word))
    return True


def _left_so(scene: Scene, verb: Token) -> bool:
    """Return whether somebody is left in a state rather than behind: "wants to leave Europe divided"."""
    tree = scene.tree
    after = [tree[o.i + 1] for o in tree.children(verb, "obj") if o.i + 1 < len(tree)]
    before = tree[verb.i + 1] if verb.i + 1 < len(tree) else verb
    return any(t.upos == "ADJ" or t.xpos in {"VBN", "VBG"} for t in after) or before.lower in {"homeless", "unable"}


def _figurative(scene: Scene, frame: Frame, token: Token) -> bool:
    """Return whether a war, battle, attack ... is one of words or of money: "a legal war", "a charm offensive"."""
    nouns = [token] if frame.pos == "n" else [n for n in things(scene, frame, token) if frame.objects]
    return any(
        noun.lemma.lower() in VIOLENT and any(m.lower in FIGURATIVE for m in clauses.modifiers(scene.tree, noun))
        for noun in nouns
    )


def _obliged(scene: Scene, token: Token) -> bool:
    """Return whether a verb's complement says what somebody must do: "said that Libya must hand over"."""
    tree = scene.tree
    said = tree.children(token, "ccomp") or clauses.closed(tree, token)
    return any(
        (clause.lemma in {"have", "need"} and tree.children(clause, "xcomp"))
        or any(aux.lower in OBLIGATION for aux in tree.children(clause, "aux"))
        for clause in said
    )


def _vital(tree: Tree, noun: Token) -> bool:
    """Return whether nothing can be done without a thing: "cannot survive without the help of"."""
    verb = tree.head(noun)
    if noun.relation != "obl" or clauses.preposition(tree, noun) != "without":
        return False
    modals = {c.lower for c in tree.children(verb, "aux")}
    unable = any(c.lower in {"not", "n't", "never", "hardly"} for c in tree.children(verb, "advmod"))
    if modals & {"would", "will", "wo"}:  # "would not sign without" is a condition, "would not survive without" a need
        return verb.lemma in (ENDURING if unable else FAILING)
    return bool(modals & {"can", "could", "ca"}) and (unable or verb.lemma in FAILING)


def _has_particle(scene: Scene, token: Token, particle: str) -> bool:
    children = scene.tree.children(token)
    object_ = scene.tree.children(token, "obj")  # "took part in" takes nobody in
    particles = [c for c in children if c.relation in {"compound", "advmod", "obl", "case", "mark", "xcomp", "obj"}]
    particles += [
        g
        for c in children
        if c.relation in {"obj", "nmod"}
        or (c.relation == "obl" and not (object_ and len(scene.tree.children(c, "case")) == 1))
        for g in scene.tree.children(c, "case", "advmod")
    ]
    if token.i + 1 < len(scene.tree) and scene.tree[token.i + 1].upos == "ADV":  # "got back fifteen soldiers"
        particles.append(scene.tree[token.i + 1])
    return any(p.lower == particle and _close(scene, token, p) for p in particles)


def _close(scene: Scene, verb: Token, particle: Token) -> bool:
    """Return whether a particle stands beside its verb, or behind its object: "took the city over"."""
    if abs(particle.i - verb.i) <= NEAR:
        return True
    between = scene.tree.tokens[verb.i + 1 : particle.i]
    return bool(between) and not any(t.upos in {"ADP", "VERB"} for t in between)


def carrier(scene: Scene, lexicon: Lexicon, frame: Frame, token: Token) -> tuple[Token, Light | None]:
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
    owned = tree.children(noun, "nmod:poss")
    owners = [c for c in owned if c.upos != "PRON" or (c.lower in {"his", "her"} and scene.mentions(c))]
    owners += [c for c in tree.children(noun, "amod") if any(m.reason != "hyphen" for m in scene.mentions(c))]
    if owners:
        return token, None  # "rejected Israel's threat", "considers the Russian invasion": the event is another's
    case = clauses.preposition(tree, noun)
    for light in lexicon.light_by_verb.get(verb.lemma, ()):
        if light.particle and not _has_particle(scene, verb, light.particle):
            continue
        if light.preposition is None and noun.dep in {"obj", "nsubj:pass", "xcomp"}:
            return verb, light
        if light.preposition is not None and light.preposition == case:
            return verb, light
    return token, None
