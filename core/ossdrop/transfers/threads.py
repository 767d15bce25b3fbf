"""Threads that make do with fewer than they should be, where the system gives no more."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ParamSpec

Given = ParamSpec("Given")
_log = logging.getLogger(__name__)


class Threads(ThreadPoolExecutor):
    """A pool that goes on with the threads it has.

    The one of the library has queued the work already when it fails to start another thread for it:
    it is done twice or never, by whether the caller tries again.
    """

    def start(
        self, work: Callable[Given, object], *args: Given.args, **kwargs: Given.kwargs
    ) -> None:
        """Have it done by one of the threads. Nobody asks what comes of it: that it fails is told.

        Raises RuntimeError and MemoryError where the system gives no thread, or once it is closed.
        """
        self.submit(work, *args, **kwargs).add_done_callback(_tell_failure)

    def _adjust_thread_count(self) -> None:
        try:
            super()._adjust_thread_count()
        except (RuntimeError, MemoryError):  # "can't start new thread": a limit of the system
            if not self._threads:  # nobody would ever do it
                raise


def _tell_failure(done: Future[Any]) -> None:
    if not done.cancelled() and (error := done.exception()) is not None:
        _log.error("work in the background ended in a way nobody thought of", exc_info=error)
