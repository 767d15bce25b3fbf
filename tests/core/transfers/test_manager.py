"""The transfer manager, on a storage in memory: states, batches, cancelling, awkward files."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ossdrop.config.profile_id import ProfileId
from ossdrop.config.settings import Destination
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.intake.selection import Selected, look_at
from ossdrop.links import Link
from ossdrop.media.fitness import Finding, Misfit
from ossdrop.sentences import Words
from ossdrop.storage.base import (
    StoredObject,
    TransferCancelled,
    TransferControl,
    TransferStopped,
)
from ossdrop.transfers.attempt import Sender
from ossdrop.transfers.checkpoint import CheckpointStore
from ossdrop.transfers.journal import Journal
from ossdrop.transfers.manager import Left, TransferManager
from ossdrop.transfers.part_pool import PartPool
from ossdrop.transfers.sender import BucketSender
from ossdrop.transfers.temporary_sender import TemporarySender
from ossdrop.transfers.threads import Threads
from ossdrop.transfers.transfer import (
    BatchFinished,
    FinishedUpload,
    Queue,
    Transfer,
    TransferChanged,
    TransferEvent,
    TransferRemoved,
    TransfersAdded,
    TransferState,
)
from ossdrop.transfers.width import Width
from tests.conftest import destination_at
from tests.contract.memory_storage import MemoryStorage
from tests.platforms import has_links

_SOMEWHERE = destination_at("http://127.0.0.1:9", "b")

SUCCEEDED, FAILED, CANCELLED = (
    TransferState.SUCCEEDED,
    TransferState.FAILED,
    TransferState.CANCELLED,
)

WORK = Queue(ProfileId("work"))


class Recorder:
    """Keeps events, and waits for the one that a test is about."""

    def __init__(self) -> None:
        self.events: list[TransferEvent] = []
        self._changed = threading.Condition()

    def __call__(self, event: TransferEvent) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait_for(self, wanted: Callable[[TransferEvent], bool]) -> TransferEvent:
        with self._changed:
            found = self._changed.wait_for(
                lambda: next((e for e in self.events if wanted(e)), None), timeout=10
            )
        assert found is not None, f"never came; there were {self.events}"
        return found

    def batch(self, batch_id: int) -> BatchFinished:
        event = self.wait_for(lambda e: isinstance(e, BatchFinished) and e.batch_id == batch_id)
        assert isinstance(event, BatchFinished)
        return event

    def states_of(self, transfer_id: int) -> list[TransferState]:
        return [
            e.transfer.state
            for e in self.events
            if isinstance(e, TransferChanged) and e.transfer.id == transfer_id
        ]


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def manager(recorder: Recorder) -> Iterator[TransferManager]:
    made = TransferManager(recorder, lanes=2)
    yield made
    made.close()


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


@pytest.fixture
def make_sender(
    destination: Destination, storage: MemoryStorage, tmp_path: Path
) -> Iterator[Callable[[], Sender]]:
    with PartPool(2) as pool:
        yield lambda: BucketSender(
            destination, storage, None, pool, CheckpointStore(tmp_path / "cp")
        )


@pytest.fixture
def proven(
    manager: TransferManager,
    recorder: Recorder,
    storage: MemoryStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
) -> None:
    """A file went through already: the others need not wait for the first one."""
    recorder.batch(manager.submit([make_file("first.txt")], make_sender))
    assert storage.started.acquire(timeout=1)
    storage.objects.clear()
    recorder.events.clear()


def files(make_file: Callable[..., Path], count: int) -> list[Path]:
    return [make_file(f"{number:04}.txt", str(number).encode()) for number in range(count)]


def test_a_drop_ends_with_all_links_in_its_order(
    manager: TransferManager,
    recorder: Recorder,
    storage: MemoryStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
) -> None:
    paths = list(reversed(files(make_file, 450)))
    batch = recorder.batch(manager.submit(paths, make_sender))
    assert [t.path for t in batch.transfers] == paths
    assert all(t.state is SUCCEEDED and t.finished for t in batch.transfers)
    assert len(storage.objects) == 450
    assert recorder.states_of(batch.transfers[0].id) == [TransferState.RUNNING, SUCCEEDED]
    assert sum(isinstance(e, BatchFinished) for e in recorder.events) == 1
    assert manager.open_count == 0


def test_awkward_things_fail_on_their_own_row_while_the_others_go_on(
    manager: TransferManager,
    recorder: Recorder,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
    tmp_path: Path,
) -> None:
    (tmp_path / "empty folder").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    paths = [
        make_file("good.txt"),
        tmp_path / "gone.txt",
        tmp_path / "empty folder",
        tmp_path / "pipe",
        Path("nul\0byte"),
        make_file("zero.txt", b""),
    ]
    batch = recorder.batch(manager.submit(paths, make_sender))
    codes = [t.error.code if t.error else t.state for t in batch.transfers]
    assert codes == [
        SUCCEEDED,
        ErrorCode.FILE_MISSING,
        ErrorCode.FOLDER_EMPTY,
        ErrorCode.FILE_IS_SPECIAL if hasattr(os, "mkfifo") else ErrorCode.FILE_MISSING,
        ErrorCode.FILE_MISSING,
        SUCCEEDED,
    ]


def test_folders_give_their_files_sorted_and_without_hidden_ones(
    manager: TransferManager,
    recorder: Recorder,
    make_sender: Callable[[], Sender],
    tmp_path: Path,
) -> None:
    folder = tmp_path / "素材"
    (folder / "b").mkdir(parents=True)
    for name in ("c.txt", "a.txt", ".DS_Store", "b/x.txt"):
        (folder / name).write_text(name)
    batch = recorder.batch(manager.submit([folder], make_sender))
    assert [t.path.relative_to(folder).as_posix() for t in batch.transfers] == [
        "a.txt",
        "b/x.txt",
        "c.txt",
    ]
    assert [t.folder for t in batch.transfers] == ["素材", "素材/b", "素材"]
    keys = [t.finished.stored.key for t in batch.transfers if t.finished]
    assert keys[1].split("/")[2:4] == ["素材", "b"]


@pytest.mark.usefixtures("proven")
def test_a_file_that_vanishes_while_it_waits_fails_alone(
    manager: TransferManager,
    recorder: Recorder,
    storage: MemoryStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
) -> None:
    storage.gate.clear()
    paths = files(make_file, 3)
    batch_id = manager.submit(paths, make_sender)
    recorder.wait_for(lambda e: isinstance(e, TransfersAdded))
    for _ in range(2):
        assert storage.started.acquire(timeout=10)
    paths[2].unlink()
    storage.gate.set()
    batch = recorder.batch(batch_id)
    assert [t.state for t in batch.transfers] == [SUCCEEDED, SUCCEEDED, FAILED]
    assert batch.transfers[2].error is not None
    assert batch.transfers[2].error.code is ErrorCode.FILE_MISSING


def test_one_wrong_setting_is_the_error_of_every_file_and_asked_once(
    manager: TransferManager, recorder: Recorder, make_file: Callable[..., Path]
) -> None:
    asked: list[int] = []

    def refuse() -> Sender:
        asked.append(1)
        raise OssDropError(ErrorCode.REGION_MISSING)

    batch = recorder.batch(manager.submit(files(make_file, 5), refuse))
    assert [t.error.code for t in batch.transfers if t.error] == [ErrorCode.REGION_MISSING] * 5
    assert asked == [1]


@pytest.mark.usefixtures("proven")
def test_running_and_waiting_transfers_can_be_cancelled(
    manager: TransferManager,
    recorder: Recorder,
    storage: MemoryStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
) -> None:
    storage.gate.clear()
    batch_id = manager.submit(files(make_file, 4), make_sender)
    for _ in range(2):
        assert storage.started.acquire(timeout=10)
    added = recorder.wait_for(lambda e: isinstance(e, TransfersAdded))
    assert isinstance(added, TransfersAdded)
    manager.cancel_all()
    batch = recorder.batch(batch_id)
    assert [t.state for t in batch.transfers] == [CANCELLED] * 4
    storage.gate.set()
    again = recorder.batch(manager.submit([added.transfers[0].path], make_sender))
    assert [t.state for t in again.transfers] == [SUCCEEDED]
    assert len(storage.objects) == 1


def test_a_failed_transfer_can_be_tried_again(
    manager: TransferManager,
    recorder: Recorder,
    make_sender: Callable[[], Sender],
    tmp_path: Path,
) -> None:
    late = tmp_path / "late.txt"
    failed = recorder.batch(manager.submit([late], make_sender)).transfers[0]
    late.write_text("now it is there")
    manager.retry(failed.id)

    def is_second(event: TransferEvent) -> bool:
        return isinstance(event, BatchFinished) and event.batch_id != failed.batch_id

    second = recorder.wait_for(is_second)
    assert isinstance(second, BatchFinished)
    assert [(t.id, t.state) for t in second.transfers] == [(failed.id, SUCCEEDED)]
    assert recorder.states_of(failed.id)[-3:] == [
        TransferState.QUEUED,
        TransferState.RUNNING,
        SUCCEEDED,
    ]


def test_a_removed_transfer_is_gone(
    manager: TransferManager,
    recorder: Recorder,
    make_sender: Callable[[], Sender],
    tmp_path: Path,
) -> None:
    failed = recorder.batch(manager.submit([tmp_path / "gone"], make_sender)).transfers[0]
    manager.remove(failed.id)
    recorder.wait_for(lambda e: isinstance(e, TransferRemoved) and e.transfer_id == failed.id)
    manager.retry(failed.id)
    assert manager.open_count == 0


def test_progress_never_claims_the_end_before_the_answer(
    manager: TransferManager,
    recorder: Recorder,
    storage: MemoryStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
) -> None:
    storage.gate.clear()
    batch_id = manager.submit([make_file("a.bin", bytes(1000))], make_sender)
    assert storage.started.acquire(timeout=10)
    (progress,) = manager.progress().values()
    assert (progress.sent_bytes, progress.size_bytes) == (0, 1000)
    storage.gate.set()
    recorder.batch(batch_id)
    assert manager.progress() == {}


def test_closing_ends_everything_and_says_nothing_more(
    recorder: Recorder,
    storage: MemoryStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
) -> None:
    manager = TransferManager(recorder, lanes=2)
    storage.gate.clear()
    manager.submit(files(make_file, 50), make_sender)
    assert storage.started.acquire(timeout=10)
    manager.close()
    count = len(recorder.events)
    manager.submit(files(make_file, 1), make_sender)
    assert len(recorder.events) == count
    assert not any(isinstance(e, BatchFinished) for e in recorder.events)


def test_a_fault_nobody_thought_of_is_an_error_of_its_row(
    manager: TransferManager, recorder: Recorder, make_file: Callable[..., Path]
) -> None:
    class Broken:
        def send(self, transfer: Transfer, control: object) -> object:
            raise KeyError("surprise")

    batch = recorder.batch(manager.submit([make_file()], Broken))  # type: ignore[arg-type]
    transfer: Transfer = batch.transfers[0]
    assert transfer.error is not None
    assert transfer.error.code is ErrorCode.UNEXPECTED


def test_cancel_and_retry_at_once_leave_the_manager_sound(
    manager: TransferManager,
    recorder: Recorder,
    storage: MemoryStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
) -> None:
    storage.gate.clear()
    manager.submit([make_file()], make_sender)
    assert storage.started.acquire(timeout=10)
    added = recorder.wait_for(lambda e: isinstance(e, TransfersAdded))
    assert isinstance(added, TransfersAdded)
    transfer_id = added.transfers[0].id
    manager.cancel(transfer_id)
    manager.retry(transfer_id)
    assert storage.started.acquire(timeout=10)
    assert manager.open_count == 1
    manager.cancel(transfer_id)
    manager.retry(transfer_id)
    storage.gate.set()
    recorder.wait_for(
        lambda e: isinstance(e, BatchFinished) and [t.state for t in e.transfers] == [SUCCEEDED]
    )


def test_a_retry_belongs_to_its_own_batch_only(
    manager: TransferManager,
    recorder: Recorder,
    storage: MemoryStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
    tmp_path: Path,
) -> None:
    storage.gate.clear()
    late = tmp_path / "late.txt"
    batch_id = manager.submit([late, make_file()], make_sender)
    failed = recorder.wait_for(
        lambda e: isinstance(e, TransferChanged) and e.transfer.state is FAILED
    )
    assert isinstance(failed, TransferChanged)
    late.write_text("now it is there")
    manager.retry(failed.transfer.id)
    storage.gate.set()
    first = recorder.batch(batch_id)
    assert failed.transfer.id not in [t.id for t in first.transfers]
    recorder.wait_for(
        lambda e: (
            isinstance(e, BatchFinished) and [t.id for t in e.transfers] == [failed.transfer.id]
        )
    )


def test_a_listener_that_fails_stops_nothing(
    storage: MemoryStorage, make_sender: Callable[[], Sender], make_file: Callable[..., Path]
) -> None:
    done = threading.Event()

    def listen(event: TransferEvent) -> None:
        if isinstance(event, BatchFinished):
            done.set()
        raise RuntimeError("a fault of the window")

    manager = TransferManager(listen, lanes=2)
    manager.submit(files(make_file, 5), make_sender)
    assert done.wait(10)
    manager.close()
    assert len(storage.objects) == 5


@has_links
def test_a_link_that_leads_in_a_circle_is_not_followed(
    manager: TransferManager,
    recorder: Recorder,
    make_sender: Callable[[], Sender],
    tmp_path: Path,
) -> None:
    deepest = tmp_path / "d" / "e" / "f"
    deepest.mkdir(parents=True)
    (deepest / "a.txt").write_text("deep")
    (tmp_path / "d" / "circle").symlink_to(tmp_path, target_is_directory=True)
    batch = recorder.batch(manager.submit([tmp_path / "d"], make_sender))
    assert [(t.name, t.state) for t in batch.transfers] == [("a.txt", SUCCEEDED)]


def test_no_more_are_sent_at_once_than_there_are_lanes(
    proven: None,
    manager: TransferManager,
    recorder: Recorder,
    storage: MemoryStorage,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
) -> None:
    storage.gate.clear()
    batch_id = manager.submit(files(make_file, 6), make_sender)
    assert storage.started.acquire(timeout=5)
    assert storage.started.acquire(timeout=5)
    assert (len(manager.progress()), manager.open_count) == (2, 6)
    storage.gate.set()
    assert len(recorder.batch(batch_id).succeeded) == 6
    manager.wait_until_idle(5)
    assert manager.progress() == {}


def test_waiting_for_the_end_ends_with_it(
    manager: TransferManager,
    recorder: Recorder,
    make_sender: Callable[[], Sender],
    make_file: Callable[..., Path],
) -> None:
    manager.wait_until_idle(0)
    recorder.batch(manager.submit([make_file()], make_sender))
    began_s = time.monotonic()
    manager.wait_until_idle(5)
    assert time.monotonic() - began_s < 4


def test_a_drop_that_cannot_be_read_is_one_failed_row(
    manager: TransferManager,
    recorder: Recorder,
    make_sender: Callable[[], Sender],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("ossdrop.transfers.manager.select_at_once", fail)
    (row,) = recorder.batch(manager.submit([tmp_path / "a"], make_sender)).transfers
    assert (row.path, row.name, row.state) == (tmp_path / "a", "a", FAILED)
    assert row.error is not None
    assert (row.error.code, row.error.detail) == (ErrorCode.UNEXPECTED, "ZeroDivisionError")


class Found(TemporarySender):
    """Finds what an earlier run has stored."""

    def __init__(self, finished: FinishedUpload | None) -> None:
        self._finished = finished

    def find_again(self, transfer: Transfer, control: TransferControl) -> FinishedUpload | None:
        return self._finished


@pytest.mark.parametrize("is_there", [True, False])
def test_what_an_earlier_run_stored_is_found_and_told(
    recorder: Recorder, tmp_path: Path, is_there: bool
) -> None:
    sent: list[tuple[int, str]] = []
    manager = TransferManager(recorder, on_sent=lambda *told: sent.append(told))
    now = datetime(2026, 11, 23, tzinfo=UTC)
    stored = StoredObject("b", "p/a", 7, 7, "text/plain")
    finished = FinishedUpload(stored, Link("https://b/p/a", now, now), None, _SOMEWHERE)
    file = Selected(tmp_path / "a", "a", 7)
    sender = Found(finished if is_there else None)
    manager.restore([Left(file, key="p/a")], lambda: sender, WORK)
    added = recorder.wait_for(lambda e: isinstance(e, TransfersAdded))
    assert isinstance(added, TransfersAdded)
    (paused,) = added.transfers
    assert (paused.state, paused.path, paused.key) == (TransferState.PAUSED, tmp_path / "a", "p/a")
    manager.restore([Left(file, key="p/a")], lambda: sender, WORK)  # it is listed already
    manager.find_again(Queue(ProfileId("another")))
    manager.find_again(WORK)
    if is_there:
        recorder.wait_for(lambda e: isinstance(e, TransferChanged))
    manager.close()
    assert sent == ([(paused.id, "p/a")] if is_there else [])
    assert recorder.states_of(paused.id) == ([SUCCEEDED] if is_there else [])
    assert sum(isinstance(e, TransfersAdded) for e in recorder.events) == 1


def test_only_what_may_have_been_stored_is_looked_for(recorder: Recorder, tmp_path: Path) -> None:
    asked: list[str] = []
    was_asked = threading.Event()

    class Asked(TemporarySender):
        def __init__(self) -> None: ...

        def find_again(self, transfer: Transfer, control: TransferControl) -> None:
            asked.append(transfer.name)
            if transfer.key:
                was_asked.set()

    manager = TransferManager(recorder)
    plain = [Left(Selected(tmp_path / name, name, 7)) for name in "ab"]
    stored = Left(Selected(tmp_path / "c", "c", 7), key="p/c")
    secret = Left(Selected(tmp_path / "d", "d", 7, looks_secret=True), key="p/d")
    manager.restore([*plain, secret, stored], Asked, WORK)
    manager.find_again(WORK)
    assert was_asked.wait(10)
    manager.close()
    assert asked == ["c"]


def test_a_setback_makes_it_narrower_and_five_leftovers_are_removed_at_once(
    recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy: list[int] = []
    removed: list[int] = []

    class Counted(Width):
        def note_busy(self) -> None:
            busy.append(self.now)
            super().note_busy()

    class Slow(TemporarySender):
        def __init__(self) -> None: ...

        def send(self, transfer: Transfer, control: TransferControl) -> FinishedUpload:
            control.note_setback(None)
            now = datetime(2026, 11, 23, tzinfo=UTC)
            stored = StoredObject("b", "p/a", 7, 7, "text/plain")
            return FinishedUpload(stored, Link("https://b/p/a", now, now), None, _SOMEWHERE)

        def tidy(self, control: TransferControl, most: int) -> None:
            removed.append(most)

    monkeypatch.setattr("ossdrop.transfers.manager.Width", Counted)
    (tmp_path / "a").write_bytes(b"picture")
    manager = TransferManager(recorder, lanes=4)
    (row,) = recorder.batch(manager.submit([tmp_path / "a"], Slow)).transfers
    manager.close()
    assert (row.state, busy, removed) == (SUCCEEDED, [4], [5])


@pytest.mark.parametrize("is_for_good", [True, False])
def test_what_runs_is_told_whether_it_ends_for_good(
    recorder: Recorder, tmp_path: Path, is_for_good: bool
) -> None:
    ends: list[type[BaseException]] = []
    begun, go_on = threading.Event(), threading.Event()

    class Waiting(TemporarySender):
        def __init__(self) -> None: ...

        def send(self, transfer: Transfer, control: TransferControl) -> FinishedUpload:
            begun.set()
            assert go_on.wait(10)
            try:
                control.check()
            except TransferStopped as end:
                ends.append(type(end))
                raise
            raise AssertionError("it goes on")

    (tmp_path / "a").write_bytes(b"picture")
    manager = TransferManager(recorder)
    manager.submit([tmp_path / "a"], Waiting)
    assert begun.wait(10)
    manager.give_up() if is_for_good else manager.stop()
    go_on.set()
    manager.close()
    assert ends == [TransferCancelled if is_for_good else TransferStopped]


def test_acting_on_very_many_holds_nobody_up(tmp_path: Path) -> None:
    count, waited = 60_000, [0.0]
    all_cancelled, ends = threading.Event(), threading.Event()
    left = [count]

    def listen(event: TransferEvent) -> None:
        if isinstance(event, TransferChanged) and event.transfer.state is CANCELLED:
            left[0] -= 1
            if not left[0]:
                all_cancelled.set()

    manager = TransferManager(listen)
    files = [Left(Selected(tmp_path / str(n), str(n), 7)) for n in range(count)]
    manager.restore(files, Found, WORK)

    def ask() -> None:
        while not ends.wait(0.001):
            began_s = time.monotonic()
            assert manager.open_count >= 0
            waited.append(time.monotonic() - began_s)

    asking = threading.Thread(target=ask)
    asking.start()
    manager.cancel_all()
    assert all_cancelled.wait(60)
    ends.set()
    asking.join()
    manager.close()
    print("MAX", max(waited))
    assert max(waited) < 0.5


def test_what_is_taken_back_was_not_sent(recorder: Recorder, tmp_path: Path) -> None:
    """It arrives, but was cancelled by then: nobody is to take it for a link that is out."""
    sent: list[tuple[int, str]] = []
    taken_back = threading.Event()

    class Late(TemporarySender):
        def __init__(self) -> None: ...

        def send(self, transfer: Transfer, control: TransferControl) -> FinishedUpload:
            manager.cancel(transfer.id)
            recorder.wait_for(
                lambda e: (
                    isinstance(e, TransferChanged) and e.transfer.state is TransferState.CANCELLED
                )
            )
            now = datetime(2026, 11, 23, tzinfo=UTC)
            stored = StoredObject("b", "p/a", 7, 7, "text/plain")
            return FinishedUpload(stored, Link("https://b/p/a", now, now), None, _SOMEWHERE)

        def take_back(self, finished: FinishedUpload) -> int:
            taken_back.set()
            return 0

    (tmp_path / "a").write_bytes(b"picture")
    manager = TransferManager(recorder, on_sent=lambda *told: sent.append(told))
    manager.submit([tmp_path / "a"], Late)
    assert taken_back.wait(10)
    manager.close()
    assert sent == []


def test_what_is_cancelled_while_it_is_looked_at_leaves_no_parts(
    recorder: Recorder, tmp_path: Path
) -> None:
    looked_at, go_on, dropped = threading.Event(), threading.Event(), threading.Event()

    def examine(transfer: Transfer) -> Finding:
        looked_at.set()
        assert go_on.wait(10)
        return Finding(Misfit.CLIP_SHORT, Words(Misfit.CLIP_SHORT.value))

    class Dropping(TemporarySender):
        def __init__(self) -> None: ...

        def send(self, transfer: Transfer, control: TransferControl) -> FinishedUpload:
            with contextlib.suppress(TransferCancelled):
                control.check()
                raise AssertionError("it goes on")
            dropped.set()
            raise TransferCancelled

    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(20 * 1024**2)
    manager = TransferManager(recorder, holds=True, examine=examine)
    manager.restore([Left(look_at(film), sent_bytes=8 * 1024**2)], Dropping, WORK)
    (row,) = next(e.transfers for e in recorder.events if isinstance(e, TransfersAdded))
    manager.resume(row.id)
    assert looked_at.wait(10)
    manager.cancel(row.id)
    go_on.set()
    assert dropped.wait(10)
    manager.close()


def test_others_follow_the_first_one_also_while_a_folder_is_opened(
    recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, opening, moves, go_on = (threading.Event() for _ in range(4))
    started: list[str] = []

    class Slow(TemporarySender):
        def __init__(self) -> None: ...

        def send(self, transfer: Transfer, control: TransferControl) -> FinishedUpload:
            started.append(transfer.name)
            if len(started) == 2:
                both.set()
            assert moves.wait(10)
            control.add_sent(2 * 1024**2)
            assert go_on.wait(10)
            raise TransferStopped

    def select(paths: Sequence[Path], *rest: object) -> Iterator[list[Selected]]:
        if paths[0].name == "folder":
            opening.set()
            assert go_on.wait(10)
        yield [look_at(path) for path in paths]

    monkeypatch.setattr("ossdrop.transfers.manager.select_at_once", select)
    paths = [tmp_path / "a", tmp_path / "b"]
    for path in paths:
        path.write_bytes(bytes(3 * 1024**2))
    manager = TransferManager(recorder, holds=True)
    manager.submit(paths, Slow)
    manager.submit([tmp_path / "folder"], Slow)
    assert opening.wait(10)
    moves.set()
    assert both.wait(5), started
    go_on.set()
    manager.close()


def test_what_work_in_the_background_raises_is_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with Threads(1) as threads:
        threads.start(lambda: 1 / 0)
    assert "ZeroDivisionError" in caplog.text


def test_what_somebody_waits_for_is_no_news_when_it_fails(caplog: pytest.LogCaptureFixture) -> None:
    """Parts that are stopped with their upload were a hundred lines each."""
    with Threads(1) as threads, pytest.raises(ZeroDivisionError):
        threads.submit(lambda: 1 / 0).result()
    assert caplog.text == ""


def test_an_answer_about_a_file_holds_up_nobody_while_its_disk_sleeps(
    tmp_path: Path, make_sender: Callable[[], Sender], monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, went_on = threading.Event(), list[bool]()

    def identity_of(_: Path) -> tuple[int, ...]:
        went_on.append(goes_on.wait(3))
        return ()

    monkeypatch.setattr("ossdrop.transfers.journal.identity_of", identity_of)
    journal, recorder = Journal(tmp_path / "notes"), Recorder()

    def listen(event: TransferEvent) -> None:
        journal.note(event)
        recorder(event)

    (tmp_path / "id_rsa").write_bytes(b"a key")
    manager = TransferManager(listen, holds=True)
    manager.submit([tmp_path / "id_rsa"], make_sender)
    asked = recorder.wait_for(lambda e: isinstance(e, TransfersAdded))
    assert isinstance(asked, TransfersAdded)
    batch_id = manager.resume(asked.transfers[0].id)
    goes_on.set()  # only now: the call above has come back
    assert recorder.batch(batch_id).succeeded
    assert went_on == [True]
    manager.close()
    journal.close()
