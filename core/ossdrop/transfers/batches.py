"""The files of one drop, and when all of them have come to an end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class _Batch:
    transfer_ids: list[int] = field(default_factory=list)
    open_count: int = 0
    is_complete: bool = False


class Batches:
    """Those that have not ended. Transfers that are paused or tried again leave theirs.

    No lock of its own: all calls come with the manager's lock held.
    """

    def __init__(self) -> None:
        self._batches: dict[int, _Batch] = {}

    def begin(self, batch_id: int) -> None:
        """Files will come in."""
        self._batches[batch_id] = _Batch()

    def add(self, batch_id: int, transfer_ids: Sequence[int]) -> None:
        """Some of its files."""
        batch = self._batches[batch_id]
        batch.transfer_ids += transfer_ids
        batch.open_count += len(transfer_ids)

    def complete(self, batch_id: int) -> None:
        """No more files will come in."""
        self._batches[batch_id].is_complete = True

    def leave(self, batch_id: int) -> None:
        """One of its files came to an end, or left."""
        self._batches[batch_id].open_count -= 1

    def take_ended(self, batch_id: int) -> list[int] | None:
        """The ids of all its files, in the order of the drop, once nothing of it is open."""
        batch = self._batches[batch_id]
        if not batch.is_complete or batch.open_count:
            return None
        del self._batches[batch_id]
        return batch.transfer_ids
