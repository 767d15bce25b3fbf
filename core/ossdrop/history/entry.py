"""One row of the history, and its columns: each is one line in `COLUMNS`, and one in `entry_of`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ossdrop.config.endpoint import Endpoint, Style
from ossdrop.config.profile_id import ProfileId
from ossdrop.drops import NO_DROP, Drop
from ossdrop.links import Link, NamedLink

_MOST = 2**63  # of SQLite's whole numbers
_MOST_DIGITS = 20  # of 64 bits


@dataclass(frozen=True)
class HistoryEntry:
    """One uploaded object. `id` is 0 until it is stored; `crc64` is unsigned."""

    created_at: datetime
    profile: ProfileId
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
    origin: str = ""  # where it was fetched from, without the query, which is a secret
    drop: Drop = NO_DROP
    place: int = 0  # in its drop
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
    "origin": lambda entry: entry.origin,
    "is_imported": lambda entry: int(entry.is_imported),
    "drop_id": lambda entry: entry.drop.id,
    "drop_name": lambda entry: entry.drop.name,
    "drop_files": lambda entry: entry.drop.files,
    "drop_place": lambda entry: entry.place,
    "id": lambda entry: entry.id or None,
}

# The columns that rows of earlier versions lack.
ADDED_COLUMNS: Mapping[str, object] = {
    "model": "",
    "is_imported": 0,
    "origin": "",
    "drop_id": 0,
    "drop_name": "",
    "drop_files": 0,
    "drop_place": 0,
}


def values_of(entry: HistoryEntry) -> tuple[object, ...]:
    """An entry as SQLite keeps it, in the order of the columns."""
    return tuple(keep(entry) for keep in COLUMNS.values())


def entry_of(row: Mapping[str, Any]) -> HistoryEntry:
    """The entry in a row of the table; raises ValueError, TypeError where it makes no sense.

    SQLite lets any value stand in any column.
    """
    return HistoryEntry(
        created_at=_moment(row["created_at"]),
        profile=ProfileId(_text(row["profile"])),
        bucket=_text(row["bucket"]),
        region=_text(row["region"]),
        endpoint=Endpoint(
            _text(row["endpoint_scheme"]),
            _text(row["endpoint_host"]),
            Style(_text(row["endpoint_style"])),
        ),
        key=_text(row["key"]),
        name=_text(row["name"]),
        size_bytes=_whole(row["size_bytes"]),
        content_type=_text(row["content_type"]),
        crc64=_number_in(_text(row["crc64"])),
        source_path=_path(row["source_path"]),
        access_key_masked=_text(row["access_key_masked"]),
        access_key_fingerprint=_text(row["access_key_fingerprint"]),
        expires_s=_whole(row["expires_s"]),
        link_expires_at=_moment(row["link_expires_at"]),
        model=_text(row["model"]),
        origin=_text(row["origin"]),
        is_imported=bool(row["is_imported"]),
        drop=_drop(row["drop_id"], row["drop_name"], row["drop_files"]),
        place=_place(row["drop_place"]),
        id=_whole(row["id"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    value.encode()  # raises UnicodeEncodeError, a ValueError, for half a character
    return value


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value < _MOST:
        raise ValueError("not a whole number in its range")
    return value


def _drop(drop_id: object, name: object, files: object) -> Drop:
    """What makes no sense costs the file its drop, and not its link."""
    try:
        return Drop(_whole(drop_id), _text(name), _whole(files)) if drop_id else NO_DROP
    except (ValueError, TypeError):
        return NO_DROP


def _place(value: object) -> int:
    return value if type(value) is int and 0 <= value < _MOST else 0


def _number_in(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise ValueError("not a number")
    return int(text)


def _path(value: object) -> Path:
    if not isinstance(value, bytes):
        raise TypeError("not a path")
    return Path(os.fsdecode(value))


def _moment(value: object) -> datetime:
    try:
        return datetime.fromtimestamp(_whole(value), UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("no time of this world") from error
