"""Which rows are shown, in which order: a large drop is one row, a stack, until it is opened."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ossdrop.history.days import DayFinder, DayStart
from ossdrop.history.stacks import StackFolder


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


class ListingMaker:
    """Puts a listing together."""

    def __init__(self, kind: str, most: int, folder: StackFolder) -> None:
        # Made at once: an array that grows leaves holes in memory as large as itself.
        self._found: array[int] = array(kind, (0,)) * most
        self._kind, self._folder = kind, folder
        self._days = DayFinder()
        self._count = 0

    def add(self, ids: Sequence[int], moments: Sequence[int], drops: Sequence[int]) -> None:
        """Take the next rows."""
        ids, moments = self._folder.fold(ids, moments, drops)
        if ids:
            with memoryview(self._found) as places:
                places[self._count : self._count + len(ids)] = array(self._kind, ids)
            self._days.look(moments, self._count)
            self._count += len(ids)

    def listing(self, *, is_whole: bool, has_days: bool) -> Listing:
        """What there is."""
        del self._found[self._count :]
        days = tuple(self._days.found) if has_days else ()
        return Listing(self._found, days, self._folder.stacks, is_whole)
