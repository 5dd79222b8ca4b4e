"""Definite descriptions: "the group", "the country", "the government", "the two countries", "both sides"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph.actors import valid_on
from graph.extract.discourse import PLACE, Discourse, Referent, subject_of
from graph.extract.pronouns import Link, joint_subject
from graph.extract.tree import Token, Tree
from graph.extract.wordlists import wordlist

_GROUP = frozenset(
    {"group", "militants", "insurgents", "rebels", "fighters", "militia", "movement", "organisation", "organization"}
    | {"jihadists", "extremists", "terrorists", "faction", "gunmen", "insurgency", "party", "guerrillas"}
    | {"paramilitaries", "separatists", "outfit", "cartel"}
)
_COUNTRY = frozenset({"country", "nation", "kingdom", "republic", "emirate", "sultanate", "island", "archipelago"})
_GOVERNMENT = frozenset({"government", "regime", "authorities", "administration", "kremlin", "junta"})
_BODY = frozenset({"alliance", "bloc", "organisation", "organization", "body", "union", "coalition"})
_AGENT = frozenset({"force", "mission", "agency", "council"})
"""Bodies only as subjects: "the force said", not "the force of the blast"."""
_RULE = frozenset({"regime", "junta"})
"""Governments of a kind that not every nation has; of two nations named, a scene too may be the one meant."""
_NATIONS = frozenset({"countries", "nations", "states", "governments", "neighbours", "neighbors", "capitals"})
_LEADERS = frozenset({"leaders", "presidents", "ministers", "premiers", "chancellors", "diplomats"})
_GROUPS = frozenset({"movements", "groups", "factions", "militias"})
_SIDES = frozenset({"sides", "parties", "allies", "partners", "powers", "rivals", "foes", "adversaries", "enemies"})
_TALKERS = frozenset({"interlocutors", "leaders", "presidents", "parties", "sides"})
"""Who met, also with a bare article: "the leaders agreed"."""
_PAIRED = frozenset({"neighbours", "neighbors", "rivals", "foes", "sides"})
"""Who are two, also with a bare article."""
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_PAIR = 2
_MOST = 4
"""So many may be meant by "the leaders" of one talk."""
_PLAIN = frozenset(
    {"armed", "militant", "terror", "terrorist", "islamist", "jihadist", "extremist", "insurgent", "rebel", "whole"}
    | {"sunni", "shia", "same", "military", "islamic", "radical", "entire"}
)
_PLAIN_BODY = _PLAIN | {"regional", "western", "transatlantic", "economic", "security", "trade", "defence", "defense"}
_OF_OFFICE = frozenset({"prime", "federal", "foreign", "defence", "defense", "interior"})
"""Words of an office that stand before its noun."""
_KINDS = frozenset({"kingdom", "emirate", "sultanate", "island", "archipelago"})
"""Nouns that only some states are; their ids stand in the word list of that name."""
_TELLING = {
    "landlocked": ("landlocked",),
    "island": ("island", "archipelago"),
    "archipelago": ("archipelago", "island"),
}
"""Words of a country, each with the lists that have the countries they fit; `_KINDS` are lists of their own."""
_FORCES = frozenset(
    {"force", "troop", "aircraft", "jet", "warplane", "plane", "strike", "airstrike", "raid", "drone", "commander"}
)
_COALITIONS = ("global-coalition-against-isil", "saudi-led-coalition")
"""Coalitions that articles call "the coalition"; the word list "enemy of ..." has whom they fight."""
_WORLD_BODY = "united-nations"
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
    wanted = _of_a_set(word)
    if wanted is not None:
        return _several(discourse, sentence, token, wanted)
    if word == "coalition" and token.relation == "compound" and (token.text[0].isupper() or _at_war(tree, token)):
        return _against(discourse)
    if _head_of_state(tree, token):
        return _office(discourse, sentence, token, "president", state=True)
    if word in _OFFICES and (office := _office_named(tree, token)):
        return _office(discourse, sentence, token, office)
    if word in _GROUP | _BODY | _AGENT:
        return _organised(discourse, sentence, token)
    if not _definite(tree, token, _PLAIN | {*_TELLING} if word in _COUNTRY else _PLAIN):
        return None
    find = next((find for listed, find in _SINGLE if word in listed), None)
    return find(discourse, sentence, token) if find is not None else None


def _at_war(tree: Tree, coalition: Token) -> bool:
    """Return whether a coalition has forces: "a coalition airstrike", and not "a coalition government"."""
    return tree.head(coalition).lemma.lower() in _FORCES


def _organised(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return the group, body or coalition that a noun such as "the militants", "the bloc", "the world body" means."""
    tree, word = discourse.trees[sentence], token.lower
    if word == "body" and _world_body(tree, token):
        return _latest(discourse, sentence, token, lambda r: r.mention.actor == _WORLD_BODY, "the world body")
    if not _definite(tree, token, _PLAIN if word in _GROUP - _BODY else _PLAIN_BODY):
        return None
    link = _latest(discourse, sentence, token, lambda r: r.group, f"the {word}") if word in _GROUP else None
    if link is None and (word in _BODY or (word in _AGENT and token.relation == "nsubj")):
        link = _latest(discourse, sentence, token, lambda r: r.body, f"the {word}")
    return link if link is not None or word != "coalition" else _against(discourse)


