"""The composition root: settings, storage, transfers and history put together.

The window, the command line and `upload_file()` all use this; nothing here is global.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ossdrop.asking.service import ModelService, find_model_service
from ossdrop.config.env_file import EnvFile
from ossdrop.config.policies import Feature
from ossdrop.config.profile_id import (
    NO_PROFILE,
    PRACTICE_PROFILE,
    PROXY_SECRETS,
    ProfileId,
)
from ossdrop.config.profiles import Profile
from ossdrop.config.settings import (
    AnyDestination,
    Destination,
    TemporaryDestination,
)
from ossdrop.destinations import Destinations, place_of
from ossdrop.errors import ROW_STAYS, ErrorCode, OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.store import HistoryStore
from ossdrop.leftovers import Leftovers
from ossdrop.media.fitness import Finding, findings
from ossdrop.media.reader import MediaReader
from ossdrop.models.catalogue import catalogue
from ossdrop.place import Place
from ossdrop.program.paths import data_folder, preferences_file
from ossdrop.program.preferences import Preferences, read_preferences
from ossdrop.redaction import Secret
from ossdrop.signing import RowSigner
from ossdrop.storage.base import Storage
from ossdrop.transfers.attempt import Sender
from ossdrop.transfers.checkpoint import CheckpointStore
from ossdrop.transfers.command_notes import CommandNotes
from ossdrop.transfers.journal import Journal
from ossdrop.transfers.manager import TransferManager
from ossdrop.transfers.part_pool import PartPool
from ossdrop.transfers.patience import Patience
from ossdrop.transfers.sender import BucketSender
from ossdrop.transfers.transfer import Queue, Transfer, TransferEvent

_PROXIES = "ossdrop.network.proxies"


if TYPE_CHECKING:
    from ossdrop.storage.dashscope_temp import DashScopeTemp


class App:
    """OssDrop without a window. Methods that say so block: never call those on a UI thread.

    One that `stays`, as a window does, waits where a command would fail, looks for content that is
    there already, and takes up what an earlier run left unfinished. `folder_file` is the `.env` of
    the current folder, which commands read, as the scripts do, once it was allowed. `patience` is
    for how long transfers wait for a line that is gone.
    """

    def __init__(
        self,
        *,
        listener: Callable[[TransferEvent], None] = lambda event: None,
        practice: bool = False,
        env_file: Path | EnvFile | None = None,
        makes_env_file: bool = False,
        environment: Mapping[str, str] | None = None,
        settings: Mapping[str, str] | None = None,
        folder_file: EnvFile | None = None,
        history: HistoryStore | None = None,
        stays: bool = False,
        patience: Patience | None = None,
    ) -> None:
        self.destinations = Destinations(
            practice=practice,
            env_file=env_file,
            makes_env_file=makes_env_file,
            environment=environment,
            settings=settings,
            folder_file=folder_file,
        )
        self.history = history or HistoryStore(data_folder() / "history.sqlite")
        self.signer = RowSigner(self.destinations, self.history, starts_practice=stays)
        self.reuses = stays  # whether `submit` looks for the same content first
        self.reader = ""  # the model that files are for; "": nobody has said
        self._stays = stays
        self.media = MediaReader()
        self._journal = Journal(data_folder() / "transfers") if stays else None
        self._command_notes: CommandNotes | None = None
        self._listener = listener
        self.transfers = TransferManager(
            self._listen,
            holds=stays,
            on_sent=self._note_sent,
            on_key=self._note_key,
            on_look=self._note_look,
            on_looked=self._note_looked,
            patience=patience,
            examine=self._examine,
        )
        self._checkpoints = CheckpointStore(data_folder() / "transfers", is_restored=stays)
        self._leftovers = (
            Leftovers(
                self._journal,
                self._checkpoints,
                self.transfers,
                self.destinations,
                self._window_sender,
            )
            if self._journal is not None
            else None
        )
        self._part_pool = PartPool()
        self._is_command_done = False
        self._storages: dict[Destination, Storage] = {}
        self._temporaries: dict[TemporaryDestination, DashScopeTemp] = {}
        self._lock = threading.Lock()

    def choose_proxy(self, preferences: Preferences) -> None:
        """Take the way that was chosen, with the password that the password store keeps. Blocks.

        A manual one without an address, nobody has entered yet: the system's way is taken.
        Raises PROXY_INVALID and what the password store raises; the system's way is taken then.
        """
        if not preferences.proxy and _PROXIES not in sys.modules:
            return  # nobody has chosen another one in this process
        from ossdrop.network import proxies  # imports requests: 0.1 s

        proxies.use_proxy(proxies.ProxyChoice())
        if preferences.proxy == "none":
            proxies.use_proxy(proxies.ProxyChoice(follows_system=False))
        elif preferences.proxy == "manual" and (address := preferences.proxy_address):
            kept = (
                self.destinations.secrets.read(PROXY_SECRETS, address) if "@" in address else None
            )
            proxy = proxies.read_proxy(address, kept)
            proxies.use_proxy(proxies.ProxyChoice(follows_system=False, proxy=proxy))

    def keep_proxy_password(self, address: str, password: Secret) -> None:
        """Put a proxy's password into the password store. Blocks; raises what it raises."""
        self.destinations.secrets.write(PROXY_SECRETS, address, password)

    def open_profile(self) -> Profile:
        """Use the profile that was in use last, unless this one is for practice. Blocks."""
        with contextlib.suppress(OssDropError):  # the first request says what is wrong with it
            self.choose_proxy(read_preferences(preferences_file()))
        return self.destinations.open()

    def submit(
        self,
        paths: Sequence[Path],
        *,
        anew: bool = False,
        origins: Mapping[Path, str] = MappingProxyType({}),
        name: str = "",
        queue: Queue | None = None,
    ) -> int:
        """Queue files and folders for the destination in force, or of a queue; returns the batch's
        id.

        With `anew` they are sent even where the same content is there already; `origins` tells
        where files were fetched from, `name` of which folder they were.
        """
        queue = queue or Queue(self.destinations.profile)
        submit = partial(self.transfers.submit, paths, partial(self._window_sender, queue), queue)
        return submit(anew=anew, origins=origins, name=name)

    def submit_for_command(
        self,
        paths: Sequence[Path],
        make_sender: Callable[[], Sender],
        *,
        asks: bool = True,
        origins: Mapping[Path, str] = MappingProxyType({}),
    ) -> int:
        """Queue what a command sends; returns the batch's id.

        What the same command has stored before it was killed is found again. That lasts until the
        App is closed after `command_is_done`.
        """
        self._command_notes = CommandNotes(data_folder() / "transfers")
        known_keys = self._command_notes.take_over()
        return self.transfers.submit(
            paths, make_sender, asks=asks, known_keys=known_keys, origins=origins
        )

    def command_is_done(self) -> None:
        """Everything arrived, and the person has all the links."""
        self._is_command_done = True

    def restore(self) -> None:
        """List what an earlier run left unfinished, paused. Waits for the disk."""
        if self._leftovers is not None:
            self._leftovers.restore()

    @property
    def left_for(self) -> Mapping[ProfileId, str]:
        """Of which buckets files are left that no destination has, by the id in their queues."""
        return self._leftovers.buckets if self._leftovers is not None else {}

    def place(self) -> Place:
        """Where files go now, as `Destinations.place`; what was left for there is for it again."""
        place = self.destinations.place()
        if self._journal is not None and self._leftovers is not None:
            self._journal.note_bucket(Queue(place.profile), place.bucket)
            self._leftovers.claim(place)
        return place

    def find_again(self) -> None:
        """What an earlier run has stored, and had no time to note, is no longer listed as to do.

        For the destination in use, once it is known: the password store is asked no second time.
        """
        self.transfers.find_again(Queue(self.destinations.profile))

    def _examine(self, transfer: Transfer) -> Finding | None:
        """What stands against sending a file, where it is known who shall read it."""
        if not (self.reader or self._stays):
            return None
        profile = transfer.queue.profile or self.destinations.profile
        try:
            to_bucket = transfer.queue.to_bucket or self.destinations.goes_to_bucket(profile)
        except OssDropError:
            return None  # sending says what is wrong with the settings
        # In the window, a model for temporary storage is always chosen, in sight.
        name = self.reader if to_bucket or not self._stays else self.destinations.model
        return self.look_for_misfit(transfer.path, name, is_temporary=not to_bucket)

    def look_for_misfit(
        self, path: Path, reader: str, *, is_temporary: bool = False
    ) -> Finding | None:
        """Why a model will not take a file, None where it will or nothing is known. Blocks."""
        model = catalogue().find(reader)
        if model is None or not model.takes:
            return None
        facts = self.media.read(path)
        if facts is None:
            return None
        others = [one for one in catalogue().models.values() if one.is_offered]
        found = findings(model, facts, is_temporary=is_temporary, others=others)
        return next((one for one in found if one.is_sure), None)

    def model_service(self) -> ModelService:
        """Where models are asked, with the API key of the profile in use. Blocks.

        Raises API_KEY_MISSING, BASE_URL_INVALID, NOT_ALLOWED_HERE and what the password store
        raises.
        """
        profile, policies = self.destinations.profile, self.destinations.policies
        policies.require(Feature.ASK)
        if profile == PRACTICE_PROFILE:
            policies.require(Feature.PRACTICE)
            self.destinations.practice.ensure_running()
        return find_model_service(self.destinations.values(), self.destinations.secrets, profile)

    def _window_sender(self, queue: Queue) -> Sender:
        destination = self._destination_of(queue)
        if self._journal is not None:
            self._journal.note_bucket(queue, place_of(destination).bucket)
        return self.sender_to(destination, reuses=self.reuses)

    def _destination_of(self, queue: Queue) -> AnyDestination:
        if queue.to_bucket:
            return self.destinations.resolve_bucket(queue.profile)
        return self.destinations.resolve(queue.profile)

    def _listen(self, event: TransferEvent) -> None:
        if self._journal is not None:
            self._journal.note(event)
        if self._command_notes is not None:
            self._command_notes.note(event)
        self._listener(event)

    def _note_key(self, transfer_id: int, key: str) -> None:
        for notes in (self._journal, self._command_notes):
            if notes is not None:
                notes.note_key(transfer_id, key)

    def _note_look(self, look_id: int, paths: Sequence[Path], queue: Queue) -> None:
        if self._journal is not None:
            self._journal.note_look(look_id, paths, queue)

    def _note_looked(self, look_id: int) -> None:
        if self._journal is not None:
            self._journal.note_looked(look_id)

    def _note_sent(self, transfer_id: int, key: str) -> None:
        for notes in (self._journal, self._command_notes):
            if notes is not None:
                notes.note_sent(transfer_id, key)

    def sender(
        self,
        profile_id: ProfileId | None = None,
        expires_s: int | None = None,
        *,
        reuses: bool = False,
        model: str | None = None,
    ) -> Sender:
        """What sends one file after another to a profile's destination. Blocks."""
        return self.sender_to(
            self.destinations.resolve(profile_id, model), expires_s, reuses=reuses
        )

    def sender_to(
        self, destination: AnyDestination, expires_s: int | None = None, *, reuses: bool = False
    ) -> Sender:
        """What sends one file after another to a destination that was resolved."""
        if isinstance(destination, TemporaryDestination):
            from ossdrop.transfers.temporary_sender import TemporarySender

            return TemporarySender(destination, self._temporary(destination), self.history)
        policies = self.destinations.policies
        return BucketSender(
            destination,
            self.storage(destination),
            self.history,
            self._part_pool,
            self._checkpoints,
            expires_s=policies.lifetime(expires_s, destination.expires_s),
            reuses=reuses,
        )

    def delete_stored(self, transfer: Transfer) -> None:
        """Delete what a finished transfer stored, and its row. Blocks.

        Raises OssDropError: PERMISSION_MISSING where the key may not delete.
        """
        if transfer.finished is None:
            return
        stored = transfer.finished.stored
        row = self.history.find(stored.bucket, stored.key)  # not by its id: a history may be anew
        if row is not None:  # it knows the bucket, whatever the settings say by now
            self.delete_object(row)
            return
        destination = self._destination_of(transfer.queue)
        if isinstance(destination, TemporaryDestination):
            raise OssDropError(ErrorCode.DELETE_IMPOSSIBLE)
        if not transfer.finished.url.startswith(
            destination.endpoint.object_url(stored.bucket, stored.key)
        ):
            raise OssDropError(ErrorCode.ACCESS_KEY_GONE, stored.bucket)
        self.storage(destination).delete(stored.key)

    def try_link(self, entry: HistoryEntry) -> None:
        """Fetch one byte through a fresh link, as the person who gets it would. Blocks.

        Raises OssDropError: what the service answered.
        """
        from ossdrop.storage.link_probe import probe

        probe(self.signer.links([entry], is_given=False)[0])

    def delete_object(self, entry: HistoryEntry) -> None:
        """Delete the object of a row from its bucket, and the row: its links stop at once. Blocks.

        Raises OssDropError: PERMISSION_MISSING where the key may not delete, DELETE_IMPOSSIBLE
        in temporary storage.
        """
        if entry.is_temporary:
            raise OssDropError(ErrorCode.DELETE_IMPOSSIBLE)
        credentials, endpoint = self.signer.credentials_of(entry), entry.endpoint
        if entry.profile == PRACTICE_PROFILE:
            self.destinations.practice.ensure_running()
            endpoint = self.signer.practice_endpoint() or endpoint
        place = Destination(
            entry.profile,
            entry.bucket,
            entry.region,
            endpoint,
            prefix="",
            expires_s=entry.expires_s,
            credentials=credentials,
        )
        self.storage(place).delete(entry.key)
        try:
            self.history.remove([entry.id])
        except OssDropError as error:
            raise OssDropError(error.code, error.detail, hint=ROW_STAYS) from error

    def cut(self) -> None:
        """Let go of everything that somebody waits for, at once: it is going to be closed."""
        self.transfers.stop()
        self.history.stop_waiting()
        self.destinations.secrets.close()
        self.media.close()
        with self._lock:
            storages, temporaries = [*self._storages.values()], [*self._temporaries.values()]
        for storage in storages:
            storage.close()
        for temporary in temporaries:
            temporary.close()

    def close(self) -> None:
        """Stop transfers, close connections and files, end a practice bucket started here."""
        self.cut()
        # Not cancelled: a part that waits for its turn ends by itself, and wakes who waits for it.
        self.transfers.close()
        self._part_pool.shutdown()
        if self._journal is not None:
            self._journal.close()
        if self._command_notes is not None:
            self._command_notes.close(is_done=self._is_command_done)
        self.history.close()
        self.destinations.practice.stop()

    def drop_idle_connections(self) -> None:
        """Close what was not used for long. While nothing is sent."""
        for storage in self._storages.values():
            storage.drop_idle()
        for temporary in self._temporaries.values():
            temporary.drop_idle()

    def storage(self, destination: Destination) -> Storage:
        """The bucket of a destination; connections are kept."""
        # A changed folder or lifetime is no reason for other connections.
        place = replace(destination, profile=NO_PROFILE, prefix="", expires_s=0)
        with self._lock:
            if place not in self._storages:
                from ossdrop.storage.oss_bucket import OssBucket

                self._storages[place] = OssBucket(place)
            return self._storages[place]

    def _temporary(self, destination: TemporaryDestination) -> DashScopeTemp:
        with self._lock:
            if destination not in self._temporaries:
                from ossdrop.storage.dashscope_temp import DashScopeTemp

                self._temporaries[destination] = DashScopeTemp(destination)
            return self._temporaries[destination]
