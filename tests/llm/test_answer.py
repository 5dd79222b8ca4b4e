"""Taking apart what came back, whatever it is."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from graph.llm.answer import MALFORMED, TOO_MANY, Proposal, TooLong, Unanswered, open_envelope, proposals
from tests.llm.server import claims, completion, proposed

ONE = proposed("Iran attacked Israel", "Iran", "attacks", "Israel")
JSON = json.dumps({"claims": [ONE]})
WANT = Proposal("Iran attacked Israel", "Iran", "attacks", "Israel", "affirmed", "actual")


def test_the_text_and_the_tokens_are_found_in_the_envelope() -> None:
    found = open_envelope(claims(ONE).body)
    assert proposals(found.text) == ([WANT], {})
    assert (found.tokens_in, found.tokens_out) == (100, 20)


@pytest.mark.parametrize(
    "text",
    [
        JSON,
        f"\ufeff  {JSON}\n",
        f"```json\n{JSON}\n```",
        f"```\n{JSON}\n```\nThese are all claims; {{none}} else.",
        f"Here they are:\n{JSON}",
        f'<think>Is it {{"claims": [{{}}]}}? No.</think>{JSON}',
        f'A set like {{x}} or [1, 2]; {{"claims": []}} is wrong.\n{JSON} {JSON}',
        json.dumps([ONE]),
        json.dumps({"claims": [ONE], "note": "extra", "more": {"deep": [1]}}),
        json.dumps({"claims": [{**ONE, "extra": 1}]}),
        JSON.replace("Iran attacked Israel", "Iran\nattacked Israel").replace("\\n", "\n"),
    ],
)
def test_the_json_is_found_in_whatever_stands_around_it(text: str) -> None:
    found, dropped = proposals(text)
    assert [p.relation for p in found] == ["attacks"]
    assert not dropped


@pytest.mark.parametrize("text", ['{"claims": []}', '```json\n{"claims": []}\n```', 'None: {"claims": []}.'])
def test_no_claims_is_an_answer(text: str) -> None:
    assert proposals(text) == ([], {})


@pytest.mark.parametrize(
    "text",
    [
        *("", "I cannot help with that.", "{", '{"claims": ', '{"claims": "none"}', '{"claims": null}', "[]", "[1, 2]"),
        *('{"items": []}', "null", "[" * 100_000, '{"claims":[' * 30_000, '{"a":' * 60_000, "9" * 300_000),
        "x" * 500_000,
    ],
)
def test_what_is_no_list_of_claims_is_no_answer(text: str) -> None:
    start = time.process_time()
    with pytest.raises(Unanswered):
        proposals(text)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        7,
        "Iran attacks Israel",
        [],
        {},
        {**ONE, "quote": None},
        {**ONE, "quote": " "},
        {**ONE, "subject": 7},
        {**ONE, "object": ["Israel"]},
        {**ONE, "relation": {"id": "attacks"}},
        {**ONE, "polarity": True},
        {**ONE, "speaker": 0},
        {**ONE, "subject_name": []},
        {**ONE, "quote": "x" * 2001},
        {name: value for name, value in ONE.items() if name != "modality"},
    ],
)
def test_a_malformed_claim_is_counted_and_the_others_are_read(wrong: Any) -> None:
    assert proposals(json.dumps({"claims": [wrong, ONE]})) == ([WANT], {MALFORMED: 1})


def test_fields_that_may_be_null_may_be_missing_or_empty() -> None:
    short = {name: value for name, value in ONE.items() if value is not None} | {"speaker": ""}
    assert proposals(json.dumps({"claims": [short]})) == ([WANT], {})


def test_more_claims_than_any_text_has_are_counted() -> None:
    found, dropped = proposals(json.dumps({"claims": [ONE] * 500}))
    assert len(found) == 400
    assert dropped == {TOO_MANY: 100}


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"<html>", b"\xff\xfe", b"{}", b"[]", b"null", b"[" * 100_000),
        *(b'{"choices": []}', b'{"choices": {"0": 1}}', b'{"choices": [null]}', b'{"choices": [{"message": null}]}'),
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": 7}}]}',
        b'{"choices": [{"message": {"content": "  "}}]}',
    ],
)
def test_what_is_no_chat_completion_is_no_answer(body: bytes) -> None:
    with pytest.raises(Unanswered):
        open_envelope(body)


def test_a_text_in_parts_is_joined() -> None:
    parts = [{"type": "text", "text": JSON[:20]}, {"type": "image"}, "x", {"type": "text", "text": JSON[20:]}]
    body = {"choices": [{"message": {"content": parts}}], "usage": {"prompt_tokens": "many", "completion_tokens": -1}}
    found = open_envelope(json.dumps(body).encode())
    assert (found.text, found.tokens_in, found.tokens_out) == (JSON, 0, 0)


def test_an_answer_cut_at_its_longest_length_is_told_apart() -> None:
    with pytest.raises(TooLong):
        open_envelope(completion(JSON[:50], finish_reason="length").body)
