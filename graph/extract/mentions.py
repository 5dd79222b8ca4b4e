"""Who is meant where in an article: spans that denote actors, folded into the state or group they act for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graph.actors import RawMatch, Registry
from graph.actors.matcher import normalise
from graph.extract import roles
from graph.extract.anchors import Anchor, add_halves, anchors_in, choose
from graph.extract.collisions import headline, in_date, national_council, part_of_longer, us_georgia
from graph.extract.groups import drop_repeats, find_groups
from graph.extract.people import People
from graph.extract.phrases import (
    Collective,
    Role,
    collective_around,
    glued,
    role_after,
    role_before,
    title_before,
    unknown_person,
)
from graph.extract.places import is_place
from graph.extract.tree import Tree
from graph.model import Actor, Mention, MentionKind, Span

PLACE = "place"
"""The reason of a mention that means a territory or town and no actor."""


_REGIONS = ("-states", "-countries")
"""Ends of the ids of regions: "European values" are nobody's, "European leaders" are theirs."""
_IN_NAMES = frozenset({"led", "backed", "supported", "sponsored", "allied"})


@dataclass(frozen=True, slots=True)
class Mentions:
    """What an article names."""

    found: tuple[Mention, ...] = ()
    """Sorted by span, none overlapping."""
    minted: tuple[Actor, ...] = ()
    """Actors that no table has, sorted by id, none of them reviewed."""


def find_mentions(
    text: str,
    trees: Sequence[Tree],
    registry: Registry,
    date: str | None,
    matches: Sequence[RawMatch] | None = None,
) -> Mentions:
    """Return all actors that an article names, with the whole phrase that denotes each.

    A person folds into the state or group led or served at ``date`` and stands in ``via``. ``reason`` is ``place``
    where a state or capital is only the scene, ``adjective`` for a nationality before a noun that is no actor.
    """
    anchors = anchors_in(trees, registry.matcher.find(text) if matches is None else matches, registry, date)
    add_halves(trees, anchors, registry, date)
    groups = find_groups(text, trees, anchors, registry)
    people = People(registry, date)
    for row in groups.anchors:
        for anchor in row:
            if anchor.type == "Person" and not anchor.weak:
                people.meet(anchor.actor, anchor.text)
    named = {a.actor for row in groups.anchors for a in row if not a.weak and a.type != "Person"}
    people.named = frozenset(named | {c for a in named if (c := registry.country_of(a)) is not None})
    skipped = {"georgia"} if us_georgia(text) else set()
    own_council = national_council(text)
    found: list[Mention] = []
    for tree, row in zip(trees, groups.anchors, strict=True):
        kept = [a for a in row if a.actor not in skipped and not (own_council and a.text == "Security Council")]
        found += _Sentence(text, tree, kept, people).mentions()
    minted = {**groups.minted, **people.minted}
    used = {id_ for m in found for id_ in (m.actor, m.via)}
    return Mentions(tuple(found), tuple(minted[i] for i in sorted(minted) if i in used))


