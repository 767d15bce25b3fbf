"""Threads that make do with fewer than they should be, where the system gives no more."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")
_log = logging.getLogger(__name__)


class Threads(ThreadPoolExecutor):
    """A pool that goes on with the threads it has, and whose work fails loudly.

    The one of the library has queued the work already when it fails to start another thread for it:
    it is done twice or never, by whether the caller tries again. And what work raises waits there
    for somebody who asks for its result.
    """

    def submit(
        self, work: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        """Have it done by one of the threads; what it raises is in the log, too."""
        done = super().submit(work, *args, **kwargs)
        done.add_done_callback(_tell_failure)
        return done

    def _adjust_thread_count(self) -> None:
        try:
            super()._adjust_thread_count()
        except (RuntimeError, MemoryError):  # "can't start new thread": a limit of the system
            if not self._threads:  # nobody would ever do it
                raise


def _tell_failure(done: Future[Result]) -> None:
    if not done.cancelled() and (error := done.exception()) is not None:
        _log.error("work in the background ended in a way nobody thought of", exc_info=error)
