"""Ending an upload from outside: it is cut wherever it waits, and knows that it was on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.storage.base import TransferCancelled, TransferStopped
from ossdrop.transfers.attempt import Attempt, Route, Sender
from ossdrop.transfers.bandwidth import BandwidthLimit
from ossdrop.transfers.caller_control import CallerControl
from ossdrop.transfers.patience import Patience
from ossdrop.transfers.transfer import Transfer
from tests.core.transfers.test_parts import Request


def no_sender() -> Sender:
    raise OssDropError(ErrorCode.NOT_CONFIGURED)


@pytest.fixture
def attempt() -> Attempt:
    transfer = Transfer(1, 1, Path("a.bin"), "a.bin", 1000)
    return Attempt(transfer, Route(no_sender), BandwidthLimit())


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
