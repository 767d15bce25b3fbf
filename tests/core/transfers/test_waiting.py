"""Who is next for one destination, and when nobody may go."""

from __future__ import annotations

import gc
import itertools
import random
import threading
from pathlib import Path

import pytest

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.transfers.attempt import Attempt, Route, Sender, Terms
from ossdrop.transfers.multipart import THRESHOLD_BYTES
from ossdrop.transfers.queue import Gate, Lane, TransferQueue, holds_queue, is_nobody_there
from ossdrop.transfers.temporary_sender import TemporarySender
from ossdrop.transfers.transfer import Transfer

SMALL, LARGE = Lane.SMALL, Lane.LARGE
WRONG_KEY = OssDropError(ErrorCode.ACCESS_KEY_UNKNOWN)


def make_sender() -> Sender:
    return TemporarySender(None, None, None)  # type: ignore[arg-type]


def waiting(id_: int, size_bytes: int = 1000) -> Attempt:
    transfer = Transfer.of(id_, 1, Path("a"), "a", size_bytes)
    return Attempt(transfer, Route(make_sender), Terms())


@pytest.fixture
def queue() -> TransferQueue:
    """With files 1, 2 and 3, proven."""
    made = TransferQueue("work")
    for number in (1, 2, 3):
        made.add(waiting(number))
    made.note_proof()
    return made


def take(queue: TransferQueue, lane: Lane = SMALL, *busy: int) -> int | None:
    attempt = queue.take(lane, busy)
    return attempt.transfer.id if attempt else None


def test_files_go_in_their_order(queue: TransferQueue) -> None:
    assert [attempt.transfer.id for attempt in queue] == [1, 2, 3]
    queue.add(waiting(4), first=True)
    queue.add(waiting(5))
    assert [take(queue) for _ in range(6)] == [4, 1, 2, 3, 5, None]
    assert len(queue) == 0


def test_one_whose_earlier_attempt_has_not_ended_lets_the_next_one_by(
    queue: TransferQueue,
) -> None:
    assert take(queue, SMALL, 1, 2) == 3
    assert take(queue) == 1


def test_large_and_small_ones_wait_apart(queue: TransferQueue) -> None:
    queue.add(waiting(4, THRESHOLD_BYTES))
    queue.add(waiting(5, THRESHOLD_BYTES + 1))
    assert (take(queue, LARGE), take(queue, LARGE)) == (5, None)
    assert len(queue) == 4
    assert (SMALL.at_once, LARGE.at_once) == (16, 3)


def test_what_waits_no_longer_is_not_taken(queue: TransferQueue) -> None:
    queue.remove(next(iter(queue)))
    queue.remove(waiting(9))
    assert [take(queue) for _ in range(3)] == [2, 3, None]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_and_goes_they_are_taken_in_their_order(seed: int) -> None:
    """Those that have left keep places for a while: never more than those that wait."""
    choose = random.Random(seed)
    queue, ids = TransferQueue("work"), itertools.count(1)
    queue.note_proof()
    there: list[Attempt] = []
    for _ in range(3000):
        kind = choose.random()
        if kind < 0.4:
            there.append(waiting(next(ids)))
            queue.add(there[-1])
        elif kind < 0.45:
            there.insert(0, waiting(next(ids)))
            queue.add(there[0], first=True)
        elif kind < 0.7 and there:
            queue.remove(there.pop(choose.randrange(len(there))))
        elif kind < 0.72:
            for one in there[1:]:  # all are paused but one
                queue.remove(one)
            del there[1:]
        else:
            busy = [one.transfer.id for one in there[: choose.randrange(3)]]
            wanted = there[len(busy)] if len(there) > len(busy) else None
            assert queue.take(SMALL, busy) is wanted
            there = [one for one in there if one is not wanted]
        assert list(queue) == there
        assert len(queue) == len(there)


def test_those_that_have_left_are_let_go() -> None:
    queue, first_id = TransferQueue("work"), 10**9  # no other test's
    for number in range(1000):
        queue.add(waiting(first_id + number))
    queue.add(last := waiting(first_id + 1000))
    for attempt in list(queue)[:-1]:
        queue.remove(attempt)
    del attempt
    assert list(queue) == [last]
    found = [one for one in gc.get_objects() if isinstance(one, Attempt)]
    assert sum(one.transfer.id >= first_id for one in found) < 100


