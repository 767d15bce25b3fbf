"""One upload, here and now: what a script calls."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from os import PathLike
from pathlib import Path

from core.app import App
from core.config.settings import MAX_EXPIRES_S
from core.errors import ErrorCode, OssDropError
from core.redaction import mask_url
from core.storage.base import StoredObject, TransferControl
from core.transfers.selection import file_error, look_at
from core.transfers.transfer import FinishedUpload, Transfer


class UploadedLink(str):
    """A link, as text, to an object that was just stored. It is a credential while it works."""

    __slots__ = ("expires_at", "stored")
    expires_at: datetime  # UTC
    stored: StoredObject

    def __repr__(self) -> str:
        return f"UploadedLink({mask_url(self)!r})"

    @classmethod
    def of(cls, finished: FinishedUpload) -> UploadedLink:
        """The link of a finished upload."""
        made = cls(finished.url)
        made.expires_at, made.stored = finished.link.expires_at, finished.stored
        return made


class _CallerControl(TransferControl):
    """Passes progress on to the caller; a script stops an upload by raising from there."""

    def __init__(self, size_bytes: int, on_progress: Callable[[int, int], None] | None) -> None:
        self._size_bytes = size_bytes
        self._sent_bytes = 0
        self._on_progress = on_progress
        self._lock = threading.Lock()

    def add_sent(self, size_bytes: int) -> None:
        with self._lock:
            self._sent_bytes += size_bytes
            if self._on_progress is not None:
                self._on_progress(self._sent_bytes, self._size_bytes)


def upload_one(
    path: str | PathLike[str],
    model: str | None,
    expires_s: int | None,
    on_progress: Callable[[int, int], None] | None,
    make_app: Callable[[], App],
) -> UploadedLink:
    """See `core.upload_file`."""
    if expires_s is not None and not 1 <= expires_s <= MAX_EXPIRES_S:
        raise OssDropError(ErrorCode.EXPIRES_INVALID, str(expires_s))
    file = look_at(Path(path))
    if file.error is not None:
        raise file.error
    app = make_app()
    try:
        sender = app.sender(expires_s=expires_s, model=model)
        transfer = Transfer(0, 0, file.path, file.name, file.size_bytes)
        control = _CallerControl(file.size_bytes, on_progress)
        try:
            return UploadedLink.of(sender.send(transfer, control))
        except OSError as error:
            raise file_error(error) from error
    finally:
        app.close()


def app_of(settings: Mapping[str, str] | None) -> App:
    """The App of a script: settings passed in, or those of the profile in use."""
    app = App(settings=settings)
    if settings is None:
        app.open_profile()
    return app
