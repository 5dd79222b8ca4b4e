from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from graph.errors import UnknownName
from graph.query import Answer, Blank, Iri, Value, as_csv, as_json, as_table
from graph.query.cells import inert, visible

XSD = "http://www.w3.org/2001/XMLSchema#"
TABLE = Answer(
    "table",
    ("who", "label", "n"),
    (
        (Iri("https://w3id.org/detente/actor/norland"), Value("北国", language="zh"), Value("-3", f"{XSD}integer")),
        (Blank("b0"), Value('=HYPERLINK("x")\x1b[2J\u202e,"a"\nb'), None),
    ),
)


def test_a_table_lines_up_and_shortens_iris() -> None:
    assert as_table(TABLE).splitlines() == [
        "who            label                                n",
        "-------------  -----------------------------------  --",
        "actor:norland  北国                                 -3",
        '_:b0           =HYPERLINK("x")\\x1b[2J\\u202e,"a"\\nb',
    ]


def test_an_ask_is_answered_yes_or_no() -> None:
    assert as_table(Answer("boolean", boolean=True)) == "yes\n"
    assert as_csv(Answer("boolean", boolean=False)) == "boolean\r\nfalse\r\n"
    assert json.loads(as_json(Answer("boolean", boolean=True))) == {"head": {}, "boolean": True}


def test_csv_keeps_numbers_and_disarms_formulas() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(TABLE), newline="")))
    assert rows == [
        ["who", "label", "n"],
        ["https://w3id.org/detente/actor/norland", "北国", "-3"],
        ["_:b0", '\'=HYPERLINK("x")\x1b[2J\u202e,"a"\nb', ""],
    ]


def test_csv_may_start_with_a_byte_order_mark() -> None:
    assert as_csv(TABLE, bom=True) == "\ufeff" + as_csv(TABLE)


def test_a_number_that_is_none_is_disarmed() -> None:
    answer = Answer("table", ("n",), ((Value("-1+cmd|' /C calc'!A0", f"{XSD}integer"),),))
    assert as_csv(answer).splitlines()[1].startswith("'-1+cmd")


def test_json_is_what_other_tools_read() -> None:
    found = parse_query_results(as_json(TABLE), QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    solutions = list(found)
    assert [v.value for v in found.variables] == ["who", "label", "n"]
    assert solutions[0]["label"].language == "zh"
    assert solutions[0]["n"].value == "-3"
    assert solutions[1]["label"].value == '=HYPERLINK("x")\x1b[2J\u202e,"a"\nb'
    assert solutions[1]["n"] is None


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", "\n=", " =", "\u00a0=", "\uff1d"])
def test_what_looks_like_a_formula_gets_an_apostrophe(start: str) -> None:
    assert inert(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize("text", ["", "1", "a=b", "Tor", "«-»"])
def test_other_text_stays(text: str) -> None:
    assert inert(text) == text


def test_nothing_that_a_terminal_obeys_stays() -> None:
    everything = "".join(map(chr, range(0x3000))) + "\ud800\U000e0041\ufeff\u2066\u2069"
    shown = visible(everything)
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl"} and c not in "\u200c\u200d"]
    assert visible("naïve العربية 北 क्‍ष") == "naïve العربية 北 क्‍ष"


def test_an_answer_is_rendered_by_the_name_of_the_form() -> None:
    assert [TABLE.render(form) for form in ("table", "csv", "json")] == [as_table(TABLE), as_csv(TABLE), as_json(TABLE)]
    with pytest.raises(UnknownName, match="no form named 'pdf'; there are: table, csv, json"):
        TABLE.render("pdf")
