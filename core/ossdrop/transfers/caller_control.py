"""A running upload's line to the script that called for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ossdrop.errors import OssDropError
from ossdrop.storage.base import OpenRequest, TransferControl, TransferStopped
from ossdrop.transfers.patience import Patience


class CallerControl(TransferControl):
    """Passes progress on to the caller; a script stops an upload by raising from there.

    What it raises ends the upload at once, wherever it is, and is kept in `error` for whoever
    called: on its way through the network's libraries it would be taken for one of theirs.
    """

    def __init__(
        self,
        size_bytes: int,
        on_progress: Callable[[int, int], None] | None,
        patience: Patience,
    ) -> None:
        self.error: BaseException | None = None
        self.setback: OssDropError | None = None  # what went wrong last, and was tried again
        self.key = ""  # under which the file may be there, whatever becomes of the upload
        self._size_bytes = size_bytes
        self._sent_bytes = 0
        self._told_bytes = -1
        self._on_progress, self._patience = on_progress, patience
        self._request: OpenRequest | None = None
        self._lock = threading.Lock()

    def add_sent(self, size_bytes: int) -> None:
        """Tell the caller how much was handed to the network in all; 100 % is for the answer."""
        with self._lock:
            self._sent_bytes += size_bytes
            shown = min(self._sent_bytes, self._size_bytes - 1)
            if shown > self._told_bytes:
                self._tell(shown)

    def check(self) -> None:
        """Raise TransferStopped once the caller has raised something."""
        if self.error is not None:
            raise TransferStopped

    def note_key(self, key: str) -> None:
        """From now on the object may be there."""
        self.key = key

    def note_taken(self) -> None:
        """The line is there."""
        self._patience.note_taken()

    def note_setback(self, error: BaseException | None) -> None:
        """Where time runs out, this is why."""
        self.setback = error if isinstance(error, OssDropError) else None

    def goes_on(self, error: OssDropError) -> bool:
        """Whether to wait on where nobody answers."""
        return self._patience.lasts(error)

    def end(self, error: BaseException) -> None:
        """End the upload at once, wherever it is, from any thread."""
        self.error = self.error or error
        if (request := self._request) is not None:
            request.cut()

    def set_request(self, request: OpenRequest | None) -> None:
        """Know what to cut."""
        self._request = request

    def finish(self) -> None:
        """Tell the caller that all of it is there: the last call, and the only one with 100 %."""
        with self._lock:
            self._tell(self._size_bytes)

    def _tell(self, sent_bytes: int) -> None:
        self._told_bytes = sent_bytes
        if self._on_progress is None or self.error is not None:
            return
        try:
            self._on_progress(sent_bytes, self._size_bytes)
        except BaseException as error:  # noqa: BLE001 - raised as it is, where it was called for
            self.end(error)
            raise TransferStopped from None
