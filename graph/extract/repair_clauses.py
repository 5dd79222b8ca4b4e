"""Repairs of clauses: verbs read as nouns, relative clauses that swallow the main verb, subjects and objects mixed up.

Each takes a tree and returns it mended, None when there is nothing to mend; `repair` runs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.extract.lemmas import lemma
from graph.extract.repair_nouns import (
    as_well_as,
    in_particular,
    infinitive_of_noun,
    joined_owners,
    latter_is_subject,
    name_after_its_noun,
    object_joined_to_subject,
)
from graph.extract.repair_relatives import (
    adjective_in_relative,
    modifier_in_relative,
    object_of_infinitive,
    relative_label,
    subject_before_relative,
    verb_after_relative,
)
from graph.extract.tree import Token, Tree
from graph.extract.wordclass import tags_of
from graph.extract.wordlists import wordlist

_SUBJECTS = ("nsubj", "nsubj:pass")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SAYING = wordlist("saying verb")
_OBJECT_CONTROL = wordlist("object control")
_OWN_INFINITIVE = wordlist("infinitive noun")
"""Nouns that an infinitive tells more of: "asked permission to leave"."""
_TIMES = frozenset({"day", "week", "month", "year", "decade", "hour", "time"})
_BEGINNING = frozenset(
    {"continue", "cease", "begin", "start", "try", "vow", "refuse", "agree", "want", "decide", "plan", "intend"}
    | {"pledge", "promise", "threaten", "fail", "manage", "seek", "attempt", "offer", "help", "hope", "aim", "prepare"}
)
"""Verbs that an infinitive follows."""
_OF_SOMEBODY = frozenset(
    {"willing", "unwilling", "ready", "able", "unable", "prepared", "determined", "eager", "keen", "reluctant"}
    | {"afraid", "wary", "confident", "committed", "open", "opposed", "concerned", "worried", "grateful"}
)
"""Adjectives that only somebody can be."""
_GIVING = frozenset({"give", "grant", "lend", "offer", "send", "pay", "award", "loan", "promise", "pledge", "sell"})
_Changes = dict[int, Token]


def noun_is_verb(tree: Tree) -> Tree | None:
    """Repair a verb read as a noun that has what no noun has: a subject, an object, a name before it in a clause.

    *Qatar and Egypt mediate between*, *helped the Houthis attack Israel*, *which Qatar funds*, *demanded that Serbia
    sanction Russia*.
    """
    for noun in tree:
        tags = tags_of(noun.lower)
        if (
            noun.upos != "NOUN"
            or not tags & {"VB", "VBP", "VBZ"}
            or tree.children(noun, "cop", "det", "case", "nummod")
        ):
            continue
        before = tree[noun.i - 1] if noun.i else None
        named = before is not None and before.head == noun.i and before.upos == "PROPN" and before.dep == "compound"
        subject = any(c.i < noun.i for c in tree.children(noun, *_SUBJECTS))
        object_ = any(c.i > noun.i and c.upos in _NOMINAL for c in tree.children(noun, "obj"))
        clause = noun.dep in {"acl:relcl", "ccomp"} or (noun.dep == "conj" and tree.head(noun).upos == "VERB")
        only = (
            "NNS" not in tags and "NN" not in tags and noun.head == noun.i and bool(tree.children(noun, "nmod", "obl"))
        )
        if subject or (object_ and noun.dep in {"xcomp", "conj", "ccomp"}) or (named and (clause or only)):
            return tree.changed(dict(_as_verb(tree, noun, before if named and not subject else None)))
    return None


def _as_verb(tree: Tree, noun: Token, subject: Token | None) -> Iterator[tuple[int, Token]]:
    """Yield the tokens that make a noun a verb, with its subject if one stands before it."""
    third = noun.lower.endswith("s") and "VBZ" in tags_of(noun.lower)
    head = tree.head(noun)
    bare = noun.dep in {"xcomp", "ccomp"} or any(c.xpos == "MD" for c in tree.children(head, "aux"))
    tag = "VBZ" if third else "VB" if bare else "VBP"
    verb = replace(noun, upos="VERB", xpos=tag, lemma=lemma(noun.lower, "VERB"))
    if (
        noun.dep == "conj" and head.upos in _NOMINAL and head.relation == "obj"
    ):  # "will arm Ukraine and sanction Belarus"
        verb = replace(verb, head=head.head)
    yield noun.i, verb
    for child in tree.children(noun):
        if subject is not None and child.i == subject.i:
            yield child.i, replace(child, dep="nsubj")
        elif child.relation == "nmod" and child.i > noun.i:
            yield child.i, replace(child, dep="obl")


def plan_is_verb(tree: Tree) -> Tree | None:
    """Repair *trains forces and plans to supply Chad*, read as "forces and plans": a second verb of the subject."""
    for noun in tree.tokens[:-2]:
        first, to, verb = tree.head(noun), tree[noun.i + 1], tree[noun.i + 2]
        above = tree.head(first)
        if (
            noun.upos != "NOUN"
            or noun.dep != "conj"
            or "VBZ" not in tags_of(noun.lower)
            or to.xpos != "TO"
            or verb.xpos != "VB"
        ):
            continue
        if first.relation == "obj" and above.xpos == "VBZ" and tree[noun.i - 1].lower == "and" and verb.head == above.i:
            changes = {
                noun.i: replace(
                    noun, upos="VERB", xpos="VBZ", lemma=lemma(noun.lower, "VERB"), head=above.i, dep="conj"
                ),
                verb.i: replace(verb, head=noun.i, dep="xcomp"),
            }
            return tree.changed(changes)
    return None


def noun_before_that(tree: Tree) -> Tree | None:
    """Repair *Spain doubts that Mauritania armed the front*, read as Spain's doubts: a verb and what it is about."""
    noun = tree.root
    if noun.upos != "NOUN" or "VBZ" not in tags_of(noun.lower) or not noun.i or noun.i + 1 >= len(tree):
        return None
    before, that = tree[noun.i - 1], tree[noun.i + 1]
    clause = tree.head(that)
    if before.head != noun.i or before.upos != "PROPN" or that.lower != "that" or clause.head != noun.i:
        return None
    if clause.relation != "acl" or not any(c.i != that.i for c in tree.children(clause, *_SUBJECTS)):
        return None
    return tree.changed(
        {
            noun.i: replace(noun, upos="VERB", xpos="VBZ", lemma=lemma(noun.lower, "VERB")),
            before.i: replace(before, dep="nsubj"),
            that.i: replace(that, upos="SCONJ", xpos="IN", dep="mark"),
            clause.i: replace(clause, dep="ccomp"),
        },
    )


