"""When the links end that were given out, for whoever only looks: the history is not changed.

The practice bucket's process shows it. It neither makes the file nor mends or waits for it: what
cannot be read at once is not known.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

_WAIT_S = 0.1
_MOST_KEYS = 500
_LOCAL = ("127.0.0.1", "localhost")
_LATEST = datetime(9999, 1, 1, tzinfo=UTC).timestamp()
_SELECT = (
    "SELECT key, link_expires_at, expires_s, endpoint_host FROM uploads "
    "WHERE bucket = ? AND is_imported = 0 AND key IN "
)


def newest_link_ends(
    path: Path, bucket: str, keys: Sequence[str]
) -> Mapping[str, tuple[datetime, timedelta]]:
    """By key, when the newest link to an object of a local bucket ends, and how long it lives.

    Of rows of this program's own; what a file said that was imported is somebody's word.
    """
    asked = [key for key in keys[:_MOST_KEYS] if _is_text(key)]
    marks = ", ".join("?" * len(asked))
    try:
        address = f"file:{quote(str(path))}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=_WAIT_S)) as connection:
            rows = connection.execute(f"{_SELECT} ({marks})", (bucket, *asked)).fetchall()
    except (sqlite3.Error, OSError, ValueError, MemoryError):
        return {}
    return {
        key: (datetime.fromtimestamp(at, UTC), timedelta(seconds=lifetime_s))
        for key, at, lifetime_s, host in rows
        if _is_moment(at) and _is_moment(lifetime_s) and _is_local(host)
    }


def _is_text(key: str) -> bool:
    try:
        key.encode()
    except UnicodeEncodeError:  # half a character
        return False
    return True


def _is_moment(value: object) -> bool:
    return type(value) is int and 0 < value < _LATEST


def _is_local(host: object) -> bool:
    return isinstance(host, str) and host.partition(":")[0] in _LOCAL
