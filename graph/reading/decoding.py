"""Bytes to the stored text: encodings, and the few things that are changed before offsets begin to count."""

from __future__ import annotations

import codecs
import re

from graph.errors import InputError

MAX_FILE = 10_000_000
"""Bytes of one article's file, after decompression."""

MAX_TEXT = 1_000_000
"""Characters of one article's text: a long book."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KNOWN_BINARIES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich text document"),
)
_LATIN = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "l1", "us-ascii", "ascii"}
_CHARSET = re.compile(rb"""(?:charset\s*=\s*["']?|encoding\s*=\s*["'])([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_CONTROL_SHARE = 0.02
_MIN_CONTROL = 3


def decode(data: bytes, place: str, *, declared: bool = False) -> tuple[str, str | None]:
    """Return the text of a file and, where the encoding had to be guessed, one line that says so.

    In this order: byte order mark, UTF-8, UTF-8 with fewer broken than whole characters beyond ASCII, the charset that
    a page declares (only with ``declared``), windows-1252.

    Raises:
        InputError: the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), None
    refuse_binary(data, place)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        offset = error.start
    line = data.count(b"\n", 0, offset) + 1
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    if sum(not char.isascii() for char in lenient) > 2 * broken:
        return lenient, f"{place}: damaged UTF-8, first in line {line}; every broken character became U+FFFD"
    stated = _declared_encoding(data) if declared else None
    if stated is not None:
        return data.decode(stated, "replace"), None
    return data.decode("cp1252", "replace"), f"{place}: not UTF-8 from line {line} on; read as windows-1252"


def refuse_binary(data: bytes, place: str) -> None:
    """Raise InputError where the bytes are of a known binary kind or hold too many control characters for text."""
    for magic, kind in _KNOWN_BINARIES:
        if data.startswith(magic):
            raise InputError(f"{place}: this is {kind}; save it as plain text or HTML first")
    head = data[:65536]
    control = len(head) - len(head.translate(None, _CONTROL))
    if control > _MIN_CONTROL and control > len(head) * _MAX_CONTROL_SHARE:
        raise InputError(f"{place}: this is no text; give plain text, HTML or JSON lines")


def normalise(text: str) -> str:
    r"""Return the text as it is stored: ``\n`` line ends, no NUL, no lone surrogates (each becomes U+FFFD).

    Nothing else is changed; without ``\r``, NUL and a leading byte order mark every offset stays what it was.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return _SURROGATE.sub("\ufffd", text)


def stored_text(text: str, place: str) -> str:
    """Return the normalised text.

    Raises:
        InputError: nothing is left, or it is longer than ``MAX_TEXT``.
    """
    stored = normalise(text)
    if not stored.strip():
        raise InputError(f"{place}: empty; there is no text to read")
    if len(stored) > MAX_TEXT:
        raise InputError(f"{place}: {len(stored):,} characters are too many for one article; at most {MAX_TEXT:,}")
    return stored


def _declared_encoding(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    if name in _LATIN:
        return "cp1252"  # what every browser does
    try:
        codec = codecs.lookup(name)
        b"".decode(codec.name)  # not base64, zlib and the like
    except LookupError:
        return None
    return None if codec.name == "utf-8" else codec.name
