"""Stories: slides written in a small Markdown file, each with a text and what the map shows beside it.

A slide begins with a heading ``## ...``; a list of settings may follow, then its text. Of Markdown the text knows
paragraphs, lists, **bold**, *italic* and links to web addresses; everything else, HTML too, stays the text it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from exports.html.evidence import clean, link
from graph.errors import DataError

MAX_SLIDES = 100
VIEWS = {"map": "map", "table": "list", "matrix": "matrix", "timeline": "time", "compare": "compare"}
SIGNS = {"cooperation": "plus", "conflict": "minus", "neutral": "zero"}
KNOWN = "focus, neighbours, path, view, sign, kind, type, speaker, outlet, from, to, confidence, unsure, compare, link"
_SETTING = re.compile(r"[-*]\s+([a-z]+):\s*(.*?)\s*\Z")
_NEW_LINE = re.compile(r"\r\n|\r|\n")
_BULLET = re.compile(r"[-*]\s+(.*)\Z")
_INLINE = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*\s][^*]*)\*|\[(?P<text>[^\]]+)\]\((?P<url>[^)\s]+)\)")

Piece = list[str]
"""A piece of text: [text], [text, "b"], [text, "i"], or [text, "a", address]."""


def slides(name: str, text: str, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the slides of a story as plain values for JSON: ``title``, ``at`` (an address's parameters), ``text``.

    Args:
        name: the file's name, for messages.
        text: the file's text.
        data: the page's data, in which the settings' actors, outlets and kinds are looked up.

    Raises:
        DataError: no slide is there, or a setting is unknown or names what the map does not show.
    """
    found: list[dict[str, Any]] = []
    reader = _Settings(name, data)
    for line, heading, body in _parts(text):
        taken, settings = 0, []
        for row in body:
            setting = _SETTING.match(row)
            if row and not setting:
                break
            taken += 1
            if setting:
                settings.append((line + taken, setting[1], setting[2]))
        found.append({"title": clean(heading), "at": reader.address(settings), "text": _blocks(body[taken:])})
    if not found:
        raise DataError(name, None, "holds no slide; begin each with a line such as: ## A heading")
    if len(found) > MAX_SLIDES:
        raise DataError(name, None, f"holds {len(found)} slides; {MAX_SLIDES} is the most")
    return found


def _parts(text: str) -> list[tuple[int, str, list[str]]]:
    """Return (line number, heading, lines below it) for each slide; what stands before the first is passed over."""
    parts: list[tuple[int, str, list[str]]] = []
    for number, row in enumerate(_NEW_LINE.split(text), 1):
        if row.startswith("## "):
            parts.append((number, row[3:].strip(), []))
        elif parts:
            parts[-1][2].append(row.strip())
    return parts


def _blocks(rows: Sequence[str]) -> list[list[Any]]:
    """Return paragraphs as ["p", pieces] and lists as ["ul", pieces, pieces ...]."""
    blocks: list[list[Any]] = []
    fresh = True
    for row in rows:
        bullet = _BULLET.match(row)
        if not row:
            fresh = True
        elif bullet:
            if fresh or blocks[-1][0] != "ul":
                blocks.append(["ul"])
            blocks[-1].append(bullet[1])
            fresh = False
        elif fresh or not blocks:
            blocks.append(["p", row])
            fresh = False
        else:
            blocks[-1][-1] += " " + row
    return [[kind, *map(_pieces, texts)] for kind, *texts in blocks]


