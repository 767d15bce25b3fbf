"""A control that counts, and stops when told."""

from __future__ import annotations

from ossdrop.storage.base import OpenRequest, TransferControl, TransferStopped


class CountingControl(TransferControl):
    def __init__(self, stop_after_bytes: int | None = None) -> None:
        self.sent_bytes = 0
        self.request: OpenRequest | None = None
        self._stop_after_bytes = stop_after_bytes

    def add_sent(self, size_bytes: int) -> None:
        self.sent_bytes += size_bytes

    def check(self) -> None:
        if self._stop_after_bytes is not None and self.sent_bytes >= self._stop_after_bytes:
            raise TransferStopped

    def set_request(self, request: OpenRequest | None) -> None:
        self.request = request
