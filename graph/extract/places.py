"""Place use or actor use: "in Kabul" is a place, "Kabul said" is a government."""

from __future__ import annotations

from graph.extract import roles
from graph.extract.anchors import Anchor
from graph.extract.tree import Token, Tree

_LOOK_BACK = 3
_DATELINE = 16
"""Tokens after a town within which a dateline ends."""
_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})


def is_place(tree: Tree, anchor: Anchor, states: frozenset[int] = frozenset()) -> bool:
    """Return whether a state's or a capital's name stands for the territory or town here, not for who rules it.

    ``states`` are the tokens that name states: "Iran, Libya" is a list where "Sirte, Libya" is a place.
    """
    city = anchor.kind == "metonym"
    before = _before(tree, anchor)
    word = before.lower if before is not None else ""
    if (word in roles.words("placepart") and before is not None and before.upos != "VERB") or _after_town(
        tree, anchor, states
    ):
        return True
    if city and (
        word in {"capital", "city", "town"}
        or _dateline(tree, anchor)
        or _before_state(tree, anchor)
        or _modifies_thing(tree, anchor)
    ):
        return True
    if _possessive(tree, anchor) is not None:
        return (city or word in roles.words("placeprep")) and _owns_place(tree, anchor, city=city)
    if before is not None and before.upos in {"ADP", "SCONJ", "PART", "ADV"}:
        return _after_preposition(tree, anchor, before, city=city)
    return _object_of_motion(tree, anchor, city=city)


def _before(tree: Tree, anchor: Anchor) -> Token | None:
    """Return the word before a name that tells a place, past articles and adjectives: "in the war-torn Yemen"."""
    tokens = tree.tokens
    for j in range(anchor.first - 1, max(-1, anchor.first - 2 - _LOOK_BACK), -1):
        token = tokens[j]
        if token.lower in roles.words("placepart"):
            return token
        skipped = token.upos in {"DET", "ADJ"} or token.xpos == "VBN" or token.lower in {"both", "either", "-"}
        if not skipped:
            return token
    return None


def _after_preposition(tree: Tree, anchor: Anchor, preposition: Token, *, city: bool) -> bool:
    word = preposition.lower
    governor = _governor(tree, anchor)
    lemma = governor.lemma.lower() if governor else ""
    if word in roles.words("placeprep"):
        return lemma not in roles.words("abstract") and not _to_whom(tree, preposition, lemma)
    if word == "for" and lemma in roles.words("office"):
        return True  # "Minister for Europe", "the envoy for Syria"
    if word in {"to", "toward", "towards"}:
        return lemma in roles.words("motion")
    if word == "from":
        person = governor is not None and governor.lower in roles.words("outsider")
        return lemma in roles.words("origin") or person or (city and not _sends(governor))
    if word == "of":
        if city and governor is not None and governor.lower in roles.words("outsider"):
            return True
        return lemma in roles.words("placenoun") and (city or lemma not in {"border", "capital"})
    if word == "with":
        lemma = tree[preposition.i - 1].lemma if preposition.i else ""
        return lemma in {"border", "boundary", "frontier"}
    return _around(tree, preposition, governor, lemma)


def _around(tree: Tree, preposition: Token, governor: Token | None, lemma: str) -> bool:
    """Return whether a name after "off", "over" or "as far away as" is a place."""
    word = preposition.lower
    if word == "as":
        return any(t.lower == "far" for t in tree.tokens[max(0, preposition.i - 2) : preposition.i])
    if word == "off":
        return lemma in roles.words("offshore")
    if word in {"over", "above"}:
        above = tree.head(governor).lemma.lower() if governor is not None else ""
        sky = roles.words("overfly")
        return lemma in sky or (above in sky and lemma not in roles.words("sender"))
    return False


def _to_whom(tree: Tree, preposition: Token, lemma: str) -> bool:
    """Return whether a preposition of place names who is spoken to or through: "hit back at", "reply through"."""
    if preposition.lower == "at":
        return preposition.i > 0 and tree[preposition.i - 1].lower in {"back", "out"}
    return preposition.lower in {"through", "via"} and lemma in roles.words("relay")


def _sends(governor: Token | None) -> bool:
    """Return whether what is "from" a capital comes from who rules there: "orders from Moscow", not "a road from"."""
    if governor is None:
        return True
    lemma = governor.lemma.lower()
    return lemma in roles.words("sender") or roles.is_in(governor.lower, roles.denoting())


