from __future__ import annotations

import os
from pathlib import Path

import pytest

from exports.file import write_whole
from graph.errors import InputError


def test_a_link_is_followed_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "real.html").write_text("old")
    (tmp_path / "link.html").symlink_to("real.html")
    write_whole(tmp_path / "link.html", "naïve")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_text(encoding="utf-8") == "naïve"
    assert len(list(tmp_path.iterdir())) == 2


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be written .*; name another file with -o"):
        write_whole(tmp_path / ("x" * 300), "text")
    assert not list(tmp_path.iterdir())


def test_a_pipe_is_written_straight(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, "text")
        assert os.read(reader, 10) == b"text"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
