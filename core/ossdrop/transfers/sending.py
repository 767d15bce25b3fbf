"""What every sender does with its file and its result."""

from __future__ import annotations

import logging
import stat
import time

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.store import HistoryStore
from ossdrop.printable import printable_name
from ossdrop.program.change_time import change_time_ns
from ossdrop.storage.base import UploadSource
from ossdrop.storage.checksum import require_unchanged
from ossdrop.storage.object_key import content_type_of
from ossdrop.transfers.transfer import Transfer

_TICK_NS = 50_000_000
_log = logging.getLogger(__name__)


def source_of(transfer: Transfer, key: str) -> UploadSource:
    """The file of a transfer as it is now, and the key it gets; raises OSError, FILE_IS_SPECIAL,
    FILE_CHANGED where another one is meant.
    """
    path = transfer.path
    facts = path.stat()
    if transfer.identity not in (None, (facts.st_dev, facts.st_ino)):
        raise OssDropError(ErrorCode.FILE_CHANGED)
    if not stat.S_ISREG(facts.st_mode):  # it may have become a pipe meanwhile
        raise OssDropError(ErrorCode.FILE_IS_SPECIAL)
    # The clock of inodes ticks every few milliseconds: right after a change it tells nothing.
    changed_ns = change_time_ns(path, facts)
    is_told = time.time_ns() - changed_ns > _TICK_NS
    return UploadSource(
        path=path,
        name=transfer.name,
        key=key,
        size_bytes=facts.st_size,
        modified_ns=facts.st_mtime_ns,
        content_type=content_type_of(transfer.file),
        changed_ns=changed_ns if is_told else 0,
        inode=facts.st_ino,
        device=facts.st_dev,
        origin=transfer.origin,
        drop=transfer.drop,
        place=transfer.place,
    )


def has_changed(source: UploadSource) -> bool:
    """Whether the file is another one than what was sent. One that is gone has not changed."""
    try:
        require_unchanged(source)
    except OSError:
        return False
    except OssDropError:
        return True
    return False


def note_in_history(history: HistoryStore | None, entry: HistoryEntry) -> int | None:
    """Add a row, or let it wait: a full disk must not fail an upload. Returns the row's id."""
    if history is None:
        return None
    name = printable_name(entry.name)
    try:
        return history.add(entry)
    except OssDropError as error:
        why = error.detail
    try:
        history.keep_for_later(entry)
    except OssDropError as error:
        _log.warning(
            "%s is uploaded and its link works, but the history has no line of it: keep the link. "
            "Free some disk space, or see who may write into OssDrop's folder. (%s; %s)",
            *(name, why, error.detail),
        )
    else:
        _log.warning("%s is uploaded; the history gets its line later. (%s)", name, why)
    return None
