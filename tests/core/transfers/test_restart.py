"""What an earlier run left unfinished comes back: after a quit, a crash, a power loss."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from ossdrop.app import App
from ossdrop.config.profile_id import DEFAULT_PROFILE
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import data_folder
from ossdrop.storage.base import TransferControl
from ossdrop.transfers.journal import Journal, ToDo
from ossdrop.transfers.transfer import (
    Queue,
    Transfer,
    TransferChanged,
    TransferRemoved,
    TransfersAdded,
    TransferState,
)
from tests.conftest import BUCKET
from tests.core.transfers.test_manager import Recorder

ROOT = Path(__file__).parents[3]
BIG = 100_000_000


def left_by(journal: Journal) -> list[ToDo]:
    with journal.take_over() as left:
        return left


def app_of(variables: dict[str, str]) -> tuple[App, Recorder]:
    recorder = Recorder()
    return App(environment=variables, listener=recorder, stays=True), recorder


def restored(app: App, recorder: Recorder) -> tuple[Transfer, ...]:
    app.restore()
    added = [e for e in recorder.events if isinstance(e, TransfersAdded)]
    return tuple(transfer for event in added for transfer in event.transfers)


def test_after_quitting_unfinished_files_are_back_and_go_on_where_they_were(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
) -> None:
    film = make_file("film.mp4", os.urandom(BIG))
    pictures = [make_file(f"{n}.png", f"picture {n}".encode()) for n in range(3)]
    practice.faults.bytes_per_s = 20_000_000
    first, recorder = app_of(variables)
    first.submit([film])
    pause = threading.Event()
    while not any("partNumber" in r.parameters for r in practice.service.requests):
        pause.wait(0.01)
    practice.faults.hold = threading.Event()
    first.submit(pictures)
    recorder.wait_for(lambda e: isinstance(e, TransfersAdded) and len(e.transfers) == 3)
    first.close()
    practice.faults.hold, practice.faults.bytes_per_s = None, 0

    second, recorder = app_of(variables)
    back = restored(second, recorder)
    assert {t.path for t in back} == {film, *pictures}
    assert {t.state for t in back} == {TransferState.PAUSED}
    (film_back,) = (t for t in back if t.path == film)
    assert 0 < film_back.kept_bytes < BIG
    assert len(restored(second, recorder)) == 4  # asked for again: each is listed once
    batch = recorder.batch(second.transfers.resume_all())
    assert len(batch.succeeded) == 4
    for transfer in batch.succeeded:
        assert transfer.finished is not None
        content = requests.get(transfer.finished.url, timeout=10).content
        assert content == transfer.path.read_bytes()
    second.close()

    third, recorder = app_of(variables)
    assert restored(third, recorder) == ()
    third.close()


def test_after_kill_9_nothing_that_was_dropped_is_forgotten(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    practice.faults.hold = threading.Event()
    paths = [make_file(f"{n}.png", f"picture {n}".encode()) for n in range(300)]
    program = (
        "import sys, threading\n"
        "from pathlib import Path\n"
        "from ossdrop.app import App\n"
        "app = App(stays=True)\n"
        "app.submit([Path(sys.argv[1], f'{n}.png') for n in range(300)])\n"
        "while app.transfers.open_count < 300: pass\n"
        "print('queued', flush=True)\n"
        "threading.Event().wait()\n"
    )
    command = [sys.executable, "-c", program, str(paths[0].parent)]
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | variables, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"queued"
        process.kill()
    practice.faults.hold = None
    app, recorder = app_of(variables)
    assert [t.path for t in restored(app, recorder)] == paths
    assert len(recorder.batch(app.transfers.resume_all()).succeeded) == 300
    assert len(practice.service.store.buckets[BUCKET].objects) == 300
    app.close()


def test_a_file_that_is_gone_by_then_says_so(
    variables: dict[str, str], tmp_path: Path, make_file: Callable[..., Path]
) -> None:
    path = make_file("a.png")
    journal = Journal(tmp_path / "ossdrop-home" / "data" / "transfers")
    added = Transfer.of(1, 1, path, "a.png", 7, queue=Queue(DEFAULT_PROFILE))
    journal.note(TransfersAdded((added,)))
    journal.close()
    path.unlink()
    app, recorder = app_of(variables)
    (transfer,) = restored(app, recorder)
    app.close()
    assert transfer.state is TransferState.FAILED


@pytest.mark.parametrize("is_there", [True, False])
def test_what_the_service_had_finished_is_found_at_the_next_start(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    is_there: bool,
) -> None:
    path = make_file("a.png", b"a picture")
    first, recorder = app_of(variables)
    (sent,) = recorder.batch(first.submit([path])).succeeded
    assert sent.finished is not None
    key = sent.finished.stored.key
    first.history.remove([1])  # as if there had been no time to note it
    first.close()
    journal = Journal(data_folder() / "transfers")
    added = Transfer.of(1, 1, path, "a.png", 9, queue=Queue(DEFAULT_PROFILE))
    journal.note(TransfersAdded((added,)))
    journal.note_key(1, key)
    journal.close()
    if not is_there:
        practice.service.store.buckets[BUCKET].objects.clear()
    app, recorder = app_of(variables)
    (row,) = restored(app, recorder)
    assert row.state is TransferState.PAUSED
    puts = len([one for one in practice.service.requests if one.method == "PUT"])
    app.find_again()
    if is_there:
        found = recorder.wait_for(lambda e: isinstance(e, TransferChanged))
        assert isinstance(found, TransferChanged)
        assert found.transfer.state is TransferState.SUCCEEDED
        assert app.history.has(BUCKET, key)
    app.close()
    assert len([one for one in practice.service.requests if one.method == "PUT"]) == puts
    third, recorder = app_of(variables)
    assert len(restored(third, recorder)) == (0 if is_there else 1)
    third.close()


def test_quitting_waits_for_no_look_at_a_large_file(
    variables: dict[str, str], make_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_file("film.mp4", b"x")
    journal = Journal(data_folder() / "transfers")
    journal.note(
        TransfersAdded((Transfer.of(1, 1, path, "film.mp4", 1, queue=Queue(DEFAULT_PROFILE)),))
    )
    journal.note_key(1, f"qianwen-uploads/20261125/{'0' * 32}_film.mp4")
    journal.close()
    looks = threading.Event()

    def read_for_ever(_: object, source: object, control: TransferControl) -> None:
        looks.set()
        while True:
            control.check()

    monkeypatch.setattr("ossdrop.transfers.sender.find_same_file", read_for_ever)
    app, recorder = app_of(variables)
    restored(app, recorder)
    app.find_again()
    assert looks.wait(10)
    began = time.monotonic()
    app.close()
    assert time.monotonic() - began < 2


def test_two_windows_keep_their_own_lists(tmp_path: Path) -> None:
    running, other = Journal(tmp_path), Journal(tmp_path)
    running.note(TransfersAdded((Transfer.of(1, 1, tmp_path / "a", "a", 7),)))
    assert left_by(other) == []
    running.close()
    assert [item.name for item in left_by(other)] == ["a"]
    assert left_by(other) == []
    other.close()


@pytest.mark.parametrize("state", [TransferState.SUCCEEDED, TransferState.CANCELLED])
def test_what_ended_is_not_to_do_any_more(tmp_path: Path, state: TransferState) -> None:
    journal = Journal(tmp_path)
    kept, ended, removed = (Transfer.of(n, 1, tmp_path / f"{n}", f"{n}", 7) for n in range(3))
    journal.note(TransfersAdded((kept, ended, removed)))
    journal.note(TransferChanged(Transfer.of(1, 1, ended.path, "1", 7, state=state)))
    journal.note(TransferChanged(Transfer.of(0, 1, kept.path, "0", 7, state=TransferState.FAILED)))
    journal.note(TransferRemoved(2))
    journal.close()
    # A line that a power loss cut in half is left out.
    (path,) = tmp_path.glob("*.jsonl")
    path.write_bytes(path.read_bytes() + b'{"begin": 9, "pa')
    successor = Journal(tmp_path)
    assert [item.name for item in left_by(successor)] == ["0"]
    successor.close()
    assert not list(tmp_path.glob("queue-*"))
