"""A limit of bytes per second that all transfers share; it may change while they run."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_BURST_S = 0.1  # how much may be sent at once: small, so that the line stays usable for others
_LOOK_EVERY_S = 0.1


class BandwidthLimit:
    """A token bucket. Methods may be called from any thread.

    Files take turns, however many connections each has: a small one is not kept waiting by the many
    parts of a large one.
    """

    def __init__(self, bytes_per_s: int = 0) -> None:
        self._changed = threading.Condition()
        self._bytes_per_s = bytes_per_s
        self._tokens = 0.0
        self._filled_at = time.monotonic()
        self._line: OrderedDict[object, int] = OrderedDict()  # whose turn is next; its threads

    @property
    def bytes_per_s(self) -> int:
        """The limit; 0 means none."""
        return self._bytes_per_s

    def change(self, bytes_per_s: int) -> None:
        """Set another limit, also for what is being sent; 0 takes it off."""
        with self._changed:
            self._bytes_per_s = bytes_per_s
            self._tokens = 0.0
            self._changed.notify_all()

    def allow(self, size_bytes: int, check: Callable[[], None], whose: object = None) -> int:
        """How many of `size_bytes` may be sent now, of the file `whose`. Waits.

        `check` may raise meanwhile.
        """
        if not self._bytes_per_s:
            return size_bytes
        with self._changed:
            self._line[whose] = self._line.get(whose, 0) + 1
            try:
                return self._wait_for_turn(size_bytes, check, whose)
            finally:
                self._line[whose] -= 1
                if not self._line[whose]:
                    del self._line[whose]
                self._changed.notify_all()

    def _wait_for_turn(self, size_bytes: int, check: Callable[[], None], whose: object) -> int:
        while True:
            check()
            if not self._bytes_per_s:
                return size_bytes
            wait_s = _LOOK_EVERY_S
            if next(iter(self._line)) is whose:
                burst = max(self._bytes_per_s * _BURST_S, 1.0)
                self._fill(burst)
                wanted = min(size_bytes, int(burst))
                if self._tokens >= wanted:
                    self._tokens -= wanted
                    self._line.move_to_end(whose)
                    return wanted
                wait_s = min(wait_s, (wanted - self._tokens) / self._bytes_per_s)
            self._changed.wait(wait_s)

    def _fill(self, burst: float) -> None:
        now = time.monotonic()
        self._tokens = min(self._tokens + (now - self._filled_at) * self._bytes_per_s, burst)
        self._filled_at = now