def test_the_first_one_proves_the_destination_alone() -> None:
    queue = TransferQueue("work")
    first = waiting(1)
    for attempt in (first, waiting(2), waiting(3)):
        queue.add(attempt)
    assert not queue.is_proving(first)
    assert queue.take(SMALL, ()) is first
    assert queue.is_proving(first)
    assert take(queue) is None
    queue.note_end(waiting(9))
    assert take(queue) is None
    queue.note_end(first)  # in whichever way: the next one may try
    assert (take(queue), take(queue)) == (2, None)
    queue.note_proof()
    assert queue.gate is Gate.OPEN
    assert take(queue) == 3


def test_three_that_fail_before_anything_went_through_speak_for_all(queue: TransferQueue) -> None:
    queue.release()
    assert [queue.note_failed_prover() for _ in range(3)] == [False, False, True]
    queue.note_proof()
    assert not any(queue.note_failed_prover() for _ in range(9))


def test_a_wait_that_gets_no_thread_stops_nobody_from_ending(
    queue: TransferQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(_: threading.Timer) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Timer, "start", start)
    queue.hold(OssDropError(ErrorCode.NETWORK_TIMEOUT), lambda: None)
    assert queue.gate is Gate.HELD
    assert queue.cancel_timer() is None  # whoever closes waits for the one there is


def test_what_is_held_waits_until_it_is_released(queue: TransferQueue) -> None:
    routes = [attempt.route for attempt in queue]
    before = [route.sender() for route in routes]
    queue.hold(WRONG_KEY, lambda: None)
    assert (queue.gate, take(queue)) == (Gate.HELD, None)
    assert queue.cancel_timer() is None  # nothing mends this by itself
    queue.release()
    assert queue.gate is Gate.PROVING
    assert (take(queue), take(queue)) == (1, None)
    after = [route.sender() for route in routes]
    assert all(one is not other for one, other in zip(before, after, strict=True))


def test_the_network_is_asked_again_and_again_but_ever_later(queue: TransferQueue) -> None:
    gone = OssDropError(ErrorCode.NETWORK_UNREACHABLE)
    waits_s = []
    for _ in range(7):
        queue.hold(gone, lambda: None)
        timer = queue.cancel_timer()
        assert timer is not None
        assert timer.daemon
        waits_s.append(timer.interval)
        timer.join()
    assert waits_s == [2, 4, 8, 16, 30, 30, 30]
    queue.note_proof()
    queue.hold(gone, lambda: None)
    timer = queue.cancel_timer()
    assert timer is not None
    assert timer.interval == 2
    assert queue.cancel_timer() is None
    timer.join()


def test_a_release_by_hand_ends_the_wait(queue: TransferQueue) -> None:
    queue.hold(OssDropError(ErrorCode.NETWORK_UNREACHABLE), lambda: None)
    queue.release()
    assert queue.cancel_timer() is None


def test_a_file_is_to_blame_once_others_went_through_four_times(queue: TransferQueue) -> None:
    bad = waiting(9)
    blamed = []
    for _ in range(4):
        queue.note_proof()
        blamed.append(queue.note_setback_of(bad))
    assert blamed == [False, False, False, True]


def test_as_long_as_nothing_goes_through_it_is_the_networks_fault(queue: TransferQueue) -> None:
    bad = waiting(9)
    queue.note_proof()
    assert [queue.note_setback_of(bad) for _ in range(9)] == [False] * 9


def test_a_file_that_is_alone_has_nobody_else_to_blame() -> None:
    queue, bad = TransferQueue("work"), waiting(9)
    assert [queue.note_setback_of(bad) for _ in range(5)] == [False, False, False, True, True]


@pytest.mark.parametrize(
    ("code", "meets_all", "is_nobody"),
    [
        (ErrorCode.ACCESS_KEY_UNKNOWN, True, False),
        (ErrorCode.PRACTICE_FAILED, True, False),
        (ErrorCode.NETWORK_UNREACHABLE, True, True),
        (ErrorCode.NETWORK_TIMEOUT, True, True),
        (ErrorCode.PROXY_UNREACHABLE, True, True),
        (ErrorCode.CONNECTION_LOST, True, False),
        (ErrorCode.FILE_CHANGED, False, False),
        (ErrorCode.NAME_REFUSED, False, False),
    ],
)
def test_an_error_meets_everybody_or_one_file(
    code: ErrorCode, meets_all: bool, is_nobody: bool
) -> None:
    assert holds_queue(OssDropError(code)) is meets_all
    assert is_nobody_there(OssDropError(code)) is is_nobody
