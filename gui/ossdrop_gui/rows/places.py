"""Where the rows of a list are: computed, never stored, so that a million cost no more than ten."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ossdrop_gui.look.theme import ROW_HEIGHT


@dataclass(frozen=True)
class Special:
    """A row with a heading above it, or one that is higher than the others. Lengths in px."""

    row: int
    above: int = 0
    extra: int = 0


class RowPlaces:
    """The places of `count` rows from the top, and of the headings between them."""

    def __init__(self, count: int = 0, specials: Sequence[Special] = ()) -> None:
        self.count = count
        self.specials = tuple(specials)  # by row
        self._rows = [special.row for special in specials]
        added = accumulate((s.above + s.extra for s in specials), initial=0)
        self._added = list(added)  # before each of them, and after the last
        self._tops = [
            row * ROW_HEIGHT + more for row, more in zip(self._rows, self._added, strict=False)
        ]

    @property
    def height(self) -> int:
        """Of all rows and headings."""
        return self.count * ROW_HEIGHT + self._added[-1]

    def special(self, row: int) -> Special | None:
        """What is special about a row."""
        at = bisect_left(self._rows, row)
        return self.specials[at] if at < len(self._rows) and self._rows[at] == row else None

    def top(self, row: int) -> int:
        """Where a row begins, below its heading."""
        at = bisect_left(self._rows, row)
        special = self.special(row)
        return row * ROW_HEIGHT + self._added[at] + (special.above if special else 0)

    def height_of(self, row: int) -> int:
        """How high a row is, without its heading."""
        special = self.special(row)
        return ROW_HEIGHT + (special.extra if special else 0)

    def row_from(self, y: int) -> int:
        """The row at a height, or below the heading that is there; -1 above all, else `count`."""
        if y < 0:
            return -1
        at = bisect_right(self._tops, y) - 1
        if at < 0:
            return min(y // ROW_HEIGHT, self.count)
        special = self.specials[at]
        inside = y - self._tops[at] - special.above - ROW_HEIGHT - special.extra
        if inside < 0:
            return special.row
        return min(special.row + 1 + inside // ROW_HEIGHT, self.count)

    def row_at(self, y: int) -> int:
        """The row at a height, -1 for none: a heading is no row."""
        row = self.row_from(y)
        return row if 0 <= row < self.count and y >= self.top(row) else -1
