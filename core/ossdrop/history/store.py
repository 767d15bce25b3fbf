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
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from ossdrop.config.endpoint import Endpoint, Style
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.rescue import readable_rows
from ossdrop.history.search import EVERYTHING, HistoryQuery, grams, search_text, selection
from ossdrop.links import Link, NamedLink
from ossdrop.program.files import touch_own

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
    """
CREATE VIRTUAL TABLE uploads_search USING fts5(
    grams, content='', detail='none', columnsize=0, tokenize='ascii'
)
""",
    """
INSERT INTO uploads_search (rowid, grams)
SELECT id, grams(search_text(name, source_path, key)) FROM uploads
""",
    "CREATE INDEX uploads_by_expiry ON uploads (link_expires_at)",
)
_VERSION = len(_MIGRATIONS)
_CHUNK_ROWS = 4096
_SPARSE_FROM = 5_000_000
_MANY_ROWS = 100_000  # after which SQLite is asked to give back what it does not need
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

    def named(self, link: Link) -> NamedLink:
        """A link to it, with its name."""
        return NamedLink(link, self.name, self.content_type, self.size_bytes, self.bucket, self.key)


class _Use(Enum):
    """What a connection is for: a long search holds up neither pages nor uploads."""

    WRITE = "write"
    READ = "read"
    SEARCH = "search"


