"""The small files beside the blobs: one a bucket, one an object, one an unfinished upload.

A bucket and an object are written beside what was and put in its place; an upload's file only
grows, a line a part. None is synced to the disk: who ends the process loses nothing, and after a
power loss what was torn is not read, nor what names bytes that are not all there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ossdrop.practice.blobs import Blob
from ossdrop.practice.stored import Bucket, ObjectRecord, Upload
from ossdrop.program.files import make_own_folder, open_own, parse_json, read_regular
from ossdrop.program.held_files import remove_file, replace_file

_MOST_BYTES = 4 * 1024**2  # with ten thousand parts
_OBJECTS, _BUCKETS, _UPLOADS = "objects", "buckets", "uploads"
_UPLOAD_ID = re.compile(r"[0-9A-F]{32}")
_YEAR_3000 = 32_503_680_000  # in seconds
_NO_RECORD = (OSError, ValueError, KeyError, TypeError, AttributeError)


class RecordFolder:
    """Reads and writes these files; what is no record is passed over."""

    def __init__(self, folder: Path, sizes: Mapping[str, int]) -> None:
        self._objects, self._buckets = folder / _OBJECTS, folder / _BUCKETS
        self._uploads = folder / _UPLOADS
        self._sizes = sizes  # of the blobs that there are
        for each in (self._objects, self._buckets, self._uploads):
            make_own_folder(each)

    def keep_bucket(self, bucket: Bucket) -> None:
        """Write a bucket's own values."""
        entry = {
            "name": bucket.name,
            "region": bucket.region,
            "acl": bucket.acl,
            "created_at": bucket.created_at,
        }
        _replace(self._bucket_path(bucket.name), entry)

    def forget_bucket(self, name: str) -> None:
        """Remove a bucket's file."""
        remove_file(self._bucket_path(name))

    def keep_object(self, bucket: Bucket, record: ObjectRecord) -> None:
        """Write an object."""
        entry = {"bucket": bucket.name, "region": bucket.region, **asdict(record)}
        _replace(self._object_path(bucket.name, record.key), entry)

    def forget_object(self, bucket: Bucket, key: str) -> None:
        """Remove an object's file."""
        remove_file(self._object_path(bucket.name, key))

    def begin_upload(self, bucket: Bucket, upload: Upload) -> None:
        """Begin the file of an upload."""
        entry = {"bucket": bucket.name, "region": bucket.region, **asdict(upload)}
        del entry["parts"]
        with open_own(self._upload_path(upload.id), "wb") as file:
            file.write(json.dumps(entry).encode())

    def add_part(self, upload: Upload, number: int, blob: Blob) -> None:
        """Add a part's line; it begins with the line break, so that a torn one spoils no other."""
        line = json.dumps({"number": number, **asdict(blob)})
        with open_own(self._upload_path(upload.id), "ab") as file:
            file.write(f"\n{line}".encode())

    def forget_upload(self, upload: Upload) -> None:
        """Remove the file of an upload."""
        remove_file(self._upload_path(upload.id))

    def touched_at(self, upload: Upload) -> float:
        """When its last part arrived, as far as the file tells."""
        try:
            return self._upload_path(upload.id).stat().st_mtime
        except OSError:
            return upload.initiated_at

    def buckets(self) -> Iterator[Bucket]:
        """The buckets themselves, empty ones too."""
        for path in self._buckets.glob("*.json"):
            with contextlib.suppress(*_NO_RECORD):
                entry = parse_json(read_regular(path, _MOST_BYTES))
                name, region, acl = (_text(entry[one]) for one in ("name", "region", "acl"))
                yield Bucket(name, region, acl, float(entry["created_at"]))

    def objects(self) -> Iterator[tuple[str, str, ObjectRecord]]:
        """Bucket, region and record of each object whose bytes are all there."""
        for path in self._objects.glob("*.json"):
            with contextlib.suppress(*_NO_RECORD):
                entry = parse_json(read_regular(path, _MOST_BYTES))
                blobs = tuple(_blob(blob) for blob in entry.pop("blobs"))
                bucket, region = _text(entry.pop("bucket")), _text(entry.pop("region"))
                record = ObjectRecord(blobs=blobs, **entry)
                if all(self._is_there(blob) for blob in blobs) and _is_sound(record):
                    yield bucket, region, record

    def uploads(self) -> Iterator[tuple[str, str, Upload]]:
        """Bucket, region and upload, with the parts whose bytes are all there."""
        for path in self._uploads.glob("*.jsonl"):
            with contextlib.suppress(*_NO_RECORD):
                first, *lines = read_regular(path, _MOST_BYTES).split(b"\n")
                entry = parse_json(first)
                bucket, region = _text(entry.pop("bucket")), _text(entry.pop("region"))
                upload = Upload(**entry)
                upload.initiated_at = float(upload.initiated_at)
                if _UPLOAD_ID.fullmatch(upload.id) and upload.id == path.stem:
                    upload.parts = {n: b for n, b in map(_part, lines) if self._is_there(b)}
                    yield bucket, region, upload

    def leftovers(self) -> Iterator[Path]:
        """What was being written when a process ended."""
        for folder in (self._objects, self._buckets):
            yield from folder.glob("*.new")

    def _is_there(self, blob: Blob) -> bool:
        return self._sizes.get(blob.name) == blob.size_bytes

    def _object_path(self, bucket: str, key: str) -> Path:
        name = hashlib.sha256(f"{bucket}/{key}".encode()).hexdigest()
        return self._objects / f"{name}.json"

    def _bucket_path(self, name: str) -> Path:
        return self._buckets / f"bucket-{name}.json"  # no name that Windows keeps for a device

    def _upload_path(self, upload_id: str) -> Path:
        return self._uploads / f"{upload_id}.jsonl"


def _replace(path: Path, entry: Mapping[str, Any]) -> None:
    temporary = path.with_suffix(".new")
    with open_own(temporary, "wb") as file:
        file.write(json.dumps(entry).encode())
    replace_file(temporary, path)


def _part(line: bytes) -> tuple[int, Blob]:
    """The number and the bytes of a part; those of a torn line are nowhere."""
    try:
        entry = parse_json(line)
        return int(entry.pop("number")), _blob(entry)
    except _NO_RECORD:
        return 0, Blob("", -1, 0, "")


def _blob(entry: dict[str, Any]) -> Blob:
    blob = Blob(_text(entry["name"]), entry["size_bytes"], entry["crc64"], entry["md5_hex"])
    bytes.fromhex(blob.md5_hex)
    if type(blob.size_bytes) is not int or type(blob.crc64) is not int:
        raise TypeError("no number")
    return blob


def _is_moment(value: object) -> bool:
    """Whether every system can make a date of it: Windows knows none before 1970."""
    return isinstance(value, (int, float)) and 0 <= value < _YEAR_3000


def _is_sound(record: ObjectRecord) -> bool:
    texts = (record.key, record.etag, record.kind, record.acl)
    pairs = (*record.headers.items(), *record.tags.items())
    are_texts = all(isinstance(text, str) for group in (texts, *pairs) for text in group)
    has_numbers = type(record.crc64) is int and _is_moment(record.modified_at)
    return (
        are_texts
        and has_numbers
        and record.size_bytes == sum(blob.size_bytes for blob in record.blobs)
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
