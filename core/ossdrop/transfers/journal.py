"""The files that have not come to an end, on disk, so that a crash or a restart loses none.

One file a process, one JSON object a line: a transfer that came, or the id of one that ended. What
the service has of large files is in their checkpoints; here is only what there is to do.
"""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import threading
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import filelock

from ossdrop.drops import NO_DROP, Drop
from ossdrop.errors import ErrorCode
from ossdrop.program.files import open_own, own_lock, parse_json, read_regular
from ossdrop.program.held_files import remove_file
from ossdrop.transfers.threads import Threads
from ossdrop.transfers.transfer import (
    Queue,
    Transfer,
    TransferChanged,
    TransferEvent,
    TransferRemoved,
    TransfersAdded,
    TransferState,
)

_MOST_BYTES, _MOST_BAD_LINES = 64 * 1024**2, 1000  # some hundred thousand files
_MOST_ID = 2**48
_ENDED_WELL = (TransferState.SUCCEEDED, TransferState.CANCELLED)


@dataclass(frozen=True)
class ToDo:
    """A file that was to be sent."""

    path: Path
    name: str
    folder: str
    queue: Queue
    answered: tuple[int, ...] = ()  # which file the person said yes to, though it looks secret
    key: str = ""  # under which it may be there already
    drop: Drop = NO_DROP
    place: int = 0
    bucket: str = ""  # that of its queue, where it was known


@dataclass(frozen=True)
class Look:
    """What was dropped and not looked through to its end: the rest of it is in no list yet."""

    paths: tuple[Path, ...]
    queue: Queue
    listed: frozenset[Path]  # of its files, and others
    bucket: str = ""


def _is_over(transfer: Transfer) -> bool:
    """Whether nothing of it is to be sent later: of an empty folder there is nothing."""
    is_empty = transfer.error is not None and transfer.error.code is ErrorCode.FOLDER_EMPTY
    return is_empty or transfer.state in _ENDED_WELL


