"""Buckets and objects on disk: one file a blob, one small JSON file an object.

An object is a list of blobs, so completing a multipart upload copies nothing. All calls come from
the server's one thread.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

import anycrc

from ossdrop.program.files import make_own_folder, open_own, parse_json, read_regular

_CRC64 = anycrc.Model("CRC64-XZ")
_READ_BYTES = 256 * 1024
_MOST_RECORD_BYTES = 4 * 1024**2  # with ten thousand parts


@dataclass(frozen=True)
class Blob:
    """Bytes that were received: where they lie, how many, and their checksums."""

    name: str
    size_bytes: int
    crc64: int
    md5_hex: str


@dataclass(frozen=True)
class ObjectRecord:
    """An object. `headers` are those that a GET gives back."""

    key: str
    blobs: tuple[Blob, ...]
    size_bytes: int
    crc64: int
    etag: str
    modified_at: float
    kind: str = "Normal"
    acl: str = "default"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Upload:
    """A multipart upload that was initiated and not yet completed."""

    id: str
    key: str
    headers: dict[str, str]
    initiated_at: float
    parts: dict[int, Blob] = field(default_factory=dict)


@dataclass
class Bucket:
    """A bucket with its objects and unfinished uploads."""

    name: str
    region: str
    acl: str = "private"
    created_at: float = field(default_factory=time.time)
    objects: dict[str, ObjectRecord] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)


class BlobWriter:
    """Takes bytes as they arrive; nothing is kept in memory."""

    def __init__(self, folder: Path | None) -> None:
        self.name = uuid.uuid4().hex
        self.size_bytes = 0
        self._path = folder / self.name if folder else None
        self._file: IO[bytes] | None = open_own(self._path, "wb") if self._path else None
        self._md5 = hashlib.md5(usedforsecurity=False) if folder else None
        self._crc64 = 0

    def write(self, data: bytes) -> None:
        """Append `data`."""
        self.size_bytes += len(data)
        self._crc64 = _CRC64.calc(data, self._crc64)
        if self._md5 is not None:
            self._md5.update(data)
        if self._file is not None:
            self._file.write(data)

    def finish(self) -> Blob:
        """Close the file and return what was received."""
        if self._file is not None:
            self._file.close()
        md5 = self._md5.hexdigest() if self._md5 else f"{self._crc64:032x}"
        return Blob(self.name, self.size_bytes, self._crc64, md5)

    def discard(self) -> None:
        """Drop what was received."""
        if self._file is not None and self._path is not None:
            self._file.close()
            self._path.unlink(missing_ok=True)


class Store:
    """All buckets of the practice service; `folder=None` keeps sizes and CRCs only."""

    def __init__(self, folder: Path | None) -> None:
        self.buckets: dict[str, Bucket] = {}
        self._blob_folder = folder / "blobs" if folder else None
        self._object_folder = folder / "objects" if folder else None
        if self._blob_folder and self._object_folder:
            make_own_folder(self._blob_folder)
            make_own_folder(self._object_folder)
            self._load(self._object_folder)

    @property
    def discards(self) -> bool:
        """Whether the bytes themselves are thrown away."""
        return self._blob_folder is None

    def create_bucket(self, name: str, region: str) -> Bucket:
        """The bucket of this name, made when it is missing."""
        return self.buckets.setdefault(name, Bucket(name, region))

    def writer(self, *, disk_full: bool = False) -> BlobWriter:
        """A writer for new bytes; raises OSError when the disk is full."""
        if disk_full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return BlobWriter(self._blob_folder)

    def put(self, bucket: Bucket, record: ObjectRecord) -> None:
        """Make `record` the object of its key."""
        previous = bucket.objects.get(record.key)
        bucket.objects[record.key] = record
        if self._object_folder:
            path = self._record_path(self._object_folder, bucket.name, record.key)
            entry = {"bucket": bucket.name, "region": bucket.region, **asdict(record)}
            temporary = path.with_suffix(".new")
            with open_own(temporary, "wb") as file:
                file.write(json.dumps(entry).encode())
            temporary.replace(path)
        if previous:
            kept = {blob.name for blob in record.blobs}
            self.drop_blobs([b for b in previous.blobs if b.name not in kept])

    def delete(self, bucket: Bucket, key: str) -> bool:
        """Remove an object; says whether there was one."""
        record = bucket.objects.pop(key, None)
        if record is None:
            return False
        if self._object_folder:
            self._record_path(self._object_folder, bucket.name, key).unlink(missing_ok=True)
        self.drop_blobs(list(record.blobs))
        return True

    def drop_blobs(self, blobs: list[Blob]) -> None:
        """Delete the bytes of `blobs`."""
        if self._blob_folder:
            for blob in blobs:
                (self._blob_folder / blob.name).unlink(missing_ok=True)

    def read(self, record: ObjectRecord, first: int, last: int) -> Iterator[bytes]:
        """The bytes from `first` to `last`, both included, piece by piece."""
        if self._blob_folder is None:
            raise ValueError("the bytes were discarded")
        offset = 0
        for blob in record.blobs:
            start, end = max(first - offset, 0), min(last - offset + 1, blob.size_bytes)
            if start < end:
                with (self._blob_folder / blob.name).open("rb") as file:
                    file.seek(start)
                    left = end - start
                    while left and (data := file.read(min(left, _READ_BYTES))):
                        left -= len(data)
                        yield data
            offset += blob.size_bytes

    @staticmethod
    def _record_path(folder: Path, bucket: str, key: str) -> Path:
        name = hashlib.sha256(f"{bucket}/{key}".encode()).hexdigest()
        return folder / f"{name}.json"

    def _load(self, folder: Path) -> None:
        for path in folder.glob("*.json"):
            # What a power loss left behind half written, or what is none.
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
                entry = parse_json(read_regular(path, _MOST_RECORD_BYTES))
                blobs = tuple(Blob(**blob) for blob in entry.pop("blobs"))
                name, region = entry.pop("bucket"), entry.pop("region")
                record = ObjectRecord(blobs=blobs, **entry)
                self.create_bucket(name, region).objects[record.key] = record


def combine_crc64(blobs: list[Blob]) -> int:
    """The CRC-64 of the blobs one after another."""
    crc = 0
    for blob in blobs:
        crc = _CRC64.combine(crc, blob.crc64, blob.size_bytes)
    return crc
