"""Sends a file again after faults that pass: resets, timeouts, a busy service."""

from __future__ import annotations

import contextlib
import logging
import time
from dataclasses import replace
from functools import partial

import tenacity

from ossdrop.errors import ErrorCode, OssDropError, Scope
from ossdrop.storage.base import Storage, StoredObject, TransferControl, UploadSource
from ossdrop.storage.checksum import Change, change_of, crc64, open_source

_ATTEMPTS = 6
_ATTEMPTS_OFFLINE = 3
_ATTEMPTS_UNANSWERED = 2  # the first has waited for two minutes
_ATTEMPTS_DAMAGED = 3  # a byte may flip on the way; three times it is no accident
_OFFLINE = frozenset({ErrorCode.NETWORK_UNREACHABLE, ErrorCode.PROXY_UNREACHABLE})
DAMAGED = frozenset({ErrorCode.CHECKSUM_MISMATCH, ErrorCode.CHECKSUM_MISSING})
_LONGEST_WAIT_S, _LONGEST_WAIT_OFFLINE_S = 20.0, 3.0
_LOOK_EVERY_S = 0.05
_READ_BYTES = 1 << 20
_log = logging.getLogger(__name__)


def upload_with_retries(
    storage: Storage, source: UploadSource, control: TransferControl
) -> StoredObject:
    """Like `storage.upload`, tried again after faults that pass.

    Before anything is sent again it is looked up: when only the answer was lost, the object is
    there already. One that arrived damaged is overwritten, and removed where no attempt is left.
    """
    try:
        for attempt in retrying(control):
            with attempt:
                is_first = attempt.retry_state.attempt_number == 1
                arrived = None if is_first else find_same_file(storage, source, control)
                try:
                    return arrived or storage.upload(source, control)
                except OssDropError as error:
                    if error.code in DAMAGED:
                        source = replace(source, overwrites=True)
                    raise
    except OssDropError as error:
        if error.code in DAMAGED:
            remove_damaged(storage, source.key)
        raise
    raise AssertionError("tenacity raises the last error")


def remove_damaged(storage: Storage, key: str) -> None:
    """Leave no damaged object behind, where the key may delete."""
    with contextlib.suppress(OssDropError):
        storage.delete(key)


def retrying(control: TransferControl) -> tenacity.Retrying:
    """Up to six attempts with exponential, jittered waits, for faults of the way only."""
    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(_passes),
        stop=partial(_has_tried_enough, control),
        wait=_wait_s,
        before_sleep=partial(_tell, control),
        sleep=partial(_pause, control),
        reraise=True,
    )


def _tell(control: TransferControl, state: tenacity.RetryCallState) -> None:
    control.note_setback(state.outcome.exception() if state.outcome else None)


def find_arrived(
    storage: Storage, source: UploadSource, crc64: int, control: TransferControl
) -> StoredObject | None:
    """The object, if an earlier attempt stored exactly this and only its answer was lost."""
    found = storage.find(source.key, control)
    if found is None or (found.size_bytes, found.crc64) != (source.size_bytes, crc64):
        return None
    _log.info("the answer was lost, the object is there: %s", source.key)
    return replace(found, content_type=source.content_type)


def find_same_file(
    storage: Storage, source: UploadSource, control: TransferControl
) -> StoredObject | None:
    """Like `find_arrived`; the file is read only where the object has its size."""
    found = storage.find(source.key, control)
    if found is None or found.size_bytes != source.size_bytes:
        return None
    if found.crc64 != crc64_of(source, control):
        return None
    return replace(found, content_type=source.content_type)


def _has_tried_enough(control: TransferControl, state: tenacity.RetryCallState) -> bool:
    """Where nobody answers at all, a few attempts tell enough: then everything waits."""
    error = state.outcome.exception() if state.outcome else None
    if not isinstance(error, OssDropError):
        return True
    return state.attempt_number >= _most(error.code) and not control.goes_on(error)


def _most(code: ErrorCode) -> int:
    """How many attempts tell enough."""
    if code in _OFFLINE:
        return _ATTEMPTS_OFFLINE
    if code is ErrorCode.NETWORK_TIMEOUT:
        return _ATTEMPTS_UNANSWERED
    return _ATTEMPTS_DAMAGED if code in DAMAGED else _ATTEMPTS


def _wait_s(state: tenacity.RetryCallState) -> float:
    """Short where nobody answers: it costs nobody anything, and the line may be back."""
    error = state.outcome.exception() if state.outcome else None
    is_offline = isinstance(error, OssDropError) and error.code in _OFFLINE
    longest_s = _LONGEST_WAIT_OFFLINE_S if is_offline else _LONGEST_WAIT_S
    return tenacity.wait_random_exponential(multiplier=0.5, max=longest_s)(state)


def _passes(error: BaseException) -> bool:
    if not isinstance(error, OssDropError):
        return False
    return error.explanation.scope is Scope.NETWORK or error.code in DAMAGED


def crc64_of(source: UploadSource, control: TransferControl) -> int:
    """The CRC of a whole file; raises OSError, TransferStopped, FILE_CHANGED."""
    total = 0
    with open_source(source) as file:
        while data := file.read(_READ_BYTES):
            control.check()
            total = crc64(data, total)
    return total


def require_same_content(source: UploadSource, crc64: int, control: TransferControl) -> None:
    """Raise FILE_CHANGED unless the file is still what was sent; read again only in doubt."""
    change = change_of(source)
    if change is Change.SURE or (change is Change.PERHAPS and crc64_of(source, control) != crc64):
        raise OssDropError(ErrorCode.FILE_CHANGED)


def _pause(control: TransferControl, seconds: float) -> None:
    """Wait, but not longer than the transfer is wanted."""
    until_s = time.monotonic() + seconds
    while (left_s := until_s - time.monotonic()) > 0:
        control.check()
        time.sleep(min(left_s, _LOOK_EVERY_S))
