"""The tables of the history, version by version, and whether a file has just these."""

from __future__ import annotations

import contextlib
import sqlite3
from functools import lru_cache

from ossdrop.history.search import grams, search_text

# Each brings the file from one version to the next; what was released is never changed.
MIGRATIONS = (
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
    # Ids for ever: one that was given back could name another object than the one that is meant.
    """
CREATE TABLE uploads_anew (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
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
    model TEXT NOT NULL DEFAULT '',
    is_imported INTEGER NOT NULL DEFAULT 0,
    UNIQUE (bucket, key)
)
""",
    """
INSERT INTO uploads_anew (
    id, created_at, profile, bucket, region, endpoint_scheme, endpoint_host, endpoint_style, key,
    name, size_bytes, content_type, crc64, source_path, access_key_masked, access_key_fingerprint,
    expires_s, link_expires_at, model
) SELECT
    id, created_at, profile, bucket, region, endpoint_scheme, endpoint_host, endpoint_style, key,
    name, size_bytes, content_type, crc64, source_path, access_key_masked, access_key_fingerprint,
    expires_s, link_expires_at, model
FROM uploads
""",
    "DROP TABLE uploads",
    "ALTER TABLE uploads_anew RENAME TO uploads",
    "CREATE INDEX uploads_by_size ON uploads (bucket, size_bytes)",
    "CREATE INDEX uploads_by_expiry ON uploads (link_expires_at)",
    "ALTER TABLE uploads ADD COLUMN origin TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE uploads ADD COLUMN drop_id INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE uploads ADD COLUMN drop_name TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE uploads ADD COLUMN drop_files INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE uploads ADD COLUMN drop_place INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX uploads_by_drop ON uploads (drop_id, drop_files) WHERE drop_id > 0",
    "CREATE INDEX uploads_imported ON uploads (id) WHERE is_imported",
    # Of a hundred thousand small files, many have one size.
    "DROP INDEX uploads_by_size",
    "CREATE INDEX uploads_by_size ON uploads (bucket, size_bytes, name)",
)
VERSION = len(MIGRATIONS)
_Schema = frozenset[tuple[str, str, str | None]]


def add_functions(connection: sqlite3.Connection) -> None:
    """What the migrations and the search's index call."""
    connection.create_function("grams", 1, grams, deterministic=True)
    connection.create_function("search_text", 3, search_text, deterministic=True)


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a file has the tables and indices of its version, and nothing else.

    A view, a trigger, a computed column or the condition of an index may run for ever.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    return 0 <= version <= VERSION and _schema_in(connection) == _schema_of(version)


@lru_cache
def _schema_of(version: int) -> _Schema:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        add_functions(connection)
        for migration in MIGRATIONS[:version]:
            connection.execute(migration)
        return _schema_in(connection)


def _schema_in(connection: sqlite3.Connection) -> _Schema:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master")
    return frozenset((str(kind), str(name), sql) for kind, name, sql in rows)
