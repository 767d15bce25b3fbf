"""What of a large upload the service already has, kept on disk so that it can go on after anything.

One file a transfer, one JSON object a line: first what is sent and where to, then each part that
arrived. A line is on the disk before its part counts as done; a last line that a power loss cut in
half is left out. A checkpoint holds no credential: key and upload id open nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

import filelock

from core.storage.base import Part

_VERSION = 1


@dataclass(frozen=True)
class FileIdentity:
    """A local file as it was when its upload began: if any of this differs, it is another one."""

    path: str
    size_bytes: int
    modified_ns: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> FileIdentity:
        """The identity of the file at `path`; raises OSError."""
        facts = path.stat()
        name = os.fsencode(path.absolute()).hex()
        return cls(name, facts.st_size, facts.st_mtime_ns, facts.st_ino)


@dataclass
class Checkpoint:
    """The state of one upload in parts. Without a `path` nothing is kept."""

    path: Path | None = None
    identity: FileIdentity | None = None
    part_size: int = 0
    key: str = ""
    upload_id: str = ""
    parts: dict[int, Part] = field(default_factory=dict)
    _file: IO[bytes] | None = field(default=None, repr=False)

    def begin(self, key: str, upload_id: str, part_size: int) -> None:
        """Note that an upload has begun; forgets what was there before. Raises OSError."""
        self.discard()
        self.key, self.upload_id, self.part_size = key, upload_id, part_size
        if self.path is None or self.identity is None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("wb")
        head = {"version": _VERSION, "key": key, "upload_id": upload_id, "part_size": part_size}
        self._write({**head, "file": asdict(self.identity)})

    def add(self, part: Part) -> None:
        """Note a part that arrived; when this returns it is on the disk. Raises OSError."""
        self.parts[part.number] = part
        if self.path is not None:
            if self._file is None:
                self._file = self.path.open("ab")
            self._write(asdict(part))

    def discard(self) -> None:
        """Forget everything."""
        self.close()
        self.key = self.upload_id = ""
        self.parts = {}
        if self.path is not None:
            self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file and keep it."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self, values: dict[str, object]) -> None:
        if self._file is not None:
            self._file.write(json.dumps(values).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())


class CheckpointStore:
    """All checkpoints of this person, by file and destination."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextlib.contextmanager
    def hold(self, file: Path, destination: str) -> Iterator[Checkpoint]:
        """The checkpoint of a file that goes to `destination`, for one transfer at a time.

        A second transfer of the same file, also one of another process, gets one that keeps
        nothing. Raises OSError for the file itself.
        """
        identity = FileIdentity.of(file)
        name = hashlib.sha256(f"{identity.path}\n{destination}".encode()).hexdigest()[:32]
        path = self._folder / f"{name}.jsonl"
        lock = filelock.FileLock(self._folder / f"{name}.lock", timeout=0)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except (OSError, filelock.Timeout):
            yield Checkpoint()
            return
        checkpoint = _read(path, identity)
        try:
            yield checkpoint
        finally:
            checkpoint.close()
            lock.release()


def _read(path: Path, identity: FileIdentity) -> Checkpoint:
    """What `path` holds; an empty checkpoint where the file has changed since."""
    checkpoint = Checkpoint(path, identity)
    try:
        head, *lines = path.read_bytes().split(b"\n")
        values = json.loads(head)
        if values["version"] == _VERSION and values["file"] == asdict(identity):
            checkpoint.key, checkpoint.upload_id = values["key"], values["upload_id"]
            checkpoint.part_size = values["part_size"]
            # What follows the last line break was cut off while it was written.
            for line in lines[:-1]:
                part = Part(**json.loads(line))
                checkpoint.parts[part.number] = part
            return checkpoint
    except FileNotFoundError:
        return checkpoint
    except (OSError, ValueError, KeyError, TypeError):
        pass  # damaged: begin anew
    checkpoint.discard()
    return checkpoint
