"""Where a new day begins among rows: looked for while their ids are read, for a million at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True)
class DayStart:
    """The first row of a day, as this computer's time zone has it."""

    row: int
    day: date | None  # None: a moment that no calendar has


class DayFinder:
    """Finds the days of moments that come piece by piece; most pieces are within one."""

    def __init__(self) -> None:
        self.found: list[DayStart] = []
        self._from_s = self._to_s = 0.0  # of the day that was found last

    def look(self, moments: Sequence[int], first_row: int) -> None:
        """Look at the next moments, in seconds since 1970; `first_row` is that of the first."""
        if self.found and self._from_s <= min(moments) and max(moments) < self._to_s:
            return
        for row, moment in enumerate(moments, first_row):
            if not self.found or not self._from_s <= moment < self._to_s:
                self._begin(row, moment)

    def _begin(self, row: int, moment: int) -> None:
        day: date | None
        try:
            day = datetime.fromtimestamp(moment, UTC).astimezone().date()
            self._from_s = datetime.combine(day, time()).timestamp()
            self._to_s = datetime.combine(day + timedelta(days=1), time()).timestamp()
        except (ValueError, OverflowError, OSError):
            day, self._from_s, self._to_s = None, moment, moment + 1
        if not self.found or self.found[-1].day != day:
            self.found.append(DayStart(row, day))
