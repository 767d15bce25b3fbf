"""Large files in parts: several at a time, each compared and tried again on its own.

Needs oss:PutObject only. Limits: https://www.alibabacloud.com/help/en/oss/user-guide/multipart-upload
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass

from core.errors import ErrorCode, OssDropError
from core.storage.base import (
    Part,
    Span,
    Storage,
    StoredObject,
    TransferCancelled,
    TransferControl,
    UploadSource,
)
from core.storage.checksum import combine_crc64, require_unchanged
from core.transfers.checkpoint import Checkpoint
from core.transfers.retrying import find_arrived, retrying

THRESHOLD_BYTES = 16 * 1024**2
SMALLEST_PART_BYTES = 8 * 1024**2
MAX_PARTS = 10_000
MAX_SIZE_BYTES = MAX_PARTS * 5 * 1024**3
_AT_ONCE = 4  # of one file, so that a long one leaves room in the pool for others


def part_size_of(size_bytes: int) -> int:
    """The size of a file's parts: 8 MiB, or whole MiB so that 10,000 parts are enough."""
    needed = -(-size_bytes // MAX_PARTS)
    return max(SMALLEST_PART_BYTES, -(-needed // 1024**2) * 1024**2)


def spans_of(size_bytes: int) -> Iterator[tuple[int, Span]]:
    """Number and place of each part."""
    part_size = part_size_of(size_bytes)
    for number, offset in enumerate(range(0, size_bytes, part_size), start=1):
        yield number, Span(offset, min(part_size, size_bytes - offset))


def upload_in_parts(
    storage: Storage,
    source: UploadSource,
    control: TransferControl,
    pool: Executor,
    checkpoint: Checkpoint,
) -> StoredObject:
    """Upload a large file; parts run in `pool`, this thread waits for them.

    Goes on from `checkpoint` (whose key must then be the source's), and leaves there what another
    attempt can go on from. What was cancelled, or changed meanwhile, is aborted where the key may.
    Raises OssDropError, TransferStopped, OSError.
    """
    if source.size_bytes > MAX_SIZE_BYTES:
        raise OssDropError(ErrorCode.FILE_TOO_LARGE, "over 48.8 TiB")
    for is_resumed in (bool(checkpoint.upload_id), False):
        try:
            return _attempt(storage, source, control, pool, checkpoint)
        except OssDropError as error:
            if error.code is ErrorCode.FILE_CHANGED:
                _abort(storage, source, checkpoint)
            if error.code is not ErrorCode.UPLOAD_GONE or not is_resumed:
                raise
            checkpoint.discard()  # the service has dropped it: begin anew
        except TransferCancelled:
            _abort(storage, source, checkpoint)
            raise
    raise AssertionError("the second attempt is never a resumed one")


def _attempt(
    storage: Storage,
    source: UploadSource,
    control: TransferControl,
    pool: Executor,
    checkpoint: Checkpoint,
) -> StoredObject:
    part_size = part_size_of(source.size_bytes)
    if not checkpoint.upload_id or checkpoint.part_size != part_size:
        upload_id = _begin(storage, source, control)
        checkpoint.begin(source.key, upload_id, part_size)
    _Sending(storage, source, checkpoint, control).run(pool)
    control.check()
    require_unchanged(source)
    parts = [checkpoint.parts[number] for number, _ in spans_of(source.size_bytes)]
    stored = _complete(storage, source, checkpoint.upload_id, parts, control)
    checkpoint.discard()
    return stored


def _abort(storage: Storage, source: UploadSource, checkpoint: Checkpoint) -> None:
    with contextlib.suppress(OssDropError):
        if checkpoint.upload_id:
            storage.abort_parts(source, checkpoint.upload_id)
    checkpoint.discard()


def _begin(storage: Storage, source: UploadSource, control: TransferControl) -> str:
    for attempt in retrying(control):
        with attempt:
            return storage.begin_parts(source)
    raise AssertionError("tenacity raises the last error")


def _complete(
    storage: Storage,
    source: UploadSource,
    upload_id: str,
    parts: list[Part],
    control: TransferControl,
) -> StoredObject:
    """Join the parts. When the upload is gone, an earlier answer may have been lost."""
    crc64 = 0
    for part in parts:
        crc64 = combine_crc64(crc64, part.crc64, part.size_bytes)
    for attempt in retrying(control):
        with attempt:
            try:
                return storage.complete_parts(source, upload_id, parts, crc64)
            except OssDropError as error:
                gone = error.code in (ErrorCode.UPLOAD_GONE, ErrorCode.OBJECT_EXISTS)
                if gone and (arrived := find_arrived(storage, source, crc64)):
                    return arrived
                raise
    raise AssertionError("tenacity raises the last error")


@dataclass(frozen=True)
class _PartControl:
    """One part's side of the transfer's control."""

    sending: _Sending
    number: int

    def add_sent(self, size_bytes: int) -> None:
        self.sending.add_sent(size_bytes)

    def check(self) -> None:
        self.sending.check()

    def may_be_cut_by(self, cut: Callable[[], None] | None) -> None:
        self.sending.note_cut(self.number, cut)


class _Sending:
    """The parts of one file on their way. A failing part ends the others at once."""

    def __init__(
        self,
        storage: Storage,
        source: UploadSource,
        checkpoint: Checkpoint,
        control: TransferControl,
    ) -> None:
        self._storage, self._source, self._checkpoint = storage, source, checkpoint
        self._control = control
        self._lock = threading.Lock()
        self._cuts: dict[int, Callable[[], None]] = {}
        self._failed = False

    def run(self, pool: Executor) -> None:
        """Send the parts that are not there yet."""
        self._control.may_be_cut_by(self._cut_all)
        there = self._checkpoint.parts
        self.add_sent(sum(part.size_bytes for part in there.values()))
        missing = (item for item in spans_of(self._source.size_bytes) if item[0] not in there)
        running: set[Future[Part]] = set()
        try:
            while True:
                for number, span in missing:
                    running.add(pool.submit(self._send, number, span))
                    if len(running) == _AT_ONCE:
                        break
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    self._checkpoint.add(future.result())
        except BaseException:
            self._failed = True
            self._cut_all()
            wait(running)
            raise
        finally:
            self._control.may_be_cut_by(None)

    def add_sent(self, size_bytes: int) -> None:
        """Several parts count into one transfer."""
        with self._lock:
            self._control.add_sent(size_bytes)

    def check(self) -> None:
        """Raise when the transfer, or another part of it, has ended."""
        self._control.check()
        if self._failed:
            raise OssDropError(ErrorCode.CONNECTION_LOST, "another part failed")

    def note_cut(self, number: int, cut: Callable[[], None] | None) -> None:
        """How part `number` can be cut off; None: no longer."""
        with self._lock:
            if cut is None:
                self._cuts.pop(number, None)
            else:
                self._cuts[number] = cut

    def _cut_all(self) -> None:
        with self._lock:
            cuts = list(self._cuts.values())
        for cut in cuts:
            cut()

    def _send(self, number: int, span: Span) -> Part:
        control = _PartControl(self, number)
        for attempt in retrying(control):
            with attempt:
                return self._storage.send_part(
                    self._source, self._checkpoint.upload_id, number, span, control
                )
        raise AssertionError("tenacity raises the last error")
