"""Lines of a text that are not of its article: pointers to other stories, sharing, subscriptions.

They stay in the text, since offsets count in it; the extractor skips their spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Span

_SECTION = re.compile(
    r"""(?:(?:the\s+)?latest|related|recommended|more|popular|trending|top|most\s+(?:read|popular|viewed|shared)|other|breaking)
        (?:\s+(?:world|local|international|regional))?\s*(?:news|stories|articles|posts|headlines|reading|videos|topics|content)?
      | (?:recommended|suggested)\s+for\s+you
      | (?:you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in))
      | editor(?:[\u2019']?s|s[\u2019'])\s+(?:picks?|choice)
      | (?:read|see|up)\s+next | don[\u2019']?t\s+miss | in\s+this\s+section | from\s+the\s+web | around\s+the\s+web
      | more\s+(?:on|from|about|in|stories)\b[^.!?]{0,60} | what\s+to\s+read\s+next
      | comments? | leave\s+a\s+(?:reply|comment) | sponsored(?:\s+content)? | advertisement""",
    re.IGNORECASE | re.VERBOSE,
)
_POINTER = re.compile(
    r"(?:also\s+read|read\s+also|read\s+more|read\s+(?:the\s+)?(?:full|original)\s+(?:story|article)|see\s+also|see\s+more"
    r"|watch(?:\s+(?:also|more|now|live))?|listen|related(?:\s+(?:news|story|stories|articles?|reading|coverage))?"
    r"|more\s+(?:news|stories)|further\s+reading|must\s+read|also\s+(?:see|watch)|don[\u2019']?t\s+miss|in\s+pictures"
    r"|opinion|tags?|topics|categor(?:y|ies)|keywords|filed\s+under)(?:\s*[:|»>]|\s+[-\u2013]\s)",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"""(?:share|print|email|tweet|like|save)\s+(?:this|on|via|article|story)\b.{0,60}
      | (?:follow|find|like|join)\s+us\s+(?:on|at)\b.{0,100}
      | (?:sign\s+up|subscribe|register)\s+(?:to|for|here|now|today)\b.{0,160} | subscribe
      | click\s+here\b.{0,100} | (?:get|download)\s+(?:the|our)\s+(?:app|newsletter)\b.{0,100}
      | (?:©|\(c\)|copyright\b).{0,160} | .{0,80}all\s+rights\s+reserved\.?
      | (?:share|print|e-?mail|facebook|twitter|whatsapp|telegram|linkedin|reddit|instagram|pinterest|copy\s+link)
        (?:[\s|,·/]+(?:share|print|e-?mail|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|instagram|pinterest))*
      | back\s+to\s+(?:top|home)\b.{0,40} | skip\s+to\s+(?:main\s+)?content | advertisement
      | .{0,40}\bmin(?:ute)?s?\s+read""",
    re.IGNORECASE | re.VERBOSE,
)
_PROSE_END = re.compile(r"[.!?][\"”\u2019')\]]*$")
_PROSE_LENGTH = 60
_LINE = re.compile(r"[^\n]+")


def boilerplate_spans(text: str) -> tuple[Span, ...]:
    """Return the stretches of a text that carry no claims of its article, in order, whole lines each.

    That are lines that point elsewhere (``Also read: ...``, ``Share this article``) and, after a line such as
    ``Related news``, the headlines that follow it, up to the next line that reads like prose. The first line of a text
    is always its own.
    """
    spans: list[Span] = []
    for span in _skipped_lines(text):
        if spans and not text[spans[-1].end : span.start].strip():
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return tuple(spans)


def _skipped_lines(text: str) -> Iterator[Span]:
    in_section = False
    first = True
    for match in _LINE.finditer(text):
        line = match[0].strip(" \t#*_•-\u2013—>|\xa0")
        if not line:
            continue
        if not first:
            in_section = _opens_section(line) or (in_section and not _is_prose(line))
            if in_section or _POINTER.match(line) or _ACTION.fullmatch(line):
                yield Span(match.start(), match.end())
        first = False


def _opens_section(line: str) -> bool:
    """Return whether a line stands alone as the head of a list of other stories."""
    bare = line.rstrip(":… ")
    pointer = _POINTER.match(line)
    return bool(_SECTION.fullmatch(bare)) or (pointer is not None and not line[pointer.end() :].strip())


def _is_prose(line: str) -> bool:
    return len(line) >= _PROSE_LENGTH and bool(_PROSE_END.search(line))
