"""Small words that hang on the head of a clause or noun and make it less than a fact: not, could, if, perhaps."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract import clauses
from graph.extract.arguments import Scene
from graph.extract.tree import Token, Tree
from graph.extract.verdict import Factuality
from graph.extract.wordlists import wordlist
from graph.model import Modality

NEGATORS = wordlist("negator")
CONDITIONS = wordlist("condition")
HEDGES = wordlist("hedge")
NEAR_MISS = wordlist("near miss")
"""Adverbs of what did not quite happen: "almost attacked"."""
DOUBTFUL = wordlist("doubtful adjective")
"""Adjectives that make an event possible only: "an inevitable takeover", "alleged support"."""
GOALS = wordlist("goal noun")
INTENDED = wordlist("intended adjective")
UNTIL = frozenset({"until", "till", "after", "once", "before"})
"""Words before what has not come yet, where the verb is in the present."""
WISHES = frozenset({"want", "need", "seek", "desire", "wish", "hope"})
EVENT_VERBS = wordlist("event verb")
"""Verbs that say of an event that it is there: "talks will begin"."""
AUXILIARY: dict[str, Modality] = {
    "can": "possible",
    "could": "possible",
    "may": "possible",
    "might": "possible",
    "would": "planned",
    "will": "planned",
    "shall": "planned",
    "should": "desired",
    "must": "desired",
    "ought": "desired",
}


def words_at(scene: Scene, token: Token, found: Factuality, *, modal: bool = True) -> None:
    """Take the small words that hang on a clause's or noun's head; of what tells of it not what it can do."""
    tree = scene.tree
    predicate = token.upos in {"VERB", "AUX", "ADJ"} or bool(tree.children(token, "cop"))
    for child in _own_or_shared(scene, token):
        label, word = child.relation, child.lower
        if word in NEGATORS and label in {"advmod", "det", "case", "mark", "cc", "aux"}:
            if not _more_than(tree, child) and not of_a_part(scene, child) and not _said_before(tree, child, token):
                found.negate(child)
        elif word == "longer" and any(c.lower in {"no", "any"} for c in tree.children(child)):
            found.negate(child)
        elif label != "aux" or (predicate and modal):
            _weakened_by(child, token, found)
    if _not_yet(tree, token) or _nobody(tree, token):
        found.negate(token)
    if token.upos == "NOUN":  # "the talks, which will take place on Monday"
        held = [c for c in tree.children(token, "acl") if c.dep == "acl:relcl" and c.lemma in EVENT_VERBS]
        for child in (a for c in held for a in tree.children(c, "aux") if a.lemma in AUXILIARY):
            found.weaken(AUXILIARY[child.lemma], child)
    if predicate and (_depends_on_condition(scene, token) or _unreal(tree, token)):
        found.weaken("conditional", token)
    _cleft(scene, token, found)
    _to_be_done(tree, token, found)


def _to_be_done(tree: Tree, verb: Token, found: Factuality) -> None:
    """Take what is to be done for planned, and for desired where a goal is told: "is to visit", "the aim is to"."""
    if verb.xpos == "VB" and any(c.lower == "to" for c in tree.children(verb, "mark")):
        for copula in tree.children(verb, "cop"):
            subjects = {c.lemma.lower() for c in tree.children(verb, "nsubj", "csubj")}
            found.weaken("desired" if subjects & GOALS else "planned", copula)


def _said_before(tree: Tree, negator: Token, head: Token) -> bool:
    """Return whether a negation only goes on with another: "neither an ally nor an enemy"."""
    return negator.lower == "nor" and any(
        c.lower == "neither" and c.i < negator.i for t in (head, tree.head(head)) for c in tree.children(t)
    )


def _nobody(tree: Tree, verb: Token) -> bool:
    """Return whether a verb's subject is nobody: "nobody wants a war"."""
    for subject in tree.children(verb, "nsubj"):
        if subject.lower in {"nobody", "none"} or (subject.lower == "one" and tree[subject.i - 1].lower == "no"):
            return True
    return False


