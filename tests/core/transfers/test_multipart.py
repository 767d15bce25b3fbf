from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from ossdrop.config.settings import Destination
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.accounts import PUT_AND_GET, AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.storage.base import Part, TransferCancelled, TransferStopped
from ossdrop.storage.checksum import crc64
from ossdrop.storage.oss_bucket import OssBucket
from ossdrop.transfers.checkpoint import Checkpoint, CheckpointStore, FileIdentity
from ossdrop.transfers.multipart import (
    MAX_PARTS,
    MAX_SIZE_BYTES,
    part_size_of,
    spans_of,
    upload_in_parts,
)
from ossdrop.transfers.part_pool import PartPool
from ossdrop.transfers.part_width import MOST, START
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET
from tests.contract.control import CountingControl
from tests.contract.test_storage import source_of

SIZE = 30_000_001  # eight parts


@pytest.fixture
def storage(destination: Destination) -> Iterator[OssBucket]:
    made = OssBucket(destination)
    yield made
    made.close()


@pytest.fixture
def pool() -> Iterator[PartPool]:
    with PartPool(4) as made:
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
    practice: PracticeServer, storage: OssBucket, pool: PartPool, big: Path
) -> None:
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    control = CountingControl()
    stored = upload_in_parts(storage, source_of(big), control, pool, Checkpoint())
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
    pool: PartPool,
    big: Path,
    faults: dict[str, Any],
) -> None:
    for name, value in faults.items():
        setattr(practice.faults, name, value)
    control = CountingControl()
    stored = upload_in_parts(storage, source_of(big), control, pool, Checkpoint())
    assert stored.crc64 == crc64(big.read_bytes())
    assert control.sent_bytes == SIZE
    parts = [r for r in practice.service.requests if "partNumber" in r.parameters]
    assert sum(r.status == 200 for r in parts) <= START + 1


def test_a_lost_answer_to_complete_is_success(
    practice: PracticeServer, storage: OssBucket, pool: PartPool, big: Path
) -> None:
    source = source_of(big)
    practice.faults.methods = frozenset({"POST"})
    begin = storage.begin_parts

    def begin_then_lose(source: Any, control: Any) -> str:
        upload_id = begin(source, control)
        practice.faults.answer_lost_times = 1  # of the next POST: Complete
        return upload_id

    storage.begin_parts = begin_then_lose  # type: ignore[method-assign]
    stored = upload_in_parts(storage, source, CountingControl(), pool, Checkpoint())
    assert stored.crc64 == crc64(big.read_bytes())
    assert practice.service.requests[-1].method == "HEAD"


def test_a_file_that_changes_is_not_completed_and_leaves_no_parts(
    practice: PracticeServer, storage: OssBucket, pool: PartPool, big: Path
) -> None:
    source = source_of(big)

    class Changing(CountingControl):
        def add_sent(self, size_bytes: int) -> None:
            super().add_sent(size_bytes)
            os.utime(big)

    with pytest.raises(OssDropError) as raised:
        upload_in_parts(storage, source, Changing(), pool, Checkpoint())
    assert raised.value.code is ErrorCode.FILE_CHANGED
    bucket = practice.service.store.buckets[BUCKET]
    assert (bucket.objects, bucket.uploads) == ({}, {})


def test_a_refused_part_ends_the_file_with_its_own_error(
    practice: PracticeServer, storage: OssBucket, pool: PartPool, big: Path
) -> None:
    practice.faults.methods = frozenset({"PUT"})
    practice.faults.fail_percent, practice.faults.fail_code = 100.0, "AccessDenied"
    with pytest.raises(OssDropError) as raised:
        upload_in_parts(storage, source_of(big), CountingControl(), pool, Checkpoint())
    assert raised.value.code is ErrorCode.PERMISSION_MISSING


