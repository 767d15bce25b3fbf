"""Where days begin among rows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

import pytest

from ossdrop.history.days import DayFinder, DayStart
from ossdrop.history.store import HistoryStore
from tests.core.history.test_store import entry as make_entry

NOON = datetime.combine(date(2026, 11, 24), clock(12))


@pytest.fixture(params=["Asia/Shanghai", "America/New_York"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("its time zone cannot be set for a process")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def seconds(*moments: datetime) -> list[int]:
    return [int(moment.timestamp()) for moment in moments]


def found(*moments: datetime, at_once: int = 2) -> list[tuple[int, date | None]]:
    finder, all_of_them = DayFinder(), seconds(*moments)
    for first in range(0, len(all_of_them), at_once):
        finder.look(all_of_them[first : first + at_once], first)
    return [(start.row, start.day) for start in finder.found]


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
def test_a_day_begins_at_midnight_here(at_once: int) -> None:
    midnight = datetime.combine(date(2026, 11, 24), clock())
    moments = [
        NOON,
        midnight + timedelta(seconds=1),
        midnight,
        midnight - timedelta(seconds=1),
        NOON - timedelta(days=3),
        NOON - timedelta(days=3, hours=1),
    ]
    days = [(0, date(2026, 11, 24)), (3, date(2026, 11, 23)), (4, date(2026, 11, 21))]
    assert found(*moments, at_once=at_once) == days


@pytest.mark.usefixtures("zone")
def test_days_with_another_number_of_hours_are_days() -> None:
    change = datetime.combine(date(2026, 11, 1), clock(23, 30))  # 25 hours in New York
    moments = [change, change.replace(hour=0, minute=0), change - timedelta(hours=24)]
    assert found(*moments) == [(0, date(2026, 11, 1)), (2, date(2026, 10, 31))]


def test_days_out_of_order_begin_again() -> None:
    moments = [NOON, NOON - timedelta(days=1), NOON]
    assert [row for row, _ in found(*moments)] == [0, 1, 2]


def test_a_moment_that_no_calendar_has_is_a_day_of_its_own() -> None:
    finder = DayFinder()
    finder.look([2**60, int(NOON.timestamp()), -(2**60), -(2**60)], 0)
    days = [None, NOON.date(), None]
    assert finder.found == [DayStart(row, day) for row, day in enumerate(days)]


def test_a_listing_has_the_days_of_its_rows(tmp_path: Path) -> None:
    store = HistoryStore(tmp_path / "history.sqlite")
    for number, days in enumerate((2, 1, 1, 0)):
        moment = (NOON - timedelta(days=days)).astimezone()
        store.add(make_entry(f"{number}.png", created_at=moment))
    listing = store.listing()
    assert list(listing.ids) == list(store.ids()) == [4, 3, 2, 1]
    assert [start.row for start in listing.days] == [0, 1, 3]
    assert store.listing(limit=2).days == listing.days[:2]
    store.close()
