"""Holding the queue on one cause, pausing, going on: the manager on a storage in memory."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ossdrop.config.profile_id import ProfileId
from ossdrop.config.settings import Destination
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.intake import selection
from ossdrop.storage.base import StoredObject, TransferControl, UploadSource
from ossdrop.transfers import queue as queue_module
from ossdrop.transfers import retrying
from ossdrop.transfers.attempt import Sender
from ossdrop.transfers.checkpoint import CheckpointStore
from ossdrop.transfers.manager import TransferManager
from ossdrop.transfers.multipart import THRESHOLD_BYTES
from ossdrop.transfers.part_pool import PartPool
from ossdrop.transfers.sender import BucketSender
from ossdrop.transfers.transfer import (
    BatchFinished,
    PartsRemain,
    Queue,
    QueueHeld,
    QueueReleased,
    TransferChanged,
    TransfersAdded,
    TransferState,
)
from tests.contract.memory_storage import MemoryStorage
from tests.core.transfers.test_manager import Recorder, files

QUEUED, PAUSED, FAILED, SUCCEEDED, CANCELLED = (
    TransferState.QUEUED,
    TransferState.PAUSED,
    TransferState.FAILED,
    TransferState.SUCCEEDED,
    TransferState.CANCELLED,
)
BIG = 20_000_000

BUCKET, LOCKED, OK = ProfileId("bucket"), ProfileId("locked"), ProfileId("ok")


class FaultyStorage(MemoryStorage):
    """Raises `error` for each attempt while it is set; `poison` is the name of a bad file."""

    def __init__(self) -> None:
        super().__init__()
        self.error: ErrorCode | None = None
        self.poison = ""
        self.attempts = 0
        self.may_abort = True

    def upload(self, source: UploadSource, control: TransferControl) -> StoredObject:
        self.attempts += 1
        if self.error is not None:
            raise OssDropError(self.error)
        if source.name == self.poison:
            raise OssDropError(ErrorCode.SERVICE_FAILED)
        return super().upload(source, control)

    def abort_parts(self, key: str, upload_id: str) -> None:
        if not self.may_abort:
            raise OssDropError(ErrorCode.PERMISSION_MISSING)
        super().abort_parts(key, upload_id)


@pytest.fixture
def storage() -> FaultyStorage:
    return FaultyStorage()


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def manager(recorder: Recorder) -> Iterator[TransferManager]:
    made = TransferManager(recorder, holds=True)
    yield made
    made.close()


@pytest.fixture
def make_sender(
    destination: Destination, storage: FaultyStorage, tmp_path: Path
) -> Iterator[Callable[[], Sender]]:
    with PartPool(4) as pool:
        yield lambda: BucketSender(
            destination, storage, None, pool, CheckpointStore(tmp_path / "cp")
        )


def test_a_wrong_key_is_tried_once_and_all_go_on_when_it_is_mended(
    manager: TransferManager,
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(selection, "_SOON_S", 60)  # all at once, also on a slow machine
    storage.error = ErrorCode.SECRET_WRONG
    batch_id = manager.submit(files(make_file, 200), make_sender, Queue(BUCKET))
    held = recorder.wait_for(lambda e: isinstance(e, QueueHeld))
    assert isinstance(held, QueueHeld)
    assert (held.queue, held.error.code) == (Queue(BUCKET), ErrorCode.SECRET_WRONG)
    assert storage.attempts == 1
    assert manager.open_count == 200

    manager.release()  # not mended yet: one more attempt, not two hundred
    recorder.wait_for(lambda e: isinstance(e, QueueHeld) and e is not held)
    assert storage.attempts == 2

    storage.error = None
    manager.try_again(Queue(BUCKET))
    batch = recorder.batch(batch_id)
    assert [t.state for t in batch.transfers] == [SUCCEEDED] * 200
    assert not any(
        isinstance(e, TransferChanged) and e.transfer.state is FAILED for e in recorder.events
    )


@pytest.mark.parametrize("others", [0, 1])
def test_where_nothing_goes_through_a_command_tries_three_files(
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    others: int,
) -> None:
    """Eight took two minutes and a half, at a service that answers nonsense."""
    monkeypatch.setattr(retrying, "_ATTEMPTS", 1)
    monkeypatch.setattr(selection, "_SOON_S", 60)
    paths = files(make_file, 8)
    sent: list[str] = []

    def upload(source: UploadSource, control: TransferControl) -> StoredObject:
        sent.append(source.name)
        if others and source.name == paths[2].name:  # the third one goes through
            return FaultyStorage.upload(storage, source, control)
        raise OssDropError(ErrorCode.SERVICE_FAILED)

    monkeypatch.setattr(storage, "upload", upload)
    manager = TransferManager(recorder)
    batch = recorder.batch(manager.submit(paths, make_sender, Queue(BUCKET)))
    manager.close()
    assert len(sent) == (8 if others else 3)
    assert len([one for one in batch.transfers if one.state is FAILED]) == 8 - others


def test_what_is_interrupted_begins_nothing_more(
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A command went on with new files for half a second after Ctrl+C: a hundred and more."""
    begun, go_on, sent = threading.Event(), threading.Event(), []

    def upload(source: UploadSource, control: TransferControl) -> StoredObject:
        sent.append(source.name)
        begun.set()
        go_on.wait(10)
        return FaultyStorage.upload(storage, source, control)

    monkeypatch.setattr(storage, "upload", upload)
    manager = TransferManager(recorder, lanes=1)
    manager.submit(files(make_file, 20), make_sender, Queue(BUCKET))
    begun.wait(10)
    manager.begin_no_more()
    go_on.set()
    manager.wait_until_idle(10)
    manager.close()
    assert len(sent) == 1
    succeeded = [e for e in recorder.events if getattr(e, "transfer", None)]
    assert succeeded[-1].transfer.state is SUCCEEDED  # type: ignore[attr-defined]


