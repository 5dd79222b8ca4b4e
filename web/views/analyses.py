"""Pages of analyses: each figure leads to the claims that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from graph import analysis
from graph.errors import InputError
from graph.model import Collection
from graph.ontology import load_ontology
from graph.store.select import Selection
from web.views.asked import Asked, Missing
from web.views.page import page, whole_page
from web.views.picture import Picture
from web.views.told import Teller, Told

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_MEASURES = ("weight", "degree", "betweenness", "pagerank", "claims")
_DAYS = 7
_MOST_DAYS = 3650


@dataclass(frozen=True)
class Question:
    """What one request asks an analysis."""

    asked: Asked
    picture: Picture
    selection: Selection
    everything: bool
    limit: int

    @property
    def collection(self) -> Collection:
        """Return the claims that the filters let through."""
        return self.picture.chosen(self.selection)

    @property
    def network(self) -> MultiDiGraph[str]:
        """Return them as a network."""
        return self.picture.network(self.selection)

    def actor(self, key: str, *, needed: bool = False) -> str | None:
        """Return the id of the actor of a parameter, None where it is not given.

        Raises:
            InputError: nobody, or more than one, has that name, or it is needed and missing.
        """
        text = self.asked.needed(key) if needed else self.asked.text(key)
        return self.picture.find(text) if text else None

    def end(self, key: str, *, needed: bool = False) -> str | None:
        """Return the id of an actor who stands at an end of a claim here. Raises InputError where none does."""
        found = self.actor(key, needed=needed)
        if found is not None and found not in self.network:
            raise InputError(f"{key}: nothing is claimed of {self.picture.label(found)[:80]!r} with these filters")
        return found

    @property
    def window(self) -> int:
        """Return within how many days claims speak of one time."""
        return self.asked.number("days", _DAYS, _MOST_DAYS)


@dataclass(frozen=True)
class Analysis:
    """One kind of analysis."""

    title: str
    says: str
    answer: Callable[[Question], Mapping[str, Any]]
    fields: tuple[tuple[str, str, str], ...] = ()
    """Of its form: name, label, hint."""
    needs: tuple[str, ...] = ()
    """Which of them must be given before it is asked."""
    limit: int = 20
    filters: bool = True
    """Whether dates can be chosen."""


def _central(q: Question) -> Mapping[str, Any]:
    by: Any = q.asked.one_of("by", _MEASURES, "weight")
    return {"found": analysis.central(q.network, by=by, limit=q.limit, everything=q.everything), "by": by}


def _groups(q: Question) -> Mapping[str, Any]:
    return {"found": analysis.groups(q.network, everything=q.everything)}


def _balance(q: Question) -> Mapping[str, Any]:
    return {"found": analysis.balance(q.network, q.end("actor"), limit=q.limit, everything=q.everything)}


def _triads(q: Question) -> Mapping[str, Any]:
    found = analysis.triads(
        q.network,
        supporter=q.end("supporter"),
        group=q.end("group"),
        target=q.end("target"),
        same_year=q.asked.flag("same"),
        limit=q.limit,
        everything=q.everything,
    )
    return {"found": found}


def _contradictions(q: Question) -> Mapping[str, Any]:
    kind = q.asked.one_of("kind", analysis.CONTRADICTION_KINDS)
    found = analysis.contradictions(
        q.collection,
        actor=q.end("actor"),
        kinds=(kind,) if kind else analysis.CONTRADICTION_KINDS,
        window=q.window,
        everything=q.everything,
    )
    return {"found": found, "relations": load_ontology().relations}


def _says(q: Question) -> Mapping[str, Any]:
    speaker = q.actor("speaker", needed=True) or ""
    words = [c.attribution for c in q.collection.claims if c.attribution]
    speaks = any(speaker in {said.speaker, said.via} for said in words)
    found = analysis.says(q.collection, speaker, window=q.window, everything=q.everything) if speaks else ()
    return {"found": found, "speaker": speaker}


def _compare(q: Question) -> Mapping[str, Any]:
    one, two = (_publisher(q.asked.needed(key), q.picture) for key in ("one", "two"))
    found = analysis.compare(q.collection, one, two, window=q.window, everything=q.everything)
    return {"found": found, "relations": load_ontology().relations, "families": load_ontology().families}


def _publisher(name: str, picture: Picture) -> str:
    """Return the only publisher in whose name this stands, whatever its case; the name itself where there is none."""
    alike = [p for p in picture.publishers if name.casefold() in p.casefold()]
    return alike[0] if name not in picture.publishers and len(alike) == 1 else name


def _changes(q: Question) -> Mapping[str, Any]:
    periods = [_period(q.asked.needed(key)) for key in ("before", "after")]
    found = analysis.changes(q.network, *periods[0], *periods[1], everything=q.everything)
    mine = q.actor("actor")
    told = [c for c in found.changes if mine is None or mine in {c.subject, c.object}]
    return {"found": found, "changes": told, "relations": load_ontology().relations}


def _period(text: str) -> tuple[str | None, str | None]:
    """Return start and end of a period as written: ``2021`` or ``2021-06..2021-08``, open at an end."""
    start, dots, end = text.partition("..")
    if not dots:
        return text, text
    if not (start or end):
        raise InputError("a period of all time; write a date before or behind the dots")
    return start or None, end or None


def _path(q: Question) -> Mapping[str, Any]:
    one, other = q.end("a", needed=True) or "", q.end("b", needed=True) or ""
    found = analysis.path(q.network, one, other, limit=3, everything=q.everything)
    direct = bool(found) and len(found[0].steps) == 1
    others = analysis.path(q.network, one, other, limit=3, indirect=True, everything=q.everything) if direct else ()
    return {"found": [*found, *others]}


_WINDOW = ("days", "Days that are one time", "7")
ANALYSES: Mapping[str, Analysis] = MappingProxyType(
    {
        "central": Analysis("The middle", "Actors by evidence, links, and the paths that run through them.", _central),
        "groups": Analysis(
            "Groups", "Friends that stand together, their foes elsewhere, and what does not fit.", _groups
        ),
        "balance": Analysis(
            "Balance",
            "Triads that fit together, those that are tense, and the claims whose change would settle them.",
            _balance,
            (("actor", "Around actor", "name or id"),),
            limit=10,
        ),
        "triads": Analysis(
            "Supporters",
            "Who supports whom against whom: help for one side of a violent conflict.",
            _triads,
            (("supporter", "Supporter", "any"), ("group", "Supported", "any"), ("target", "Against", "any")),
        ),
        "contradictions": Analysis(
            "Contradictions",
            "Claims that do not go together at one time. Often one of them is misread: read both sentences.",
            _contradictions,
            (("actor", "Actor", "any"), _WINDOW),
        ),
        "says": Analysis(
            "According to",
            "The world according to one speaker, and what others say against it.",
            _says,
            (("speaker", "Speaker", "name or id"), _WINDOW),
            ("speaker",),
            limit=50,
        ),
        "compare": Analysis(
            "Two publishers",
            "What both tell, what only one tells, and where they are against each other.",
            _compare,
            (("one", "One publisher", ""), ("two", "Other publisher", ""), _WINDOW),
            ("one", "two"),
            limit=10,
        ),
        "changes": Analysis(
            "Changes",
            "What turned, what is new and what is not said any more from one period to another.",
            _changes,
            (("before", "Earlier", "2021"), ("after", "Later", "2021-06..2022"), ("actor", "Actor", "any")),
            ("before", "after"),
            filters=False,
        ),
        "path": Analysis(
            "Paths",
            "How two actors are linked, over others too, each step with what says so.",
            _path,
            (("a", "From", "name or id"), ("b", "To", "name or id")),
            ("a", "b"),
        ),
    }
)


def analyses(_asked: Asked, _picture: Picture) -> Response:
    """Return the list of analyses."""
    return page("analyses.html", analyses=ANALYSES)


def analyse(asked: Asked, picture: Picture) -> Response:
    """Return the page of the analysis that the path names, with its answer where all that it needs is given.

    Raises:
        Missing: no such analysis.
    """
    kind = ANALYSES.get(asked.id)
    if kind is None:
        raise Missing(f"no analysis {asked.id[:80]!r}; there are: {', '.join(ANALYSES)}")
    limit = asked.number("limit", kind.limit, 200)
    common: dict[str, Any] = {
        "asked": asked,
        "kind": kind,
        "limit": limit,
        "label": picture.label,
        "publishers": [(p, p) for p in picture.publishers] if asked.id == "compare" else [],
        "message": "",
        "everything": asked.flag("all"),
    }
    template = f"analysis/{asked.id}.html"
    if not all(asked.text(key) for key in kind.needs):
        return page(template, answered=False, **common)
    try:
        selection = asked.selection(families=False)
        question = Question(asked, picture, selection, asked.flag("all"), limit)

        def made() -> bytes:
            answer = kind.answer(question)
            return bytes(page(template, answered=True, told=_teller(question), **common, **answer).body)

        key = ("analysis", asked.path, tuple(sorted(asked.given.items())))
        return whole_page(picture.lasting(key, made))
    except InputError as error:
        return page(template, status=400, answered=False, **{**common, "message": str(error)})


def _teller(question: Question) -> Callable[[str], Told]:
    teller, claims = Teller(question.picture.whole), question.picture.claims
    return lambda id_: teller.claim(claims[id_])
