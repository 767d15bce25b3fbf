"""A pool where the system gives no more threads."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import wait
from pathlib import Path

import pytest

from ossdrop.network.under_way import RequestUnderWay
from ossdrop.transfers.attempt import Sender
from ossdrop.transfers.manager import TransferManager
from ossdrop.transfers.threads import Threads
from ossdrop.transfers.transfer import TransferState
from tests.core.transfers.test_manager import Recorder, files


def limited(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """So many threads can be started from now on."""
    start, left = threading.Thread.start, [most]

    def started(thread: threading.Thread) -> None:
        if not left[0]:
            raise RuntimeError("can't start new thread")
        left[0] -= 1
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", started)


def test_it_goes_on_with_those_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command waited for ever for a file that nobody sent."""
    done: list[int] = []
    limited(monkeypatch, 2)
    with Threads(8) as pool:
        wait([pool.submit(done.append, number) for number in range(50)], 10)
    assert sorted(done) == list(range(50))


def test_without_any_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, 0)
    pool = Threads(8)
    with pytest.raises(RuntimeError):
        pool.submit(print)
    pool.shutdown(wait=False)


def test_one_connects_without_a_thread_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, 0)
    assert RequestUnderWay().leave_behind(lambda: "made", lambda _: None) == "made"


def test_where_there_is_none_a_drop_comes_to_an_end(
    monkeypatch: pytest.MonkeyPatch, make_file: Callable[..., Path]
) -> None:
    recorder = Recorder()
    manager = TransferManager(recorder)
    wait([manager._deciders.submit(int)])  # has its thread

    def send() -> Sender:
        raise AssertionError("nobody is there to ask")

    limited(monkeypatch, 0)
    batch = recorder.batch(manager.submit(files(make_file, 3), send))
    assert [one.state for one in batch.transfers] == [TransferState.FAILED] * 3
    manager.wait_until_idle(5)
    assert manager.open_count == 0
    manager.close()
