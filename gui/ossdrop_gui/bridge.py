"""The one way from core's events to the UI thread.

Events are collected and handed over together, so that ten thousand files do not mean ten thousand
signals; progress is read at 10 Hz, and only while something is running.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from ossdrop.transfers.transfer import (
    BatchFinished,
    PartsRemain,
    Progress,
    QueueHeld,
    QueueReleased,
    TransferChanged,
    TransferEvent,
    TransferRemoved,
    TransfersAdded,
    TransferState,
)

_PROGRESS_EVERY_MS = 100
_AT_ONCE = 50


class Bridge(QObject):
    """Lives on the UI thread; `listen` may be called from any thread."""

    transfers_added = Signal(object)
    transfer_changed = Signal(object)
    transfer_removed = Signal(object)
    batch_finished = Signal(object)
    queue_held = Signal(object)
    queue_released = Signal(object)
    parts_remained = Signal(object)
    progress_read = Signal(object)
    _events_waiting = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._events: deque[TransferEvent] = deque()
        self._lock = threading.Lock()
        self._read_progress: Callable[[], dict[int, Progress]] = dict
        self._running: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(_PROGRESS_EVERY_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._events_waiting.connect(self._on_events_waiting, Qt.ConnectionType.QueuedConnection)

    def read_progress_with(self, read: Callable[[], dict[int, Progress]]) -> None:
        """Where progress is read while transfers run."""
        self._read_progress = read

    def listen(self, event: TransferEvent) -> None:
        """Take an event; called from worker threads."""
        with self._lock:
            is_first = not self._events
            self._events.append(event)
        if is_first:
            self._events_waiting.emit()

    @Slot()
    def _on_events_waiting(self) -> None:
        with self._lock:
            events = [self._events.popleft() for _ in range(min(len(self._events), _AT_ONCE))]
            are_more = bool(self._events)
        for event in events:
            self._pass_on(event)
        if are_more:
            self._events_waiting.emit()  # after what else waits for the event loop
        if self._running and not self._timer.isActive():
            self._timer.start()

    def _pass_on(self, event: TransferEvent) -> None:
        match event:
            case TransfersAdded(transfers):
                self.transfers_added.emit(transfers)
            case TransferChanged(transfer):
                if transfer.state is TransferState.RUNNING:
                    self._running.add(transfer.id)
                else:
                    self._running.discard(transfer.id)
                self.transfer_changed.emit(transfer)
            case TransferRemoved(transfer_id):
                self.transfer_removed.emit(transfer_id)
            case BatchFinished():
                self.batch_finished.emit(event)
            case QueueHeld():
                self.queue_held.emit(event)
            case QueueReleased():
                self.queue_released.emit(event)
            case PartsRemain():
                self.parts_remained.emit(event)

    @Slot()
    def _on_timer_timeout(self) -> None:
        if not self._running:
            self._timer.stop()
        self.progress_read.emit(self._read_progress())
