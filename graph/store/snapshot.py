"""A still picture of a store's files for a reader, taken beside a writer.

The engine's table files never change once written, but a writer deletes those it has merged, and a reader that finds
one gone fails: of 33 readers beside a busy writer 10 did. So a reader looks at hard links of the table files, which
stay, and at copies of the small files. A picture is good if no file list and no MANIFEST changed while it was taken;
otherwise another is taken. Where links cannot be made (read-only disk) there is hardly a writer, and the files
themselves are read.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import StoreError

_TRIES = 200
_PAUSE = 0.01
"""Seconds between tries; taking a picture takes a few milliseconds, and a writer changes files some times a second."""


@contextmanager
def snapshot(path: Path) -> Iterator[Path]:
    """Make a folder with the files of the store as they are now; it goes when the block ends.

    A picture whose process died is removed by the next reader.

    Raises:
        StoreError: the store has no files, or they change faster than they can be linked.
    """
    source = path / "quads"
    if not (source / "CURRENT").is_file():
        raise StoreError(f"{path}: the store is damaged (quads/CURRENT is missing); restore a backup")
    try:
        (path / "readers").mkdir(exist_ok=True)
        folder, lock = _own_folder(path / "readers")
    except OSError:
        yield source
        return
    try:
        _sweep(path / "readers")
        yield _take(source, folder, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _own_folder(readers: Path) -> tuple[Path, int]:
    """Return a new folder and the descriptor that holds its lock, which ends with this process."""
    while True:
        folder = Path(tempfile.mkdtemp(dir=readers))
        try:
            lock = os.open(folder, os.O_RDONLY)
        except FileNotFoundError:
            continue  # swept away before it was locked
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.exists():
            return folder, lock
        os.close(lock)


def _take(source: Path, folder: Path, path: Path) -> Path:
    for attempt in range(_TRIES):
        target = folder / str(attempt)
        target.mkdir()
        try:
            before = _state(source)
            _link(source, target)
            if _state(source) == before:
                return target
        except FileNotFoundError:
            pass  # merged away between listing and linking
        except OSError:
            return source  # no hard links on this disk
        shutil.rmtree(target, ignore_errors=True)
        time.sleep(_PAUSE)
    raise StoreError(f"{path}: the writer changes files faster than they can be read; try again")


def _state(source: Path) -> tuple[list[str], int]:
    """Return the table files and the length of the MANIFEST, which grows with each change to them."""
    manifest = source / (source / "CURRENT").read_text("ascii").strip()
    tables = sorted(entry.name for entry in os.scandir(source) if entry.name.endswith(".sst"))
    return [manifest.name, *tables], manifest.stat().st_size


def _link(source: Path, target: Path) -> None:
    names = sorted(entry.name for entry in os.scandir(source) if entry.is_file())
    for name in names:
        if name.endswith(".sst"):
            os.link(source / name, target / name)
    for name in names:
        if not name.endswith(".sst") and not name.startswith(("LOCK", "LOG")):
            shutil.copyfile(source / name, target / name)


def _sweep(readers: Path) -> None:
    """Remove the pictures of processes that died: nobody holds their lock."""
    for other in sorted(readers.iterdir()):
        try:
            lock = os.open(other, os.O_RDONLY)
        except OSError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(other, ignore_errors=True)
        except OSError:
            continue  # in use
        finally:
            os.close(lock)
