"""What the practice bucket stores: buckets, objects, and uploads that are not completed yet."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from ossdrop.practice.blobs import Blob


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
    tags: dict[str, str] = field(default_factory=dict)


@dataclass
class Upload:
    """A multipart upload that was initiated and not yet completed."""

    id: str
    key: str
    headers: dict[str, str]
    initiated_at: float
    acl: str = "default"
    tags: dict[str, str] = field(default_factory=dict)
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
