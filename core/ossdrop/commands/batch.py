"""Sends one batch and gives its results: what commands do instead of showing a window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ossdrop.app import App
from ossdrop.commands.progress import ProgressBar
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program import waiting
from ossdrop.transfers.attempt import Sender
from ossdrop.transfers.transfer import (
    BatchFinished,
    Transfer,
    TransferChanged,
    TransferEvent,
    TransfersAdded,
    TransferState,
)

_REFRESH_S = 0.2
_TIDY_S = 2.0  # for what earlier attempts have left, with all links given


class Batch:
    """Give `listen` to the App, then `send`."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._order: list[int] = []
        self._ended_ones: dict[int, Transfer] = {}
        self._given = 0  # how many were given, in their order
        self._total_bytes = 0
        self._is_over = False

    def listen(self, event: TransferEvent) -> None:
        """Take an event; called from worker threads."""
        with self._changed:
            match event:
                case TransfersAdded(transfers):
                    self._order += [transfer.id for transfer in transfers]
                    self._total_bytes += sum(transfer.size_bytes for transfer in transfers)
                case TransferChanged(transfer) if transfer.state.is_terminal:
                    self._ended_ones[transfer.id] = transfer
                case TransferChanged(transfer) if transfer.looks_secret:
                    refused = OssDropError(ErrorCode.FILE_LOOKS_SECRET, "--allow-secrets sends it")
                    self._ended_ones[transfer.id] = replace(transfer, error=refused)
                case BatchFinished():
                    self._is_over = True
            self._changed.notify_all()

    def send(
        self,
        app: App,
        paths: Sequence[Path],
        make_sender: Callable[[], Sender],
        *,
        asks: bool = True,
    ) -> Iterator[Transfer]:
        """Upload `paths`; gives each in their order, as soon as it has come to an end. Blocks.

        With `asks`, files that look like secrets are refused. On a terminal, a bar shows how far
        it is.
        """
        app.submit_for_command(paths, make_sender, asks=asks)
        with ProgressBar(app.transfers) as bar:
            while self._wait_for(self._given, bar):
                bar.clear()
                yield self._ended_ones[self._order[self._given]]
                self._given += 1
        app.transfers.wait_until_idle(_TIDY_S)
        if all(one.state is TransferState.SUCCEEDED for one in self._ended_ones.values()):
            app.command_is_done()

    def take_ended(self) -> list[Transfer]:
        """What has ended, and was not given since something before it has not."""
        with self._changed:
            rest = self._order[self._given :]
            return [self._ended_ones[one] for one in rest if one in self._ended_ones]

    def _wait_for(self, position: int, bar: ProgressBar) -> bool:
        """Wait until the transfer at `position` has ended; False when there is none."""

        def is_known() -> bool:
            has_ended = position < len(self._order) and self._order[position] in self._ended_ones
            return has_ended or self._is_over

        while True:
            with self._changed:
                timeout_s = _REFRESH_S if bar.is_shown else waiting.TURN_S
                if self._changed.wait_for(is_known, timeout_s):
                    return position < len(self._order)
                ended = sum(transfer.size_bytes for transfer in self._ended_ones.values())
                total = self._total_bytes
            bar.show(ended, total)