def _against(discourse: Discourse) -> Link | None:
    """Return the coalition that fights the one enemy of such coalitions that the article names."""
    named = {r.mention.actor: r for row in discourse.rows for r in row}
    found = []
    for coalition in _COALITIONS:
        enemies = [named[a] for a in wordlist(f"enemy of {coalition}") if a in named]
        row = discourse.registry.actor_rows.get(coalition)
        if enemies and row is not None and (discourse.date is None or valid_on(discourse.date, row.active_from, None)):
            meant = replace(enemies[0].mention, actor=coalition, via=None)
            found.append(
                replace(enemies[0], mention=meant, type="Coalition", person=False, plural=False, singular=True)
            )
    return Link((found[0],), "the coalition: against the enemy named") if len(found) == 1 else None


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
    whole = tree.head(token)
    return whole.i if whole.lower == "both" and whole.i < first and _of_both(tree, token) else first


def only_some(tree: Tree, token: Token) -> bool:
    """Return whether a word before "of" takes one or none of those meant: "neither of the two movements"."""
    return tree.head(token).lower in {"neither", "none", "one", "either", "some"} and token.relation == "nmod"


def _of_both(tree: Tree, token: Token) -> bool:
    """Return whether a noun hangs on "both" by "of": "both of the groups"."""
    return tree.head(token).lower == "both" and [c.lower for c in tree.children(token, "case")] == ["of"]


def _world_body(tree: Tree, token: Token) -> bool:
    words = [t.lower for t in tree.tokens[max(0, token.i - 2) : token.i]]
    return words == ["the", "world"]


def _definite(tree: Tree, token: Token, plain: frozenset[str]) -> bool:
    """Return whether only an article or "this" and plain adjectives stand before the noun, and nothing binds it."""
    children = tree.children(token)
    if not any(c.relation == "det" and c.lower in {"the", "this"} for c in children):
        return False
    for child in children:
        if child.i < token.i and child.relation in {"amod", "compound", "nmod", "nummod"} and child.lower not in plain:
            return False
        if child.i > token.i and (child.relation in {"nmod", "appos", "flat"} or child.dep == "acl:relcl"):
            return False
    if token.relation in {"compound", "amod"} or tree.children(token, "cop"):
        return False
    after = tree[token.i + 1] if token.i + 1 < len(tree) else None
    return after is None or after.upos not in {"NOUN", "PROPN"} or after.xpos == "POS"


def _of_a_set(word: str) -> Callable[[Referent], bool] | None:
    """Return what a plural noun asks of each actor it means, None for other words."""
    if word in _LEADERS | {"neighbours", "neighbors"}:  # scenes are no neighbours
        return lambda r: r.nation and r.acts
    if word in _NATIONS:
        return lambda r: r.nation
    if word in _GROUPS:
        return lambda r: r.group and r.acts
    if word in _SIDES or word in _TALKERS:
        return lambda r: r.mention.reason != PLACE
    return None