def test_a_stalled_upload_is_cut_at_once(
    practice: PracticeServer, storage: OssBucket, pool: PartPool, big: Path
) -> None:
    practice.faults.methods = frozenset({"PUT"})
    practice.faults.hold = threading.Event()
    stopped = threading.Event()

    class Stoppable(CountingControl):
        def check(self) -> None:
            if stopped.is_set():
                raise TransferCancelled

    control = Stoppable()
    with PartPool(1) as waiting:
        future = waiting.submit(
            upload_in_parts, storage, source_of(big), control, pool, Checkpoint()
        )
        pause = threading.Event()
        while practice.service.waiting_requests < 4:
            pause.wait(0.01)
        began_s = time.monotonic()
        stopped.set()
        assert control.request is not None
        control.request.cut()
        assert isinstance(future.exception(timeout=5), TransferCancelled)
        assert time.monotonic() - began_s < 1
    assert not practice.service.store.buckets[BUCKET].uploads


def stop_after(size_bytes: int) -> CountingControl:
    return CountingControl(stop_after_bytes=size_bytes)


def parts_sent(practice: PracticeServer) -> int:
    return sum("partNumber" in r.parameters and r.status == 200 for r in practice.service.requests)


def test_a_stopped_upload_goes_on_where_it_was(
    practice: PracticeServer,
    storage: OssBucket,
    pool: PartPool,
    big: Path,
    tmp_path: Path,
) -> None:
    store, one_at_a_time = CheckpointStore(tmp_path / "checkpoints"), PartPool(1)
    with (
        one_at_a_time,
        store.hold(big, "here", "default") as checkpoint,
        pytest.raises(TransferStopped),
    ):
        upload_in_parts(storage, source_of(big), stop_after(20_000_000), one_at_a_time, checkpoint)
    assert parts_sent(practice) == 5
    with store.hold(big, "here", "default") as checkpoint:
        assert len(checkpoint.parts) == 5
        control = CountingControl()
        stored = upload_in_parts(storage, source_of(big), control, pool, checkpoint)
        checkpoint.discard()
    assert stored.crc64 == crc64(big.read_bytes())
    assert control.sent_bytes == SIZE
    assert parts_sent(practice) == 8
    assert not list((tmp_path / "checkpoints").glob("*.jsonl"))


def test_a_line_cut_in_half_spoils_no_later_one(
    tmp_path: Path, make_file: Callable[..., Path]
) -> None:
    file, store = make_file("clip.mp4", b"film"), CheckpointStore(tmp_path / "checkpoints")
    with store.hold(file, "here", "default") as checkpoint:
        checkpoint.begin("key", "upload", 1)
        checkpoint.add(Part(1, 1, "one", 1))
        checkpoint.add(Part(2, 1, "two", 2))
    assert checkpoint.path is not None
    checkpoint.path.write_bytes(checkpoint.path.read_bytes()[:-5])  # the power failed here
    with store.hold(file, "here", "default") as checkpoint:
        assert list(checkpoint.parts) == [1]
        checkpoint.add(Part(3, 1, "three", 3))
    with store.hold(file, "here", "default") as checkpoint:
        assert list(checkpoint.parts) == [1, 3]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a disk that is full")
def test_a_full_disk_fails_no_upload(
    storage: OssBucket, pool: PartPool, big: Path, tmp_path: Path
) -> None:
    checkpoint = Checkpoint(tmp_path / "full.jsonl", FileIdentity.of(big))
    checkpoint.discard = lambda: None  # type: ignore[method-assign]
    (tmp_path / "full.jsonl").symlink_to("/dev/full")
    stored = upload_in_parts(storage, source_of(big), CountingControl(), pool, checkpoint)
    assert stored.crc64 == crc64(big.read_bytes())


