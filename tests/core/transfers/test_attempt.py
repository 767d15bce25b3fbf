"""Ending an upload from outside: it is cut wherever it waits, and knows that it was on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.storage.base import TransferCancelled, TransferStopped
from ossdrop.transfers.attempt import Attempt, Route, Sender, Terms
from ossdrop.transfers.caller_control import CallerControl
from ossdrop.transfers.patience import Patience
from ossdrop.transfers.temporary_sender import TemporarySender
from ossdrop.transfers.transfer import Transfer
from tests.core.transfers.test_parts import Request


def no_sender() -> Sender:
    raise OssDropError(ErrorCode.NOT_CONFIGURED)


@pytest.fixture
def attempt() -> Attempt:
    transfer = Transfer.of(1, 1, Path("a.bin"), "a.bin", 1000)
    return Attempt(transfer, Route(no_sender), Terms())


def test_stopping_cuts_what_is_under_way(attempt: Attempt) -> None:
    ended, under_way = Request(), Request()
    attempt.set_request(ended)
    attempt.set_request(None)
    attempt.set_request(under_way)
    attempt.check()
    attempt.stop()
    assert under_way.is_cut.is_set()
    assert not ended.is_cut.is_set()
    with pytest.raises(TransferStopped) as raised:
        attempt.check()
    assert not isinstance(raised.value, TransferCancelled)


def test_what_was_cancelled_ends_for_good(attempt: Attempt) -> None:
    attempt.cancelled = True
    attempt.stop()
    with pytest.raises(TransferCancelled):
        attempt.check()


def test_what_a_caller_raises_cuts_what_is_under_way() -> None:
    def stop(sent_bytes: int, size_bytes: int) -> None:
        raise KeyboardInterrupt

    control, request = CallerControl(1000, stop, Patience()), Request()
    control.set_request(request)
    control.check()
    with pytest.raises(TransferStopped):
        control.add_sent(10)
    assert request.is_cut.is_set()
    assert isinstance(control.error, KeyboardInterrupt)
    with pytest.raises(TransferStopped):
        control.check()


def test_an_end_comes_also_before_anything_is_under_way() -> None:
    control = CallerControl(1000, None, Patience())
    control.end(KeyboardInterrupt())
    control.end(ValueError())
    assert isinstance(control.error, KeyboardInterrupt)  # the first one counts


def test_a_caller_hears_of_progress_that_only_grows_and_of_the_end_once() -> None:
    told: list[tuple[int, int]] = []
    control = CallerControl(1000, lambda sent, size: told.append((sent, size)), Patience())
    for size_bytes in (400, -400, 300, 200, 500):
        control.add_sent(size_bytes)
    assert told == [(400, 1000), (500, 1000), (999, 1000)]
    control.finish()
    assert told[3:] == [(1000, 1000)]


def test_all_of_it_is_for_the_answer_alone(attempt: Attempt) -> None:
    assert attempt.progress(0).sent_bytes == 0
    attempt.add_sent(600)
    progress = attempt.progress(1)
    assert (progress.sent_bytes, progress.size_bytes) == (600, 1000)
    assert (progress.speed_bytes_per_s, progress.left_s) == (600, pytest.approx(400 / 600))
    attempt.add_sent(-500)
    assert attempt.progress(2).sent_bytes == 600  # it never goes back
    attempt.add_kept(900)
    assert attempt.progress(3).sent_bytes == 999


def test_what_has_not_left_yet_is_no_progress(attempt: Attempt) -> None:
    class Waiting(Request):
        def unsent_bytes(self) -> int:
            return 250

    attempt.set_request(Waiting())
    attempt.add_sent(200)
    assert attempt.progress(0).sent_bytes == 0
    attempt.add_sent(200)
    assert attempt.progress(1).sent_bytes == 150


@pytest.mark.parametrize(
    ("size_bytes", "sent_bytes", "moves"),
    [
        (2 << 20, 1 << 20, False),
        (2 << 20, (1 << 20) + 1, True),
        (16 << 20, (1 << 20) + 1, True),
        ((16 << 20) + 1, 8 << 20, False),  # parts are answered one by one
    ],
)
def test_the_first_mebibyte_lets_the_others_go(
    size_bytes: int, sent_bytes: int, moves: bool
) -> None:
    moved: list[bool] = []
    transfer = Transfer.of(1, 1, Path("a.bin"), "a.bin", size_bytes)
    attempt = Attempt(transfer, Route(no_sender), Terms())
    attempt.when_moving = lambda: moved.append(True)
    attempt.add_kept(sent_bytes)
    assert moved == []  # what was there before proves nothing
    attempt.sent_bytes = 0
    attempt.add_sent(sent_bytes)
    assert moved == [True] * moves
    attempt.note_taken()
    assert moved == [True]  # told once


def test_what_went_through_renews_patience() -> None:
    patience = Patience(first_s=0)
    gone = OssDropError(ErrorCode.NETWORK_TIMEOUT)
    transfer = Transfer.of(1, 1, Path("a.bin"), "a.bin", 1000)
    attempt = Attempt(transfer, Route(no_sender), Terms(patience=patience))
    assert not attempt.goes_on(gone)
    attempt.note_taken()
    assert attempt.goes_on(gone)
    assert attempt.again(transfer).goes_on(gone)
    assert not Attempt(transfer, Route(no_sender), Terms()).goes_on(gone)


def test_another_attempt_knows_where_the_file_may_be() -> None:
    keys: list[tuple[int, str]] = []
    out = Transfer.of(1, 1, Path("a.bin"), "a.bin", 1000, key="p/a", is_key_out=True)
    told = Terms(on_key=lambda transfer_id, key: keys.append((transfer_id, key)))
    attempt = Attempt(out, Route(no_sender), told)
    attempt.setbacks, attempt.seen_proofs = 2, 3
    again = attempt.again(out)
    assert (again.transfer.key, again.transfer.is_key_out, again.key) == ("p/a", True, "p/a")
    assert (again.setbacks, again.seen_proofs) == (2, 3)
    assert (again.is_under_way, again.sent_bytes, again.dropped) == (True, 0, False)
    attempt.note_key("p/b")
    assert keys == [(1, "p/b")]
    again = attempt.again(out)
    assert (again.transfer.key, again.transfer.is_key_out) == ("p/b", False)


def test_a_destination_is_made_once_and_anew_after_it_was_mended() -> None:
    made: list[Sender] = []

    def make() -> Sender:
        made.append(TemporarySender(None, None, None))  # type: ignore[arg-type]
        return made[-1]

    route = Route(make)
    assert route.sender() is route.sender() is made[0]
    route.renew()
    assert route.sender() is made[1]
    assert len(made) == 2


def test_what_a_destination_raises_is_the_same_for_every_file() -> None:
    asked: list[bool] = []

    def refuse() -> Sender:
        asked.append(True)
        raise OssDropError(ErrorCode.KEYRING_FAILED)

    route = Route(refuse)
    for _ in range(2):
        with pytest.raises(OssDropError) as raised:
            route.sender()
        assert raised.value.code is ErrorCode.KEYRING_FAILED
    assert asked == [True]


def test_what_was_mended_while_it_was_looked_up_is_looked_up_again() -> None:
    asked: list[bool] = []

    def refuse() -> Sender:
        asked.append(True)
        if len(asked) == 1:
            route.renew()  # another setting is saved at this moment
        raise OssDropError(ErrorCode.KEYRING_FAILED)

    route = Route(refuse)
    for _ in range(2):
        with pytest.raises(OssDropError):
            route.sender()
    assert len(asked) == 2


def test_a_fault_nobody_thought_of_names_its_kind_only() -> None:
    def fail() -> Sender:
        raise ZeroDivisionError("a secret, perhaps")

    with pytest.raises(OssDropError) as raised:
        Route(fail).sender()
    assert (raised.value.code, raised.value.detail) == (ErrorCode.UNEXPECTED, "ZeroDivisionError")
