import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.model import Article
from graph.reading import ReadFailure, read_all, read_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "c.txt").write_text("Iraq met Iran.")
    (tmp_path / "b" / "a.md").write_text("Iran met Iraq.")
    (tmp_path / "b" / "bad.txt").write_bytes(b"")
    (tmp_path / "a.jsonl").write_text('{"text": "First row."}\n{"text": "Second row."}\n')
    (tmp_path / "d.txt.gz").write_bytes(gzip.compress(b"Packed."))
    (tmp_path / "README.md").write_text("About these files.")
    (tmp_path / "table.csv").write_text("a,b")
    (tmp_path / ".hidden" / "e.txt").write_text("Hidden.")
    return tmp_path


def test_a_folder_is_read_in_the_order_of_its_paths_and_goes_on_after_a_failure(folder: Path) -> None:
    items = list(read_all([folder]))
    texts = [item.text if isinstance(item, Article) else item.message for item in items]
    empty = f"{folder}/b/bad.txt: empty; there is no text to read"
    assert texts == ["First row.", "Second row.", "Iran met Iraq.", empty, "Iraq met Iran.", "Packed."]


def test_a_single_path_stops_at_its_first_failure(folder: Path) -> None:
    assert [article.text for article in read_path(folder / "c.txt")] == ["Iraq met Iran."]
    with pytest.raises(InputError, match=r"bad\.txt: empty"):
        list(read_path(folder))


def test_content_decides_over_a_suffix_that_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "saved.txt"
    page.write_text(
        "<!-- saved --><!doctype html><html><body><article><p>Iran met Iraq on Wednesday in the capital, officials "
        "of both states said.</p><p>They agreed to meet again in the autumn, the officials added.</p></article></body>"
    )
    (article,) = read_path(page)
    assert article.text.startswith("Iran met Iraq")


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    messages = [
        str(item) for item in read_all([tmp_path / "no.txt", tmp_path / "empty"]) if isinstance(item, ReadFailure)
    ]
    assert messages[0] == f"{tmp_path}/no.txt: there is no such file or folder"
    assert messages[1].startswith(f"{tmp_path}/empty: no articles in this folder")


def test_a_file_name_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    (failure,) = read_all([tmp_path / "\x1b[31mred\n.txt"])
    assert isinstance(failure, ReadFailure)
    assert failure.message.isprintable()


def test_plain_text_is_read_without_loading_the_html_engine() -> None:
    code = (
        "import io, sys; from graph.reading import read_stream; list(read_stream(io.BytesIO(b'Iran met Iraq.')));"
        "print(sorted({'trafilatura', 'lxml', 'spacy', 'rdflib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
