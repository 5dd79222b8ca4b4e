"""Answers from a network or a collection: pure functions, each answer with the ids of the claims that it rests on.

Claims that are negated, not actual or rejected are left out unless ``everything`` is true, and negated ones take no
side even then; a denial and a contradiction need the negated ones, and say so. All answers have one order, and equal
input gives equal answers.
"""

from graph.analysis.bonds import Bond, bonds
from graph.analysis.centrality import Central, Centrality, Measure, central
from graph.analysis.clashes import Side
from graph.analysis.communities import Block, Group, Groups, groups
from graph.analysis.dates import Period
from graph.analysis.disputes import CONTRADICTION_KINDS, WINDOW, Contradiction, ContradictionKind, contradictions
from graph.analysis.evidence import Evidence
from graph.analysis.history import Month, Timeline, Turn, timeline
from graph.analysis.line_index import Frustration, frustration
from graph.analysis.outlets import Comparison, Outlet, Told, Tone, compare
from graph.analysis.paths import Path, path
from graph.analysis.periods import CHANGE_KINDS, Change, ChangeKind, Changes, changes
from graph.analysis.proxies import Leg, Sponsorship, triads
from graph.analysis.reports import Report
from graph.analysis.speakers import Against, Said, says
from graph.analysis.tension import KINDS, Balance, Triad, balance

__all__ = [
    "CHANGE_KINDS",
    "CONTRADICTION_KINDS",
    "KINDS",
    "WINDOW",
    "Against",
    "Balance",
    "Block",
    "Bond",
    "Central",
    "Centrality",
    "Change",
    "ChangeKind",
    "Changes",
    "Comparison",
    "Contradiction",
    "ContradictionKind",
    "Evidence",
    "Frustration",
    "Group",
    "Groups",
    "Leg",
    "Measure",
    "Month",
    "Outlet",
    "Path",
    "Period",
    "Report",
    "Said",
    "Side",
    "Sponsorship",
    "Timeline",
    "Told",
    "Tone",
    "Triad",
    "Turn",
    "balance",
    "bonds",
    "central",
    "changes",
    "compare",
    "contradictions",
    "frustration",
    "groups",
    "path",
    "says",
    "timeline",
    "triads",
]
