"""How many parts of a file are under way at once: as many as make the file go faster.

A line gives each connection only so much, or all of them together; which it is shows when more are
opened. On a line that is slow in all only two are: each part must be done before it breaks again.
"""

from __future__ import annotations

import time
from collections.abc import Callable

FEW, START, MOST = 2, 8, 32
_FAST_BYTES_PER_S = 1_000_000
_PAYS = 1.15  # so much faster, or more at once were for nothing
_FIRST_LOOK_S = 0.1  # by then buffers have taken what they take: it says nothing of the line,
_BUFFERED_BYTES = 3 * 512 * 1024  # unless it is more than this
_SOON_BYTES, _SOON_S = 1024**2, 1.2  # either tells a slow line from a fast one
_SETTLE_S, _LOOK_S = 0.7, 0.5  # new connections are opened first, then measured
_REST_S, _LONGEST_REST_S = 2.0, 30.0  # before it is tried again: doubled each time


class PartWidth:
    """A width that follows the rate at which bytes leave. For one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.now = FEW
        self._clock = clock
        self._from_s, self._from_bytes = clock(), 0
        self._takes_s = _FIRST_LOOK_S
        self._is_settling = True
        self._best_width, self._best_rate = FEW, 0.0
        self._rest_s, self._rest_until_s = _REST_S, 0.0

    def look(self, left_bytes: int) -> int:
        """How many parts shall be under way now that so many bytes in all have left."""
        now_s = self._clock()
        passed_s = now_s - self._from_s
        if passed_s < self._takes_s:
            return self.now
        gained_bytes = max(left_bytes - self._from_bytes, 0)
        is_told = self._best_rate or gained_bytes >= _SOON_BYTES or passed_s >= _SOON_S
        if not self._is_settling and not is_told:
            return self.now
        is_first_burst = self._is_settling and not self._from_bytes
        self._from_s, self._from_bytes = now_s, left_bytes
        if self._is_settling and not (is_first_burst and left_bytes > _BUFFERED_BYTES):
            self._is_settling = False
            self._takes_s = _LOOK_S if self._best_rate else _FIRST_LOOK_S
        else:
            self._step(gained_bytes / passed_s, now_s)
        return self.now

    def _step(self, rate: float, now_s: float) -> None:
        before = self.now
        if rate < _FAST_BYTES_PER_S:
            self.now, self._best_width, self._best_rate = FEW, FEW, 0.0
            self._rest_s, self._rest_until_s = _REST_S, 0.0
        elif self.now < START:
            self._best_width, self._best_rate = self.now, rate
            self.now = START
        elif now_s < self._rest_until_s:
            self._best_rate = rate
        elif rate >= self._best_rate * _PAYS or self.now == self._best_width:
            self._best_width, self._best_rate = self.now, rate
            self.now = min(self.now * 2, MOST)
        else:
            self.now = max(self._best_width, START)
            self._best_width = self.now
            self._rest_until_s = now_s + self._rest_s
            self._rest_s = min(self._rest_s * 2, _LONGEST_REST_S)
        self._is_settling = self.now > before
        self._takes_s = _SETTLE_S if self._is_settling else _LOOK_S
