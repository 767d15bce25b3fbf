"""What a transfer is, and the events that tell of it. All of it is immutable."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Self

from ossdrop.config.profile_id import NO_PROFILE, ProfileId
from ossdrop.config.settings import AnyDestination
from ossdrop.drops import NO_DROP, Drop
from ossdrop.errors import OssDropError
from ossdrop.links import Link, NamedLink
from ossdrop.media.fitness import Finding
from ossdrop.storage.base import StoredObject

_TO_BUCKET = "/bucket"  # after a profile's id


class TransferState(Enum):
    """Where a transfer stands. The first terminal state wins."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_terminal(self) -> bool:
        """Whether nothing more will happen."""
        return self in (TransferState.SUCCEEDED, TransferState.FAILED, TransferState.CANCELLED)


@dataclass(frozen=True)
class FinishedUpload:
    """A successful upload: the object, a link, its history row (None: not stored), where it went.

    `was_there` says that the bucket had the same content already and nothing was sent;
    `file_changed` that the file is another one by now than what was sent.
    """

    stored: StoredObject
    link: Link
    history_id: int | None
    destination: AnyDestination
    was_there: bool = False
    file_changed: bool = False

    @property
    def url(self) -> str:
        """The link itself: a credential while it works."""
        return self.link.url

    def named(self, name: str) -> NamedLink:
        """The link with the name of its file."""
        stored = self.stored
        return NamedLink(
            self.link, name, stored.content_type, stored.size_bytes, stored.bucket, stored.key
        )


@dataclass(frozen=True)
class KnownKey:
    """Under which key an earlier attempt may have stored a file.

    Where its link `is_out` somebody may use the object: it may be the answer again, and is never
    removed.
    """

    key: str
    is_out: bool = False


@dataclass(frozen=True)
class Queue:
    """What files wait for together: one destination, or the bucket of it whatever it is told."""

    profile: ProfileId = NO_PROFILE
    to_bucket: bool = False

    @property
    def text(self) -> str:
        """As the journal has it."""
        return f"{self.profile}{_TO_BUCKET}" if self.to_bucket else self.profile

    @classmethod
    def of_text(cls, text: str) -> Self:
        """The queue that the journal names."""
        return cls(ProfileId(text.removesuffix(_TO_BUCKET)), text.endswith(_TO_BUCKET))


def place_of(path: Path) -> tuple[str, str]:
    """The folder of a file, as a text that all of its files share, and its name there."""
    return sys.intern(str(path.parent)), path.name


@dataclass(frozen=True, slots=True)
class Transfer:
    """A snapshot of one file on its way."""

    id: int
    batch_id: int
    at: str  # the folder that it lies in: one text for all of them
    file: str  # its name there
    name: str  # as it is shown
    size_bytes: int
    folder: str = ""  # inside the folder that was dropped: "pictures/june"
    queue: Queue = Queue()
    state: TransferState = TransferState.QUEUED
    error: OssDropError | None = None
    finished: FinishedUpload | None = None
    kept_bytes: int = 0  # of one that is paused or waits: what need not be sent again
    looks_secret: bool = False  # it waits, paused, until the person says so
    may_be_secret: bool = False  # the person has, or nobody is to be asked
    misfit: Finding | None = None  # it waits, paused: the model will not take it
    is_accepted: bool = False  # the person wants it sent all the same
    anew: bool = False  # send it even if the bucket has the same content
    origin: str = ""  # where the file was fetched from, without the query of its link
    key: str = ""  # under which an attempt before may have stored it
    is_key_out: bool = False  # somebody may have a link to what is there
    drop: Drop = NO_DROP
    place: int = 0  # in its drop, from 1
    identity: tuple[int, int] | None = None  # device and inode, where only that file is meant

    @classmethod
    def of(
        cls, transfer_id: int, batch_id: int, path: Path, name: str, size_bytes: int, **more: Any
    ) -> Self:
        """The transfer of the file at `path`; `more` are other fields."""
        return cls(transfer_id, batch_id, *place_of(path), name, size_bytes, **more)

    @property
    def path(self) -> Path:
        """Made anew each time: kept, it would be a third of what a file takes that waits."""
        return Path(self.at, self.file)

    @property
    def waits_for_answer(self) -> bool:
        """Whether it is paused for a reason of its own, until the person says what to do."""
        return self.looks_secret or self.misfit is not None


@dataclass(frozen=True)
class Progress:
    """How far a running transfer is. `speed_bytes_per_s` and `left_s` are None while unknown."""

    sent_bytes: int
    size_bytes: int
    speed_bytes_per_s: float | None = None
    left_s: float | None = None


@dataclass(frozen=True)
class TransfersAdded:
    """New transfers, in the order they will be sent."""

    transfers: tuple[Transfer, ...]


@dataclass(frozen=True)
class TransferChanged:
    """A transfer has a new state."""

    transfer: Transfer


@dataclass(frozen=True)
class TransferRemoved:
    """A transfer was taken off the list."""

    transfer_id: int


@dataclass(frozen=True)
class BatchFinished:
    """All files of one drop have come to an end; `transfers` are in the order of the drop."""

    batch_id: int
    transfers: tuple[Transfer, ...]

    @property
    def succeeded(self) -> tuple[Transfer, ...]:
        """The successful ones."""
        return tuple(t for t in self.transfers if t.state is TransferState.SUCCEEDED)


@dataclass(frozen=True)
class QueueHeld:
    """One cause stops all files of a destination: they wait until it is mended.

    Those that wait for the network go on by themselves.
    """

    queue: Queue
    error: OssDropError


@dataclass(frozen=True)
class QueueReleased:
    """The files of a destination go on."""

    queue: Queue


@dataclass(frozen=True)
class PartsRemain:
    """A cancelled upload left parts in the bucket that this key may not remove."""

    transfer: Transfer
    size_bytes: int


TransferEvent = (
    TransfersAdded
    | TransferChanged
    | TransferRemoved
    | BatchFinished
    | QueueHeld
    | QueueReleased
    | PartsRemain
)