class Journal:
    """Notes transfers as events tell of them. Failed ones stay: they may be tried again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / f"queue-{uuid.uuid4().hex}.jsonl"
        self._lock = threading.Lock()
        self._owner: filelock.BaseFileLock | None = None
        self._file: IO[bytes] | None = None
        self._open_ids: set[int] = set()
        self._secret_ids: set[int] = set()  # those that wait for the person's word
        self._looks: set[int] = set()  # that go on
        self._buckets: dict[Queue, str] = {}
        self._noted: dict[Queue, str] = {}  # of these, on this page
        self.left_looks: list[Look] = []  # of processes that are gone, while it is taken over
        self._failed = False
        # How a file is now, on whatever disk: whoever tells of an answer does not wait for that.
        self._lookers = Threads(1, thread_name_prefix="journal-look")

    def note(self, event: TransferEvent) -> None:
        """Take an event: quick, and never raises. What cannot be written is not kept."""
        with self._lock:
            match event:
                case TransfersAdded(transfers):
                    self._open_ids.update(transfer.id for transfer in transfers)
                    for transfer in transfers:
                        self._note_secret(transfer)
                    self._write(*(_values_of(transfer) for transfer in transfers))
                    for queue in {transfer.queue for transfer in transfers}:
                        self._write_bucket(queue)
                case TransferChanged(transfer) if _is_over(transfer):
                    self._end(transfer.id)
                case TransferRemoved(transfer_id):
                    self._end(transfer_id)
                case TransferChanged(transfer) if (
                    transfer.id not in self._open_ids  # tried again after it was cancelled
                    or transfer.looks_secret is not (transfer.id in self._secret_ids)
                ):
                    self._open_ids.add(transfer.id)
                    was_asked = transfer.id in self._secret_ids
                    self._note_secret(transfer)
                    self._write(_values_of(transfer))
                    if was_asked:
                        with contextlib.suppress(RuntimeError):  # it is being closed
                            self._lookers.start(self._note_answer, transfer)

    def _note_answer(self, transfer: Transfer) -> None:
        """What was said counts for this file only, not for another one in its place."""
        identity = identity_of(transfer.path)
        with self._lock:
            if transfer.id in self._open_ids:
                self._write({"answered": identity, "of": transfer.id})

    def note_look(self, look_id: int, paths: Sequence[Path], queue: Queue) -> None:
        """Files and folders were dropped: which files that are is not known yet."""
        with self._lock:
            self._looks.add(look_id)
            given = [os.fsencode(path.absolute()).hex() for path in paths]
            self._write({"look": look_id, "paths": given, "queue": queue.text})
            self._write_bucket(queue)

    def note_looked(self, look_id: int) -> None:
        """All of their files are listed."""
        with self._lock:
            self._looks.discard(look_id)
            self._write({"looked": look_id})
            self._begin_new_page()

    def note_bucket(self, queue: Queue, bucket: str) -> None:
        """The bucket of a destination, "": temporary storage. It may have another one some day."""
        with self._lock:
            self._buckets[queue] = bucket
            if not self._has_nothing:
                self._write_bucket(queue)

    def _write_bucket(self, queue: Queue) -> None:
        bucket = self._buckets.get(queue, "")
        if bucket != self._noted.get(queue, ""):
            self._noted[queue] = bucket
            self._write({"queue": queue.text, "bucket": bucket})

    def note_key(self, transfer_id: int, key: str) -> None:
        """A file may be there under `key` from now on, even if this process ends at once."""
        with self._lock:
            if transfer_id in self._open_ids:
                self._write({"key": key, "of": transfer_id})

    def note_sent(self, transfer_id: int, _key: str) -> None:
        """A file has arrived, perhaps while everything is being stopped."""
        with self._lock:
            self._end(transfer_id)

    def _note_secret(self, transfer: Transfer) -> None:
        if transfer.looks_secret:
            self._secret_ids.add(transfer.id)
        else:
            self._secret_ids.discard(transfer.id)

    @contextlib.contextmanager
    def take_over(self) -> Iterator[list[ToDo]]:
        """What processes that are gone have left, each file once. Waits for the disk.

        Their notes are kept until the end of the context: by then all of it is noted here. Where
        that ends with an error, they stay.
        """
        found: dict[tuple[Path, Queue], ToDo] = {}
        with contextlib.ExitStack() as held:
            taken: list[Path] = []
            for path in sorted(self._folder.glob("queue-*.jsonl")):
                if path == self._path:
                    continue
                with contextlib.suppress(OSError, filelock.Timeout):
                    held.enter_context(own_lock(path.with_suffix(".lock"), 0))
                    items, looks = _read(path)
                    found.update({(item.path, item.queue): item for item in items})
                    self.left_looks += looks
                    taken.append(path)
            yield list(found.values())
            self.left_looks = []  # with the names of all that was listed, which may be many
            for path in taken:
                with contextlib.suppress(OSError):
                    remove_file(path)
                    path.with_suffix(".lock").unlink(missing_ok=True)

    def close(self) -> None:
        """Keep what is open for the next start."""
        self._lookers.shutdown()
        with self._lock:
            if self._file is not None:
                with contextlib.suppress(OSError):
                    self._file.close()
                self._file = None
                with contextlib.suppress(OSError):
                    if self._has_nothing:
                        remove_file(self._path)
                if self._owner is not None:
                    self._owner.release()
                with contextlib.suppress(OSError):
                    if self._has_nothing:
                        self._path.with_suffix(".lock").unlink(missing_ok=True)
            self._failed = True

    def _end(self, transfer_id: int) -> None:
        if transfer_id not in self._open_ids:
            return
        self._open_ids.remove(transfer_id)
        self._write({"end": transfer_id})
        self._begin_new_page()

    @property
    def _has_nothing(self) -> bool:
        return not self._open_ids and not self._looks

    def _begin_new_page(self) -> None:
        """Where nothing is left to do."""
        if self._has_nothing and self._file is not None:
            with contextlib.suppress(OSError):
                self._file.truncate(0)
            self._noted.clear()

    def _write(self, *lines: dict[str, Any]) -> None:
        if self._failed:
            return
        try:
            if self._file is None:
                self._owner = own_lock(self._path.with_suffix(".lock"), -1)
                self._owner.acquire()
                self._file = open_own(
                    self._path, "ab", buffering=0
                )  # nothing is left to fail later
            text = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
            size = self._file.tell()
            if self._file.write(text) != len(text):
                self._file.truncate(size)
                raise OSError(errno.ENOSPC, "no room for the notes")
        except OSError:  # a full disk must not stop an upload
            self._failed = True


def identity_of(path: Path) -> tuple[int, ...]:
    """Size, time and inode of a file; () where it is gone. One put in its place has others."""
    try:
        facts = path.stat()
    except OSError:
        return ()
    return facts.st_size, facts.st_mtime_ns, facts.st_ino


def _values_of(transfer: Transfer) -> dict[str, Any]:
    return {
        "begin": transfer.id,
        "path": os.fsencode(transfer.path.absolute()).hex(),
        "name": transfer.name,
        "folder": transfer.folder,
        "queue": transfer.queue.text,
        "key": transfer.key,
    } | _drop_values(transfer)


def _drop_values(transfer: Transfer) -> dict[str, Any]:
    drop = transfer.drop
    return {"drop": [drop.id, drop.name, drop.files], "place": transfer.place} if drop.id else {}


def read_journal(path: Path) -> list[ToDo]:
    """What was open when its process ended; a line that was cut off is left out."""
    return _read(path)[0]


def _read(path: Path) -> tuple[list[ToDo], list[Look]]:
    """What was open, and what was not looked through."""
    items: dict[int, ToDo] = {}
    looks: dict[int, tuple[tuple[Path, ...], Queue]] = {}
    listed: set[Path] = set()
    buckets: dict[Queue, str] = {}
    bad = 0
    for line in io.BytesIO(read_regular(path, _MOST_BYTES)):
        if bad > _MOST_BAD_LINES or not line.endswith(b"\n"):
            break
        try:
            values = parse_json(line)
            if "look" in values:
                looks[values["look"]] = _look_in(values)
            elif "looked" in values:
                looks.pop(values["looked"], None)
            elif "bucket" in values:
                buckets[Queue.of_text(_text(values["queue"]))] = _text(values["bucket"])
            else:
                listed.update(_take(values, items))
        except (ValueError, KeyError, TypeError, OverflowError):
            bad += 1
    known = frozenset(listed) if looks else frozenset()
    return (
        [replace(item, bucket=buckets.get(item.queue, "")) for item in items.values()],
        [Look(paths, queue, known, buckets.get(queue, "")) for paths, queue in looks.values()],
    )


def _look_in(values: dict[str, Any]) -> tuple[tuple[Path, ...], Queue]:
    paths = tuple(Path(os.fsdecode(bytes.fromhex(path))) for path in values["paths"])
    return paths, Queue.of_text(_text(values["queue"]))


def _take(values: dict[str, Any], items: dict[int, ToDo]) -> Iterator[Path]:
    """One line of a journal, and the file that it lists.

    Raises ValueError, KeyError, TypeError where it makes no sense.
    """
    if "end" in values:
        items.pop(values["end"], None)
    elif "of" in values:
        known = items[values["of"]]
        if "key" in values:
            items[values["of"]] = replace(known, key=_text(values["key"]))
        else:
            answered = tuple(int(number) for number in values["answered"])
            items[values["of"]] = replace(known, answered=answered)
    else:
        file = Path(os.fsdecode(bytes.fromhex(values["path"])))
        items[values["begin"]] = ToDo(
            file,
            _text(values["name"]),
            _text(values["folder"]),
            Queue.of_text(_text(values["queue"])),
            key=_text(values.get("key", "")),
            drop=_drop_in(values),
            place=min(max(int(values.get("place", 0)), 0), _MOST_ID),
        )
        yield file


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")  # noqa: TRY004 - a line that makes no sense, as any other
    return value


def _drop_in(values: dict[str, Any]) -> Drop:
    if "drop" not in values:
        return NO_DROP
    drop_id, name, files = values["drop"]
    if not (0 < drop_id < _MOST_ID and 0 <= files < _MOST_ID and isinstance(name, str)):
        raise ValueError("no drop")
    return Drop(int(drop_id), name, int(files))
