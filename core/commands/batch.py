"""Sends one batch and waits for its end: what commands do instead of showing a window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from core.app import App
from core.transfers.manager import Sender
from core.transfers.transfer import BatchFinished, Transfer, TransferEvent


class Batch:
    """Give `listen` to the App, then `send`."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._transfers: tuple[Transfer, ...] = ()

    def listen(self, event: TransferEvent) -> None:
        """Take an event; called from worker threads."""
        if isinstance(event, BatchFinished):
            self._transfers = event.transfers
            self._ended.set()

    def send(
        self, app: App, paths: Sequence[Path], make_sender: Callable[[], Sender]
    ) -> tuple[Transfer, ...]:
        """Upload `paths`; returns when each has come to an end. Blocks."""
        app.transfers.submit(paths, make_sender)
        self._ended.wait()
        return self._transfers
