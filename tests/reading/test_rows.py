import gzip
import io
import json
from pathlib import Path

from graph.model import Article
from graph.reading import ReadFailure, read_all, read_stream
from tests.reading.conftest import ReadBytes


def test_a_row_gives_its_fields(read: ReadBytes) -> None:
    row = {
        "id": 7,
        "text": "Iran met Iraq.\r\nBoth left.",
        "date": "2021-07-08",
        "title": "Talks",
        "url": ["https://paper.example/a", "https://paper.example/b"],
        "source": "Sample Courier",
        "license": "CC0-1.0",
        "claims": [],
    }
    article = read(json.dumps(row))
    assert article.text == "Iran met Iraq.\nBoth left."
    assert (article.source_id, article.title, article.publisher) == ("7", "Talks", "Sample Courier")
    assert (article.date, article.date_method) == ("2021-07-08", "metadata")
    assert (article.url, article.license) == ("https://paper.example/a", "CC0-1.0")


def test_a_bad_row_is_reported_with_its_line_and_the_next_is_read() -> None:
    lines = [
        b'\xef\xbb\xbf{"text": "Iran met Iraq."}',
        b"",
        b"{not json}",
        b"[1, 2]",
        b'{"title": "no text"}',
        b'{"text": "  "}',
        b'{"text": "\xff"}',
        b"[" * 100_000,
        b'{"text": "Iraq met Iran.", "n": ' + b"9" * 5000 + b"}",
        b'{"text": "Iraq met Iran \\ud800 again."}',
    ]
    items = list(read_stream(io.BytesIO(b"\n".join(lines)), name="rows.jsonl"))
    assert [item.text for item in items if isinstance(item, Article)] == [
        "Iran met Iraq.",
        "Iraq met Iran \ufffd again.",
    ]
    failures = [item for item in items if isinstance(item, ReadFailure)]
    assert [item.place for item in failures] == [f"rows.jsonl:{n}" for n in (3, 4, 5, 6, 7, 8, 9)]
    assert all(item.message.startswith(item.place) and "\n" not in str(item) for item in failures)
    assert failures[0].message.startswith("rows.jsonl:3: not JSON (")
    assert "not UTF-8" in failures[4].message


def test_an_overlong_line_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"text": "' + b"a" * 21_000_000 + b'"}\n{"text": "Iran met Iraq."}\n')
    first, second = read_all([path])
    assert isinstance(first, ReadFailure)
    assert first.message.endswith("rows.jsonl:1: the line is longer than 10,000,000 bytes")
    assert isinstance(second, Article)


def test_a_row_whose_date_is_none_is_read_without_it(read: ReadBytes, notes: list[str]) -> None:
    article = read('{"text": "Iran met Iraq.", "date": "7/8/21"}')
    assert article.date is None
    assert notes == ["standard input:1: date '7/8/21' is not understood; the article is read without it"]


def test_the_address_dates_a_row_without_a_date(read: ReadBytes) -> None:
    article = read('{"text": "Iran met Iraq.", "url": "https://paper.example/2021/07/08/a"}')
    assert (article.date, article.date_method) == ("2021-07-08", "url")


def test_packed_rows_are_unpacked_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "Iran met Iraq."}\n' * 3))
    assert [type(item) for item in read_all([path])] == [Article] * 3


def test_a_damaged_gzip_file_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    rows = b"".join(b'{"text": "Iran met Iraq %d times."}\n' % n for n in range(5000))
    path.write_bytes(gzip.compress(rows)[:-40])
    items = list(read_all([path]))
    assert isinstance(items[0], Article)
    assert str(items[-1]) == f"{path}: the gzip file is damaged or cut short"
