"""The service's clock, which a test can set wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from ossdrop.practice.faults import Faults


class ServiceClock:
    """The service's idea of now: this computer's clock plus the offset of the faults."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self._faults.clock_offset_s)

    def http_date(self) -> str:
        """Now, as in a Date header."""
        return format_datetime(self.now(), usegmt=True)
