"""Links pronouns and definite descriptions to the actors an article named before. Precision first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.actors import Registry
from graph.extract.contrasts import ORDER, each_other, neighbour, ordered
from graph.extract.descriptions import both, describe, description_start, only_some
from graph.extract.discourse import PLACE, Discourse
from graph.extract.pronouns import HE, IT, THEY, WE, Link, resolve
from graph.extract.speech import Speech
from graph.extract.tree import Token, Tree
from graph.model import Mention, MentionKind, Span

_THIRD = IT | THEY | HE


def link(
    text: str,
    trees: Sequence[Tree],
    mentions: Sequence[Mention],
    registry: Registry,
    date: str | None,
    *,
    title: Sequence[Mention] = (),
) -> tuple[Mention, ...]:
    """Return the mentions given and those of pronouns and descriptions, sorted by span.

    A new mention carries the span of its ``antecedent`` and a ``reason``. "Both sides" and "they" after a joint
    subject give one mention for each actor, over the same span. ``title`` has the persons with whom, by the article's
    title, the talk was that it tells of.
    """
    discourse = Discourse(text, trees, registry, date)
    discourse.head(title)
    discourse.read(mentions)
    speech = Speech(discourse)
    added: list[Mention] = []
    for k, tree in enumerate(trees):
        for token in tree.tokens:
            if token.i not in discourse.at[k]:
                added += _linked(discourse, speech, k, token)
        for token in tree.tokens:
            if (
                token.lower in WE
                and token.upos in {"PRON", "DET"}
                and token.text != "US"
                and token.i not in discourse.at[k]
            ):
                added += _enter(discourse, k, (token.i, token.i + 1), speech.speaker(k, token), "pronoun")
    return tuple(sorted((*mentions, *added), key=lambda m: (m.span, m.actor)))


def _linked(discourse: Discourse, speech: Speech, k: int, token: Token) -> list[Mention]:
    """Return the mentions that a pronoun of the third person or a description makes."""
    word, place = token.lower, (token.i, token.i + 1)
    if word in _THIRD and token.upos in {"PRON", "DET"}:
        if only_some(discourse.trees[k], token):
            return []
        return _enter(discourse, k, place, _third(discourse, speech, k, token), "pronoun")
    if word == "both" and _alone(discourse.trees[k], token):
        return _enter(discourse, k, place, both(discourse, k, token), "pronoun")
    if word in ORDER:
        return _enter(discourse, k, place, ordered(discourse, k, token), "description")
    if word in {"each", "one"}:
        return _enter(discourse, k, (token.i, token.i + 2), each_other(discourse, k, token), "pronoun", head=token.i)
    if token.upos not in {"NOUN", "PROPN"}:
        return []
    near = neighbour(discourse, k, token)
    if near is not None:
        return _enter(discourse, k, (description_start(discourse.trees[k], token), token.i + 1), near, "description")
    found = describe(discourse, k, token)
    return _describe(discourse, k, token, found) if found is not None else []


def _alone(tree: Tree, token: Token) -> bool:
    """Return whether "both" stands for a noun of its own: "and both asked Moscow"."""
    after = tree[token.i + 1] if token.i + 1 < len(tree) else None
    bare = after is not None and after.i == token.head and after.upos == "VERB" and not tree.children(after, "nsubj")
    subject = token.relation == "advmod" and bare
    return (token.relation in {"nsubj", "obj", "obl"} or subject) and not tree.children(token, "nmod", "conj")


def _third(discourse: Discourse, speech: Speech, k: int, token: Token) -> Link | None:
    """Return whom a pronoun of the third person means."""
    found = resolve(discourse, k, token)
    if found is None and token.lower in {"he", "she"}:
        found = speech.continued(k, token)
    return found


def _describe(discourse: Discourse, k: int, token: Token, found: Link) -> list[Mention]:
    """Enter a description; a government or regime means who governs at the date."""
    tree = discourse.trees[k]
    first = description_start(tree, token)
    whole = tree[first].lower == "both" and tree[first].i == token.head  # "both of the groups"
    entered = _enter(discourse, k, (first, token.i + 1), found, "description", head=first if whole else token.i)
    if token.lower in {"government", "regime", "authorities", "administration", "junta"}:
        governing = discourse.registry.government_of
        entered = [replace(m, actor=governing(m.actor, discourse.date)) for m in entered]
    if token.lower in {"country", "nation", "kingdom", "republic", "emirate", "sultanate", "island"}:
        country = discourse.registry.country_of
        entered = [replace(m, actor=country(m.actor) or m.actor, via=None) for m in entered]
    if token.lower in {"country", "nation"} and _in_place(tree, token):
        entered = [replace(m, reason=PLACE) for m in entered]
    return entered


def _in_place(tree: Tree, token: Token) -> bool:
    return any(
        c.lower in {"in", "into", "across", "inside", "from", "throughout"} for c in tree.children(token, "case")
    )


def _enter(
    discourse: Discourse,
    k: int,
    place: tuple[int, int],
    found: Link | None,
    kind: MentionKind,
    *,
    head: int | None = None,
) -> list[Mention]:
    """Return the mentions of a link and let later expressions refer to them; ``head`` is the last word unless given."""
    if found is None:
        return []
    first, end = place
    tree = discourse.trees[k]
    span = Span(tree[first].start, tree[end - 1].end)
    head = end - 1 if head is None else head
    made: list[Mention] = []
    entered = []
    several = len(found.referents) > 1
    for referent in found.referents:
        source = referent.mention
        mention = Mention(
            span,
            span.of(discourse.text),
            source.actor,
            kind,
            source.via,
            found.reason,
            source.antecedent or source.span if referent.sentence >= 0 else None,
            source.rivals,
        )
        made.append(mention)
        new = replace(referent, mention=mention, sentence=k, head=head, first=first, end=end)
        if kind == "description":
            plural = tree[end - 1].xpos in {"NNS", "NNPS"}
            new = replace(new, plural=plural, singular=not plural)
        entered.append(replace(new, plural=True, singular=False) if several else new)
        discourse.enter(entered[-1])
    if several:
        discourse.joint[k, head] = tuple(entered)
    return made