def content_clause(tree: Tree) -> Tree | None:
    """Repair *the claim that Iran had armed them*, read as a relative clause though nothing is missing in it.

    One that hangs on a time is what somebody said: *claimed for years that*.
    """
    changes: _Changes = {}
    for clause in tree:
        if clause.dep != "acl:relcl":
            continue
        that = next(
            (c for c in tree.children(clause) if c.lower == "that" and c.relation in {"obj", "mark", "nsubj"}), None
        )
        others = [c for c in tree.children(clause, "nsubj", "obj") if that is None or c.i != that.i]
        if that is None or {c.relation for c in others} != {"nsubj", "obj"} or that.i > min(c.i for c in others):
            continue
        noun = tree.head(clause)
        changes[that.i] = replace(that, upos="SCONJ", xpos="IN", dep="mark")
        above = tree.head(noun)
        if noun.lemma.lower() in _TIMES and above.upos == "VERB":
            changes[clause.i] = replace(clause, dep="ccomp", head=above.i)
        else:
            changes[clause.i] = replace(clause, dep="acl")
    return tree.changed(changes)


def days_spent(tree: Tree) -> Tree | None:
    """Repair *who spent last week in Japan*, where the week is read as when it was."""
    changes: _Changes = {}
    for token in tree:
        verb = tree.head(token)
        if token.dep == "obl:unmarked" and verb.lemma == "spend" and not tree.children(verb, "obj"):
            changes[token.i] = replace(token, dep="obj")
    return tree.changed(changes)


