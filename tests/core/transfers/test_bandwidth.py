from __future__ import annotations

import threading
import time

import pytest

from ossdrop.storage.base import TransferStopped
from ossdrop.transfers.bandwidth import BandwidthLimit


def nothing() -> None:
    return


def test_without_a_limit_everything_may_go_at_once() -> None:
    assert BandwidthLimit().allow(10**9, nothing) == 10**9


def test_all_senders_together_keep_the_limit() -> None:
    limit, sent = BandwidthLimit(1_000_000), [0, 0, 0]
    end_s = time.monotonic() + 1

    def send(number: int) -> None:
        while time.monotonic() < end_s:
            sent[number] += limit.allow(1 << 20, nothing)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 700_000 < sum(sent) < 1_300_000
    assert min(sent) > 0


def test_files_take_turns_however_many_connections_each_has() -> None:
    """A picture stood still for minutes beside the parts of a large file."""
    limit, sent = BandwidthLimit(1_000_000), {"large": 0, "small": 0}
    end_s, counting = time.monotonic() + 1, threading.Lock()

    def send(whose: str, block: int) -> None:
        while time.monotonic() < end_s:
            allowed = limit.allow(block, nothing, whose)
            with counting:
                sent[whose] += allowed

    parts = [threading.Thread(target=send, args=("large", 64 << 10)) for _ in range(8)]
    threads = [*parts, threading.Thread(target=send, args=("small", 1 << 20))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sent["small"] > sum(sent.values()) / 4


def test_it_changes_while_somebody_waits() -> None:
    limit = BandwidthLimit(1)
    limit.allow(1, nothing)
    timer = threading.Timer(0.05, limit.change, (0,))
    timer.start()
    began_s = time.monotonic()
    assert limit.allow(1 << 20, nothing) == 1 << 20
    assert time.monotonic() - began_s < 1
    timer.join()


def test_waiting_ends_when_the_transfer_does() -> None:
    def stop() -> None:
        raise TransferStopped

    with pytest.raises(TransferStopped):
        BandwidthLimit(1).allow(10, stop)
