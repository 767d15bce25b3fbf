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
from core.storage.base import Part, Span, Storage, StoredObject, TransferControl, UploadSource
from core.storage.checksum import combine_crc64, require_unchanged
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
    storage: Storage, source: UploadSource, control: TransferControl, pool: Executor
) -> StoredObject:
    """Upload a large file; parts run in `pool`, this thread waits for them.

    Raises OssDropError or TransferStopped; what was begun is then aborted, where the key may.
    """
    if source.size_bytes > MAX_SIZE_BYTES:
        raise OssDropError(ErrorCode.FILE_TOO_LARGE, "over 48.8 TiB")
    upload_id = _again(control, lambda: storage.begin_parts(source))
    try:
        parts = _Sending(storage, source, upload_id, control).run(pool)
        control.check()
        require_unchanged(source)
        return _complete(storage, source, upload_id, parts, control)
    except BaseException:
        with contextlib.suppress(OssDropError):
            storage.abort_parts(source, upload_id)
        raise


def _complete(
    storage: Storage,
    source: UploadSource,
    upload_id: str,
    parts: list[Part],
    control: TransferControl,
) -> StoredObject:
    """Join the parts; when only the answer was lost, the object is there already."""
    crc64 = 0
    for part in parts:
        crc64 = combine_crc64(crc64, part.crc64, part.size_bytes)
    for attempt in retrying(control):
        with attempt:
            if attempt.retry_state.attempt_number > 1 and (
                arrived := find_arrived(storage, source, crc64)
            ):
                return arrived
            return storage.complete_parts(source, upload_id, parts, crc64)
    raise AssertionError("tenacity raises the last error")


def _again(control: TransferControl, work: Callable[[], str]) -> str:
    for attempt in retrying(control):
        with attempt:
            return work()
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
        self, storage: Storage, source: UploadSource, upload_id: str, control: TransferControl
    ) -> None:
        self._storage, self._source, self._upload_id = storage, source, upload_id
        self._control = control
        self._lock = threading.Lock()
        self._cuts: dict[int, Callable[[], None]] = {}
        self._failed = False

    def run(self, pool: Executor) -> list[Part]:
        """Send all parts; returns them in their order."""
        self._control.may_be_cut_by(self._cut_all)
        spans = spans_of(self._source.size_bytes)
        running: set[Future[Part]] = set()
        parts: list[Part] = []
        try:
            while True:
                for number, span in spans:
                    running.add(pool.submit(self._send, number, span))
                    if len(running) == _AT_ONCE:
                        break
                if not running:
                    return sorted(parts, key=lambda part: part.number)
                done, running = wait(running, return_when=FIRST_COMPLETED)
                parts += [future.result() for future in done]
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
                return self._storage.send_part(self._source, self._upload_id, number, span, control)
        raise AssertionError("tenacity raises the last error")
