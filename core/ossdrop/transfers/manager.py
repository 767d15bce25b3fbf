"""Runs uploads in the background and tells of them by events."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from ossdrop.errors import ErrorCode, OssDropError, Scope
from ossdrop.intake.selection import Selected, file_error, select_at_once
from ossdrop.storage.base import TransferCancelled, TransferStopped
from ossdrop.transfers.bandwidth import BandwidthLimit
from ossdrop.transfers.batches import Batches
from ossdrop.transfers.patience import Patience
from ossdrop.transfers.queue import Gate, Lane, TransferQueue, holds_queue, is_nobody_there
from ossdrop.transfers.task import Route, Sender, Task
from ossdrop.transfers.transfer import (
    BatchFinished,
    FinishedUpload,
    KnownKey,
    PartsRemain,
    Progress,
    QueueHeld,
    QueueReleased,
    Transfer,
    TransferChanged,
    TransferEvent,
    TransferRemoved,
    TransfersAdded,
    TransferState,
)

_ADD_AT_ONCE = 200
_TIDIED_AT_ONCE = 5
_ACT_AT_ONCE = 200  # of a request for many: a few milliseconds
_CANCELLED = TransferState.CANCELLED
_ENDED_BADLY = (TransferState.FAILED, TransferState.CANCELLED)
_WAITS_OR_RUNS = (TransferState.QUEUED, TransferState.RUNNING)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Left:
    """A file that an earlier run has left: what the service has of it, or may have."""

    file: Selected
    sent_bytes: int = 0  # of a large one
    key: str = ""  # under which a small one may be there already


class TransferManager:
    """Queues and sends files. Methods return at once and may be called from any thread.

    `listener` is called from worker threads while the manager's lock is held, so that events of
    one transfer keep their order: it must be quick and must not call back. What it raises is
    logged: a listener cannot stop a transfer.

    `on_sent` is called from the sending thread with the id of each file that has arrived, also of
    those that arrive while everything is being stopped; `on_key` with the key under which one may
    be there from now on.

    With `holds`, what would fail every file of a destination holds them instead, until
    `release`; without, such an error fails all that wait, once `patience` has an end.
    """

    def __init__(
        self,
        listener: Callable[[TransferEvent], None],
        *,
        holds: bool = False,
        lanes: int = 0,
        on_sent: Callable[[int], None] = lambda transfer_id: None,
        on_key: Callable[[int, str], None] = lambda transfer_id, key: None,
        patience: Patience | None = None,
    ) -> None:
        self.limit = BandwidthLimit()
        self._listener = listener
        self._holds = holds
        self._on_sent, self._on_key = on_sent, on_key
        self._patience = patience
        self._at_once = {lane: lanes or lane.at_once for lane in Lane}
        self._lock = threading.RLock()
        self._tasks: dict[int, Task] = {}
        self._batches = Batches()
        self._queues: dict[str, TransferQueue] = {}
        self._running: set[Task] = set()
        self._idle = threading.Event()
        self._idle.set()
        self._dropping: set[int] = set()  # whose attempts wait until what was there is removed
        self._next_id = 1
        self._closed = False
        self._deciders = ThreadPoolExecutor(1, thread_name_prefix="transfers-decide")
        self._steppers = ThreadPoolExecutor(1, thread_name_prefix="transfers-act")
        self._steps_waiting = 0
        self._senders = ThreadPoolExecutor(
            sum(self._at_once.values()), thread_name_prefix="transfers-send"
        )

    def submit(
        self,
        paths: Sequence[Path],
        make_sender: Callable[[], Sender],
        queue: str = "",
        *,
        anew: bool = False,
        asks: bool = True,
        known_keys: Mapping[Path, KnownKey] = MappingProxyType({}),
    ) -> int:
        """Queue files and folders; returns the batch's id.

        `make_sender` is called once, in a worker thread, when the first file is due, and again
        after the queue was released. `queue` names the destination; `anew` sends files even
        where the same content is there already; with `asks`, files that look like secrets wait,
        paused, to be resumed. `known_keys` tells by absolute path under which key an attempt before
        may have stored a file.
        """
        with self._lock:
            batch_id = self._new_id()
            self._batches.begin(batch_id)
            add = partial(
                self._add,
                batch_id,
                route=Route(make_sender),
                blank=Transfer(0, batch_id, Path(), "", 0, queue=queue, anew=anew),
                asks=asks,
                known_keys=known_keys,
            )
            if not self._closed:
                self._deciders.submit(self._decide, batch_id, tuple(paths), add)
        return batch_id

    def restore(self, found: Sequence[Left], make_sender: Callable[[], Sender], queue: str) -> None:
        """List unfinished files of an earlier run, paused; what is listed already, once."""
        with self._lock:
            listed = {(one.transfer.path, one.transfer.queue) for one in self._tasks.values()}
            route = Route(make_sender)
            blank = Transfer(0, 0, Path(), "", 0, queue=queue)
            transfers = tuple(
                replace(
                    self._filled(blank, left.file),
                    state=TransferState.FAILED if left.file.error else TransferState.PAUSED,
                    error=left.file.error,
                    kept_bytes=left.sent_bytes,
                    looks_secret=left.file.looks_secret,
                    key=left.key,
                )
                for left in found
                if (left.file.path, queue) not in listed
            )
            self._tasks.update((t.id, self._task(t, route)) for t in transfers)
            if transfers:
                self._tell(TransfersAdded(transfers))

    def pause(self, *ids: int) -> None:
        """Stop transfers that wait or run; what the service has of them is kept."""
        self._in_steps(ids, self._pause)

    def _pause(self, ids: Sequence[int]) -> None:
        for task in self._tasks_of(ids, _WAITS_OR_RUNS):
            self._stop(task)
            in_parts = Lane.of(task) is Lane.LARGE
            kept_bytes = max(task.sent_bytes, task.transfer.kept_bytes) if in_parts else 0
            self._set_aside(replace(task.transfer, kept_bytes=kept_bytes))

    def pause_all(self) -> None:
        """Stop everything that waits or runs."""
        self.pause(*self._all_ids())

    def resume(self, *ids: int) -> int:
        """Go on with paused transfers, as a batch of their own; returns its id."""
        return self._begin_again(ids, (TransferState.PAUSED,))

    def resume_all(self) -> int:
        """Go on with all that is paused, but for what waits for an answer."""
        return self._begin_again(self._all_ids(), (TransferState.PAUSED,), with_secrets=False)

    def retry(self, *ids: int) -> int:
        """Send failed or cancelled files again, as a batch of their own; returns its id."""
        return self._begin_again(ids, _ENDED_BADLY)

    def retry_all(self) -> int:
        """Send everything again that failed."""
        return self._begin_again(self._all_ids(), (TransferState.FAILED,))

    def cancel(self, *ids: int) -> None:
        """Stop transfers that have not come to an end, for good."""
        self._in_steps(ids, self._cancel)

    def _cancel(self, ids: Sequence[int]) -> None:
        for task in self._tasks_of(ids, (*_WAITS_OR_RUNS, TransferState.PAUSED)):
            was_running = task in self._running
            task.cancelled = True
            self._stop(task)
            self._finish(replace(task.transfer, state=TransferState.CANCELLED))
            if not was_running:
                self._drop_later(task)

    def cancel_all(self) -> None:
        """Stop everything that has not come to an end."""
        self.cancel(*self._all_ids())

    def remove(self, *ids: int) -> None:
        """Take transfers off the list, stopping them first."""
        self._in_steps(ids, self._remove)

    def _remove(self, ids: Sequence[int]) -> None:
        self._cancel(ids)
        for task in self._tasks_of(ids, tuple(TransferState)):
            if task.transfer.state is TransferState.FAILED:
                self._drop_later(task)
            del self._tasks[task.transfer.id]
            self._tell(TransferRemoved(task.transfer.id))

    def release(self, queue: str | None = None) -> None:
        """What held a queue may be mended: let one file try. None: every queue that is held."""
        with self._lock:
            for held in list(self._queues.values()):
                if held.gate is Gate.HELD and queue in (None, held.name):
                    held.release()
                    self._tell(QueueReleased(held.name))
            self._pump()

    def progress(self) -> dict[int, Progress]:
        """The newest progress of every running transfer, by id."""
        now_s = time.monotonic()
        with self._lock:
            return {
                task.transfer.id: task.progress(now_s) for task in self._running if not task.stopped
            }

    @property
    def open_count(self) -> int:
        """How many wait or run."""
        with self._lock:
            waiting = sum(len(queue) for queue in self._queues.values())
            return waiting + sum(not task.stopped for task in self._running)

    def wait_until_idle(self, within_s: float) -> None:
        """Wait until nothing runs, but not longer."""
        self._idle.wait(within_s)

    def stop(self) -> None:
        """Begin nothing more and stop what runs, without waiting. No event comes after this."""
        with self._lock:
            self._closed = True
            for task in self._running:
                task.stop()

    def close(self) -> None:
        """Stop everything and wait for the threads."""
        self.stop()
        with self._lock:
            timers = [timer for q in self._queues.values() if (timer := q.cancel_timer())]
        for timer in timers:
            timer.join()
        self._deciders.shutdown(cancel_futures=True)
        self._steppers.shutdown(cancel_futures=True)
        self._senders.shutdown()  # not cancelled: what is to be removed is noted, without the net

    def _tell(self, event: TransferEvent) -> None:
        if self._closed:
            return
        try:
            self._listener(event)
        except Exception:  # noqa: BLE001 - a listener cannot stop a transfer
            _log.exception("a listener failed")

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id

    def _all_ids(self) -> list[int]:
        with self._lock:
            return list(self._tasks)

    def _tasks_of(self, ids: Iterable[int], states: Sequence[TransferState]) -> list[Task]:
        tasks = [self._tasks[i] for i in ids if i in self._tasks]
        return [task for task in tasks if task.transfer.state in states]

    def _task(self, transfer: Transfer, route: Route) -> Task:
        return Task(transfer, route, self.limit, self._patience)

    def _queue(self, name: str) -> TransferQueue:
        return self._queues.setdefault(name, TransferQueue(name))

    def _filled(self, blank: Transfer, file: Selected) -> Transfer:
        """A new transfer: what is the same for its whole drop, and the file."""
        return replace(
            blank,
            id=self._new_id(),
            path=file.path,
            name=file.name,
            size_bytes=file.size_bytes,
            folder=file.folder,
        )

    # A drop comes in

    def _decide(
        self, batch_id: int, paths: tuple[Path, ...], add: Callable[[list[Selected]], None]
    ) -> None:
        """Open folders and queue the files, a few hundred at a time."""
        try:
            for chunk in select_at_once(paths, _ADD_AT_ONCE):
                if self._closed:
                    return
                add(chunk)
        except Exception as error:  # noqa: BLE001 - becomes a row of its own
            _log.exception("a drop could not be read in a way nobody thought of")
            failure = OssDropError(ErrorCode.UNEXPECTED, type(error).__name__)
            add([Selected(paths[0], paths[0].name, error=failure)])
        finally:
            with self._lock:
                self._batches.complete(batch_id)
                self._end_batch_if_done(batch_id)

    def _add(
        self,
        batch_id: int,
        chunk: list[Selected],
        *,
        route: Route,
        blank: Transfer,
        asks: bool,
        known_keys: Mapping[Path, KnownKey],
    ) -> None:
        with self._lock:
            added = [
                _with_key(self._filled(blank, file), known_keys.get(file.path.absolute()))
                for file in chunk
            ]
            self._batches.add(batch_id, [transfer.id for transfer in added])
            self._tasks.update((t.id, self._task(t, route)) for t in added)
            self._tell(TransfersAdded(tuple(added)))
            for transfer, file in zip(added, chunk, strict=True):
                if file.error is not None:
                    self._finish(replace(transfer, state=TransferState.FAILED, error=file.error))
                elif file.looks_secret and asks:
                    self._set_aside(replace(transfer, looks_secret=True))
                else:
                    self._queue(blank.queue).add(self._tasks[transfer.id])
            self._pump()

    def _begin_again(
        self, ids: Sequence[int], states: Sequence[TransferState], *, with_secrets: bool = True
    ) -> int:
        """Queue transfers anew, together as one batch; returns its id."""
        with self._lock:
            batch_id = self._new_id()
            self._batches.begin(batch_id)

        def queue(step: Sequence[int]) -> None:
            tasks = self._tasks_of(step, states)
            if not with_secrets:
                tasks = [task for task in tasks if not task.transfer.looks_secret]
            self._batches.add(batch_id, [task.transfer.id for task in tasks])
            for route in {task.route for task in tasks}:
                route.renew()
            for task in tasks:
                self._queue_again(task, batch_id)

        def complete() -> None:
            self._batches.complete(batch_id)
            self._end_batch_if_done(batch_id)

        self._in_steps(ids, queue, complete)
        return batch_id

    def _queue_again(self, task: Task, batch_id: int) -> None:
        transfer = replace(
            task.transfer,
            batch_id=batch_id,
            state=TransferState.QUEUED,
            error=None,
            looks_secret=False,
        )
        again = task.again(transfer)
        self._tasks[transfer.id] = again
        self._queue(transfer.queue).add(again)
        self._tell(TransferChanged(transfer))

    def _in_steps(
        self,
        ids: Sequence[int],
        act: Callable[[Sequence[int]], None],
        at_end: Callable[[], None] = lambda: None,
    ) -> None:
        """Act on transfers with the lock held; on many a few at a time, behind what came before.

        So whoever calls is held up by neither their number nor by each other.
        """
        ids = tuple(dict.fromkeys(ids))

        def run() -> None:
            for start in range(0, len(ids), _ACT_AT_ONCE):
                with self._lock:
                    act(ids[start : start + _ACT_AT_ONCE])
            with self._lock:
                at_end()
                self._pump()
                self._steps_waiting -= 1

        with self._lock:
            is_short = len(ids) <= _ACT_AT_ONCE and not self._steps_waiting
            self._steps_waiting += 1
            if not is_short and not self._closed:
                self._steppers.submit(run)
                return
        run()

    # Sending

    def _pump(self) -> None:
        """Start waiting transfers while there are free threads. Called with the lock held."""
        busy = {task.transfer.id for task in self._running} | self._dropping
        counts = Counter(Lane.of(task) for task in self._running)
        for queue in self._queues.values():
            for lane in Lane:
                while counts[lane] < self._at_once[lane] and not self._closed:
                    task = queue.take(lane, busy)
                    if task is None:
                        break
                    counts[lane] += 1
                    self._running.add(task)
                    self._idle.clear()
                    if queue.is_proving(task):
                        task.when_moving = partial(self._note_moving_later, task)
                    self._senders.submit(self._run, task)

    def _run(self, task: Task) -> None:
        with self._lock:
            if task.stopped:
                self._leave(task)
                return
            task.on_key = partial(self._on_key, task.transfer.id)
            task.transfer = replace(task.transfer, state=TransferState.RUNNING)
            self._tell(TransferChanged(task.transfer))
        self._note_outcome(task, self._send(task))

    def _note_outcome(self, task: Task, outcome: Transfer) -> None:
        try:
            if self._is_taken(task, outcome):
                self._tidy(task, outcome)
                self._tell_remains(task.transfer, task.left_bytes)
            elif outcome.finished is not None or self._may_be_there(task):
                # Here, since another attempt waits until this one is over: it would find what is
                # just being removed.
                self._drop(task, outcome.finished)
        finally:
            with self._lock:
                self._leave(task)

    def _tidy(self, task: Task, outcome: Transfer) -> None:
        """With the link given: remove what earlier attempts have left."""
        if outcome.finished is not None:
            with contextlib.suppress(OssDropError, TransferStopped):
                task.route.sender().tidy(task, _TIDIED_AT_ONCE)

    def _is_taken(self, task: Task, outcome: Transfer) -> bool:
        """Note an outcome that counts; False where what was sent is to be dropped.

        What arrived has arrived, though it was to be paused: also where it waits to be sent again
        by now, which is done with that.
        """
        with self._lock:
            current = self._tasks.get(task.transfer.id)
            is_wanted = current is not None and current.transfer.state is not _CANCELLED
            if outcome.finished is not None:
                if task.cancelled or current is None or not is_wanted:
                    return False
                if current is not task:
                    self._queue(current.transfer.queue).remove(current)
                    outcome = replace(outcome, batch_id=current.transfer.batch_id)
                self._take(task, outcome)
            elif not task.stopped:
                self._take(task, outcome)
            return not task.cancelled or task.dropped

    def _send(self, task: Task) -> Transfer:
        """Send one file; whatever happens becomes a terminal state."""
        transfer = task.transfer
        try:
            finished = task.route.sender().send(transfer, task)
        except TransferCancelled as end:
            task.dropped = True
            self._tell_remains(transfer, end.left_bytes)
            return replace(transfer, state=TransferState.CANCELLED)
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
            self._tell_sent(transfer.id)
            task.note_taken()
            return replace(transfer, state=TransferState.SUCCEEDED, finished=finished)
        return replace(transfer, state=TransferState.FAILED, error=failure)

    def _tell_sent(self, transfer_id: int) -> None:
        try:
            self._on_sent(transfer_id)
        except Exception:  # noqa: BLE001 - whoever listens cannot take back what has arrived
            _log.exception("a listener failed")

    def _note_moving_later(self, task: Task) -> None:
        """Called from a sending thread, which may hold locks of its own."""
        with contextlib.suppress(RuntimeError):  # closed meanwhile
            self._deciders.submit(self._note_moving, task)

    def _note_moving(self, task: Task) -> None:
        """A megabyte went through: the service took the request, so the others may follow."""
        with self._lock:
            queue = self._queue(task.transfer.queue)
            if queue.is_proving(task):
                queue.note_proof()
                self._pump()

    def _take(self, task: Task, outcome: Transfer) -> None:
        """Note what became of an attempt: its own end, or that of everybody."""
        queue = self._queue(outcome.queue)
        if outcome.error is None:
            queue.note_proof()
        elif holds_queue(outcome.error):
            self._hold(queue, task, outcome.error)
            return
        self._finish(outcome)

    def _hold(self, queue: TransferQueue, task: Task, error: OssDropError) -> None:
        failed = replace(task.transfer, state=TransferState.FAILED, error=error)
        is_offline = is_nobody_there(error)
        is_network = error.explanation.scope is Scope.NETWORK
        if is_network and not is_offline and queue.is_to_blame(task):
            self._finish(failed)
        elif self._holds:
            again = task.again(replace(task.transfer, state=TransferState.QUEUED))
            self._tasks[again.transfer.id] = again
            queue.add(again, first=is_offline or not is_network)
            self._tell(TransferChanged(again.transfer))
            if queue.gate is not Gate.HELD:
                queue.hold(error, partial(self.release, queue.name))
                self._tell(QueueHeld(queue.name, error))
        else:
            self._finish(failed)
            if is_offline or not is_network:
                for other in list(queue):
                    queue.remove(other)
                    self._finish(replace(other.transfer, state=TransferState.FAILED, error=error))

    def _leave(self, task: Task) -> None:
        self._running.discard(task)
        if not self._running:
            self._idle.set()
        self._queue(task.transfer.queue).note_end(task)
        self._pump()

    # Coming to an end

    def _stop(self, task: Task) -> None:
        self._queue(task.transfer.queue).remove(task)
        task.stop()

    def _set_aside(self, transfer: Transfer) -> None:
        """Pause. Called with the lock held."""
        self._tasks[transfer.id].transfer = paused = replace(transfer, state=TransferState.PAUSED)
        self._tell(TransferChanged(paused))
        self._leave_batch(transfer)

    def _finish(self, transfer: Transfer) -> None:
        """Note a terminal state. Called with the lock held."""
        task = self._tasks.get(transfer.id)
        if task is None or task.transfer.state.is_terminal:
            return
        was_paused = task.transfer.state is TransferState.PAUSED
        task.transfer = transfer
        self._tell(TransferChanged(transfer))
        if was_paused:
            self._forget_if_arrived(transfer)
        else:
            self._leave_batch(transfer)

    def _leave_batch(self, transfer: Transfer) -> None:
        self._batches.leave(transfer.batch_id)
        self._end_batch_if_done(transfer.batch_id)

    def _end_batch_if_done(self, batch_id: int) -> None:
        ids = None if self._closed else self._batches.take_ended(batch_id)
        if ids is None:
            return
        tasks = [self._tasks[i] for i in ids if i in self._tasks]
        mine = [task.transfer for task in tasks if task.transfer.batch_id == batch_id]
        self._tell(BatchFinished(batch_id, tuple(t for t in mine if t.state.is_terminal)))
        for transfer in mine:
            self._forget_if_arrived(transfer)

    def _forget_if_arrived(self, transfer: Transfer) -> None:
        """Nothing can be done any more with what has arrived: it is the history's."""
        if transfer.state is TransferState.SUCCEEDED:
            self._tasks.pop(transfer.id, None)

    def _drop_later(self, task: Task) -> None:
        """Remove what was sent of an upload that nobody will go on with."""
        if self._may_be_there(task) and not self._closed:
            self._dropping.add(task.transfer.id)
            self._senders.submit(self._drop_and_leave, task)

    def _drop_and_leave(self, task: Task) -> None:
        try:
            self._drop(task, None)
        finally:
            with self._lock:
                self._dropping.discard(task.transfer.id)
                self._pump()

    def _may_be_there(self, task: Task) -> bool:
        return Lane.of(task) is Lane.LARGE or task.transfer.kept_bytes > 0 or bool(task.key)

    def _drop(self, task: Task, finished: FinishedUpload | None) -> None:
        try:
            sender = task.route.sender()
            left_bytes = (
                sender.take_back(finished)
                if finished
                else sender.drop(task.again(task.transfer).transfer)
            )
        except (OssDropError, OSError):
            left_bytes = task.transfer.kept_bytes
        self._tell_remains(task.transfer, left_bytes)

    def _tell_remains(self, transfer: Transfer, left_bytes: int) -> None:
        if left_bytes:
            with self._lock:
                self._tell(PartsRemain(transfer, left_bytes))


def _with_key(transfer: Transfer, known: KnownKey | None) -> Transfer:
    """A transfer that may be there already."""
    return transfer if known is None else replace(transfer, key=known.key, is_key_out=known.is_out)
