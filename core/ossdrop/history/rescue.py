"""Saves what can be read of a damaged history file."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_STEP = 512
_OF_OLDER_VERSIONS = {"model": "", "is_imported": 0}  # columns that such a file lacks


def readable_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of `uploads` that can still be read, in ascending order of their ids."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        db.text_factory = lambda data: data.decode("utf-8", "replace")
        try:
            (last,) = db.execute("SELECT max(id) FROM uploads").fetchone()
        except sqlite3.Error:
            return
        for start in range(1, (last or 0) + 1, _STEP):
            for row in _rows(db, start, start + _STEP - 1):
                yield {**_OF_OLDER_VERSIONS, **dict(row)}


def _rows(db: sqlite3.Connection, first: int, last: int) -> Iterator[sqlite3.Row]:
    """Rows of a range; where it cannot be read, of its halves."""
    query = "SELECT * FROM uploads WHERE id BETWEEN ? AND ?"
    try:
        rows = db.execute(query, (first, last)).fetchall()
    except sqlite3.Error:
        if first < last:
            middle = (first + last) // 2
            yield from _rows(db, first, middle)
            yield from _rows(db, middle + 1, last)
        return
    yield from rows
