"""Which rows have come into a list: those that stay keep their places and selection."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from ossdrop.drops import MOST_SINGLE

# Files of one drop stand in its order: one may come between those that were sent before it.
_DEEPEST = 4 * MOST_SINGLE


def blocks_added(old: array[int], new: array[int]) -> Sequence[tuple[int, int]] | None:
    """First and last places, among the new rows, of those that came in near the top.

    None where the old rows are not all there in their order.
    """
    more = len(new) - len(old)
    if more < 0 or not old or new[more + _DEEPEST :] != old[_DEEPEST:]:
        return None
    stay = old[:_DEEPEST]
    blocks: list[tuple[int, int]] = []
    known = 0
    for place, row_id in enumerate(new[: more + _DEEPEST]):
        if known < len(stay) and row_id == stay[known]:
            known += 1
        elif blocks and blocks[-1][1] == place - 1:
            blocks[-1] = blocks[-1][0], place
        else:
            blocks.append((place, place))
    return blocks if known == len(stay) else None
