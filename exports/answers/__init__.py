"""Answers of `graph.analysis` as lines for people and as JSON values; each figure says on which claims it rests."""

from exports.answers.teller import Teller
from exports.answers.ties import balance_lines, central_lines, group_lines, path_lines, sponsor_lines
from exports.answers.times import change_lines, timeline_lines
from exports.answers.values import answer_json
from exports.answers.voices import compare_lines, contradiction_lines, says_lines

__all__ = [
    "Teller",
    "answer_json",
    "balance_lines",
    "central_lines",
    "change_lines",
    "compare_lines",
    "contradiction_lines",
    "group_lines",
    "path_lines",
    "says_lines",
    "sponsor_lines",
    "timeline_lines",
]