def _governor(tree: Tree, anchor: Anchor) -> Token | None:
    """Return the word that the anchor's phrase hangs on."""
    head = next((t for t in tree.tokens[anchor.first : anchor.end] if not anchor.first <= t.head < anchor.end), None)
    if head is None or head.head == head.i:
        return None
    return tree.tokens[head.head]


def _possessive(tree: Tree, anchor: Anchor) -> Token | None:
    after = tree.tokens[anchor.end] if anchor.end < len(tree) else None
    return after if after is not None and after.xpos == "POS" else None


def _owns_place(tree: Tree, anchor: Anchor, *, city: bool) -> bool:
    """Return whether the name owns a place: "Kabul's airport", "in Indonesia's Sumatra province"."""
    rest = tree.tokens[anchor.end + 1 : anchor.end + 4]
    return any(
        t.lemma.lower() in roles.words("placenoun")
        or (city and t.i == anchor.end + 1 and t.upos == "PROPN" and not roles.is_in(t.lower, roles.denoting()))
        or (
            city
            and t.lower in roles.words("outsider")
            and t.lower not in {"opposition", "ally", "allies", "rival", "rivals"}
        )
        for t in rest
    )


def _dateline(tree: Tree, anchor: Anchor) -> bool:
    """Return whether the name opens a paragraph as in "MOSCOW (AP) -" or "Kabul, 3 May -"."""
    if anchor.first != 0 or len(tree) <= anchor.end:
        return False
    after = tree.tokens[anchor.end : anchor.end + _DATELINE]
    if after[0].text in {"(", *_DASHES}:
        return True
    dash = next((n for n, t in enumerate(after) if t.text in _DASHES), None)
    return after[0].text == "," and dash is not None and not any(t.upos in {"VERB", "AUX"} for t in after[:dash])


def _before_state(tree: Tree, anchor: Anchor) -> bool:
    """Return whether a comma and another capitalised name follow, as in "Kabul, Afghanistan"."""
    after = tree.tokens[anchor.end : anchor.end + 2]
    return (
        len(after) == 2  # noqa: PLR2004
        and after[0].text == ","
        and after[1].upos == "PROPN"
        and after[1].dep in {"appos", "nmod", "flat", "nmod:unmarked", "obl:unmarked", "nmod:npmod"}
    )


def _after_town(tree: Tree, anchor: Anchor, states: frozenset[int]) -> bool:
    """Return whether a town and a comma stand before the name after a preposition: "in Palmyra, Syria"."""
    tokens = tree.tokens
    j = anchor.first - 1
    if j < 1 or tokens[j].text != ",":
        return False
    if tokens[anchor.end - 1].relation == "nsubj":
        return False
    if tokens[j - 1].lemma in {"capital", "city", "town"}:
        return anchor.kind == "metonym"
    j -= 1
    if tokens[j].upos != "PROPN" or j in states:
        return False
    while j > 0 and (tokens[j].upos == "PROPN" or tokens[j].lower in {"-", "al", "the"}):
        j -= 1
    return (
        tokens[j].lower in roles.words("placeprep") | {"of", "from", "to"}
        and tokens[anchor.first - 2].text[0].isupper()
    )


def _modifies_thing(tree: Tree, anchor: Anchor) -> bool:
    """Return whether a noun that is no office, organ or force follows at once: "the Tehran conference"."""
    if anchor.end >= len(tree):
        return False
    after = tree.tokens[anchor.end]
    beyond = tree.tokens[anchor.end + 1] if anchor.end + 1 < len(tree) else None
    if after.xpos == "NNS" and beyond is not None and beyond.upos in {"DET", "PRON", "PROPN", "SCONJ"}:
        return False  # a verb that the parser took for a noun: "Tehran fears the group"
    return after.upos in {"NOUN", "PROPN"} and not roles.is_in(after.lower, roles.denoting())


def _object_of_motion(tree: Tree, anchor: Anchor, *, city: bool) -> bool:
    governor = _governor(tree, anchor)
    if governor is None or governor.upos != "VERB":
        return False
    head = next(t for t in tree.tokens[anchor.first : anchor.end] if not anchor.first <= t.head < anchor.end)
    if head.dep not in {"obj", "nsubj:pass"}:
        return False
    lemma = governor.lemma
    if head.dep == "nsubj:pass":
        return city and lemma in roles.words("placeverbcity")
    return lemma in roles.words("placeverb") or (city and lemma in roles.words("placeverbcity"))
