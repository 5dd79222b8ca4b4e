"""The persons of one article: who was met under a full name or a title, and for whom they act."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.actors import Registry
from graph.actors.matcher import normalise
from graph.extract.anchors import COMBINING, choose
from graph.model import Actor, content_id


@dataclass(slots=True)
class People:
    """Persons met in an article so far."""

    registry: Registry
    date: str | None
    met: set[str] = field(default_factory=set)
    """Ids of persons met under their full name or with a title."""
    stated: dict[str, str] = field(default_factory=dict)
    """The actor that the article itself says a person acts for."""
    surnames: dict[str, str] = field(default_factory=dict)
    """Surnames, as compared, of the persons met who bear one that no table lists."""
    namesakes: set[str] = field(default_factory=set)
    """Names of states and capitals that in this article are a person's: "Paris" of "Valeska Paris"."""
    minted: dict[str, Actor] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    """Actors that the article names, and the states they belong to."""

    def meet(self, person: str, full_name: str) -> None:
        """Remember a person under a full name; a surname that two persons bear means neither."""
        self.met.add(person)
        words = full_name.split()
        surname = normalise(words[-1].rpartition("-")[2]) if words else ""
        if surname and surname != normalise(full_name) and self.surnames.setdefault(surname, person) != person:
            self.surnames[surname] = ""

    def mint(self, name: str, actor: str | None) -> str:
        """Return the id of a person that no table has, the same for the same name and actor; remember the person."""
        slug = "-".join("".join(c if c.isalnum() else " " for c in normalise(name)).split())
        id_ = f"{slug or 'person'}-{content_id('Person', name, actor)[:8]}"
        if id_ not in self.minted:
            country = self.registry.country_of(actor) if actor else None
            self.minted[id_] = Actor(id_, name, "Person", country=country, reviewed=False)
        if actor is not None:
            self.stated[id_] = actor
        self.meet(id_, name)
        return id_

    def collective(self, state: str, kind: str) -> str:
        """Return the id of the rebels, separatists ... of a state: of a listed actor so named, else a minted one."""
        name = f"{self._adjective(state)} {kind}"
        for known in (name, f"{self.registry.actor_rows[state].label} {kind}"):
            for match in self.registry.matcher.find(known):
                entry = choose([e for e in match.entries if e.kind != "surname"], self.registry, self.date)
                if entry is not None and match.text == known:
                    return entry.actor
        id_ = f"{state}-{kind}-{content_id('Collective', state, kind)[:8]}"
        self.minted.setdefault(id_, Actor(id_, name, "Collective", country=state, reviewed=False))
        return id_

    def _adjective(self, state: str) -> str:
        """Return a state's adjective, its label where the table has none."""
        names = self.registry.names.get(state, ())
        found = [n.name for n in names if n.kind == "demonym" and not n.name.endswith("s") and n.name not in COMBINING]
        return found[0] if found else self.registry.actor_rows[state].label

    def acts_for(self, person: str) -> str:
        """Return the actor that a person acts for at the article's date or by the article's words, else the person."""
        folded = self.registry.state_of(person, self.date) if person in self.registry else None
        return folded or self.stated.get(person) or person

    def of_country(self, person: str) -> str:
        """Return the government of a person's country, where the table has one; else the person."""
        country = self.registry.country_of(person) if person in self.registry else None
        return person if country is None else self.registry.government_of(country, self.date)

    def bearer(self, rivals: tuple[str, ...]) -> str | None:
        """Return which of the bearers of a surname was met, None where none or several were."""
        met = [p for p in rivals if p in self.met]
        if not met:
            met = [p for p in rivals if self._vouched_for(p)]
        return met[0] if len(met) == 1 else None

    def _vouched_for(self, person: str) -> bool:
        """Return whether the article also names the actor that the person acts for at its date."""
        actor = self.registry.state_of(person, self.date)
        if actor is None or actor == person:
            return False
        return actor in self.named or self.registry.country_of(actor) in self.named

    def titled(self, rivals: tuple[str, ...], actor: str | None) -> str | None:
        """Return which bearer of a surname a title means: the one met, in office, or of the actor named."""
        met = self.bearer(rivals)
        if met is not None:
            return met
        found = [p for p in rivals if actor is not None and self.acts_for(p) == actor]
        if len(found) != 1:
            found = [p for p in rivals if self.acts_for(p) != p]
        if len(found) != 1 and len(rivals) == 1:
            found = list(rivals)
        return found[0] if len(found) == 1 else None