def infinitive_of_the_asked(tree: Tree) -> Tree | None:
    """Repair *called on everybody to arm Kyiv*, *urged the world to act*, where "to act" is read as the noun's own."""
    changes: _Changes = {}
    for verb in tree:
        asked = tree.head(verb)
        asks = tree.head(asked)
        marked = verb.xpos == "VB" and any(c.xpos == "TO" for c in tree.children(verb, "mark"))
        if verb.relation != "acl" or not marked or asks.lemma not in _OBJECT_CONTROL or asked.i > verb.i:
            continue
        case = {c.lower for c in tree.children(asked, "case")}
        place = asked.relation == "obj" or (asked.relation == "obl" and case & {"on", "upon"})
        if place and asked.lemma.lower() not in _OWN_INFINITIVE:
            changes[verb.i] = replace(verb, head=asks.i, dep="xcomp")
    return tree.changed(changes)


def infinitive_after_verb(tree: Tree) -> Tree | None:
    """Repair *continued to shelter ELN negotiators*, read as where to: "to" and a verb after such a verb."""
    for to in tree.tokens[1:-1]:
        word, verb, noun = tree[to.i + 1], tree[to.i - 1], tree.head(to)
        if to.lower != "to" or to.relation != "case" or verb.lemma not in _BEGINNING or "VB" not in tags_of(word.lower):
            continue
        if word.head == noun.i and word.relation == "compound" and noun.head == verb.i and noun.i > word.i:
            return tree.changed(
                {
                    to.i: replace(to, upos="PART", xpos="TO", dep="mark", head=word.i),
                    word.i: replace(
                        word, upos="VERB", xpos="VB", lemma=lemma(word.lower, "VERB"), dep="xcomp", head=verb.i
                    ),
                    noun.i: replace(noun, dep="obj", head=word.i),
                },
            )
    return None


def speaker_between(tree: Tree) -> Tree | None:
    """Repair *Mali, Niger said on Tuesday, shelters the group*: who speaks stands between subject and verb."""
    for says in tree:
        if says.lemma not in _SAYING or says.i < 3:  # noqa: PLR2004 - a name, a comma, a name
            continue
        speaker = tree[says.i - 1]
        first = next((c for c in tree.children(says, "nsubj") if c.i < speaker.i), None)
        words = [t for t in tree.subtree(speaker) if t.text != ","]
        if first is None or speaker.upos not in _NOMINAL or not words[0].i or tree[words[0].i - 1].text != ",":
            continue
        below = [t for t in tree.children(says, "parataxis", "conj", "ccomp", "advcl") if t.i > says.i]
        above = [tree.head(says)] if says.relation in {"advcl", "parataxis", "ccomp"} and says.head > says.i else []
        for verb in (*above, *below):
            start = next((t.i for t in tree.tokens[says.i + 1 : verb.i] if t.text == ","), None)
            if start is None or tree.children(verb, *_SUBJECTS) or tree.children(verb, "mark", "cc"):
                continue
            changes = {
                first.i: replace(first, head=verb.i, dep="nsubj"),
                speaker.i: replace(speaker, head=says.i, dep="nsubj"),
                says.i: replace(says, head=verb.i, dep="parataxis"),
            }
            if verb in below:
                changes[verb.i] = replace(verb, head=verb.i if says.head == says.i else says.head, dep=says.dep)
            return tree.changed(changes)
    return None


def perfect_with_complement(tree: Tree) -> Tree | None:
    """Repair *that it had armed the Houthis*, read as having something armed: the participle is the verb."""
    for have in tree:
        verb = tree[have.i + 1] if have.i + 1 < len(tree) else have
        if have.lemma != "have" or have.relation == "aux" or verb.head != have.i or verb.dep != "xcomp":
            continue
        if verb.xpos != "VBN" or verb is have:
            continue
        changes = {c.i: replace(c, head=verb.i) for c in tree.children(have) if c.i != verb.i}
        changes[verb.i] = replace(verb, dep=have.dep, head=verb.i if have.head == have.i else have.head)
        changes[have.i] = replace(have, upos="AUX", dep="aux", head=verb.i)
        return tree.changed(changes)
    return None


