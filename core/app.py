"""The composition root: settings, storage, transfers and history put together.

The window, the command line and `upload_file()` all use this; nothing here is global.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.config.api_key import find_api_key
from core.config.credentials import find_credentials
from core.config.env_file import Values
from core.config.keyring_store import KeyringStore
from core.config.settings import (
    DEFAULT_MODEL,
    DEFAULT_PROFILE,
    PRACTICE_PROFILE,
    AnyDestination,
    Destination,
    TemporaryDestination,
    has_bucket,
    read_values,
    resolve_destination,
    resolve_temporary,
)
from core.errors import ErrorCode, OssDropError
from core.history import HistoryEntry, HistoryStore
from core.links import Link, sign_link
from core.paths import data_folder, default_env_file
from core.practice.home import PracticeProcess, open_home
from core.storage.base import Storage
from core.transfers.checkpoint import CheckpointStore, Unfinished
from core.transfers.journal import Journal
from core.transfers.manager import TransferManager
from core.transfers.multipart import PARTS_AT_ONCE
from core.transfers.selection import Selected, look_at
from core.transfers.sender import BucketSender
from core.transfers.task import Sender
from core.transfers.transfer import Transfer, TransferEvent

if TYPE_CHECKING:
    from core.storage.dashscope_temp import DashScopeTemp


class App:
    """OssDrop without a window. Methods that say so block: never call those on a UI thread.

    One that `stays`, as a window does, waits where a command would fail, looks for content that is
    there already, and takes up what an earlier run left unfinished.
    """

    def __init__(
        self,
        *,
        listener: Callable[[TransferEvent], None] = lambda event: None,
        practice: bool = False,
        env_file: Path | None = None,
        environment: Mapping[str, str] | None = None,
        settings: Mapping[str, str] | None = None,
        history: HistoryStore | None = None,
        stays: bool = False,
    ) -> None:
        self.profile = PRACTICE_PROFILE if practice else DEFAULT_PROFILE
        self.history = history or HistoryStore(data_folder() / "history.sqlite")
        self.reuses = stays  # whether `submit` looks for the same content first
        self._journal = Journal(data_folder() / "transfers") if stays else None
        self._listener = listener
        self.transfers = TransferManager(self._listen, holds=stays)
        self._checkpoints = CheckpointStore(data_folder() / "transfers", is_restored=stays)
        self._part_pool = ThreadPoolExecutor(PARTS_AT_ONCE, thread_name_prefix="transfers-parts")
        self._env_file = env_file or default_env_file()
        self._env_file_required = env_file is not None
        self._environment = environment
        self._settings = settings  # the only ones there are, where they were passed in
        self._secrets = KeyringStore()
        self._practice = PracticeProcess()
        self.model = DEFAULT_MODEL  # for temporary storage
        self._storages: dict[Destination, Storage] = {}
        self._temporaries: dict[TemporaryDestination, DashScopeTemp] = {}
        self._lock = threading.Lock()

    def is_configured(self) -> bool:
        """Whether files have a place to go to. Reads the `.env`; may block on the keyring."""
        if self.profile == PRACTICE_PROFILE:
            return True
        values = self._values(self.profile)
        return has_bucket(values) or find_api_key(values, self._secrets, self.profile) is not None

    def use_practice(self) -> None:
        """Send files to the practice bucket from now on."""
        self.profile = PRACTICE_PROFILE

    def destination(self, profile: str | None = None, model: str | None = None) -> AnyDestination:
        """Where files go now; raises the error of the first wrong setting. Blocks.

        The bucket that is set, else temporary storage for `model`, as for the scripts.
        """
        profile = profile or self.profile
        if profile == PRACTICE_PROFILE:
            self._practice.ensure_running()
        values = self._values(profile)
        if has_bucket(values):
            return resolve_destination(values, self._secrets, profile)
        return resolve_temporary(values, self._secrets, profile, model or self.model)

    def submit(self, paths: Sequence[Path], *, anew: bool = False) -> int:
        """Queue files and folders for the destination in force; returns the batch's id.

        With `anew` they are sent even where the same content is there already, or looks secret.
        """
        profile = self.profile
        return self.transfers.submit(
            paths,
            partial(self._window_sender, profile),
            profile,
            anew=anew,
            asks=not anew,
        )

    def restore(self) -> None:
        """List what an earlier run left unfinished, paused. Waits for the disk."""
        if self._journal is None:
            return
        kept = {(item.path, item.profile): item.sent_bytes for item in self._unfinished()}
        to_do = {(item.path, item.queue): item for item in self._journal.take_over()}
        by_profile: dict[str, list[tuple[Selected, int]]] = {}
        for path, profile in dict.fromkeys([*to_do, *kept]):
            item = to_do.get((path, profile))
            file = look_at(path)
            if item is not None:
                file = replace(file, name=item.name, folder=item.folder)
            by_profile.setdefault(profile, []).append((file, kept.get((path, profile), 0)))
        for profile, files in by_profile.items():
            self.transfers.restore(files, partial(self._window_sender, profile), profile)

    def _unfinished(self) -> list[Unfinished]:
        """Large uploads that were cut off and whose file is still the same one."""
        return [item for item in self._checkpoints.unfinished() if item.path.is_file()]

    def _window_sender(self, profile: str) -> Sender:
        return self.sender(profile, reuses=self.reuses)

    def _listen(self, event: TransferEvent) -> None:
        if self._journal is not None:
            self._journal.note(event)
        self._listener(event)

    def sender(
        self,
        profile: str | None = None,
        expires_s: int | None = None,
        *,
        reuses: bool = False,
        model: str | None = None,
    ) -> Sender:
        """What sends one file after another to a profile's destination. Blocks."""
        destination = self.destination(profile, model)
        if isinstance(destination, TemporaryDestination):
            from core.transfers.temporary_sender import TemporarySender  # the limiter: 0.1 s

            return TemporarySender(destination, self._temporary(destination), self.history)
        return BucketSender(
            destination,
            self._storage(destination),
            self.history,
            self._part_pool,
            self._checkpoints,
            expires_s=expires_s,
            reuses=reuses,
        )

    def link(self, entry: HistoryEntry, expires_s: int | None = None) -> Link:
        """A fresh link for a row, with the key it was uploaded with. Blocks on keyring and disk.

        In temporary storage it is the one link there is. Needs no network. Raises ACCESS_KEY_GONE
        when that key is no longer set up, LINK_TEMPORARY when a temporary link has run out.
        """
        if entry.is_temporary:
            if entry.link_expires_at <= datetime.now(UTC):
                raise OssDropError(ErrorCode.LINK_TEMPORARY)
            return Link(f"oss://{entry.key}", entry.created_at, entry.link_expires_at)
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

    def delete_stored(self, transfer: Transfer) -> None:
        """Delete what a finished transfer stored, and its row. Blocks.

        Raises OssDropError: PERMISSION_MISSING where the key may not delete.
        """
        if transfer.finished is None:
            return
        destination = self.destination(transfer.queue)
        if isinstance(destination, TemporaryDestination):
            raise OssDropError(ErrorCode.PERMISSION_MISSING, "nothing can be deleted there")
        self._storage(destination).delete(transfer.finished.stored.key)
        if transfer.finished.history_id is not None:
            self.history.remove([transfer.finished.history_id])

    def close(self) -> None:
        """Stop transfers, close connections and files, end a practice bucket started here."""
        self.transfers.stop()
        for storage in self._storages.values():
            storage.close()
        for temporary in self._temporaries.values():
            temporary.close()
        self._part_pool.shutdown(cancel_futures=True)
        self.transfers.close()
        if self._journal is not None:
            self._journal.close()
        self.history.close()
        self._practice.stop()

    def _storage(self, destination: Destination) -> Storage:
        with self._lock:
            if destination not in self._storages:
                from core.storage.oss_bucket import OssBucket  # imports oss2: 0.3 s

                self._storages[destination] = OssBucket(destination)
            return self._storages[destination]

    def _temporary(self, destination: TemporaryDestination) -> DashScopeTemp:
        with self._lock:
            if destination not in self._temporaries:
                from core.storage.dashscope_temp import DashScopeTemp

                self._temporaries[destination] = DashScopeTemp(destination)
            return self._temporaries[destination]

    def _values(self, profile: str) -> Values:
        if profile == PRACTICE_PROFILE:
            return Values({}, open_home().variables())
        if self._settings is not None:
            return Values(self._settings, {})
        return read_values(self._env_file, self._environment, file_required=self._env_file_required)