def test_a_destination_is_made_anew_after_it_was_mended(
    manager: TransferManager,
    recorder: Recorder,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
) -> None:
    wrong = True

    def make() -> Sender:
        if wrong:
            raise OssDropError(ErrorCode.REGION_MISSING)
        return make_sender()

    batch_id = manager.submit(files(make_file, 3), make)
    recorder.wait_for(lambda e: isinstance(e, QueueHeld))
    wrong = False
    manager.release()
    assert len(recorder.batch(batch_id).succeeded) == 3


def test_another_destination_is_not_held(
    manager: TransferManager,
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
) -> None:
    def refuse() -> Sender:
        raise OssDropError(ErrorCode.KEYRING_FAILED)

    manager.submit(files(make_file, 3), refuse, Queue(LOCKED))
    recorder.wait_for(lambda e: isinstance(e, QueueHeld))
    assert (
        len(recorder.batch(manager.submit(files(make_file, 3), make_sender, Queue(OK))).succeeded)
        == 3
    )


def test_without_a_network_everything_waits_and_goes_on_by_itself(
    manager: TransferManager,
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queue_module, "_FIRST_WAIT_S", 0.05)
    storage.error = ErrorCode.NETWORK_TIMEOUT
    monkeypatch.setattr("ossdrop.transfers.retrying._ATTEMPTS", 1)
    batch_id = manager.submit(files(make_file, 30), make_sender)

    def told(kind: type) -> int:
        return sum(isinstance(event, kind) for event in recorder.events)

    recorder.wait_for(lambda _: told(QueueHeld) > 1)
    assert storage.attempts <= 4
    assert not told(QueueReleased)  # a try that fails again is no news: a banner would flicker
    storage.error = None
    assert len(recorder.batch(batch_id).succeeded) == 30
    assert told(QueueReleased) == 1


def test_one_file_that_the_service_cannot_take_does_not_hold_the_others_for_ever(
    manager: TransferManager,
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queue_module, "_FIRST_WAIT_S", 0.01)
    monkeypatch.setattr("ossdrop.transfers.retrying._ATTEMPTS", 1)
    storage.poison = "0000.txt"
    manager.submit(files(make_file, 30), make_sender)
    failed = recorder.wait_for(
        lambda e: isinstance(e, TransferChanged) and e.transfer.state is FAILED
    )
    assert isinstance(failed, TransferChanged)
    assert failed.transfer.name == "0000.txt"
    recorder.wait_for(lambda e: isinstance(e, BatchFinished) and len(e.succeeded) == 29)


