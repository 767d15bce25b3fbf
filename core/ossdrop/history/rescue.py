"""Saves what can be read of a damaged history file."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ossdrop.history.entry import ADDED_COLUMNS

_MOST_CELL_BYTES, _MOST_HEAP_BYTES = 16 * 1024**2, 128 * 1024**2
_MOST_FAILURES, _LAST_ID = 20_000, 2**63 - 1


def limit(connection: sqlite3.Connection) -> None:
    """Let no cell of a file that was made to do harm fill the memory; it is a MemoryError then."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_CELL_BYTES)
    connection.execute(f"PRAGMA hard_heap_limit = {_MOST_HEAP_BYTES}")


def _is_plain(connection: sqlite3.Connection) -> bool:
    """Whether reading `uploads` reads only: a view, a trigger, a computed column may never end."""
    found = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE type IN ('view', 'trigger')"
    )
    columns = connection.execute("SELECT hidden FROM pragma_table_xinfo('uploads')")
    return bool(found.fetchone()[0] == 0) and not any(hidden for (hidden,) in columns)


def readable_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of `uploads` that can still be read, in ascending order of their ids."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        limit(db)
        db.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        try:
            if not _is_plain(db):
                return
            (last,) = db.execute("SELECT max(id) FROM uploads").fetchone()
        except (sqlite3.Error, MemoryError):
            last = _LAST_ID  # the page at the end cannot be read
        for row in _rows(db, last or 0):
            yield {**ADDED_COLUMNS, **dict(row)}


def _rows(db: sqlite3.Connection, last: int) -> Iterator[sqlite3.Row]:
    """Rows up to an id; where a range cannot be read on, those of its halves.

    Ids may be as far apart as 64 bits allow: after so many failures nothing more is to be had.
    """
    query = "SELECT * FROM uploads WHERE id BETWEEN ? AND ? ORDER BY id"
    ranges, failures = [(1, last)], 0
    while ranges and failures < _MOST_FAILURES:
        first, last = ranges.pop()
        try:
            for row in db.execute(query, (first, last)):
                # Damaged pages may lead in circles.
                if not isinstance(row["id"], int) or row["id"] < first:
                    raise sqlite3.DatabaseError("rows that are not in order")
                first = row["id"] + 1
                yield row
        except (sqlite3.Error, MemoryError):
            failures += 1
            if first < last:
                middle = (first + last) // 2
                ranges += [(middle + 1, last), (first, middle)]
