"""Answers on disk."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.llm.answer import Answer
from graph.llm.cache import Cache

ANSWER = Answer('{"claims": []} \ud800\u00e9')


def test_an_answer_is_kept_for_its_text_date_prompt_and_model_only(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path / "deep" / "answers")
    assert cache.get("text", "2021", "p", "m") is None
    cache.put(ANSWER, "text", "2021", "p", "m")
    assert cache.get("text", "2021", "p", "m") == ANSWER
    assert cache.has("text", "2021", "p", "m")
    for other in (("texts", "2021", "p", "m"), ("text", None, "p", "m"), ("text", "2021", "q", "m")):
        assert cache.get(*other) is None
    assert not cache.has("text", "2021", "p", "n")


def test_texts_with_any_characters_have_answers_of_their_own(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path)
    cache.put(ANSWER, "a\x1f2021", None, "p", "m")
    assert cache.get("a", "2021", "p", "m") is None
    cache.put(ANSWER, "\ud800", None, "p", "m")
    assert cache.get("\ud800", None, "p", "m") == ANSWER


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[]", b'{"answer": 7}', b"[" * 100_000])
def test_a_damaged_file_is_no_answer(tmp_path: Path, damage: bytes) -> None:
    cache = Cache.open(tmp_path)
    cache.put(ANSWER, "text", None, "p", "m")
    (file,) = tmp_path.rglob("*.json")
    file.write_bytes(damage)
    assert cache.get("text", None, "p", "m") is None


def test_files_are_whole_however_many_write_them(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path)
    seen: set[Answer | None] = set()

    def work(letter: str) -> None:
        for _ in range(50):
            cache.put(Answer(letter * 100_000), "text", None, "p", "m")
            seen.add(cache.get("text", None, "p", "m"))

    threads = [threading.Thread(target=work, args=(letter,)) for letter in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen <= {Answer(letter * 100_000) for letter in "abcd"}
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1


def test_a_folder_that_cannot_be_used_is_told_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(InputError, match="choose another folder"):
        Cache.open(file)
    with pytest.raises(InputError, match="choose another folder"):
        Cache(file).put(ANSWER, "text", None, "p", "m")
