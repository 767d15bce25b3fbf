"""Sends single files to one destination and notes them in the history."""

from __future__ import annotations

import contextlib
import logging
import time
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from ossdrop.config.settings import Destination
from ossdrop.drops import MOST_SINGLE
from ossdrop.errors import OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.store import HistoryStore
from ossdrop.links import Link
from ossdrop.redaction import mask_id
from ossdrop.storage.base import (
    Storage,
    StoredObject,
    TransferCancelled,
    TransferControl,
    TransferStopped,
    UploadSource,
)
from ossdrop.storage.object_key import is_made_here, make_key
from ossdrop.transfers.checkpoint import Checkpoint, CheckpointStore
from ossdrop.transfers.multipart import (
    THRESHOLD_BYTES,
    drop_parts,
    remove_object,
    upload_in_parts,
)
from ossdrop.transfers.part_pool import PartPool
from ossdrop.transfers.retrying import crc64_of, find_same_file, retrying, upload_with_retries
from ossdrop.transfers.sending import has_changed, note_in_history, source_of
from ossdrop.transfers.transfer import FinishedUpload, Transfer

_DROP_WAIT_S = 1  # for an attempt that is just ending
_TIDY_AGAIN_S = 2.0  # after which there may be something to remove where there was nothing
_log = logging.getLogger(__name__)


