"""Saves what can be read of a damaged history file."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_STEP = 512


def readable_rows(path: Path, columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows of `uploads` that can still be read, in ascending order of their ids."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        db.text_factory = lambda data: data.decode("utf-8", "replace")
        try:
            (last,) = db.execute("SELECT max(id) FROM uploads").fetchone()
        except sqlite3.Error:
            return
        for start in range(1, (last or 0) + 1, _STEP):
            yield from _rows(db, columns, start, start + _STEP - 1)


def _rows(db: sqlite3.Connection, columns: str, first: int, last: int) -> Iterator[tuple[Any, ...]]:
    """Rows of a range; where it cannot be read, of its halves."""
    query = f"SELECT {columns} FROM uploads WHERE id BETWEEN ? AND ?"  # noqa: S608
    try:
        rows = db.execute(query, (first, last)).fetchall()
    except sqlite3.Error:
        if first < last:
            middle = (first + last) // 2
            yield from _rows(db, columns, first, middle)
            yield from _rows(db, columns, middle + 1, last)
        return
    yield from rows
