"""Who speaks: the actor that "we", "our" and "I" mean inside a quotation or a statement by a known speaker."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.extract.discourse import Discourse, Referent, subject_of
from graph.extract.pronouns import Link
from graph.extract.tree import Token, Tree

_SPEAKING = frozenset(
    {"say", "tell", "state", "declare", "announce", "add", "stress", "note", "warn", "reply", "explain", "insist"}
    | {"emphasize", "emphasise", "argue", "claim", "write", "underline", "underscore", "reiterate", "comment"}
    | {"remark", "respond", "assure", "tweet"}
)
_LONGEST_SPEECH = 4
"""Sentences between a speaker's name and a "he said" that still means the speaker."""
_FIRST = frozenset({"i", "we"})
_QUOTES = '"\u201c\u201d\u00ab\u00bb'


@dataclass(slots=True)
class Speech:
    """Follows the speakers of an article sentence by sentence; sentences are to be asked about in order."""

    discourse: Discourse
    _announced: Referent | None = field(default=None)
    """Who was announced by a colon: "Minister Ellwood said:"."""
    _last: Referent | None = field(default=None)
    """The last speaker that a sentence named."""
    _done: int = field(default=-1)

    def speaker(self, sentence: int, token: Token) -> Link | None:
        """Return who says a pronoun of the first person, None where that is not clear."""
        self._follow(sentence - 1)
        tree = self.discourse.trees[sentence]
        for clause in tree.ancestors(token):
            if _speaks(clause):
                subject = subject_of(tree, clause)
                if subject is not None and subject.i != token.i and subject.lower not in _FIRST:
                    return _link(self._subject(sentence, clause, token), f"speaker of {clause.lemma!r}")
        quoted = self._quoted(tree, token)
        own = self._sentence_speaker(sentence, token)
        if own is not None:
            return _link(own, "speaker of the quotation")
        if quoted and own is None and self._last is not None:
            return _link(self._last, "speaker of the quotation that goes on")
        if self._announced is not None and own is None:
            return _link(self._announced, "speaker announced before the statement")
        return None

    def continued(self, sentence: int, token: Token) -> Link | None:
        """Return the last speaker for the "he" of a "he said" that goes on with the speech, None else."""
        tree = self.discourse.trees[sentence]
        if token.relation != "nsubj" or not _speaks(tree.head(token)):
            return None
        self._follow(sentence - 1)
        last = self._last
        if last is None or not last.person or sentence - last.sentence > _LONGEST_SPEECH:
            return None
        return _link(last, "speaker of the sentences before")

    def _follow(self, sentence: int) -> None:
        """Take note of the speakers of all sentences up to one."""
        while self._done < sentence:
            self._done += 1
            k = self._done
            tree = self.discourse.trees[k]
            label = self._label(k)
            found = label or self._sentence_speaker(k, None)
            if found is not None:
                self._last = found
                goes_on = self._announced is not None and found.mention.actor == self._announced.mention.actor
                self._announced = found if goes_on or label is not None or tree.tokens[-1].text == ":" else None
            elif any(_speaks(t) and subject_of(tree, t) is not None for t in tree.tokens):
                self._announced = self._last = None

    def _label(self, sentence: int) -> Referent | None:
        """Return the speaker whose name and a colon open the sentence, as in a transcript."""
        row = self.discourse.rows[sentence]
        first = min(row, key=lambda r: r.first) if row else None
        if first is None or first.first != 0:
            return None
        tree = self.discourse.trees[sentence]
        if first.end < len(tree) and tree[first.end].text == ":":
            return first
        bare = tree.tokens[-1].text == ":" and not any(t.upos in {"VERB", "AUX"} for t in tree.tokens[first.end :])
        return first if bare else None

    def _sentence_speaker(self, sentence: int, token: Token | None) -> Referent | None:
        """Return the subject of the only verb of speech in a sentence whose subject is an actor."""
        tree = self.discourse.trees[sentence]
        found = [
            r for t in tree.tokens if _speaks(t) and (r := self._subject(sentence, t, token)) is not None and r.acts
        ]
        return found[0] if found and len({r.mention.actor for r in found}) == 1 else None

    def _subject(self, sentence: int, verb: Token, token: Token | None) -> Referent | None:
        subject = subject_of(self.discourse.trees[sentence], verb)
        if subject is None or (token is not None and subject.i == token.i):
            return None
        return self.discourse.at[sentence].get(subject.i)

    def _quoted(self, tree: Tree, token: Token) -> bool:
        """Return whether a quotation is open at the token, counting the marks of its paragraph."""
        text = self.discourse.text
        start = text.rfind("\n", 0, tree.tokens[0].start) + 1
        return sum(text.count(mark, start, token.start) for mark in _QUOTES) % 2 == 1


def _speaks(token: Token) -> bool:
    return token.upos == "VERB" and token.lemma in _SPEAKING


def _link(found: Referent | None, reason: str) -> Link | None:
    return Link((found,), reason) if found is not None and found.acts else None
