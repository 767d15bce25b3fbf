"""Rows that come at the same time."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import pytest

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.together import Together


class File:
    """Takes rows, the first time only once it is let go."""

    def __init__(self) -> None:
        self.written: list[list[object]] = []
        self.has_begun, self.goes_on = threading.Event(), threading.Event()
        self.error: BaseException | None = None

    def write(self, entries: Sequence[HistoryEntry]) -> list[int]:
        if not self.has_begun.is_set():
            self.has_begun.set()
            self.goes_on.wait(10)
            if self.error is not None:
                error, self.error = self.error, None
                raise error
        rows = cast("list[object]", list(entries))
        if "bad" in rows:
            raise ValueError("bad")
        self.written.append(rows)
        return [cast("int", row) * 10 for row in rows]


def add_behind_one(file: File, rows: Sequence[object]) -> list[object]:
    """One begins to write; the others come meanwhile. What became of each, the first one first."""
    together = Together(file.write)
    with ThreadPoolExecutor(len(rows) + 1) as pool:
        first = pool.submit(together.add, cast("HistoryEntry", 0))
        assert file.has_begun.wait(10)
        others = [pool.submit(together.add, cast("HistoryEntry", row)) for row in rows]
        pause = threading.Event()
        while len(together._waiting) < len(rows):
            pause.wait(0.001)
        file.goes_on.set()
        return [one.exception() or one.result() for one in (first, *others)]


def test_what_waits_is_written_at_once_and_each_gets_its_own_id() -> None:
    file = File()
    assert add_behind_one(file, range(1, 20)) == [n * 10 for n in range(20)]
    assert [len(rows) for rows in file.written] == [1, 19]


def test_a_file_that_cannot_be_written_is_told_to_all_without_trying_for_each() -> None:
    tries = []
    error = OssDropError(ErrorCode.HISTORY_FAILED)

    class Full(File):
        def write(self, entries: Sequence[HistoryEntry]) -> list[int]:
            if self.written:
                tries.append(len(entries))
                raise error
            return super().write(entries)

    file = Full()
    assert add_behind_one(file, range(1, 6)) == [0, *[error] * 5]
    assert tries == [5]


def test_a_row_that_is_none_fails_itself_only() -> None:
    found = add_behind_one(File(), [1, "bad", 2])
    assert [found[0], found[1], found[3]] == [0, 10, 20]
    assert isinstance(found[2], ValueError)


def test_who_is_interrupted_takes_no_other_along() -> None:
    file = File()
    file.error = KeyboardInterrupt()
    interrupted, *others = add_behind_one(file, [1, 2, 3])
    assert isinstance(interrupted, KeyboardInterrupt)
    assert others == [10, 20, 30]


@pytest.mark.parametrize("count", [1, 200])
def test_nothing_is_lost_among_many_threads(count: int) -> None:
    written: list[object] = []

    def write(entries: Sequence[HistoryEntry]) -> list[int]:
        written.extend(entries)
        return [cast("int", entry) for entry in entries]

    together = Together(write)
    with ThreadPoolExecutor(16) as pool:
        rows = cast("list[HistoryEntry]", list(range(count)))
        assert list(pool.map(together.add, rows)) == list(range(count))
    assert sorted(cast("list[int]", written)) == list(range(count))
