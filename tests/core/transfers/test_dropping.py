"""Removing what was sent of an upload: at once, later, or never where the key may not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.store import HistoryStore
from ossdrop.storage.base import (
    Part,
    Span,
    StoredObject,
    TransferCancelled,
    TransferControl,
    UploadSource,
)
from ossdrop.transfers.checkpoint import Checkpoint, CheckpointStore
from ossdrop.transfers.multipart import (
    THRESHOLD_BYTES,
    drop_parts,
    part_size_of,
    remove_object,
)
from ossdrop.transfers.part_pool import PartPool
from ossdrop.transfers.sender import BucketSender
from ossdrop.transfers.transfer import Transfer
from tests.conftest import destination_at
from tests.contract.memory_storage import MemoryStorage
from tests.contract.test_storage import source_of

KEY, PLACE = "p/clip.mp4", "https://here/bucket/p"


class Refusing(MemoryStorage):
    """Raises for what it is asked to remove."""

    def __init__(self, *, abort: ErrorCode | None = None, delete: ErrorCode | None = None) -> None:
        super().__init__()
        self._abort, self._delete = abort, delete

    def abort_parts(self, key: str, upload_id: str) -> None:
        if self._abort is not None:
            raise OssDropError(self._abort)
        super().abort_parts(key, upload_id)

    def delete(self, key: str) -> None:
        if self._delete is not None:
            raise OssDropError(self._delete)
        super().delete(key)


@pytest.fixture
def source(make_file: Callable[..., Path]) -> UploadSource:
    return source_of(make_file("clip.mp4", bytes(80)), KEY)


@pytest.fixture
def store(tmp_path: Path) -> CheckpointStore:
    return CheckpointStore(tmp_path / "cp")


def begin(storage: MemoryStorage, source: UploadSource, checkpoint: Checkpoint) -> Part:
    upload_id = storage.begin_parts(source, TransferControl())
    checkpoint.begin(KEY, upload_id, 50)
    part = storage.send_part(source, upload_id, 1, Span(0, 50), TransferControl())
    checkpoint.add(part)
    return part


def notes(tmp_path: Path) -> list[Path]:
    for path in (found := list((tmp_path / "cp").glob("*.dropped"))):
        os.utime(path, (1, 1))
    return found


def test_parts_are_removed(store: CheckpointStore, source: UploadSource, tmp_path: Path) -> None:
    storage = MemoryStorage()
    with store.hold(source.path, PLACE, "") as checkpoint:
        begin(storage, source, checkpoint)
        assert drop_parts(storage, checkpoint) == 0
        assert checkpoint.upload_id == ""
    assert storage.parts == {}
    assert not list((tmp_path / "cp").glob("*.jsonl"))
    assert notes(tmp_path) == []


def test_where_the_key_may_not_it_is_said_how_much_stays(
    store: CheckpointStore, source: UploadSource, tmp_path: Path
) -> None:
    storage = Refusing(abort=ErrorCode.PERMISSION_MISSING)
    with store.hold(source.path, PLACE, "") as checkpoint:
        begin(storage, source, checkpoint)
        assert drop_parts(storage, checkpoint) == 50
        assert checkpoint.upload_id == ""
    assert notes(tmp_path) == []  # no later upload may do it either


def test_what_went_elsewhere_before_is_not_listed_once_a_file_is_done_with(
    make_file: Callable[..., Path], tmp_path: Path
) -> None:
    """What was cancelled came back at every start, and was sent by *Continue*."""
    store = CheckpointStore(tmp_path / "cp", is_restored=True)
    source = source_of(make_file("big.bin", bytes(THRESHOLD_BYTES + 1)), KEY)
    here = destination_at("https://here.example.com")
    with store.hold(source.path, "https://former.example.com/b/p", here.profile) as checkpoint:
        begin(MemoryStorage(), source, checkpoint)
    other = make_file("other.bin", bytes(80))
    with store.hold(other, "https://former.example.com/b/p", here.profile) as checkpoint:
        begin(MemoryStorage(), source_of(other, KEY), checkpoint)
    assert len(store.unfinished()) == 2
    with PartPool(1) as pool:
        sender = BucketSender(here, MemoryStorage(), None, pool, store)
        sender.drop(Transfer.of(1, 1, source.path, "big.bin", source.size_bytes, key=KEY))
    assert [one.path for one in store.unfinished()] == [other]
    assert len(notes(tmp_path)) == 1


@pytest.mark.parametrize("code", [ErrorCode.NETWORK_TIMEOUT, ErrorCode.ACCESS_KEY_UNKNOWN])
def test_what_cannot_be_removed_now_is_removed_later(
    store: CheckpointStore, source: UploadSource, tmp_path: Path, code: ErrorCode
) -> None:
    storage = Refusing(abort=code)
    with store.hold(source.path, PLACE, "") as checkpoint:
        begin(storage, source, checkpoint)
        assert drop_parts(storage, checkpoint) == 0
    assert len(notes(tmp_path)) == 1
    (later,) = store.hold_dropped(PLACE)
    assert (later.key, later.sent_bytes) == (KEY, 50)
    assert later.upload_id in storage.parts


def test_what_can_be_noted_nowhere_stays_and_is_said(source: UploadSource) -> None:
    storage, checkpoint = Refusing(abort=ErrorCode.NETWORK_TIMEOUT), Checkpoint()
    begin(storage, source, checkpoint)
    assert drop_parts(storage, checkpoint) == 50


def test_what_nobody_expected_is_not_tried_again(
    store: CheckpointStore, source: UploadSource, tmp_path: Path
) -> None:
    storage = Refusing(abort=ErrorCode.NAME_REFUSED)
    with store.hold(source.path, PLACE, "") as checkpoint:
        begin(storage, source, checkpoint)
        assert drop_parts(storage, checkpoint) == 50
    assert notes(tmp_path) == []


def join(storage: MemoryStorage, source: UploadSource, checkpoint: Checkpoint) -> None:
    """Everything is there, and its answer is not."""
    part = begin(storage, source, checkpoint)
    upload_id = checkpoint.upload_id
    rest = storage.send_part(source, upload_id, 2, Span(50, 30), TransferControl())
    checkpoint.add(rest)
    storage.complete_parts(source, upload_id, [part, rest], 0, TransferControl())


def test_what_was_joined_just_now_is_removed_as_well(source: UploadSource) -> None:
    storage, checkpoint = MemoryStorage(), Checkpoint()
    join(storage, source, checkpoint)
    checkpoint.is_joining = True
    assert drop_parts(storage, checkpoint) == 0
    assert storage.objects == {}


def test_what_an_earlier_process_joined_may_be_in_use(source: UploadSource) -> None:
    storage, checkpoint = MemoryStorage(), Checkpoint()
    join(storage, source, checkpoint)
    assert drop_parts(storage, checkpoint) == 0
    assert list(storage.objects) == [KEY]


def test_an_object_that_may_not_be_deleted_stays_and_is_said(source: UploadSource) -> None:
    storage, checkpoint = Refusing(delete=ErrorCode.PERMISSION_MISSING), Checkpoint()
    join(storage, source, checkpoint)
    checkpoint.is_joining = True
    assert drop_parts(storage, checkpoint) == 80


def test_nothing_was_begun_and_nothing_stays() -> None:
    assert drop_parts(MemoryStorage(), Checkpoint()) == 0


def test_what_became_of_an_object_is_told(source: UploadSource) -> None:
    assert remove_object(MemoryStorage(), KEY) is None
    storage = Refusing(delete=ErrorCode.NETWORK_TIMEOUT)
    storage.upload(source, TransferControl())
    with pytest.raises(OssDropError):
        remove_object(storage, KEY)
    removing = MemoryStorage()
    removing.upload(source, TransferControl())
    assert remove_object(removing, KEY) == 0
    assert removing.objects == {}


MADE_HERE = f"qianwen-uploads/20261123/{'0' * 32}_a.txt"


@pytest.fixture
def history(tmp_path: Path) -> Iterator[HistoryStore]:
    made = HistoryStore(tmp_path / "history.sqlite")
    yield made
    made.close()


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


@pytest.fixture
def sender(
    storage: MemoryStorage, history: HistoryStore, store: CheckpointStore
) -> Iterator[BucketSender]:
    destination = destination_at("https://oss-cn-hangzhou.aliyuncs.com")
    with PartPool(1) as pool:
        yield BucketSender(destination, storage, history, pool, store)


def test_what_arrived_too_late_is_taken_back_with_its_row(
    sender: BucketSender, storage: MemoryStorage, history: HistoryStore, source: UploadSource
) -> None:
    transfer = Transfer.of(1, 1, source.path, source.name, source.size_bytes)
    finished = sender.send(transfer, TransferControl())
    stored = replace(finished.stored, bucket="practice-bucket")  # as a real storage says
    finished = replace(finished, stored=stored)
    assert sender.take_back(replace(finished, was_there=True)) == 0
    assert list(storage.objects) == [finished.stored.key]  # it is of an earlier upload
    assert history.count() == 1
    assert sender.take_back(finished) == 0
    assert storage.objects == {}
    assert history.count() == 0


@pytest.mark.parametrize(
    ("size_bytes", "is_out", "is_removed"),
    [(80, False, True), (80, True, False), (THRESHOLD_BYTES + 1, False, False)],
    ids=["of ours", "somebody has its link", "another process went on with it"],
)
def test_an_object_that_nobody_knows_of_is_removed(
    sender: BucketSender,
    storage: MemoryStorage,
    source: UploadSource,
    size_bytes: int,
    is_out: bool,
    is_removed: bool,
) -> None:
    storage.put_small(MADE_HERE, b"abc")
    transfer = Transfer.of(
        1, 1, source.path, source.name, size_bytes, key=MADE_HERE, is_key_out=is_out
    )
    assert sender.drop(transfer) == 0
    assert (storage.objects == {}) is is_removed


def test_of_a_large_file_what_this_process_joined_is_removed(
    sender: BucketSender, storage: MemoryStorage, store: CheckpointStore, source: UploadSource
) -> None:
    storage.put_small(MADE_HERE, b"abc")
    place = "https://oss-cn-hangzhou.aliyuncs.com/practice-bucket/qianwen-uploads"
    with store.hold(source.path, place, "") as checkpoint:
        checkpoint.begin(MADE_HERE, storage.begin_parts(source, TransferControl()), 50)
    large = Transfer.of(1, 1, source.path, source.name, THRESHOLD_BYTES + 1, key=MADE_HERE)
    assert sender.drop(large) == 0
    assert (storage.objects, storage.parts) == ({}, {})


@pytest.mark.parametrize("key", ["p/of-another-program.txt", "", "another/" + MADE_HERE])
def test_what_others_made_is_never_removed(
    sender: BucketSender, storage: MemoryStorage, source: UploadSource, tmp_path: Path, key: str
) -> None:
    storage.put_small(key, b"abc")
    sender.leave(key)
    assert sender.drop(Transfer.of(1, 1, source.path, source.name, 80, key=key)) == 0
    assert list(storage.objects) == [key]
    assert notes(tmp_path) == []


def test_what_was_left_is_removed_with_a_later_upload(
    sender: BucketSender,
    storage: MemoryStorage,
    history: HistoryStore,
    store: CheckpointStore,
    source: UploadSource,
    tmp_path: Path,
) -> None:
    known = sender.send(Transfer.of(1, 1, source.path, source.name, 80), TransferControl())
    storage.put_small(MADE_HERE, b"abc")
    sender.leave(MADE_HERE)
    sender.leave(known.stored.key)
    place = "https://oss-cn-hangzhou.aliyuncs.com/practice-bucket/qianwen-uploads"
    store.note_dropped(place, known.stored.key)  # noted before it had its row
    assert len(notes(tmp_path)) == 2
    sender.tidy(TransferControl(), 0)
    assert len(notes(tmp_path)) == 2
    sender.tidy(TransferControl(), 5)
    assert list(storage.objects) == [known.stored.key]
    assert notes(tmp_path) == []
    assert list(tmp_path.rglob("*.lock")) == []  # each upload would have to look past them


class Mute(HistoryStore):
    """Cannot be asked at this moment."""

    def has(self, bucket: str, key: str) -> bool:
        raise OssDropError(ErrorCode.HISTORY_FAILED)

    def like(self, profile: str, bucket: str, size_bytes: int, name: str) -> list[HistoryEntry]:
        raise OssDropError(ErrorCode.HISTORY_FAILED)


def test_while_the_history_cannot_be_asked_nothing_is_removed(
    storage: MemoryStorage, store: CheckpointStore, source: UploadSource, tmp_path: Path
) -> None:
    mute, destination = Mute(tmp_path / "mute.sqlite"), destination_at("https://a.example")
    storage.put_small(MADE_HERE, b"abc")
    store.note_dropped("https://a.example/practice-bucket/qianwen-uploads", MADE_HERE)
    with PartPool(1) as pool:
        sender = BucketSender(destination, storage, mute, pool, store, reuses=True)
        transfer = Transfer.of(1, 1, source.path, source.name, 80, key=MADE_HERE)
        assert sender.drop(transfer) == 0
        assert len(notes(tmp_path)) == 1
        sender.tidy(TransferControl(), 5)
        assert MADE_HERE in storage.objects
        assert len(notes(tmp_path)) == 1  # for a later upload
        finished = sender.send(replace(transfer, key=""), TransferControl())
    mute.close()
    assert not finished.was_there


class Cancelled(TransferControl):
    def __init__(self) -> None:
        self.is_set = False

    def check(self) -> None:
        if self.is_set:
            raise TransferCancelled


class CancelledAtTheEnd(MemoryStorage):
    """The answer is there, and nobody wants it any more."""

    def upload(self, source: UploadSource, control: TransferControl) -> StoredObject:
        stored = super().upload(source, control)
        assert isinstance(control, Cancelled)
        control.is_set = True
        return stored


def test_what_is_cancelled_as_it_arrives_is_removed(
    store: CheckpointStore, history: HistoryStore, source: UploadSource
) -> None:
    storage, destination = CancelledAtTheEnd(), destination_at("https://a.example")
    with PartPool(1) as pool, pytest.raises(TransferCancelled) as raised:
        BucketSender(destination, storage, history, pool, store).send(
            Transfer.of(1, 1, source.path, source.name, 80), Cancelled()
        )
    assert raised.value.left_bytes == 0
    assert storage.objects == {}
    assert history.count() == 0


def test_an_object_that_nobody_answers_for_is_removed_later(tmp_path: Path) -> None:
    class Silent(MemoryStorage):
        def find(self, key: str, control: TransferControl) -> StoredObject | None:
            raise OssDropError(ErrorCode.NETWORK_TIMEOUT)

    store = CheckpointStore(tmp_path / "cp")
    destination = destination_at("http://127.0.0.1:1")
    with PartPool(1) as pool:
        sender = BucketSender(destination, Silent(), None, pool, store)
        key = f"{destination.prefix}/20261130/{'0' * 32}_clip.mp4"
        sent = Transfer.of(1, 1, tmp_path / "clip.mp4", "clip.mp4", 7, key=key)
        assert sender.drop(sent) == 0
    assert len(notes(tmp_path)) == 1


@pytest.mark.parametrize("is_same", [False, True])
def test_a_key_that_is_given_up_is_removed_later_and_no_other(
    make_file: Callable[..., Path], tmp_path: Path, is_same: bool
) -> None:
    store, destination = CheckpointStore(tmp_path / "cp"), destination_at("http://127.0.0.1:1")
    path, storage = make_file("film.mp4", bytes(THRESHOLD_BYTES + 1)), MemoryStorage()
    former = f"{destination.prefix}/20261130/{'0' * 32}_film.mp4"
    with PartPool(2) as pool:
        sender = BucketSender(destination, storage, None, pool, store)
        if is_same:
            place = f"{destination.endpoint.base_url}/{destination.bucket}/{destination.prefix}"
            with store.hold(path, place, "") as checkpoint:
                upload_id = storage.begin_parts(source_of(path, former), TransferControl())
                checkpoint.begin(former, upload_id, part_size_of(THRESHOLD_BYTES + 1))
        sent = Transfer.of(1, 1, path, "film.mp4", THRESHOLD_BYTES + 1, key=former)
        finished = sender.send(sent, TransferControl())
    assert (finished.stored.key == former) is is_same
    assert len(notes(tmp_path)) == (not is_same)
