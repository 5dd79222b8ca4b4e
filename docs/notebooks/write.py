"""Write who-stands-with-whom.ipynb: run its cells on the sample articles and keep what they give.

Run from the top of the source tree: ``.venv/bin/python docs/notebooks/write.py``. Needs no Jupyter.
"""  # noqa: INP001 - a script

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).with_name("who-stands-with-whom.ipynb")

MARKDOWN, CODE = "markdown", "code"
CELLS: Sequence[tuple[str, str]] = (
    (
        MARKDOWN,
        """# Who stands with whom

The sample articles of détente in a notebook. They are invented. Make their store first, with `detente demo`, and start
the notebook beside the folder that it writes.""",
    ),
    (
        CODE,
        """from graph import open_store

store = open_store("detente-demo/store")
store""",
    ),
    (
        MARKDOWN,
        """## Claims as rows

`store.claims()` yields a flat dict for each claim; `actor`, `relation`, `start`, `end` and `min_confidence` narrow it.
With pandas, which détente does not need: `pandas.DataFrame(store.claims())`.""",
    ),
    (
        CODE,
        """for claim in store.claims(relation="courts"):
    print(claim["when"], claim["modality"], claim["subject"], "courts", claim["object"])
    print("   ", claim["sentence"])""",
    ),
    (
        MARKDOWN,
        """## Queries

SPARQL runs in a fenced process. `rel:courts` between two actors stands for claims that are affirmed and actual. Rows
of the answer are dicts; a notebook shows it as a table.""",
    ),
    (
        CODE,
        'store.query("SELECT ?who ?whom { ?who rel:courts ?whom } ORDER BY ?who ?whom")',
    ),
    (
        MARKDOWN,
        """What is denied, and by whom:""",
    ),
    (
        CODE,
        """denied = store.query(\"\"\"
SELECT ?subject ?relation ?object ?speaker ?sentence
{
  ?claim :polarity :negated ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
    :attribution/:speaker ?speaker ; :sentence/oa:exact ?sentence .
  FILTER(?subject = actor:turkey)
}
\"\"\")
denied""",
    ),
    (CODE, "list(denied)"),
    (
        MARKDOWN,
        """## The network

`store.to_networkx()` gives one edge a claim. `graph.analysis` takes it; answers hold the ids of their claims.""",
    ),
    (
        CODE,
        """from graph.analysis import balance, path

rows = {row["claim_id"]: row for row in store.claims()}
network = store.to_networkx()
(common_enemy,) = path(network, "iran", "taliban", indirect=True, limit=1)
for step in common_enemy.steps:
    print(step.one, {1: "+", 0: "o", -1: "-"}[step.sign], step.other)
    for id_ in sorted(step.evidence.claims, key=lambda id_: rows[id_]["sentence"]):
        print("   ", rows[id_]["sentence"])""",
    ),
    (
        CODE,
        """for triad in balance(network, "india").tense:
    print(triad.kind, ", ".join(triad.actors))
    for bond in triad.bonds:
        print("   ", bond.one, "and", bond.other, rows[bond.evidence.claims[0]]["relation"])""",
    ),
    (
        MARKDOWN,
        """## RDF

`store.to_rdflib()` copies all that is stored into an rdflib graph.""",
    ),
    (
        CODE,
        """graph = store.to_rdflib()
for row in graph.query("SELECT ?who { ?who rel:courts actor:taliban }"):
    print(row.who)""",
    ),
)


def notebook(folder: Path) -> dict[str, Any]:
    """Return the notebook with the outputs that its cells give.

    Args:
        folder: where the cells run; `detente demo` has written its folder there.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    cells = []
    with contextlib.chdir(folder):
        for number, (kind, source) in enumerate(CELLS):
            cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": _lines(source)}
            if kind == CODE:
                count = sum(k == CODE for k, _ in CELLS[: number + 1])
                cell |= {"execution_count": count, "outputs": run(source, names, count)}
            cells.append(dict(sorted(cell.items())))
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def run(source: str, names: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """Run a cell and return its outputs: what it prints, then the value of its last line, as Jupyter has them."""
    tree = ast.parse(source)
    end = tree.body[-1]
    last = end if isinstance(end, ast.Expr) else None
    if last is not None:
        tree.body.pop()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "<cell>", "exec"), names)  # noqa: S102 - our own cells
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None  # noqa: S307
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": _lines(printed.getvalue())})
    if value is not None:
        data = {"text/plain": _lines(repr(value))}
        if hasattr(value, "_repr_html_"):
            data["text/html"] = _lines(value._repr_html_())
        outputs.append(
            {
                "data": dict(sorted(data.items())),
                "execution_count": count,
                "metadata": {},
                "output_type": "execute_result",
            }
        )
    return outputs


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def written(folder: Path) -> str:
    """Return the notebook's file."""
    return json.dumps(notebook(folder), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write the notebook."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    import cli  # noqa: PLC0415 - found only now

    with tempfile.TemporaryDirectory() as folder:
        if code := cli.run(["demo", os.path.join(folder, "detente-demo")]):  # noqa: PTH118 - text, as typed
            sys.exit(code)
        NOTEBOOK.write_text(written(Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
