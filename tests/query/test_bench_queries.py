"""The benchmark of named queries still runs, and rdflib gives the same rows."""

from __future__ import annotations

from pathlib import Path

from bench.queries import measure, report
from graph.query.named import named_queries


def test_ours_and_rdflib_answer_every_named_query_alike(tmp_path: Path) -> None:
    found = measure(tmp_path, 200, rounds=1)
    assert list(found.ours) == list(found.theirs) == sorted(named_queries())
    assert {name: t.trouble for name, t in found.theirs.items() if t.trouble} == {}
    assert [name for name, ours in found.ours.items() if ours.rows != found.theirs[name].rows] == []
    assert set(found.ratios) == set(found.ours)
    assert "median ratio" in report(found)
