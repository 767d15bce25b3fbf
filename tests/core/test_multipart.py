from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from core.config.settings import Destination
from core.errors import ErrorCode, OssDropError
from core.practice.accounts import PUT_AND_GET, AccessKey
from core.practice.server import PracticeServer
from core.storage.base import TransferStopped
from core.storage.checksum import crc64
from core.storage.oss_bucket import OssBucket
from core.transfers.multipart import MAX_PARTS, MAX_SIZE_BYTES, spans_of, upload_in_parts
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET
from tests.contract.control import CountingControl
from tests.contract.test_storage import source_of

SIZE = 30_000_001  # four parts


@pytest.fixture
def storage(destination: Destination) -> Iterator[OssBucket]:
    made = OssBucket(destination)
    yield made
    made.close()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as made:
        yield made


@pytest.fixture
def big(make_file: Callable[..., Path]) -> Path:
    return make_file("big.bin", os.urandom(SIZE))


@given(st.integers(1, MAX_SIZE_BYTES))
def test_parts_keep_the_limits(size: int) -> None:
    spans = [span for _, span in zip(range(3), spans_of(size), strict=False)]
    part_size = spans[0][1].size_bytes
    assert -(-size // max(part_size, 1)) <= MAX_PARTS
    assert part_size <= 5 * 1024**3
    assert [number for number, _ in spans] == list(range(1, len(spans) + 1))


def test_spans_cover_the_file_without_gaps() -> None:
    spans = [span for _, span in spans_of(SIZE)]
    assert [s.offset for s in spans[1:]] == [s.offset + s.size_bytes for s in spans[:-1]]
    assert sum(s.size_bytes for s in spans) == SIZE


def test_put_and_get_permissions_are_enough(
    practice: PracticeServer, storage: OssBucket, pool: ThreadPoolExecutor, big: Path
) -> None:
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    control = CountingControl()
    stored = upload_in_parts(storage, source_of(big), control, pool)
    content = big.read_bytes()
    assert (stored.size_bytes, stored.crc64) == (SIZE, crc64(content))
    assert control.sent_bytes == SIZE
    answer = requests.get(storage.sign(stored.key, 60).url, timeout=10)
    assert answer.content == content
    assert 'filename="big.bin"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "faults",
    [
        {"fail_times": 3},
        {"reset_after_bytes": 1_000_000, "reset_times": 3},
        {"answer_lost_times": 1, "methods": frozenset({"PUT"})},
    ],
    ids=str,
)
def test_only_what_failed_is_sent_again(
    practice: PracticeServer,
    storage: OssBucket,
    pool: ThreadPoolExecutor,
    big: Path,
    faults: dict[str, Any],
) -> None:
    for name, value in faults.items():
        setattr(practice.faults, name, value)
    control = CountingControl()
    stored = upload_in_parts(storage, source_of(big), control, pool)
    assert stored.crc64 == crc64(big.read_bytes())
    assert control.sent_bytes == SIZE
    parts = [r for r in practice.service.requests if "partNumber" in r.parameters]
    assert sum(r.status == 200 for r in parts) <= 5


def test_a_lost_answer_to_complete_is_success(
    practice: PracticeServer, storage: OssBucket, pool: ThreadPoolExecutor, big: Path
) -> None:
    source = source_of(big)
    practice.faults.methods = frozenset({"POST"})
    begin = storage.begin_parts

    def begin_then_lose(source: Any) -> str:
        upload_id = begin(source)
        practice.faults.answer_lost_times = 1  # of the next POST: Complete
        return upload_id

    storage.begin_parts = begin_then_lose  # type: ignore[method-assign]
    stored = upload_in_parts(storage, source, CountingControl(), pool)
    assert stored.crc64 == crc64(big.read_bytes())
    assert practice.service.requests[-1].method == "HEAD"


def test_a_file_that_changes_is_not_completed_and_leaves_no_parts(
    practice: PracticeServer, storage: OssBucket, pool: ThreadPoolExecutor, big: Path
) -> None:
    source = source_of(big)

    class Changing(CountingControl):
        def add_sent(self, size_bytes: int) -> None:
            super().add_sent(size_bytes)
            os.utime(big)

    with pytest.raises(OssDropError) as raised:
        upload_in_parts(storage, source, Changing(), pool)
    assert raised.value.code is ErrorCode.FILE_CHANGED
    bucket = practice.service.store.buckets[BUCKET]
    assert (bucket.objects, bucket.uploads) == ({}, {})


def test_a_refused_part_ends_the_file_with_its_own_error(
    practice: PracticeServer, storage: OssBucket, pool: ThreadPoolExecutor, big: Path
) -> None:
    practice.faults.methods = frozenset({"PUT"})
    practice.faults.fail_percent, practice.faults.fail_code = 100.0, "AccessDenied"
    with pytest.raises(OssDropError) as raised:
        upload_in_parts(storage, source_of(big), CountingControl(), pool)
    assert raised.value.code is ErrorCode.PERMISSION_MISSING
    assert not practice.service.store.buckets[BUCKET].uploads


def test_a_stalled_upload_is_cut_at_once(
    practice: PracticeServer, storage: OssBucket, pool: ThreadPoolExecutor, big: Path
) -> None:
    practice.faults.methods = frozenset({"PUT"})
    practice.faults.hold = threading.Event()
    stopped = threading.Event()

    class Stoppable(CountingControl):
        cut: Callable[[], None] | None = None

        def check(self) -> None:
            if stopped.is_set():
                raise TransferStopped

    control = Stoppable()
    with ThreadPoolExecutor(1) as waiting:
        future = waiting.submit(upload_in_parts, storage, source_of(big), control, pool)
        pause = threading.Event()
        while practice.service.waiting_requests < 4:
            pause.wait(0.01)
        began_s = time.monotonic()
        stopped.set()
        assert control.cut is not None
        control.cut()
        assert isinstance(future.exception(timeout=5), TransferStopped)
        assert time.monotonic() - began_s < 1
    assert not practice.service.store.buckets[BUCKET].uploads
