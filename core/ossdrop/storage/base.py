"""The protocol of every storage, and the data that crosses it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ossdrop.drops import NO_DROP, Drop
from ossdrop.errors import OssDropError
from ossdrop.links import Link


@dataclass(frozen=True)
class UploadSource:
    """A local file and the object it becomes."""

    path: Path
    name: str  # as the person knows it; printable
    key: str
    size_bytes: int
    modified_ns: int
    content_type: str
    changed_ns: int = 0  # of the inode, where the system tells
    inode: int = 0
    device: int = 0
    origin: str = ""  # where the file was fetched from, without the query of its link
    overwrites: bool = False  # an earlier attempt of its own left a damaged object there
    drop: Drop = NO_DROP
    place: int = 0  # in its drop, from 1


@dataclass(frozen=True)
class StoredObject:
    """An object that is in the storage, verified."""

    bucket: str
    key: str
    size_bytes: int
    crc64: int
    content_type: str
    request_id: str = ""


@dataclass(frozen=True)
class Span:
    """A piece of a file."""

    offset: int
    size_bytes: int


@dataclass(frozen=True)
class Part:
    """A part that the storage has, verified. Numbers begin with 1."""

    number: int
    size_bytes: int
    etag: str
    crc64: int


class OpenRequest(Protocol):
    """A request under way, as other threads may touch it."""

    def cut(self) -> None:
        """End it at once, wherever it waits."""

    def unsent_bytes(self) -> int:
        """What was handed over but has not left yet; 0 where that cannot be known."""


class TransferControl:
    """How a running upload talks to whoever started it; called from the sending threads.

    This one lets everything pass.
    """

    __slots__ = ()

    def add_sent(self, size_bytes: int) -> None:
        """So many more bytes were handed to the network; negative when they are sent again."""

    def add_kept(self, size_bytes: int) -> None:
        """So many bytes are there already, from an earlier attempt: they prove nothing now."""
        self.add_sent(size_bytes)

    def note_key(self, key: str) -> None:
        """From now on an object may be there under `key`, even if its answer is lost."""

    def note_left(self, size_bytes: int) -> None:
        """So many bytes of an earlier attempt stay in the bucket: the key may not remove them."""

    def note_whole(self) -> None:
        """It is sent in one request: what was sent of it when it is stopped is of no use later."""

    def note_taken(self) -> None:
        """The service has taken something of the upload: whatever was set up is right."""

    def note_setback(self, error: BaseException | None) -> None:
        """The service was busy, or the line gave way: it is tried again in a while."""

    def check(self) -> None:
        """Raise TransferStopped when the upload shall end."""

    def goes_on(self, error: OssDropError) -> bool:
        """Whether to try again after an error that has come often enough to tell."""
        return False

    def allow(self, size_bytes: int) -> int:
        """How many of `size_bytes` may be sent now, at least one; waits while that is limited."""
        return size_bytes

    def set_request(self, request: OpenRequest | None) -> None:
        """`request` is under way from now on; None: no longer."""


class TransferStopped(Exception):
    """Raised out of `check()`: the upload shall end, to go on later. It is a state, no error."""


class TransferCancelled(TransferStopped):
    """The upload shall end for good: what was sent is to be dropped.

    `left_bytes` of it could not be: the key may not abort, or the network is gone.
    """

    def __init__(self, left_bytes: int = 0) -> None:
        super().__init__()
        self.left_bytes = left_bytes


class Storage(Protocol):
    """A place for files. All methods block and may be called from several threads at once.

    Those that take a control can be cut by it wherever they wait, and raise what its `check` does.
    """

    def upload(self, source: UploadSource, control: TransferControl) -> StoredObject:
        """Send the file and verify it; raises OssDropError or TransferStopped."""

    def begin_parts(self, source: UploadSource, control: TransferControl) -> str:
        """Begin an upload in parts; returns its id. Raises OssDropError."""

    def send_part(
        self,
        source: UploadSource,
        upload_id: str,
        number: int,
        span: Span,
        control: TransferControl,
    ) -> Part:
        """Send one part and verify it; raises OssDropError or TransferStopped."""

    def complete_parts(
        self,
        source: UploadSource,
        upload_id: str,
        parts: list[Part],
        crc64: int,
        control: TransferControl,
    ) -> StoredObject:
        """Join the parts, in order, and verify the whole by `crc64`; raises OssDropError."""

    def abort_parts(self, key: str, upload_id: str) -> None:
        """Drop what was sent; raises OssDropError (PERMISSION_MISSING where the key may not)."""

    def sign(self, key: str, expires_s: int) -> Link:
        """A fresh link to an object. Needs no network."""

    def find(self, key: str, control: TransferControl) -> StoredObject | None:
        """The stored object, None when there is none; raises OssDropError, TransferStopped."""

    def put_small(self, key: str, content: bytes) -> None:
        """Store a few bytes, over what was there; raises OssDropError."""

    def delete(self, key: str) -> None:
        """Delete an object; raises OssDropError (PERMISSION_MISSING where the key may not)."""

    def drop_idle(self) -> None:
        """Close connections that nobody has used for long. While no other method is called."""

    def close(self) -> None:
        """Cut off what is under way, from any thread, and close all connections."""
