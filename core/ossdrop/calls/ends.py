"""How a call ends that is not to go on: after its time, with the program, or because it is told."""

from __future__ import annotations

import contextlib
import functools
import math
import threading
from collections.abc import Callable, Iterator

from ossdrop.app import App
from ossdrop.errors import ErrorCode, OssDropError

_Ender = Callable[[OssDropError], None]
_running: set[_Ender] = set()


class Deadline:
    """Ends a call after its time, also where an App of it waits for the password store."""

    def __init__(self, timeout_s: float | None) -> None:
        """Raises TypeError and ValueError for what is no time."""
        if isinstance(timeout_s, bool) or not isinstance(timeout_s, int | float | None):
            raise TypeError(f"timeout_s: seconds are needed, not {type(timeout_s).__name__}")
        if isinstance(timeout_s, float) and math.isnan(timeout_s):
            raise ValueError("timeout_s: seconds are needed, not nan")
        if timeout_s is not None and timeout_s <= 0:
            raise ValueError(
                f"timeout_s: more than 0 seconds are needed, not {timeout_s}; None waits"
            )
        is_endless = timeout_s is None or timeout_s > threading.TIMEOUT_MAX
        self._timeout_s = None if is_endless else timeout_s
        self._apps: list[App] = []
        self._error: OssDropError | None = None

    def watch(self, app: App) -> None:
        """An App belongs to the call, too; raises where the time is over."""
        self._apps.append(app)
        if self._error is not None:
            raise self._error

    def let_go(self) -> None:
        """Wait for the password store no longer."""
        for app in tuple(self._apps):
            app.destinations.secrets.close()

    @contextlib.contextmanager
    def running(
        self,
        end: Callable[[OssDropError], None],
        setback: Callable[[], OssDropError | None] = lambda: None,
    ) -> Iterator[None]:
        """Call `end` from another thread once the time is over, unless the inside has ended.

        `setback` gives what went wrong last: that is why it took so long.
        """
        with _ended_with_the_program(end):
            yield from self._limited(end, setback)

    def _limited(
        self, end: Callable[[OssDropError], None], setback: Callable[[], OssDropError | None]
    ) -> Iterator[None]:
        if self._timeout_s is None:
            yield
            return

        def end_all() -> None:
            self._error = _late(f"not done within {self._timeout_s} s", setback())
            end(self._error)
            self.let_go()

        timer = threading.Timer(self._timeout_s, end_all)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


@contextlib.contextmanager
def _ended_with_the_program(end: _Ender) -> Iterator[None]:
    """A daemon thread ends with its program: nobody must wait for the threads that send for it."""
    if not threading.current_thread().daemon:
        yield
        return
    _watch_the_end()
    _running.add(end)
    try:
        yield
    finally:
        _running.discard(end)


@functools.cache
def _watch_the_end() -> None:
    """End what is under way before threads are waited for.

    `atexit` comes after that. What the pool of threads itself uses is older than it and has no
    public name; what is registered last is called first.
    """
    import ossdrop.transfers.threads  # noqa: F401 - registers itself

    def end_all() -> None:
        for end in tuple(_running):
            end(OssDropError(ErrorCode.CONNECTION_LOST, "the program has ended"))

    register = getattr(threading, "_register_atexit", None)
    if register is not None:
        with contextlib.suppress(RuntimeError):  # it is ending already
            register(end_all)


def _late(words: str, setback: OssDropError | None) -> OssDropError:
    """The error of a call whose time is over: where something was answered, what that was."""
    if setback is None:
        return OssDropError(ErrorCode.NETWORK_TIMEOUT, words)
    detail = f"{setback.detail}, {words}" if setback.detail else words
    return OssDropError(setback.code, detail, request_id=setback.request_id, hint=setback.hint)