@pytest.mark.parametrize("change", ["content", "destination", "service"])
def test_what_changed_begins_anew(
    practice: PracticeServer,
    storage: OssBucket,
    pool: PartPool,
    big: Path,
    tmp_path: Path,
    change: str,
) -> None:
    store, one_at_a_time = CheckpointStore(tmp_path / "checkpoints"), PartPool(1)
    with (
        one_at_a_time,
        store.hold(big, "here", "default") as checkpoint,
        pytest.raises(TransferStopped),
    ):
        upload_in_parts(storage, source_of(big), stop_after(20_000_000), one_at_a_time, checkpoint)
    if change == "content":
        big.write_bytes(os.urandom(SIZE))
    if change == "service":
        practice.service.store.buckets[BUCKET].uploads.clear()
    place = "elsewhere" if change == "destination" else "here"
    with store.hold(big, place, "default") as checkpoint:
        assert bool(checkpoint.parts) == (change != "destination")
        assert checkpoint.is_stale == (change == "content")
        stored = upload_in_parts(storage, source_of(big), CountingControl(), pool, checkpoint)
    assert stored.crc64 == crc64(big.read_bytes())
    if change == "content":  # nobody will go on with what was sent of the old one
        assert practice.service.store.buckets[BUCKET].uploads == {}


def test_an_upload_that_was_complete_but_for_its_answer_is_found(
    practice: PracticeServer,
    storage: OssBucket,
    pool: PartPool,
    big: Path,
    tmp_path: Path,
) -> None:
    source = source_of(big)
    store = CheckpointStore(tmp_path / "checkpoints")
    with store.hold(big, "here", "default") as checkpoint:
        upload_in_parts(storage, source, CountingControl(), pool, checkpoint)
    # As after a power loss between Complete and its answer: the checkpoint is still there.
    kept = Checkpoint(tmp_path / "kept.jsonl", checkpoint.identity)
    kept.begin(source.key, "gone", part_size_of(SIZE))
    for number, span in spans_of(SIZE):
        data = big.read_bytes()[span.offset : span.offset + span.size_bytes]
        kept.add(Part(number, span.size_bytes, "etag", crc64(data)))
    before = parts_sent(practice)
    stored = upload_in_parts(storage, source, CountingControl(), pool, kept)
    kept.close()
    assert stored.crc64 == crc64(big.read_bytes())
    assert parts_sent(practice) == before


def test_a_file_goes_through_one_checkpoint_at_a_time(tmp_path: Path, big: Path) -> None:
    store = CheckpointStore(tmp_path / "checkpoints")
    with store.hold(big, "here", "default") as first, store.hold(big, "here", "default") as second:
        assert first.path is not None
        assert second.path is None


def test_a_line_cut_off_by_a_power_loss_is_left_out(tmp_path: Path, big: Path) -> None:
    store = CheckpointStore(tmp_path / "checkpoints")
    with store.hold(big, "here", "default") as checkpoint:
        checkpoint.begin("key", "upload", 8 * 1024**2)
        checkpoint.add(Part(1, 5, "etag", 7))
        checkpoint.add(Part(2, 5, "etag", 7))
    (path,) = (tmp_path / "checkpoints").glob("*.jsonl")
    path.write_bytes(path.read_bytes()[:-10])
    with store.hold(big, "here", "default") as checkpoint:
        assert set(checkpoint.parts) == {1}
    path.write_bytes(b"not json\n")
    with store.hold(big, "here", "default") as checkpoint:
        assert checkpoint.upload_id == ""


def test_after_kill_9_at_most_the_parts_in_flight_are_sent_again(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    path = make_file("film.mp4", os.urandom(100_000_000))  # 24 parts
    practice.faults.bytes_per_s = 30_000_000
    command = [sys.executable, "-m", "ossdrop", "upload", str(path)]
    environment = os.environ | variables
    root = Path(__file__).parents[3]
    with subprocess.Popen(command, cwd=root, env=environment) as process:
        pause = threading.Event()
        while parts_sent(practice) < 5:
            pause.wait(0.005)
        process.kill()
    practice.faults.bytes_per_s = 0
    result = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=30, check=True
    )
    assert parts_sent(practice) - 24 <= MOST
    assert requests.get(result.stdout.strip(), timeout=10).content == path.read_bytes()
