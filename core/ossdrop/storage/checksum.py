"""CRC-64 as the service computes it (CRC-64/XZ), and a reader that computes it while sending.

anycrc runs at several GB/s with wheels for every platform, and it can combine; the crcmod that
oss2 brings along runs at some 10 MB/s where it could not be compiled.
"""

from __future__ import annotations

import os
import time
from enum import Enum
from io import FileIO

import anycrc

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program.change_time import change_time_ns, change_time_of_open_ns
from ossdrop.storage.base import Span, TransferControl, UploadSource

SMALLEST_BLOCK_BYTES = 64 * 1024
# Larger ones, with the kernel's buffer, do not fit the processor's caches: dearer, not faster.
_LARGEST_BLOCK_BYTES = 512 * 1024
_FAST_S, _SLOW_S = 0.02, 0.2
_FAST_BLOCKS_TO_GROW = 8  # the kernel takes the first ones at once on any line
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_MOST_DIGITS = 20  # of 64 bits
_MODEL = anycrc.Model("CRC64-XZ")


def crc64(data: bytes | memoryview, start: int = 0) -> int:
    """The CRC of `data`, continuing from `start`."""
    result: int = _MODEL.calc(data, start)
    return result


def parse_crc64(text: str) -> int:
    """The CRC in a header; raises SERVICE_FAILED for what is no number."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise OssDropError(ErrorCode.SERVICE_FAILED, "the service's checksum is no number")
    return int(text)


def combine_crc64(first: int, second: int, second_size_bytes: int) -> int:
    """The CRC of two pieces one after another."""
    result: int = _MODEL.combine(first, second, second_size_bytes)
    return result


def open_source(source: UploadSource) -> FileIO:
    """Open a file to be sent; raises OSError, FILE_CHANGED for another one that is there by now.

    One that has become a pipe is not waited for.
    """
    file = FileIO(source.path, opener=lambda name, flags: os.open(name, flags | _NO_WAIT))
    facts = os.fstat(file.fileno())
    meant = source.device or facts.st_dev, source.inode or facts.st_ino
    if (facts.st_dev, facts.st_ino) != meant:
        file.close()
        raise OssDropError(ErrorCode.FILE_CHANGED)
    return file


class CheckedReader:
    """A file as a request body: computes the CRC, counts the bytes, can be stopped.

    Blocks grow while the line takes them at once and shrink when it does not, so that a fast line
    costs little CPU and a slow one can still be stopped within a moment.

    Size and mtime of the open file are compared before the last block is handed out, so that a
    file that changed meanwhile is never completed. `span` is the piece to read, the whole file
    when left out.
    """

    def __init__(
        self,
        file: FileIO,
        source: UploadSource,
        control: TransferControl,
        span: Span | None = None,
        block_bytes: int = SMALLEST_BLOCK_BYTES,
    ) -> None:
        span = span or Span(0, source.size_bytes)
        if span.offset:
            file.seek(span.offset)
        self.crc64 = 0
        self._file = file
        self._source = source
        self._left = span.size_bytes
        self._size_bytes = span.size_bytes
        self._control = control
        self._sent_bytes = 0
        self.block_bytes = block_bytes  # what the line takes; a start for the next request
        self._fast_blocks = 0
        self._asked_at = time.monotonic()
        self._memory = memoryview(b"")
        self._first: bytes | memoryview = b""
        if not self._left:
            require_unchanged(source, file)

    def __len__(self) -> int:
        return self._size_bytes

    def begin(self) -> None:
        """Read the first block, for the next `read`: before a connection waits for it."""
        self._first = self.read(SMALLEST_BLOCK_BYTES)

    def read(self, size: int = -1) -> bytes | memoryview:
        """The next block, valid until the next call; empty at the end.

        All blocks share one piece of memory: fresh memory for each would cost more than sending
        it. Raises TransferStopped or FILE_CHANGED.
        """
        self._control.check()
        if self._first:
            first = self._first if size < 0 else self._first[:size]
            self._first, self._asked_at = self._first[len(first) :], time.monotonic()
            return first
        if self._left == 0:
            return b""
        wanted = min(self._left, self._next_block_bytes(), size if size >= 0 else self._left)
        wanted = self._control.allow(wanted)
        try:
            if wanted > len(self._memory):
                self._memory = memoryview(bytearray(wanted))
            data = self._memory[: self._file.readinto(self._memory[:wanted])]
        except OSError as error:  # here, or it would be taken for a fault of the network
            raise OssDropError(ErrorCode.FILE_UNREADABLE, error.strerror or "") from error
        if not data:
            raise OssDropError(ErrorCode.FILE_CHANGED, "it became shorter")
        self._left -= len(data)
        self.crc64 = crc64(data, self.crc64)
        self._sent_bytes += len(data)
        self._control.add_sent(len(data))
        if self._left == 0:
            self._require_unchanged()  # with all of it read, and the last block not handed out
        return data

    def _require_unchanged(self) -> None:
        """Before the last block: no file that changed meanwhile is ever completed.

        Where the system cannot tell, what was sent is held against the file again. Of a file in
        parts, whoever joins them does that, for all at once.
        """
        change = change_of(self._source, self._file)
        is_whole = self._size_bytes == self._source.size_bytes
        in_doubt = is_whole and change is Change.PERHAPS
        if change is Change.SURE or (in_doubt and self._crc64_again() != self.crc64):
            raise OssDropError(ErrorCode.FILE_CHANGED)

    def _crc64_again(self) -> int:
        """The CRC of what was read so far, as it is in the file now; the place stays."""
        place, total, left = self._file.tell(), 0, self._sent_bytes
        self._file.seek(0)
        while left and (data := self._file.read(min(left, _LARGEST_BLOCK_BYTES))):
            self._control.check()
            total, left = crc64(data, total), left - len(data)
        self._file.seek(place)
        return total

    def take_back(self) -> None:
        """Take back the progress of an attempt that failed: its bytes will be sent again."""
        self._control.add_sent(-self._sent_bytes)
        self._sent_bytes = 0

    def _next_block_bytes(self) -> int:
        now = time.monotonic()
        waited_s, self._asked_at = now - self._asked_at, now
        self._fast_blocks = self._fast_blocks + 1 if waited_s < _FAST_S else 0
        if self._fast_blocks == _FAST_BLOCKS_TO_GROW:
            self._fast_blocks = 0
            self.block_bytes = min(self.block_bytes * 2, _LARGEST_BLOCK_BYTES)
        elif waited_s > _SLOW_S:
            self.block_bytes = max(self.block_bytes // 2, SMALLEST_BLOCK_BYTES)
        return self.block_bytes


class Change(Enum):
    """What became of a file since its upload began."""

    NONE = "none"
    PERHAPS = "perhaps"  # only the time of its inode, or a file system that knows none
    SURE = "sure"


def change_of(source: UploadSource, file: FileIO | None = None) -> Change:
    """Whether a file is the one that the upload began with; raises OSError.

    Size, mtime and inode tell. The inode's own time changes with the content as well, where a
    program sets the mtime back (rsync -t); but also when a scanner or a sync client only looks.
    """
    if file is not None:
        facts = os.fstat(file.fileno())
        changed_ns = change_time_of_open_ns(file.fileno(), facts)
    else:
        facts = source.path.stat()
        changed_ns = change_time_ns(source.path, facts)
    now = facts.st_size, facts.st_mtime_ns, facts.st_ino
    if now != (source.size_bytes, source.modified_ns, source.inode):
        return Change.SURE
    is_same = bool(source.inode and changed_ns) and changed_ns == source.changed_ns
    return Change.NONE if is_same else Change.PERHAPS


def require_unchanged(source: UploadSource, file: FileIO | None = None) -> None:
    """Raise FILE_CHANGED where a file surely is another one than the upload began with."""
    if change_of(source, file) is Change.SURE:
        raise OssDropError(ErrorCode.FILE_CHANGED)
