"""Every end comes soon, whatever hangs; and only what was cancelled is taken back."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ossdrop import upload_file
from ossdrop.app import App
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.accounts import PUT_AND_GET, AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.transfers.transfer import (
    BatchFinished,
    PartsRemain,
    TransferChanged,
    TransfersAdded,
    TransferState,
)
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET
from tests.core.transfers.test_manager import Recorder
from tests.core.transfers.test_restart import app_of

END_S = 2.0
BIG = 30_000_000


@pytest.fixture
def started(variables: dict[str, str]) -> Iterator[tuple[App, Recorder]]:
    app, recorder = app_of(variables)
    yield app, recorder
    app.close()


def wait_until(is_so: Callable[[], bool]) -> None:
    pause, end_s = threading.Event(), time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end_s, "it never came to that"
        pause.wait(0.005)


def close_soon(app: App) -> None:
    began_s = time.monotonic()
    thread = threading.Thread(target=app.close, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive(), "it never ended"
    assert time.monotonic() - began_s < END_S


def the_transfer(recorder: Recorder) -> int:
    added = recorder.wait_for(lambda e: isinstance(e, TransfersAdded))
    assert isinstance(added, TransfersAdded)
    return added.transfers[0].id


@pytest.mark.parametrize("count", [1, 3, 5])
def test_quitting_while_large_files_are_sent(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    count: int,
) -> None:
    app, _ = app_of(variables)
    practice.faults.bytes_per_s_total = 6_000_000
    app.submit([make_file(f"{n}.mp4", bytes(BIG)) for n in range(count)])
    wait_until(lambda: any("partNumber" in r.parameters for r in practice.service.requests))
    close_soon(app)


@pytest.mark.parametrize("method", ["POST", "PUT", "HEAD"])
def test_quitting_while_the_service_does_not_answer(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    method: str,
) -> None:
    """POST begins a large file, PUT sends, HEAD looks for the same content."""
    path = make_file("a.mp4", bytes(BIG if method == "POST" else 1000))
    if method == "HEAD":
        upload_file(path, settings=variables)
    app, _ = app_of(variables)
    practice.faults.hold, practice.faults.methods = threading.Event(), frozenset({method})
    app.submit([path])
    wait_until(lambda: practice.service.waiting_requests > 0)
    close_soon(app)


def test_quitting_while_nobody_lets_it_in(
    variables: dict[str, str], make_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is looked up, or a connection that is not taken, cannot be cut by its socket."""
    asked, go_on = threading.Event(), threading.Event()

    def hang(*_: object, **__: object) -> object:
        asked.set()
        go_on.wait(30)
        raise OSError("nobody")

    monkeypatch.setattr("socket.getaddrinfo", hang)
    app, _ = app_of(variables)
    app.submit([make_file()])
    assert asked.wait(10)
    try:
        close_soon(app)
    finally:
        go_on.set()


def test_a_cancel_cuts_its_own_transfer_only(
    practice: PracticeServer, started: tuple[App, Recorder], make_file: Callable[..., Path]
) -> None:
    app, recorder = started
    recorder.batch(app.submit([make_file("first.png")]))
    recorder.events.clear()
    practice.faults.bytes_per_s = 1_000_000
    batch_id = app.submit([make_file("a.bin", bytes(700_000)), make_file("b.bin", bytes(700_000))])
    added = recorder.wait_for(lambda e: isinstance(e, TransfersAdded))
    assert isinstance(added, TransfersAdded)
    wait_until(lambda: len([p for p in app.transfers.progress().values() if p.sent_bytes]) == 2)
    app.transfers.cancel(added.transfers[0].id)
    states = {t.name: t.state for t in recorder.batch(batch_id).transfers}
    assert states == {"a.bin": TransferState.CANCELLED, "b.bin": TransferState.SUCCEEDED}
    puts = [r for r in practice.service.requests if r.method == "PUT" and r.key.endswith("b.bin")]
    assert len(puts) == 1


