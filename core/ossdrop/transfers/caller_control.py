"""A running upload's line to the script that called for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ossdrop.storage.base import TransferControl


class CallerControl(TransferControl):
    """Passes progress on to the caller; a script stops an upload by raising from there."""

    def __init__(self, size_bytes: int, on_progress: Callable[[int, int], None] | None) -> None:
        self._size_bytes = size_bytes
        self._sent_bytes = 0
        self._on_progress = on_progress
        self._lock = threading.Lock()

    def add_sent(self, size_bytes: int) -> None:
        """Tell the caller how much was handed to the network in all."""
        with self._lock:
            self._sent_bytes += size_bytes
            if self._on_progress is not None:
                self._on_progress(self._sent_bytes, self._size_bytes)