@dataclass(slots=True)
class _Sentence:
    """Turns the anchors of one sentence into mentions."""

    text: str
    tree: Tree
    anchors: list[Anchor]
    people: People
    taken: dict[int, Anchor] = field(default_factory=dict)
    covered: set[int] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    """Tokens of names in place use."""
    found: list[Mention] = field(default_factory=list)
    noun: str = ""
    """The role noun taken last."""

    def mentions(self) -> list[Mention]:
        """Return the sentence's mentions by span."""
        self.taken = {i: a for a in self.anchors for i in range(a.first, a.end)}
        self._drop_parts()
        self._roles()
        for anchor in self.anchors:
            if anchor.first not in self.covered:
                self._person(anchor) if anchor.type == "Person" else self._name(anchor)
        self._officials()
        self._strangers()
        self.found.sort(key=lambda m: m.span)
        self._appositions()
        return drop_repeats(self.text, self.found)

    def _drop_parts(self) -> None:
        title_case = headline(self.tree)
        namesakes = self.people.namesakes
        dropped = [
            a
            for a in self.anchors
            if a.text in namesakes or part_of_longer(self.tree, a, self.taken, title_case=title_case)
        ]
        for anchor in dropped:
            if anchor.nation and not title_case and self._personal(anchor):
                namesakes.add(anchor.text)
            self.anchors.remove(anchor)
            for i in range(anchor.first, anchor.end):
                del self.taken[i]

    def _personal(self, anchor: Anchor) -> bool:
        """Return whether a name that was dropped ends a person's name: "Valeska Paris"."""
        token = self.tree[anchor.first]
        before = self.tree[anchor.first - 1].lower if anchor.first else ""
        geographic = before in roles.words("placenoun") | roles.words("placepart")
        return anchor.end - anchor.first == 1 and token.dep == "flat" and not geographic

    def _roles(self) -> None:
        """Take the phrases in which a role noun follows or precedes a name, from the right for coordination."""
        shared: Anchor | None = None
        for anchor in reversed(self.anchors):
            if anchor.first in self.covered or (anchor.type == "Person" and anchor.weak and not self._known(anchor)):
                continue
            if self._of_a_nation(anchor):
                continue
            role = self._officer(anchor) or role_after(self.tree, anchor, self.taken)
            if role is None and anchor.type != "Person" and not self._bound_by(anchor, shared):
                role = role_before(self.tree, anchor, self.taken)
            group = collective_around(self.tree, anchor, self.taken) if role is None else None
            if group is not None and not self._overlaps(group.role):
                self._collective(anchor, group)
                shared = None
            elif role is not None and not self._overlaps(role):
                self._denote(anchor, role)
                self.noun = self.tree[role.noun].lower
                shared = anchor
            elif shared is not None and anchor.kind == "demonym" and self._shares(anchor, shared):
                actor = self._actor_of(anchor)
                self._add(Role(anchor.first, anchor.end, anchor.first), actor, "organ", None, "role noun shared")
                shared = anchor
            else:
                shared = None

    def _of_a_nation(self, anchor: Anchor) -> bool:
        """Return whether a nationality stands before the name of a region: "Syrian Arab forces"."""
        before = self.taken.get(anchor.first - 1)
        region = anchor.type == "Collective" and anchor.actor.endswith(("-states", "-countries"))
        return region and before is not None and before.nation

    def _collective(self, anchor: Anchor, group: Collective) -> None:
        """Add the mention of a country's rebels, separatists ...: an actor beside its state."""
        registry = self.people.registry
        state = anchor.actor if anchor.type == "State" else registry.country_of(anchor.actor)
        if state is not None and state in registry:
            self._add(group.role, self.people.collective(state, group.kind), "minted", None, f"{group.kind} of a state")

    def _bound_by(self, anchor: Anchor, right: Anchor | None) -> bool:
        """Return whether the name to the right already took the role noun before this one."""
        return right is not None and right.first in self.covered and anchor.first in self.covered

    def _known(self, anchor: Anchor) -> bool:
        return self._bearer(anchor) is not None

    def _overlaps(self, role: Role) -> bool:
        return any(i in self.covered for i in range(role.first, role.end))

    def _officer(self, anchor: Anchor) -> Role | None:
        """Return the role of a name that itself ends in an office and has a person after it."""
        after = self.taken.get(anchor.end)
        if anchor.kind != "organ" or after is None or after.type != "Person":
            return None
        last = self.tree[anchor.end - 1]
        return Role(anchor.first, anchor.end, last.i) if last.lower in roles.words("office") else None

    def _shares(self, left: Anchor, right: Anchor) -> bool:
        """Return whether a name shares the role noun of the one to its right: "Hungarian and Romanian officials"."""
        accepted = roles.denoting() if left.nation else roles.of_groups()
        return self._joined(left, right) and roles.is_in(self.noun, accepted)

    def _joined(self, left: Anchor, right: Anchor) -> bool:
        """Return whether only commas and "and" stand between two names."""
        between = self.tree.tokens[left.end : right.first]
        return 0 < len(between) <= 2 and all(t.lower in {",", "and", "or"} for t in between)  # noqa: PLR2004

    def _actor_of(self, anchor: Anchor) -> str:
        """Return the actor that a role noun beside the name means: a state's government where it is one of its own."""
        registry, date = self.people.registry, self.people.date
        if anchor.type == "State":
            return registry.government_of(anchor.actor, date)
        if anchor.type == "Person":
            return self.people.acts_for(self._bearer(anchor) or anchor.actor)
        return registry.state_of(anchor.actor, date) or anchor.actor

    def _bearer(self, anchor: Anchor) -> str | None:
        """Return the person that a name means; for a surname the one met."""
        return self.people.bearer(anchor.rivals) if anchor.weak else anchor.actor

    def _denote(self, anchor: Anchor, role: Role) -> None:
        """Add the mention of a role phrase, with the person named right after it."""
        actor, end, via = self._actor_of(anchor), role.end, None
        kind: MentionKind = "organ"
        noun = self.tree[role.noun].lower
        if anchor.type == "Person":
            via = self._bearer(anchor)
        elif anchor.type == "StateForce":
            via = anchor.actor
        if role.end < len(self.tree) and noun in roles.words("office"):
            person = self.taken.get(role.end)
            after = unknown_person(self.tree, role.end, self.taken)
            if person is None and after > role.end:
                surname = self.taken.get(after)
                person = surname if surname is not None and surname.weak else None
            if person is not None and person.type == "Person":
                known = self.people.titled(person.rivals, actor) if person.weak else person.actor
                if known is not None:
                    via, end, kind = known, person.end, "person"
                    self.people.stated.setdefault(known, actor)
                    self.people.met.add(known)
            elif after > role.end:
                name = self.text[self.tree[role.end].start : self.tree[after - 1].end]
                via, end, kind = self.people.mint(name, actor), after, "person"
        reason = f"role noun {noun!r}"
        self._add(Role(role.first, end, role.noun), actor, kind, via, reason)

    def _person(self, anchor: Anchor) -> None:
        """Add a person's mention: a full name, or a surname with a title or after the full name."""
        first = title_before(self.tree, anchor.first, self.taken)
        while first in self.covered and first < anchor.first:
            first += 1
        person: str | None = anchor.actor
        if anchor.weak:
            titled = first < anchor.first
            person = self.people.titled(anchor.rivals, None) if titled else self.people.bearer(anchor.rivals)
            if person is not None:
                self.people.met.add(person)
        if person is None:
            return
        actor = self.people.acts_for(person)
        if actor == person and self._holds_office(first, anchor.first):
            actor = self.people.of_country(person)
        via = person if actor != person else None
        reason = "surname of a person met, titled or in office" if anchor.weak else "name"
        self._add(Role(first, anchor.end, anchor.first), actor, "person", via, reason)

    def _holds_office(self, first: int, end: int) -> bool:
        """Return whether a title before a name is an office of a state that is not over: "Interior Minister"."""
        before = self.tree[first - 1].lower if first else ""
        former = before in {"former", "ex", "late", "then", "exiled", "ousted", "deposed"}
        return not former and any(t.lower in roles.words("ministerial") for t in self.tree.tokens[first:end])

    def _name(self, anchor: Anchor) -> None:
        """Add a bare name: as an actor, as a place or as an adjective."""
        leader = self._leader_of(anchor)
        if leader is not None:
            state, anchor = leader
            self._add(Role(state.first, state.end, state.first), state.actor, "demonym", None, "hyphen")
        actor, via = anchor.actor, None
        kind: MentionKind = "name"
        reason = "name"
        if anchor.type == "StateForce":
            actor = self.people.registry.state_of(anchor.actor, self.people.date) or anchor.actor
            via = anchor.actor if actor != anchor.actor else None
            kind = "organ"
        if anchor.kind == "demonym":
            kind = "demonym"
            before = self.tree[anchor.first - 1].lower if anchor.first else ""
            reason = "people" if self._heads_phrase(anchor) and before != "ethnic" else self._modifies(anchor)
        elif anchor.nation and self._only_modifies(anchor):
            reason = "adjective"
        elif anchor.kind in {"metonym", "organ"}:
            kind = anchor.kind
        if anchor.actor not in self.people.registry:
            kind = "minted"
        if anchor.kind == "metonym" and self._stands_there(anchor):
            reason = PLACE
        place = (anchor.nation and anchor.kind != "organ") or anchor.kind == "metonym" or anchor.type == "Collective"
        if place and kind != "demonym" and not glued(self.tree, anchor) and self._is_place(anchor):
            reason = PLACE
            self.places.update(range(anchor.first, anchor.end))
        self._add(Role(anchor.first, anchor.end, anchor.first), actor, kind, via, reason)

    def _leader_of(self, anchor: Anchor) -> tuple[Anchor, Anchor] | None:
        """Return who leads or backs somebody by the very name, and the rest of it: "Saudi-led | coalition"."""
        tokens = self.tree.tokens[anchor.first : anchor.end]
        led = next((t for t in tokens[1:-1] if t.lower in _IN_NAMES), None)
        if led is None or led.i - anchor.first > 2:  # noqa: PLR2004 - name, hyphen, led
            return None
        word = tokens[0]
        matches = self.people.registry.matcher.find(word.text)
        entry = choose(matches[0].entries, self.people.registry, self.people.date) if len(matches) == 1 else None
        if entry is None or entry.type != "State":
            return None
        rest = self.tree[led.i + 1]
        span = Span(rest.start, anchor.span.end)
        state = replace(
            anchor,
            end=anchor.first + 1,
            span=word.span,
            text=word.text,
            actor=entry.actor,
            kind=entry.kind,
            type="State",
        )
        return state, replace(anchor, first=rest.i, span=span, text=span.of(self.text))

    def _stands_there(self, anchor: Anchor) -> bool:
        """Return whether a hyphen says only where something is: "Moscow-based"."""
        after = self.tree.tokens[anchor.end : anchor.end + 2]
        return len(after) == 2 and after[0].text == "-" and after[1].lower in roles.words("unactive")  # noqa: PLR2004

    def _modifies(self, anchor: Anchor) -> str:
        """Return why a nationality before a noun is meant: by what a hyphen joins it to, else as an adjective."""
        tokens = self.tree.tokens
        beyond = tokens[anchor.end + 1] if anchor.end + 1 < len(tokens) else None
        if beyond is not None and tokens[anchor.end].text == "-" and beyond.start == tokens[anchor.end].end:
            partner = self.taken.get(beyond.i)
            if partner is None:
                acts = beyond.lower not in roles.words("unactive") and beyond.xpos in {"VBN", "VBD", "JJ", "NN"}
                return "hyphen" if acts else "adjective"
            return "hyphen" if self._noun_acts(partner.end) else "adjective"
        before = tokens[anchor.first - 1] if anchor.first > 1 else None
        if before is not None and before.text == "-" and anchor.first - 2 in self.taken:
            return "hyphen" if self._noun_acts(anchor.end) else "adjective"
        return "regional" if anchor.type == "Collective" and anchor.actor.endswith(_REGIONS) else "adjective"

    def _noun_acts(self, at: int) -> bool:
        """Return whether the noun after two joined nationalities is between them: "initiative", not "novelist"."""
        nouns = [t.lower for t in self.tree.tokens[at : at + 3] if t.upos == "NOUN"]
        return any(roles.is_in(n, roles.words("between")) for n in nouns)

    def _only_modifies(self, anchor: Anchor) -> bool:
        """Return whether a state's own name stands before a thing: "Turkey farmers", "China cups"."""
        if anchor.kind not in {"short", "official", "variant", "former"} or anchor.end >= len(self.tree):
            return False
        if glued(self.tree, anchor):
            return False
        last, after = self.tree[anchor.end - 1], self.tree[anchor.end]
        return (
            last.dep == "compound"
            and last.head == after.i
            and after.upos == "NOUN"
            and after.text[0].islower()
            and not roles.is_in(after.lower, roles.of_groups())
        )

    def _is_place(self, anchor: Anchor) -> bool:
        """Return whether a name is a place, by itself or as one more in a row of places."""
        states = frozenset(i for a in self.anchors if a.nation and a.kind != "metonym" for i in range(a.first, a.end))
        if is_place(self.tree, anchor, states):
            return True
        head = self.tree[anchor.end - 1]
        before = self.tree[anchor.first - 1] if anchor.first else None
        if before is None or before.lower not in {"and", "or", ","}:
            return False
        if before.i > 0 and before.i - 1 in self.places and head.relation != "nsubj":
            return True
        if head.dep == "conj" and anchor.kind == "metonym" and self.tree.head(head).lemma in roles.words("placenoun"):
            return True
        return head.dep == "conj" and head.head in self.places

    def _heads_phrase(self, anchor: Anchor) -> bool:
        """Return whether a nationality stands as a noun of its own: "the Americans"."""
        last = self.tree[anchor.end - 1]
        if last.upos == "ADJ" or last.dep in {"amod", "compound"} or glued(self.tree, anchor):
            return False
        after = self.tree[anchor.end] if anchor.end < len(self.tree) else None
        return after is None or after.upos not in {"NOUN", "PROPN", "ADJ"}

    def _officials(self) -> None:
        """Mint persons that no table knows where an office stands before their name: "Minister Ellwood"."""
        tokens = self.tree.tokens
        for token in tokens[:-1]:
            i = token.i
            if i in self.covered or token.upos != "PROPN" or token.lower not in roles.words("ministerial"):
                continue
            end = unknown_person(self.tree, i + 1, self.taken)
            if end == i + 1 or (
                tokens[i + 1].dep not in {"flat", "nsubj", "appos", "root", tokens[i].dep}
                and (tokens[i].dep != "nmod:desc")
            ):
                continue
            name = self.text[tokens[i + 1].start : tokens[end - 1].end]
            known = self.people.surnames.get(normalise(tokens[end - 1].text))
            person = known or self.people.mint(name, None)
            first = title_before(self.tree, i + 1, self.taken)
            actor = self.people.acts_for(person)
            self._add(Role(first, end, i), actor, "person", person, f"office {token.text!r}")

    def _strangers(self) -> None:
        """Add surnames of persons whom only the article introduced."""
        surnames = self.people.surnames
        if not surnames:
            return
        for token in self.tree.tokens:
            if token.i in self.covered or token.i in self.taken or not token.text[0].isupper():
                continue
            if token.upos not in {"PROPN", "NOUN", "ADJ"} or in_date(self.tree, token.i):
                continue
            person = surnames.get(normalise(token.text))
            after = self.tree[token.i + 1] if token.i + 1 < len(self.tree) else None
            if not person or (after is not None and after.upos == "PROPN"):
                continue
            first = title_before(self.tree, token.i, self.taken)
            if first == token.i and token.dep == "flat":
                continue
            actor = self.people.acts_for(person)
            via = person if actor != person else None
            role = Role(first, token.i + 1, token.i)
            self._add(role, actor, "person", via, "surname after the full name or a title")

    def _appositions(self) -> None:
        """Fold a person into the state or group that an apposition beside the name gives."""
        for k, mention in enumerate(self.found):
            if mention.kind != "person" or mention.via is not None:
                continue
            for near in (k + 1, k - 1):
                other = self.found[near] if 0 <= near < len(self.found) else None
                if other is None or other.kind != "organ" or not self._apposed(mention, other):
                    continue
                self.people.stated.setdefault(mention.actor, other.actor)
                self.found[k] = Mention(
                    mention.span, mention.text, other.actor, "person", mention.actor, "role in apposition", other.span
                )
                break

    def _apposed(self, one: Mention, other: Mention) -> bool:
        left, right = sorted((one.span, other.span))
        gap = self.text[left.end : right.start].strip()
        noun = other.reason.partition("'")[2].rstrip("'")
        return gap in {",", ", the", ", a", ", an"} and noun in roles.words("office")

    def _add(self, role: Role, actor: str, kind: MentionKind, via: str | None, reason: str) -> None:
        left, right = self.taken.get(role.first), self.taken.get(role.end - 1)
        span = Span(
            left.span.start if left is not None and left.first == role.first else self.tree[role.first].start,
            right.span.end if right is not None and right.end == role.end else self.tree[role.end - 1].end,
        )
        self.covered.update(range(role.first, role.end))
        via = via if via != actor else None
        rivals = {r for i in range(role.first, role.end) for r in self._rivals(i)} - {actor}
        self.found.append(Mention(span, span.of(self.text), actor, kind, via, reason, rivals=tuple(sorted(rivals))))

    def _rivals(self, token: int) -> tuple[str, ...]:
        """Return whom else the name at a token means at some time, in an article without a date."""
        anchor = self.taken.get(token)
        return () if anchor is None or anchor.weak or self.people.date else anchor.rivals
