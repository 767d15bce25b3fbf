"""The history of uploads: where each object is, never a signed link.

SQLite in WAL mode; one connection for each use, behind a lock of its own. Every method may wait for
the disk, so none is called on the UI thread. Times are absolute, in whole seconds since 1970, UTC.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import threading
import time
import uuid
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import filelock

from ossdrop.config.profile_id import ProfileId
from ossdrop.drops import Drop
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.connections import connect, connect_to_read, is_unwritable
from ossdrop.history.entry import COLUMNS, HistoryEntry, entry_of, values_of
from ossdrop.history.forks import closed_at_forks
from ossdrop.history.late_rows import LateRows
from ossdrop.history.listing import Listing, ListingMaker
from ossdrop.history.rescue import limit, readable_rows
from ossdrop.history.schema import is_ours
from ossdrop.history.search import EVERYTHING, HistoryQuery, grams, search_text, selection
from ossdrop.history.stacks import Stack, StackFolder, large_drops, stacks_in
from ossdrop.history.together import Together
from ossdrop.program.files import own_lock, touch_own
from ossdrop.program.held_files import move_file, remove_temporary

T = TypeVar("T")
_CHUNK_ROWS = 4096
_SPARSE_FROM = 5_000_000
_MANY_ROWS = 100_000  # after which SQLite is asked to give back what it does not need
_COLUMNS = ", ".join(COLUMNS)
_MARKS = ", ".join("?" * len(COLUMNS))
_HAS_IMPORTED = "SELECT 1 FROM uploads WHERE is_imported LIMIT 1"
_WAIT_S = 10.0  # for another process that writes
_RESCUE_WAIT_S = 60.0  # for another process that rescues the file
_PAUSE_S = 0.02
_WAIT_FOR_NOTE_S = 0.5  # when a row's link is newer: nothing that anybody waits for


_Identity = tuple[int, int]  # device and inode


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
        self._identities: dict[sqlite3.Connection, tuple[int, int]] = {}
        self._opening = threading.Lock()
        self._late = LateRows(path)
        self._has_looked_for_late_rows = False
        self._unkept: list[HistoryEntry] = []  # there was no room for them anywhere
        self._openings = 0  # for writing
        self._taken = 0  # how often rows that waited came in
        self._waits = True
        self._rescued_rows: int | None = None
        self._together = Together(self._add_at_once)
        closed_at_forks(self)

    @property
    def rescued_rows(self) -> int | None:
        """How many rows were saved from a damaged file; None when it was not damaged."""
        return self._rescued_rows

    @property
    def late_rows(self) -> int:
        """How many rows wait until the file can be written."""
        with contextlib.suppress(OSError):
            return len(self._late)
        return 0

    def add(self, entry: HistoryEntry) -> int:
        """Store an upload and return its id; the same object is stored once."""
        return self._together.add(entry)

    def _add_at_once(self, entries: Sequence[HistoryEntry]) -> list[int]:
        ids = self._written(lambda connection: [_insert(connection, one) for one in entries])
        self._take_late_rows()
        return ids

    @property
    def unkept_rows(self) -> int:
        """How many rows wait in memory alone: this process must not end yet."""
        return len(self._unkept)

    def keep_for_later(self, entry: HistoryEntry) -> None:
        """Let a row that could not be stored wait in a file of its own.

        Where that cannot be written either it waits in memory: raises HISTORY_FAILED all the same.
        """
        try:
            self._late.keep(entry)
        except OSError as error:
            self._unkept.append(entry)
            raise OssDropError(ErrorCode.HISTORY_FAILED, str(error)) from error

    def _take_late_rows(self) -> None:
        if not self._late and not self._unkept:
            return
        with contextlib.suppress(OssDropError, OSError):
            with self._late.taken() as rows:
                unkept = list(self._unkept)
                with self._transaction(_WAIT_FOR_NOTE_S) as connection:
                    for row in (*rows, *unkept):
                        _insert(connection, row)
                del self._unkept[: len(unkept)]
            self._taken += 1  # not where their file could not be removed: they come again then

    def _waits_for(self, bucket: str, key: str) -> bool:
        unkept = any((row.bucket, row.key) == (bucket, key) for row in self._unkept)
        return unkept or self._late.has(bucket, key)

    def stop_waiting(self) -> None:
        """Wait for no other process from now on: this one is about to end."""
        self._waits = False

    def add_all(self, entries: Sequence[HistoryEntry]) -> None:
        """Store several at once; those with an id come back under it, as after an undo."""
        self._written(lambda connection: [_insert(connection, entry) for entry in entries])

    def _written(self, write: Callable[[sqlite3.Connection], T]) -> T:
        """Write in a transaction; again where the file was found damaged, and was rescued."""
        try:
            with self._transaction() as connection:
                return write(connection)
        except OssDropError as error:
            if not isinstance(error.__cause__, Exception) or not _is_damage(error.__cause__):
                raise
        with self._transaction() as connection:
            return write(connection)

    def ids(
        self, query: HistoryQuery = EVERYTHING, limit: int = -1, now: datetime | None = None
    ) -> array[int]:
        """The ids of the rows a query wants, newest first; at most `limit` of them."""
        return self.listing(query, limit, now, folds=False).ids

    def listing(
        self,
        query: HistoryQuery = EVERYTHING,
        limit: int = -1,
        now: datetime | None = None,
        *,
        folds: bool = True,
    ) -> Listing:
        """The rows a query wants, newest first, and their days; at most `limit` rows are read.

        Where nothing is looked for, large drops are one row each, unless it `folds` nothing; then
        rows of one drop stand wherever they were sent. Else they come in its order.
        """
        with self._connection(_Use.SEARCH) as connection:
            has_imported = connection.execute(_HAS_IMPORTED).fetchone() is not None
            wanted, values = selection(query, now or datetime.now(UTC), by_time=has_imported)
            newest = connection.execute("SELECT max(id) FROM uploads").fetchone()[0] or 0
            most = newest
            if newest > _SPARSE_FROM:  # then many rows were removed
                most = connection.execute("SELECT count(*) FROM uploads").fetchone()[0]
            kind = "q" if newest >= 2**31 else "i"  # four bytes each are mostly enough
            most = most if limit < 0 else min(limit, most)
            is_folded = folds and query.folds_drops
            folder = StackFolder(large_drops(connection, limit) if is_folded else {})
            maker = ListingMaker(kind, most, folder, by_drop=folds and not query.drop)
            # Another program may have written anything.
            columns = (
                "SELECT u.id, CAST(u.created_at AS INTEGER), "
                "CAST(u.drop_id AS INTEGER), CAST(u.drop_place AS INTEGER)"
            )
            rows = connection.execute(f"{columns} {wanted} LIMIT ?", (*values, most))
            count = 0
            while chunk := rows.fetchmany(_CHUNK_ROWS):
                count += len(chunk)
                maker.add(chunk)
            if count > _MANY_ROWS:
                connection.execute("PRAGMA shrink_memory")
            return maker.listing(is_whole=limit < 0 or count < limit, has_days=not query.drop)

    def count(self) -> int:
        """How many rows there are."""
        with self._connection(_Use.READ) as connection:
            return int(connection.execute("SELECT count(*) FROM uploads").fetchone()[0])

    def version(self) -> tuple[int, ...]:
        """Something that is another one after another process has changed or exchanged the file.

        Rows that wait come in as soon as they can: they change it as well.
        """
        self._take_late_rows()
        try:
            with self._connection(_Use.WRITE) as connection:
                changes = int(connection.execute("PRAGMA data_version").fetchone()[0])
        except OssDropError:
            with self._connection(_Use.READ):  # as above where that cannot be read, either
                changes = self._path.stat().st_mtime_ns
        return self._openings, changes, self._taken  # SQLite counts anew where it is opened

    def clean_up(self, before: datetime) -> int:
        """Forget rows that are older; returns how many."""
        with self._transaction() as connection:
            old = connection.execute(
                "SELECT id FROM uploads WHERE created_at < ?", (int(before.timestamp()),)
            ).fetchall()
        ids = [row[0] for row in old]
        self.remove(ids)
        return len(ids)

    def entries(self, ids: Sequence[int]) -> dict[int, HistoryEntry]:
        """The rows of these ids; ids that are gone are left out. At most 500 at once."""
        marks = ", ".join("?" * len(ids))
        with self._connection(_Use.READ) as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM uploads WHERE id IN ({marks})",  # noqa: S608
                tuple(ids),
            )
            return {entry.id: entry for entry in _entries_in(rows)}

    def stacks(self, drop_ids: Sequence[int]) -> dict[int, Stack]:
        """What is in these large drops; those that are gone are left out. At most 500 at once."""
        with self._connection(_Use.READ) as connection:
            return stacks_in(connection, drop_ids)

    def rows_of_drop(self, drop_id: int) -> array[int]:
        """The ids of all rows of a drop, in its order."""
        return self.ids(HistoryQuery(drop=drop_id))

    def like(
        self, profile_id: ProfileId, bucket: str, size_bytes: int, name: str
    ) -> list[HistoryEntry]:
        """What this profile sent to a bucket of just this size and name, newest first.

        At most 1,000.
        """
        with self._connection(_Use.READ) as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM uploads WHERE bucket = ? AND size_bytes = ? "  # noqa: S608
                "AND name = ? AND profile = ? ORDER BY id DESC LIMIT 1000",
                (bucket, size_bytes, name, profile_id),
            )
            return list(_entries_in(rows))

    def has(self, bucket: str, key: str) -> bool:
        """Whether an object has its row, or will have it."""
        with self._connection(_Use.READ) as connection:
            rows = connection.execute(
                "SELECT 1 FROM uploads WHERE bucket = ? AND key = ?", (bucket, key)
            )
            return rows.fetchone() is not None or self._waits_for(bucket, key)

    def find(self, bucket: str, key: str) -> HistoryEntry | None:
        """The row of an object, None when there is none."""
        with self._connection(_Use.READ) as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM uploads WHERE bucket = ? AND key = ?",  # noqa: S608
                (bucket, key),
            )
            return next(_entries_in(rows), None)

    def get(self, entry_id: int) -> HistoryEntry | None:
        """One row, None when it is gone."""
        return self.entries([entry_id]).get(entry_id)

    def note_link(self, entry_id: int, expires_at: datetime) -> None:
        """Remember when the newest link of a row expires; gives up soon where others write."""
        self.note_links({entry_id: expires_at})

    def note_links(self, ends: Mapping[int, datetime]) -> None:
        """Remember when the newest links of rows expire; gives up soon where others write."""
        with self._transaction(_WAIT_FOR_NOTE_S) as connection:
            connection.executemany(
                "UPDATE uploads SET link_expires_at = ? WHERE id = ?",
                [(int(expires_at.timestamp()), entry_id) for entry_id, expires_at in ends.items()],
            )

    def note_drop(self, entry_id: int, drop: Drop, place: int) -> None:
        """A file was given again: it belongs to the newest large drop that it was in."""
        with self._transaction(_WAIT_FOR_NOTE_S) as connection:
            connection.execute(
                "UPDATE uploads SET drop_id = ?, drop_name = ?, drop_files = ?, drop_place = ? "
                "WHERE id = ?",
                (drop.id, drop.name, drop.files, place, entry_id),
            )

    def note_fingerprint(self, entry_id: int, fingerprint: str) -> None:
        """Bind a row to the AccessKey that has just signed for it."""
        with self._transaction(_WAIT_FOR_NOTE_S) as connection:
            connection.execute(
                "UPDATE uploads SET access_key_fingerprint = ? WHERE id = ?",
                (fingerprint, entry_id),
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
            with contextlib.suppress(sqlite3.ProgrammingError):  # closed just now
                connection.interrupt()

    def close(self) -> None:
        """Close the file."""
        with self._locks[_Use.WRITE], self._locks[_Use.READ], self._locks[_Use.SEARCH]:
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()
            self._identities.clear()

    def close_and_hold(self) -> None:
        """Close the file, and let no thread open it until `release`."""
        for lock in self._locks.values():
            lock.acquire()
        self.close()

    def release(self) -> None:
        """Let it be opened again, by whoever needs it."""
        for lock in self._locks.values():
            lock.release()

    @contextlib.contextmanager
    def _transaction(self, wait_s: float | None = None) -> Iterator[sqlite3.Connection]:
        """The writing connection, in a transaction that nobody else writes beside."""
        with self._connection(_Use.WRITE):
            connection = self._begin(_WAIT_S if wait_s is None else wait_s)
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def _begin(self, wait_s: float) -> sqlite3.Connection:
        """Begin a transaction; one that was waited for while the file was set aside begins anew."""
        while True:
            connection = self._connections[_Use.WRITE]
            self._waiting(wait_s, partial(connection.execute, "BEGIN IMMEDIATE"))
            if self._is_current(connection):
                return connection
            connection.rollback()
            self._drop(_Use.WRITE)
            self._ensure_open(_Use.WRITE)

    def _waiting(self, wait_s: float, act: Callable[[], T]) -> T:
        """Act once no other process is in the way, unless that takes longer than anybody waits."""
        until_s = time.monotonic() + wait_s
        while True:
            try:
                return act()
            except sqlite3.OperationalError as error:
                is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or not self._waits or time.monotonic() > until_s:
                    raise
            time.sleep(_PAUSE_S)  # SQLite does not wait by itself in every case

    @contextlib.contextmanager
    def _connection(self, use: _Use) -> Iterator[sqlite3.Connection]:
        """A connection for one use of it; a damaged file is rescued once nobody holds a lock."""
        damage: Exception | None = None
        index_of: _Identity | None = None  # the file in which the search's index is damaged
        try:
            self._ensure_open(use)
            if not self._has_looked_for_late_rows:
                self._has_looked_for_late_rows = True
                self._take_late_rows()
                self._late.hold_room()
            with self._locks[use]:
                if use not in self._connections:  # closed since then, by a fork
                    self._open(use)
                yield self._connections[use]
        except (sqlite3.Error, OSError, KeyError, MemoryError) as error:
            damage = error if _is_damage(error) else None
            if _is_of_index(damage) and (connection := self._connections.get(use)) is not None:
                index_of = self._identities.get(connection)
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY:
                # Opened while there were no rights to write, it would stay so.
                self._forget(use)
            raise OssDropError(ErrorCode.HISTORY_FAILED, str(error)) from error
        finally:
            if damage is not None:
                self._rescue(index_of)

    def _is_current(self, connection: sqlite3.Connection) -> bool:
        """Whether a connection's file is still the one at the path, not one that was set aside."""
        found = _identity_of(self._path)
        return found is not None and self._identities.get(connection) == found

    def _drop(self, use: _Use) -> None:
        connection = self._connections.pop(use)
        self._identities.pop(connection, None)
        connection.close()

    def _forget(self, use: _Use) -> None:
        with self._locks[use]:
            if use in self._connections:
                self._drop(use)

    def _ensure_open(self, use: _Use) -> None:
        for is_last in (False, True):
            try:
                with self._locks[use]:
                    known = self._connections.get(use)
                    if known is not None and not self._is_current(known):
                        self._drop(use)
                    if use not in self._connections:
                        self._open(use)
                    return
            except (sqlite3.DatabaseError, MemoryError) as error:
                if is_last or not _is_damage(error):
                    raise
            self._rescue()

    def _open(self, use: _Use) -> None:
        try:
            with self._opening:
                touch_own(self._path)
                connection = self._waiting(_WAIT_S, partial(connect, self._path))
        except (sqlite3.Error, OSError) as error:
            if use is _Use.WRITE or not is_unwritable(error):
                raise
            if (to_read := connect_to_read(self._path)) is None:
                raise
            # Without an identity it is never the current one: the next use tries to write again.
            self._connections[use] = to_read
            return
        if use is _Use.WRITE:
            self._openings += 1
        else:  # readers wait for nobody, but when a file is put in order
            connection.execute(f"PRAGMA busy_timeout = {int(_WAIT_S * 1000)}")
        facts = self._path.stat()
        self._connections[use] = connection
        self._identities[connection] = facts.st_dev, facts.st_ino

    def _rescue(self, index_of: _Identity | None = None) -> None:
        """Set a damaged file aside, and begin a new one with what can be read of it.

        One that seems sound only where it is still the one whose index is damaged.
        One process at a time, and while the others cannot write: what they had written is read,
        what they write later finds that the file was set aside, and goes to the new one.
        """
        with self._locks[_Use.WRITE], self._locks[_Use.READ], self._locks[_Use.SEARCH]:
            self.close()
            lock = own_lock(self._path.with_suffix(".rescue.lock"), _RESCUE_WAIT_S)
            with (
                contextlib.suppress(filelock.Timeout),
                lock.acquire(cancel_check=lambda: not self._waits),
            ):
                # Else another process has mended it a moment ago.
                if not _is_sound(self._path) or _identity_of(self._path) == index_of:
                    with _writers_held(self._path) as let_go:
                        self._set_aside(let_go)

    def _set_aside(self, let_go: Callable[[], None]) -> None:
        """Raises HISTORY_FAILED where another program holds the file: all is as it was then."""
        stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}"
        aside = self._path.with_name(f"{self._path.stem}.damaged-{stamp}{self._path.suffix}")
        made = self._path.with_name(f"{self._path.stem}.{stamp}.new")
        rescued = 0
        touch_own(made)
        with contextlib.closing(connect(made)) as connection:
            with connection:
                for row in readable_rows(self._path):
                    with contextlib.suppress(ValueError, TypeError):  # a row that makes no sense
                        _insert(connection, entry_of(row))
                        rescued += 1
            connection.execute("PRAGMA journal_mode = DELETE")  # one file, to be moved in one step
        if sys.platform == "win32":  # nobody can move a file there that we have open
            let_go()
        try:
            _exchange(self._path, aside, made)
        except OSError as error:
            remove_temporary(made)
            raise OssDropError(ErrorCode.HISTORY_FAILED, str(error)) from error
        self._rescued_rows = rescued


