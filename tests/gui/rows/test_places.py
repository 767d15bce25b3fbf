"""Where rows are, with headings between them and higher ones among them."""

from __future__ import annotations

import pytest

from ossdrop_gui.look.theme import ROW_HEIGHT as H
from ossdrop_gui.rows.places import RowPlaces, Special

CASES = {
    "plain": RowPlaces(5),
    "none": RowPlaces(0),
    "headings": RowPlaces(6, [Special(0, above=32), Special(3, above=36), Special(5, above=36)]),
    "high ones": RowPlaces(4, [Special(1, extra=16), Special(2, extra=32)]),
    "both": RowPlaces(3, [Special(0, above=32, extra=16), Special(2, above=36)]),
}


@pytest.mark.parametrize("places", CASES.values(), ids=CASES.keys())
def test_rows_follow_each_other_without_a_gap_but_their_headings(places: RowPlaces) -> None:
    end = 0
    for row in range(places.count):
        special = places.special(row)
        above = special.above if special else 0
        assert places.top(row) == end + above
        assert places.height_of(row) == H + (special.extra if special else 0)
        for y in range(end, end + above):
            assert (places.row_from(y), places.row_at(y)) == (row, -1)
        end = places.top(row) + places.height_of(row)
        for y in (places.top(row), places.top(row) + H // 2, end - 1):
            assert places.row_from(y) == places.row_at(y) == row
    assert places.height == end
    assert places.row_at(-1) == places.row_at(end) == -1
    assert (places.row_from(-1), places.row_from(end)) == (-1, places.count)


def test_a_million_rows_with_a_thousand_days_are_found_at_once() -> None:
    days = [Special(row, above=32) for row in range(0, 1_000_000, 1000)]
    places = RowPlaces(1_000_000, days)
    assert places.height == 1_000_000 * H + 1000 * 32
    for row in (0, 999, 1000, 123_456, 999_999):
        assert places.row_at(places.top(row)) == row
