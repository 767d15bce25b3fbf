"""Which rows are shown, in which order: a large drop is one row, a stack, until it is opened."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter

from ossdrop.history.days import DayFinder, DayStart
from ossdrop.history.stacks import Row, StackFolder


@dataclass(frozen=True)
class Listing:
    """Ids of rows in their order, and where days begin among them.

    A stack stands where its newest row would, under the id of its oldest: that one never changes
    while others are added. `stacks` has their drops by these ids. Where `is_whole` is not set there
    are more rows.
    """

    ids: array[int]
    days: tuple[DayStart, ...]
    stacks: Mapping[int, int] = field(default_factory=dict)
    is_whole: bool = True


_DROP, _PLACE = 2, 3  # of a Row


class ListingMaker:
    """Puts a listing together, of rows that come piece by piece, newest first."""

    def __init__(self, kind: str, most: int, folder: StackFolder, *, by_drop: bool) -> None:
        # Made at once: an array that grows leaves holes in memory as large as itself.
        self._found: array[int] = array(kind, (0,)) * most
        self._kind, self._folder = kind, folder
        self._orders = by_drop  # files of one drop stand in its order, whichever was sent first
        self._days = DayFinder()
        self._count = 0
        self._open: list[Row] = []  # of a drop that may go on in the next piece

    def add(self, rows: Sequence[Row]) -> None:
        """Take the next rows."""
        ids, moments, drops, _ = zip(*rows, strict=True)
        if self._open or any(drops):
            self._take_drops(self._folder.fold(rows))
        else:
            self._take(ids, moments)

    def _take_drops(self, rows: Sequence[Row]) -> None:
        if not self._orders:
            self._take_rows(rows)
            return
        drop, start = rows[-1][_DROP] if rows else 0, len(rows)
        while drop and start and rows[start - 1][_DROP] == drop:
            start -= 1
        if not start and self._open and self._open[0][_DROP] == drop:
            self._open += rows
            return
        done, self._open = [*self._open, *rows[:start]], list(rows[start:])
        self._take_rows(list(_in_order(done)))

    def _take_rows(self, rows: Sequence[Row]) -> None:
        self._take([row[0] for row in rows], [row[1] for row in rows])

    def _take(self, ids: Sequence[int], moments: Sequence[int]) -> None:
        if ids:
            with memoryview(self._found) as places:
                places[self._count : self._count + len(ids)] = array(self._kind, ids)
            self._days.look(moments, self._count)
            self._count += len(ids)

    def listing(self, *, is_whole: bool, has_days: bool) -> Listing:
        """What there is.

        Where more rows follow, a drop that may go on is left to them: what is known is a beginning
        of the whole.
        """
        if is_whole or not self._count:
            self._take_rows(list(_in_order(self._open)))
        del self._found[self._count :]
        days = tuple(self._days.found) if has_days else ()
        return Listing(self._found, days, self._folder.stacks, is_whole)


def _in_order(rows: Iterable[Row]) -> Iterator[Row]:
    """Neighbours of one drop by their places, under the day of the newest of them."""
    return chain.from_iterable(
        _of_drop(list(found)) if drop else found for drop, found in groupby(rows, itemgetter(_DROP))
    )


def _of_drop(rows: Sequence[Row]) -> Iterator[Row]:
    moment = max(row[1] for row in rows)
    for row_id, _, drop, place in sorted(rows, key=itemgetter(_PLACE, 0)):
        yield row_id, moment, drop, place
