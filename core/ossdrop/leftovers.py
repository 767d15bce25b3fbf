"""What an earlier run has not finished: listed again, paused, for the bucket it was meant for.

Where a destination has got another bucket meanwhile, what was for the one before is for none that
is set up here, until a person says otherwise: it may be another customer's.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ossdrop.config.profile_id import PRACTICE_PROFILE, ProfileId
from ossdrop.destinations import Destinations
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.intake.selection import look_at, select_files
from ossdrop.place import Place
from ossdrop.storage.base import TransferStopped
from ossdrop.transfers.attempt import Sender
from ossdrop.transfers.checkpoint import CheckpointStore
from ossdrop.transfers.journal import Journal, Look, identity_of
from ossdrop.transfers.manager import Left, TransferManager
from ossdrop.transfers.transfer import Queue

_ID_DIGITS = 16


class Leftovers:
    """Lists what is left of earlier runs, and knows of which buckets nobody knows any more."""

    def __init__(
        self,
        journal: Journal,
        checkpoints: CheckpointStore,
        transfers: TransferManager,
        destinations: Destinations,
        make_sender: Callable[[Queue], Sender],
    ) -> None:
        self._journal = journal
        self._checkpoints = checkpoints
        self._transfers = transfers
        self._destinations = destinations
        self._make_sender = make_sender
        self._elsewhere: dict[Queue, str] = {}  # their buckets
        self._lock = threading.Lock()

    @property
    def buckets(self) -> Mapping[ProfileId, str]:
        """Of which buckets files are left that no destination has, by the id in their queues."""
        with self._lock:
            return {queue.profile: bucket for queue, bucket in self._elsewhere.items()}

    def restore(self) -> None:
        """List it. Waits for the disk."""
        kept = {
            (item.path, item.profile): item.sent_bytes for item in self._checkpoints.unfinished()
        }
        by_queue: dict[Queue, list[Left]] = {}
        with contextlib.suppress(TransferStopped), self._journal.take_over() as left:
            home_of = functools.cache(self._home_of)
            for item in left:
                file = replace(look_at(item.path), name=item.name, folder=item.folder)
                is_answered = bool(item.answered) and item.answered == identity_of(item.path)
                if is_answered:
                    file = replace(file, looks_secret=False)  # it need not be asked again
                sent_bytes = kept.pop((item.path, item.queue.profile), 0)
                by_queue.setdefault(home_of(item.queue, item.bucket), []).append(
                    Left(file, sent_bytes, item.key, item.drop, item.place, is_answered)
                )
            for (path, profile), sent_bytes in kept.items():
                if not path.is_file():  # nobody waits for it: the next large upload drops it
                    continue
                by_queue.setdefault(Queue(profile), []).append(Left(look_at(path), sent_bytes))
            for look in self._journal.left_looks:
                home = home_of(look.queue, look.bucket)
                by_queue.setdefault(home, []).extend(self._rest_of(look))
            for queue, files in by_queue.items():
                self._transfers.restore(files, functools.partial(self._make_sender, queue), queue)

    def claim(self, place: Place) -> None:
        """A bucket is set up: what was left for it is for this destination again."""
        with self._lock:
            mine = [queue for queue, bucket in self._elsewhere.items() if bucket == place.bucket]
            for queue in mine:
                del self._elsewhere[queue]
        for queue in mine:
            home = Queue(place.profile, queue.to_bucket)
            self._transfers.move(queue, home, functools.partial(self._make_sender, home))

    def _home_of(self, queue: Queue, bucket: str) -> Queue:
        """The queue of the destination that has this bucket now. Blocks on the disk."""
        if not bucket or queue.profile == PRACTICE_PROFILE:
            return queue
        ids = self._destinations.profiles.ids
        for profile in dict.fromkeys((queue.profile, *sorted(ids))):
            if profile not in ids:
                continue
            try:
                place = self._destinations.place(profile)
            except OssDropError:
                if profile == queue.profile:
                    return queue  # nobody can tell: sending says what is wrong with it
                continue
            if place.bucket == bucket:
                return Queue(profile, queue.to_bucket)
        home = queue
        if queue.profile in ids:
            digest = hashlib.sha256(bucket.encode(errors="replace")).hexdigest()
            home = Queue(ProfileId(f"left-{digest[:_ID_DIGITS]}"), queue.to_bucket)
        with self._lock:
            self._elsewhere[home] = bucket
        self._journal.note_bucket(home, bucket)
        return home

    def _rest_of(self, look: Look) -> Iterator[Left]:
        """The files of a drop that an earlier run had no time to list."""
        for file in select_files(look.paths, lambda: not self._transfers.is_stopped):
            is_empty = file.error is not None and file.error.code is ErrorCode.FOLDER_EMPTY
            if not is_empty and file.path.absolute() not in look.listed:
                yield Left(file)
