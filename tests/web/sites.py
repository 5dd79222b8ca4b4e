"""Stores of made-up worlds for the site's tests, and an address for every page about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

from graph.model import Actor, Collection, Reading
from graph.query.named import named_queries
from graph.store import Store
from tests.exports.html.worlds import World
from web.views.analyses import ANALYSES

QUERY = "SELECT ?claim ?subject ?quote ?url { ?claim a :Claim ; rdf:subject ?subject ; ?p ?quote . ?a schema:url ?url }"


class Known:
    """The actors of a world, looked up by id."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._actors = {actor.id: actor for actor in actors}

    def actor(self, id_: str) -> Actor:
        """Return the actor of an id."""
        return self._actors[id_]


def stored(collection: Collection, path: Path) -> Path:
    """Put a collection into a new store; return its path."""
    readings = [
        Reading(article, tuple(c for c in collection.claims if c.article == article.id), (), sentences=1, words=1)
        for article in collection.articles
    ]
    with Store.open(path, write=True) as store:
        store.add(readings, Known(collection.actors), method="test")
    return path


def at(path: str, **parameters: str) -> str:
    """Return an address; a parameter's name may end in ``_``."""
    chosen = {key.rstrip("_"): value for key, value in parameters.items()}
    plain = quote(path, safe="/")
    return f"{plain}?{urlencode(chosen)}" if chosen else plain


def every_page(collection: Collection) -> dict[str, str]:
    """Return an address for every page about a world by a name for it, each with an answer on it where it asks."""
    first = collection.claims[0]
    one, other = first.subject, first.object
    publishers = sorted({a.publisher for a in collection.articles if a.publisher})
    speakers = [c.attribution.speaker for c in collection.claims if c.attribution]
    given = {
        "path": {"a": one, "b": other},
        "says": {"speaker": speakers[0]},
        "compare": {"one": publishers[0], "two": publishers[-1]},
        "changes": {"before": "2014..2021-07-08", "after": "2021-07-09.."},
    }
    values = {"actor": one, "relation": first.relation, "date": "2021", "number": "5"}
    pages = {
        "start": "/",
        "search": at("/search", q=collection.actor(one).label[:6]),
        "search for nothing": at("/search", q="zzzz"),
        "actor": at(f"/actor/{one}", all="1"),
        "actor of one family": at(f"/actor/{one}", all="1", family="violence"),
        "pair": at("/pair", a=one, b=other, all="1"),
        "article": at(f"/article/{first.article}"),
        "claim": at(f"/claim/{first.id}"),
        "claims": at("/claims", id=".".join(c.id[:12] for c in collection.claims[:30])),
        "maps": "/maps",
        "maps around one": at("/maps", actor=one),
        "map": "/map",
        "map of an answer": at("/ask/relations", actor=one, format="map"),
        "analyses": "/analysis",
        "questions": "/ask",
        "editor": "/editor",
        "editor with an answer": at("/editor", query=QUERY),
        "no such page": at("/actor/nobody"),
        "not understood": at("/pair", a=one),
    }
    pages |= {name: at(f"/analysis/{name}", all="1", **given.get(name, {})) for name in ANALYSES}
    pages |= {f"{name}, empty": f"/analysis/{name}" for name in given}
    for query in named_queries().values():
        needed = {p.name: values.get(p.type, "2021") for p in query.parameters if p.default is None}
        if {"one", "other"} <= set(needed):
            needed["other"] = other
        pages[f"ask {query.name}"] = at(f"/ask/{query.name}", ask="1", **needed)
    return pages


@dataclass
class Seen(HTMLParser):
    """What a page holds: its links, the addresses of its forms, its ids, its tags and its text."""

    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    forms: list[tuple[str, dict[str, str], list[tuple[str, str]]]] = field(default_factory=list)
    """Action, what its fields hold, and the choices that its selects offer."""
    _select: str = ""

    def __post_init__(self) -> None:
        """Start the parser."""
        super().__init__()

    @classmethod
    def of(cls, page: str) -> Seen:
        """Return what a page holds."""
        seen = cls()
        seen.feed(page)
        seen.close()
        return seen

    @property
    def text(self) -> str:
        """The text, without markup, each run of white space as one blank."""
        return " ".join(" ".join(self.words).split())

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag and what it leads to."""
        found = {key: value or "" for key, value in attrs}
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag in {"link", "script", "iframe", "img"}:
            self.loads += [found[key] for key in ("href", "src") if key in found]
        elif tag == "form":
            self.forms.append((found.get("action", ""), {}, []))
        elif tag == "select":
            self._select = found.get("name", "")
        elif tag == "option" and self.forms:
            self.forms[-1][2].append((self._select, found.get("value", "")))
        elif tag == "input" and self.forms and "name" in found and found.get("type") != "checkbox":
            self.forms[-1][1][found["name"]] = found.get("value", "")


EVIL = (
    "</title></textarea></script><script>window.hacked=1</script>"
    "<img src=x onerror=window.hacked=2>'\"&{{1234*1003}}\u2028\u202e"
)
"""Text that tries to be a tag, an attribute, a template, and to turn what follows around."""


def hostile_world() -> Collection:
    """Return a world in which every text field of every kind of page tries to become code."""
    world = World()
    one, two, three = (f"{n}{EVIL}" for n in "abc")
    link = "javascript:window.hacked=3"
    world.actor(one, one, "State", f"{EVIL}name")
    world.actor(two, f"{two}<b onmouseover=window.hacked=4>", "ArmedGroup", link)
    world.actor(three, three, "Coalition")
    world.actor(link, link, "State")
    ends = {id_: (id_, words) for id_, words in ((one, one), (two, "the <i>second</i>"), (three, "<u>third</u>"))}
    first = world.article(
        f"{one} attacked the <i>second</i>. {one} did not arm <u>third</u>. the <i>second</i> shelled <u>third</u>.",
        title=EVIL,
        date="2021-05-01",
        publisher=EVIL,
        url=link,
        author=EVIL,
        license=EVIL,
    )
    world.claim(first, f"{one} attacked the <i>second</i>.", ends[one], "attacks", ends[two], by=three)
    world.claim(first, f"{one} did not arm <u>third</u>.", ends[one], "arms", ends[three], polarity="negated", by=one)
    world.claim(first, "the <i>second</i> shelled <u>third</u>.", ends[two], "attacks", ends[three])
    second = world.article(
        f"{one} never attacked the <i>second</i>. {one} armed <u>third</u>. {link} met <u>third</u>.",
        title=f"{link} {EVIL}",
        date="2021-05-02",
        publisher=f"\u202e{EVIL}2",
        url='https://evil.example/"onmouseover="window.hacked=5',
    )
    never = f"{one} never attacked the <i>second</i>."
    world.claim(second, never, ends[one], "attacks", ends[two], polarity="negated", by=two)
    world.claim(second, f"{one} armed <u>third</u>.", ends[one], "arms", ends[three], confidence=0.9)
    world.claim(second, f"{link} met <u>third</u>.", (link, link), "meetsWith", ends[three])
    return world.collection()
