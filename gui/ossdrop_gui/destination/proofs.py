"""Which destinations have worked: known over a restart, until one of them fails or is changed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from ossdrop.config.settings import AnyDestination, Destination
from ossdrop.destinations import place_of
from ossdrop.errors import OssDropError
from ossdrop.place import Place

_HOLDS = timedelta(days=30)
_KEPT_EVERY = timedelta(hours=1)
_MOST = 8  # destinations


class Proofs:
    """When each destination worked last, as `text` for the preferences; and which is in use."""

    def __init__(self, text: str) -> None:
        self._proven = _proven_in(text)
        # In this run, and why, where that is known; those that have not worked since.
        self._failed: dict[str, OssDropError | None] = {}
        self._place: Place | None = None
        self._is_mixed = False  # what is under way may be of another key than that in use
        self.mark = ""  # of the destination in use, "" while that is not known
        self._tried = ""  # the same, and what else may be to blame for a failure

    @property
    def text(self) -> str:
        """The newest of them, to be kept."""
        newest = sorted(self._proven.items(), key=lambda proof: proof[1])[-_MOST:]
        return "\n".join(f"{mark} {int(at.timestamp())}" for mark, at in newest)

    def name(self, place: Place) -> None:
        """Files go there now; its key is still looked for."""
        if place != self._place:
            self.lose()

    def find(self, destination: AnyDestination, *, has_open: bool) -> datetime | None:
        """It is in use now; gives the time when it worked last. `has_open`: uploads are under way.

        These may have begun with another key, and so prove nothing of this one.
        """
        mark = mark_of(destination)
        self._is_mixed = has_open and (self._is_mixed or mark != self.mark)
        self.mark, self._place = mark, place_of(destination)
        self._tried = _tried_of(destination, mark)
        return self._proven.get(mark)

    def lose(self) -> None:
        """What is in use is not known."""
        self.mark = ""

    def note(self, at: datetime) -> bool:
        """The destination in use has worked; returns whether that is worth being written down."""
        if not self.mark or self._is_mixed:
            return False
        self.forget_failure()
        before = self._proven.get(self.mark)
        if before is not None and at - before <= _KEPT_EVERY:
            return False
        self._proven[self.mark] = at
        return True

    def note_failure(self, cause: OssDropError | None) -> None:
        """Files could not be sent to the destination in use, whose settings are complete."""
        if self.mark and not self._is_mixed:
            self._failed[self._tried] = cause

    @property
    def has_failed(self) -> bool:
        """Whether the destination in use has failed in this run, and has not worked since."""
        return self._tried in self._failed

    @property
    def cause(self) -> OssDropError | None:
        """Why the destination in use has failed, where that is known."""
        return self._failed.get(self._tried)

    def forget_failure(self) -> None:
        """What was wrong with the destination in use may be right by now."""
        self._failed.pop(self._tried, None)

    def forget(self) -> bool:
        """The destination in use has failed, or was changed; returns whether it was proven."""
        return self._proven.pop(self.mark, None) is not None


def mark_of(destination: AnyDestination) -> str:
    """A short text that is another one for another place or another key; no part of either."""
    parts: tuple[str, ...]
    if isinstance(destination, Destination):
        key, address = destination.credentials.fingerprint, destination.endpoint.base_url
        parts = (destination.bucket, destination.region, address, destination.prefix, key)
    else:
        parts = (destination.base_url, destination.api_key.fingerprint)  # whatever the model
    return hashlib.sha256("\n".join((destination.profile, *parts)).encode()).hexdigest()[:16]


def _tried_of(destination: AnyDestination, mark: str) -> str:
    """Another text also for another model, or another token of the same key."""
    if isinstance(destination, Destination):
        token = destination.credentials.security_token
        more = token.reveal() if token else ""
    else:
        more = destination.model
    return f"{mark} {hashlib.sha256(more.encode()).hexdigest()[:16]}"


def _proven_in(text: str) -> dict[str, datetime]:
    """What is too old to say something of today is left out, and so is what makes no sense."""
    now, found = datetime.now(UTC), {}
    for line in text.splitlines():
        mark, _, moment = line.partition(" ")
        try:
            at = datetime.fromtimestamp(int(moment), UTC)
        except (ValueError, OverflowError, OSError):
            continue
        if now - _HOLDS < at <= now:
            found[mark] = at
    return found
