"""Results that are kept: made once however many ask for them at the same time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

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
        with self._lock:
            slot = self._found.setdefault(key, _Slot())
            self._found.move_to_end(key)
            while len(self._found) > self._size:
                self._found.popitem(last=False)
        with slot.lock:
            if not slot.full:
                slot.value = make()
                slot.full = True
            return cast("T", slot.value)

    def has(self, key: Hashable) -> bool:
        """Return whether the result of a key is there already."""
        with self._lock:
            return key in self._found and self._found[key].full


class _Slot:
    """The place of one result."""

    __slots__ = ("full", "lock", "value")

    def __init__(self) -> None:
        self.lock = Lock()
        self.full = False
        self.value: Any = None
