"""Repairs of clauses: verbs read as nouns, relative clauses that swallow the main verb, subjects and objects mixed up.

Each takes a tree and returns it mended, None when there is nothing to mend; `repair` runs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.extract.lemmas import lemma
from graph.extract.tree import Token, Tree
from graph.extract.wordclass import word_class
from graph.extract.wordlists import wordlist

_SUBJECTS = ("nsubj", "nsubj:pass")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_RELATIVE = frozenset({"which", "who", "whom", "whose", "that"})
_SAYING = wordlist("saying verb")
_OBJECT_CONTROL = wordlist("object control")
_INTRANSITIVE = wordlist("intransitive")
_KIN = frozenset({"rival", "ally", "enemy", "foe", "neighbour", "neighbor", "partner", "adversary", "friend"})
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
_PARTICULAR = 2
"""Words of "in particular"."""
_ESPECIALLY = frozenset({"especially", "particularly", "notably", "specifically", "chiefly", "mainly", "primarily"})
_Changes = dict[int, Token]


def noun_is_verb(tree: Tree) -> Tree | None:
    """Repair a verb read as a noun that has what no noun has: a subject, an object, a name before it in a clause.

    *Qatar and Egypt mediate between*, *helped the Houthis attack Israel*, *which Qatar funds*, *demanded that Serbia
    sanction Russia*.
    """
    for noun in tree:
        tags = _tags(noun)
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
            return _with(tree, dict(_as_verb(tree, noun, before if named and not subject else None)))
    return None


def _as_verb(tree: Tree, noun: Token, subject: Token | None) -> Iterator[tuple[int, Token]]:
    """Yield the tokens that make a noun a verb, with its subject if one stands before it."""
    third = noun.lower.endswith("s") and "VBZ" in _tags(noun)
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
            or "VBZ" not in _tags(noun)
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
            return _with(tree, changes)
    return None


def noun_before_that(tree: Tree) -> Tree | None:
    """Repair *Spain doubts that Mauritania armed the front*, read as Spain's doubts: a verb and what it is about."""
    noun = tree.root
    if noun.upos != "NOUN" or "VBZ" not in _tags(noun) or not noun.i or noun.i + 1 >= len(tree):
        return None
    before, that = tree[noun.i - 1], tree[noun.i + 1]
    clause = tree.head(that)
    if before.head != noun.i or before.upos != "PROPN" or that.lower != "that" or clause.head != noun.i:
        return None
    if clause.relation != "acl" or not any(c.i != that.i for c in tree.children(clause, *_SUBJECTS)):
        return None
    return _with(
        tree,
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
    return _with(tree, changes)


def verb_after_relative(tree: Tree) -> Tree | None:
    """Repair *Sweden, which may join NATO, condemned Russia*, read as two things that Sweden does beside no verb."""
    noun = tree.root
    if noun.upos not in _NOMINAL or tree.children(noun, "cop", *_SUBJECTS):
        return None
    for clause in tree.children(noun, "acl"):
        if not any(t.lower in _RELATIVE and t.i < clause.i for t in tree.children(clause)):
            continue
        for verb in tree.children(clause, "conj", "parataxis", "advcl"):
            finite = verb.xpos in {*_FINITE, "VBN"}
            after_comma = verb.i > 0 and tree[verb.i - 1].text == ","
            if finite and after_comma and not tree.children(verb, "cc", "mark", *_SUBJECTS, "expl"):
                changes = {
                    verb.i: replace(verb, head=verb.i, dep="root"),
                    noun.i: replace(noun, head=verb.i, dep="nsubj"),
                }
                changes |= {c.i: replace(c, head=verb.i) for c in tree.children(noun) if c.i > verb.i}
                return _with(tree, changes)
    return None


def subject_before_relative(tree: Tree) -> Tree | None:
    """Repair *Burundi, whose envoy Rwanda expelled, praised Tanzania*, where both are subjects of *expelled*."""
    for verb in tree:
        first, *others = tree.children(verb, "nsubj") or (verb,)
        if not others or not any(t.lower in _RELATIVE for t in tree.tokens[first.i + 1 : others[0].i]):
            continue
        for main in tree.children(verb, "advcl", "conj", "parataxis", "ccomp"):
            after_comma = main.i > verb.i and tree[main.i - 1].text == ","
            if main.xpos in {*_FINITE, "VBN"} and after_comma and not tree.children(main, "cc", "mark", *_SUBJECTS):
                head = main.i if verb.head == verb.i else verb.head
                return _with(
                    tree,
                    {
                        main.i: replace(main, head=head, dep=verb.dep),
                        first.i: replace(first, head=main.i),
                        verb.i: replace(verb, head=first.i, dep="acl:relcl"),
                    },
                )
    return None


def modifier_in_relative(tree: Tree) -> Tree | None:
    """Repair *Hungary, which has not armed Ukraine*, read as an armed Ukraine: the participle is the clause's verb."""
    for verb in tree:
        object_ = tree.head(verb)
        pronoun = next((c for c in tree.children(verb, "nsubj") if c.lower in _RELATIVE and c.i < verb.i), None)
        if verb.relation != "amod" or pronoun is None or object_.i < verb.i:
            continue
        noun = next((t for t in reversed(tree.tokens[: pronoun.i]) if t.text != ","), None)
        if noun is not None and noun.upos in _NOMINAL and noun.i not in {object_.i, verb.i}:
            return _with(
                tree,
                {
                    verb.i: replace(verb, upos="VERB", head=noun.i, dep="acl:relcl"),
                    object_.i: replace(object_, head=verb.i, dep="obj"),
                },
            )
    return None


def adjective_in_relative(tree: Tree) -> Tree | None:
    """Repair *which the United States armed*, read as an adjective, and the subject of a verb joined to it."""
    changes: _Changes = {}
    for word in tree:
        if word.dep == "acl:relcl" and word.upos == "ADJ" and _tags(word) & {"VBN", "VBD"}:
            own = [c for c in tree.children(word, "nsubj", "obj") if c.i < word.i]
            if len(own) > 1 and not tree.children(word, "cop"):
                changes[word.i] = replace(word, upos="VERB", xpos="VBD", lemma=lemma(word.lower, "VERB"))
        before = tree[word.i - 1] if word.i else word
        if (
            word.dep == "conj"
            and word.upos == "VERB"
            and before.upos == "PROPN"
            and before.dep == "conj"
            and before.head == word.head
            and not tree.children(word, *_SUBJECTS)
        ):
            changes[before.i] = replace(before, head=word.i, dep="nsubj")
    return _with(tree, changes)


def relative_label(tree: Tree) -> Tree | None:
    """Repair a clause with a relative pronoun that is not labelled as relative: *to which the United States sold*."""
    changes = {
        c.i: replace(c, dep="acl:relcl")
        for c in tree
        if c.dep == "acl" and any(t.xpos in {"WDT", "WP", "WP$"} and t.i < c.i for t in tree.children(c))
    }
    return _with(tree, changes)


def as_well_as(tree: Tree) -> Tree | None:
    """Repair *sanctioned Iran as well as Hamas*: what follows is joined to the nearest noun before it."""
    changes: _Changes = {}
    for token in tree:
        linked = [c for c in tree.children(token, "cc") if c.lower == "as" and c.i < token.i]
        if token.dep == "conj" or token.upos not in _NOMINAL or not linked:
            continue
        before = next(
            (t for t in reversed(tree.tokens[: linked[0].i]) if t.head == token.head and t.upos in _NOMINAL), None
        )
        if before is not None:
            changes[token.i] = replace(token, head=before.i, dep="conj")
    return _with(tree, changes)


def in_particular(tree: Tree) -> Tree | None:
    """Repair *its fight against crime, in particular against Hamas*: the second phrase is joined to the first."""
    changes: _Changes = {}
    for token in tree:
        case = next((c for c in tree.children(token, "case") if c.i < token.i), None)
        if token.upos not in _NOMINAL or token.dep == "conj" or case is None or case.i < _PARTICULAR:
            continue
        word = tree[case.i - 1]
        whole = word.lower in _ESPECIALLY or (word.lower == "particular" and tree[case.i - 2].lower == "in")
        start = word.i - (1 if word.lower == "particular" else 0)
        if not whole or not start or tree[start - 1].text != ",":
            continue
        same = [c for c in tree.tokens[:start] if c.dep == "case" and c.lower == case.lower]
        if same and (first := tree.head(same[-1])).upos in _NOMINAL and first.i < start:
            changes[token.i] = replace(token, head=first.i, dep="conj")
            if word.head == token.i:
                continue
            changes[word.i] = replace(word, head=token.i, dep="advmod")
    return _with(tree, changes)


def object_of_infinitive(tree: Tree) -> Tree | None:
    """Repair *the group, which Jordan is seeking to destroy*: "which" is the object of the infinitive."""
    changes: _Changes = {}
    for token in tree:
        verb = tree.head(token)
        if token.lower not in _RELATIVE or token.dep != "obj" or token.i > verb.i or verb.lemma in _OBJECT_CONTROL:
            continue
        inner = [c for c in tree.children(verb, "xcomp") if c.xpos == "VB" and not tree.children(c, "obj", "ccomp")]
        if inner and inner[0].lemma not in _INTRANSITIVE:
            changes[token.i] = replace(token, head=inner[0].i)
    return _with(tree, changes)


def days_spent(tree: Tree) -> Tree | None:
    """Repair *who spent last week in Japan*, where the week is read as when it was."""
    changes: _Changes = {}
    for token in tree:
        verb = tree.head(token)
        if token.dep == "obl:unmarked" and verb.lemma == "spend" and not tree.children(verb, "obj"):
            changes[token.i] = replace(token, dep="obj")
    return _with(tree, changes)


def object_joined_to_subject(tree: Tree) -> Tree | None:
    """Repair *Iran attacked Israel and Jordan condemned it*, read as what "Israel and Jordan" did."""
    for clause in tree:
        verb = tree.head(clause)
        first = next(iter(tree.children(clause, "nsubj")), None)
        if clause.relation not in {"ccomp", "parataxis"} or first is None or first.i != verb.i + 1:
            continue
        second = next((c for c in tree.children(first, "conj") if tree.subtree(c)[-1].i == clause.i - 1), None)
        told = verb.lemma in _SAYING or tree.children(verb, "obj", "iobj") or tree.children(clause, "mark")
        if second is None or told or verb.upos != "VERB" or not tree.children(verb, "nsubj"):
            continue
        return _with(
            tree,
            {
                first.i: replace(first, head=verb.i, dep="obj"),
                second.i: replace(second, head=clause.i, dep="nsubj"),
                clause.i: replace(clause, dep="conj"),
            },
        )
    return None


def joined_owners(tree: Tree) -> Tree | None:
    """Repair *Egypt and Jordan's condemnation*, where Egypt hangs elsewhere: both own it."""
    for owner in tree:
        joint = next((c for c in tree.children(owner, "cc") if c.lower == "and"), None)
        if owner.dep != "nmod:poss" or owner.upos != "PROPN" or joint is None or joint.i == 0:
            continue
        first = tree[joint.i - 1]
        if first.upos == "PROPN" and first.head not in {owner.i, owner.head} and joint.i == owner.i - 1:
            return _with(tree, {first.i: replace(first, head=owner.i, dep="conj")})
    return None


def infinitive_after_verb(tree: Tree) -> Tree | None:
    """Repair *continued to shelter ELN negotiators*, read as where to: "to" and a verb after such a verb."""
    for to in tree.tokens[1:-1]:
        word, verb, noun = tree[to.i + 1], tree[to.i - 1], tree.head(to)
        if to.lower != "to" or to.relation != "case" or verb.lemma not in _BEGINNING or "VB" not in _tags(word):
            continue
        if word.head == noun.i and word.relation == "compound" and noun.head == verb.i and noun.i > word.i:
            return _with(
                tree,
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
            return _with(tree, changes)
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
        return _with(tree, changes)
    return None


def latter_is_subject(tree: Tree) -> Tree | None:
    """Repair *The latter accused Libya*, read as an accused Libya."""
    object_ = tree.root
    verb = next((c for c in tree.children(object_, "amod") if c.xpos in {"VBN", "VBD"} and c.i < object_.i), None)
    which = tree[verb.i - 1] if verb is not None and verb.i else None
    if verb is None or which is None or which.lower not in {"former", "latter"}:
        return None
    changes = {
        verb.i: replace(verb, upos="VERB", xpos="VBD", lemma=lemma(verb.lower, "VERB"), dep="root", head=verb.i),
        which.i: replace(which, upos="NOUN", xpos="NN", dep="nsubj", head=verb.i),
    }
    for child in tree.children(object_):
        if child.i < which.i:
            changes[child.i] = replace(child, head=which.i)
        elif child.i > object_.i and child.relation in {"acl", "advcl", "obl", "punct"}:
            changes[child.i] = replace(child, head=verb.i)
    changes[object_.i] = replace(object_, dep="obj", head=verb.i)
    return _with(tree, changes)


def name_after_its_noun(tree: Tree) -> Tree | None:
    """Repair *Turkey and its ally Azerbaijan*, where Azerbaijan hangs on Turkey: it is the ally's name."""
    changes: _Changes = {}
    for noun in tree.tokens[:-1]:
        name = tree[noun.i + 1]
        while name.dep in {"compound", "flat"} and name.head == name.i + 1:
            name = tree[name.head]
        owned = any(c.i == noun.i - 1 for c in tree.children(noun, "nmod:poss"))
        if noun.upos == "NOUN" and owned and name.upos == "PROPN" and name.head == noun.head and noun.dep == "conj":
            changes[name.i] = replace(name, head=noun.i, dep="appos")
        if noun.lower in _KIN and name.head == noun.i and name.dep == "compound" and name.upos == "PROPN":
            changes[noun.i] = replace(noun, upos="NOUN", xpos="NN")  # "its long-time rival Pakistan"
            changes[name.i] = replace(name, dep="appos")
        beside = name.head == noun.head and name.dep in {"obl:unmarked", "nmod:unmarked", "obj", "dep"}
        if noun.lower in _KIN and noun.upos == "NOUN" and name.upos == "PROPN" and beside:
            changes[name.i] = replace(name, head=noun.i, dep="appos")  # "attacked its ally Uganda"
        first = tree.head(noun)
        both = noun.dep == "conj" and noun.lower in _KIN and first.upos == "NOUN" and tree.children(first, "nmod:poss")
        if both and name.upos == "PROPN" and name.head in {first.i, noun.i}:  # "its neighbour and rival Pakistan"
            changes[noun.i] = replace(noun, upos="NOUN", xpos="NN")
            changes[name.i] = replace(name, head=first.i, dep="appos")
    return _with(tree, changes)


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
    return _with(tree, changes)


def willing_it(tree: Tree) -> Tree | None:
    """Repair *says it is willing to withdraw*, where "it" is read as meaning nothing: only somebody is willing."""
    changes = {
        word.i: replace(word, dep="nsubj")
        for word in tree
        if word.dep == "expl" and word.lower == "it" and tree.head(word).lemma.lower() in _OF_SOMEBODY
    }
    return _with(tree, changes)


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
        return _with(tree, changes)
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
    return _with(tree, changes)


def _tags(token: Token) -> set[str]:
    """Return the tags that a word's form can have."""
    return set(word_class(token.lower).replace(":", ",").split(","))


def _with(tree: Tree, changes: _Changes) -> Tree | None:
    if not changes:
        return None
    tokens = tuple(changes.get(t.i, t) for t in tree)
    return Tree(tokens, index=tree.index, paragraph=tree.paragraph)


REPAIRS = (
    perfect_with_complement,
    latter_is_subject,
    plan_is_verb,
    noun_before_that,
    noun_is_verb,
    infinitive_after_verb,
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
    agents_of_passives,
    doers_of_events,
    willing_it,
    given_to,
)
"""In order: verbs are found first, then what hangs on them."""
