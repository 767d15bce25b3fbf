"""Runs uploads in the background and tells of them by events."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from core.errors import ErrorCode, OssDropError
from core.storage.base import TransferCancelled, TransferControl, TransferStopped
from core.transfers.selection import Selected, file_error, select_files
from core.transfers.speed import SpeedMeter
from core.transfers.transfer import (
    BatchFinished,
    FinishedUpload,
    Progress,
    Transfer,
    TransferChanged,
    TransferEvent,
    TransferRemoved,
    TransfersAdded,
    TransferState,
)

_ADD_AT_ONCE = 200
_log = logging.getLogger(__name__)


class Sender(Protocol):
    """Sends one file to the place its batch goes to: made once a batch."""

    def send(self, path: Path, name: str, control: TransferControl) -> FinishedUpload:
        """Upload, verify, note in the history; raises OssDropError, OSError, TransferStopped."""


@dataclass(eq=False)
class _Task:
    """The changing side of a transfer. Progress is written by its one sending thread."""

    transfer: Transfer
    sent_bytes: int = 0
    stopped: bool = False
    cancelled: bool = False
    cut: Callable[[], None] | None = None
    meter: SpeedMeter = field(default_factory=SpeedMeter)

    def add_sent(self, size_bytes: int) -> None:
        self.sent_bytes += size_bytes

    def check(self) -> None:
        if self.cancelled:
            raise TransferCancelled
        if self.stopped:
            raise TransferStopped

    def may_be_cut_by(self, cut: Callable[[], None] | None) -> None:
        self.cut = cut

    def stop(self) -> None:
        """End it wherever it waits, from any thread."""
        self.stopped = True
        if (cut := self.cut) is not None:
            cut()


@dataclass
class _Batch:
    make_sender: Callable[[], Sender]
    transfer_ids: list[int] = field(default_factory=list)
    open_count: int = 0
    complete: bool = False
    sender: Sender | None = None
    error: OssDropError | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class TransferManager:
    """Queues and sends files. Methods return at once and may be called from any thread.

    `listener` is called from worker threads while the manager's lock is held, so that events of
    one transfer keep their order: it must be quick and must not call back. What it raises is
    logged: a listener cannot stop a transfer.
    """

    def __init__(self, listener: Callable[[TransferEvent], None], parallel: int = 6) -> None:
        self._listener = listener
        self._parallel = parallel
        self._lock = threading.RLock()
        self._tasks: dict[int, _Task] = {}
        self._batches: dict[int, _Batch] = {}
        self._waiting: deque[int] = deque()
        self._running: set[_Task] = set()
        self._next_id = 1
        self._closed = False
        self._deciders = ThreadPoolExecutor(1, thread_name_prefix="transfers-decide")
        self._senders = ThreadPoolExecutor(parallel, thread_name_prefix="transfers-send")

    def submit(self, paths: Sequence[Path], make_sender: Callable[[], Sender]) -> int:
        """Queue files and folders; returns the batch's id.

        `make_sender` is called once for the batch, in a worker thread, when its first file is
        due; what it raises is the error of every file of the batch.
        """
        with self._lock:
            batch_id = self._new_id()
            self._batches[batch_id] = _Batch(make_sender)
            if not self._closed:
                self._deciders.submit(self._decide, batch_id, tuple(paths))
        return batch_id

    def cancel(self, transfer_id: int) -> None:
        """Stop a transfer that has not come to an end."""
        with self._lock:
            task = self._tasks.get(transfer_id)
            if task is None or task.transfer.state.is_terminal:
                return
            task.cancelled = True
            task.stop()
            if transfer_id in self._waiting:
                self._waiting.remove(transfer_id)
            self._finish(replace(task.transfer, state=TransferState.CANCELLED))

    def cancel_all(self) -> None:
        """Stop everything that has not come to an end."""
        with self._lock:
            for task in list(self._tasks.values()):
                self.cancel(task.transfer.id)

    def retry(self, transfer_id: int) -> None:
        """Send a failed or cancelled file again, as a batch of its own."""
        with self._lock:
            task = self._tasks.get(transfer_id)
            if task is None or task.transfer.state not in (
                TransferState.FAILED,
                TransferState.CANCELLED,
            ):
                return
            previous = self._batches.get(task.transfer.batch_id)
            if previous is None:
                return
            if transfer_id in previous.transfer_ids:
                previous.transfer_ids.remove(transfer_id)  # it is the new batch's from here on
            batch_id = self._new_id()
            batch = _Batch(previous.make_sender, [transfer_id], open_count=1, complete=True)
            self._batches[batch_id] = batch
            fresh = replace(
                task.transfer, batch_id=batch_id, state=TransferState.QUEUED, error=None
            )
            self._tasks[transfer_id] = _Task(fresh)
            self._tell(TransferChanged(fresh))
            self._waiting.append(transfer_id)
            self._pump()

    def remove(self, transfer_id: int) -> None:
        """Take a transfer off the list, stopping it first."""
        with self._lock:
            self.cancel(transfer_id)
            if self._tasks.pop(transfer_id, None) is not None:
                self._tell(TransferRemoved(transfer_id))

    def progress(self) -> dict[int, Progress]:
        """The newest progress of every running transfer, by id."""
        now_s = time.monotonic()
        with self._lock:
            return {
                task.transfer.id: _progress_of(task, now_s)
                for task in self._running
                if not task.stopped
            }

    @property
    def open_count(self) -> int:
        """How many transfers have not come to an end."""
        with self._lock:
            return len(self._waiting) + sum(not task.stopped for task in self._running)

    def stop(self) -> None:
        """Begin nothing more and stop what runs, without waiting. No event comes after this."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
            for task in self._running:
                task.stop()

    def close(self) -> None:
        """Stop everything and wait for the threads."""
        self.stop()
        self._deciders.shutdown(cancel_futures=True)
        self._senders.shutdown(cancel_futures=True)

    def _tell(self, event: TransferEvent) -> None:
        try:
            self._listener(event)
        except Exception:  # noqa: BLE001 - a listener cannot stop a transfer
            _log.exception("a listener failed")

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id

    def _decide(self, batch_id: int, paths: tuple[Path, ...]) -> None:
        """Open folders and queue the files, a few hundred at a time."""
        batch = self._batches[batch_id]
        try:
            for chunk in _chunks(select_files(paths), _ADD_AT_ONCE):
                if self._closed:
                    return
                self._add(batch_id, batch, chunk)
        except Exception as error:  # noqa: BLE001 - becomes a row of its own
            _log.exception("a drop could not be read in a way nobody thought of")
            failure = OssDropError(ErrorCode.UNEXPECTED, type(error).__name__)
            self._add(batch_id, batch, [Selected(paths[0], paths[0].name, error=failure)])
        finally:
            with self._lock:
                batch.complete = True
                self._end_batch_if_done(batch_id)

    def _add(self, batch_id: int, batch: _Batch, chunk: list[Selected]) -> None:
        with self._lock:
            added = [
                Transfer(self._new_id(), batch_id, file.path, file.name, file.size_bytes)
                for file in chunk
            ]
            batch.open_count += len(added)
            batch.transfer_ids += [transfer.id for transfer in added]
            self._tasks.update((transfer.id, _Task(transfer)) for transfer in added)
            self._tell(TransfersAdded(tuple(added)))
            for transfer, file in zip(added, chunk, strict=True):
                if file.error is not None:
                    self._finish(replace(transfer, state=TransferState.FAILED, error=file.error))
                else:
                    self._waiting.append(transfer.id)
            self._pump()

    def _pump(self) -> None:
        """Start waiting transfers while there are free threads. Called with the lock held."""
        while self._waiting and len(self._running) < self._parallel and not self._closed:
            transfer_id = self._waiting.popleft()
            task = self._tasks[transfer_id]
            self._running.add(task)
            self._senders.submit(self._run, task)

    def _run(self, task: _Task) -> None:
        transfer = replace(task.transfer, state=TransferState.RUNNING)
        with self._lock:
            if task.stopped:
                self._leave(task)
                return
            task.transfer = transfer
            self._tell(TransferChanged(transfer))
            batch = self._batches[transfer.batch_id]
        outcome = self._send(batch, task, transfer)
        with self._lock:
            if not task.stopped:
                self._finish(outcome)
            self._leave(task)

    def _send(self, batch: _Batch, task: _Task, transfer: Transfer) -> Transfer:
        """Send one file; whatever happens becomes a terminal state."""
        try:
            sender = _sender_of(batch)
            finished = sender.send(transfer.path, transfer.name, task)
        except TransferStopped:
            return replace(transfer, state=TransferState.CANCELLED)
        except OssDropError as error:
            failure = error
        except OSError as error:
            failure = file_error(error)
        except Exception as error:  # noqa: BLE001 - becomes the error of its row
            _log.exception("an upload failed in a way nobody thought of")
            failure = OssDropError(ErrorCode.UNEXPECTED, type(error).__name__)
        else:
            return replace(transfer, state=TransferState.SUCCEEDED, finished=finished)
        return replace(transfer, state=TransferState.FAILED, error=failure)

    def _leave(self, task: _Task) -> None:
        self._running.discard(task)
        self._pump()

    def _finish(self, transfer: Transfer) -> None:
        """Note a terminal state. Called with the lock held."""
        task = self._tasks.get(transfer.id)
        if task is None or task.transfer.state.is_terminal:
            return
        task.transfer = transfer
        self._tell(TransferChanged(transfer))
        self._batches[transfer.batch_id].open_count -= 1
        self._end_batch_if_done(transfer.batch_id)

    def _end_batch_if_done(self, batch_id: int) -> None:
        batch = self._batches[batch_id]
        if not batch.complete or batch.open_count or self._closed:
            return
        members = [self._tasks[i].transfer for i in batch.transfer_ids if i in self._tasks]
        self._tell(BatchFinished(batch_id, tuple(members)))
        batch.transfer_ids = []


def _sender_of(batch: _Batch) -> Sender:
    """The batch's sender, made by whoever comes first."""
    with batch.lock:
        if batch.error is not None:
            raise batch.error
        if batch.sender is None:
            try:
                batch.sender = batch.make_sender()
            except OssDropError as error:
                batch.error = error
            except Exception as error:  # noqa: BLE001 - not the file's fault: of every file the same
                _log.exception("a destination failed in a way nobody thought of")
                batch.error = OssDropError(ErrorCode.UNEXPECTED, type(error).__name__)
            if batch.error is not None:
                raise batch.error
        assert batch.sender is not None  # noqa: S101 - made above
        return batch.sender


def _progress_of(task: _Task, now_s: float) -> Progress:
    sent, size = task.sent_bytes, task.transfer.size_bytes
    task.meter.add(now_s, sent)
    left_s = task.meter.left_s(size - sent)
    # The answer is still to come: 100 % is for success only.
    shown = min(sent, max(size - 1, 0))
    return Progress(shown, size, task.meter.bytes_per_s, left_s)


def _chunks(items: Iterable[Selected], size: int) -> Iterator[list[Selected]]:
    chunk: list[Selected] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
