"""Text or bytes to a file, whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from graph.errors import InputError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, text in UTF-8: what stood there is replaced at once when all is written, links are followed.

    What is no regular file (a pipe, a device) is written straight.

    Raises:
        InputError: it cannot be written there; what stood there stands still.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            path.write_bytes(data)
            return
        _replace(path.resolve(), data)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or error
        raise InputError(f"{path}: cannot be written ({why}); name another file with -o") from None


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(f".detente-{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
