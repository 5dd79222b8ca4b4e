"""The lexicon as data: frames, light verbs and operators, read from CSV files with errors that name file and line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal, cast

from graph.errors import DataError
from graph.model import MODALITIES, Modality

TriggerPos = Literal["v", "n", "a", "c", "p"]

FRAME_COLUMNS = ("relation", "trigger", "source", "target", "flags", "example", "counter")
LIGHT_COLUMNS = ("verb", "subject", "polarity", "modality")
OPERATOR_COLUMNS = ("pos", "word", "complement", "polarity", "modality", "stance", "factive")
FLAGS = frozenset(
    {
        "recip",
        "place",
        "neg",
        "planned",
        "possible",
        "desired",
        "conditional",
        "strict",
        "obliged",
        "person",
        "impersonal",
        "nonstate",
        "owned",
        "people",
        "viewed",
        "vital",
    }
)
DEFAULT_SOURCE: Mapping[TriggerPos, str] = {
    "v": "subj",
    "n": "poss|mod|by|subj",
    "a": "subj",
    "c": "left",
    "p": "right",
}
DEFAULT_TARGET: Mapping[TriggerPos, str] = {"v": "obj", "n": "", "a": "", "c": "right", "p": "left"}

Slot = tuple[str, ...]
"""One way to an argument: steps down from the trigger, for example ``("obj", "between")``."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Words that carry a relation, and where its two ends stand."""

    relation: str
    pos: TriggerPos
    words: tuple[str, ...]
    """Lemmas of the trigger's head, any of which triggers."""
    particle: str | None
    objects: frozenset[str]
    """Lemmas of the object noun the verb must have; empty for any."""
    preposition: tuple[str, frozenset[str]] | None
    """Preposition and nouns that the verb must have."""
    source: tuple[Slot, ...]
    target: tuple[Slot, ...]
    flags: frozenset[str]
    place: str
    """``file:line`` of the row."""
    trigger: str

    @property
    def specificity(self) -> int:
        """Return how much the frame asks for beside its word."""
        return (self.particle is not None) + 2 * bool(self.objects) + 2 * (self.preposition is not None)

    @property
    def modality(self) -> Modality:
        """Return the modality that the words themselves carry."""
        return cast("Modality", next((f for f in sorted(self.flags) if f in MODALITIES), "actual"))


