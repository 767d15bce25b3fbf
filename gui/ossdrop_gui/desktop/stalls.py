"""Notices when the event loop is held, and writes down by what."""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback

from PySide6.QtCore import QObject, QTimer

LONG_S = 0.2
_BEAT_MS = 250  # often enough; four times a second costs nothing
_log = logging.getLogger(__name__)


class StallWatch(QObject):
    """A beat on the event loop, and a thread that misses it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last = time.monotonic()
        self._main = threading.get_ident()
        self._ended = threading.Event()
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._thread = threading.Thread(target=self._watch, name="stalls", daemon=True)

    def start(self) -> None:
        """Begin; the first beat counts from here."""
        self._beat()
        self._timer.start()
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for the thread."""
        self._timer.stop()
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _beat(self) -> None:
        self._last = time.monotonic()

    def _watch(self) -> None:
        told = 0.0
        while not self._ended.wait(_BEAT_MS / 1000):
            late_s = time.monotonic() - self._last - _BEAT_MS / 1000
            if late_s > LONG_S and self._last != told:
                told = self._last
                stack = _stack_of(self._main)
                _log.warning("the event loop was held for %.2f s by\n%s", late_s, stack)


def _stack_of(thread: int) -> str:
    """Where a thread is. Its frame is let go at once: it holds all that its function has made."""
    frame = sys._current_frames().get(thread)  # noqa: SLF001 - documented
    return "".join(traceback.format_stack(frame)) if frame else ""
