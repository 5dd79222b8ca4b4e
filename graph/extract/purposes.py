"""Events in infinitives that tell what something is done for: massed troops to attack, held talks to end the war.

What is tried counts as done: "used drones to attack", "efforts to contain". What something only prepares does not.
"""

from __future__ import annotations

from graph.extract.small_words import NEGATORS
from graph.extract.tree import Token, Tree
from graph.extract.verdict import Factuality
from graph.extract.wordlists import wordlist

REALISING = wordlist("realising verb")
"""Verbs of a deed that is already the attempt: "sent soldiers to fight", "worked to block its income"."""
EFFORTS = wordlist("effort noun") | wordlist("attempt noun")
"""Nouns for an attempt, and for those who did a thing: "steps to support", "the first to recognise"."""
OBJECT_CONTROL = wordlist("object control")
GATHERING = wordlist("gathering verb")
"""Verbs of those who come together: "flew to Moscow to hold talks" is told of talks that were held."""
STANCES = frozenset(
    {
        "contains",
        "cooperatesWith",
        "courts",
        "hostileTo",
        "mobilizesAgainst",
        "opposes",
        "pressures",
        "protestsAgainst",
        "supports",
        "withstands",
    }
)
"""Relations of which any deed meant for them is a part: "closed the border to put pressure on Serbia"."""
_MEETING = frozenset({"meet", "gather", "assemble", "convene", "arrive", "travel"})
"""Verbs that take no infinitive but one of purpose: "met to end the war"."""
GATHERINGS = frozenset({"meetsWith", "negotiatesWith", "visits"})


def weaken(tree: Tree, token: Token, head: Token, relation: str, found: Factuality, *, in_scope: bool) -> None:
    """Weaken an event that its sentence gives as what something is done for.

    Args:
        tree: the sentence.
        token: the head of the clause that has the event.
        head: what the clause hangs on, no operator.
        relation: id of the claim's relation.
        found: changed in place.
        in_scope: whether what is said of the clause holds of the event.
    """
    if not in_scope or not _is_infinitive(tree, token, head) or _of_degree(tree, head, found):
        return
    noun = head if token.dep == "acl" and head.upos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"} else None
    if noun is not None:
        above = tree.head(noun)
        if _is_effort(tree, noun):
            return
        if noun.relation not in {"obj", "obl", "nsubj:pass"} or above.upos != "VERB":
            found.weaken("planned", token)
            return
        head = above
    elif head.upos != "VERB":
        return
    if not _realises(tree, head, relation):
        found.weaken("planned", token)


def _realises(tree: Tree, verb: Token, relation: str) -> bool:
    """Return whether a verb is itself the attempt at what it is done for."""
    if relation in STANCES or verb.lemma in REALISING:
        return True
    if relation in GATHERINGS and verb.lemma in GATHERING:
        return True
    return any(_is_effort(tree, c) for c in tree.children(verb, "obj", "obl", "nsubj:pass"))


def _is_effort(tree: Tree, noun: Token) -> bool:
    negated = any(c.lower in NEGATORS for c in tree.children(noun, "det"))
    return noun.lemma.lower() in EFFORTS and not negated


def _is_infinitive(tree: Tree, token: Token, head: Token) -> bool:
    if token.i < head.i or token.xpos not in {"VB", "VBP"}:
        return False
    if not any(c.lower == "to" for c in tree.children(token, "mark")):
        return False
    if token.relation == "xcomp":  # no complement of such a verb, whatever the parser says
        with_object = any(c.i < token.i for c in tree.children(head, "obj")) and head.lemma not in OBJECT_CONTROL
        return head.lemma in _MEETING or with_object
    return token.relation in {"advcl", "acl"} and token.dep != "acl:relcl"


def _of_degree(tree: Tree, head: Token, found: Factuality) -> bool:
    """Take what one could do by how one is: "strong enough to attack" may, "too weak to attack" does not."""
    words = {c.lower: c for c in tree.children(head, "advmod", "amod")}
    if head.upos not in {"ADJ", "ADV", "NOUN"} or not words.keys() & {"too", "enough"}:
        return False
    if "too" in words:
        found.negate(words["too"])
    found.weaken("possible", words.get("enough", words.get("too", head)))
    return True
