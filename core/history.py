"""The history of uploads: where each object is, never a signed link.

SQLite in WAL mode; one connection behind a lock. Every method may wait for the disk, so none is
called on the UI thread. Times are absolute, in whole seconds since 1970, UTC.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.config.endpoint import Endpoint, Style
from core.errors import ErrorCode, OssDropError

# Each brings the file from one version to the next; what was released is never changed.
_MIGRATIONS = (
    """
CREATE TABLE uploads (
    id INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL,
    profile TEXT NOT NULL,
    bucket TEXT NOT NULL,
    region TEXT NOT NULL,
    endpoint_scheme TEXT NOT NULL,
    endpoint_host TEXT NOT NULL,
    endpoint_style TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    crc64 TEXT NOT NULL,
    source_path BLOB NOT NULL,
    access_key_masked TEXT NOT NULL,
    access_key_fingerprint TEXT NOT NULL,
    expires_s INTEGER NOT NULL,
    link_expires_at INTEGER NOT NULL,
    UNIQUE (bucket, key)
)
""",
    "CREATE INDEX uploads_by_size ON uploads (bucket, size_bytes)",
    "ALTER TABLE uploads ADD COLUMN model TEXT NOT NULL DEFAULT ''",
)
_VERSION = len(_MIGRATIONS)
_COLUMNS = (
    "created_at, profile, bucket, region, endpoint_scheme, endpoint_host, endpoint_style, key, "
    "name, size_bytes, content_type, crc64, source_path, access_key_masked, "
    "access_key_fingerprint, expires_s, link_expires_at, model"
)


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
    id: int = 0

    @property
    def is_temporary(self) -> bool:
        """Whether it is in DashScope's temporary storage, which deletes it after 48 hours."""
        return bool(self.model)


class HistoryStore:
    """The history in one SQLite file, shared live by several processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def add(self, entry: HistoryEntry) -> int:
        """Store an upload and return its id; the same object is stored once."""
        row = _row_of(entry)
        marks = ", ".join("?" * len(row))
        with self._transaction() as connection:
            cursor = connection.execute(
                f"INSERT OR IGNORE INTO uploads ({_COLUMNS}) VALUES ({marks})",  # noqa: S608
                row,
            )
            if cursor.rowcount:
                return int(cursor.lastrowid or 0)
            found = connection.execute(
                "SELECT id FROM uploads WHERE bucket = ? AND key = ?", (entry.bucket, entry.key)
            ).fetchone()
            return int(found[0])

    def ids(self) -> Sequence[int]:
        """The ids of all rows, newest first."""
        with self._transaction() as connection:
            rows = connection.execute("SELECT id FROM uploads ORDER BY id DESC")
            return [row[0] for row in rows]

    def entries(self, ids: Sequence[int]) -> dict[int, HistoryEntry]:
        """The rows of these ids; ids that are gone are left out. At most 500 at once."""
        marks = ", ".join("?" * len(ids))
        with self._transaction() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS}, id FROM uploads WHERE id IN ({marks})",  # noqa: S608
                tuple(ids),
            )
            return {row[-1]: _entry_of(row) for row in rows}

    def of_size(self, profile: str, bucket: str, size_bytes: int) -> list[HistoryEntry]:
        """What this profile sent to a bucket with just this size, newest first; at most 100."""
        with self._transaction() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS}, id FROM uploads WHERE bucket = ? AND size_bytes = ? "  # noqa: S608
                "AND profile = ? ORDER BY id DESC LIMIT 100",
                (bucket, size_bytes, profile),
            )
            return [_entry_of(row) for row in rows]

    def get(self, entry_id: int) -> HistoryEntry | None:
        """One row, None when it is gone."""
        return self.entries([entry_id]).get(entry_id)

    def note_link(self, entry_id: int, expires_at: datetime) -> None:
        """Remember when the newest link of a row runs out."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE uploads SET link_expires_at = ? WHERE id = ?",
                (int(expires_at.timestamp()), entry_id),
            )

    def remove(self, ids: Sequence[int]) -> None:
        """Forget these rows; the objects stay in the bucket."""
        with self._transaction() as connection:
            connection.executemany("DELETE FROM uploads WHERE id = ?", [(i,) for i in ids])

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = _open(self._path)
                with self._connection:
                    yield self._connection
            except (sqlite3.Error, OSError) as error:
                raise OssDropError(ErrorCode.HISTORY_FAILED, str(error)) from error


def _open(path: Path) -> sqlite3.Connection:
    """Open or make the file; a file that is no database is set aside, never overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connect(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        if not _is_database(path):  # another process may have mended it a moment ago
            stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}"
            with contextlib.suppress(FileNotFoundError):
                path.rename(path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}"))
        return _connect(path)


def _is_database(path: Path) -> bool:
    """Whether the file begins as SQLite files begin; an empty one is a new database."""
    with path.open("rb") as file:
        return file.read(16) in (b"", b"SQLite format 3\0")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, check_same_thread=False)
    try:
        _require_known_version(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            for migration in _MIGRATIONS[_require_known_version(connection) :]:
                connection.execute(migration)
            connection.execute(f"PRAGMA user_version = {_VERSION}")
    except BaseException:
        connection.close()
        raise
    return connection


def _require_known_version(connection: sqlite3.Connection) -> int:
    """The schema's version; raises HISTORY_NEWER, before anything in the file was changed."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > _VERSION:
        raise OssDropError(ErrorCode.HISTORY_NEWER, f"version {version}")
    return version


def _row_of(entry: HistoryEntry) -> tuple[object, ...]:
    return (
        int(entry.created_at.timestamp()),
        entry.profile,
        entry.bucket,
        entry.region,
        entry.endpoint.scheme,
        entry.endpoint.host,
        entry.endpoint.style.value,
        entry.key,
        entry.name,
        entry.size_bytes,
        entry.content_type,
        str(entry.crc64),
        os.fsencode(entry.source_path),
        entry.access_key_masked,
        entry.access_key_fingerprint,
        entry.expires_s,
        int(entry.link_expires_at.timestamp()),
        entry.model,
    )


def _entry_of(row: Any) -> HistoryEntry:
    return HistoryEntry(
        created_at=_moment(row[0]),
        profile=row[1],
        bucket=row[2],
        region=row[3],
        endpoint=Endpoint(row[4], row[5], Style(row[6])),
        key=row[7],
        name=row[8],
        size_bytes=row[9],
        content_type=row[10],
        crc64=int(row[11]),
        source_path=Path(os.fsdecode(row[12])),
        access_key_masked=row[13],
        access_key_fingerprint=row[14],
        expires_s=row[15],
        link_expires_at=_moment(row[16]),
        model=row[17],
        id=row[18],
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
