"""Sends single files to one destination and notes them in the history."""

from __future__ import annotations

import contextlib
import logging
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.config.settings import Destination
from core.errors import OssDropError
from core.history import HistoryEntry, HistoryStore
from core.links import Link
from core.redaction import mask
from core.storage.base import (
    Storage,
    StoredObject,
    TransferControl,
    TransferStopped,
    UploadSource,
)
from core.storage.object_key import content_type_of, make_key
from core.transfers.checkpoint import CheckpointStore
from core.transfers.multipart import THRESHOLD_BYTES, upload_in_parts
from core.transfers.retrying import upload_with_retries
from core.transfers.transfer import FinishedUpload

_log = logging.getLogger(__name__)


class BucketSender:
    """One destination as it was when its batch started; later changes do not touch it."""

    def __init__(
        self,
        destination: Destination,
        storage: Storage,
        history: HistoryStore | None,
        part_pool: Executor,
        checkpoints: CheckpointStore,
        expires_s: int | None = None,
    ) -> None:
        self._destination = destination
        self._storage = storage
        self._history = history
        self._part_pool = part_pool
        self._checkpoints = checkpoints
        self._expires_s = destination.expires_s if expires_s is None else expires_s

    def send(self, path: Path, name: str, control: TransferControl) -> FinishedUpload:
        """Upload, verify, sign, note in the history. Blocks.

        Raises OssDropError, OSError for the file itself, TransferStopped.
        """
        facts = path.stat()
        source = UploadSource(
            path=path,
            name=name,
            key=make_key(self._destination.prefix, path.name, datetime.now().date()),
            size_bytes=facts.st_size,
            modified_ns=facts.st_mtime_ns,
            content_type=content_type_of(path.name),
        )
        if source.size_bytes > THRESHOLD_BYTES:
            stored = self._send_parts(source, control)
        else:
            stored = upload_with_retries(self._storage, source, control)
        try:
            control.check()
        except TransferStopped:
            self._take_back(stored.key)
            raise
        link = self._storage.sign(stored.key, self._expires_s)
        return FinishedUpload(stored, link, self._note(path.absolute(), name, stored, link))

    def _send_parts(self, source: UploadSource, control: TransferControl) -> StoredObject:
        to = self._destination
        place = f"{to.endpoint.base_url}/{to.bucket}/{to.prefix} {to.credentials.fingerprint}"
        with self._checkpoints.hold(source.path, place) as checkpoint:
            source = replace(source, key=checkpoint.key or source.key)
            return upload_in_parts(self._storage, source, control, self._part_pool, checkpoint)

    def _take_back(self, key: str) -> None:
        """It ended just before it was cancelled: leave nothing, where the key may delete."""
        with contextlib.suppress(OssDropError):
            self._storage.delete(key)

    def _note(self, path: Path, name: str, stored: StoredObject, link: Link) -> int | None:
        """The row in the history; a full disk must not fail an upload that succeeded."""
        if self._history is None:
            return None
        to = self._destination
        entry = HistoryEntry(
            created_at=datetime.now(UTC),
            profile=to.profile,
            bucket=to.bucket,
            region=to.region,
            endpoint=to.endpoint,
            key=stored.key,
            name=name,
            size_bytes=stored.size_bytes,
            content_type=stored.content_type,
            crc64=stored.crc64,
            source_path=path,
            access_key_masked=mask(to.credentials.access_key_id),
            access_key_fingerprint=to.credentials.fingerprint,
            expires_s=self._expires_s,
            link_expires_at=link.expires_at,
        )
        try:
            return self._history.add(entry)
        except OssDropError as error:
            _log.warning("the upload is fine, but not in the history: %s", error)
            return None