class BucketSender:
    """One destination as it was when its batch started; later changes do not touch it."""

    def __init__(
        self,
        destination: Destination,
        storage: Storage,
        history: HistoryStore | None,
        part_pool: PartPool,
        checkpoints: CheckpointStore,
        *,
        expires_s: int | None = None,
        reuses: bool = False,
    ) -> None:
        to = destination
        self._destination = destination
        self._storage = storage
        self._history = history
        self._part_pool = part_pool
        self._checkpoints = checkpoints
        self._expires_s = to.expires_s if expires_s is None else expires_s
        self._reuses = reuses
        self._clean_until_s = 0.0  # by the monotonic clock
        # Not the key: an upload belongs to its bucket, and goes on with a new key, or a new token.
        self._place = f"{to.endpoint.base_url}/{to.bucket}/{to.prefix}"

    def send(self, transfer: Transfer, control: TransferControl) -> FinishedUpload:
        """Upload, verify, sign, note in the history. Blocks.

        With `reuses`, content that the history knows to be there is not sent again.
        Raises OssDropError, OSError for the file itself, TransferStopped.
        """
        source = source_of(transfer, self._key_of(transfer))
        if transfer.key:
            try:
                arrived = self._find_arrived(transfer.key, source, control)
            except TransferCancelled:
                raise TransferCancelled(self._remove_unless_noted(transfer)) from None
            if arrived is not None:
                self._forget_parts(source, control)
                return arrived
        wants_there = self._reuses and not transfer.anew
        if wants_there and (there := self._find_there(source, control)) is not None:
            self._forget_parts(source, control)
            return there
        if source.size_bytes <= THRESHOLD_BYTES:
            self._leave_behind(transfer)
            return self._send_whole(source, control)
        with self._hold(source.path) as checkpoint:
            if checkpoint.key and not checkpoint.is_stale:
                source = replace(source, key=checkpoint.key)
            if source.key != transfer.key:
                self._leave_behind(transfer)
            control.note_key(source.key)
            stored = upload_in_parts(self._storage, source, control, self._part_pool, checkpoint)
            finished = self._finish(source, stored, control)
            checkpoint.discard()
        self._leave_elsewhere(source.path)
        return finished

    def _leave_elsewhere(self, path: Path) -> None:
        self._checkpoints.leave_elsewhere(path, self._place, self._destination.profile)

    def _forget_parts(self, source: UploadSource, control: TransferControl) -> None:
        """The file is there as a whole: what an attempt has kept of its parts is not needed."""
        if source.size_bytes > THRESHOLD_BYTES:
            with self._hold(source.path) as checkpoint:
                control.note_left(drop_parts(self._storage, checkpoint))

    def _leave_behind(self, transfer: Transfer) -> None:
        """Another key is used from now on: what is there under the former one is to go."""
        if not transfer.is_key_out and self._may_remove(transfer.key):
            self._checkpoints.note_dropped(self._place, transfer.key)

    def _may_remove(self, key: str) -> bool:
        """Whether an object is of an attempt that nobody knows of, and of nobody else."""
        return is_made_here(key, self._destination.prefix) and not self._has_row(key)

    def _find_arrived(
        self, key: str, source: UploadSource, control: TransferControl
    ) -> FinishedUpload | None:
        """The file, where an attempt before has stored it. What goes wrong fails no upload."""
        if not is_made_here(key, self._destination.prefix):
            return None
        before = replace(source, key=key)
        self._checkpoints.forget_dropped(key)  # first: nobody removes it from now on
        with contextlib.suppress(OssDropError):
            if (arrived := self._same_file(before, control)) is not None:
                had_row = self._history is not None and self._has_row(key)
                return replace(self._finish(before, arrived, control), was_there=had_row)
        return None

    def _same_file(self, source: UploadSource, control: TransferControl) -> StoredObject | None:
        """Asked again after a fault that passes, which would make a second copy otherwise."""
        for attempt in retrying(control):
            with attempt:
                return find_same_file(self._storage, source, control)
        raise AssertionError("tenacity raises the last error")

    def find_again(self, transfer: Transfer, control: TransferControl) -> FinishedUpload | None:
        """A file that an earlier run may have stored, where it is there. Blocks.

        Raises OSError for the file itself, TransferStopped.
        """
        source = source_of(transfer, transfer.key)
        found = self._find_arrived(transfer.key, source, control)
        if found is not None:
            self._forget_parts(source, control)
        return found

    def _send_whole(self, source: UploadSource, control: TransferControl) -> FinishedUpload:
        """Upload with one request."""
        control.note_key(source.key)
        try:
            stored = upload_with_retries(self._storage, source, control)
        except TransferCancelled:
            raise TransferCancelled(self._remove(source.key)) from None
        return self._finish(source, stored, control)

    def drop(self, transfer: Transfer) -> int:
        """Remove what was sent of a file; returns how many bytes the key may not remove.

        Not an object that has its row: then only its end was not noted.
        """
        with self._hold(transfer.path, wait_s=_DROP_WAIT_S) as checkpoint:
            is_mine = checkpoint.key == transfer.key
            left_bytes = drop_parts(self._storage, checkpoint)
        if transfer.size_bytes > THRESHOLD_BYTES:
            self._leave_elsewhere(transfer.path)
        if transfer.size_bytes > THRESHOLD_BYTES and not is_mine:
            return left_bytes  # another process went on with it, and gave its link out
        return left_bytes + self._remove_unless_noted(transfer)

    def leave(self, key: str) -> None:
        """An attempt has ended without an answer: what is there perhaps is to go."""
        if self._may_remove(key):
            self._checkpoints.note_dropped(self._place, key)

    def tidy(self, control: TransferControl, most: int) -> None:
        """Remove what nobody will go on with: of files that are gone, of cancelled uploads.

        Up to `most` of each. Where nothing more was left a moment ago, none of the many small
        files looks again. Raises TransferStopped.
        """
        if time.monotonic() < self._clean_until_s:
            return
        found = 0
        for checkpoint in islice(self._checkpoints.hold_stale(self._place), most):
            found += 1
            control.check()
            control.note_left(drop_parts(self._storage, checkpoint))
        for checkpoint in islice(self._checkpoints.hold_dropped(self._place), most):
            found += 1
            control.check()
            is_ours = is_made_here(checkpoint.key, self._destination.prefix)
            is_known = self._is_known(checkpoint.key)
            if is_ours and is_known is False:
                control.note_left(drop_parts(self._storage, checkpoint))
            elif not is_ours or is_known:
                checkpoint.discard()
        if most and not found:
            self._clean_until_s = time.monotonic() + _TIDY_AGAIN_S

    def take_back(self, finished: FinishedUpload) -> int:
        """Remove an object that arrived after it was cancelled, and its row.

        Returns how many bytes stay, where the key may not delete.
        """
        if finished.was_there:
            return 0
        if self._history is not None and finished.history_id is not None:
            with contextlib.suppress(OssDropError):
                row = self._history.find(finished.stored.bucket, finished.stored.key)
                self._history.remove([row.id] if row is not None else [])
        return self._remove(finished.stored.key)

    def _remove_unless_noted(self, transfer: Transfer) -> int:
        """Remove what an attempt may have stored, unless somebody knows of it."""
        may_remove = not transfer.is_key_out and self._may_remove(transfer.key)
        return self._remove(transfer.key) if may_remove else 0

    def _remove(self, key: str) -> int:
        """Remove an object that may be there, at once or later; returns how many bytes stay."""
        try:
            left_bytes = remove_object(self._storage, key)
        except OssDropError:
            left_bytes = None
        if left_bytes is None:  # or the service is still busy with a request that was cut
            self._checkpoints.note_dropped(self._place, key)
        return left_bytes or 0

    def _hold(self, path: Path, wait_s: float = 0) -> AbstractContextManager[Checkpoint]:
        return self._checkpoints.hold(path, self._place, self._destination.profile, wait_s)

    def _key_of(self, transfer: Transfer) -> str:
        today = datetime.now().date()
        return make_key(self._destination.prefix, transfer.file, today, folder=transfer.folder)

    def _find_there(self, source: UploadSource, control: TransferControl) -> FinishedUpload | None:
        """The same content under the same name, sent earlier to this destination and still there.

        The file is read only where the history has a row of its size. What goes wrong here fails no
        upload that would have worked. Raises TransferStopped.
        """
        rows = self._rows_like(source)
        crc64 = crc64_of(source, control) if rows else 0
        for row in rows:
            if row.crc64 != crc64:
                continue
            try:
                found = self._look_up(row.key, control)
            except OssDropError as error:
                _log.info("the same content was not looked up: %s", error)
                return None
            if found is not None and (found.size_bytes, found.crc64) == (source.size_bytes, crc64):
                link = self._storage.sign(row.key, self._expires_s)
                self._note_again(row, link, source)
                return FinishedUpload(found, link, row.id, self._destination, was_there=True)
        return None

    def _look_up(self, key: str, control: TransferControl) -> StoredObject | None:
        for attempt in retrying(control):
            with attempt:
                return self._storage.find(key, control)
        raise AssertionError("tenacity raises the last error")

    def _rows_like(self, source: UploadSource) -> list[HistoryEntry]:
        """Rows of this size, name and type: another name would come back with a colleague's.

        A history that cannot be read must not fail an upload.
        """
        to = self._destination
        if self._history is None:
            return []
        try:
            rows = self._history.like(to.profile, to.bucket, source.size_bytes, source.name)
        except OssDropError as error:
            _log.warning("the history was not asked for the same content: %s", error)
            return []
        wanted = source.content_type, to.endpoint
        return [
            row
            for row in rows
            if (row.content_type, row.endpoint) == wanted
            and row.key.startswith(f"{to.prefix}/")
            and not row.is_imported
        ]

    def _has_row(self, key: str) -> bool:
        """Whether the history knows an object; also where it cannot say so."""
        return self._is_known(key) is not False

    def _is_known(self, key: str) -> bool | None:
        """Whether the history knows an object; None where it cannot be asked."""
        if self._history is None:
            return False
        try:
            return self._history.has(self._destination.bucket, key)
        except OssDropError:
            return None

    def _note_again(self, row: HistoryEntry, link: Link, source: UploadSource) -> None:
        """The row's newest link is this one, signed with the key of today, and of this drop."""
        with contextlib.suppress(OssDropError):
            if self._history is not None:
                self._history.note_link(row.id, link.expires_at)
                if source.drop.files > MOST_SINGLE:
                    self._history.note_drop(row.id, source.drop, source.place)
                fingerprint = self._destination.credentials.fingerprint
                if row.access_key_fingerprint != fingerprint:
                    self._history.note_fingerprint(row.id, fingerprint)

    def _finish(
        self, source: UploadSource, stored: StoredObject, control: TransferControl
    ) -> FinishedUpload:
        try:
            control.check()
        except TransferCancelled:
            raise TransferCancelled(self._remove(stored.key)) from None
        except TransferStopped:
            pass  # to be paused, or to quit: what arrived has arrived
        link = self._storage.sign(stored.key, self._expires_s)
        row_id = self._note(source, stored, link)
        changed = has_changed(source)
        return FinishedUpload(stored, link, row_id, self._destination, file_changed=changed)

    def _note(self, source: UploadSource, stored: StoredObject, link: Link) -> int | None:
        to = self._destination
        entry = HistoryEntry(
            created_at=datetime.now(UTC),
            profile=to.profile,
            bucket=to.bucket,
            region=to.region,
            endpoint=to.endpoint,
            key=stored.key,
            name=source.name,
            size_bytes=stored.size_bytes,
            content_type=stored.content_type,
            crc64=stored.crc64,
            source_path=source.path.absolute(),
            access_key_masked=mask_id(to.credentials.access_key_id),
            access_key_fingerprint=to.credentials.fingerprint,
            expires_s=self._expires_s,
            link_expires_at=link.expires_at,
            origin=source.origin,
            drop=source.drop,
            place=source.place,
        )
        return note_in_history(self._history, entry)
