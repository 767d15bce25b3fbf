"""Large files in parts: several at a time, each compared and tried again on its own.

Needs oss:PutObject only. Limits: https://www.alibabacloud.com/help/en/oss/user-guide/multipart-upload
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace

from ossdrop.errors import ErrorCode, OssDropError, Scope
from ossdrop.storage.base import (
    OpenRequest,
    Part,
    Span,
    Storage,
    StoredObject,
    TransferCancelled,
    TransferControl,
    UploadSource,
)
from ossdrop.storage.checksum import combine_crc64
from ossdrop.transfers import part_width
from ossdrop.transfers.checkpoint import Checkpoint
from ossdrop.transfers.part_pool import PartPool
from ossdrop.transfers.retrying import (
    DAMAGED,
    find_arrived,
    remove_damaged,
    require_same_content,
    retrying,
)

THRESHOLD_BYTES = 16 * 1024**2
# Few large parts cost less; many small ones lose less on a bad line, and fill more connections.
SMALL_PART_BYTES, LARGE_PART_BYTES = 4 * 1024**2, 16 * 1024**2  # unless 10,000 are too few
_LARGE_PARTS_FROM_BYTES = 1024**3
_LOOK_EVERY_S = 0.1
MAX_PARTS = 10_000
MAX_SIZE_BYTES = MAX_PARTS * 5 * 1024**3
_STEP_BYTES = 64 * 1024


def part_size_of(size_bytes: int) -> int:
    """The size of a file's parts, so that all rounds of parallel parts are full.

    A last round with one part in it would leave the other connections idle meanwhile.
    """
    large = size_bytes >= _LARGE_PARTS_FROM_BYTES
    part_bytes = LARGE_PART_BYTES if large else SMALL_PART_BYTES
    rounds = -(-size_bytes // (part_bytes * part_width.START))
    count = min(max(rounds, 1) * part_width.START, MAX_PARTS)
    return -(-size_bytes // count // _STEP_BYTES) * _STEP_BYTES


def spans_of(size_bytes: int) -> Iterator[tuple[int, Span]]:
    """Number and place of each part."""
    part_size = part_size_of(size_bytes)
    for number, offset in enumerate(range(0, size_bytes, part_size), start=1):
        yield number, Span(offset, min(part_size, size_bytes - offset))


def upload_in_parts(
    storage: Storage,
    source: UploadSource,
    control: TransferControl,
    pool: PartPool,
    checkpoint: Checkpoint,
) -> StoredObject:
    """Upload a large file; parts run in `pool`, this thread waits for them.

    Goes on from `checkpoint` (whose key must then be the source's), and leaves there what another
    attempt can go on from; the caller discards it once the result is noted. What was cancelled, or
    whose file changed or went, is aborted where the key may; `control` is told what stays.
    Raises OssDropError, TransferStopped, OSError.
    """
    if source.size_bytes > MAX_SIZE_BYTES:
        raise OssDropError(ErrorCode.FILE_TOO_LARGE, "over 48.8 TiB")
    if checkpoint.is_stale:
        control.note_left(drop_parts(storage, checkpoint))
    may_begin_anew = True
    for is_last in (False, False, True):
        try:
            return _attempt(storage, source, control, pool, checkpoint)
        except OssDropError as error:
            if error.code is ErrorCode.FILE_CHANGED or not os.path.lexists(source.path):
                control.note_left(drop_parts(storage, checkpoint))
            if error.code in DAMAGED and not is_last:  # the whole, once its parts were joined
                source = replace(source, overwrites=True)
            elif error.code is ErrorCode.UPLOAD_GONE and may_begin_anew and not is_last:
                may_begin_anew = False  # the service has dropped it
            else:
                if error.code in DAMAGED:
                    remove_damaged(storage, source.key)
                raise
            control.add_kept(-checkpoint.sent_bytes)  # all of it is sent again
            checkpoint.discard()
        except FileNotFoundError:
            control.note_left(drop_parts(storage, checkpoint))
            raise
        except TransferCancelled:
            raise TransferCancelled(drop_parts(storage, checkpoint)) from None
    raise AssertionError("the last attempt raises")


_MAY_PASS = (Scope.NETWORK, Scope.DESTINATION)  # of what can be wrong: the line, the key


def drop_parts(storage: Storage, checkpoint: Checkpoint) -> int:
    """Remove what was sent of an upload, and forget it; returns how many bytes stay in the bucket.

    Without oss:AbortMultipartUpload they stay, invisible, until a lifecycle rule of the bucket
    removes them. Where only nobody answers, or the program ends, a later upload to the same
    destination removes them.
    """
    try:
        left_bytes = _remove_parts(storage, checkpoint)
    except OssDropError as error:
        if error.explanation.scope in _MAY_PASS and checkpoint.keep_for_later():
            return 0
        left_bytes = checkpoint.sent_bytes
    checkpoint.discard()
    return left_bytes


def _remove_parts(storage: Storage, checkpoint: Checkpoint) -> int:
    """How many bytes the key may not remove; raises OssDropError where that cannot be known now."""
    if checkpoint.upload_id:
        try:
            storage.abort_parts(checkpoint.key, checkpoint.upload_id)
        except OssDropError as error:
            if error.code is ErrorCode.PERMISSION_MISSING:
                return checkpoint.sent_bytes
            if error.code is not ErrorCode.UPLOAD_GONE:  # dropped by the service, or just completed
                raise
        else:
            return 0
    # What an earlier process has joined may be in use.
    return (remove_object(storage, checkpoint.key) or 0) if checkpoint.is_joining else 0


def remove_object(storage: Storage, key: str) -> int | None:
    """Remove an object; returns how many bytes stay, where the key may not delete; None: no object.

    Raises OssDropError where that cannot be known now.
    """
    found = storage.find(key, TransferControl())
    if found is None:
        return None
    try:
        storage.delete(key)
    except OssDropError as error:
        if error.code is ErrorCode.PERMISSION_MISSING:
            return found.size_bytes
        raise
    return 0


def _attempt(
    storage: Storage,
    source: UploadSource,
    control: TransferControl,
    pool: PartPool,
    checkpoint: Checkpoint,
) -> StoredObject:
    part_size = part_size_of(source.size_bytes)
    if not checkpoint.upload_id or checkpoint.part_size != part_size:
        upload_id = _begin(storage, source, control)
        checkpoint.begin(source.key, upload_id, part_size)
    _Sending(storage, source, checkpoint, control).run(pool)
    control.check()
    parts = [checkpoint.parts[number] for number, _ in spans_of(source.size_bytes)]
    crc64 = 0
    for part in parts:
        crc64 = combine_crc64(crc64, part.crc64, part.size_bytes)
    require_same_content(source, crc64, control)
    checkpoint.is_joining = True
    # Every part is in the checkpoint now: should the answer be lost, even with this process, the
    # next attempt asks for the object before it sends anything.
    return _complete(storage, source, checkpoint.upload_id, parts, crc64, control)


def _begin(storage: Storage, source: UploadSource, control: TransferControl) -> str:
    for attempt in retrying(control):
        with attempt:
            upload_id = storage.begin_parts(source, control)
            control.note_taken()
            return upload_id
    raise AssertionError("tenacity raises the last error")


def _complete(
    storage: Storage,
    source: UploadSource,
    upload_id: str,
    parts: list[Part],
    crc64: int,
    control: TransferControl,
) -> StoredObject:
    """Join the parts. An answer may have been lost: before it is asked again one looks.

    What was joined to something else is not asked for again: the upload is over with it.
    """
    damaged: OssDropError | None = None
    for attempt in retrying(control):
        with attempt:
            is_first = attempt.retry_state.attempt_number == 1
            if not is_first and (arrived := _look_for(storage, source, crc64, control)):
                return arrived
            try:
                return storage.complete_parts(source, upload_id, parts, crc64, control)
            except OssDropError as error:
                gone = error.code in (ErrorCode.UPLOAD_GONE, ErrorCode.OBJECT_EXISTS)
                if gone and (arrived := find_arrived(storage, source, crc64, control)):
                    return arrived
                if error.code not in DAMAGED:
                    raise
                damaged = error
                break
    raise damaged or AssertionError("tenacity raises the last error")


def _look_for(
    storage: Storage, source: UploadSource, crc64: int, control: TransferControl
) -> StoredObject | None:
    """What may have arrived; a key that may only put has nothing to look with."""
    try:
        return find_arrived(storage, source, crc64, control)
    except OssDropError as error:
        if error.explanation.scope is Scope.NETWORK:
            raise
        return None


@dataclass(frozen=True)
class _PartControl(TransferControl):
    """One part's side of the transfer's control."""

    sending: _Sending
    number: int

    def add_sent(self, size_bytes: int) -> None:
        self.sending.add_sent(size_bytes)

    def check(self) -> None:
        self.sending.check()

    def allow(self, size_bytes: int) -> int:
        return self.sending.allow(size_bytes)

    def goes_on(self, error: OssDropError) -> bool:
        return self.sending.goes_on(error)

    def set_request(self, request: OpenRequest | None) -> None:
        self.sending.set_request(self.number, request)


class _Sending:
    """The parts of one file on their way, as one `OpenRequest`. A failing part ends the others."""

    def __init__(
        self,
        storage: Storage,
        source: UploadSource,
        checkpoint: Checkpoint,
        control: TransferControl,
    ) -> None:
        self._storage, self._source, self._checkpoint = storage, source, checkpoint
        self._control = control
        self._lock, self._counting = threading.Lock(), threading.Lock()
        self._requests: dict[int, OpenRequest] = {}
        self._failed = False
        self._sent_bytes = 0

    def run(self, pool: PartPool) -> None:
        """Send the parts that are not there yet."""
        with pool.sharing(self):
            self._run(pool)

    def _run(self, pool: PartPool) -> None:
        self._control.set_request(self)
        there = self._checkpoint.parts
        kept_bytes = self._checkpoint.sent_bytes
        self._control.add_kept(kept_bytes)
        missing = [item for item in spans_of(self._source.size_bytes) if item[0] not in there]
        missing.reverse()
        running: set[Future[Part]] = set()
        done: set[Future[Part]] = set()
        try:
            while missing or running:
                at_once = pool.share_of(self)
                while missing and len(running) < at_once:
                    running.add(pool.submit(self._send, *missing.pop()))
                look_again_s = _LOOK_EVERY_S if missing else None
                done, running = wait(running, look_again_s, FIRST_COMPLETED)
                while done:
                    self._checkpoint.add(done.pop().result())
                    self._control.note_taken()
        except BaseException:
            self._failed = True
            self.cut()
            self._keep_arrived(done | wait(running).done)
            # What was on its way has to be sent again: only what has arrived counts.
            self._control.add_kept(self._checkpoint.sent_bytes - kept_bytes - self._sent_bytes)
            raise
        finally:
            self._control.set_request(None)

    def _keep_arrived(self, ended: set[Future[Part]]) -> None:
        """Note parts that arrived while another one failed, so that none is sent twice."""
        for future in ended:
            if not future.cancelled() and future.exception() is None:
                self._checkpoint.add(future.result())

    def add_sent(self, size_bytes: int) -> None:
        """Several parts count into one transfer."""
        with self._counting:  # not the lock that `cut` needs: whoever is told may cut
            self._sent_bytes += size_bytes
            self._control.add_sent(size_bytes)

    def check(self) -> None:
        """Raise when the transfer, or another part of it, has ended."""
        self._control.check()
        if self._failed:
            raise OssDropError(ErrorCode.CONNECTION_LOST, "another part failed")

    def goes_on(self, error: OssDropError) -> bool:
        """Not once another part has failed for good."""
        return not self._failed and self._control.goes_on(error)

    def allow(self, size_bytes: int) -> int:
        """The limit is that of all transfers together."""
        return self._control.allow(size_bytes)

    def set_request(self, number: int, request: OpenRequest | None) -> None:
        """Which request sends part `number`; None: none any more."""
        with self._lock:
            if request is None:
                self._requests.pop(number, None)
            else:
                self._requests[number] = request

    def cut(self) -> None:
        """End all parts at once."""
        for request in self._open_requests():
            request.cut()

    def unsent_bytes(self) -> int:
        """What has not left yet, of all parts."""
        return sum(request.unsent_bytes() for request in self._open_requests())

    def left_bytes(self) -> int:
        """What has left so far, of all parts."""
        return self._sent_bytes - self.unsent_bytes()

    def _open_requests(self) -> list[OpenRequest]:
        with self._lock:
            return list(self._requests.values())

    def _send(self, number: int, span: Span) -> Part:
        control = _PartControl(self, number)
        control.check()  # it may have waited for its turn while the transfer ended
        for attempt in retrying(control):
            with attempt:
                return self._storage.send_part(
                    self._source, self._checkpoint.upload_id, number, span, control
                )
        raise AssertionError("tenacity raises the last error")
