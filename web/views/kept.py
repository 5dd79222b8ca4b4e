"""Results that are kept: made once however many ask for them at the same time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

from graph.errors import QueryLimit

T = TypeVar("T")


class Kept:
    """A bounded memory of results by key; the one that was asked for least recently goes first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._found: OrderedDict[Hashable, _Slot] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the result of a key, made now if there is none; who asks meanwhile waits for it.

        What ``make`` raises is raised here, and not kept.
        """
        slot = self._slot(key)
        with slot.lock:
            if not slot.full:
                slot.value = make()
                slot.full = True
            return cast("T", slot.value)

    def _slot(self, key: Hashable) -> _Slot:
        with self._lock:
            slot = self._found.setdefault(key, _Slot())
            self._found.move_to_end(key)
            while len(self._found) > self._size:
                self._found.popitem(last=False)
            return slot

    def has(self, key: Hashable) -> bool:
        """Return whether the result of a key is there already."""
        with self._lock:
            return key in self._found and self._found[key].full


class Lasting(Kept):
    """A memory of costly results that may be a little out of date: the longer one took to make, the longer it lasts."""

    def __init__(self, size: int, rest: float, *, slow: float = 1.0) -> None:
        """Make an empty one.

        Args:
            size: at most so many results.
            rest: how many times as long as making it took a result stands though what it was made from has changed.
            slow: seconds from which on a result is slow; one slow result at a time is made anew.
        """
        super().__init__(size)
        self._rest = rest
        self._slow = slow
        self._slow_turn = Lock()

    def of(self, key: Hashable, version: Hashable, make: Callable[[], T]) -> T:
        """Return the result of a key for a version of what it is made from, or the last one while that stands.

        While somebody makes a new one the last is given to all others, and so it is where the new one takes too long.

        Raises:
            QueryLimit: what ``make`` asks takes too long, and there is no last result.
        """
        slot = self._slot(key)
        if not slot.lock.acquire(blocking=not slot.full):
            return cast("T", slot.value)
        try:
            if not slot.full or (slot.version != version and time.monotonic() >= slot.until):
                self._renew(slot, version, make)
            return cast("T", slot.value)
        finally:
            slot.lock.release()

    def _renew(self, slot: _Slot, version: Hashable, make: Callable[[], object]) -> None:
        """Make a result anew, unless there is one, it is slow, and another such one is being made."""
        waits = slot.full and slot.took >= self._slow
        if waits and not self._slow_turn.acquire(blocking=False):
            return
        begun = time.monotonic()
        try:
            slot.value = make()
            slot.version, slot.full = version, True
        except QueryLimit:
            if not slot.full:
                raise
        finally:
            if waits:
                self._slow_turn.release()
            slot.took = time.monotonic() - begun
            slot.until = time.monotonic() + self._rest * slot.took


class _Slot:
    """The place of one result."""

    __slots__ = ("full", "lock", "took", "until", "value", "version")

    def __init__(self) -> None:
        self.lock = Lock()
        self.full = False
        self.value: Any = None
        self.version: Hashable = None
        self.took = 0.0
        self.until = 0.0
