"""The time as the service has it: links run out by its clock, whatever this computer's says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_IGNORED = timedelta(seconds=5)  # a Date has whole seconds, and an answer takes its time


class _Offset:
    """One for the process, as its clock is."""

    value = timedelta(0)


def note_date(header: str) -> None:
    """Learn from the Date of an answer that the service gave just now."""
    try:
        offset = parsedate_to_datetime(header) - datetime.now(UTC)
    except (TypeError, ValueError):
        return
    _Offset.value = offset if abs(offset) >= _IGNORED else timedelta(0)


def service_now() -> datetime:
    """The service's time in UTC, as far as it is known; else this computer's."""
    return datetime.now(UTC) + _Offset.value
