"""What becomes of the files of one batch, for whoever waits for it."""

from __future__ import annotations

import threading
from dataclasses import replace

from ossdrop.errors import CAN_FIT, ErrorCode, OssDropError
from ossdrop.transfers.transfer import (
    BatchFinished,
    Transfer,
    TransferChanged,
    TransferEvent,
    TransfersAdded,
    TransferState,
)

_GOES_ON = (TransferState.QUEUED, TransferState.RUNNING)


class Outcomes:
    """Give `listen` to the manager. The others are read while `changed` is held."""

    def __init__(self) -> None:
        self.changed = threading.Condition()  # when a file has come to an end
        self.order: list[int] = []
        self.ended: dict[int, Transfer] = {}
        self.ended_bytes = self.total_bytes = 0
        self.is_over = False

    def listen(self, event: TransferEvent) -> None:
        """Take an event; called from worker threads."""
        if isinstance(event, TransferChanged) and event.transfer.state in _GOES_ON:
            return
        with self.changed:
            match event:
                case TransfersAdded(transfers):
                    self.order += [transfer.id for transfer in transfers]
                    self.total_bytes += sum(transfer.size_bytes for transfer in transfers)
                    return
                case TransferChanged(transfer) if transfer.state.is_terminal:
                    self._note_end(transfer)
                case TransferChanged(transfer) if transfer.looks_secret:
                    refused = OssDropError(ErrorCode.FILE_LOOKS_SECRET, "--allow-secrets sends it")
                    self._note_end(replace(transfer, error=refused))
                case TransferChanged(transfer) if transfer.misfit is not None:
                    hint = CAN_FIT if transfer.misfit.can_fit else ""
                    words = str(transfer.misfit.words)
                    refused = OssDropError(ErrorCode.FILE_MISFIT, words, hint=hint)
                    self._note_end(replace(transfer, error=refused))
                case BatchFinished():
                    self.is_over = True
                case _:
                    return
            self.changed.notify_all()

    def _note_end(self, transfer: Transfer) -> None:
        self.ended[transfer.id] = transfer
        self.ended_bytes += transfer.size_bytes
