"""Paths and streams to articles: what kind of input it is, and which reader takes it."""

from __future__ import annotations

import gzip
import io
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal, cast

from graph.errors import InputError
from graph.model import Article
from graph.reading.decoding import MAX_FILE
from graph.reading.fields import Given, ReadFailure, Tell, make_given, printable, silence
from graph.reading.page import read_page
from graph.reading.plain import read_plain
from graph.reading.rows import read_rows

Kind = Literal["text", "page", "rows"]

SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".jsonl": "rows",
    ".ndjson": "rows",
}
"""What a folder is searched for, each also with ``.gz`` behind it."""

_PASSED_OVER = re.compile(r"\.|readme\b", re.IGNORECASE)
_GZIP = b"\x1f\x8b"
_SNIFFED = 4096
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_ROWS = re.compile(rb'\s*\{\s*"')


def read_path(
    path: Path | str,
    *,
    date: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    license: str | None = None,  # noqa: A002 - the field's name
    tell: Tell = silence,
) -> Iterator[Article]:
    """Yield the articles of a file or folder, and stop at the first that cannot be read.

    What the user gives wins over what the input says. ``tell`` takes one line for everything that was read with doubt.

    Raises:
        InputError: something cannot be read; the message is one line: place, thing, remedy.
    """
    for item in read_all([path], date=date, publisher=publisher, url=url, license=license, tell=tell):
        if isinstance(item, ReadFailure):
            raise InputError(item.message)
        yield item


def read_all(
    paths: Iterable[Path | str],
    *,
    date: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    license: str | None = None,  # noqa: A002 - the field's name
    tell: Tell = silence,
) -> Iterator[Article | ReadFailure]:
    """Return the articles of files and folders, or why one gave none; the batch goes on.

    Paths come in the order given, a folder's files sorted by path, its rows in the order of the file.

    Raises:
        InputError: what the user gives is not understood, before anything is read.
    """
    given = make_given(date, publisher, url, license)
    return (item for path in paths for item in _read_one(Path(path), given, tell))


def read_stream(
    binary: BinaryIO,
    *,
    name: str = "standard input",
    date: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    license: str | None = None,  # noqa: A002 - the field's name
    tell: Tell = silence,
) -> Iterator[Article | ReadFailure]:
    """Return the articles of a stream, its kind told by its content; like ``read_all`` it goes on after a bad row.

    Raises:
        InputError: what the user gives is not understood, before anything is read.
    """
    given = make_given(date, publisher, url, license)
    return _guarded(binary, name, None, given, tell)


def files_in(folder: Path) -> list[Path]:
    """Return the files below a folder that a reader knows by suffix, sorted by path.

    Hidden files and folders and any README are passed over; links to folders are not followed.
    """
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if not _PASSED_OVER.match(name) and _kind_of(name)]
    return sorted(path for path in found if path.is_file())


def _read_one(path: Path, given: Given, tell: Tell) -> Iterator[Article | ReadFailure]:
    """Yield what one path gives, a folder's files one after the other."""
    place = printable(str(path))
    if not path.is_dir():
        yield from _read_file(path, place, given, tell)
        return
    files = files_in(path)
    if not files:
        known = ", ".join(SUFFIXES)
        yield ReadFailure(place, f"{place}: no articles in this folder; it is searched for {known}, also with .gz")
    for file in files:
        yield from _read_file(file, printable(str(file)), given, tell)


def _read_file(path: Path, place: str, given: Given, tell: Tell) -> Iterator[Article | ReadFailure]:
    try:
        with path.open("rb") as stream:
            yield from _guarded(stream, place, _kind_of(path.name), given, tell)
    except FileNotFoundError:
        yield ReadFailure(place, f"{place}: there is no such file or folder")
    except OSError as error:
        yield ReadFailure(place, f"{place}: cannot be read ({error.strerror or error})")


def _guarded(
    stream: BinaryIO, place: str, kind: Kind | None, given: Given, tell: Tell
) -> Iterator[Article | ReadFailure]:
    """Yield what a stream gives; what goes wrong with the whole of it comes last, as a failure."""
    try:
        yield from _read(_unpacked(_peekable(stream)), place, kind, given, tell)
    except InputError as error:
        yield ReadFailure(place, str(error))
    except (EOFError, gzip.BadGzipFile, zlib.error):
        yield ReadFailure(place, f"{place}: the gzip file is damaged or cut short")


def _read(
    stream: io.BufferedReader, place: str, kind: Kind | None, given: Given, tell: Tell
) -> Iterator[Article | ReadFailure]:
    kind = _kind_by_content(stream.peek(_SNIFFED), kind)
    if kind == "rows":
        yield from read_rows(stream, place, given, tell)
        return
    data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise InputError(f"{place}: larger than {MAX_FILE:,} bytes; give one article a file, or JSON lines")
    yield read_page(data, place, given, tell) if kind == "page" else read_plain(data, place, given, tell)


def _kind_by_content(head: bytes, named: Kind | None) -> Kind:
    """Return the kind by what stands first; the suffix decides where the content leaves it open."""
    if named == "rows":
        return named
    if _PAGE.match(head[:_SNIFFED].removeprefix(b"\xef\xbb\xbf")):
        return "page"
    if named is None and _ROWS.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "rows"
    return named or "text"


def _kind_of(name: str) -> Kind | None:
    return SUFFIXES.get(Path(name.lower().removesuffix(".gz")).suffix)


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))


def _unpacked(stream: io.BufferedReader) -> io.BufferedReader:
    """Return the stream itself, or what is packed in it by gzip, unpacked as it is read."""
    if stream.peek(2)[:2] != _GZIP:
        return stream
    return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=stream)))
