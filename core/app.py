"""The composition root: settings, storage, transfers and history put together.

The window, the command line and `upload_file()` all use this; nothing here is global.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from core.config.credentials import find_credentials
from core.config.env_file import Values
from core.config.keyring_store import KeyringStore
from core.config.settings import (
    DEFAULT_PROFILE,
    PRACTICE_PROFILE,
    Destination,
    is_configured,
    read_values,
    resolve_destination,
)
from core.errors import ErrorCode, OssDropError
from core.history import HistoryEntry, HistoryStore
from core.links import Link, sign_link
from core.paths import data_folder, default_env_file
from core.practice.home import PracticeProcess, open_home
from core.storage.base import Storage
from core.transfers.checkpoint import CheckpointStore
from core.transfers.manager import TransferManager
from core.transfers.sender import BucketSender
from core.transfers.transfer import TransferEvent

_PARTS_AT_ONCE = 6  # of all large files together


class App:
    """OssDrop without a window. Methods that say so block: never call those on a UI thread."""

    def __init__(
        self,
        *,
        listener: Callable[[TransferEvent], None] = lambda event: None,
        practice: bool = False,
        env_file: Path | None = None,
        environment: Mapping[str, str] | None = None,
        history: HistoryStore | None = None,
    ) -> None:
        self.profile = PRACTICE_PROFILE if practice else DEFAULT_PROFILE
        self.history = history or HistoryStore(data_folder() / "history.sqlite")
        self.transfers = TransferManager(listener)
        self._checkpoints = CheckpointStore(data_folder() / "transfers")
        self._part_pool = ThreadPoolExecutor(_PARTS_AT_ONCE, thread_name_prefix="transfers-parts")
        self._env_file = env_file or default_env_file()
        self._env_file_required = env_file is not None
        self._environment = environment
        self._secrets = KeyringStore()
        self._practice = PracticeProcess()
        self._storages: dict[Destination, Storage] = {}
        self._lock = threading.Lock()

    def is_configured(self) -> bool:
        """Whether files have a place to go to. Reads the `.env`."""
        return self.profile == PRACTICE_PROFILE or is_configured(self._values(DEFAULT_PROFILE))

    def use_practice(self) -> None:
        """Send files to the practice bucket from now on."""
        self.profile = PRACTICE_PROFILE

    def destination(self, profile: str | None = None) -> Destination:
        """Where files go now; raises the error of the first wrong setting. Blocks."""
        profile = profile or self.profile
        if profile == PRACTICE_PROFILE:
            self._practice.ensure_running()
        return resolve_destination(self._values(profile), self._secrets, profile)

    def submit(self, paths: Sequence[Path]) -> int:
        """Queue files and folders for the destination in force; returns the batch's id."""
        profile = self.profile
        return self.transfers.submit(paths, lambda: self.sender(profile))

    def sender(self, profile: str | None = None, expires_s: int | None = None) -> BucketSender:
        """What sends one file after another to a profile's destination. Blocks."""
        destination = self.destination(profile)
        storage = self._storage(destination)
        return BucketSender(
            destination, storage, self.history, self._part_pool, self._checkpoints, expires_s
        )

    def link(self, entry: HistoryEntry, expires_s: int | None = None) -> Link:
        """A fresh link for a row, with the key it was uploaded with. Blocks on keyring and disk.

        Raises ACCESS_KEY_GONE when that key is no longer set up. Needs no network.
        """
        values = self._values(entry.profile)
        try:
            credentials = find_credentials(values, self._secrets, entry.profile)
        except OssDropError as error:
            if error.code is ErrorCode.CREDENTIALS_MISSING:
                raise OssDropError(ErrorCode.ACCESS_KEY_GONE, entry.access_key_masked) from None
            raise
        if credentials.fingerprint != entry.access_key_fingerprint:
            raise OssDropError(ErrorCode.ACCESS_KEY_GONE, entry.access_key_masked)
        link = sign_link(
            entry.endpoint,
            entry.bucket,
            entry.key,
            credentials,
            entry.region,
            entry.expires_s if expires_s is None else expires_s,
            datetime.now(UTC),
        )
        self.history.note_link(entry.id, link.expires_at)
        return link

    def close(self) -> None:
        """Stop transfers, close connections and files, end a practice bucket started here."""
        self.transfers.stop()
        for storage in self._storages.values():
            storage.close()
        self._part_pool.shutdown(cancel_futures=True)
        self.transfers.close()
        self.history.close()
        self._practice.stop()

    def _storage(self, destination: Destination) -> Storage:
        with self._lock:
            if destination not in self._storages:
                from core.storage.oss_bucket import OssBucket  # imports oss2: 0.3 s

                self._storages[destination] = OssBucket(destination)
            return self._storages[destination]

    def _values(self, profile: str) -> Values:
        if profile == PRACTICE_PROFILE:
            return Values({}, open_home().variables())
        return read_values(self._env_file, self._environment, file_required=self._env_file_required)
