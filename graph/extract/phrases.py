"""The noun phrase around a name: "Iranian minister Javad Zarif", "the government of Iran", "Taliban fighters"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.extract import roles
from graph.extract.anchors import Anchor
from graph.extract.tree import Token, Tree

COLLECTIVES = ("rebels", "separatists", "militias", "opposition", "militants")
"""Kinds of people who are of a country and not its state, each with a list of its words in ``roles.csv``."""
_OF_A_COUNTRY = frozenset({"rebels", "separatists", "opposition"})
"""Those who are of the country that they are in; militants may be from anywhere."""
Taken = Mapping[int, Anchor]
"""The anchor that a token belongs to, by the token's place in its sentence."""

_NOMINAL = frozenset({"ADJ", "NOUN", "PROPN"})
_STATES = frozenset({"state", "states", "country", "countries", "nation", "nations"})
_HYPHENS = frozenset({"-", "\u2010", "\u2011", "\u2013"})
_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "van",
        "von",
        "de",
        "da",
        "der",
        "di",
        "du",
        "bint",
        "ul",
        "den",
        "la",
        "dos",
        "das",
        "-",
    }
)
_ARTICLES = frozenset({"al", "el"})
_NAME_WORDS = 4
_LONGEST_PARTICLES = 3
_NO_LONGER = frozenset({"former", "ex", "late", "exiled", "ousted", "deposed"})
_PORTFOLIO_WORDS = 6
_BEFORE_OFFICE = frozenset(
    {
        "prime",
        "vice",
        "deputy",
        "acting",
        "first",
        "interim",
        "chief",
        "supreme",
        "assistant",
        "permanent",
        "crown",
        "-",
    }
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun bound to a name: tokens ``first`` up to ``end`` are the phrase, ``noun`` is the role's token."""

    first: int
    end: int
    noun: int


def glued(tree: Tree, anchor: Anchor) -> bool:
    """Return whether a hyphen joins the name to a neighbour: "Iran-backed", "anti-Assad", "Afghan-Pakistani"."""
    tokens = tree.tokens
    after = tokens[anchor.end] if anchor.end < len(tokens) else None
    before = tokens[anchor.first - 1] if anchor.first else None
    return (after is not None and after.text in _HYPHENS and after.start == tokens[anchor.end - 1].end) or (
        before is not None and before.text in _HYPHENS and before.end == tokens[anchor.first].start
    )


def role_after(tree: Tree, anchor: Anchor, taken: Taken) -> Role | None:
    """Return the role noun that follows a name in its noun phrase, None where the phrase means something else."""
    if glued(tree, anchor) or (anchor.first and tree[anchor.first - 1].lower in _NO_LONGER):
        return None
    accepted = roles.denoting() if anchor.nation or anchor.type == "Person" else roles.of_groups()
    noun = None
    past = _past_name(tree, anchor)
    for j in range(past, len(tree)):
        token = tree[j]
        if j in taken or not _continues(tree.tokens, j, started=noun is not None or j == past):
            break
        if token.lower in roles.words("outsider") and token.upos != "ADJ":
            return None
        if token.lower == "member" and j + 1 < len(tree) and tree[j + 1].lower in _STATES:
            return None  # "EU member states" are not the EU
        if token.upos in {"NOUN", "PROPN"} and roles.is_in(token.lower, accepted):
            noun = j
        elif noun is not None:
            break
        elif token.lower in roles.words("blocker"):
            return None
    return None if noun is None else Role(anchor.first, _portfolio(tree, _past_general(tree, noun), taken), noun)


def _past_general(tree: Tree, noun: int) -> int:
    """Return the token after an office, past the second half of "Secretary-General"."""
    after = tree.tokens[noun + 1 : noun + 3]
    whole = len(after) == 2 and after[0].text in _HYPHENS and after[1].lower in {"general", "elect", "designate"}  # noqa: PLR2004
    return noun + 3 if whole else noun + 1


def _past_name(tree: Tree, anchor: Anchor) -> int:
    """Return the token after a name, its acronym in brackets and its possessive ending."""
    j = anchor.end
    if j + 2 < len(tree) and tree[j].text == "(" and tree[j + 2].text == ")":
        j += 3
    return j + 1 if j < len(tree) and tree[j].xpos == "POS" else j


def _continues(tokens: tuple[Token, ...], j: int, *, started: bool) -> bool:
    """Return whether a token goes on with a noun phrase that a name began."""
    token = tokens[j]
    if token.upos in _NOMINAL or token.text in _HYPHENS:
        return True
    if token.xpos in {"VBN", "VBG"} and token.dep in {"amod", "compound"}:
        return True
    joined = token.lower in {"and", "or", ","} and not started and j + 1 < len(tokens)
    return joined and tokens[j + 1].upos in {"ADJ", "NOUN"} and tokens[j + 1].xpos in {"JJ", "NN"}


def _portfolio(tree: Tree, at: int, taken: Taken) -> int:
    """Return where an office's portfolio ends: after "of State" in "Secretary of State"."""
    tokens = tree.tokens
    if at >= len(tokens) or tokens[at].lower not in {"of", "for"}:
        return at
    end = at
    for j in range(at + 1, min(len(tokens), at + _PORTFOLIO_WORDS)):
        token = tokens[j]
        if j in taken:
            break
        if token.lower in roles.words("portfolio"):
            end = j + 1
        elif token.lower not in {"the", "and", "of", ","}:
            break
    return max(at, end)


@dataclass(frozen=True, slots=True)
class Collective:
    """People of a country who act against or beside its state: the phrase and their kind, "rebels" and so on."""

    role: Role
    kind: str


def collective_around(tree: Tree, anchor: Anchor, taken: Taken) -> Collective | None:
    """Return the rebels, separatists ... of a nation: "Chadian rebels", "rebels in Chad", "Chadian rebel leaders"."""
    if glued(tree, anchor) or not anchor.nation or (anchor.first and tree[anchor.first - 1].lower == "ethnic"):
        return None
    past = _past_name(tree, anchor)
    for j in range(past, len(tree)):
        token = tree[j]
        if j in taken or not _continues(tree.tokens, j, started=j == past):
            break
        kind = _collective_kind(token)
        if kind is not None:
            end = _collective_end(tree, j, taken)
            return Collective(Role(anchor.first, end, j), kind) if end else None
        if token.upos in {"NOUN", "PROPN"} and token.lower not in roles.words("blocker"):
            break
    return _collective_before(tree, anchor, taken)


def _collective_kind(token: Token) -> str | None:
    return next((kind for kind in COLLECTIVES if token.lower in roles.words(kind)), None)


def _collective_end(tree: Tree, noun: int, taken: Taken) -> int:
    """Return the end of a phrase that a collective noun begins to close, 0 where it means something else."""
    end = noun + 1
    plural = tree[noun].xpos in {"NNS", "NNPS"} or tree[noun].lower in {"opposition", "militia"}
    while end < len(tree) and end not in taken and tree[end].upos in {"NOUN", "PROPN"}:
        known = roles.is_in(tree[end].lower, roles.of_groups() | roles.words("partisan"))
        if not known and _collective_kind(tree[end]) is None:
            return 0
        end += 1
        plural = True
    if end < len(tree) and tree[end].text in _HYPHENS:
        return 0
    return end if plural else 0


def _collective_before(tree: Tree, anchor: Anchor, taken: Taken) -> Collective | None:
    j = anchor.first - 1
    if j >= 0 and tree[j].lower == "the":
        j -= 1
    if j < 1 or tree[j].lower not in {"in", "of"} or anchor.kind not in {"short", "official", "former", "variant"}:
        return None
    noun = tree[j - 1]
    kind = _collective_kind(noun)
    if kind is None and roles.is_in(noun.lower, roles.words("partisan")) and tree[j - 2].lower == "opposition":
        kind = "opposition"
    if kind not in _OF_A_COUNTRY or noun.xpos not in {"NNS", "NNPS"} or j - 1 in taken:
        return None
    first = _phrase_start(tree.tokens, j - 1, taken)
    return None if first is None else Collective(Role(first, anchor.end, j - 1), kind)


def role_before(tree: Tree, anchor: Anchor, taken: Taken) -> Role | None:
    """Return the role noun that a name belongs to by "of" or "in": "the president of Iran", "officials in Kabul"."""
    tokens = tree.tokens
    j = anchor.first - 1
    if j >= 0 and tokens[j].lower in {"the", "a"}:
        j -= 1
    if j < 1 or tokens[j].lower not in {"of", "in", "for"} or glued(tree, anchor):
        return None
    if tokens[j].lower == "for" and not tokens[j - 1].lower.startswith("spokes"):
        return None
    inside = tokens[j].lower == "in"
    j = j - 1 if inside else _skip_portfolio(tokens, j - 1)
    noun = tokens[j]
    if j in taken or noun.upos not in {"NOUN", "PROPN"} or not roles.is_in(noun.lower, _owned(anchor, inside=inside)):
        return None
    first = _phrase_start(tokens, j, taken)
    if first is None:
        return None
    blockers = roles.words("blocker") - (roles.words("faith") if noun.lower in roles.words("governing") else set())
    if any(t.lower in blockers for t in tokens[first:j]):
        return None
    return Role(first, anchor.end, j) if _closed(tree, anchor, taken) else None


def _closed(tree: Tree, anchor: Anchor, taken: Taken) -> bool:
    """Return whether the noun phrase ends with the name; a person's name may follow."""
    if anchor.end >= len(tree):
        return True
    after = tree[anchor.end]
    if after.i in taken:
        return taken[after.i].type == "Person"
    if anchor.kind == "demonym" and after.upos == "PROPN":
        return False  # "the director of the French Chamber of Commerce"
    return after.xpos != "POS" and after.upos not in {"NOUN", "ADJ"} and after.text not in _HYPHENS


def _owned(anchor: Anchor, *, inside: bool) -> frozenset[str]:
    """Return the role nouns that "of", or "in" where ``inside``, binds to a name."""
    if not inside:
        return roles.denoting() if anchor.type == "State" else roles.of_groups()
    if anchor.kind == "metonym":
        return roles.words("governing")
    return frozenset({"government", "regime", "authorities", "rulers", "leadership", "junta"})


def _skip_portfolio(tokens: tuple[Token, ...], j: int) -> int:
    """Return the office's place where ``j`` stands on its portfolio, else ``j``."""
    k = j
    while k > 0 and tokens[k].lower in roles.words("portfolio") | {"and", "the", ","}:
        k -= 1
    if 0 < k < j and tokens[k].lower in {"of", "for"}:
        return k - 1
    return j


def _phrase_start(tokens: tuple[Token, ...], noun: int, taken: Taken) -> int | None:
    """Return where the phrase of a role noun begins; None where another name already stands before it."""
    first = noun
    while first > 0 and (tokens[first - 1].upos in _NOMINAL or tokens[first - 1].text in _HYPHENS):
        if first - 1 in taken:
            return None
        first -= 1
    if first > 0 and (tokens[first - 1].xpos in {"POS", "PRP$"} or first - 1 in taken):
        return None
    return first


def unknown_person(tree: Tree, at: int, taken: Taken) -> int:
    """Return where a personal name that no list knows ends when it starts at ``at``; ``at`` itself for none."""
    tokens = tree.tokens
    end = at
    while end < len(tokens) and end - at < _NAME_WORDS + 2 and end not in taken:
        token = tokens[end]
        capital = token.text[0].isupper() and not token.text.isupper()
        if not (capital and (token.upos == "PROPN" or (end > at and token.dep == "flat"))):
            particles = _particles(tokens, end) if end > at or token.lower in _ARTICLES else 0
            if not particles:
                break
            end += particles
        end += 1
    if end == at or roles.is_in(tokens[at].lower, roles.of_groups()) or tokens[at].lower in roles.words("portfolio"):
        return at
    return end


def _particles(tokens: tuple[Token, ...], at: int) -> int:
    """Return how many particles and hyphens stand before the next part of a name: 2 in "Haider al-Abadi"."""
    j = at
    while j < len(tokens) and j - at < _LONGEST_PARTICLES and tokens[j].lower in _PARTICLES:
        j += 1
    if j == at or j >= len(tokens) or not tokens[j].text[0].isupper() or tokens[j].upos not in {"PROPN", "NOUN", "ADJ"}:
        return 0
    return j - at


def title_before(tree: Tree, first: int, taken: Taken) -> int:
    """Return where the titles and offices before a person's name begin; ``first`` itself for none."""
    tokens = tree.tokens
    begin = j = first
    while j > 0 and j - 1 not in taken:
        token = tokens[j - 1]
        if token.text in roles.words("title") or (
            token.upos in {"NOUN", "PROPN"} and token.lower in roles.words("office")
        ):
            begin = j = j - 1
        elif (token.lower in _BEFORE_OFFICE and begin < first) or (
            token.lower in roles.words("portfolio") and _office_around(tokens, j - 1)
        ):
            j -= 1
            if token.lower in _BEFORE_OFFICE or token.text[0].isupper():
                begin = j if begin < first else begin
        elif token.lower in {"of", "for"} and j - 1 > 0 and tokens[j].lower in roles.words("portfolio"):
            j -= 1
        else:
            break
    return begin


def _office_around(tokens: tuple[Token, ...], at: int) -> bool:
    """Return whether an office stands next to a portfolio word: "Foreign Minister", "Secretary of State"."""
    near = tokens[max(0, at - 3) : at + 3]
    return any(t.lower in roles.words("office") for t in near)
