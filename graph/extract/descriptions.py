"""Definite descriptions: "the group", "the country", "the government", "the two countries", "both sides"."""

from __future__ import annotations

from collections.abc import Callable

from graph.extract import roles
from graph.extract.discourse import Discourse, Referent
from graph.extract.pronouns import Link
from graph.extract.tree import Token, Tree

_GROUP = frozenset(
    {"group", "militants", "insurgents", "rebels", "fighters", "militia", "movement", "organisation", "organization"}
    | {"jihadists", "extremists", "terrorists", "faction", "gunmen", "insurgency", "party", "guerrillas"}
)
_COUNTRY = frozenset({"country", "nation", "kingdom", "republic"})
_GOVERNMENT = frozenset({"government", "regime", "authorities", "administration", "kremlin"})
_BODY = frozenset({"alliance", "bloc", "organisation", "organization", "body", "union", "coalition"})
_PAIR = frozenset(
    {"countries", "sides", "nations", "states", "governments", "parties", "neighbours", "neighbors"}
    | {"leaders", "presidents", "ministers"}
)
_PAIR_NATIONS = _PAIR - {"sides", "parties"}
_PLAIN = frozenset(
    {"armed", "militant", "terror", "terrorist", "islamist", "jihadist", "extremist", "insurgent", "rebel", "whole"}
    | {"sunni", "shia", "same", "military", "islamic", "radical", "entire"}
)
_HALVES = frozenset({"north", "south", "east", "west"})
_OFFICES = frozenset({"president", "minister", "premier", "chancellor", "king", "emir", "secretary", "ambassador"})
_DOMINANT = 0.6
_WINDOW = 2


