"""The bytes that were received: one file each, never changed once they are whole."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import anycrc

from ossdrop.practice.errors import ServiceError
from ossdrop.program.files import make_own_folder, open_own

_CRC64 = anycrc.Model("CRC64-XZ")
_READ_BYTES = 256 * 1024


@dataclass(frozen=True)
class Blob:
    """Bytes that were received: where they lie, how many, and their checksums."""

    name: str
    size_bytes: int
    crc64: int
    md5_hex: str


class BlobFolder:
    """All blobs; `folder=None` keeps sizes and CRCs only. All calls come from one thread.

    A blob that is being read is dropped once nobody reads it: Windows removes no file that is
    open, and elsewhere the next blob of an object would be gone in the middle of it.
    """

    def __init__(self, folder: Path | None, quota_bytes: int) -> None:
        self._folder = folder
        self._quota_bytes = quota_bytes
        self._readers: Counter[str] = Counter()
        self._dropped_while_read: dict[str, int] = {}  # name → size
        self.used_bytes = 0
        if folder:
            make_own_folder(folder)
            self.used_bytes = sum(self.sizes().values())

    @property
    def discards(self) -> bool:
        """Whether the bytes themselves are thrown away."""
        return self._folder is None

    def path_of(self, name: str) -> Path | None:
        """Where the bytes lie."""
        return self._folder / name if self._folder else None

    def sizes(self) -> dict[str, int]:
        """What lies in the folder, by name; one look at the disk."""
        if not self._folder:
            return {}
        with os.scandir(self._folder) as found:
            return {entry.name: entry.stat(follow_symlinks=False).st_size for entry in found}

    def require_room(self, size_bytes: int) -> None:
        """Raise QuotaExceeded where `size_bytes` more are too many."""
        if not self.discards and self.used_bytes + size_bytes > self._quota_bytes:
            raise ServiceError(
                "QuotaExceeded",
                "The storage capacity of the bucket is exceeded.",
                elements=(("StorageCapacity", str(self._quota_bytes)),),
            )

    def take(self, size_bytes: int) -> None:
        """Count bytes that are about to be written; raises QuotaExceeded."""
        self.require_room(size_bytes)
        if not self.discards:
            self.used_bytes += size_bytes

    def writer(self) -> BlobWriter:
        """A writer for new bytes; raises OSError."""
        return BlobWriter(self)

    def reading(self, blobs: tuple[Blob, ...], first: int, last: int) -> Reading:
        """The bytes from `first` to `last`, both included; to be used as a context manager."""
        return Reading(self, blobs, first, last)

    def drop(self, blobs: Iterable[Blob]) -> None:
        """Delete the bytes of `blobs`."""
        for blob in blobs:
            self.drop_bytes(blob.name, blob.size_bytes)

    def drop_bytes(self, name: str, size_bytes: int) -> None:
        """Delete one file; one that is being read goes with its last reader."""
        if self._readers[name]:
            self._dropped_while_read[name] = size_bytes
        else:
            self._remove(name, size_bytes)

    def remove_older(self, name: str, before: float) -> None:
        """Remove what nothing names and nobody wrote to since `before`."""
        path = self.path_of(name)
        if path is None or self._readers[name]:
            return
        with contextlib.suppress(OSError):
            facts = path.stat()
            if facts.st_mtime < before:
                path.unlink()
                self.used_bytes -= facts.st_size

    def hold(self, blobs: tuple[Blob, ...]) -> None:
        """Keep the bytes of `blobs` where they are until they are released."""
        self._readers.update(blob.name for blob in blobs)

    def release(self, blobs: tuple[Blob, ...]) -> None:
        """Nobody reads them any more, as far as this reader goes."""
        self._readers.subtract(blob.name for blob in blobs)
        for name in {blob.name for blob in blobs if self._readers[blob.name] <= 0}:
            del self._readers[name]
            if name in self._dropped_while_read:
                self._remove(name, self._dropped_while_read.pop(name))

    def _remove(self, name: str, size_bytes: int) -> None:
        # On Windows another program, such as a virus scanner, may have it open: cleaned later.
        if self._folder:
            with contextlib.suppress(OSError):
                (self._folder / name).unlink(missing_ok=True)
                self.used_bytes -= size_bytes


class BlobWriter:
    """Takes bytes as they arrive; nothing is kept in memory."""

    def __init__(self, folder: BlobFolder) -> None:
        self.name = uuid.uuid4().hex
        self.size_bytes = 0
        self._folder = folder
        path = folder.path_of(self.name)
        self._file: IO[bytes] | None = open_own(path, "wb") if path else None
        self._md5 = hashlib.md5(usedforsecurity=False) if path else None
        self._crc64 = 0

    def write(self, data: bytes) -> None:
        """Append `data`; raises QuotaExceeded, and OSError of the disk."""
        self._folder.take(len(data))
        self.size_bytes += len(data)
        self._crc64 = _CRC64.calc(data, self._crc64)
        if self._md5 is not None:
            self._md5.update(data)
        if self._file is not None:
            self._file.write(data)

    def finish(self) -> Blob:
        """Close the file and return what was received; raises OSError."""
        if self._file is not None:
            self._file.close()
        md5 = self._md5.hexdigest() if self._md5 else f"{self._crc64:032x}"
        return Blob(self.name, self.size_bytes, self._crc64, md5)

    def discard(self) -> None:
        """Drop what was received."""
        if self._file is not None:
            with contextlib.suppress(OSError):  # what was still to be written, on a full disk
                self._file.close()
        self._folder.drop_bytes(self.name, self.size_bytes)


class Reading:
    """A range of the bytes of some blobs, piece by piece, held from the first moment on."""

    def __init__(self, folder: BlobFolder, blobs: tuple[Blob, ...], first: int, last: int) -> None:
        self._folder, self._blobs = folder, blobs
        self._first, self._last = first, last

    def __enter__(self) -> Self:
        self._folder.hold(self._blobs)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._folder.release(self._blobs)

    def __iter__(self) -> Iterator[bytes]:
        offset = 0
        for blob in self._blobs:
            start = max(self._first - offset, 0)
            end = min(self._last - offset + 1, blob.size_bytes)
            if start < end:
                yield from self._pieces(blob, start, end - start)
            offset += blob.size_bytes

    def _pieces(self, blob: Blob, start: int, left: int) -> Iterator[bytes]:
        path = self._folder.path_of(blob.name)
        if path is None:
            raise ServiceError("NotImplemented", "The bytes of this object were discarded.")
        with path.open("rb") as file:
            file.seek(start)
            while left and (data := file.read(min(left, _READ_BYTES))):
                left -= len(data)
                yield data


def combine_crc64(blobs: Iterable[Blob]) -> int:
    """The CRC-64 of the blobs one after another."""
    crc = 0
    for blob in blobs:
        crc = _CRC64.combine(crc, blob.crc64, blob.size_bytes)
    return crc


def disk_full_error() -> OSError:
    """What the system says where nothing more fits."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