def test_without_holding_one_cause_fails_all_that_wait(
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(selection, "_SOON_S", 60)  # all at once, also on a slow machine
    manager = TransferManager(recorder)
    storage.error = ErrorCode.ACCESS_KEY_UNKNOWN
    batch = recorder.batch(manager.submit(files(make_file, 200), make_sender))
    manager.close()
    codes = {t.error.code for t in batch.transfers if t.error}
    assert (codes, len(batch.transfers)) == ({ErrorCode.ACCESS_KEY_UNKNOWN}, 200)
    assert storage.attempts == 1


def test_a_paused_file_leaves_its_drop_and_goes_on_as_one_of_its_own(
    manager: TransferManager,
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
) -> None:
    storage.gate.clear()
    batch_id = manager.submit(files(make_file, 3), make_sender)
    assert storage.started.acquire(timeout=10)
    added = recorder.wait_for(lambda e: isinstance(e, TransfersAdded))
    assert isinstance(added, TransfersAdded)
    running, waiting, third = (t.id for t in added.transfers)
    manager.pause(running, waiting)
    storage.gate.set()
    batch = recorder.batch(batch_id)
    assert [t.id for t in batch.transfers] == [third]
    assert manager.open_count == 0
    again = recorder.batch(manager.resume(running, waiting))
    assert [(t.id, t.state) for t in again.transfers] == [
        (running, SUCCEEDED),
        (waiting, SUCCEEDED),
    ]
    assert len(storage.objects) == 3


def test_all_can_be_paused_resumed_and_tried_again(
    manager: TransferManager,
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
    tmp_path: Path,
) -> None:
    storage.gate.clear()
    manager.submit([*files(make_file, 20), tmp_path / "late.txt"], make_sender)
    recorder.wait_for(lambda e: isinstance(e, TransferChanged) and e.transfer.state is FAILED)
    manager.pause_all()
    assert manager.open_count == 0
    storage.gate.set()
    assert len(recorder.batch(manager.resume_all()).succeeded) == 20
    (tmp_path / "late.txt").write_text("now")
    assert len(recorder.batch(manager.retry_all()).succeeded) == 1


def test_what_looks_secret_waits_until_the_person_says_so(
    manager: TransferManager,
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
) -> None:
    paths = [make_file("cat.png"), make_file("id_rsa"), make_file("dog.png")]
    batch = recorder.batch(manager.submit(paths, make_sender))
    assert [t.name for t in batch.succeeded] == ["cat.png", "dog.png"]
    paused = recorder.wait_for(lambda e: isinstance(e, TransferChanged) and e.transfer.looks_secret)
    assert isinstance(paused, TransferChanged)
    assert (paused.transfer.name, paused.transfer.state) == ("id_rsa", PAUSED)
    manager.resume_all()
    assert len(storage.objects) == 2
    assert len(recorder.batch(manager.resume(paused.transfer.id)).succeeded) == 1
    assert len(recorder.batch(manager.submit(paths, make_sender, asks=False)).succeeded) == 3


def test_a_file_that_has_become_a_key_while_it_waited_is_asked_about(
    manager: TransferManager,
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
    tmp_path: Path,
) -> None:
    """A file of 261 was sent without a question; it was looked at only when it was dropped."""
    storage.gate.clear()
    paths = [make_file(f"{n}.txt", b"harmless") for n in range(40)]
    batch_id = manager.submit(paths, make_sender)
    assert storage.started.acquire(timeout=10)
    for path in paths[-2:]:
        (tmp_path / "key").write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n")
        (tmp_path / "key").replace(path)
    storage.gate.set()
    batch = recorder.batch(batch_id)
    assert len(batch.succeeded) == 38
    held = {
        event.transfer.id: event.transfer.name
        for event in recorder.events
        if isinstance(event, TransferChanged) and event.transfer.looks_secret
    }
    assert sorted(held.values()) == ["38.txt", "39.txt"]
    assert len(recorder.batch(manager.resume(*held)).succeeded) == 2  # the person says so
    assert len(storage.objects) == 40


@pytest.mark.parametrize("paused", [False, True])
def test_cancelling_leaves_no_parts_or_says_how_many_bytes_remain(
    manager: TransferManager,
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
    tmp_path: Path,
    paused: bool,
) -> None:
    part_came, go_on = threading.Event(), threading.Event()
    send_part = storage.send_part

    def send_slowly(*arguments: object) -> object:
        if arguments[2] != 1:
            while not go_on.wait(0.01):
                arguments[-1].check()  # type: ignore[attr-defined]
        part = send_part(*arguments)  # type: ignore[arg-type]
        part_came.set()
        return part

    storage.send_part = send_slowly  # type: ignore[method-assign,assignment]
    storage.may_abort = False
    manager.submit([make_file("film.mp4", bytes(BIG))], make_sender)
    assert part_came.wait(10)
    added = recorder.wait_for(lambda e: isinstance(e, TransfersAdded))
    assert isinstance(added, TransfersAdded)
    transfer_id = added.transfers[0].id
    while (
        not list((tmp_path / "cp").glob("*.jsonl"))
        or manager.progress()[transfer_id].sent_bytes == 0
    ):
        go_on.wait(0.01)
    if paused:
        manager.pause(transfer_id)
    manager.cancel(transfer_id)
    remains = recorder.wait_for(lambda e: isinstance(e, PartsRemain))
    assert isinstance(remains, PartsRemain)
    assert 0 < remains.size_bytes < BIG
    assert not list((tmp_path / "cp").glob("*.jsonl"))
    assert recorder.states_of(transfer_id)[-1] is CANCELLED


def test_what_is_removed_does_not_wait_for_what_is_sent(
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Threads that send go on with the next file: nothing else had a turn among 2,500."""
    manager, dropped = TransferManager(recorder, holds=True, lanes=1), threading.Event()
    monkeypatch.setattr(BucketSender, "drop", lambda *_: dropped.set() or 0)
    send_part, is_busy = storage.send_part, threading.Event()

    def send_slowly(*arguments: object) -> object:
        is_busy.set()
        storage.gate.wait(20)
        return send_part(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(storage, "send_part", send_slowly)
    recorder.batch(manager.submit([make_file("proof.txt")], make_sender))
    storage.error = ErrorCode.NAME_REFUSED
    first = recorder.batch(manager.submit([make_file("a.txt")], make_sender))
    assert [one.state for one in first.transfers] == [TransferState.FAILED]
    storage.error = None
    storage.gate.clear()
    while storage.started.acquire(timeout=0):
        pass
    film = make_file("film.mp4")
    os.truncate(film, THRESHOLD_BYTES + 1)
    manager.submit([film, *files(make_file, 50)], make_sender)
    assert is_busy.wait(10)
    assert storage.started.acquire(timeout=10)  # every thread that sends is busy
    manager.remove(first.transfers[0].id)
    was_in_time = dropped.wait(5)
    storage.gate.set()
    manager.close()
    assert was_in_time


class _Gated(FaultyStorage):
    """Files wait for their turn; one of them finds no network, while it is named."""

    def __init__(self, failing: str) -> None:
        super().__init__()
        self.turns: dict[str, threading.Event] = {}
        self.begun: dict[str, threading.Event] = {}
        self.failing = failing

    def upload(self, source: UploadSource, control: TransferControl) -> StoredObject:
        if source.name in self.turns:
            self.begun[source.name].set()
            assert self.turns[source.name].wait(10)
        if source.name == self.failing:
            raise OssDropError(ErrorCode.NETWORK_TIMEOUT)
        return MemoryStorage.upload(self, source, control)


class TestHeldWhileOthersRun:
    """What was told as held is told as over, by whatever it is."""

    @pytest.fixture
    def storage(self) -> _Gated:
        return _Gated("0001.txt")

    def test_something_that_ran_already_arrives(
        self,
        manager: TransferManager,
        recorder: Recorder,
        storage: _Gated,
        make_sender: Callable[[], Sender],
        make_file: Callable[..., Path],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("ossdrop.transfers.retrying._ATTEMPTS", 1)
        given = files(make_file, 4)
        storage.turns = {path.name: threading.Event() for path in given[1:]}
        storage.begun = {path.name: threading.Event() for path in given[1:]}
        batch_id = manager.submit(given, make_sender)
        assert all(storage.begun[f"000{number}.txt"].wait(10) for number in (1, 2))
        storage.turns["0001.txt"].set()
        recorder.wait_for(lambda e: isinstance(e, QueueHeld))
        storage.failing = ""
        for turn in storage.turns.values():
            turn.set()
        recorder.wait_for(lambda e: isinstance(e, QueueReleased))
        assert len(recorder.batch(batch_id).succeeded) == 4
        assert sum(isinstance(event, QueueReleased) for event in recorder.events) == 1


def test_what_waits_for_the_network_still_says_how_much_of_it_has_arrived(
    manager: TransferManager,
    recorder: Recorder,
    storage: FaultyStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It said 0 B of 72 MB, as if everything were lost."""
    monkeypatch.setattr("ossdrop.transfers.retrying._ATTEMPTS", 1)
    send_part = storage.send_part
    came = threading.Event()

    def send_one(*arguments: object) -> object:
        if arguments[2] != 1:
            assert came.wait(10)
            raise OssDropError(ErrorCode.NETWORK_TIMEOUT)
        part = send_part(*arguments)  # type: ignore[arg-type]
        came.set()
        return part

    storage.send_part = send_one  # type: ignore[method-assign,assignment]
    manager.submit([make_file("film.mp4", bytes(BIG))], make_sender)
    waits = recorder.wait_for(
        lambda e: isinstance(e, TransferChanged) and e.transfer.state is TransferState.QUEUED
    )
    assert isinstance(waits, TransferChanged)
    assert 0 < waits.transfer.kept_bytes < BIG
