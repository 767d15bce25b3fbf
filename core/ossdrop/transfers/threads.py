"""Threads that make do with fewer than they should be, where the system gives no more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor


class Threads(ThreadPoolExecutor):
    """A pool that goes on with the threads it has.

    The one of the library has queued the work already when it fails to start another thread for it:
    it is done twice or never, by whether the caller tries again.
    """

    def _adjust_thread_count(self) -> None:
        try:
            super()._adjust_thread_count()
        except (RuntimeError, MemoryError):  # "can't start new thread": a limit of the system
            if not self._threads:  # nobody would ever do it
                raise
