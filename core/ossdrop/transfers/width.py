"""How many small files are sent at once: more while that brings more, fewer when it does not.

On a far line most of a small file's time is the way there and back, and sixteen at once leave the
line and the service idle. How many they take cannot be known; how fast files arrive can.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_PAYS = 1.1  # so much faster, or more at once were for nothing
_STEPS_OF_REST = 10  # before it is tried again
_LEAST = 4


class Width:
    """A width that follows the rate: `now` files at once, up to `most`. Thread-safe.

    A step lasts for about as many arrivals as there are files at once. Each one that was faster is
    followed by a wider one; one that was not is taken back. The first step of a new width does not
    count: its connections are still being made. A service that is busy halves it.
    """

    def __init__(
        self, start: int, most: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.now = start
        self._most = max(start, most)
        self._clock = clock
        self._lock = threading.Lock()
        self._arrived = 0
        self._since_s = 0.0
        self._best_width, self._best_rate = start, 0.0
        self._rest = 0
        self._is_new = self._was_busy = False

    def note_arrived(self) -> None:
        """One more has arrived."""
        with self._lock:
            if not self._arrived:
                self._since_s = self._clock()
            self._arrived += 1
            if self._arrived <= self.now:
                return
            taken_s = max(self._clock() - self._since_s, 1e-6)
            rate, self._arrived = (self._arrived - 1) / taken_s, 0
            self._step(rate)

    def note_busy(self) -> None:
        """The service, or the line, asks for fewer."""
        with self._lock:
            if not self._was_busy:  # many say so at once: that counts once
                self.now = max(self.now // 2, min(_LEAST, self.now))
            self._best_width, self._best_rate = self.now, 0.0
            self._arrived, self._rest = 0, _STEPS_OF_REST
            self._was_busy, self._is_new = True, False

    def note_idle(self) -> None:
        """Nothing is under way: the time until the next one tells nothing."""
        with self._lock:
            self._arrived = 0

    def _step(self, rate: float) -> None:
        self._was_busy = False
        if self._is_new:
            self._is_new = False
            return
        if self._rest:
            self._rest -= 1
            self._best_rate = rate if not self._rest else self._best_rate
        elif rate < self._best_rate * _PAYS:
            self.now, self._rest = self._best_width, _STEPS_OF_REST
            return
        else:
            self._best_width, self._best_rate = self.now, rate
        if not self._rest:
            wider = min(self.now * 2, self._most)
            self.now, self._is_new = wider, wider > self.now