def agents_of_passives(tree: Tree) -> Tree | None:
    """Repair *was given missiles by China*, *was hit with sanctions by the Union*: who did it hangs on the verb."""
    changes: _Changes = {}
    for verb in tree:
        if not tree.children(verb, "aux:pass") or tree.children(verb, "obl:agent"):
            continue
        for thing in tree.children(verb, "obj", "xcomp", "obl"):
            cases = {c.lower for c in tree.children(thing, "case")}
            for agent in tree.children(thing, "nmod"):
                by = any(c.lower == "by" for c in tree.children(agent, "case"))
                if by and agent.upos == "PROPN" and cases <= {"with"}:
                    changes[agent.i] = replace(agent, head=verb.i, dep="obl:agent")
    return tree.changed(changes)


def willing_it(tree: Tree) -> Tree | None:
    """Repair *says it is willing to withdraw*, where "it" is read as meaning nothing: only somebody is willing."""
    changes = {
        word.i: replace(word, dep="nsubj")
        for word in tree
        if word.dep == "expl" and word.lower == "it" and tree.head(word).lemma.lower() in _OF_SOMEBODY
    }
    return tree.changed(changes)


def given_to(tree: Tree) -> Tree | None:
    """Repair *gave the Ivory Coast 5 million dollars*, read as one name: who gets it stands before the number."""
    for thing in tree:
        verb = tree.head(thing)
        if thing.relation != "obj" or verb.lemma not in _GIVING or verb.i > thing.i:
            continue
        names = [c for c in tree.children(thing, "compound") if c.upos == "PROPN" and c.i < thing.i]
        number = next((t for t in tree.tokens[verb.i + 1 : thing.i] if t.upos in {"NUM", "SYM"}), None)
        if not names or number is None or names[-1].i > number.i:
            continue
        name = names[-1]
        changes = {name.i: replace(name, head=verb.i, dep="iobj")}
        for child in (*tree.children(thing), *tree.children(name)):
            if child.i < name.i and child.i not in changes:
                changes[child.i] = replace(child, head=name.i)
            elif child.i > name.i and child.upos in {"NUM", "SYM"} and child.head == name.i:
                changes[child.i] = replace(child, head=thing.i)
        return tree.changed(changes)
    return None


def doers_of_events(tree: Tree) -> Tree | None:
    """Repair *the killing of two soldiers by al-Shabaab*, where the doer hangs on the soldiers."""
    changes: _Changes = {}
    for doer in tree:
        victim = tree.head(doer)
        event = tree.head(victim)
        by = any(c.lower == "by" for c in tree.children(doer, "case"))
        of = any(c.lower == "of" for c in tree.children(victim, "case"))
        people = victim.xpos in {"NNS", "NNP", "NNPS"} and not tree.children(victim, "nmod:poss")
        part = event.dep == "nmod"  # of "the recognition of the restoration of independence by" nobody knows
        if doer.dep != "nmod" or doer.upos != "PROPN" or victim.dep != "nmod" or event.upos != "NOUN":
            continue
        if by and of and people and not part:
            changes[doer.i] = replace(doer, head=event.i)
    return tree.changed(changes)


REPAIRS = (
    perfect_with_complement,
    latter_is_subject,
    plan_is_verb,
    noun_before_that,
    noun_is_verb,
    infinitive_after_verb,
    infinitive_of_the_asked,
    content_clause,
    adjective_in_relative,
    modifier_in_relative,
    relative_label,
    verb_after_relative,
    subject_before_relative,
    speaker_between,
    object_joined_to_subject,
    as_well_as,
    in_particular,
    object_of_infinitive,
    days_spent,
    joined_owners,
    name_after_its_noun,
    infinitive_of_noun,
    agents_of_passives,
    doers_of_events,
    willing_it,
    given_to,
)
"""In order: verbs are found first, then what hangs on them."""
