"""The changing side of a transfer, and the way to its destination."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.storage.base import OpenRequest, TransferCancelled, TransferControl, TransferStopped
from ossdrop.transfers.bandwidth import BandwidthLimit
from ossdrop.transfers.multipart import THRESHOLD_BYTES
from ossdrop.transfers.patience import Patience
from ossdrop.transfers.speed import SpeedMeter
from ossdrop.transfers.transfer import FinishedUpload, Progress, Transfer

_MOVING_BYTES = 1 << 20  # more than the kernel takes before anything has left
_log = logging.getLogger(__name__)


class Sender(Protocol):
    """Sends single files to one destination."""

    def send(self, transfer: Transfer, control: TransferControl) -> FinishedUpload:
        """Upload, verify, note in the history; raises OssDropError, OSError, TransferStopped."""

    def find_again(self, transfer: Transfer, control: TransferControl) -> FinishedUpload | None:
        """A file that an earlier run may have stored, where it is there; raises as `send` does."""

    def drop(self, transfer: Transfer) -> int:
        """Forget what was sent of an unfinished upload; returns how many bytes stay there."""

    def take_back(self, finished: FinishedUpload) -> int:
        """Remove what arrived after it was cancelled; returns how many bytes stay there."""

    def leave(self, key: str) -> None:
        """An attempt has ended without an answer, and nobody will try again under this key."""

    def tidy(self, control: TransferControl, most: int) -> None:
        """Remove some of what earlier attempts have left there; `control` is told what stays."""


class Route:
    """The way to a destination for the files of one drop.

    Its sender is made once, in a worker thread, by whichever file comes first. That may take as
    long as a person needs to unlock the password store: `renew` waits for nobody.
    """

    def __init__(self, make_sender: Callable[[], Sender]) -> None:
        self._make_sender = make_sender
        self._sender: Sender | None = None
        self._error: OssDropError | None = None
        self._generation = 0
        self._state = threading.Lock()  # held for a moment only
        self._making = threading.Lock()  # held while a sender is made

    def sender(self) -> Sender:
        """The sender; blocks while it is made. Raises OssDropError, the same for every file."""
        if (known := self._known()) is not None:
            return known
        with self._making:
            if (known := self._known()) is not None:
                return known
            with self._state:
                generation = self._generation
            try:
                made = self._make()
            except OssDropError as error:
                self._keep(generation, error=error)
                raise
            self._keep(generation, sender=made)
            return made

    def renew(self) -> None:
        """Look the destination up again: its settings may be right by now. Returns at once."""
        with self._state:
            self._generation += 1
            self._sender = self._error = None

    def _known(self) -> Sender | None:
        with self._state:
            if self._error is not None:
                raise self._error
            return self._sender

    def _keep(
        self, generation: int, *, sender: Sender | None = None, error: OssDropError | None = None
    ) -> None:
        """What was found counts unless somebody asked to look again meanwhile."""
        with self._state:
            if generation == self._generation:
                self._sender, self._error = sender, error

    def _make(self) -> Sender:
        try:
            return self._make_sender()
        except OssDropError:
            raise
        except Exception as error:  # noqa: BLE001 - not the file's fault: of every file the same
            _log.exception("a destination failed in a way nobody thought of")
            raise OssDropError(ErrorCode.UNEXPECTED, type(error).__name__) from None


@dataclass(frozen=True)
class Terms:
    """What is the same for all attempts: not in each of them, a hundred thousand may wait."""

    limit: BandwidthLimit = field(default_factory=BandwidthLimit)
    patience: Patience | None = None
    on_key: Callable[[int, str], None] = lambda transfer_id, key: None  # it may be there
    on_setback: Callable[[], None] = lambda: None


class Attempt(TransferControl):
    """One attempt at a transfer. Bytes are counted by its own threads only."""

    __slots__ = (
        "_meter", "_request", "_shown_bytes", "_terms",
        "cancelled", "dropped", "is_whole", "key", "left_bytes", "route", "seen_proofs",
        "sent_bytes", "setbacks", "stopped", "transfer", "waits", "when_moving",
    )  # fmt: skip

    def __init__(self, transfer: Transfer, route: Route, terms: Terms) -> None:
        self.transfer = transfer
        self.route = route
        self.sent_bytes = 0
        self.key = transfer.key  # of the object, as soon as it may be there
        self.left_bytes = 0  # of earlier attempts, which stay in the bucket
        self.is_whole = transfer.size_bytes <= THRESHOLD_BYTES  # in one request
        self.waits = False  # in its queue
        self.stopped = False
        self.cancelled = False
        self.dropped = False  # what was sent is gone again, or known to remain
        self.when_moving: Callable[[], None] | None = None  # called once, after the first MiB
        self.setbacks = self.seen_proofs = 0  # for its queue
        self._terms = terms
        self._request: OpenRequest | None = None
        self._meter: SpeedMeter | None = None
        self._shown_bytes = 0

    @property
    def is_under_way(self) -> bool:
        """Whether it sends: not one that ends, or has arrived and tidies up."""
        return not self.stopped and not self.transfer.state.is_terminal

    def again(self, transfer: Transfer) -> Attempt:
        """Another attempt at the same file."""
        is_key_out = transfer.is_key_out and transfer.key == self.key
        transfer = replace(transfer, key=self.key, is_key_out=is_key_out)
        attempt = Attempt(transfer, self.route, self._terms)
        attempt.setbacks, attempt.seen_proofs = self.setbacks, self.seen_proofs
        return attempt

    def note_whole(self) -> None:
        """It is sent in one request."""
        self.is_whole = True

    def add_sent(self, size_bytes: int) -> None:
        """Count what was handed to the network."""
        self.sent_bytes += size_bytes
        is_whole = self.transfer.size_bytes <= THRESHOLD_BYTES  # parts are answered one by one
        if is_whole and self.sent_bytes > _MOVING_BYTES:
            self.note_taken()

    def add_kept(self, size_bytes: int) -> None:
        """Count what an earlier attempt has sent: progress, but no proof of the destination."""
        self.sent_bytes += size_bytes

    def note_key(self, key: str) -> None:
        """From now on the object may be there, whatever becomes of this attempt."""
        self.key = key
        self._terms.on_key(self.transfer.id, key)

    def note_left(self, size_bytes: int) -> None:
        """Count what stays in the bucket, for the person to know."""
        self.left_bytes += size_bytes

    def note_taken(self) -> None:
        """The service takes what this attempt sends: the others may follow."""
        if (patience := self._terms.patience) is not None:
            patience.note_taken()
        if self.when_moving is not None:
            tell, self.when_moving = self.when_moving, None
            tell()

    def note_setback(self, error: BaseException | None) -> None:
        """It is sent again: fewer at once may do better."""
        self._terms.on_setback()

    def check(self) -> None:
        """Raise when this attempt shall end."""
        if self.cancelled:
            raise TransferCancelled
        if self.stopped:
            raise TransferStopped

    def goes_on(self, error: OssDropError) -> bool:
        """Whether to wait on, here and now, where nobody answers."""
        patience = self._terms.patience
        return patience is not None and patience.lasts(error)

    def allow(self, size_bytes: int) -> int:
        """Keep the limit of all transfers together."""
        return self._terms.limit.allow(size_bytes, self.check, self)

    def set_request(self, request: OpenRequest | None) -> None:
        """Know what to cut."""
        self._request = request

    def stop(self) -> None:
        """End it wherever it waits, from any thread."""
        self.stopped = True
        if (request := self._request) is not None:
            request.cut()

    def progress(self, now_s: float) -> Progress:
        """How far it is: bytes that really left; it never goes back.

        100 % is for the service's answer alone.
        """
        if self._meter is None:
            self._meter = SpeedMeter()
        request, size = self._request, self.transfer.size_bytes
        left_here = request.unsent_bytes() if request is not None else 0
        sent = max(self.sent_bytes - left_here, 0)
        self._meter.add(now_s, sent)
        self._shown_bytes = max(self._shown_bytes, min(sent, max(size - 1, 0)))
        return Progress(
            self._shown_bytes, size, self._meter.bytes_per_s, self._meter.left_s(size - sent)
        )
