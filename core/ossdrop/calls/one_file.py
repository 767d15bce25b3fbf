"""One file up, here and now."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from os import PathLike
from typing import Protocol

from ossdrop.app import App
from ossdrop.calls.arguments import given_path, require_callback, require_lifetime
from ossdrop.calls.ends import Deadline
from ossdrop.calls.kept import KEY_REFUSED, OpenApp
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.intake.selection import Selected, file_error, look_at
from ossdrop.storage.base import TransferStopped
from ossdrop.transfers.caller_control import CallerControl
from ossdrop.transfers.multipart import THRESHOLD_BYTES
from ossdrop.transfers.patience import FIRST_WAIT_S, Patience
from ossdrop.transfers.transfer import FinishedUpload, Transfer


class TakesApp(Protocol):
    """Gives a call its App."""

    def __call__(self, on_made: Callable[[App], None], *, anew: bool = False) -> OpenApp:
        """One that was kept, or with `anew` one that has read everything again."""


def send_file(
    take: TakesApp,
    path: str | PathLike[str],
    expires_s: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    *,
    timeout_s: float | None = None,
    patience: Patience | None = None,
) -> FinishedUpload:
    """What `upload_file` does. Blocks; raises what it raises."""
    require_lifetime(expires_s)
    require_callback(on_progress)
    file = look_at(given_path(path))
    if not os.fspath(path):  # which is the current folder
        raise about(path, OssDropError(ErrorCode.FILE_MISSING, "no file was named"))
    if file.error is not None:
        raise about(path, file.error)
    patience = patience or Patience(FIRST_WAIT_S, FIRST_WAIT_S)
    control = CallerControl(file.size_bytes, on_progress, patience)
    deadline = Deadline(timeout_s)
    try:
        with deadline.running(control.end, lambda: control.setback):
            return _send_with_key_of_today(take, deadline, file, control, expires_s)
    except TransferStopped:
        if control.error is None:
            raise
        if isinstance(control.error, OssDropError):
            raise about(path, control.error) from None
        raise control.error from None
    except OSError as error:
        raise about(path, file_error(error)) from error
    except OssDropError as error:
        if isinstance(control.error, OssDropError):  # its end, whatever came of that
            raise about(path, control.error) from None
        raise about(path, error) from error.__cause__


def _send_with_key_of_today(
    take: TakesApp,
    deadline: Deadline,
    file: Selected,
    control: CallerControl,
    expires_s: int | None,
) -> FinishedUpload:
    """Once more where a kept key is refused, and the password store has another one by now."""
    opened = take(deadline.watch)
    try:
        return _send(opened, file, control, expires_s)
    except OssDropError as error:
        if opened.is_fresh or error.code not in KEY_REFUSED:
            raise
        renewed = take(deadline.watch, anew=True)
        if renewed.destination == opened.destination:
            renewed.app.close()
            raise
    return _send(renewed, file, control, expires_s)


def _send(
    opened: OpenApp, file: Selected, control: CallerControl, expires_s: int | None
) -> FinishedUpload:
    is_whole = file.size_bytes <= THRESHOLD_BYTES
    opened.may_be_kept &= is_whole  # the threads that send parts would stay
    with opened:
        sender = opened.sender(expires_s)
        transfer = Transfer.of(0, 0, file.path, file.name, file.size_bytes)
        try:
            finished = sender.send(transfer, control)
        except BaseException as error:  # Ctrl+C as well
            is_refused = isinstance(error, OssDropError) and error.code in KEY_REFUSED
            if control.key and is_whole and not is_refused:  # a larger one goes on
                sender.leave(control.key)
            raise
        control.finish()
        with contextlib.suppress(OssDropError, TransferStopped):
            sender.tidy(control, 1)
        return finished


def about(path: str | PathLike[str], error: OssDropError) -> OssDropError:
    """The error, with the file that it is about as the caller gave it."""
    error.file = error.file or os.fsdecode(path)
    return error
