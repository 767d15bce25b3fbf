"""Which destinations have worked: known over a restart, until one of them fails or is changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from ossdrop.config.settings import AnyDestination, Destination

_HOLDS = timedelta(days=30)
_KEPT_EVERY = timedelta(hours=1)
_MOST = 8  # destinations


def mark_of(destination: AnyDestination) -> str:
    """A short text that is another one for another place or another key; no part of either."""
    parts: tuple[str, ...]
    if isinstance(destination, Destination):
        key, address = destination.credentials.fingerprint, destination.endpoint.base_url
        parts = (destination.bucket, destination.region, address, destination.prefix, key)
    else:
        parts = (destination.base_url, destination.api_key.fingerprint)  # whatever the model
    return hashlib.sha256("\n".join((destination.profile, *parts)).encode()).hexdigest()[:16]


def is_news(at: datetime, before: datetime | None) -> bool:
    """Whether a time when a destination worked is worth being written down."""
    return before is None or at - before > _KEPT_EVERY


def proofs_in(text: str) -> dict[str, datetime]:
    """When each destination worked last, by its mark, as it was kept in the preferences.

    What is too old to say something of today is left out, and so is what makes no sense.
    """
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


def proofs_text(proofs: Mapping[str, datetime]) -> str:
    """The newest of them, to be kept."""
    newest = sorted(proofs.items(), key=lambda proof: proof[1])[-_MOST:]
    return "\n".join(f"{mark} {int(at.timestamp())}" for mark, at in newest)
