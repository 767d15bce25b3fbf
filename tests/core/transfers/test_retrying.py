from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ossdrop.config.settings import Destination
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.server import PracticeServer
from ossdrop.storage.base import TransferStopped
from ossdrop.storage.oss_bucket import OssBucket
from ossdrop.transfers.retrying import upload_with_retries
from tests.conftest import BUCKET
from tests.contract.control import CountingControl
from tests.contract.test_storage import source_of

SIZE = 300_000


@pytest.fixture
def storage(destination: Destination) -> Iterator[OssBucket]:
    made = OssBucket(destination)
    yield made
    made.close()


@pytest.mark.parametrize(
    "faults",
    [
        {"fail_times": 2},
        {"fail_times": 1, "fail_code": "InternalError"},
        {"fail_times": 1, "fail_code": "TooManyRequests"},
        {"reset_after_bytes": 100_000, "reset_times": 2},
    ],
    ids=str,
)
def test_faults_that_pass_are_got_over(
    practice: PracticeServer,
    storage: OssBucket,
    make_file: Callable[..., Path],
    faults: dict[str, Any],
) -> None:
    for name, value in faults.items():
        setattr(practice.faults, name, value)
    control = CountingControl()
    stored = upload_with_retries(storage, source_of(make_file("a.bin", bytes(SIZE))), control)
    assert stored.size_bytes == SIZE
    assert control.sent_bytes == SIZE  # what failed was taken back


def test_a_lost_answer_is_success_and_nothing_is_sent_twice(
    practice: PracticeServer, storage: OssBucket, make_file: Callable[..., Path]
) -> None:
    practice.faults.answer_lost_times = 1
    source = source_of(make_file("a.bin", bytes(SIZE)))
    stored = upload_with_retries(storage, source, CountingControl())
    assert stored.size_bytes == SIZE
    assert [request.method for request in practice.service.requests] == ["PUT", "HEAD"]
    assert list(practice.service.store.buckets[BUCKET].objects) == [source.key]


def test_what_cannot_change_is_not_tried_again(
    practice: PracticeServer, storage: OssBucket, make_file: Callable[..., Path]
) -> None:
    practice.service.keys.clear()
    with pytest.raises(OssDropError) as raised:
        upload_with_retries(storage, source_of(make_file()), CountingControl())
    assert raised.value.code is ErrorCode.ACCESS_KEY_UNKNOWN
    assert len(practice.service.requests) == 1


def test_a_cancel_does_not_wait_for_the_next_attempt(
    practice: PracticeServer, storage: OssBucket, make_file: Callable[..., Path]
) -> None:
    practice.faults.fail_percent = 100.0
    stopped = threading.Event()

    class Stoppable(CountingControl):
        def check(self) -> None:
            if stopped.is_set():
                raise TransferStopped

    outcomes: list[type[BaseException]] = []

    def send() -> None:
        try:
            upload_with_retries(storage, source_of(make_file()), Stoppable())
        except (OssDropError, TransferStopped) as error:
            outcomes.append(type(error))

    thread = threading.Thread(target=send)
    thread.start()
    while len(practice.service.requests) < 3:
        thread.join(0.01)
    began_s = time.monotonic()
    stopped.set()
    thread.join(5)
    assert outcomes == [TransferStopped]
    assert time.monotonic() - began_s < 0.5


def test_each_setback_is_told(
    practice: PracticeServer, storage: OssBucket, make_file: Callable[..., Path]
) -> None:
    class Told(CountingControl):
        setbacks = 0

        def note_setback(self, error: BaseException | None) -> None:
            assert isinstance(error, OssDropError)
            self.setbacks += 1

    control = Told()
    practice.faults.methods = frozenset({"PUT"})
    practice.faults.fail_times = 2
    upload_with_retries(storage, source_of(make_file("a.bin", b"a")), control)
    assert control.setbacks == 2
