"""Sends single files to temporary storage and notes them in the history."""

from __future__ import annotations

import contextlib
from urllib.parse import urlsplit

from ossdrop.config.endpoint import Endpoint, Style
from ossdrop.config.settings import TemporaryDestination
from ossdrop.errors import OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.store import HistoryStore
from ossdrop.links import TEMPORARY_LIFETIME, Link
from ossdrop.redaction import mask_api_key
from ossdrop.storage.base import (
    StoredObject,
    TransferCancelled,
    TransferControl,
    TransferStopped,
    UploadSource,
)
from ossdrop.storage.dashscope_temp import DashScopeTemp
from ossdrop.transfers.retrying import retrying
from ossdrop.transfers.sending import has_changed, note_in_history, source_of
from ossdrop.transfers.transfer import FinishedUpload, Transfer


class TemporarySender:
    """One model and account as they were when the batch started."""

    def __init__(
        self,
        destination: TemporaryDestination,
        storage: DashScopeTemp,
        history: HistoryStore | None,
    ) -> None:
        self._destination, self._storage, self._history = destination, storage, history

    def send(self, transfer: Transfer, control: TransferControl) -> FinishedUpload:
        """Upload, verify, note in the history. Blocks.

        Every attempt has a name of its own, so that a lost answer costs a copy at most.
        Raises OssDropError, OSError for the file itself, TransferStopped.
        """
        source = source_of(transfer, key="")
        control.note_whole()
        for attempt in retrying(control):
            with attempt:
                stored = self._storage.upload(source, control)
        try:
            control.check()
        except TransferCancelled:
            raise TransferCancelled(stored.size_bytes) from None  # nobody can delete it there
        except TransferStopped:
            pass  # to be paused, or to quit: what arrived has arrived
        link = self._storage.sign(stored.key)
        row_id = self._note(source, stored, link)
        changed = has_changed(source)
        return FinishedUpload(stored, link, row_id, self._destination, file_changed=changed)

    def find_again(self, transfer: Transfer, control: TransferControl) -> FinishedUpload | None:
        """Nobody can look there."""
        return None

    def drop(self, transfer: Transfer) -> int:
        """Nothing of an unfinished upload stays there."""
        return 0

    def leave(self, key: str) -> None:
        """Nothing can be deleted there; it goes by itself."""

    def tidy(self, control: TransferControl, most: int) -> None:
        """Nothing can be deleted there."""

    def take_back(self, finished: FinishedUpload) -> int:
        """Nothing can be deleted there; it goes by itself after 48 hours."""
        if self._history is not None and finished.history_id is not None:
            with contextlib.suppress(OssDropError):
                row = self._history.find(finished.stored.bucket, finished.stored.key)
                self._history.remove([row.id] if row is not None else [])
        return finished.stored.size_bytes

    def _note(self, source: UploadSource, stored: StoredObject, link: Link) -> int | None:
        to = self._destination
        parts = urlsplit(to.base_url)
        entry = HistoryEntry(
            created_at=link.signed_at,
            profile=to.profile,
            bucket=stored.bucket,
            region="",
            endpoint=Endpoint(parts.scheme, parts.netloc, Style.PATH),
            key=stored.key,
            name=source.name,
            size_bytes=stored.size_bytes,
            content_type=stored.content_type,
            crc64=stored.crc64,
            source_path=source.path.absolute(),
            access_key_masked=mask_api_key(to.api_key.key.reveal()),
            access_key_fingerprint=to.api_key.fingerprint,
            expires_s=int(TEMPORARY_LIFETIME.total_seconds()),
            link_expires_at=link.expires_at,
            origin=source.origin,
            drop=source.drop,
            place=source.place,
            model=to.model,
        )
        return note_in_history(self._history, entry)
