"""Waits that Ctrl+C ends.

On Windows Python hears of it only between two waits of its main thread, however long one lasts.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence

_LOOK_S = 0.2
TURN_S: float | None = _LOOK_S if sys.platform == "win32" else None


def wait_for(event: threading.Event) -> None:
    """Wait until it is set; KeyboardInterrupt and other signals get through. Blocks."""
    while not event.wait(TURN_S):
        pass


def wait_for_either(event: threading.Event, told: Sequence[int]) -> None:
    """Wait until it is set, or a handler has noted a signal in `told`. Blocks.

    A handler does not set the event itself: it runs in the main thread, which may just hold the
    event's lock.
    """
    while not told and not event.wait(TURN_S or _LOOK_S):
        pass
