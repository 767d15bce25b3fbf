"""Rows that the history could not take, locked or on a full disk as it was, until it can.

One JSON object a line, beside the history and shared by the same processes. A full disk has no room
for them either, so a file of blanks holds some: it becomes theirs when they need it, and what is
behind the last line is overwritten, by the next.
"""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

from ossdrop.config.credentials import is_of_secret
from ossdrop.config.endpoint import parse_endpoint
from ossdrop.errors import OssDropError
from ossdrop.history.entry import ADDED_COLUMNS, COLUMNS, HistoryEntry, entry_of, values_of
from ossdrop.program.files import open_own, own_lock, parse_json, read_regular, touch_own, write_own
from ossdrop.program.held_files import remove_file, replace_file

_MOST_BYTES, _MOST_BAD_LINES = 64 * 1024**2, 1000  # some forty thousand rows
_MOST_ROW_BYTES = 64 * 1024
_WAIT_S = 1.0  # for another process that adds or takes
_ROOM_BYTES, _BLANK = 256 * 1024, b" "  # some two hundred rows
_FULL = (errno.ENOSPC, errno.EDQUOT)


class LateRows:
    """The rows that wait."""

    def __init__(self, history: Path) -> None:
        self._path = history.with_suffix(".late.jsonl")
        self._lock = history.with_suffix(".late.lock")
        self._room = history.with_suffix(".room")

    def __bool__(self) -> bool:
        return self._path.exists()

    def __len__(self) -> int:
        return len(self._read()) if self else 0

    def has(self, bucket: str, key: str) -> bool:
        """Whether an object's row waits; raises OSError."""
        return bool(self) and any((row.bucket, row.key) == (bucket, key) for row in self._read())

    def hold_room(self) -> None:
        """Take room for rows while there is some: whoever needs it has none. Raises nothing."""
        with contextlib.suppress(OSError):
            if not self._room.exists():
                write_own(self._room, _BLANK * _ROOM_BYTES)

    def keep(self, entry: HistoryEntry) -> None:
        """Let a row wait, on a full disk where room was held for it; raises OSError."""
        values = dict(zip(COLUMNS, values_of(entry), strict=True))
        values |= {"id": 0, "source_path": os.fsencode(entry.source_path).hex()}
        line = json.dumps(values).encode() + b"\n"
        with own_lock(self._lock, _WAIT_S):
            try:
                self._add(line)
            except OSError as error:
                if error.errno not in _FULL or not self._take_room():
                    raise
                self._add(line)

    def _add(self, line: bytes) -> None:
        # Not for appending: that would go behind the blanks.
        touch_own(self._path)
        with open_own(self._path, "rb+", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - _ROOM_BYTES, 0))
            tail = file.read()
            end = size - len(tail) + len(tail.rstrip(_BLANK))
            if end and (file.seek(end - 1), file.read(1))[1] != b"\n":  # half a line
                line = b"\n" + line
            if end > _MOST_BYTES - _MOST_ROW_BYTES:  # it could not be read again
                raise OSError(errno.EFBIG, "too many rows wait")
            file.seek(end)
            if file.write(line) != len(line):  # of a full disk: the next row begins on its own
                file.truncate(end)
                raise OSError(errno.ENOSPC, "no room for the row")

    def _take_room(self) -> bool:
        """Move the rows into the room that was held: at no moment could others take it.

        Returns whether there was any; raises OSError.
        """
        rows = read_regular(self._path, _MOST_BYTES) if self else b""
        if not self._room.exists() or self._room.stat().st_size <= len(rows):
            return False
        with open_own(self._room, "rb+", buffering=0) as file:
            file.write(rows)
        replace_file(self._room, self._path)
        return True

    @contextlib.contextmanager
    def taken(self) -> Iterator[list[HistoryEntry]]:
        """The rows that wait; they do so no longer once the context has ended well.

        Raises OSError where another process takes them just now.
        """
        with own_lock(self._lock, 0):
            yield self._read() if self else []
            remove_file(self._path)
        self.hold_room()

    def _read(self) -> list[HistoryEntry]:
        rows: list[HistoryEntry] = []
        bad = 0
        for line in io.BytesIO(read_regular(self._path, _MOST_BYTES)):
            try:
                values = parse_json(line)
                path = bytes.fromhex(values["source_path"])
                row = entry_of({**ADDED_COLUMNS, **values, "source_path": path, "id": 0})
                _require_own(row)
                rows.append(row)
            except (ValueError, KeyError, TypeError, AttributeError, OssDropError):
                bad += 1
                if bad > _MOST_BAD_LINES:
                    break
        return rows


def _require_own(row: HistoryEntry) -> None:
    """Raise ValueError, OssDropError for a row that no upload of this version has made.

    One whose fingerprint needs no secret, or whose host no endpoint may name, is somebody's word.
    """
    if row.is_temporary:
        return
    if not is_of_secret(row.access_key_fingerprint):
        raise ValueError("not the fingerprint of this version")
    if parse_endpoint(row.endpoint.base_url, row.bucket) != row.endpoint:
        raise ValueError("not an endpoint")
