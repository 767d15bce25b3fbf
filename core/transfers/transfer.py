"""What a transfer is, and the events that tell of it. All of it is immutable."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from core.errors import OssDropError
from core.links import Link
from core.storage.base import StoredObject


class TransferState(Enum):
    """Where a transfer stands. The first terminal state wins."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_terminal(self) -> bool:
        """Whether nothing more will happen."""
        return self in (TransferState.SUCCEEDED, TransferState.FAILED, TransferState.CANCELLED)


@dataclass(frozen=True)
class FinishedUpload:
    """A successful upload: the object, its first link, its history row (None: not stored)."""

    stored: StoredObject
    link: Link
    history_id: int | None

    @property
    def url(self) -> str:
        """The link itself: a credential while it works."""
        return self.link.url


@dataclass(frozen=True)
class Transfer:
    """A snapshot of one file on its way."""

    id: int
    batch_id: int
    path: Path
    name: str
    size_bytes: int
    state: TransferState = TransferState.QUEUED
    error: OssDropError | None = None
    finished: FinishedUpload | None = None


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


TransferEvent = TransfersAdded | TransferChanged | TransferRemoved | BatchFinished
