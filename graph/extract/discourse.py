"""What an article has talked about so far: mentions with their grammar, in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.actors import Registry
from graph.extract import roles
from graph.extract.tree import Token, Tree
from graph.model import ActorType, Mention

PLACE = "place"
_GROUP_TYPES = frozenset({"ArmedGroup", "PoliticalParty"})
_BODY_TYPES = frozenset({"IntergovernmentalOrganization", "Coalition"})


@dataclass(frozen=True, slots=True)
class Referent:
    """A mention as a possible antecedent."""

    mention: Mention
    sentence: int
    head: int
    """Place of its head token in the sentence."""
    first: int
    end: int
    type: ActorType
    person: bool
    plural: bool
    singular: bool

    @property
    def nation(self) -> bool:
        """Return whether it is a state or a government."""
        return self.type in {"State", "Government"}

    @property
    def group(self) -> bool:
        """Return whether it is an armed group or a party."""
        return self.type in _GROUP_TYPES

    @property
    def body(self) -> bool:
        """Return whether it is an intergovernmental body or a coalition."""
        return self.type in _BODY_TYPES

    @property
    def opens(self) -> bool:
        """Return whether it is the place of a dateline, which nothing after it means: "MUSCAT, 12 May (Agency) -"."""
        return self.mention.reason == PLACE and self.first == 0

    @property
    def acts(self) -> bool:
        """Return whether it is named as an actor: no scene, no bare adjective."""
        return self.mention.reason not in {PLACE, "adjective", "regional"}


@dataclass(slots=True)
class Discourse:
    """The referents of an article, by sentence and token; grows while pronouns are resolved."""

    text: str
    trees: Sequence[Tree]
    registry: Registry
    date: str | None = None
    title: tuple[Referent, ...] = ()
    """Persons with whom, as the title says, the article's talk was; their sentence is -1."""
    types: dict[str, ActorType] = field(default_factory=dict)
    at: list[dict[int, Referent]] = field(default_factory=list)
    """For every sentence: the referent that a token belongs to."""
    rows: list[list[Referent]] = field(default_factory=list)
    """For every sentence: its referents in order."""
    joint: dict[tuple[int, int], tuple[Referent, ...]] = field(default_factory=dict)
    """For the head token of "both sides" in a sentence: all whom it means."""
    counts: Counter[str] = field(default_factory=Counter)
    """How often each nation acts in the article."""

    def __post_init__(self) -> None:
        """Make room for every sentence."""
        self.at = [{} for _ in self.trees]
        self.rows = [[] for _ in self.trees]

    def read(self, mentions: Sequence[Mention]) -> None:
        """Take in the mentions of names."""
        starts = [t.tokens[0].start if t.tokens else 0 for t in self.trees]
        for mention in mentions:
            at = bisect_right(starts, mention.span.start) - 1
            if at >= 0:
                self.place(mention, at)

    def head(self, mentions: Sequence[Mention]) -> None:
        """Take in the persons of the title. Their places are none of the text's."""
        made = [
            Referent(m, -1, 0, 0, 0, self.type_of(m.actor), person=True, plural=False, singular=True) for m in mentions
        ]
        self.title = tuple(r for r in made if r.nation)

    def place(self, mention: Mention, sentence: int) -> Referent | None:
        """Enter a mention of a sentence; return it as a referent, None if its tokens are not there."""
        tree = self.trees[sentence]
        first = bisect_right(tree.tokens, mention.span.start, key=lambda t: t.start) - 1
        end = bisect_right(tree.tokens, mention.span.end - 1, key=lambda t: t.start)
        if first < 0 or end <= first:
            return None
        referent = self._referent(mention, sentence, first, end)
        self.enter(referent)
        return referent

    def enter(self, referent: Referent) -> None:
        """Enter a referent at its tokens."""
        self.rows[referent.sentence].append(referent)
        for i in range(referent.first, referent.end):
            self.at[referent.sentence].setdefault(i, referent)
        if referent.nation and referent.acts:
            self.counts[referent.mention.actor] += 1

    def type_of(self, actor: str) -> ActorType:
        """Return the type of an actor, also of one that the article minted."""
        row = self.registry.actor_rows.get(actor)
        if row is not None:
            return row.type
        return self.types.get(actor, "ArmedGroup")

    def _referent(self, mention: Mention, sentence: int, first: int, end: int) -> Referent:
        tree = self.trees[sentence]
        inside = tree.tokens[first:end]
        heads = [t for t in inside if not first <= t.head < end or t.head == t.i] or [inside[-1]]
        head = heads[-1] if mention.kind == "organ" else heads[0]
        type_ = self.type_of(mention.actor)
        noun = mention.reason.partition("'")[2].rstrip("'")
        office = noun in roles.words("office")
        person = mention.kind == "person" or office
        last = inside[-1]
        plural = False
        if mention.kind == "organ":
            word = noun or last.lower
            plural = word in roles.words("people") or (word.endswith("s") and not office and word != "congress")
        elif mention.reason == "people" or type_ in _GROUP_TYPES | {"Collective"}:
            plural = True
        closing = head if mention.kind == "minted" else last
        singular = not plural or (type_ in _GROUP_TYPES and mention.kind != "organ" and not _plural_form(closing))
        return Referent(mention, sentence, head.i, first, end, type_, person, plural, singular)

    def before(self, sentence: int, token: int, back: int) -> Iterator[Referent]:
        """Yield the referents before a token, nearest first, from its sentence and ``back`` sentences before."""
        yield from (r for r in reversed(self.rows[sentence]) if r.end <= token)
        for k in range(sentence - 1, max(-1, sentence - 1 - back), -1):
            yield from reversed(self.rows[k])

    def main_subject(self, sentence: int) -> Token | None:
        """Return the subject of a sentence's main clause, None where it has none."""
        tree = self.trees[sentence]
        return subject_of(tree, tree.root)


def _plural_form(token: Token) -> bool:
    """Return whether a group's name is written as a plural: "Houthis", "Brigades"."""
    return token.text.endswith("s") and token.text[-2:] not in {"IS", "ss", "us", "as", "is"}


def subject_of(tree: Tree, predicate: Token) -> Token | None:
    """Return the subject of a predicate, that of the verb it is joined to where it has none of its own."""
    current = predicate
    for _ in range(len(tree)):
        found = tree.children(current, "nsubj")
        if found:
            return found[0]
        if current.dep != "conj" or current.head == current.i:
            return None
        current = tree.head(current)
    return None
