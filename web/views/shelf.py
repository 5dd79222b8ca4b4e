"""Which picture of a store the pages see: the last one, and a newer one when it is ready."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import cast

from graph.errors import DetenteError
from graph.store.place import check
from web.views.kept import Kept, Lasting
from web.views.picture import KEPT, Picture

SETTLED = 1.0
"""Seconds for which a picture is taken for fresh: under a busy writer not every page opens the store anew."""
_PATIENCE = 0.3
"""Seconds from the beginning of a newer picture for which pages wait for it; then they show the last one."""
_REST = 10.0
"""How many times as long as a picture took to make none is made: a busy writer must not busy the site."""


class Shelf:
    """Gives the picture of a store that is fresh enough.

    When the store has changed, the next request has a new picture made beside it and waits a moment for that. What
    takes longer is not waited for: the last picture stands until the new one is ready.
    """

    def __init__(self, path: Path, *, settled: float = SETTLED) -> None:
        self.path = path
        self._settled = settled
        self._lock = Lock()
        self._known = Kept(2)
        self._lasting = Lasting(KEPT, _REST)
        self._state: Sequence[tuple[str, int]] = ()
        self._picture: Picture | None = None
        self._making: Future[Picture] | None = None
        self._begun = 0.0
        self._rests_until = 0.0

    def begin(self) -> None:
        """Begin to make the first picture, and wait for nothing; who asks for it is told what went wrong."""
        with self._lock, suppress(DetenteError):
            if not (self._picture or self._making):
                self._renewal(None)

    def picture(self) -> Picture:
        """Return a picture of the store: the last one while nothing has changed, or while a new one takes long.

        Raises:
            StoreError: no store there, or damaged.
        """
        with self._lock:
            last = self._picture
            if last and time.monotonic() < self._rests_until:
                return last
            making = self._making or self._renewal(last)
        if making is None:
            return cast("Picture", last)
        if last is None:
            return making.result()
        try:
            return making.result(max(0.0, self._begun + _PATIENCE - time.monotonic()))
        except FutureTimeout:
            return last

    def _renewal(self, last: Picture | None) -> Future[Picture] | None:
        """Begin to make a picture where the store has changed since the last one."""
        check(self.path)
        state = _state(self.path / "quads")
        if last and state == self._state:
            self._rests_until = time.monotonic() + self._settled
            return None
        self._making, self._begun = Future(), time.monotonic()
        Thread(target=self._make, args=(self._making, state), kwargs={"ahead": last is not None}, daemon=True).start()
        return self._making

    def _make(self, making: Future[Picture], state: Sequence[tuple[str, int]], *, ahead: bool) -> None:
        """Make a picture. The first one is given as soon as it is open, and prepared then."""
        begun = time.monotonic()
        try:
            made = Picture(self.path, self._known, self._lasting)
            if ahead:
                made.prepare()
        except Exception as error:  # noqa: BLE001 - whoever waits for it raises it
            with self._lock:
                self._making = None
            making.set_exception(error)
            return
        with self._lock:
            self._picture, self._state, self._making = made, state, None
            took = time.monotonic() - begun
            self._rests_until = time.monotonic() + max(self._settled, _REST * took)
        making.set_result(made)
        if not ahead:
            with suppress(DetenteError):  # whoever needs it raises it
                made.prepare()


def _state(folder: Path) -> Sequence[tuple[str, int]]:
    """Return names and sizes of the files of a store, which no writer leaves as they are."""
    try:
        entries = [e for e in os.scandir(folder) if not e.name.startswith(("LOCK", "LOG"))]
        return sorted((e.name, e.stat().st_size) for e in entries)
    except OSError:
        return ()  # a file went meanwhile, or there are none: opening the store tells