def _number(tree: Tree, token: Token) -> int | None:
    """Return how many a plural means: 2 for "both", "the two"; 0 for a bare article; None where it is not definite."""
    children = tree.children(token)
    words = {c.lower for c in children if c.i < token.i}
    numbers = [n for word, n in _COUNTS.items() if word in words]
    modified = any(
        c.relation in {"amod", "compound", "nmod"} and c.i < token.i and c.lower not in _COUNTS for c in children
    )
    bound = any(
        c.relation == "nmod" and c.i > token.i and any(k.lower == "of" for k in tree.children(c, "case"))
        for c in children
    )
    if modified or bound or any(c.dep == "acl:relcl" for c in children):
        return None
    if "both" in words or (_of_both(tree, token) and words & {"the", "these"}):
        return 2
    if not words & {"the", "these"}:
        return None
    return numbers[0] if numbers else 0 if not any(c.relation == "nummod" for c in children) else None


def both(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return whom "both" by itself means: the pair that the article named before."""
    return _count(discourse, sentence, token, 2, lambda r: r.acts)


def _several(discourse: Discourse, sentence: int, token: Token, wanted: Callable[[Referent], bool]) -> Link | None:
    """Return the actors that a definite plural means; their number, or that they met, makes it certain."""
    tree = discourse.trees[sentence]
    count = _number(tree, token)
    if count is None or only_some(tree, token):
        return None
    if count == 2 and token.lower in _TALKERS and (people := _titled(discourse)):  # noqa: PLR2004 - two talk
        return Link(tuple(people), f"both {token.lower}: whose talk the title names")
    if count:
        return _count(discourse, sentence, token, count, wanted)
    link = _met(discourse, sentence, token) if token.lower in _TALKERS else None
    return link if link is not None or token.lower not in _PAIRED else _count(discourse, sentence, token, 2, wanted)


def _count(
    discourse: Discourse, sentence: int, token: Token, count: int, wanted: Callable[[Referent], bool]
) -> Link | None:
    """Return the ``count`` actors that the sentence so far, or one of those before, names; more or fewer are none."""
    found: dict[str, Referent] = {}
    doer = _doer(discourse, sentence, token)
    for back in range(_WINDOW + 2):
        k = sentence - back
        if k < 0:
            return None
        for r in discourse.rows[k]:
            if (back or r.end <= token.i) and wanted(r) and not r.opens and r.mention.actor != doer:
                found.setdefault(r.mention.actor, r)
        if len(found) == count:
            return Link(tuple(found.values()), f"{tokens_text(discourse, sentence, token)}: those named before")
        if len(found) > count:
            return (
                _joined(discourse, k, token if not back else None, wanted) if count == len(("one", "other")) else None
            )
    return None


def _joined(
    discourse: Discourse, sentence: int, before: Token | None, wanted: Callable[[Referent], bool]
) -> Link | None:
    """Return the last pair that "and" joins in a sentence, before a token: "between Bogotá and the rebels"."""
    tree = discourse.trees[sentence]
    row = sorted((r for r in discourse.rows[sentence] if wanted(r) and r.acts), key=lambda r: r.first)
    row = [r for r in row if before is None or r.end <= before.i]
    for left, right in zip(row[-2::-1], row[:0:-1], strict=True):
        between = [t.lower for t in tree.tokens[left.end : right.first]]
        listed = left.first > 0 and tree[left.first - 1].text == ","
        joined = not listed and "and" in between and set(between) <= {"and", "the", "its"}
        if joined and left.mention.actor != right.mention.actor:
            return Link((left, right), "the pair joined before")
    return None


def _met(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return the persons whose talk the article is about: the first ones named, where no other acts after them."""
    people = _titled(discourse)
    if people:
        return Link(tuple(people), f"the {token.lower}: whose talk the title names")
    return _named_first(discourse, sentence, token)


def _titled(discourse: Discourse) -> list[Referent]:
    """Return the parties of the talk that the title names: those in it and the one other person of the article."""
    people = {r.mention.actor: r for r in discourse.title}
    others = {
        r.mention.actor: r
        for row in discourse.rows
        for r in row
        if r.person and r.acts and r.nation and r.mention.antecedent is None and r.mention.actor not in people
    }
    if not people or len(others) != 1 or len(people) >= _MOST:
        return []
    return [*people.values(), *others.values()]


def _named_first(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    people: dict[str, Referent] = {}
    first = -1
    for k in range(sentence + 1):
        for r in discourse.rows[k]:
            named = r.person and r.acts and r.mention.antecedent is None and r.nation
            if not named or (k == sentence and r.end > token.i) or r.mention.actor in people:
                continue
            if len(people) > 1 and k > first + 1:
                return None
            people[r.mention.actor] = r
            first = k if first < 0 else first
    if not 1 < len(people) <= _MOST:
        return None
    return Link(tuple(people.values()), f"the {token.lower}: who met in the article")


def _latest(
    discourse: Discourse, sentence: int, token: Token, wanted: Callable[[Referent], bool], what: str
) -> Link | None:
    """Return the one actor of a kind in the sentence so far or in the nearest sentence before that names any."""
    word, doer = token.lower, _doer(discourse, sentence, token)
    for back in range(_WINDOW + 1):
        k = sentence - back
        if k < 0:
            return None
        found = [
            r
            for r in reversed(discourse.rows[k])
            if wanted(r)
            and r.acts
            and (back or r.end <= token.i)
            and not _excluded(r, word)
            and r.mention.actor != doer
        ]
        actors = {r.mention.actor for r in found}
        if len(actors) == 1:
            return Link((found[0],), f"{what}: the nearest of its kind")
        if len(actors) > 1:
            subject = discourse.main_subject(k)
            top = discourse.at[k].get(subject.i) if subject is not None else None
            alone = top is not None and subject is not None and len(joint_subject(discourse, k, subject, top)) == 1
            if top is not None and top in found and alone:
                return Link((top,), f"{what}: the subject of its kind")
            return None
    return None


def _excluded(referent: Referent, word: str) -> bool:
    """Return whether a mention cannot be what a noun describes: a capital is no "fighters", a person no "group"."""
    return (referent.person and word != "body") or (referent.mention.kind == "metonym" and word in _GROUP - _BODY)


def _doer(discourse: Discourse, sentence: int, token: Token) -> str | None:
    """Return the actor that does something to what the noun means, so that it is another one."""
    tree = discourse.trees[sentence]
    if token.relation != "obj":
        return None
    subject = subject_of(tree, tree.head(token))
    held = discourse.at[sentence].get(subject.i) if subject is not None else None
    return held.mention.actor if held is not None else None


def _country(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return the country that the sentence, or the one before, names last; places count, two rivals do not."""
    for back in range(2):
        k = sentence - back
        if k < 0:
            return None
        found = [r for r in reversed(discourse.rows[k]) if r.nation and (back or r.end <= token.i)]
        found = [r for r in found if _of_kind(discourse, sentence, token, r)]
        actors = {discourse.registry.country_of(r.mention.actor) or r.mention.actor for r in found}
        if len(actors) == 1:
            return Link((found[0],), f"the {token.lower}: the only one named")
        if len(actors) > 1:
            return _only_actor(discourse, sentence, token, k, found)
    return None


def _of_kind(discourse: Discourse, sentence: int, token: Token, referent: Referent) -> bool:
    """Return whether a country is what the words say, as far as the tables know: an island, a kingdom, landlocked."""
    words = {token.lower, *(c.lower for c in discourse.trees[sentence].children(token, "amod", "compound"))}
    actor = discourse.registry.country_of(referent.mention.actor) or referent.mention.actor
    if "republic" in words and actor in wordlist("monarchy"):
        return False
    for word in words & (_KINDS | {*_TELLING}):
        if not any(actor in wordlist(name) for name in _TELLING.get(word, (word,))):
            return False
    return True


def _only_actor(discourse: Discourse, sentence: int, token: Token, back: int, found: list[Referent]) -> Link | None:
    """Return the subject of a sentence for "the country" as a subject, where it is the only state that acts.

    A town there, or a nationality, is no rival: "Rwanda sent envoys to the summit in Luanda". Neither is who
    stands in the clause of the description itself: "the country accused Burundi".
    """
    if token.relation != "nsubj":
        return None
    country = discourse.registry.country_of
    beside = _beside(discourse, sentence, token)
    left = [r for r in found if r.mention.actor not in beside and (r.acts or r.mention.kind == "name")]
    subject = discourse.main_subject(back)
    top = discourse.at[back].get(subject.i) if subject is not None else None
    actors = {country(r.mention.actor) or r.mention.actor for r in left}
    if top is None or top not in left or len(actors) != 1 or top.mention.kind in {"person", "organ"}:
        return None
    return Link((top,), f"the {token.lower}: the subject before, the only state that acts")


def _beside(discourse: Discourse, sentence: int, token: Token) -> frozenset[str]:
    """Return the actors that a subject cannot be: those that stand as complements in its own clause."""
    tree, at = discourse.trees[sentence], discourse.at[sentence]
    if token.relation != "nsubj":
        return frozenset()
    others = tree.children(tree.head(token), "obj", "iobj", "obl")
    return frozenset(at[t.i].mention.actor for t in others if t.i in at)


def _government(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return the government of the only nation in the sentences around, else of the one the article is about."""
    beside = _beside(discourse, sentence, token)
    for back in range(2):
        k = sentence - back
        if k < 0:
            break
        found = [r for r in reversed(discourse.rows[k]) if r.nation and (back or r.end <= token.i)]
        found = [r for r in found if r.mention.actor not in beside] or found
        if token.lower not in _RULE:
            found = [r for r in found if r.acts] or found
        actors = {discourse.registry.country_of(r.mention.actor) or r.mention.actor for r in found}
        if len(actors) == 1:
            return Link((found[0],), f"the {token.lower}: of the only nation named")
        if len(actors) > 1:
            break
    if token.lower == "junta":  # few nations have one, the one an article is about need not
        return None
    total = sum(discourse.counts.values())
    if total > _WINDOW:
        actor, count = max(discourse.counts.items(), key=lambda item: (item[1], item[0]))
        if count >= _DOMINANT * total and actor not in beside:
            named = next((r for row in discourse.rows for r in row if r.mention.actor == actor and r.acts), None)
            return Link((named,), f"the {token.lower}: of the nation the article is about") if named else None
    return None


def _office_named(tree: Tree, token: Token) -> str:
    """Return the office that "the Prime Minister", "the Federal Chancellor" names, empty where it is no such one."""
    before = [c for c in tree.children(token) if c.i < token.i and c.relation in {"amod", "compound", "det"}]
    words = [c.lower for c in before]
    bare = not tree.children(token, "nmod", "appos", "flat") and "the" in words
    if not bare or not set(words) <= {"the", *_OF_OFFICE}:
        return ""
    return " ".join([*(w for w in words if w not in {"the", "federal"}), token.lower])


def _office(discourse: Discourse, sentence: int, token: Token, office: str = "", *, state: bool = False) -> Link | None:
    """Return the only person so far who was named with this office; two presidents make it uncertain.

    With ``state`` only those who act for a state count: "the Head of State" is no president of a parliament.
    """
    office = office or token.lower
    found: dict[str | None, Referent] = {}
    for k in range(sentence, -1, -1):
        for r in reversed(discourse.rows[k]):
            named = r.mention.kind == "person" and r.mention.antecedent is None
            if state and not r.nation:
                continue
            if named and (k < sentence or r.end <= token.i) and office in r.mention.text.lower():
                found.setdefault(r.mention.via, r)
    if len(found) != 1:
        return None
    return Link(tuple(found.values()), f"the {office}: the only one named")


def _half(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return North Korea for "the North" where the article has named either Korea, and so for other halves."""
    if not token.text[0].isupper():
        return None
    for k in range(sentence, -1, -1):
        for r in reversed(discourse.rows[k]):
            if not r.nation or (k == sentence and r.end > token.i):
                continue
            if r.mention.text.startswith(f"{token.text} "):
                return Link((r,), f"the {token.text}: short for the name before")
            half, _, rest = r.mention.actor.partition("-")
            other = f"{token.lower}-{rest}"
            if half in _HALVES and half != token.lower and _divided(discourse, r.mention.actor, other):
                meant = replace(r, mention=replace(r.mention, actor=other, via=None))
                return Link((meant,), f"the {token.text}: the other half of the pair named before")
    return None


def _divided(discourse: Discourse, one: str, other: str) -> bool:
    """Return whether two ids are states that are each other's other half: those of Korea, Yemen, Vietnam."""
    rows = discourse.registry.actor_rows
    return one in rows and other in rows and rows[one].type == rows[other].type == "State"


def tokens_text(discourse: Discourse, sentence: int, token: Token) -> str:
    """Return the description's words as written, with "both" or "the two"."""
    tree = discourse.trees[sentence]
    return " ".join(t.text for t in tree.tokens[description_start(tree, token) : token.i + 1])


_SINGLE: tuple[tuple[frozenset[str], Callable[[Discourse, int, Token], Link | None]], ...] = (
    (_HALVES, _half),
    (_COUNTRY, _country),
    (_GOVERNMENT, _government),
    (_OFFICES, _office),
)

__all__ = ["both", "describe", "description_start", "only_some"]
