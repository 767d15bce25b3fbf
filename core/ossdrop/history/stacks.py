"""Large drops as one row each: which there are, what is in them, and how their rows are folded."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ossdrop.drops import MOST_SINGLE
from ossdrop.printable import printable_name

_LATEST_S = 2**34  # in the year 2514
# Another program may have written anything: what is not of its kind is left out.
_FACTS = """
SELECT drop_id, count(*) AS files,
    max(CASE WHEN typeof(drop_name) = 'text' THEN drop_name END) AS name,
    total(CASE WHEN typeof(size_bytes) = 'integer' THEN size_bytes END) AS size_bytes,
    count(CASE WHEN ends_at <= :now THEN 1 END) AS expired,
    coalesce(min(CASE WHEN ends_at > :now THEN ends_at END), max(ends_at), 0) AS ends_at
FROM (
    SELECT *, CASE WHEN typeof(link_expires_at) = 'integer' THEN link_expires_at END AS ends_at
    FROM uploads WHERE drop_id > 0 AND drop_id IN ({marks})
) GROUP BY drop_id
"""
_PICTURED = """
SELECT source_path, content_type FROM uploads
WHERE drop_id = ? AND drop_id > 0 AND NOT is_imported
    AND (content_type LIKE 'image/%' OR content_type LIKE 'video/%'
        OR content_type LIKE 'audio/%' OR content_type = 'application/pdf')
ORDER BY id LIMIT 3
"""
_LARGE = """
SELECT drop_id, min(id) FROM uploads WHERE drop_id > 0 AND typeof(drop_id) = 'integer' {among}
GROUP BY drop_id HAVING max(drop_files) > ?
"""
_AMONG_NEWEST = "AND drop_id IN (SELECT drop_id FROM uploads ORDER BY id DESC LIMIT ?)"


Row = tuple[int, int, int, int]  # id, moment, drop, place in the drop


@dataclass(frozen=True)
class Pictured:
    """A file that may have a picture."""

    source_path: Path
    content_type: str


@dataclass(frozen=True)
class Stack:
    """What is in a large drop. `ends_at` is when the first of its links that still works ends."""

    drop_id: int
    name: str  # of its folder, or ""
    files: int
    size_bytes: int
    ends_at: datetime
    expired: int  # how many of its links have ended
    pictured: tuple[Pictured, ...]  # three at most


def large_drops(connection: sqlite3.Connection, limit: int) -> dict[int, int]:
    """The oldest row of each drop that is shown as one, among the newest rows or (-1) all."""
    among, values = ("", ()) if limit < 0 else (_AMONG_NEWEST, (limit,))
    return dict(connection.execute(_LARGE.format(among=among), (*values, MOST_SINGLE)).fetchall())


def stacks_in(connection: sqlite3.Connection, drop_ids: Sequence[int]) -> dict[int, Stack]:
    """What is in these drops; those that are gone are left out."""
    names = [f"drop{number}" for number in range(len(drop_ids))]
    facts = _FACTS.format(marks=", ".join(f":{name}" for name in names))
    values = {"now": int(datetime.now(UTC).timestamp()), **dict(zip(names, drop_ids, strict=True))}
    rows = connection.execute(facts, values).fetchall()
    return {row["drop_id"]: _stack_of(row, _pictured(connection, row["drop_id"])) for row in rows}


def _stack_of(row: Mapping[str, Any], pictured: tuple[Pictured, ...]) -> Stack:
    ends_at = datetime.fromtimestamp(min(max(row["ends_at"], 0), _LATEST_S), UTC)
    size_bytes, expired = int(max(row["size_bytes"], 0)), row["expired"]
    name = printable_name(row["name"] or "")
    return Stack(row["drop_id"], name, row["files"], size_bytes, ends_at, expired, pictured)


def _pictured(connection: sqlite3.Connection, drop_id: int) -> tuple[Pictured, ...]:
    return tuple(
        Pictured(Path(os.fsdecode(path)), kind)
        for path, kind in connection.execute(_PICTURED, (drop_id,))
        if isinstance(path, bytes)
    )


class StackFolder:
    """Folds the rows of large drops, while rows come piece by piece, newest first."""

    def __init__(self, oldest: Mapping[int, int]) -> None:
        self._oldest = oldest  # the oldest row of each large drop
        self.stacks: dict[int, int] = {}

    def fold(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows that are shown."""
        if self._oldest.keys().isdisjoint(row[2] for row in rows):
            return rows
        shown = []
        for row in rows:
            _, moment, drop, _ = row
            oldest = self._oldest.get(drop)
            if oldest is None:
                shown.append(row)
            elif oldest not in self.stacks:
                self.stacks[oldest] = drop
                shown.append((oldest, moment, 0, 0))
        return shown
