"""Waits that Ctrl+C ends.

On Windows Python hears of it only between two waits of its main thread, however long one lasts.
Elsewhere a signal that comes just before the wait begins is heard of only after it, too.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

TURN_S = 0.2


def wait_for(event: threading.Event) -> None:
    """Wait until it is set; KeyboardInterrupt and other signals get through. Blocks."""
    while not event.wait(TURN_S):
        pass


def wait_for_either(event: threading.Event, told: Sequence[int]) -> None:
    """Wait until it is set, or a handler has noted a signal in `told`. Blocks.

    A handler does not set the event itself: it runs in the main thread, which may just hold the
    event's lock.
    """
    while not told and not event.wait(TURN_S):
        pass