@pytest.mark.parametrize("size", [1000, BIG])
def test_pausing_while_the_last_answer_is_on_its_way_keeps_the_object(
    practice: PracticeServer,
    started: tuple[App, Recorder],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    size: int,
) -> None:
    """The work is done, and the person pauses before the answer is read."""
    app, recorder = started
    arrived, paused = threading.Event(), threading.Event()
    from ossdrop.storage.oss_bucket import OssBucket

    stored = OssBucket._stored

    def answer_late(self: OssBucket, *arguments: object) -> object:
        arrived.set()
        assert paused.wait(10)
        return stored(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(OssBucket, "_stored", answer_late)
    app.submit([make_file("a.bin", bytes(size))])
    assert arrived.wait(10)
    transfer_id = the_transfer(recorder)
    app.transfers.pause(transfer_id)
    paused.set()
    recorder.wait_for(
        lambda e: isinstance(e, TransferChanged) and e.transfer.state is TransferState.SUCCEEDED
    )
    assert len(practice.service.store.buckets[BUCKET].objects) == 1
    assert app.history.count() == 1


@pytest.mark.parametrize("may_delete", [True, False])
def test_a_cancel_that_comes_after_the_end_leaves_nothing_or_says_so(
    practice: PracticeServer,
    started: tuple[App, Recorder],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    may_delete: bool,
) -> None:
    app, recorder = started
    if not may_delete:
        practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    noted, cancelled = threading.Event(), threading.Event()
    note = app.history.add

    def note_late(entry: object) -> int:
        row_id = note(entry)  # type: ignore[arg-type]
        noted.set()
        assert cancelled.wait(10)
        return row_id

    monkeypatch.setattr(app.history, "add", note_late)
    app.submit([make_file("a.bin", bytes(1000))])
    assert noted.wait(10)
    app.transfers.cancel(the_transfer(recorder))
    cancelled.set()
    objects = practice.service.store.buckets[BUCKET].objects
    if may_delete:
        wait_until(lambda: not objects and app.history.count() == 0)
    else:
        remains = recorder.wait_for(lambda e: isinstance(e, PartsRemain))
        assert isinstance(remains, PartsRemain)
        assert remains.size_bytes == 1000


def test_quitting_keeps_what_has_just_arrived_and_does_not_list_it_again(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app, recorder = app_of(variables)
    noted, stopping = threading.Event(), threading.Event()
    note = app.history.add

    def note_late(entry: object) -> int:
        noted.set()
        assert stopping.wait(10)
        return note(entry)  # type: ignore[arg-type]

    monkeypatch.setattr(app.history, "add", note_late)
    app.submit([make_file("a.bin", bytes(1000))])
    assert noted.wait(10)
    app.transfers.stop()
    stopping.set()
    app.close()
    again, recorder = app_of(variables)
    again.restore()
    assert not [e for e in recorder.events if isinstance(e, TransfersAdded)]
    assert again.history.count() == 1
    again.close()


@pytest.mark.parametrize("act", ["pause", "resume", "retry", "release", "cancel", "pause_all"])
def test_nothing_waits_for_a_destination_that_is_looked_up(
    variables: dict[str, str],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    act: str,
) -> None:
    """The keyring asks for its password as long as the person likes; the window must not wait."""
    app, recorder = app_of(variables)
    asked, unlocked = threading.Event(), threading.Event()

    def wait_for_the_person(*_: object) -> object:
        asked.set()
        unlocked.wait(10)
        raise OssDropError(ErrorCode.KEYRING_FAILED)

    monkeypatch.setattr(app.destinations, "resolve", wait_for_the_person)
    app.submit([make_file()])
    assert asked.wait(10)
    transfer_id = the_transfer(recorder)
    began_s = time.monotonic()
    if act in ("release", "pause_all"):
        getattr(app.transfers, act)()
    else:
        app.transfers.pause(transfer_id)
        getattr(app.transfers, act)(transfer_id)
    took_s = time.monotonic() - began_s
    unlocked.set()
    app.close()
    assert took_s < 0.5


@pytest.mark.parametrize("act", ["resume", "retry", "resume_all", "retry_all"])
def test_nothing_to_do_is_a_batch_that_ends(started: tuple[App, Recorder], act: str) -> None:
    app, recorder = started
    assert recorder.batch(getattr(app.transfers, act)()).transfers == ()


def test_many_are_paused_while_others_act(
    practice: PracticeServer, started: tuple[App, Recorder], tmp_path: Path
) -> None:
    """A request for many holds nobody up: what comes after it is done after it."""
    app, recorder = started
    practice.faults.hold = threading.Event()
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number}").touch()
    batch_id = app.submit([folder])
    wait_until(lambda: app.transfers.open_count == 3000)
    app.transfers.pause_all()
    began_s = time.monotonic()
    app.transfers.progress()
    assert time.monotonic() - began_s < 0.5
    app.transfers.cancel_all()
    recorder.wait_for(lambda e: isinstance(e, BatchFinished) and e.batch_id == batch_id)
    wait_until(lambda: app.transfers.open_count == 0)
    practice.faults.hold = None


ERRORS = (ValueError("mine"), BrokenPipeError(), OSError(5, "x"), KeyboardInterrupt())


@pytest.mark.parametrize("at", [1, 2, 10])
def test_what_a_caller_raises_later_ends_it_as_well(
    variables: dict[str, str], make_file: Callable[..., Path], at: int
) -> None:
    """Whoever is told may cut: in parts, that took the lock that was held while telling."""
    calls: list[int] = []

    def refuse(sent: int, whole: int) -> None:
        calls.append(sent)
        if len(calls) == at + 1:
            raise ValueError("mine")

    outcome: list[BaseException] = []

    def send() -> None:
        try:
            upload_file(make_file("a.bin", bytes(BIG)), settings=variables, on_progress=refuse)
        except BaseException as error:  # noqa: BLE001 - looked at below
            outcome.append(error)

    thread = threading.Thread(target=send, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()
    assert [type(error) for error in outcome] == [ValueError]


@pytest.mark.parametrize("size", [1000, BIG])
@pytest.mark.parametrize("then", ["resume", "pause", "cancel", "cancel and retry", "remove"])
def test_acting_while_the_row_of_what_has_arrived_is_written(
    practice: PracticeServer,
    started: tuple[App, Recorder],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    size: int,
    then: str,
) -> None:
    app, recorder = started
    noted, go_on = threading.Event(), threading.Event()
    note = app.history.add

    def note_late(entry: object) -> int:
        noted.set()
        assert go_on.wait(10)
        return note(entry)  # type: ignore[arg-type]

    monkeypatch.setattr(app.history, "add", note_late)
    batch_id = app.submit([make_file("a.bin", bytes(size))])
    assert noted.wait(10)
    transfer_id = the_transfer(recorder)
    if then in ("resume", "pause"):
        app.transfers.pause(transfer_id)
    else:
        app.transfers.cancel(transfer_id)
    if then == "resume":
        batch_id = app.transfers.resume(transfer_id)
    if then == "cancel and retry":
        batch_id = app.transfers.retry(transfer_id)
    if then == "remove":
        app.transfers.remove(transfer_id)
    go_on.set()
    recorder.batch(batch_id)
    wait_until(lambda: not app.transfers._running and app.transfers.open_count == 0)
    objects = practice.service.store.buckets[BUCKET].objects
    is_kept = then not in ("cancel", "remove")
    assert (len(objects), app.history.count()) == ((1, 1) if is_kept else (0, 0))
    rows = app.history.entries(app.history.ids()).values()
    assert {row.key for row in rows} == set(objects)


def test_an_answer_that_was_cut_is_looked_for(
    practice: PracticeServer, started: tuple[App, Recorder], make_file: Callable[..., Path]
) -> None:
    """Stored, and cut before the answer: what is paused is found, what is cancelled is gone."""
    app, recorder = started
    objects = practice.service.store.buckets[BUCKET].objects
    practice.faults.answer_lost_times = 0
    put = practice.service.store.put
    stored, go_on = threading.Event(), threading.Event()

    def put_then_wait(*arguments: object) -> object:
        result = put(*arguments)  # type: ignore[arg-type]
        stored.set()
        practice.faults.latency_s = 0.0
        go_on.wait(0.3)
        return result

    practice.service.store.put = put_then_wait  # type: ignore[method-assign,assignment]
    batch_id = app.submit([make_file("a.bin", b"one")])
    assert stored.wait(10)
    transfer_id = the_transfer(recorder)
    app.transfers.pause(transfer_id)
    batch_id = app.transfers.resume(transfer_id)
    assert len(recorder.batch(batch_id).succeeded) == 1
    assert (len(objects), app.history.count()) == (1, 1)
    stored.clear()
    recorder.events.clear()
    app.submit([make_file("b.bin", b"two")])
    assert stored.wait(10)
    app.transfers.cancel(the_transfer(recorder))
    wait_until(lambda: not app.transfers._running)
    assert (len(objects), app.history.count()) == (1, 1)


def test_quitting_after_a_cancel_at_a_service_that_does_not_answer(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    """What a cancel still has to remove holds nobody up."""
    for pause_s in (0.0, 0.05, 0.3):
        practice.faults.hold = None
        app, _ = app_of(variables)
        practice.faults.bytes_per_s_total = 20_000_000
        app.submit([make_file(f"{n}.mp4", bytes(BIG)) for n in range(3)])
        transfers = app.transfers
        wait_until(lambda of=transfers: len(of.progress()) == 3)  # type: ignore[misc]
        practice.faults.hold = threading.Event()
        app.transfers.cancel_all()
        threading.Event().wait(pause_s)
        close_soon(app)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs by name")
def test_a_file_that_became_a_pipe_while_it_waited(
    started: tuple[App, Recorder], make_file: Callable[..., Path]
) -> None:
    app, recorder = started
    path = make_file("id_rsa", b"a key")  # it waits for a word
    recorder.batch(app.submit([path]))
    path.unlink()
    os.mkfifo(path)
    (failed,) = recorder.batch(app.transfers.resume(the_transfer(recorder))).transfers
    assert failed.error is not None
    assert failed.error.code is ErrorCode.FILE_IS_SPECIAL


def test_the_same_one_named_twice_is_one(
    started: tuple[App, Recorder], make_file: Callable[..., Path]
) -> None:
    app, recorder = started
    recorder.batch(app.submit([make_file("id_rsa", b"a key")]))
    transfer_id = the_transfer(recorder)
    batch = recorder.batch(app.transfers.resume(transfer_id, transfer_id))
    assert len(batch.succeeded) == 1
    app.transfers.remove(transfer_id, transfer_id)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a disk that is full")
def test_a_journal_that_cannot_be_written_stops_nothing(
    variables: dict[str, str],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ossdrop.transfers import journal

    full = Path("/dev/full")
    monkeypatch.setattr(
        journal, "open_own", lambda path, mode, buffering: full.open(mode, buffering)
    )
    app, recorder = app_of(variables)
    for _ in range(2):
        batch = recorder.batch(app.submit([make_file("a.bin", os.urandom(10))]))
        assert len(batch.succeeded) == 1
    close_soon(app)


@pytest.mark.parametrize("size", [1000, 3_000_000, BIG])
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_what_a_caller_raises_ends_it_and_comes_out_as_it_is(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    error: BaseException,
    size: int,
) -> None:
    def refuse(sent: int, whole: int) -> None:
        raise error

    began_s = time.monotonic()
    with pytest.raises(type(error)) as raised:
        upload_file(make_file("a.bin", os.urandom(size)), settings=variables, on_progress=refuse)
    assert raised.value is error
    assert time.monotonic() - began_s < END_S + 2  # with what is imported the first time


@pytest.mark.parametrize("size", [0, 1, 100_000, BIG])
def test_the_last_call_is_the_whole_and_the_only_one(
    variables: dict[str, str], make_file: Callable[..., Path], size: int
) -> None:
    calls: list[tuple[int, int]] = []
    path = make_file("a.bin", bytes(size))
    upload_file(path, settings=variables, on_progress=lambda *call: calls.append(call))
    assert calls[-1] == (size, size)
    assert calls.count((size, size)) == 1
    assert [sent for sent, _ in calls] == sorted(sent for sent, _ in calls)