@dataclass(frozen=True, slots=True)
class Light:
    """A verb that carries an event noun: its subject is the noun's source or its target."""

    verb: str
    particle: str | None
    preposition: str | None
    """Set where the noun hangs on a preposition: ``come under`` attack."""
    subject: Literal["source", "target"]
    negates: bool
    modality: Modality


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that changes polarity, modality or speaker of what it governs."""

    pos: TriggerPos
    word: str
    particle: str | None
    complement: frozenset[str]
    """``comp`` clauses, ``obj`` nouns, or a preposition by name."""
    negates: bool
    averts: bool
    """Says that something was kept from happening: "prevented X from"."""
    modality: Modality
    stance: str | None
    factive: bool


@dataclass(frozen=True)
class Lexicon:
    """Everything that rules look up by lemma."""

    frames: tuple[Frame, ...]
    light: tuple[Light, ...]
    operators: tuple[Operator, ...]

    @cached_property
    def by_word(self) -> Mapping[tuple[TriggerPos, str], tuple[Frame, ...]]:
        """Return the frames of each (part of speech, lemma), the most specific triggers first."""
        table: dict[tuple[TriggerPos, str], list[Frame]] = {}
        for frame in self.frames:
            for word in frame.words:
                table.setdefault((frame.pos, word), []).append(frame)
        return {k: tuple(sorted(v, key=lambda f: (-f.specificity, f.place))) for k, v in table.items()}

    @cached_property
    def light_by_verb(self) -> Mapping[str, tuple[Light, ...]]:
        """Return the light verbs of each lemma."""
        table: dict[str, list[Light]] = {}
        for light in self.light:
            table.setdefault(light.verb, []).append(light)
        return {k: tuple(v) for k, v in table.items()}

    @cached_property
    def operators_by_word(self) -> Mapping[str, tuple[Operator, ...]]:
        """Return the operators of each lemma, those with a particle first."""
        table: dict[str, list[Operator]] = {}
        for operator in self.operators:
            table.setdefault(operator.word, []).append(operator)
        return {k: tuple(sorted(v, key=lambda o: o.particle is None)) for k, v in table.items()}


def load_lexicon(folder: Traversable | None = None) -> Lexicon:
    """Return the lexicon of a folder, the package's own by default.

    Raises:
        DataError: a row is malformed; the message names file and line.
    """
    folder = folder if folder is not None else resources.files("graph.extract") / "lexicon"
    frames: list[Frame] = []
    for name in sorted(f.name for f in folder.iterdir()):
        if name.endswith(".csv") and name not in {"light.csv", "operators.csv", "roles.csv", "wordlists.csv"}:
            for line, row in _rows(folder / name, FRAME_COLUMNS):
                frames += _frames(row, name, line)
    light = [_light(row, line) for line, row in _rows(folder / "light.csv", LIGHT_COLUMNS)]
    operators = [_operator(row, line) for line, row in _rows(folder / "operators.csv", OPERATOR_COLUMNS)]
    return Lexicon(tuple(frames), tuple(light), tuple(operators))


def _rows(file: Traversable, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(file.read_text(encoding="utf-8")))
    header = next(reader, [])
    if tuple(header) != columns:
        raise DataError(file.name, 1, f"want the columns {','.join(columns)}, got {','.join(header)}")
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(columns):
            raise DataError(file.name, reader.line_num, f"want {len(columns)} columns, got {len(cells)}")
        yield reader.line_num, dict(zip(columns, (c.strip() for c in cells), strict=True))


def _frames(row: Mapping[str, str], name: str, line: int) -> list[Frame]:
    """Return the frames of a row: one, or one for each particle among the alternatives of its verb."""
    pos, colon, rest = row["trigger"].partition(":")
    if pos not in DEFAULT_SOURCE or not colon or not rest:
        raise DataError(name, line, f"trigger {row['trigger']!r} is not POS:word with POS one of v n a c p")
    head, *more = rest.split()
    objects: frozenset[str] = frozenset()
    preposition: tuple[str, frozenset[str]] | None = None
    for part in more:
        before, marked, after = part.partition(":")
        if marked:
            preposition = (before, frozenset(after.split("/")))
        else:
            objects = frozenset(part.split("/"))
    flags = frozenset(row["flags"].split())
    if flags - FLAGS:
        raise DataError(name, line, f"unknown flag {min(flags - FLAGS)!r}; there are: {', '.join(sorted(FLAGS))}")
    kind = cast("TriggerPos", pos)
    shared = Frame(
        relation=row["relation"],
        pos=kind,
        words=(),
        particle=None,
        objects=objects,
        preposition=preposition,
        source=_slots(row["source"] or DEFAULT_SOURCE[kind]),
        target=_slots(row["target"] or DEFAULT_TARGET[kind]),
        flags=flags,
        place=f"{name}:{line}",
        trigger=row["trigger"],
    )
    if kind != "v":
        return [replace(shared, words=tuple(w.replace("_", " ") for w in head.split("/")))]
    particles: dict[str, list[str]] = {}
    for word in head.split("/"):
        verb, _, particle = word.partition("_")
        particles.setdefault(particle, []).append(verb)
    return [replace(shared, words=tuple(w), particle=p or None) for p, w in particles.items()]


def _slots(text: str) -> tuple[Slot, ...]:
    return tuple(tuple(step.strip() for step in way.split(">")) for way in text.split("|") if way.strip())


def _light(row: Mapping[str, str], line: int) -> Light:
    verb, _, preposition = row["verb"].partition(" ")
    verb, _, particle = verb.partition("_")
    if row["subject"] not in {"source", "target"}:
        raise DataError("light.csv", line, f"subject is source or target, not {row['subject']!r}")
    return Light(
        verb=verb,
        particle=particle or None,
        preposition=preposition or None,
        subject="source" if row["subject"] == "source" else "target",
        negates=_negates(row["polarity"], "light.csv", line),
        modality=_modality(row["modality"], "light.csv", line),
    )


def _operator(row: Mapping[str, str], line: int) -> Operator:
    if row["pos"] not in {"v", "n", "a"}:
        raise DataError("operators.csv", line, f"pos is v, n or a, not {row['pos']!r}")
    word, _, particle = row["word"].partition("_")
    return Operator(
        pos=cast("TriggerPos", row["pos"]),
        word=word,
        particle=particle or None,
        complement=frozenset(row["complement"].split()),
        negates=row["polarity"] != "avert" and _negates(row["polarity"], "operators.csv", line),
        averts=row["polarity"] == "avert",
        modality=_modality(row["modality"], "operators.csv", line),
        stance=row["stance"] or None,
        factive=row["factive"] == "yes",
    )


def _negates(cell: str, name: str, line: int) -> bool:
    if cell not in {"", "neg"}:
        raise DataError(name, line, f"polarity is empty, neg or avert (operators only), not {cell!r}")
    return cell == "neg"


def _modality(cell: str, name: str, line: int) -> Modality:
    if cell and cell not in MODALITIES:
        raise DataError(name, line, f"no modality {cell!r}; there are: {', '.join(MODALITIES)}")
    return next((m for m in MODALITIES if m == cell), "actual")
