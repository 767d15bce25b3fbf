"""What is counted of the transfers that are rows: a hundred thousand are not looked at for it."""

from __future__ import annotations

from collections import Counter

from ossdrop.transfers.transfer import Transfer, TransferState

WAITS_OR_RUNS = (TransferState.QUEUED, TransferState.RUNNING)


class Tally:
    """Follows each transfer that comes, changes, or leaves."""

    def __init__(self) -> None:
        self._states = Counter[TransferState]()
        self.open_bytes = 0  # of those that wait or run
        self.kept_bytes = 0  # of these, what the service has
        self.secrets = self.misfits = 0

    def add(self, transfer: Transfer) -> None:
        """It is a row from now on."""
        self._note(transfer, 1)

    def remove(self, transfer: Transfer) -> None:
        """It is no longer."""
        self._note(transfer, -1)

    def count(self, *states: TransferState) -> int:
        """How many are in one of these states."""
        return sum(self._states[state] for state in states)

    def _note(self, transfer: Transfer, by: int) -> None:
        self._states[transfer.state] += by
        self.secrets += by * transfer.looks_secret
        self.misfits += by * (transfer.misfit is not None)
        if transfer.state in WAITS_OR_RUNS:
            self.open_bytes += by * transfer.size_bytes
            self.kept_bytes += by * transfer.kept_bytes
