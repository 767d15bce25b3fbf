"""The files of one drop, and when all of them have come to an end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ossdrop.transfers.transfer import Transfer, TransferState


@dataclass
class _Batch:
    transfer_ids: list[int] = field(default_factory=list)
    ended: dict[int, Transfer] = field(default_factory=dict)
    arrived: list[int] = field(default_factory=list)
    open_count: int = 0
    is_complete: bool = False


@dataclass(frozen=True)
class Ended:
    """What was in a batch that is done, in the order of the drop; `arrived` are ids."""

    transfers: tuple[Transfer, ...]
    arrived: tuple[int, ...]


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

    def size(self, batch_id: int) -> int:
        """How many files came in by now."""
        return len(self._batches[batch_id].transfer_ids)

    def complete(self, batch_id: int) -> None:
        """No more files will come in."""
        self._batches[batch_id].is_complete = True

    @property
    def are_coming(self) -> bool:
        """Whether there are some whose files are not all here."""
        return any(not batch.is_complete for batch in self._batches.values())

    def end(self, transfer: Transfer) -> None:
        """One of its files came to an end."""
        batch = self._batches[transfer.batch_id]
        batch.ended[transfer.id] = transfer
        batch.open_count -= 1
        if transfer.state is TransferState.SUCCEEDED:
            batch.arrived.append(transfer.id)

    def leave(self, batch_id: int) -> None:
        """One of its files is not waited for any more."""
        self._batches[batch_id].open_count -= 1

    def forget(self, transfer: Transfer) -> None:
        """A file that came to an end is gone, or tried again as a part of another batch."""
        if (batch := self._batches.get(transfer.batch_id)) is not None:
            batch.ended.pop(transfer.id, None)

    def take_ended(self, batch_id: int) -> Ended | None:
        """Its files that came to an end, once none is waited for."""
        batch = self._batches[batch_id]
        if not batch.is_complete or batch.open_count:
            return None
        del self._batches[batch_id]
        ended, ids = batch.ended, batch.transfer_ids
        in_order = [*ended] == ids or not ended
        transfers = ended.values() if in_order else [ended[i] for i in ids if i in ended]
        return Ended(tuple(transfers), tuple(batch.arrived))
