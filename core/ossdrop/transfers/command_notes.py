"""Under which keys a command's files are, until it has come to its end.

A command that is killed has perhaps stored files whose links nobody has seen. The same command, run
again, finds them by these notes and makes no second copy. One file a process, one JSON object a
line; no credential is in it.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import filelock

from ossdrop.program.files import open_own, own_lock, parse_json, read_regular
from ossdrop.transfers.transfer import TransferEvent, TransfersAdded

_MOST_BYTES = 64 * 1024**2  # some hundred thousand files
_KEEP_S = 7 * 86_400  # after which nobody runs the same command again


class CommandNotes:
    """The notes of one command. Thread-safe; what cannot be written is not kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / f"command-{uuid.uuid4().hex}.jsonl"
        self._lock = threading.Lock()
        self._owner: filelock.BaseFileLock | None = None
        self._file: IO[bytes] | None = None
        self._paths: dict[int, Path] = {}
        self._of_others: dict[Path, tuple[str, float]] = {}  # what their commands may ask for

    def take_over(self) -> Mapping[Path, str]:
        """The keys that commands which are gone have noted, by the file's absolute path."""
        for path in sorted(self._folder.glob("command-*.jsonl")):
            if path == self._path:
                continue
            with contextlib.suppress(OSError), own_lock(path.with_suffix(".lock"), 0):
                for file, (key, noted_at) in _read(path).items():
                    self._write(file, key, noted_at)
                    self._of_others[file] = key, noted_at
                path.unlink()
                path.with_suffix(".lock").unlink(missing_ok=True)
        return {file: key for file, (key, _) in self._of_others.items()}

    def note(self, event: TransferEvent) -> None:
        """Learn which file a transfer sends."""
        if isinstance(event, TransfersAdded):
            with self._lock:
                self._paths |= {one.id: one.path.absolute() for one in event.transfers}

    def note_key(self, transfer_id: int, key: str) -> None:
        """A file may be there under `key` from now on, even if this process ends at once."""
        with self._lock:
            self._write(self._paths[transfer_id], key, time.time())

    def close(self, *, is_done: bool) -> None:
        """Keep the notes, or only those of other commands where this one `is_done`."""
        with self._lock:
            if is_done:
                self._forget_mine()
            elif self._file is not None:
                self._file.close()
            if self._owner is not None:
                self._owner.release()
            with contextlib.suppress(OSError):  # of a disk that may only be read, or is gone
                if not self._path.exists():
                    self._path.with_suffix(".lock").unlink(missing_ok=True)
            self._file = self._owner = None

    def _forget_mine(self) -> None:
        if self._file is None:
            return
        mine = set(self._paths.values())
        rest = {file: noted for file, noted in self._of_others.items() if file not in mine}
        with contextlib.suppress(OSError):
            self._file.truncate(0)
            for file, (key, noted_at) in rest.items():
                self._write(file, key, noted_at)
            self._file.close()
            if not rest:
                self._path.unlink()

    def _write(self, file: Path, key: str, noted_at: float) -> None:
        values = {"path": os.fsencode(file).hex(), "key": key, "at": int(noted_at)}
        with contextlib.suppress(OSError):
            if self._file is None:
                self._owner = own_lock(self._path.with_suffix(".lock"), 0)
                self._owner.acquire()
                self._file = open_own(self._path, "ab", buffering=0)
            self._file.write(json.dumps(values).encode() + b"\n")


def _read(path: Path) -> dict[Path, tuple[str, float]]:
    """The notes in a file that are not old; a line that makes no sense is left out."""
    found = {}
    oldest = time.time() - _KEEP_S
    for line in read_regular(path, _MOST_BYTES).split(b"\n"):
        with contextlib.suppress(ValueError, KeyError, TypeError):
            values = parse_json(line)
            file = Path(os.fsdecode(bytes.fromhex(values["path"])))
            if values["at"] > oldest:
                found[file] = str(values["key"]), float(values["at"])
    return found
