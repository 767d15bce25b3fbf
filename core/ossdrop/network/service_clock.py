"""The time as the service has it: links expire by its clock, whatever this computer's says."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_IGNORED = timedelta(seconds=5)  # a Date has whole seconds, and an answer takes its time
_MOST = timedelta(hours=26)  # a wrong time zone, at most: more is no clock that anybody has


@dataclass(frozen=True)
class _Reading:
    """How far off this computer's clock was, and what both of its clocks said then."""

    offset: timedelta = timedelta(0)
    wall_s: float = 0.0
    monotonic_s: float = 0.0


class _Newest:
    """One for the process, as its clock is."""

    reading = _Reading()


def moment_of(header: str) -> datetime | None:
    """When a Date header says it is; None for words that are no date."""
    try:
        moment = parsedate_to_datetime(header)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def note_date(header: str) -> None:
    """Learn from the Date of an answer that the service gave just now."""
    moment = moment_of(header)
    if moment is None:
        return
    offset = moment - datetime.now(UTC)
    if abs(offset) > _MOST:
        return
    offset = offset if abs(offset) >= _IGNORED else timedelta(0)
    _Newest.reading = _Reading(offset, time.time(), time.monotonic())


def service_now() -> datetime:
    """The service's time in UTC, as far as it is known; else this computer's.

    What was learned is worth nothing once this computer's clock was set, or after a sleep: then the
    two clocks of this computer have gone apart.
    """
    reading = _Newest.reading
    passed_s = time.monotonic() - reading.monotonic_s
    drift_s = abs((time.time() - reading.wall_s) - passed_s)
    is_good = drift_s < _IGNORED.total_seconds()
    return datetime.now(UTC) + (reading.offset if is_good else timedelta(0))