def _pieces(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    done = 0
    for match in _INLINE.finditer(text):
        url = link(match["url"])
        if match["url"] and not url:
            continue
        if match.start() > done:
            pieces.append([clean(text[done : match.start()])])
        if url:
            pieces.append([clean(match["text"]), "a", url])
        else:
            pieces.append([clean(match["bold"] or match["italic"]), "b" if match["bold"] else "i"])
        done = match.end()
    if done < len(text):
        pieces.append([clean(text[done:])])
    return pieces


class _Settings:
    """Reads the settings of a slide into the parameters of an address."""

    def __init__(self, name: str, data: Mapping[str, Any]) -> None:
        self.name = name
        self.actors = {
            n.casefold(): a["id"] for a in data["actors"] for n in [*a.get("names", ()), a["label"], a["id"]]
        }
        self.speakers = {n.casefold(): i for i, label in data["speakers"] for n in (i, label)}
        self.speakers["outlets"] = "outlets"
        self.outlets = {a["outlet"].casefold(): a["outlet"] for a in data["articles"]}
        self.kinds = {r["family"]: r["family"] for r in data["relations"]}
        self.types = {a["type"]: a["type"] for a in data["actors"]}
        self.bins: list[str] = data["bins"]
        self.line = 0
        self.keys: dict[str, Callable[[str], dict[str, str]]] = {
            "focus": self._focus,
            "neighbours": lambda v: {"ego": "1"} if self._yes(v) else {},
            "path": lambda v: {"path": "1"} if self._yes(v) else {},
            "view": lambda v: {"view": self._one("view", v, VIEWS)},
            "sign": lambda v: self._others("without", "sign", v, SIGNS),
            "kind": lambda v: self._others("hide", "kind of relation", v, self.kinds),
            "type": lambda v: self._others("types", "type of actor", v, self.types),
            "speaker": lambda v: {"by": self._one("speaker", v, self.speakers)},
            "outlet": lambda v: {"outlet": self._one("outlet", v, self.outlets)},
            "from": lambda v: self._bin("from", v),
            "to": lambda v: self._bin("to", v),
            "confidence": self._confidence,
            "unsure": lambda v: {"other": "1"} if self._yes(v) else {},
            "compare": self._compare,
            "link": lambda v: dict(parse_qsl(v.partition("#")[2])),
        }

    def address(self, settings: Sequence[tuple[int, str, str]]) -> str:
        """Return the settings as the part of an address after "#"."""
        out: dict[str, str] = {}
        for self.line, key, value in settings:
            if key not in self.keys:
                raise DataError(self.name, self.line, f"no setting named {key!r}; there are: {KNOWN}")
            out |= self.keys[key](clean(value))
        return urlencode(out)

    def _one(self, kind: str, value: str, known: Mapping[str, str]) -> str:
        found = known.get(value.casefold())
        if found is None:
            there = ", ".join(sorted(known)[:12]) + (" ..." if len(known) > 12 else "")  # noqa: PLR2004 - one line
            raise DataError(self.name, self.line, f"no {kind} named {value!r} on this map; there are: {there}")
        return found

    def _others(self, key: str, kind: str, value: str, known: Mapping[str, str]) -> dict[str, str]:
        """Return what is to be hidden where only some of the known ones are to stay."""
        kept = {self._one(kind, v.strip(), known) for v in value.split(",")}
        return {key: ",".join(sorted(set(known.values()) - kept))}

    def _yes(self, value: str) -> bool:
        if value not in {"yes", "no"}:
            raise DataError(self.name, self.line, f"want yes or no, got {value!r}")
        return value == "yes"

    def _focus(self, value: str) -> dict[str, str]:
        ids = [self._one("actor", v.strip(), self.actors) for v in value.split(",")]
        if len(ids) == 1:
            return {"actor": ids[0]}
        if len(set(ids)) != 2 or len(ids) != 2:  # noqa: PLR2004 - a pair
            raise DataError(self.name, self.line, f"focus takes one actor or two, got {value!r}")
        return {"pair": ids[0], "with": ids[1]}

    def _bin(self, key: str, value: str) -> dict[str, str]:
        """Return the step of time that a date falls into."""
        if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value):
            raise DataError(self.name, self.line, f"want a date such as 2021-07, got {value!r}")
        steps = [b for b in self.bins if b <= value[: len(b)]] or self.bins[:1]
        return {key: steps[-1]} if steps else {}

    def _confidence(self, value: str) -> dict[str, str]:
        if not re.fullmatch(r"0(\.\d+)?|1(\.0+)?", value):
            raise DataError(self.name, self.line, f"want a confidence from 0 to 1, got {value!r}")
        return {"confidence": value}

    def _compare(self, value: str) -> dict[str, str]:
        parts = [v.strip() for v in value.split(" | ")]
        if len(parts) != 2:  # noqa: PLR2004 - two sides
            raise DataError(self.name, self.line, f"want two sides with | between them, got {value!r}")
        if all(".." in p for p in parts):
            return {"view": "compare", "vs": "time", "a": parts[0], "b": parts[1]}
        known = [self._one("outlet", p, self.outlets) for p in parts]
        return {"view": "compare", "vs": "outlet", "a": known[0], "b": known[1]}
