"""One row of the history, and its columns: each is one line in `COLUMNS`, and one in `entry_of`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ossdrop.config.endpoint import Endpoint, Style
from ossdrop.links import Link, NamedLink


@dataclass(frozen=True)
class HistoryEntry:
    """One uploaded object. `id` is 0 until it is stored; `crc64` is unsigned."""

    created_at: datetime
    profile: str
    bucket: str
    region: str
    endpoint: Endpoint
    key: str
    name: str
    size_bytes: int
    content_type: str
    crc64: int
    source_path: Path
    access_key_masked: str
    access_key_fingerprint: str
    expires_s: int
    link_expires_at: datetime
    model: str = ""  # in temporary storage: the one model that may open the link
    is_imported: bool = False  # it came in a file: what it says is somebody's word
    id: int = 0

    @property
    def is_temporary(self) -> bool:
        """Whether it is in DashScope's temporary storage, which deletes it after 48 hours."""
        return bool(self.model)

    def named(self, link: Link) -> NamedLink:
        """A link to it, with its name."""
        return NamedLink(link, self.name, self.content_type, self.size_bytes, self.bucket, self.key)


# What each column of the table `uploads` keeps of an entry.
COLUMNS: Mapping[str, Callable[[HistoryEntry], object]] = {
    "created_at": lambda entry: int(entry.created_at.timestamp()),
    "profile": lambda entry: entry.profile,
    "bucket": lambda entry: entry.bucket,
    "region": lambda entry: entry.region,
    "endpoint_scheme": lambda entry: entry.endpoint.scheme,
    "endpoint_host": lambda entry: entry.endpoint.host,
    "endpoint_style": lambda entry: entry.endpoint.style.value,
    "key": lambda entry: entry.key,
    "name": lambda entry: entry.name,
    "size_bytes": lambda entry: entry.size_bytes,
    "content_type": lambda entry: entry.content_type,
    "crc64": lambda entry: str(entry.crc64),
    "source_path": lambda entry: os.fsencode(entry.source_path),
    "access_key_masked": lambda entry: entry.access_key_masked,
    "access_key_fingerprint": lambda entry: entry.access_key_fingerprint,
    "expires_s": lambda entry: entry.expires_s,
    "link_expires_at": lambda entry: int(entry.link_expires_at.timestamp()),
    "model": lambda entry: entry.model,
    "is_imported": lambda entry: int(entry.is_imported),
    "id": lambda entry: entry.id or None,
}


def values_of(entry: HistoryEntry) -> tuple[object, ...]:
    """An entry as SQLite keeps it, in the order of the columns."""
    return tuple(keep(entry) for keep in COLUMNS.values())


def entry_of(row: Mapping[str, Any]) -> HistoryEntry:
    """The entry in a row of the table; raises ValueError or TypeError where it makes no sense."""
    return HistoryEntry(
        created_at=_moment(row["created_at"]),
        profile=row["profile"],
        bucket=row["bucket"],
        region=row["region"],
        endpoint=Endpoint(
            row["endpoint_scheme"], row["endpoint_host"], Style(row["endpoint_style"])
        ),
        key=row["key"],
        name=row["name"],
        size_bytes=int(row["size_bytes"]),
        content_type=row["content_type"],
        crc64=int(row["crc64"]),
        source_path=Path(os.fsdecode(row["source_path"])),
        access_key_masked=row["access_key_masked"],
        access_key_fingerprint=row["access_key_fingerprint"],
        expires_s=int(row["expires_s"]),
        link_expires_at=_moment(row["link_expires_at"]),
        model=row["model"],
        is_imported=bool(row["is_imported"]),
        id=int(row["id"]),
    )


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("no time of this world") from error
