"""Buckets, objects and unfinished uploads, in memory and on disk: a restart finds them again.

An object is a list of blobs, so completing a multipart upload copies nothing. All calls come from
the server's one thread.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Collection, Iterable
from pathlib import Path

from ossdrop.practice.blobs import Blob, BlobFolder, BlobWriter, Reading, disk_full_error
from ossdrop.practice.records import RecordFolder
from ossdrop.practice.stored import Bucket, ObjectRecord, Upload

DEFAULT_QUOTA_BYTES = 20 * 1024**3
LEFTOVERS_S = 7 * 86_400


class Store:
    """All buckets of the practice service; `folder=None` keeps sizes and CRCs only."""

    def __init__(self, folder: Path | None, quota_bytes: int = DEFAULT_QUOTA_BYTES) -> None:
        self.buckets: dict[str, Bucket] = {}
        self.blobs = BlobFolder(folder / "blobs" if folder else None, quota_bytes)
        self._records: RecordFolder | None = None
        if folder:
            self._records = RecordFolder(folder, self.blobs.sizes())
            self._load(self._records)

    @property
    def discards(self) -> bool:
        """Whether the bytes themselves are thrown away."""
        return self.blobs.discards

    def create_bucket(self, name: str, region: str, acl: str | None = None) -> Bucket:
        """The bucket of this name, made when it is missing; `acl=None` leaves it as it is."""
        before = self.buckets.get(name)
        bucket = self.buckets.setdefault(name, Bucket(name, region))
        changes = acl is not None and acl != bucket.acl
        bucket.acl = acl or bucket.acl
        if self._records and (before is None or changes):
            self._records.keep_bucket(bucket)
        return bucket

    def delete_bucket(self, bucket: Bucket) -> None:
        """Remove an empty bucket."""
        del self.buckets[bucket.name]
        if self._records:
            self._records.forget_bucket(bucket.name)

    def writer(self, *, disk_full: bool = False) -> BlobWriter:
        """A writer for new bytes; raises OSError when the disk is full."""
        if disk_full:
            raise disk_full_error()
        return self.blobs.writer()

    def put(self, bucket: Bucket, record: ObjectRecord) -> None:
        """Make `record` the object of its key; raises OSError, and keeps the one before."""
        previous = bucket.objects.get(record.key)
        if self._records:
            try:
                self._records.keep_object(bucket, record)
            except OSError:
                self._drop_others(record.blobs, previous.blobs if previous else ())
                raise
        bucket.objects[record.key] = record
        if previous:
            self._drop_others(previous.blobs, record.blobs)

    def delete(self, bucket: Bucket, key: str) -> bool:
        """Remove an object; says whether there was one."""
        record = bucket.objects.get(key)
        if record is None:
            return False
        if self._records:
            self._records.forget_object(bucket, key)
        del bucket.objects[key]
        self.blobs.drop(record.blobs)
        return True

    def reading(self, record: ObjectRecord, first: int, last: int) -> Reading:
        """The bytes from `first` to `last`, both included; to be used as a context manager."""
        return self.blobs.reading(record.blobs, first, last)

    def begin_upload(self, bucket: Bucket, upload: Upload) -> None:
        """Remember an upload that was initiated."""
        if self._records:
            self._records.begin_upload(bucket, upload)
        bucket.uploads[upload.id] = upload

    def keep_part(self, upload: Upload, number: int, blob: Blob) -> None:
        """Make `blob` the part of this number."""
        previous = upload.parts.get(number)
        if self._records:
            self._records.add_part(upload, number, blob)
        upload.parts[number] = blob
        if previous:
            self.blobs.drop([previous])

    def end_upload(self, bucket: Bucket, upload: Upload, used: Collection[Blob] = ()) -> None:
        """Forget an upload and drop its parts, but for those `used` in an object."""
        if self._records:
            self._records.forget_upload(upload)
        del bucket.uploads[upload.id]
        self._drop_others(upload.parts.values(), used)

    def clean(self) -> None:
        """Remove what was begun, and not gone on with, for seven days."""
        if self._records is None:
            return
        before = time.time() - LEFTOVERS_S
        for bucket in self.buckets.values():
            for upload in list(bucket.uploads.values()):
                if self._records.touched_at(upload) < before:
                    self.end_upload(bucket, upload)
        for name in self.blobs.sizes().keys() - self._names_in_use():
            self.blobs.remove_older(name, before)
        for path in self._records.leftovers():
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()

    def _drop_others(self, blobs: Iterable[Blob], used: Collection[Blob]) -> None:
        kept = {blob.name for blob in used}
        self.blobs.drop([blob for blob in blobs if blob.name not in kept])

    def _names_in_use(self) -> set[str]:
        in_objects, in_uploads = set(), set()
        for bucket in self.buckets.values():
            in_objects |= {b.name for record in bucket.objects.values() for b in record.blobs}
            in_uploads |= {b.name for one in bucket.uploads.values() for b in one.parts.values()}
        return in_objects | in_uploads

    def _load(self, records: RecordFolder) -> None:
        for bucket in records.buckets():
            self.buckets[bucket.name] = bucket
        for name, region, record in records.objects():
            self._bucket(name, region).objects[record.key] = record
        completed = self._names_in_use()
        for name, region, upload in records.uploads():
            if any(blob.name in completed for blob in upload.parts.values()):
                records.forget_upload(upload)  # ended between the object and this
            else:
                self._bucket(name, region).uploads[upload.id] = upload

    def _bucket(self, name: str, region: str) -> Bucket:
        return self.buckets.setdefault(name, Bucket(name, region))
