"""No SQLite connection crosses a fork: not even closing one is allowed on the other side.

Source: https://www.sqlite.org/howtocorrupt.html, "Carrying an open database file across a fork()".
All are closed before, while nobody uses them; each side opens its own when it needs one.
"""

from __future__ import annotations

import os
import threading
import weakref
from typing import Protocol


class _Store(Protocol):
    def close_and_hold(self) -> None:
        """Close, and let nobody open it again for now."""

    def release(self) -> None:
        """Whoever needs it may open it."""


_stores: weakref.WeakSet[_Store] = weakref.WeakSet()
_held: list[_Store] = []
_forking = threading.RLock()


def closed_at_forks(store: _Store) -> None:
    """Close `store` whenever this process forks."""
    _stores.add(store)


def _close_all() -> None:
    _forking.acquire()
    for store in list(_stores):
        store.close_and_hold()
        _held.append(store)


def _release_all() -> None:
    while _held:
        _held.pop().release()
    _forking.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_close_all, after_in_parent=_release_all, after_in_child=_release_all
    )
