"""Where a store lies: its folder, its ``store.json``, and opening the engine in it.

PATH/store.json   format version of the folder
PATH/quads/       the engine's files (Oxigraph on RocksDB); its LOCK lets one writer in
PATH/readers/     what readers look at while a writer goes on (see snapshot.py)
PATH/readings/    articles with their claims, faster to read than the quads (see kept.py); may be deleted
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph

from graph.errors import StoreBusy, StoreError
from graph.store.snapshot import snapshot

FORMAT = 1
"""Version of the folder's format; a store of a newer one is refused."""

_MARK = "store.json"
_PART = "store.json.part"
_BUSY = ("lock hold by", "lock file", "Resource temporarily unavailable", "No locks available")


def prepare(path: Path) -> None:
    """Claim the folder of a new store, or check that what is there is a store.

    A folder counts as a store only once the engine has made its files: until `finish` its mark has another name, so
    that no reader looks at half of them. A folder whose maker died is made ready by the next writer.

    Raises:
        StoreError: the folder is something else, or cannot be made.
    """
    try:
        if not path.exists() or (path.is_dir() and _unfinished({p.name for p in path.iterdir()})):
            path.mkdir(parents=True, exist_ok=True)
            (path / _PART).write_text(json.dumps({"store": "detente", "format": FORMAT}) + "\n", "utf-8")
            return
    except OSError as error:
        raise StoreError(f"{path}: cannot make a store here ({error.strerror}); choose another folder") from error
    check(path)


def finish(path: Path) -> None:
    """Mark the folder as a store, now that the engine has made its files. Raises StoreError where it cannot."""
    try:
        if not (path / _MARK).exists():
            (path / _PART).replace(path / _MARK)
    except OSError as error:
        raise StoreError(f"{path}: cannot make a store here ({error.strerror}); choose another folder") from error


def _unfinished(names: set[str]) -> bool:
    """Return whether a folder is empty or holds a store that is being made."""
    return not names or (_PART in names and names <= {_PART, "quads"})


def check(path: Path) -> None:
    """Check that a folder is a store of a format that we read.

    Raises:
        StoreError: nothing there, something else, or a newer format.
    """
    mark = path / _MARK
    try:
        found = json.loads(mark.read_bytes())
        format_ = found["format"]
        known = found["store"] == "detente" and isinstance(format_, int)
    except FileNotFoundError:
        names = {p.name for p in path.iterdir()} if path.is_dir() else set()
        if not names:
            raise StoreError(f"{path}: no store here; make one with 'detente add --store'") from None
        if names & {_PART, _MARK}:
            raise StoreError(f"{path}: no store here yet, it is being made; try again") from None
        raise StoreError(f"{path}: not a store (no {_MARK} in it); choose another folder") from None
    except NotADirectoryError:
        raise StoreError(f"{path}: not a store (no {_MARK} in it); choose another folder") from None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{mark}: cannot be read ({type(error).__name__}); restore it from a backup") from error
    if not known:
        raise StoreError(f"{mark}: not the mark of a store of ours; choose another folder")
    if format_ > FORMAT:
        raise StoreError(
            f"{path}: store format {format_} is newer than {FORMAT}, the newest known here; upgrade detente"
        )


def open_writer(path: Path) -> pyoxigraph.Store:
    """Return the engine of a store, open for writing.

    Raises:
        StoreBusy: another process, or this one, has it open for writing.
        StoreError: the engine cannot read its files.
    """
    try:
        return pyoxigraph.Store(str(path / "quads"))
    except (OSError, RuntimeError) as error:
        if any(sign in str(error) for sign in _BUSY):
            raise StoreBusy(f"{path}: another process is writing to this store; try again when it has ended") from None
        raise damaged(path, error) from error


@contextmanager
def open_reader(path: Path) -> Iterator[pyoxigraph.Store]:
    """Open the engine on what is stored now, whatever a writer does meanwhile.

    Raises:
        StoreError: the engine cannot read its files.
    """
    with snapshot(path) as files:
        yield open_files(path, files)


def open_files(path: Path, files: Path) -> pyoxigraph.Store:
    """Return the engine on the files of a snapshot of the store at ``path``. Raises StoreError where it cannot."""
    try:
        return pyoxigraph.Store.read_only(str(files))
    except (OSError, RuntimeError) as error:
        raise damaged(path, error) from error


def damaged(path: Path, error: Exception) -> StoreError:
    """Return the error that says that the engine's files cannot be read."""
    what = " ".join(str(error).split())[:160]
    return StoreError(f"{path}: the store is damaged ({what}); restore a backup, or add the articles to a new one")
