"""Acts on many transfers a few at a time, so that nobody waits long for the lock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import ParamSpec

from ossdrop.transfers.threads import Threads

_AT_ONCE = 50  # of a request for many: a millisecond or two
_TURN_S = 0.0005  # for others between two of these
_Given = ParamSpec("_Given")


class Steps:
    """What was asked of many, in the order it was asked; `at_rest` is called after each."""

    def __init__(self, lock: threading.RLock, at_rest: Callable[[], object]) -> None:
        self._lock, self._at_rest = lock, at_rest
        self._thread = Threads(1, thread_name_prefix="transfers-act")
        self._waiting = 0
        self._is_closed = False

    @property
    def are_done(self) -> bool:
        """Whether nothing that was asked waits still."""
        return not self._waiting

    def take(
        self,
        ids: Sequence[int],
        act: Callable[[Sequence[int]], None],
        at_end: Callable[[], None] = lambda: None,
    ) -> None:
        """Act with the lock held: on a few at once, on many later, behind what came before.

        So whoever calls is held up by neither their number nor by each other.
        """

        def run() -> None:
            try:
                for start in range(0, len(ids), _AT_ONCE):
                    if start:
                        time.sleep(_TURN_S)  # a lock knows no turns: who waits would wait on
                    with self._lock:
                        act(ids[start : start + _AT_ONCE])
                with self._lock:
                    at_end()
                    self._at_rest()
            finally:
                with self._lock:
                    self._waiting -= 1

        with self._lock:
            is_short = len(ids) <= _AT_ONCE and not self._waiting
            self._waiting += 1
            if not is_short and not self._is_closed:
                self._thread.start(run)
                return
        run()

    def later(
        self, work: Callable[_Given, object], *args: _Given.args, **kwargs: _Given.kwargs
    ) -> None:
        """For who may hold locks of its own. Raises RuntimeError once it is closed."""
        self._thread.start(work, *args, **kwargs)

    def stop(self) -> None:
        """What is asked from now on is done at once, by whoever asks. With the lock held."""
        self._is_closed = True

    def close(self) -> None:
        """Wait for what has begun; what has not is left."""
        self._thread.shutdown(cancel_futures=True)
