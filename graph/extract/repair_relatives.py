"""Repairs of relative clauses: the verb, the subject or the object that the parser did not find in them."""

from __future__ import annotations

from dataclasses import replace

from graph.extract.lemmas import lemma
from graph.extract.tree import Token, Tree
from graph.extract.wordclass import tags_of
from graph.extract.wordlists import wordlist

_SUBJECTS = ("nsubj", "nsubj:pass")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_RELATIVE = frozenset({"which", "who", "whom", "whose", "that"})
_OBJECT_CONTROL = wordlist("object control")
_INTRANSITIVE = wordlist("intransitive")
_Changes = dict[int, Token]


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
                return tree.changed(changes)
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
                return tree.changed(
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
            return tree.changed(
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
        if word.dep == "acl:relcl" and word.upos == "ADJ" and tags_of(word.lower) & {"VBN", "VBD"}:
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
    return tree.changed(changes)


def relative_label(tree: Tree) -> Tree | None:
    """Repair a clause with a relative pronoun that is not labelled as relative: *to which the United States sold*."""
    changes = {
        c.i: replace(c, dep="acl:relcl")
        for c in tree
        if c.dep == "acl" and any(t.xpos in {"WDT", "WP", "WP$"} and t.i < c.i for t in tree.children(c))
    }
    return tree.changed(changes)


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
    return tree.changed(changes)
