"""One upload, here and now: what a script calls."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path

from core.app import App
from core.config.settings import MAX_EXPIRES_S
from core.errors import ErrorCode, OssDropError
from core.storage.base import TransferControl
from core.transfers.selection import file_error, select_files
from core.transfers.transfer import FinishedUpload, Transfer


class _CallerControl(TransferControl):
    """Passes progress on to the caller; a script stops an upload by raising from there."""

    def __init__(self, size_bytes: int, on_progress: Callable[[int, int], None] | None) -> None:
        self._size_bytes = size_bytes
        self._sent_bytes = 0
        self._on_progress = on_progress

    def add_sent(self, size_bytes: int) -> None:
        self._sent_bytes += size_bytes
        if self._on_progress is not None:
            self._on_progress(self._sent_bytes, self._size_bytes)


def upload_one(
    path: str | PathLike[str],
    expires_s: int | None,
    on_progress: Callable[[int, int], None] | None,
) -> FinishedUpload:
    """See `core.upload_file`."""
    if expires_s is not None and not 1 <= expires_s <= MAX_EXPIRES_S:
        raise OssDropError(ErrorCode.EXPIRES_INVALID, str(expires_s))
    file = Path(path)
    if file.is_dir():
        raise OssDropError(ErrorCode.FILE_IS_SPECIAL, "it is a folder")
    (selected,) = select_files([file])
    if selected.error is not None:
        raise selected.error
    app = App()
    try:
        sender = app.sender(expires_s=expires_s)
        transfer = Transfer(0, 0, file, selected.name, selected.size_bytes)
        control = _CallerControl(selected.size_bytes, on_progress)
        try:
            return sender.send(transfer, control)
        except OSError as error:
            raise file_error(error) from error
    finally:
        app.close()
