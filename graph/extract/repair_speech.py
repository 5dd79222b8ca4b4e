"""Repairs of sentences with a source or a speaker beside the clause, which short sentences make the parser miss."""

from __future__ import annotations

from dataclasses import replace

from graph.extract.tree import Token, Tree
from graph.extract.wordlists import wordlist

_SAYING = wordlist("saying verb")
_CHARGING = wordlist("charging verb")
_ENDING = frozenset(_SAYING | wordlist("telling verb"))
_UTTERING = _SAYING | frozenset({"express", "voice", "reiterate", "convey", "offer", "extend", "give", "send"})
_SUBJECTS = ("nsubj", "nsubj:pass")


def source_is_root(tree: Tree) -> dict[int, Token]:
    """Return the tokens that mend *According to Turkey, Russia arms Syria*, read with Turkey as its head.

    The first verb that hangs on the source becomes the root, the source what hangs on it.
    """
    source = tree.root
    if not any(c.lower == "according" for c in tree.children(source, "case")):
        return {}
    verb = next((c for c in tree.children(source) if c.upos == "VERB" and tree.children(c, *_SUBJECTS)), None)
    if verb is None:
        return {}
    changes = {verb.i: replace(verb, head=verb.i, dep="root"), source.i: replace(source, head=verb.i, dep="obl")}
    for child in tree.children(source):
        if child.i > source.i and child is not verb:
            changes[child.i] = replace(child, head=verb.i)
    return changes


def speaker_is_flat(tree: Tree) -> dict[int, Token]:
    """Return the tokens that mend *Israel attacked Hezbollah, Syria said*, read with "Hezbollah, Syria" as one name.

    The part after the comma becomes who speaks, the part before it the object that the verb before it lacks.
    """
    for speaker in tree:
        first = tree.head(speaker)
        if speaker.dep not in {"flat", "appos", "conj"} or tree[speaker.i - 1].text != "," or first.i > speaker.i:
            continue
        says = tree.head(first)
        said = next((c for c in tree.children(says, "ccomp") if c.i < first.i), None)
        if first.relation != "nsubj" or says.lemma not in _SAYING or says.i != speaker.i + 1 or said is None:
            continue
        changes = {
            speaker.i: replace(speaker, head=says.i, dep="nsubj"),
            first.i: replace(first, head=said.i, dep="obj"),
        }
        comma = tree[speaker.i - 1]
        changes[comma.i] = replace(comma, head=says.i)
        return changes if not tree.children(said, "obj") else {}
    return {}


def speaker_after_clause(tree: Tree) -> dict[int, Token]:
    """Return the tokens that mend *Chad must leave, the minister stressed*, where "stressed" is read as an aside."""
    for says in tree:
        subject = next((c for c in tree.children(says, "nsubj") if c.i < says.i), None)
        finite = says.xpos in {"VBD", "VBZ", "VBP"}
        if says.dep != "advcl" or says.lemma not in _ENDING or not finite or subject is None:
            continue
        first = next(t.i for t in tree.subtree(subject) if t.upos != "PUNCT")
        bare = not tree.children(says, "mark", "obj", "ccomp", "xcomp", "advmod")
        if bare and says.head < first and first and tree[first - 1].text == ",":
            return {says.i: replace(says, dep="parataxis")}
    return {}


def caller_is_subject(tree: Tree) -> dict[int, Token]:
    """Return the tokens that mend *Hezbollah, which Iran funds, attacked Israel*, read as a call to Hezbollah."""
    verb = tree.root
    called = [c for c in tree.children(verb, "vocative") if c.i < verb.i and c.upos in {"NOUN", "PROPN"}]
    if len(called) != 1 or verb.upos != "VERB" or tree.children(verb, *_SUBJECTS):
        return {}
    return {called[0].i: replace(called[0], dep="nsubj")}


def charge_is_the_agents(tree: Tree) -> dict[int, Token]:
    """Return the tokens that mend *Oman was accused by Iran of arming rebels*, where "of arming" hangs on Iran.

    So with *they accuse Oman of arming rebels*.
    """
    changes = {}
    for charge in tree:
        agent = tree.head(charge)
        marked = any(c.lower in {"of", "for"} for c in tree.children(charge, "mark", "case"))
        accused = agent.dep == "obj" and tree.head(agent).lemma in _CHARGING
        if charge.dep == "acl" and charge.xpos == "VBG" and marked and (agent.dep == "obl:agent" or accused):
            changes[charge.i] = replace(charge, head=agent.head, dep="advcl")
    return changes


def speaker_after_quote(tree: Tree) -> dict[int, Token]:
    """Return the tokens that mend *"I hope ...," the president noted*, where "noted" is read as what is hoped."""
    for says in tree:
        subject = next((c for c in tree.children(says, "nsubj") if c.i < says.i), None)
        if says.dep not in {"ccomp", "conj"} or says.lemma not in _SAYING or subject is None:
            continue
        first = tree.subtree(subject)[0].i
        before = tree.tokens[max(0, first - 2) : first]
        if (
            says.head < first
            and any(t.text in {'"', "\u201d"} for t in before)
            and not tree.children(says, "mark", "cc")
        ):
            return {says.i: replace(says, dep="parataxis")}
    return {}


def own_words_go_on(tree: Tree) -> dict[int, Token]:
    """Return the tokens that mend *He said that Kiev was to blame and expressed his support for Moscow*.

    The second verb tells what a person does, "his", in the time of the first; it goes on with that, not with what was
    said.
    """
    for verb in tree:
        said = tree.head(verb)
        says = tree.head(said)
        if verb.dep != "conj" or said.dep != "ccomp" or says.lemma not in _SAYING or verb.lemma not in _UTTERING:
            continue
        subjects = tree.children(said, *_SUBJECTS)
        own = any(c.lower in {"his", "her"} for o in tree.children(verb, "obj") for c in tree.children(o, "nmod:poss"))
        if (
            own
            and says.xpos == verb.xpos == "VBD"
            and tree.children(says, "nsubj")
            and not tree.children(verb, *_SUBJECTS)
            and not any(s.upos == "PRON" for s in subjects)
        ):
            return {verb.i: replace(verb, head=says.i)}
    return {}
