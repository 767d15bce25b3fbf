"""More connections for one file while that makes it faster."""

from __future__ import annotations

import pytest

from ossdrop.transfers.part_width import FEW, MOST, START, PartWidth

MIB = 1024**2


class Line:
    """Gives each connection only so much, and all of them together only so much, bytes a second.

    What a new connection's buffers take at once is gone from sight, as on a real line.
    """

    def __init__(self, each: float, together: float, buffer_bytes: int = 128 * 1024) -> None:
        self.each, self.together, self.buffer_bytes = each, together, buffer_bytes
        self.now_s = 0.0
        self.width = PartWidth(clock=lambda: self.now_s)
        self.left_bytes = 0.0
        self.seen: list[int] = []
        self._opened = 0

    def run(self, seconds: float) -> int:
        for _ in range(round(seconds * 10)):
            opened = max(self.width.now - self._opened, 0)
            self._opened = max(self._opened, self.width.now)
            self.now_s += 0.1
            rate = min(self.each * self.width.now, self.together)
            self.left_bytes += rate * 0.1 + opened * self.buffer_bytes
            self.seen.append(self.width.look(round(self.left_bytes)))
        return self.width.now


def test_it_grows_while_each_connection_brings_its_own() -> None:
    line = Line(1 * MIB, 1000 * MIB)
    assert line.run(3) == MOST
    assert line.run(60) == MOST


def test_it_is_there_soon() -> None:
    line = Line(1 * MIB, 24 * MIB)
    line.run(1)
    assert line.width.now >= START
    line.run(1.5)
    assert line.left_bytes > 0.4 * 2.5 * 24 * MIB


@pytest.mark.parametrize("rate", [2 * MIB, 20 * MIB, 1000 * MIB])
def test_what_brings_nothing_is_taken_back(rate: float) -> None:
    line = Line(rate, rate)
    line.run(120)
    assert line.width.now in (START, 2 * START)
    wide = sum(width > START for width in line.seen)
    assert wide < 0.2 * len(line.seen)  # tried now and then


@pytest.mark.parametrize("buffer_kb", [16, 128, 250])
def test_a_slow_line_gets_few(buffer_kb: int) -> None:
    line = Line(500_000, 500_000, buffer_bytes=buffer_kb * 1024)
    line.run(60)
    assert set(line.seen) == {FEW}


def test_a_line_that_becomes_slow_gets_few_soon() -> None:
    line = Line(1 * MIB, 20 * MIB)
    line.run(10)
    assert line.width.now > FEW
    line.together = 300_000
    assert line.run(1.5) == FEW
    line.seen.clear()
    line.run(60)
    assert set(line.seen) == {FEW}


def test_a_line_that_becomes_better_gets_more() -> None:
    line = Line(1 * MIB, 8 * MIB)
    line.run(30)
    line.together = 1000 * MIB
    assert line.run(30) == MOST