def _unreal(tree: Tree, verb: Token) -> bool:
    """Return whether a verb tells what did not happen: "would have attacked", "had they attacked, it would"."""
    auxiliaries = tree.children(verb, "aux")
    before = {c.lower for c in auxiliaries}
    subject = next(iter(tree.children(verb, "nsubj")), None)
    inverted = (
        verb.dep == "advcl"
        and subject is not None
        and any(c.lower in {"had", "should", "were"} and c.i < subject.i for c in auxiliaries)
    )
    return inverted or (verb.xpos == "VBN" and "have" in before and bool(before & {"would", "'d"}))


def _weakened_by(word: Token, head: Token, found: Factuality) -> None:
    """Take what an auxiliary, a conjunction, an adverb or an adjective says of how sure its head is."""
    label, form, lemma = word.relation, word.lower, word.lemma.lower()
    if label == "aux" and (form in AUXILIARY or word.lemma in AUXILIARY):
        found.weaken(AUXILIARY[form if form in AUXILIARY else word.lemma], word)
    elif label in {"mark", "advmod", "case"} and form in UNTIL and word.i < head.i and head.xpos in {"VBZ", "VBP"}:
        found.weaken("conditional", word)  # "until Russia stops the war"
    elif label in {"mark", "advmod"} and form in CONDITIONS and word.i < head.i:
        found.weaken("conditional", word)
    elif _in_doubt(word, head):
        found.weaken("possible", word)
    elif label == "amod":
        found.weaken(
            "possible" if {lemma, form} & DOUBTFUL else "planned" if {lemma, form} & INTENDED else "actual", word
        )


def _in_doubt(word: Token, head: Token) -> bool:
    """Return whether a word says that a thing is not certain, or did not quite happen: "perhaps", "almost attacked"."""
    near = word.lower in NEAR_MISS and word.i == head.i - 1 and head.upos == "VERB"
    hedged = word.relation in {"mark", "cc", "advmod"} and word.lower in HEDGES
    return hedged or (near and word.relation == "advmod")


def _not_yet(tree: Tree, token: Token) -> bool:
    """Return whether a verb is still to come: "has yet to name an ambassador"."""
    if not any(c.lower == "to" for c in tree.children(token, "mark")):
        return False
    head = tree.head(token)
    governed = head.lemma == "have" and token.relation == "xcomp"
    own = any(c.lemma == "have" for c in tree.children(token, "aux"))
    beside = (*tree.children(token), *(tree.children(head) if governed else ()))
    return (governed or own) and any(c.lower == "yet" for c in beside)


def of_a_part(scene: Scene, negator: Token) -> bool:
    """Return whether a negation is of one noun phrase only: "Algeria but not Tunisia", "Hamas, not Fatah"."""
    tree = scene.tree
    before = tree[negator.i - 1].lower if negator.i else ""
    after = tree[negator.i + 1] if negator.i + 1 < len(tree) else None
    if after is not None and after.upos == "DET":
        after = tree[after.i + 1] if after.i + 1 < len(tree) else None
    return before in {"but", ","} and after is not None and bool(scene.over(after))


def _more_than(tree: Tree, negator: Token) -> bool:
    """Return whether a negation only says that there is more: "not just the war"."""
    after = tree[negator.i + 1] if negator.i + 1 < len(tree) else None
    return after is not None and after.lower in {"just", "only", "merely", "simply", "solely"}


def _cleft(scene: Scene, token: Token, found: Factuality) -> None:
    """Take the wish of a pseudo-cleft: "What Tehran wants is to receive ..."."""
    for subject in scene.tree.children(token, "nsubj", "csubj"):
        wishes = scene.tree.children(subject, "acl") if subject.lower == "what" else ()
        for verb in (*wishes, subject):
            if verb.lemma in WISHES and (subject.lower == "what" or verb.relation == "csubj"):
                found.weaken("desired", verb)


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
            return any(a.lemma in {"will", "can", "may"} for a in scene.tree.children(token, "aux"))
    if any(a.lower in {"can", "could", "would", "ca"} for a in scene.tree.children(token, "aux")):
        return bool(clauses.complements(scene.tree, token, "without"))
    return False
