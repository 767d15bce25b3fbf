"""Under which keys a command's files are, until it has come to its end.

A command that is killed has perhaps stored files whose links nobody has seen. The same command, run
again, finds them by these notes and makes no second copy. One file a process, one JSON object a
line; no credential is in it.
"""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import threading
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import filelock

from ossdrop.program.files import open_own, own_lock, parse_json, read_regular, write_own
from ossdrop.program.held_files import remove_file
from ossdrop.transfers.transfer import (
    KnownKey,
    TransferEvent,
    TransfersAdded,
)

_MOST_BYTES, _MOST_BAD_LINES = 16 * 1024**2, 1000  # some hundred thousand files
_KEEP_S = 7 * 86_400  # after which nobody runs the same command again
_Notes = dict[Path, KnownKey]


class CommandNotes:
    """The notes of one command. Thread-safe; what cannot be written is not kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / f"command-{uuid.uuid4().hex}.jsonl"
        self._lock = threading.Lock()
        self._owner: filelock.BaseFileLock | None = None
        self._file: IO[bytes] | None = None
        self._paths: dict[int, bytes] = {}  # as there may be very many of them
        self._failed = False

    def take_over(self) -> Mapping[Path, KnownKey]:
        """What commands that are gone have noted, by the file's absolute path."""
        found: _Notes = {}
        for noted_at, path in sorted(self._of_others()):  # the newest note counts
            with contextlib.suppress(OSError), own_lock(path.with_suffix(".lock"), 0):
                if noted_at < time.time() - _KEEP_S:
                    _forget(path)
                else:
                    for file, known in _read(path).items():
                        found[file] = _together(found.get(file), known)
        return found

    def note(self, event: TransferEvent) -> None:
        """Learn which file a transfer sends."""
        if isinstance(event, TransfersAdded):
            with self._lock:
                added = event.transfers
                self._paths |= {one.id: os.fsencode(one.path.absolute()) for one in added}

    def note_key(self, transfer_id: int, key: str) -> None:
        """A file may be there under `key` from now on, even if this process ends at once."""
        with self._lock:
            self._write(self._paths[transfer_id], KnownKey(key))

    def note_sent(self, transfer_id: int, key: str) -> None:
        """A file has arrived: its link goes out soon."""
        with self._lock:
            self._write(self._paths[transfer_id], KnownKey(key, is_out=True))

    def close(self, *, is_done: bool) -> None:
        """Keep the notes; none of this command's files where it `is_done`."""
        with self._lock:
            if self._file is not None:
                self._file.close()
            if is_done:
                self._forget_mine()
            if self._owner is not None:
                self._owner.release()
            with contextlib.suppress(OSError):  # of a disk that may only be read, or is gone
                if not self._path.exists():
                    self._path.with_suffix(".lock").unlink(missing_ok=True)
            self._file = self._owner = None

    def _of_others(self) -> list[tuple[float, Path]]:
        """The notes of other commands, and when each was written last."""
        found: list[tuple[float, Path]] = []
        try:
            paths = list(self._folder.glob("command-*.jsonl"))
        except OSError:  # somebody else's folder, as after sudo
            return found
        for path in paths:
            with contextlib.suppress(OSError):
                if path != self._path:
                    found.append((path.stat().st_mtime, path))
        return found

    def _forget_mine(self) -> None:
        with contextlib.suppress(OSError):
            remove_file(self._path)
        others = self._of_others()
        mine = set(self._paths.values()) if others else set()
        for noted_at, path in others:
            with contextlib.suppress(OSError), own_lock(path.with_suffix(".lock"), 0):
                notes = _read(path)
                rest = {one: known for one, known in notes.items() if os.fsencode(one) not in mine}
                if not rest:
                    _forget(path)
                elif len(rest) < len(notes):
                    write_own(
                        path,
                        b"".join(_line(os.fsencode(file), known) for file, known in rest.items()),
                    )
                    os.utime(path, (noted_at, noted_at))  # they are as old as they were

    def _write(self, file: bytes, known: KnownKey) -> None:
        if self._failed:
            return
        try:
            if self._file is None:
                self._owner = own_lock(self._path.with_suffix(".lock"), 0)
                self._owner.acquire()
                self._file = open_own(self._path, "ab", buffering=0)
            line = _line(file, known)
            if self._file.write(line) != len(line):
                raise OSError(errno.ENOSPC, "no room for the note")
        except OSError:  # a full disk must not stop an upload
            self._failed = True
            # Without a note nothing is found again; with half of one a link could be taken back.
            with contextlib.suppress(OSError):
                remove_file(self._path)


def _together(before: KnownKey | None, now: KnownKey) -> KnownKey:
    """Of two notes of a file: a link that is out stays so."""
    is_same = before is not None and before.key == now.key
    return KnownKey(now.key, is_out=now.is_out or (is_same and before.is_out)) if before else now


def _line(file: bytes, known: KnownKey) -> bytes:
    values = {"path": file.hex(), "key": known.key, "is_out": known.is_out}
    return json.dumps(values).encode() + b"\n"


def _forget(path: Path) -> None:
    remove_file(path)
    path.with_suffix(".lock").unlink(missing_ok=True)


def _read(path: Path) -> _Notes:
    """The notes in a file; a line that makes no sense is left out. Raises OSError."""
    found: _Notes = {}
    bad = 0
    for line in io.BytesIO(read_regular(path, _MOST_BYTES)):
        try:
            file, known = _note_in(parse_json(line))
            found[file] = _together(found.get(file), known)
        except (ValueError, KeyError, TypeError):
            bad += 1
            if bad > _MOST_BAD_LINES:
                break
    return found


def _note_in(values: dict[str, Any]) -> tuple[Path, KnownKey]:
    key = values["key"]
    if not isinstance(key, str):
        raise TypeError("not a key")
    key.encode()  # raises UnicodeEncodeError, a ValueError, for half a character
    file = Path(os.fsdecode(bytes.fromhex(values["path"])))
    return file, KnownKey(key, is_out=values["is_out"] is not False)
