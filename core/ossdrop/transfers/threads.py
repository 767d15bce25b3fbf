"""Threads that make do with fewer than they should be, where the system gives no more."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, ParamSpec, Self, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")
_Work = tuple[Future[Any], Callable[[], Any]]
_log = logging.getLogger(__name__)
_POOLS: weakref.WeakSet[Threads] = weakref.WeakSet()


class Threads:
    """A pool of threads; another one begins when there is work and none is free.

    As ThreadPoolExecutor, but for two things. It goes on with the threads it has: that one has
    queued the work already when it fails to start a thread for it, which is done twice or never, by
    whether the caller tries again. And it works for as long as somebody has work for it: that one
    refuses all once the main thread has come to its end, when threads of the person's own may still
    be uploading. At the end of the program what was given to it is waited for.
    """

    def __init__(self, most: int, *, thread_name_prefix: str = "threads") -> None:
        self._most, self._prefix = most, thread_name_prefix
        self._lock = threading.Condition(threading.Lock())
        self._given: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._free = self._left = 0  # threads that wait; work that no thread has been found for
        self._undone = 0
        self._is_closed = False
        _POOLS.add(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    def submit(
        self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        """Have it done by one of the threads; the future tells what comes of it.

        Raises RuntimeError and MemoryError where the system gives no thread, or once it is closed.
        """
        done: Future[Result] = Future()
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the threads have ended")
            if self._free:
                self._free -= 1
            elif len(self._threads) == self._most or not self._has_begun():
                self._left += 1
            self._undone += 1
            self._given.put((done, lambda: work(*args, **kwargs)))
        return done

    def start(
        self, work: Callable[Given, object], *args: Given.args, **kwargs: Given.kwargs
    ) -> None:
        """Have it done by one of the threads. Nobody asks what comes of it: that it fails is told.

        Raises as `submit` does.
        """
        self.submit(work, *args, **kwargs).add_done_callback(_tell_failure)

    def shutdown(self, *, wait: bool = True, cancel_futures: bool = False) -> None:
        """Take no more work; what was given is done before, unless it is cancelled."""
        with self._lock:
            self._is_closed = True
            while cancel_futures and (work := self._not_begun()) is not None:
                work[0].cancel()
                self._note_done()
            for _ in self._threads:
                self._given.put(None)
        for thread in self._threads if wait else ():
            thread.join()

    def wait_until_done(self) -> None:
        """Wait for what was given to it."""
        with self._lock:
            self._lock.wait_for(lambda: not self._undone)

    def _has_begun(self) -> bool:
        """Begin one more thread; False where there shall be no more. Called with the lock held."""
        name = f"{self._prefix}_{len(self._threads)}"
        # What is given is waited for at the end; no program waits for those that have no work.
        thread = threading.Thread(target=self._run, name=name, daemon=True)
        try:
            thread.start()
        except (RuntimeError, MemoryError):  # "can't start new thread": a limit of the system
            if not self._threads:  # nobody would ever do it
                raise
            return False
        self._threads.append(thread)
        return True

    def _not_begun(self) -> _Work | None:
        with contextlib.suppress(queue.Empty):
            return self._given.get_nowait()
        return None

    def _run(self) -> None:
        while (work := self._given.get()) is not None:
            _do(*work)
            del work  # what it holds may be large
            with self._lock:
                self._note_done()
                if self._left:
                    self._left -= 1
                else:
                    self._free += 1

    def _note_done(self) -> None:
        """Called with the lock held."""
        self._undone -= 1
        if not self._undone:
            self._lock.notify_all()


def _do(done: Future[Any], work: Callable[[], Any]) -> None:
    if not done.set_running_or_notify_cancel():
        return
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001 - whoever waits for it gets it
        done.set_exception(error)
        del error
    else:
        done.set_result(result)


def _tell_failure(done: Future[Any]) -> None:
    if not done.cancelled() and (error := done.exception()) is not None:
        _log.error("work in the background ended in a way nobody thought of", exc_info=error)


def _wait_for_all() -> None:
    for pool in tuple(_POOLS):
        pool.wait_until_done()


# `atexit` comes after threads were waited for; this has no public name. What is registered last is
# called first. Of a fork's child none of the threads are.
if (_register := getattr(threading, "_register_atexit", None)) is not None:
    with contextlib.suppress(RuntimeError):  # it is ending already
        _register(_wait_for_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POOLS.clear)