def describe(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return whom a definite description with this head noun means, None where it is not certain."""
    tree = discourse.trees[sentence]
    word = token.lower
    if token.upos not in {"NOUN", "PROPN"} or token.i in discourse.at[sentence]:
        return None
    if word in _PAIR and _two(tree, token):
        return _pair(discourse, sentence, token, nations=word in _PAIR_NATIONS)
    if _head_of_state(tree, token):
        return _office(discourse, sentence, token, "president")
    if not _definite(tree, token):
        return None
    if word in _GROUP:
        link = _latest(discourse, sentence, token, lambda r: r.group, f"the {word}")
        if link is not None or word not in _BODY:
            return link
    if word in _BODY:
        return _latest(discourse, sentence, token, lambda r: r.body, f"the {word}")
    for listed, find in (
        (_HALVES, _half),
        (_COUNTRY, _country),
        (_GOVERNMENT, _government),
        (_OFFICES, _office),
    ):
        if word in listed:
            return find(discourse, sentence, token)
    return None


def _head_of_state(tree: Tree, token: Token) -> bool:
    """Return whether the words are "the Head of State"."""
    words = [t.lower for t in tree.tokens[max(0, token.i - 1) : token.i + 3]]
    return words == ["the", "head", "of", "state"]


def description_start(tree: Tree, token: Token) -> int:
    """Return the first token of a description without its article."""
    first = token.i
    while first > 0 and tree[first - 1].upos in {"ADJ", "NOUN", "NUM"} and tree[first - 1].head == token.i:
        first -= 1
    if first > 0 and tree[first - 1].lower == "both":
        first -= 1
    return first


def _definite(tree: Tree, token: Token) -> bool:
    """Return whether only an article or "this" and plain adjectives stand before the noun, and nothing binds it."""
    children = tree.children(token)
    if not any(c.relation == "det" and c.lower in {"the", "this"} for c in children):
        return False
    for child in children:
        if child.i < token.i and child.relation in {"amod", "compound", "nmod", "nummod"} and child.lower not in _PLAIN:
            return False
        if child.i > token.i and (child.relation in {"nmod", "appos", "flat"} or child.dep == "acl:relcl"):
            return False
    if token.relation in {"compound", "amod"} or tree.children(token, "cop"):
        return False
    after = tree[token.i + 1] if token.i + 1 < len(tree) else None
    return after is None or after.upos not in {"NOUN", "PROPN"} or after.xpos == "POS"


def _two(tree: Tree, token: Token) -> bool:
    children = tree.children(token)
    words = {c.lower for c in children if c.i < token.i}
    modified = any(c.relation in {"amod", "compound", "nmod"} and c.i < token.i and c.lower != "two" for c in children)
    bound = any(
        c.relation == "nmod" and c.i > token.i and any(k.lower == "of" for k in tree.children(c, "case"))
        for c in children
    )
    return not modified and not bound and ("both" in words or {"the", "two"} <= words or {"these", "two"} <= words)


def _latest(
    discourse: Discourse, sentence: int, token: Token, wanted: Callable[[Referent], bool], what: str
) -> Link | None:
    """Return the one actor of a kind in the sentence so far or in the nearest sentence before that names any."""
    for back in range(_WINDOW + 1):
        k = sentence - back
        if k < 0:
            return None
        found = [
            r
            for r in reversed(discourse.rows[k])
            if wanted(r) and r.acts and (back or r.end <= token.i) and not r.person
        ]
        actors = {r.mention.actor for r in found}
        if len(actors) == 1:
            return Link((found[0],), f"{what}: the nearest of its kind")
        if len(actors) > 1:
            subject = discourse.main_subject(k)
            top = discourse.at[k].get(subject.i) if subject is not None else None
            if top is not None and top in found:
                return Link((top,), f"{what}: the subject of its kind")
            return None
    return None


def _country(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return the country that the sentence, or the one before, names last; places count, two rivals do not."""
    for back in range(2):
        k = sentence - back
        if k < 0:
            return None
        found = [r for r in reversed(discourse.rows[k]) if r.nation and (back or r.end <= token.i)]
        actors = {discourse.registry.country_of(r.mention.actor) or r.mention.actor for r in found}
        if len(actors) == 1:
            return Link((found[0],), "the country: the only one named")
        if len(actors) > 1:
            return None
    return None


def _government(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return the government of the only nation in the sentences around, else of the one the article is about."""
    for back in range(2):
        k = sentence - back
        if k < 0:
            break
        found = [r for r in reversed(discourse.rows[k]) if r.nation and (back or r.end <= token.i)]
        actors = {discourse.registry.country_of(r.mention.actor) or r.mention.actor for r in found}
        if len(actors) == 1:
            return Link((found[0],), f"the {token.lower}: of the only nation named")
        if len(actors) > 1:
            break
    total = sum(discourse.counts.values())
    if total > _WINDOW:
        actor, count = max(discourse.counts.items(), key=lambda item: (item[1], item[0]))
        if count >= _DOMINANT * total:
            named = next((r for row in discourse.rows for r in row if r.mention.actor == actor and r.acts), None)
            return Link((named,), f"the {token.lower}: of the nation the article is about") if named else None
    return None


def _office(discourse: Discourse, sentence: int, token: Token, office: str = "") -> Link | None:
    """Return the only person so far who was named with this office; two presidents make it uncertain."""
    office = office or token.lower
    found: dict[str | None, Referent] = {}
    for k in range(sentence, -1, -1):
        for r in reversed(discourse.rows[k]):
            named = r.mention.kind == "person" and r.mention.antecedent is None
            if named and (k < sentence or r.end <= token.i) and office in r.mention.text.lower():
                found.setdefault(r.mention.via, r)
    if len(found) != 1:
        return None
    return Link(tuple(found.values()), f"the {office}: the only one named")


def _half(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return North Korea for "the North" where the article has named it, and so for others."""
    if not token.text[0].isupper():
        return None
    for k in range(sentence, -1, -1):
        for r in reversed(discourse.rows[k]):
            if r.nation and (k < sentence or r.end <= token.i) and r.mention.text.startswith(f"{token.text} "):
                return Link((r,), f"the {token.text}: short for the name before")
    return None


def _pair(discourse: Discourse, sentence: int, token: Token, *, nations: bool) -> Link | None:
    """Return the two actors that the sentence so far, or one of the two before, names; more or fewer are no pair."""
    found: dict[str, Referent] = {}
    for back in range(_WINDOW + 2):
        k = sentence - back
        if k < 0:
            return None
        for r in discourse.rows[k]:
            if (back or r.end <= token.i) and (r.nation or (not nations and r.mention.reason != "place")):
                found.setdefault(r.mention.actor, r)
        if len(found) == 2:  # noqa: PLR2004
            return Link(tuple(found.values()), f"{tokens_text(discourse, sentence, token)}: the pair named before")
        if len(found) > 2:  # noqa: PLR2004
            return None
    return None


def tokens_text(discourse: Discourse, sentence: int, token: Token) -> str:
    """Return the description's words as written, with "both" or "the two"."""
    tree = discourse.trees[sentence]
    return " ".join(t.text for t in tree.tokens[description_start(tree, token) : token.i + 1])


__all__ = ["describe", "description_start", "roles"]
