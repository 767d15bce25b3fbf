"""Sends a file again after faults that pass: resets, timeouts, a busy service."""

from __future__ import annotations

import logging
import time
from functools import partial
from pathlib import Path

import tenacity

from ossdrop.errors import ErrorCode, OssDropError, Scope
from ossdrop.storage.base import Storage, StoredObject, TransferControl, UploadSource
from ossdrop.storage.checksum import crc64

_ATTEMPTS = 6
_ATTEMPTS_OFFLINE = 3
_LONGEST_WAIT_S = 20.0
_LOOK_EVERY_S = 0.05
_READ_BYTES = 1 << 20
_log = logging.getLogger(__name__)


def upload_with_retries(
    storage: Storage, source: UploadSource, control: TransferControl
) -> StoredObject:
    """Like `storage.upload`, tried again after faults that pass.

    Before anything is sent again it is looked up: when only the answer was lost, the object is
    there already.
    """
    for attempt in retrying(control):
        with attempt:
            is_first = attempt.retry_state.attempt_number == 1
            arrived = None if is_first else _find_same_file(storage, source, control)
            return arrived or storage.upload(source, control)
    raise AssertionError("tenacity raises the last error")


def retrying(control: TransferControl) -> tenacity.Retrying:
    """Up to six attempts with exponential, jittered waits, for faults of the network only."""
    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(_passes),
        stop=_has_tried_enough,
        wait=tenacity.wait_random_exponential(multiplier=0.5, max=_LONGEST_WAIT_S),
        sleep=partial(_pause, control),
        reraise=True,
    )


def find_arrived(storage: Storage, source: UploadSource, crc64: int) -> StoredObject | None:
    """The object, if an earlier attempt stored exactly this and only its answer was lost."""
    found = storage.find(source.key)
    if found is None or (found.size_bytes, found.crc64) != (source.size_bytes, crc64):
        return None
    _log.info("the answer was lost, the object is there: %s", source.key)
    return found


def _find_same_file(
    storage: Storage, source: UploadSource, control: TransferControl
) -> StoredObject | None:
    """Like `find_arrived`; the file is read only where the object has its size."""
    found = storage.find(source.key)
    if found is None or found.size_bytes != source.size_bytes:
        return None
    return found if found.crc64 == crc64_of(source.path, control) else None


def _has_tried_enough(state: tenacity.RetryCallState) -> bool:
    """Where nobody answers at all, a few attempts tell enough: then everything waits."""
    error = state.outcome.exception() if state.outcome else None
    offline = isinstance(error, OssDropError) and error.code is ErrorCode.NETWORK_UNREACHABLE
    return state.attempt_number >= (_ATTEMPTS_OFFLINE if offline else _ATTEMPTS)


def _passes(error: BaseException) -> bool:
    return isinstance(error, OssDropError) and error.explanation.scope is Scope.NETWORK


def crc64_of(path: Path, control: TransferControl) -> int:
    """The CRC of a whole file; raises OSError, TransferStopped."""
    total = 0
    with path.open("rb", buffering=0) as file:
        while data := file.read(_READ_BYTES):
            control.check()
            total = crc64(data, total)
    return total


def _pause(control: TransferControl, seconds: float) -> None:
    """Wait, but not longer than the transfer is wanted."""
    until_s = time.monotonic() + seconds
    while (left_s := until_s - time.monotonic()) > 0:
        control.check()
        time.sleep(min(left_s, _LOOK_EVERY_S))