class HistoryStore:
    """The history in one SQLite file, shared live by several processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._locks = {use: threading.RLock() for use in _Use}
        self._connections: dict[_Use, sqlite3.Connection] = {}
        self._rescued_rows: int | None = None

    @property
    def rescued_rows(self) -> int | None:
        """How many rows were saved from a damaged file; None when it was not damaged."""
        return self._rescued_rows

    def add(self, entry: HistoryEntry) -> int:
        """Store an upload and return its id; the same object is stored once."""
        with self._transaction() as connection:
            return _insert(connection, entry)

    def add_all(self, entries: Iterable[HistoryEntry]) -> None:
        """Store several at once; those with an id come back under it, as after an undo."""
        with self._transaction() as connection:
            for entry in entries:
                _insert(connection, entry)

    def ids(
        self, query: HistoryQuery = EVERYTHING, limit: int = -1, now: datetime | None = None
    ) -> array[int]:
        """The ids of the rows a query wants, newest first; at most `limit` of them."""
        wanted, values = selection(query, now or datetime.now(UTC))
        with self._transaction(_Use.SEARCH) as connection:
            newest = connection.execute("SELECT max(id) FROM uploads").fetchone()[0] or 0
            most = newest
            if newest > _SPARSE_FROM:  # then many rows were removed
                most = connection.execute("SELECT count(*) FROM uploads").fetchone()[0]
            # Made at once: an array that grows leaves holes in memory as large as itself.
            kind = "q" if newest >= 2**31 else "i"  # four bytes each are mostly enough
            found: array[int] = array(kind, (0,)) * (most if limit < 0 else min(limit, most))
            rows = connection.execute(f"SELECT u.id {wanted} LIMIT ?", (*values, len(found)))
            count = 0
            with memoryview(found) as places:
                while chunk := rows.fetchmany(_CHUNK_ROWS):
                    places[count : count + len(chunk)] = array(kind, [row[0] for row in chunk])
                    count += len(chunk)
            del found[count:]
            if count > _MANY_ROWS:
                connection.execute("PRAGMA shrink_memory")
            return found

    def count(self) -> int:
        """How many rows there are."""
        with self._transaction(_Use.READ) as connection:
            return int(connection.execute("SELECT count(*) FROM uploads").fetchone()[0])

    def version(self) -> int:
        """A number that is another one after another process has changed the file."""
        with self._transaction() as connection:
            return int(connection.execute("PRAGMA data_version").fetchone()[0])

    def clean_up(self, *, before: datetime | None = None, keep: int | None = None) -> int:
        """Forget rows older than `before`, and all but the newest `keep`; returns how many."""
        with self._transaction() as connection:
            old = connection.execute(
                "SELECT id FROM uploads WHERE created_at < ? OR id NOT IN "
                "(SELECT id FROM uploads ORDER BY id DESC LIMIT ?)",
                (int(before.timestamp()) if before else -1, -1 if keep is None else keep),
            ).fetchall()
        ids = [row[0] for row in old]
        self.remove(ids)
        return len(ids)

    def entries(self, ids: Sequence[int]) -> dict[int, HistoryEntry]:
        """The rows of these ids; ids that are gone are left out. At most 500 at once."""
        marks = ", ".join("?" * len(ids))
        with self._transaction(_Use.READ) as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS}, id FROM uploads WHERE id IN ({marks})",  # noqa: S608
                tuple(ids),
            )
            return {row[-1]: _entry_of(row) for row in rows}

    def of_size(self, profile: str, bucket: str, size_bytes: int) -> list[HistoryEntry]:
        """What this profile sent to a bucket with just this size, newest first; at most 100."""
        with self._transaction(_Use.READ) as connection:
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
            rows = [(entry_id,) for entry_id in ids]
            connection.executemany(
                "INSERT INTO uploads_search (uploads_search, rowid, grams) "
                "SELECT 'delete', id, grams(search_text(name, source_path, key)) "
                "FROM uploads WHERE id = ?",
                rows,
            )
            connection.executemany("DELETE FROM uploads WHERE id = ?", rows)

    def interrupt(self) -> None:
        """End a search that is under way in another thread: it raises HISTORY_FAILED there."""
        if (connection := self._connections.get(_Use.SEARCH)) is not None:
            connection.interrupt()

    def close(self) -> None:
        """Close the file."""
        with self._locks[_Use.WRITE], self._locks[_Use.READ], self._locks[_Use.SEARCH]:
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()

    @contextlib.contextmanager
    def _transaction(self, use: _Use = _Use.WRITE) -> Iterator[sqlite3.Connection]:
        """A connection for one use of it; a damaged file is rescued once nobody holds a lock."""
        damage: Exception | None = None
        try:
            self._ensure_open(use)
            with self._locks[use], self._connections[use] as connection:
                yield connection
        except (sqlite3.Error, OSError, KeyError) as error:
            damage = error if _is_damage(error) else None
            raise OssDropError(ErrorCode.HISTORY_FAILED, str(error)) from error
        finally:
            if damage is not None:
                self._rescue()

    def _ensure_open(self, use: _Use) -> None:
        for is_last in (False, True):
            try:
                with self._locks[use]:
                    if use not in self._connections:
                        touch_own(self._path)
                        self._connections[use] = _connect(self._path)
                    return
            except sqlite3.DatabaseError as error:
                if is_last or not _is_damage(error):
                    raise
            self._rescue()

    def _rescue(self) -> None:
        """Set a damaged file aside, and begin a new one with what can be read of it."""
        with self._locks[_Use.WRITE], self._locks[_Use.READ], self._locks[_Use.SEARCH]:
            self.close()
            self._set_aside()

    def _set_aside(self) -> None:
        if _is_sound(self._path):  # another process has mended it a moment ago
            return
        stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}"
        aside = self._path.with_name(f"{self._path.stem}.damaged-{stamp}{self._path.suffix}")
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                self._path.with_name(self._path.name + ending).rename(
                    aside.with_name(aside.name + ending)
                )
        with contextlib.closing(_connect(self._path)) as connection, connection:
            rescued = 0
            for row in readable_rows(aside, f"{_COLUMNS}, id"):
                with contextlib.suppress(ValueError, TypeError):  # a row that makes no sense
                    _insert(connection, _entry_of(row))
                    rescued += 1
        self._rescued_rows = rescued


def _is_damage(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _is_sound(path: Path) -> bool:
    """Whether SQLite finds no fault; a file that is not there is a new one."""
    if not path.exists():
        return False
    with contextlib.closing(sqlite3.connect(path, timeout=10)) as connection:
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
        except sqlite3.DatabaseError:
            return False


def _insert(connection: sqlite3.Connection, entry: HistoryEntry) -> int:
    row = (*_row_of(entry), entry.id or None)
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(
        f"INSERT OR IGNORE INTO uploads ({_COLUMNS}, id) VALUES ({marks})",  # noqa: S608
        row,
    )
    if not cursor.rowcount:
        found = connection.execute(
            "SELECT id FROM uploads WHERE bucket = ? AND key = ?", (entry.bucket, entry.key)
        ).fetchone()
        return int(found[0]) if found else 0
    row_id = int(cursor.lastrowid or 0)
    text = search_text(entry.name, os.fsencode(entry.source_path), entry.key)
    connection.execute(
        "INSERT INTO uploads_search (rowid, grams) VALUES (?, ?)", (row_id, grams(text))
    )
    return row_id


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, check_same_thread=False)
    connection.create_function("grams", 1, grams, deterministic=True)
    connection.create_function("search_text", 3, search_text, deterministic=True)
    try:
        _require_known_version(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA cache_size = -1000")  # KiB; the system keeps the file's pages
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
