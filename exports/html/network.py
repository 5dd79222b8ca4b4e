"""The page: a pyvis Network with its own template, in one file that asks for nothing.

Imported only when a map is rendered, since pyvis takes half a second to load.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from pyvis.network import Network

from exports.html.evidence import clean
from exports.html.themes import style

SCRIPTS = (
    "state.js",
    "filters.js",
    "canvas.js",
    "camera.js",
    "panel.js",
    "controls.js",
    "tables.js",
    "timeline.js",
    "files.js",
    "compare.js",
    "story.js",
    "main.js",
)
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_ASIDE = re.compile(r"^[ \t]*(//[^\n]*\n|/\*\*[^\n]*\*/\n|\n)|^[ \t]+", re.MULTILINE)
_LOOSE = re.compile(r"(?<=[:;,{}])[ \n]+| +(?=[{}])")
_SOURCE_MAP = re.compile(r"//# sourceMappingURL=\S*")


class ActorMap(Network):  # type: ignore[misc]  # pyvis has no types
    """A signed, directed network of actors, drawn at fixed places."""

    def __init__(self, data: dict[str, Any], *, title: str, credit: str) -> None:
        super().__init__(height="100%", directed=True, cdn_resources="in_line")
        self.path = "map.html"
        self.templateEnv = Environment(
            loader=PackageLoader("exports.html", "page"), autoescape=True, undefined=StrictUndefined
        )
        self.templateEnv.policies["json.dumps_kwargs"] = {
            "sort_keys": True,
            "separators": (",", ":"),
            "ensure_ascii": False,
        }
        self.options = {
            "autoResize": True,
            "physics": {"enabled": False},
            "nodes": {"shape": "custom", "fixed": True},
            "edges": {"hidden": True, "smooth": False},
            "interaction": {"dragNodes": False, "selectable": False, "hover": False, "keyboard": False},
        }
        for k, actor in enumerate(data["actors"]):
            self.add_node(k, label=actor["label"], shape="custom", x=actor["x"], y=actor["y"])
        for k, line in enumerate(data["lines"]):
            self.add_edge(line["a"], line["b"], id=k)
        code = _file("start.js") + "".join(_file(name) for name in SCRIPTS) + _file("end.js")
        self.inline = {"vis": _vis_network(), "code": code, "style": _tight(style() + _file("map.css"))}
        self.templateEnv.globals.update(
            data=data,
            title=clean(title),
            credit=clean(credit),
            settings=self.options,
            places=[[node["x"], node["y"]] for node in self.nodes],
            ends=[[edge["from"], edge["to"]] for edge in self.edges],
            policy=self.policy(),
            **self.inline,
        )

    def policy(self) -> str:
        """Return the Content-Security-Policy: nothing may be loaded, and only the page's own code may run."""
        scripts = " ".join(_hash(self.inline[k]) for k in ("vis", "code"))
        return (
            f"default-src 'none'; script-src {scripts}; style-src {_hash(self.inline['style'])}; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )

    def page(self) -> str:
        """Return the page as one HTML document."""
        return str(self.generate_html("map.html"))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _file(name: str) -> str:
    """Return one of the page's files, without comments on lines of their own and without indentation."""
    text = (files("exports.html") / "page" / name).read_text(encoding="utf-8")
    return _inert(_ASIDE.sub("", text), name)


def _tight(style: str) -> str:
    """Return a style sheet without the spaces that mean nothing; no string in it holds a colon or a brace."""
    return _LOOSE.sub("", style)


def _vis_network() -> str:
    code = (files("pyvis") / _VIS).read_text(encoding="utf-8")
    return _inert(_SOURCE_MAP.sub("", code), "vis-network")


def _inert(code: str, name: str) -> str:
    """Return the code if nothing in it can end its own element. Raises ValueError if something can."""
    if re.search(r"</(script|style)|<!--", code, re.IGNORECASE):
        raise ValueError(f"{name}: holds the end of a script or style element; it cannot stand in the page")
    return code.replace("\r\n", "\n")
