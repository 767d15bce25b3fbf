"""Speed and remaining time that a person can believe: averaged over the last seconds."""

from __future__ import annotations

from collections import deque

_SHOWN_S = 10.0  # a line that gives its bytes in bursts is no faster in one of them
_STEADY_S = 30.0  # what the time left rests on: it shall not jump between minutes and hours
_FIRST_ESTIMATE_S = 0.5
_STILL_S = 3.0  # a line that is far away is silent for a moment before the first bytes


class SpeedMeter:
    """Averages over sliding windows. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()

    def add(self, now_s: float, sent_bytes: int) -> None:
        """Note that `sent_bytes` had been sent in all at `now_s`."""
        if self._samples and sent_bytes < self._samples[-1][1]:
            self._samples.clear()  # an attempt began anew
        self._samples.append((now_s, sent_bytes))
        while len(self._samples) > 2 and self._samples[1][0] <= now_s - _STEADY_S:
            self._samples.popleft()

    @property
    def bytes_per_s(self) -> float | None:
        """The average speed, None before there is enough to tell."""
        return self._average(_SHOWN_S)

    def left_s(self, left_bytes: int) -> float | None:
        """How long `left_bytes` will take, None while unknown or when nothing moves."""
        if not self.bytes_per_s:
            return None
        speed = self._average(_STEADY_S)
        return left_bytes / speed if speed else None

    def _average(self, window_s: float) -> float | None:
        """Since the newest sample that is at least as old as the window, or the first."""
        if len(self._samples) < 2:
            return None
        last_s, last_bytes = self._samples[-1]
        first_s, first_bytes = self._samples[0]
        for sample in reversed(self._samples):
            if sample[0] <= last_s - window_s:
                first_s, first_bytes = sample
                break
        if last_s - first_s < (_STILL_S if last_bytes == first_bytes else _FIRST_ESTIMATE_S):
            return None
        return (last_bytes - first_bytes) / (last_s - first_s)
