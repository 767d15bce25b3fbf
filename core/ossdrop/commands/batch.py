"""Sends one batch and gives its results: what commands do instead of showing a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from ossdrop.app import App
from ossdrop.commands.progress import ProgressBar
from ossdrop.program import waiting
from ossdrop.transfers.attempt import Sender
from ossdrop.transfers.outcomes import Outcomes
from ossdrop.transfers.transfer import Transfer, TransferState

_REFRESH_S = 0.2
_TIDY_S = 2.0  # for what earlier attempts have left, with all links given


class Batch(Outcomes):
    """Give `listen` to the App, then `send`."""

    def __init__(self) -> None:
        super().__init__()
        self._given = 0  # how many were given, in their order
        self._all_arrived = True

    def send(
        self,
        app: App,
        paths: Sequence[Path],
        make_sender: Callable[[], Sender],
        *,
        asks: bool = True,
        origins: Mapping[Path, str] = MappingProxyType({}),
    ) -> Iterator[Transfer]:
        """Upload `paths`; gives each in their order, as soon as it has come to an end. Blocks.

        With `asks`, files that look like secrets are refused. On a terminal, a bar shows how far
        it is.
        """
        app.submit_for_command(paths, make_sender, asks=asks, origins=origins)
        with ProgressBar(app.transfers) as bar:
            while self._wait_for(self._given, bar):
                bar.clear()
                transfer = self.ended[self.order[self._given]]
                yield transfer
                self._given += 1
                self.ended.pop(transfer.id)  # of very many files, none is kept once it was given
                self._all_arrived &= transfer.state is TransferState.SUCCEEDED
                app.transfers.forget(transfer.id)
        app.transfers.wait_until_idle(_TIDY_S)
        if self._all_arrived:
            app.command_is_done()

    def take_ended(self) -> list[Transfer]:
        """What has ended, and was not given since something before it has not."""
        with self.changed:
            rest = self.order[self._given :]
            return [self.ended[one] for one in rest if one in self.ended]

    def _wait_for(self, position: int, bar: ProgressBar) -> bool:
        """Wait until the transfer at `position` has ended; False when there is none."""

        def is_known() -> bool:
            has_ended = position < len(self.order) and self.order[position] in self.ended
            return has_ended or self.is_over

        while True:
            with self.changed:
                timeout_s = _REFRESH_S if bar.is_shown else waiting.TURN_S
                if self.changed.wait_for(is_known, timeout_s):
                    return position < len(self.order)
                ended, total = self.ended_bytes, self.total_bytes
            bar.show(ended, total)
