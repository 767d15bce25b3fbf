"""How the history's file is opened: to read and write, or to read where nothing can be written."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.rescue import limit
from ossdrop.history.schema import MIGRATIONS, VERSION, add_functions, is_ours

_STEP_MS = 100  # of a wait for a writer, after which it is looked whether anybody still waits
# What a read-only file system, a folder without rights, a full disk answer to a writer.
_UNWRITABLE = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
)


def connect(path: Path) -> sqlite3.Connection:
    """A connection to a history, brought to the newest version of its tables."""
    connection = sqlite3.connect(path, timeout=_STEP_MS / 1000, check_same_thread=False)
    try:
        _prepare(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if _require_known_version(connection) < VERSION:
            connection.execute("BEGIN IMMEDIATE")
            for migration in MIGRATIONS[_require_known_version(connection) :]:
                connection.execute(migration)
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection | None:
    """A connection that writes nothing, not even beside the file; None where that cannot be had.

    SQLite reads a file in WAL mode only with two others beside it, which it makes; where it cannot,
    the file has to be called immutable. So it is: nobody else can write there either.
    """
    for how in ("mode=ro", "mode=ro&immutable=1"):
        with contextlib.suppress(sqlite3.Error, OSError):
            address = f"{path.absolute().as_uri()}?{how}"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            try:
                _prepare(connection)
                if _require_known_version(connection) == VERSION:
                    connection.execute("SELECT 1 FROM uploads LIMIT 1").fetchone()
                    return connection
            except BaseException:
                connection.close()
                raise
            connection.close()
    return None


def is_unwritable(error: Exception) -> bool:
    """Whether it may only be that nothing can be written where the file is."""
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _UNWRITABLE
    return isinstance(error, OSError)


def _prepare(connection: sqlite3.Connection) -> None:
    limit(connection)
    connection.row_factory = sqlite3.Row
    connection.text_factory = _text_of
    add_functions(connection)
    _require_known_version(connection)
    if not is_ours(connection):
        error = sqlite3.DatabaseError("its tables are not those of a history")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error
    connection.execute("PRAGMA cache_size = -1000")  # KiB; the system keeps the file's pages


def _text_of(data: bytes) -> str:
    """A text in the file, also one that is none: it costs its own row only."""
    return data.decode("utf-8", "surrogateescape")


def _require_known_version(connection: sqlite3.Connection) -> int:
    """The schema's version; raises HISTORY_NEWER, before anything in the file was changed."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise OssDropError(ErrorCode.HISTORY_NEWER, f"version {version}")
    return version
