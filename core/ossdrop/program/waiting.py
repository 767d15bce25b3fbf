"""Waits that Ctrl+C ends.

On Windows Python hears of it only between two waits of its main thread, however long one lasts.
"""

from __future__ import annotations

import sys
import threading

TURN_S: float | None = 0.2 if sys.platform == "win32" else None


def wait_for(event: threading.Event) -> None:
    """Wait until it is set; KeyboardInterrupt and other signals get through. Blocks."""
    while not event.wait(TURN_S):
        pass
