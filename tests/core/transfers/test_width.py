"""More at once while that brings more."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from ossdrop import OssDropError, upload_files
from ossdrop.app import App
from ossdrop.practice.server import PracticeServer
from ossdrop.transfers.queue import Lane
from ossdrop.transfers.width import Width
from tests.core.transfers.test_manager import Recorder


class Line:
    """Takes so many files at once, each in a second; more than that wait."""

    def __init__(self, takes: int, start: int = 16, most: int = 64) -> None:
        self.takes = takes
        self.now_s = 0.0
        self.width = Width(start, most, clock=lambda: self.now_s)
        self.widest = start

    def run(self, count: int) -> int:
        for _ in range(count):
            self.now_s += 1 / min(self.width.now, self.takes)
            self.width.note_arrived()
            self.widest = max(self.widest, self.width.now)
        return self.width.now


def test_it_grows_while_more_arrive() -> None:
    assert Line(takes=1000).run(300) == 64


def test_what_brings_nothing_is_taken_back() -> None:
    line = Line(takes=16)
    widths = {line.run(1) for _ in range(600)}
    assert line.run(100) == 16
    assert widths == {16, 32}  # tried now and then


def test_it_finds_what_the_line_takes() -> None:
    line = Line(takes=32)
    assert line.run(400) == 32


def test_it_goes_on_growing_when_the_line_gets_better() -> None:
    line = Line(takes=16)
    line.run(200)
    line.takes = 1000
    assert line.run(2000) == 64


def test_a_busy_service_halves_it_once_for_all_that_say_so() -> None:
    line = Line(takes=1000)
    line.run(300)
    for _ in range(40):
        line.width.note_busy()
    assert line.width.now == 32
    assert line.run(5 * 32) == 32  # and it rests
    for _ in range(10):
        line.run(40 * 32)
        line.width.note_busy()
    assert line.width.now >= 4


def test_it_never_falls_below_what_was_wanted() -> None:
    width = Width(1, 1)
    width.note_busy()
    assert width.now == 1


def test_half_of_an_odd_width_is_a_whole_number() -> None:
    width = Width(17, 64)
    width.note_busy()
    assert repr(width.now) == "8"


def test_a_pause_tells_nothing() -> None:
    line = Line(takes=1000)
    line.run(10)
    line.now_s += 3600
    line.width.note_idle()
    line.run(40)
    assert line.width.now > 16


def test_a_far_service_gets_more_at_once(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    practice.faults.latency_s = 0.05
    paths = [make_file(f"{n}.txt", str(n).encode()) for n in range(300)]
    widest, ends = 0, threading.Event()

    def watch() -> None:
        nonlocal widest
        while not ends.wait(0.005):
            widest = max(widest, practice.service.waiting_requests)

    watcher = threading.Thread(target=watch)
    watcher.start()
    outcomes = upload_files(paths, settings=variables)
    ends.set()
    watcher.join()
    assert not [one for one in outcomes if isinstance(one, OssDropError)]
    assert widest > 20


def test_a_service_that_says_it_is_busy_gets_less_at_once(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    recorder = Recorder()
    app = App(environment=variables, listener=recorder)
    recorder.batch(app.submit([make_file("first.txt", b"first")]))  # it is tried alone
    practice.faults.fail_times = 12
    paths = [make_file(f"{n}.txt", str(n).encode()) for n in range(60)]
    recorder.batch(app.submit(paths))
    assert app.transfers._width.now < Lane.SMALL.at_once
    app.close()


def test_a_busy_service_halves_it_also_where_it_has_just_begun_to_rest() -> None:
    line = Line(takes=16)
    while line.width.now == 16:
        line.run(1)
    while line.width.now == 32:  # which brings nothing
        line.run(1)
    line.width.note_busy()
    assert line.width.now == 8
