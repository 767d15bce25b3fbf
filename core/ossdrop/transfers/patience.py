"""How long a command or a script waits for a line that is gone. A window waits as long as it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from ossdrop.errors import OF_ADDRESS, ErrorCode, OssDropError

FIRST_WAIT_S, LATER_WAIT_S = 30.0, 300.0
_TELL_EVERY_S = 30.0  # a line that comes and goes is told once
_NO_ANSWER = (
    ErrorCode.NETWORK_UNREACHABLE,
    ErrorCode.NETWORK_TIMEOUT,
    ErrorCode.CONNECTION_LOST,
    ErrorCode.PROXY_UNREACHABLE,
)


class Patience:
    """For how long attempts go on where nobody answers: `first_s`, later on `later_s`.

    It is later once something went through. A name that nobody knows and a port that nobody opens
    are waited for only then: at first they are wrong settings, unless it `waits_for_all`. `on_wait`
    is told the seconds that are left, once for each time that the line is gone. Thread-safe.
    """

    def __init__(
        self,
        first_s: float = FIRST_WAIT_S,
        later_s: float = LATER_WAIT_S,
        on_wait: Callable[[float], None] = lambda left_s: None,
        *,
        waits_for_all: bool = False,
    ) -> None:
        self._first_s, self._later_s = first_s, later_s
        self._on_wait = on_wait
        self._has_worked = False
        self._waits_for_all = waits_for_all
        self._gone_since_s: float | None = None
        self._told_s = -_TELL_EVERY_S
        self._owes_word = False  # of a gap that nobody was told of yet
        self._lock = threading.Lock()

    def note_taken(self) -> None:
        """Something went through: the line is there."""
        with self._lock:
            self._has_worked, self._gone_since_s, self._owes_word = True, None, False

    def lasts(self, error: OssDropError) -> bool:
        """Whether to try again after this error, however often it was tried."""
        if error.code not in _NO_ANSWER:
            return False
        with self._lock:
            is_known = self._has_worked or self._waits_for_all
            if error.hint in OF_ADDRESS and not is_known:
                return False
            now_s = time.monotonic()
            if self._gone_since_s is None:
                self._gone_since_s, self._owes_word = now_s, True
            most_s = self._later_s if self._has_worked else self._first_s
            left_s = most_s - (now_s - self._gone_since_s)
            tells = self._owes_word and left_s > 0 and now_s - self._told_s >= _TELL_EVERY_S
            if tells:
                self._told_s, self._owes_word = now_s, False
        if tells:
            self._on_wait(left_s)
        return left_s > 0
