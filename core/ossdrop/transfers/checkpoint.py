"""What of a large upload the service already has, kept on disk so that it can go on after anything.

One file a transfer, one JSON object a line: first what is sent and where to, then each part that
arrived. A line is on the disk before its part counts as done; a last line that a power loss cut in
half is left out. A checkpoint holds no credential: key and upload id open nothing. Where it cannot
be written, the disk being full, the upload goes on without it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import re
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

import filelock

from ossdrop.config.profile_id import NO_PROFILE, ProfileId
from ossdrop.program.files import (
    make_own_folder,
    open_own,
    own_lock,
    parse_json,
    read_regular,
    write_own,
)
from ossdrop.program.held_files import move_file, patiently, remove_file, remove_temporary
from ossdrop.program.temporary import is_temporary
from ossdrop.storage.base import Part

_VERSION = 1
_MOST_BYTES = 16 * 1024**2  # ten thousand parts
_NO_FILE = -1, -1, -1
_MOST_DROPPED = 1000
_DROPPED = ".dropped"  # what is only to be removed
_NAME = re.compile(r"[0-9a-f]{32}\.jsonl")  # the folder has the notes of queues and commands, too
_FORGET_WAIT_S = 30
_SETTLED_S = 5  # after which the service is done with a request that was cut
_KEEP_LOCKS_S = 7 * 86_400
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FileIdentity:
    """A local file as it was when its upload began: if any of this differs, it is another one."""

    path: str
    size_bytes: int
    modified_ns: int
    inode: int

    @property
    def file(self) -> Path:
        """Where the file is."""
        return Path(os.fsdecode(bytes.fromhex(self.path)))

    @classmethod
    def of(cls, path: Path) -> FileIdentity:
        """The identity of the file at `path`, also of one that is gone; raises OSError."""
        name = os.fsencode(path.absolute()).hex()
        try:
            facts = path.stat()
        except FileNotFoundError:
            return cls(name, *_NO_FILE)
        return cls(name, facts.st_size, facts.st_mtime_ns, facts.st_ino)


@dataclass(frozen=True)
class Unfinished:
    """A large upload that was interrupted: its file, its profile, what the service has of it."""

    path: Path
    profile: ProfileId
    sent_bytes: int


@dataclass
class Checkpoint:
    """The state of one upload in parts. Without a `path`, or once it failed, nothing is kept.

    One that `is_stale` is of a file that is another one by now, or gone: only to be dropped.
    """

    path: Path | None = None
    identity: FileIdentity | None = None
    profile: ProfileId = NO_PROFILE
    destination: str = ""
    is_stale: bool = False
    is_joining: bool = False  # this process has asked for it: the object may be there, unknown
    part_size: int = 0
    key: str = ""
    upload_id: str = ""
    parts: dict[int, Part] = field(default_factory=dict)
    _file: IO[bytes] | None = field(default=None, repr=False)
    _failed: bool = field(default=False, repr=False)

    @property
    def sent_bytes(self) -> int:
        """How much of it the service has."""
        return sum(part.size_bytes for part in self.parts.values())

    def begin(self, key: str, upload_id: str, part_size: int) -> None:
        """Note that an upload has begun; forgets what was there before."""
        self.discard()
        self.key, self.upload_id, self.part_size = key, upload_id, part_size
        if self.identity is not None:
            head: dict[str, Any] = {
                "version": _VERSION,
                "key": key,
                "upload_id": upload_id,
                "part_size": part_size,
            }
            head |= {"profile": self.profile, "destination": self.destination}
            self._append({**head, "file": asdict(self.identity)})

    def add(self, part: Part) -> None:
        """Note a part that arrived; when this returns it is on the disk, if that can be."""
        self.parts[part.number] = part
        self._append(asdict(part))

    def keep_for_later(self) -> bool:
        """Let a later upload remove what was sent; False where nothing of this is on the disk."""
        self.close()
        if self.path is None or self._failed or not self.path.exists():
            return False
        if self.path.suffix == _DROPPED:
            with contextlib.suppress(OSError):
                os.utime(self.path)  # behind the others
        else:
            try:
                if self.is_joining:  # then it may be an object by now
                    _note_dropped(self.path.parent, self.destination, self.key)
                move_file(self.path, _new_dropped(self.path.parent))
            except OSError:
                return False
        self.path = None
        return True

    def discard(self) -> None:
        """Forget everything."""
        self.close()
        self.key = self.upload_id = ""
        self.parts, self.is_stale, self.is_joining = {}, False, False
        if self.path is not None:
            with contextlib.suppress(OSError):
                remove_file(self.path)

    def close(self) -> None:
        """Close the file and keep it."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None

    def _append(self, values: dict[str, object]) -> None:
        if self.path is None or self._failed:
            return
        try:
            if self._file is None:
                make_own_folder(self.path.parent)
                self._file = open_own(self.path, "ab")
            self._file.write(json.dumps(values).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            _log.warning("an interrupted upload will not go on from here: %s", error.strerror)
            self._failed = True
            self.close()


class CheckpointStore:
    """All checkpoints of this person, by file and destination."""

    def __init__(self, folder: Path, *, is_restored: bool = False) -> None:
        self._folder = folder
        self._is_restored = is_restored  # whether `unfinished` shall find what is kept here

    @contextlib.contextmanager
    def hold(
        self, file: Path, destination: str, profile_id: ProfileId, wait_s: float = 0
    ) -> Iterator[Checkpoint]:
        """The checkpoint of a file that goes to `destination`, for one transfer at a time.

        A second transfer of the same file, also one of another process, gets one that keeps
        nothing. Raises OSError for the file itself; one that is gone has a stale one, if any.
        """
        identity = FileIdentity.of(file)
        name = hashlib.sha256(f"{identity.path}\n{destination}".encode()).hexdigest()[:32]
        path = self._folder / f"{name}.jsonl"
        try:
            lock = own_lock(self._folder / f"{name}.lock", wait_s)
            lock.acquire()
        except (OSError, filelock.Timeout):
            yield Checkpoint()
            return
        checkpoint = _read(path, identity)
        checkpoint.profile = profile_id if self._is_restored else NO_PROFILE
        checkpoint.destination = _short(destination)
        try:
            yield checkpoint
        finally:
            checkpoint.close()
            lock.release()

    def hold_stale(self, destination: str) -> Iterator[Checkpoint]:
        """The checkpoints of files that are gone, each held while it is looked at. Blocks.

        Not of a folder that is gone: it may be on a disk that will be back, if it was no temporary
        one.
        """
        for path in self._all():
            with contextlib.suppress(OSError, filelock.Timeout, ValueError, KeyError, TypeError):
                head, _ = _parse(read_regular(path, _MOST_BYTES))
                file = FileIdentity(**head["file"]).file
                if head.get("destination") != _short(destination):
                    continue
                if not (file.parent.is_dir() or is_temporary(file)):
                    continue
                if not os.path.lexists(file):
                    with own_lock(path.with_suffix(".lock"), 0):
                        yield _read(path, FileIdentity.of(file))

    def hold_dropped(self, destination: str) -> Iterator[Checkpoint]:
        """What is to be removed from a destination and could not be yet, one after another."""
        settled_at = time.time() - _SETTLED_S
        for path in self._oldest_dropped():
            with contextlib.suppress(OSError, filelock.Timeout, ValueError, KeyError, TypeError):
                if path.stat().st_mtime > settled_at:
                    return
                head, _ = _parse(read_regular(path, _MOST_BYTES))
                if head["destination"] == _short(destination):
                    with own_lock(path.with_suffix(".lock"), 0):
                        checkpoint = _read(path, FileIdentity(**head["file"]))
                        checkpoint.destination = head["destination"]
                        checkpoint.is_joining = not checkpoint.upload_id
                        yield checkpoint
                        _forget_lock_of(path)

    def _oldest_dropped(self) -> list[Path]:
        """By age, each try of one counted as its birth; of too many the oldest are given up."""
        found = []
        for path in self._paths(lambda name: name.endswith(_DROPPED)):
            with contextlib.suppress(OSError):
                found.append((path.stat().st_mtime, path))
        paths = [path for _, path in sorted(found)]
        for path in paths[:-_MOST_DROPPED]:
            remove_temporary(path)
        return paths[-_MOST_DROPPED:]

    def leave_elsewhere(self, file: Path, destination: str, profile_id: ProfileId) -> None:
        """A file is done with: what was sent of it to other places of its profile is to go, too.

        It was to be sent on there before the settings were changed. Later uploads there remove it.
        """
        if not self._is_restored:
            return
        name = os.fsencode(file.absolute()).hex()
        for path in self._all():
            with contextlib.suppress(OSError, filelock.Timeout, ValueError, KeyError, TypeError):
                head, _ = _parse(read_regular(path, _MOST_BYTES))
                is_here = head["destination"] == _short(destination)
                if head["file"]["path"] == name and head["profile"] == profile_id and not is_here:
                    with own_lock(path.with_suffix(".lock"), 0):
                        found = _read(path, FileIdentity(**head["file"]))
                        found.destination = head["destination"]
                        found.keep_for_later()

    def _all(self) -> list[Path]:
        return sorted(self._paths(lambda name: _NAME.fullmatch(name) is not None))

    def _paths(self, is_wanted: Callable[[str], bool]) -> list[Path]:
        """What there is, mostly nothing: uploads ask, so without pathlib's own search."""
        try:
            names = os.listdir(self._folder)  # noqa: PTH208
        except OSError:
            return []
        return [self._folder / name for name in names if is_wanted(name)]

    def note_dropped(self, destination: str, key: str) -> None:
        """An object is to be removed that perhaps is there: a later upload looks."""
        with contextlib.suppress(OSError):
            _note_dropped(self._folder, _short(destination), key)

    def forget_dropped(self, key: str) -> None:
        """An object is wanted after all; waits for whoever is just removing it."""
        for path in self._folder.glob(f"*{_DROPPED}"):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                if _parse(read_regular(path, _MOST_BYTES))[0]["key"] == key:
                    with own_lock(path.with_suffix(".lock"), _FORGET_WAIT_S):
                        remove_file(path)
                        _forget_lock_of(path)

    def unfinished(self) -> list[Unfinished]:
        """What was interrupted and is not being sent by another process. Waits for the disk.

        Not what a command sent: running it again goes on with it.
        """
        found = []
        self._forget_old_locks()
        for path in self._all():
            with contextlib.suppress(OSError, filelock.Timeout, ValueError, KeyError, TypeError):
                with own_lock(path.with_suffix(".lock"), 0):
                    head, parts = _parse(read_regular(path, _MOST_BYTES))
                file = FileIdentity(**head["file"]).file
                sent_bytes = sum(part.size_bytes for part in parts)
                if head["profile"]:
                    found.append(Unfinished(file, head["profile"], sent_bytes))
        return found

    def _forget_old_locks(self) -> None:
        """Not those of today: a transfer that is just beginning has no checkpoint yet."""
        long_ago = time.time() - _KEEP_LOCKS_S
        for lock in self._folder.glob("*.lock"):
            with contextlib.suppress(OSError):
                if not lock.with_suffix(".jsonl").exists() and lock.stat().st_mtime < long_ago:
                    lock.unlink()


def _forget_lock_of(path: Path) -> None:
    """Of a note that is gone: its name never comes again. Windows keeps a lock that is held."""
    if not path.exists():
        with contextlib.suppress(OSError):
            path.with_suffix(".lock").unlink()


def _new_dropped(folder: Path) -> Path:
    return folder / f"{uuid.uuid4().hex}{_DROPPED}"


def _note_dropped(folder: Path, destination: str, key: str) -> None:
    head = {
        "version": _VERSION,
        "key": key,
        "upload_id": "",
        "part_size": 0,
        "profile": "",
        "destination": destination,
        "file": asdict(FileIdentity("", *_NO_FILE)),
    }
    write_own(_new_dropped(folder), json.dumps(head).encode() + b"\n")


class _OtherVersionError(ValueError):
    """A version to come has written it, and goes on with it: it stays as it is."""


def _read(path: Path, identity: FileIdentity) -> Checkpoint:
    """What `path` holds; a stale one where the file has changed since.

    One that keeps nothing, where another version has written it.
    """
    checkpoint = Checkpoint(path, identity)
    try:
        content = read_regular(path, _MOST_BYTES)
        head, parts = _parse(content)
        checkpoint.is_stale = head["file"] != asdict(identity)
        checkpoint.key, checkpoint.upload_id = head["key"], head["upload_id"]
        checkpoint.part_size = head["part_size"]
        checkpoint.parts = {part.number: part for part in parts}
        whole_bytes = content.rindex(b"\n") + 1
        if whole_bytes < len(content):  # the next line begins on its own
            patiently(lambda: os.truncate(path, whole_bytes))
        return checkpoint
    except _OtherVersionError:
        return Checkpoint()
    except FileNotFoundError:
        return checkpoint
    except (OSError, ValueError, KeyError, TypeError):
        pass  # damaged: begin anew
    checkpoint.discard()
    return checkpoint


def _short(destination: str) -> str:
    return hashlib.sha256(destination.encode()).hexdigest()[:16]


def _parse(content: bytes) -> tuple[dict[str, Any], list[Part]]:
    """First line and parts. What follows the last line break was cut off while it was written."""
    first, *lines = content.split(b"\n")
    head = parse_json(first)
    if _is_whole(head["version"]) and head["version"] != _VERSION:
        raise _OtherVersionError
    texts = (head[name] for name in ("key", "upload_id", "profile", "destination"))
    if not all(isinstance(text, str) for text in texts) or not _is_whole(head["part_size"]):
        raise ValueError("not the head of a checkpoint")
    return head, [_part_of(parse_json(line)) for line in lines[:-1]]


def _part_of(values: dict[str, Any]) -> Part:
    part = Part(**values)
    numbers = part.number, part.size_bytes, part.crc64
    if not all(_is_whole(number) for number in numbers) or not isinstance(part.etag, str):
        raise ValueError("not a part")
    return part


def _is_whole(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**64
