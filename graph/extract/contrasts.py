"""Expressions that tell two actors apart or join them: "the former", "each other", "both of them", "its neighbour"."""

from __future__ import annotations

from dataclasses import replace

from graph.extract.discourse import Discourse, Referent, subject_of
from graph.extract.pronouns import Link, antecedent, joint_subject
from graph.extract.tree import Token, Tree
from graph.extract.wordlists import wordlist

ORDER = frozenset({"former", "latter"})
_EACH_OTHER = frozenset({("each", "other"), ("one", "another")})
_NEIGHBOUR = frozenset({"neighbour", "neighbor"})
_SIZES = frozenset(
    {"northern", "southern", "eastern", "western", "small", "smaller", "tiny", "large", "larger", "big"}
) | {
    "bigger",
    "powerful",
    "immediate",
    "next-door",
}
"""What may be said of a neighbour that tells nothing of which one it is."""
_PAIR = 2
_BEFORE = 2
"""Sentences before in which no third state may be named for "its neighbour"."""
_JOINING = frozenset({"and", "the", "its", "both"})


def ordered(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return the first or the second of two actors for "the former", "the latter", None where they are not two."""
    tree = discourse.trees[sentence]
    if not _stands_alone(tree, token):
        return None
    pair = _pair_before(discourse, sentence, token)
    if pair is None:
        return None
    meant = pair[token.lower == "latter"]
    clause = tree.head(token)
    rivals = [s for s in tree.children(clause, "nsubj", "obj") if s.i != token.i and s.i in discourse.at[sentence]]
    if any(discourse.at[sentence][s.i].mention.actor == meant.mention.actor for s in rivals):
        return None
    which = "first" if token.lower == "former" else "second"
    return Link((meant,), f"the {token.lower}: the {which} of the two named before")


def _stands_alone(tree: Tree, token: Token) -> bool:
    """Return whether "the former" is a noun phrase by itself: "the former president", "the latter half" are none."""
    after = tree[token.i + 1] if token.i + 1 < len(tree) else None
    if token.i == 0 or tree[token.i - 1].lower != "the" or token.relation in {"amod", "compound", "root"}:
        return False
    if after is not None and after.upos in {"NOUN", "PROPN", "ADJ", "NUM"} and after.xpos != "POS":
        return False
    return not tree.children(token, "nmod", "amod", "compound", "acl", "cop")


def _pair_before(discourse: Discourse, sentence: int, token: Token) -> tuple[Referent, Referent] | None:
    """Return the only two actors of the sentence so far, else of the sentence before, where they make a pair."""
    tree, at = discourse.trees[sentence], discourse.at[sentence]
    here = _actors(discourse, sentence, token)
    if len(here) < _PAIR:
        before = tree.tokens[: token.i]
        other = any(t.relation == "nsubj" and t.i not in at for t in before)
        if other or sentence == 0 or tree.paragraph - discourse.trees[sentence - 1].paragraph > 1:
            return None
        sentence -= 1
        here = _actors(discourse, sentence, None)
    if len(here) != _PAIR or here[0].first == here[1].first:
        return None
    one, other_one = here
    return (one, other_one) if _paired(discourse.trees[sentence], one, other_one) else None


def _actors(discourse: Discourse, sentence: int, before: Token | None) -> list[Referent]:
    """Return the first mention of every actor of a sentence, or of what stands before a token, in order."""
    found: dict[str, Referent] = {}
    for r in sorted(discourse.rows[sentence], key=lambda r: (r.first, r.mention.actor)):
        named = r.acts and r.mention.text.lower() not in ORDER
        if named and (before is None or r.end <= before.i):
            found.setdefault(r.mention.actor, r)
    return list(found.values())


def _paired(tree: Tree, one: Referent, other: Referent) -> bool:
    """Return whether two actors are joined by "and", or subject and object of a verb, and no other two nouns are."""
    left, right = tree[one.head], tree[other.head]
    joins = [t for t in tree.tokens if t.relation == "conj" and t.upos in {"NOUN", "PROPN"}]
    if joins:
        between = {t.lower for t in tree.tokens[one.end : other.first]}
        return [t.i for t in joins] == [right.i] and right.head == left.i and "and" in between and between <= _JOINING
    verb = tree.head(left)
    if left.relation != "nsubj" or verb.upos != "VERB":
        return False
    if right.relation in {"obj", "iobj"} or right.dep == "obl:agent":
        return right.head == verb.i
    cases = {c.lower for c in tree.children(right, "case")}
    return "with" in cases and any(a.i == verb.i for a in tree.ancestors(right))


def each_other(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return both members of the joint subject for "each other", "one another"; None where they are not two actors."""
    tree = discourse.trees[sentence]
    after = tree[token.i + 1] if token.i + 1 < len(tree) else None
    if after is None or (token.lower, after.lower) not in _EACH_OTHER or token.relation == "nsubj":
        return None
    below = token
    for clause in tree.ancestors(token):
        controlled = below.relation == "xcomp" and not tree.children(below, "nsubj")
        held = [o for o in tree.children(clause, "obj", "iobj") if controlled and o.i < below.i]
        subjects = [s for s in tree.children(clause, "nsubj") if s.i < token.i]
        for holder in (*held, *subjects):
            return _two(discourse, sentence, antecedent(tree, clause, holder))
        below = clause
    return None


def _two(discourse: Discourse, sentence: int, holder: Token) -> Link | None:
    """Return the link to the two actors that a token stands for, None where it stands for fewer or more."""
    found = discourse.at[sentence].get(holder.i)
    if found is None or found.head != holder.i:
        return None
    members = discourse.joint.get((sentence, holder.i)) or joint_subject(discourse, sentence, holder, found)
    if len(members) != _PAIR or not all(r.acts for r in members):
        return None
    return Link(tuple(replace(r, plural=True, singular=False) for r in members), "each other: the joint subject")


def neighbour(discourse: Discourse, sentence: int, token: Token) -> Link | None:
    """Return the state that "its neighbour" means: the only other one named lately, where the two have a border."""
    tree, at = discourse.trees[sentence], discourse.at[sentence]
    owners = [at[p.i] for p in tree.children(token, "nmod:poss") if p.i in at and p.xpos == "PRP$"]
    if (
        token.lower not in _NEIGHBOUR
        or len(owners) != 1
        or not owners[0].nation
        or not _unnamed(discourse, sentence, token)
    ):
        return None
    noun = tree.head(token)
    verb = (
        noun if token.relation != "nmod" or noun.relation != "obj" else tree.head(noun)
    )  # "sanctions on its neighbour"
    subject = subject_of(tree, verb)
    held = at.get(subject.i) if subject is not None else None
    if token.relation not in {"obj", "obl", "nmod"} or held is None or held.mention.actor != owners[0].mention.actor:
        return None
    country = discourse.registry.country_of
    own = country(held.mention.actor) or held.mention.actor
    others: dict[str, Referent] = {}
    for k in range(max(0, sentence - _BEFORE), sentence + 1):
        for r in discourse.rows[k]:
            actor = country(r.mention.actor) or r.mention.actor
            if r.nation and actor != own:
                others[actor] = r
    if len(others) != 1:
        return None
    actor, found = others.popitem()
    if " ".join(sorted((own, actor))) not in wordlist("border"):
        return None
    meant = replace(found, mention=replace(found.mention, actor=actor, via=None), type="State", person=False)
    return Link((meant,), f"its {token.lower}: the only other state named, and they have a border")


def _unnamed(discourse: Discourse, sentence: int, token: Token) -> bool:
    """Return whether nothing beside a neighbour names it or tells which one it is: "its neighbour Peru"."""
    tree, at = discourse.trees[sentence], discourse.at[sentence]
    after = tree[token.i + 1] if token.i + 1 < len(tree) else None
    if after is not None and after.upos in {"PROPN", "NOUN"}:
        return False
    for child in tree.children(token):
        if child.relation in {"appos", "flat", "conj"} or child.dep == "acl:relcl":
            return False
        if child.i < token.i and child.relation in {"amod", "compound", "nummod"} and child.lower not in _SIZES:
            return False
        if child.relation == "nmod" and child.dep != "nmod:poss" and any(t.i in at for t in tree.subtree(child)):
            return False
    return True
