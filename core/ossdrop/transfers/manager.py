"""Runs uploads in the background and tells of them by events."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from ossdrop.drops import NO_DROP, Drop, new_drop_id
from ossdrop.errors import ErrorCode, OssDropError, Scope
from ossdrop.intake.secret_files import looks_secret
from ossdrop.intake.selection import Selected, file_error, look_at_each, select_at_once
from ossdrop.media.fitness import Finding
from ossdrop.printable import printable_name
from ossdrop.storage.base import TransferCancelled, TransferStopped
from ossdrop.transfers.attempt import Attempt, Route, Sender, Terms
from ossdrop.transfers.bandwidth import BandwidthLimit
from ossdrop.transfers.batches import Batches
from ossdrop.transfers.patience import Patience
from ossdrop.transfers.queue import Gate, Lane, TransferQueue, holds_queue, is_nobody_there
from ossdrop.transfers.steps import Steps
from ossdrop.transfers.threads import Threads
from ossdrop.transfers.transfer import (
    BatchFinished,
    FinishedUpload,
    KnownKey,
    PartsRemain,
    Progress,
    Queue,
    QueueHeld,
    QueueReleased,
    Transfer,
    TransferChanged,
    TransferEvent,
    TransferRemoved,
    TransfersAdded,
    TransferState,
    place_of,
)
from ossdrop.transfers.width import Width

_ADD_AT_ONCE = 200
_MOST_SMALL_ONES = 32  # at once, on a far line: more threads cost more than they bring
_TIDIED_AT_ONCE = 5
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
    drop: Drop = NO_DROP
    place: int = 0
    may_be_secret: bool = False  # the person has said so, of this very file


class TransferManager:
    """Queues and sends files. Methods return at once and may be called from any thread.

    `listener` is called from worker threads while the manager's lock is held, so that events of
    one transfer keep their order: it must be quick and must not call back. What it raises is
    logged: a listener cannot stop a transfer.

    `on_sent` is called from the sending thread with the id of each file that has arrived and its
    key, also of those that arrive while everything is being stopped; `on_key` with the key under
    which one may be there from now on. `on_look` is called with what was dropped, also while
    everything is being stopped, `on_looked` once all of its files are listed.

    With `holds`, what would fail every file of a destination holds them instead, until
    `release`; without, such an error fails all that wait, once `patience` has an end. With
    `leaves`, nobody tries again what has failed: what may be there is removed by a later upload.

    `examine` looks at each file before a byte of it is sent, in a sending thread: one that it finds
    a reason against waits, paused, to be resumed.
    """

    def __init__(
        self,
        listener: Callable[[TransferEvent], None],
        *,
        holds: bool = False,
        leaves: bool = False,
        lanes: int = 0,
        on_sent: Callable[[int, str], None] = lambda transfer_id, key: None,
        on_key: Callable[[int, str], None] = lambda transfer_id, key: None,
        on_look: Callable[[int, Sequence[Path], Queue], None] = lambda look_id, paths, queue: None,
        on_looked: Callable[[int], None] = lambda look_id: None,
        patience: Patience | None = None,
        examine: Callable[[Transfer], Finding | None] = lambda transfer: None,
    ) -> None:
        self.limit = BandwidthLimit()
        self._listener = listener
        self._holds = holds
        self._on_sent = on_sent
        self._on_look, self._on_looked = on_look, on_looked
        self._leaves = leaves
        self._examine = examine
        # A window paints meanwhile, and more threads would hold it up.
        most = lanes or (Lane.SMALL.at_once if holds else _MOST_SMALL_ONES)
        self._width = Width(lanes or Lane.SMALL.at_once, most)
        self._terms = Terms(self.limit, patience, on_key, self._width.note_busy)
        self._large_ones = lanes or Lane.LARGE.at_once
        self._lock = threading.RLock()
        self._attempts: dict[int, Attempt] = {}
        self._batches = Batches()
        self._queues: dict[Queue, TransferQueue] = {}
        self._running: set[Attempt] = set()
        self._idle = threading.Event()
        self._idle.set()
        self._looking: set[Attempt] = set()  # for what an earlier run may have stored
        self._dropping: set[int] = set()  # whose attempts wait until what was there is removed
        self._next_id = 1
        self._closed = self._ends = False
        self._deciders = Threads(1, thread_name_prefix="transfers-decide")
        # Its own thread: one that looks through folders may be busy for long.
        self._noters = Threads(1, thread_name_prefix="transfers-note")
        self._steps = Steps(self._lock, self._pump)
        # Their own threads: those that send go on with the next file as long as there is one.
        self._tidiers = Threads(2, thread_name_prefix="transfers-tidy")
        self._senders = Threads(most + self._large_ones, thread_name_prefix="transfers-send")

    def submit(
        self,
        paths: Sequence[Path],
        make_sender: Callable[[], Sender],
        queue: Queue = Queue(),  # noqa: B008 - frozen
        *,
        anew: bool = False,
        asks: bool = True,
        opens_folders: bool = True,
        known_keys: Mapping[Path, KnownKey] = MappingProxyType({}),
        origins: Mapping[Path, str] = MappingProxyType({}),
        name: str = "",
    ) -> int:
        """Queue files and folders; returns the batch's id.

        `make_sender` is called once, in a worker thread, when the first file is due, and again
        after the queue was released. `queue` names the destination; `anew` sends files even
        where the same content is there already; with `asks`, files that look like secrets wait,
        paused, to be resumed. Without `opens_folders`, a folder is a file that cannot be sent, and
        each path becomes one transfer. `known_keys` tells by absolute path under which key an
        attempt before may have stored a file, `origins` where one was fetched from. `name`: of the
        folder that files were in when they were given first.
        """
        with self._lock:
            batch_id = self._new_id()
            self._batches.begin(batch_id)
            add = partial(
                self._add,
                batch_id,
                route=Route(make_sender),
                blank=Transfer.of(
                    0, batch_id, Path(), "", 0, queue=queue, anew=anew, may_be_secret=not asks
                ),
                drop=Drop(new_drop_id(), name),
                is_one=len(paths) == 1,
                asks=asks,
                known_keys=known_keys,
                origins=origins,
            )
            noted = None
            with contextlib.suppress(RuntimeError, MemoryError):  # no thread for it, or none left
                noted = self._noters.submit(self._on_look, batch_id, tuple(paths), queue)
            select = select_at_once if opens_folders else look_at_each
            with contextlib.suppress(*((RuntimeError,) if self._closed else ())):
                self._deciders.start(self._decide, batch_id, tuple(paths), add, select, noted)
        return batch_id

    def restore(
        self, found: Sequence[Left], make_sender: Callable[[], Sender], queue: Queue
    ) -> None:
        """List unfinished files of an earlier run, paused; what is listed already, once.

        Raises TransferStopped where nobody would be told of them.
        """
        with self._lock:
            if self._closed:
                raise TransferStopped
            listed = {(one.transfer.path, one.transfer.queue) for one in self._attempts.values()}
            route = Route(make_sender)
            blank = Transfer.of(0, 0, Path(), "", 0, queue=queue)
            transfers = tuple(
                replace(
                    self._filled(blank, left.file),
                    state=TransferState.FAILED if left.file.error else TransferState.PAUSED,
                    error=left.file.error,
                    kept_bytes=left.sent_bytes,
                    looks_secret=left.file.looks_secret,
                    may_be_secret=left.may_be_secret,
                    key=left.key,
                    drop=left.drop,
                    place=left.place,
                )
                for left in found
                if (left.file.path, queue) not in listed
            )
            self._attempts.update((t.id, self._attempt(t, route)) for t in transfers)
            if transfers:
                self._tell(TransfersAdded(transfers))

    def move(self, queue: Queue, to: Queue, make_sender: Callable[[], Sender]) -> None:
        """Let what is paused, or has failed, in one queue be in another one from now on."""
        with self._lock:
            route = Route(make_sender)
            for attempt in self._attempts.values():
                transfer = attempt.transfer
                stands = transfer.state in (TransferState.PAUSED, TransferState.FAILED)
                if stands and transfer.queue == queue:
                    attempt.route, attempt.transfer = route, replace(transfer, queue=to)
                    self._tell(TransferChanged(attempt.transfer))

    def find_again(self, queue: Queue) -> None:
        """Look for what an earlier run may have stored of a queue's paused files."""
        with self._lock:
            paused = [one for one in self._attempts.values() if one.transfer.queue == queue]
            for attempt in paused:
                is_paused = attempt.transfer.state is TransferState.PAUSED and not self._closed
                if is_paused and attempt.key and not attempt.transfer.looks_secret:
                    self._tidiers.start(self._find_again, attempt)

    def _find_again(self, attempt: Attempt) -> None:
        transfer = attempt.transfer
        with self._lock:
            if self._closed:
                return
            self._looking.add(attempt)
        try:
            finished = attempt.route.sender().find_again(transfer, attempt)
        except (OssDropError, OSError, TransferStopped):
            return
        finally:
            with self._lock:
                self._looking.discard(attempt)
        with self._lock:
            if finished is None or self._attempts.get(transfer.id) is not attempt:
                return
            self._tell_sent(transfer.id, finished)
            self._finish(replace(transfer, state=TransferState.SUCCEEDED, finished=finished))

    def pause(self, *ids: int) -> None:
        """Stop transfers that wait or run; what the service has of them is kept."""
        self._steps.take(tuple(dict.fromkeys(ids)), self._pause)

    def _pause(self, ids: Sequence[int]) -> None:
        for attempt in self._attempts_of(ids, _WAITS_OR_RUNS):
            self._stop(attempt)
            self._set_aside(replace(attempt.transfer, kept_bytes=_kept_bytes(attempt)))

    def pause_all(self) -> None:
        """Stop everything that waits or runs."""
        self._steps.take(self._all_ids(), self._pause)

    def resume(self, *ids: int) -> int:
        """Go on with paused transfers, as a batch of their own; returns its id."""
        return self._begin_again(ids, (TransferState.PAUSED,))

    def resume_all(self) -> int:
        """Go on with all that is paused, but for what waits for an answer."""
        return self._begin_again(self._all_ids(), (TransferState.PAUSED,), with_questions=False)

    def retry(self, *ids: int) -> int:
        """Send failed or cancelled files again, as a batch of their own; returns its id."""
        return self._begin_again(ids, _ENDED_BADLY)

    def retry_all(self) -> int:
        """Send everything again that failed."""
        return self._begin_again(self._all_ids(), (TransferState.FAILED,))

    def cancel(self, *ids: int) -> None:
        """Stop transfers that have not come to an end, for good."""
        self._steps.take(tuple(dict.fromkeys(ids)), self._cancel)

    def _cancel(self, ids: Sequence[int]) -> None:
        for attempt in self._attempts_of(ids, (*_WAITS_OR_RUNS, TransferState.PAUSED)):
            was_running = attempt in self._running
            attempt.cancelled = True
            self._stop(attempt)
            self._finish(replace(attempt.transfer, state=TransferState.CANCELLED))
            if not was_running:
                self._drop_later(attempt)

    def cancel_all(self) -> None:
        """Stop everything that has not come to an end."""
        self._steps.take(self._all_ids(), self._cancel)

    def remove(self, *ids: int) -> None:
        """Take transfers off the list, stopping them first."""
        self._steps.take(tuple(dict.fromkeys(ids)), self._remove)

    def _remove(self, ids: Sequence[int]) -> None:
        self._cancel(ids)
        for attempt in self._attempts_of(ids, tuple(TransferState)):
            if attempt.transfer.state is TransferState.FAILED:
                self._drop_later(attempt)
            del self._attempts[attempt.transfer.id]
            self._batches.forget(attempt.transfer)
            self._tell(TransferRemoved(attempt.transfer.id))

    def forget(self, transfer_id: int) -> None:
        """Keep nothing of a file that has arrived, as who asked for it knows; no event says so."""
        with self._lock:
            attempt = self._attempts.get(transfer_id)
            if attempt is not None and attempt.transfer.state is TransferState.SUCCEEDED:
                del self._attempts[transfer_id]
                self._batches.forget(attempt.transfer)

    def release(self) -> None:
        """What held all queues is mended, as far as one knows: let a file of each try."""
        with self._lock:
            for held in list(self._queues.values()):
                if held.gate is Gate.HELD:
                    held.release()
                self._tell_going_on(held)
            self._pump()

    def try_again(self, name: Queue) -> None:
        """Let one file try: that is told once it goes through, for it mostly fails again."""
        with self._lock:
            held = self._queue(name)
            if held.gate is Gate.HELD:
                held.release()
                self._pump()
                self._tell_where_over(held)

    def _tell_where_over(self, queue: TransferQueue) -> None:
        """What was held is over where something went through, or where nothing is left to try."""
        if not queue.is_told_held or queue.gate is Gate.HELD:
            return
        is_under_way = queue or any(one.transfer.queue == queue.name for one in self._running)
        if queue.gate is Gate.OPEN or not is_under_way:
            self._tell_going_on(queue)

    def _tell_going_on(self, queue: TransferQueue) -> None:
        """Once, however often it was told as held before that."""
        if queue.is_told_held:
            queue.is_told_held = False
            self._tell(QueueReleased(queue.name))

    def progress(self) -> dict[int, Progress]:
        """The newest progress of every running transfer, by id."""
        now_s = time.monotonic()
        with self._lock:
            return {
                attempt.transfer.id: attempt.progress(now_s)
                for attempt in self._running
                if attempt.is_under_way
            }

    @property
    def is_stopped(self) -> bool:
        """Whether nothing is begun any more, and no event comes."""
        return self._closed

    @property
    def is_looking(self) -> bool:
        """Whether files that were dropped are not all listed yet."""
        with self._lock:
            return self._batches.are_coming

    @property
    def open_count(self) -> int:
        """How many wait or run."""
        with self._lock:
            waiting = sum(len(queue) for queue in self._queues.values())
            return waiting + sum(
                one.is_under_way and self._attempts.get(one.transfer.id) is one
                for one in self._running
            )

    def wait_until_idle(self, within_s: float) -> None:
        """Wait until nothing runs, but not longer."""
        self._idle.wait(within_s)

    def stop(self) -> None:
        """Begin nothing more and stop what runs, without waiting. No event comes after this."""
        with self._lock:
            self._closed = self._ends = True
            self._steps.stop()
            for attempt in self._running | self._looking:
                attempt.stop()

    def begin_no_more(self) -> None:
        """What runs comes to its end; what waits stays where it is."""
        with self._lock:
            self._ends = True

    def give_up(self) -> None:
        """Like `stop`, for good: what was sent of what runs is removed, or noted to be."""
        with self._lock:
            for attempt in self._running:
                attempt.cancelled = True
            self.stop()

    def close(self) -> None:
        """Stop everything and wait for the threads."""
        self.stop()
        with self._lock:
            timers = [timer for q in self._queues.values() if (timer := q.cancel_timer())]
        for timer in timers:
            timer.join()
        self._deciders.shutdown()  # not cancelled: what was dropped is noted, and no more
        self._noters.shutdown()
        self._steps.close()
        self._senders.shutdown()
        self._tidiers.shutdown()  # not cancelled: what is to be removed is noted, without the net

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
            return list(self._attempts)

    def _attempts_of(self, ids: Iterable[int], states: Sequence[TransferState]) -> list[Attempt]:
        attempts = [self._attempts[i] for i in ids if i in self._attempts]
        return [attempt for attempt in attempts if attempt.transfer.state in states]

    def _attempt(self, transfer: Transfer, route: Route) -> Attempt:
        return Attempt(transfer, route, self._terms)

    def _queue(self, name: Queue) -> TransferQueue:
        return self._queues.setdefault(name, TransferQueue(name))

    def _filled(self, blank: Transfer, file: Selected) -> Transfer:
        """A new transfer: what is the same for its whole drop, and the file."""
        at, name = place_of(file.path)
        return replace(
            blank,
            id=self._new_id(),
            at=at,
            file=name,
            name=file.name,
            size_bytes=file.size_bytes,
            folder=file.folder,
        )

    # A drop comes in

    def _decide(
        self,
        batch_id: int,
        paths: tuple[Path, ...],
        add: Callable[[list[Selected]], None],
        select: Callable[..., Iterator[list[Selected]]],
        noted: Future[None] | None,
    ) -> None:
        """Open folders and queue the files, a few hundred at a time."""
        if noted is not None:
            noted.exception()  # before anything is known to be looked through
        try:
            for chunk in select(paths, _ADD_AT_ONCE, lambda: not self._closed):
                if self._closed:
                    return
                add(chunk)
        except OSError as error:  # the current folder is gone
            add([Selected(paths[0], paths[0].name, error=file_error(error))])
        except Exception as error:  # noqa: BLE001 - becomes a row of its own
            _log.exception("a drop could not be read in a way nobody thought of")
            failure = OssDropError(ErrorCode.UNEXPECTED, type(error).__name__)
            add([Selected(paths[0], paths[0].name, error=failure)])
        finally:
            if not self._closed:  # else the rest of it is listed at the next start
                self._on_looked(batch_id)
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
        drop: Drop,
        is_one: bool,
        asks: bool,
        known_keys: Mapping[Path, KnownKey],
        origins: Mapping[Path, str],
    ) -> None:
        with self._lock:
            before = self._batches.size(batch_id)
            drop = _drop_of(drop, chunk, before + len(chunk), is_one=is_one)
            added = [
                _with_key(
                    replace(
                        self._filled(blank, file),
                        # A path that is looked up keeps its hash, and parts for it, for ever.
                        origin=origins.get(file.path, "") if origins else "",
                        drop=drop,
                        place=place,
                    ),
                    known_keys.get(file.path.absolute()) if known_keys else None,
                )
                for place, file in enumerate(chunk, before + 1)
            ]
            self._batches.add(batch_id, [transfer.id for transfer in added])
            self._attempts.update((t.id, self._attempt(t, route)) for t in added)
            self._tell(TransfersAdded(tuple(added)))
            for transfer, file in zip(added, chunk, strict=True):
                if file.error is not None:
                    self._finish(replace(transfer, state=TransferState.FAILED, error=file.error))
                elif file.looks_secret and asks:
                    self._set_aside(replace(transfer, looks_secret=True))
                else:
                    self._queue(blank.queue).add(self._attempts[transfer.id])
            self._pump()

    def _begin_again(
        self, ids: Sequence[int], states: Sequence[TransferState], *, with_questions: bool = True
    ) -> int:
        """Queue transfers anew, together as one batch; returns its id."""
        with self._lock:
            batch_id = self._new_id()
            self._batches.begin(batch_id)

        def queue(step: Sequence[int]) -> None:
            attempts = self._attempts_of(step, states)
            if not with_questions:
                attempts = [one for one in attempts if not one.transfer.waits_for_answer]
            self._batches.add(batch_id, [attempt.transfer.id for attempt in attempts])
            for route in {attempt.route for attempt in attempts}:
                route.renew()
            for attempt in attempts:
                self._queue_again(attempt, batch_id)

        def complete() -> None:
            self._batches.complete(batch_id)
            self._end_batch_if_done(batch_id)

        self._steps.take(tuple(dict.fromkeys(ids)), queue, complete)
        return batch_id

    def _queue_again(self, attempt: Attempt, batch_id: int) -> None:
        self._batches.forget(attempt.transfer)
        transfer = replace(
            attempt.transfer,
            batch_id=batch_id,
            state=TransferState.QUEUED,
            error=None,
            looks_secret=False,
            may_be_secret=attempt.transfer.may_be_secret or attempt.transfer.looks_secret,
            misfit=None,
            is_accepted=attempt.transfer.is_accepted or attempt.transfer.misfit is not None,
        )
        again = attempt.again(transfer)
        self._attempts[transfer.id] = again
        self._queue(transfer.queue).add(again)
        self._tell(TransferChanged(transfer))

    # Sending

    def _pump(self, *, keeps_one: bool = False) -> Attempt | None:
        """Start waiting transfers while there are free threads. Called with the lock held.

        A thread that has just become free `keeps_one`, which is returned, to go on with: to wake
        another one for it takes as long as a tenth of sending a small file.
        """
        kept: Attempt | None = None
        busy = {attempt.transfer.id for attempt in self._running} | self._dropping
        counts = Counter(Lane.of(attempt) for attempt in self._running)
        for queue in self._queues.values():
            for lane in Lane:
                while counts[lane] < self._most_of(lane) and not self._ends:
                    attempt = queue.take(lane, busy)
                    if attempt is None:
                        break
                    counts[lane] += 1
                    self._running.add(attempt)
                    self._idle.clear()
                    if queue.is_proving(attempt):
                        attempt.when_moving = partial(self._note_moving_later, attempt)
                    if keeps_one and kept is None:
                        kept = attempt
                    elif not self._starts(attempt):
                        counts[lane] -= 1
        return kept

    def _starts(self, attempt: Attempt) -> bool:
        """Give an attempt to a thread; where the system gives none at all, the file fails."""
        try:
            self._senders.start(self._run, attempt)
        except (RuntimeError, MemoryError):
            attempt.stopped = True  # it may be taken still
            self._running.discard(attempt)
            self._queue(attempt.transfer.queue).note_end(attempt)
            error = OssDropError(ErrorCode.UNEXPECTED, "the system gives no more threads")
            self._finish(replace(attempt.transfer, state=TransferState.FAILED, error=error))
            if not self._running:
                self._idle.set()
            return False
        return True

    def _most_of(self, lane: Lane) -> int:
        return self._width.now if lane is Lane.SMALL else self._large_ones

    def _run(self, attempt: Attempt) -> None:
        """Send a file, and what else waits then."""
        with self._lock:
            following = self._begin(attempt)
        while following is not None:
            following = self._run_one(following)

    def _begin(self, attempt: Attempt) -> Attempt | None:
        """Note that it runs; returns another one where it was stopped. With the lock held."""
        if attempt.stopped:
            return self._leave(attempt)
        attempt.transfer = replace(attempt.transfer, state=TransferState.RUNNING)
        self._tell(TransferChanged(attempt.transfer))
        return attempt

    def _run_one(self, attempt: Attempt) -> Attempt | None:
        """Returns the next one."""
        try:
            if not self._waits_now(attempt):
                self._note_outcome(attempt, self._send(attempt))
        except Exception as error:  # noqa: BLE001 - becomes the error of its row
            _log.exception("an upload ended in a way nobody thought of")
            failure = OssDropError(ErrorCode.UNEXPECTED, type(error).__name__)
            with self._lock:
                if self._attempts.get(attempt.transfer.id) is attempt:
                    self._finish(
                        replace(attempt.transfer, state=TransferState.FAILED, error=failure)
                    )
        with self._lock:
            return self._leave(attempt)

    def _waits_now(self, attempt: Attempt) -> bool:
        """Look at a file; whether it is set aside."""
        transfer = attempt.transfer
        found = None if transfer.is_accepted else self._examine(transfer)
        has_become_secret = not transfer.may_be_secret and _looks_secret(transfer.path)
        if found is None and not has_become_secret:
            return False
        with self._lock:
            if self._attempts.get(transfer.id) is not attempt or not attempt.is_under_way:
                return False  # it was stopped meanwhile: sending sees that, and tidies up
            attempt.stop()
            self._set_aside(replace(attempt.transfer, misfit=found, looks_secret=has_become_secret))
        return True

    def _note_outcome(self, attempt: Attempt, outcome: Transfer) -> None:
        if self._is_taken(attempt, outcome):
            self._tidy(attempt, outcome)
            self._tell_remains(attempt.transfer, attempt.left_bytes)
        elif outcome.finished is not None or self._may_be_there(attempt):
            # Here, since another attempt waits until this one is over: it would find what is
            # just being removed.
            self._drop(attempt, outcome.finished)

    def _tidy(self, attempt: Attempt, outcome: Transfer) -> None:
        """With the link given: remove what earlier attempts have left."""
        if outcome.finished is not None:
            with contextlib.suppress(OssDropError, TransferStopped):
                attempt.route.sender().tidy(attempt, _TIDIED_AT_ONCE)

    def _is_taken(self, attempt: Attempt, outcome: Transfer) -> bool:
        """Note an outcome that counts; False where what was sent is to be dropped.

        What arrived has arrived, though it was to be paused: also where it waits to be sent again
        by now, which is done with that.
        """
        with self._lock:
            current = self._attempts.get(attempt.transfer.id)
            is_wanted = current is not None and current.transfer.state is not _CANCELLED
            if outcome.finished is not None:
                if attempt.cancelled or current is None or not is_wanted:
                    return False
                if current is not attempt:
                    self._queue(current.transfer.queue).remove(current)
                    outcome = replace(outcome, batch_id=current.transfer.batch_id)
                self._take(attempt, outcome)
            elif not attempt.stopped:
                self._take(attempt, outcome)
            return not attempt.cancelled or attempt.dropped

    def _send(self, attempt: Attempt) -> Transfer:
        """Send one file; whatever happens becomes a terminal state."""
        transfer = attempt.transfer
        try:
            finished = attempt.route.sender().send(transfer, attempt)
        except TransferCancelled as end:
            attempt.dropped = True
            self._tell_remains(transfer, end.left_bytes)
            return replace(transfer, state=TransferState.CANCELLED)
        except TransferStopped:
            self._leave_behind(attempt)
            return replace(transfer, state=TransferState.CANCELLED)
        except OssDropError as error:
            failure = error
        except OSError as error:
            failure = file_error(error)
        except Exception as error:  # noqa: BLE001 - becomes the error of its row
            _log.exception("an upload failed in a way nobody thought of")
            failure = OssDropError(ErrorCode.UNEXPECTED, type(error).__name__)
        else:
            if not attempt.cancelled:  # or it is taken back
                self._tell_sent(transfer.id, finished)
            attempt.note_taken()
            return replace(transfer, state=TransferState.SUCCEEDED, finished=finished)
        if failure.explanation.scope is not Scope.DESTINATION:  # where it is, nothing is there
            self._leave_behind(attempt)
        return replace(transfer, state=TransferState.FAILED, error=failure)

    def _leave_behind(self, attempt: Attempt) -> None:
        """Have what may be there removed later, where nobody will go on with it."""
        if self._leaves and attempt.key and Lane.of(attempt) is Lane.SMALL:  # a large one goes on
            with contextlib.suppress(OssDropError):
                attempt.route.sender().leave(attempt.key)

    def _tell_sent(self, transfer_id: int, finished: FinishedUpload) -> None:
        try:
            self._on_sent(transfer_id, finished.stored.key)
        except Exception:  # noqa: BLE001 - whoever listens cannot take back what has arrived
            _log.exception("a listener failed")

    def _note_moving_later(self, attempt: Attempt) -> None:
        """Called from a sending thread, which may hold locks of its own."""
        with contextlib.suppress(RuntimeError):  # closed meanwhile
            self._steps.later(self._note_moving, attempt)

    def _note_moving(self, attempt: Attempt) -> None:
        """A megabyte went through: the service took the request, so the others may follow."""
        with self._lock:
            queue = self._queue(attempt.transfer.queue)
            if queue.is_proving(attempt):
                queue.note_proof()
                self._tell_where_over(queue)
                self._pump()

    def _take(self, attempt: Attempt, outcome: Transfer) -> None:
        """Note what became of an attempt: its own end, or that of everybody."""
        queue = self._queue(outcome.queue)
        if outcome.error is None:
            queue.note_proof()
            self._tell_where_over(queue)
            if Lane.of(attempt) is Lane.SMALL:
                self._width.note_arrived()
        elif holds_queue(outcome.error):
            self._hold(queue, attempt, outcome.error)
            return
        self._finish(outcome)

    def _hold(self, queue: TransferQueue, attempt: Attempt, error: OssDropError) -> None:
        failed = replace(attempt.transfer, state=TransferState.FAILED, error=error)
        is_offline = is_nobody_there(error)
        is_network = error.explanation.scope is Scope.NETWORK
        if is_network and not is_offline and queue.note_setback_of(attempt):
            self._finish(failed)
        elif self._holds:
            waits = replace(
                attempt.transfer, state=TransferState.QUEUED, kept_bytes=_kept_bytes(attempt)
            )
            again = attempt.again(waits)
            self._attempts[again.transfer.id] = again
            queue.add(again, first=is_offline or not is_network)
            self._tell(TransferChanged(again.transfer))
            if queue.gate is not Gate.HELD:
                queue.hold(error, partial(self.try_again, queue.name))
                queue.is_told_held = True
                self._tell(QueueHeld(queue.name, error))
        else:
            self._finish(failed)
            if is_offline or not is_network or queue.note_failed_prover():
                for other in list(queue):
                    queue.remove(other)
                    self._finish(replace(other.transfer, state=TransferState.FAILED, error=error))

    def _leave(self, attempt: Attempt) -> Attempt | None:
        """Note that a thread is free; returns what it goes on with. Called with the lock held."""
        self._running.discard(attempt)
        if not self._running:
            self._idle.set()
            self._width.note_idle()
        queue = self._queue(attempt.transfer.queue)
        queue.note_end(attempt)
        self._tell_where_over(queue)
        following = self._pump(keeps_one=True)
        return None if following is None else self._begin(following)

    # Coming to an end

    def _stop(self, attempt: Attempt) -> None:
        queue = self._queue(attempt.transfer.queue)
        queue.remove(attempt)
        attempt.stop()
        self._tell_where_over(queue)

    def _set_aside(self, transfer: Transfer) -> None:
        """Pause. Called with the lock held."""
        self._attempts[transfer.id].transfer = paused = replace(
            transfer, state=TransferState.PAUSED
        )
        self._tell(TransferChanged(paused))
        self._batches.leave(transfer.batch_id)
        self._end_batch_if_done(transfer.batch_id)

    def _finish(self, transfer: Transfer) -> None:
        """Note a terminal state. Called with the lock held."""
        attempt = self._attempts.get(transfer.id)
        if attempt is None or attempt.transfer.state.is_terminal:
            return
        was_paused = attempt.transfer.state is TransferState.PAUSED
        attempt.transfer = transfer
        self._tell(TransferChanged(transfer))
        if was_paused:
            self._forget_if_arrived(transfer)
        else:
            self._batches.end(transfer)
            self._end_batch_if_done(transfer.batch_id)

    def _end_batch_if_done(self, batch_id: int) -> None:
        """With very many in it, each step here counts: others wait for the lock."""
        ended = None if self._closed else self._batches.take_ended(batch_id)
        if ended is None:
            return
        self._tell(BatchFinished(batch_id, ended.transfers))
        for transfer_id in ended.arrived:
            self._attempts.pop(transfer_id, None)

    def _forget_if_arrived(self, transfer: Transfer) -> None:
        """Nothing can be done any more with what has arrived: it is the history's."""
        if transfer.state is TransferState.SUCCEEDED:
            self._attempts.pop(transfer.id, None)

    def _drop_later(self, attempt: Attempt) -> None:
        """Remove what was sent of an upload that nobody will go on with."""
        if self._may_be_there(attempt) and not self._closed:
            self._dropping.add(attempt.transfer.id)
            self._tidiers.start(self._drop_and_leave, attempt)

    def _drop_and_leave(self, attempt: Attempt) -> None:
        try:
            self._drop(attempt, None)
        finally:
            with self._lock:
                self._dropping.discard(attempt.transfer.id)
                self._pump()

    def _may_be_there(self, attempt: Attempt) -> bool:
        return (
            Lane.of(attempt) is Lane.LARGE or attempt.transfer.kept_bytes > 0 or bool(attempt.key)
        )

    def _drop(self, attempt: Attempt, finished: FinishedUpload | None) -> None:
        try:
            sender = attempt.route.sender()
            left_bytes = (
                sender.take_back(finished)
                if finished
                else sender.drop(attempt.again(attempt.transfer).transfer)
            )
        except (OssDropError, OSError):
            left_bytes = attempt.transfer.kept_bytes
        self._tell_remains(attempt.transfer, left_bytes)

    def _tell_remains(self, transfer: Transfer, left_bytes: int) -> None:
        if left_bytes:
            with self._lock:
                self._tell(PartsRemain(transfer, left_bytes))


def _looks_secret(path: Path) -> bool:
    """Whether a file is one by now: it may have waited for long. What cannot be read fails soon."""
    try:
        return looks_secret(path, path.stat().st_size)
    except (OSError, ValueError):
        return False


def _kept_bytes(attempt: Attempt) -> int:
    """What the service has of a file that was stopped: of one in parts alone."""
    if attempt.is_whole:
        return 0
    return max(attempt.sent_bytes, attempt.transfer.kept_bytes)


def _drop_of(drop: Drop, chunk: Sequence[Selected], files: int, *, is_one: bool) -> Drop:
    """The drop of some of its files; one that is named after the one folder that was given."""
    folder = chunk[0].folder.partition("/")[0] if is_one else ""
    if is_one and not folder:
        return NO_DROP
    return replace(drop, name=printable_name(folder) if folder else drop.name, files=files)


def _with_key(transfer: Transfer, known: KnownKey | None) -> Transfer:
    """A transfer that may be there already."""
    return transfer if known is None else replace(transfer, key=known.key, is_key_out=known.is_out)