def _exchange(path: Path, aside: Path, made: Path) -> None:
    """Move a database with all that belongs to it aside, and another one there; or neither."""
    with contextlib.ExitStack() as back:
        for ending in ("", "-wal", "-shm"):
            old, new = path.with_name(path.name + ending), aside.with_name(aside.name + ending)
            with contextlib.suppress(FileNotFoundError):
                move_file(old, new)
                back.callback(move_file, new, old)
        move_file(made, path)
        back.pop_all()


@contextlib.contextmanager
def _writers_held(path: Path) -> Iterator[Callable[[], None]]:
    """Let no process write to a damaged file meanwhile, where its damage still allows a lock.

    Gives what lets go of it before the end.
    """
    with contextlib.closing(sqlite3.connect(path, timeout=_WAIT_S)) as connection:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("BEGIN IMMEDIATE")
        yield connection.close


def _entries_in(rows: Iterable[Mapping[str, Any]]) -> Iterator[HistoryEntry]:
    """The entries in rows; one that makes no sense does not cost the others."""
    for row in rows:
        with contextlib.suppress(ValueError, TypeError):
            yield entry_of(row)


def _identity_of(path: Path) -> _Identity | None:
    """By which one file is told from another at its path; None where there is none."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino


def _is_damage(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    is_index_lost = "vtable constructor failed" in str(error)  # the search's; SQLite has no code
    known = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_TOOBIG)
    is_index_lost = is_index_lost or _is_of_index(error)
    return code in known or is_index_lost or isinstance(error, MemoryError)


def _is_of_index(error: Exception | None) -> bool:
    """Whether the search's index is damaged, in which SQLite's checks find nothing wrong.

    No row breaks a constraint: it is that index which contradicts itself then.
    """
    code = getattr(error, "sqlite_errorcode", 0)
    is_constraint = code & 0xFF == sqlite3.SQLITE_CONSTRAINT
    return is_constraint or code == sqlite3.SQLITE_CORRUPT_VTAB


def _is_sound(path: Path) -> bool:
    """Whether SQLite finds no fault; a file that is not there is a new one."""
    if not path.exists():
        return False
    with contextlib.closing(sqlite3.connect(path, timeout=10)) as connection:
        try:
            limit(connection)
            if not is_ours(connection):
                return False
            for _ in connection.execute("SELECT * FROM uploads"):  # a cell may be too large
                pass
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
        except (sqlite3.DatabaseError, MemoryError):
            return False


def _insert(connection: sqlite3.Connection, entry: HistoryEntry) -> int:
    cursor = connection.execute(
        f"INSERT OR IGNORE INTO uploads ({_COLUMNS}) VALUES ({_MARKS})",  # noqa: S608
        values_of(entry),
    )
    if not cursor.rowcount:
        found = connection.execute(
            "SELECT id FROM uploads WHERE bucket = ? AND key = ?", (entry.bucket, entry.key)
        ).fetchone()
        return int(found["id"]) if found else 0
    row_id = int(cursor.lastrowid or 0)
    text = search_text(entry.name, os.fsencode(entry.source_path), entry.key)
    connection.execute(
        "INSERT INTO uploads_search (rowid, grams) VALUES (?, ?)", (row_id, grams(text))
    )
    return row_id
