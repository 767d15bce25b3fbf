"""Parts that nobody can see cost money: none stays, or it is said how many bytes do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.app import App
from ossdrop.practice.accounts import PUT_AND_GET, AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import data_folder
from ossdrop.transfers.checkpoint import Checkpoint
from ossdrop.transfers.transfer import PartsRemain
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET
from tests.core.transfers.test_ends import the_transfer, wait_until
from tests.core.transfers.test_manager import Recorder
from tests.core.transfers.test_restart import app_of, restored
from tests.platforms import replaces_open_files

SIZE = 60_000_000


def parts_of(practice: PracticeServer) -> int:
    return sum("partNumber" in r.parameters for r in practice.service.requests)


def checkpoints() -> list[Path]:
    return list((data_folder() / "transfers").glob("*.jsonl"))


@pytest.fixture
def film(make_file: Callable[..., Path]) -> Path:
    return make_file("film.mp4", os.urandom(SIZE))


def interrupt(practice: PracticeServer, app: App, film: Path, *, quits: bool) -> None:
    practice.faults.bytes_per_s = 20_000_000
    app.submit([film])
    wait_until(lambda: parts_of(practice) >= 2)
    if quits:
        app.close()
    practice.faults.bytes_per_s = 0


@pytest.mark.parametrize("change", ["edited", "deleted"])
@pytest.mark.parametrize("may_abort", [True, False])
def test_paused_then_changed_then_cancelled(
    practice: PracticeServer,
    variables: dict[str, str],
    film: Path,
    change: str,
    may_abort: bool,
) -> None:
    if not may_abort:
        practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    app, recorder = app_of(variables)
    interrupt(practice, app, film, quits=False)
    transfer_id = the_transfer(recorder)
    app.transfers.pause(transfer_id)
    wait_until(lambda: not app.transfers._running)
    if change == "edited":
        film.write_bytes(b"another")
    else:
        film.unlink()
    app.transfers.cancel(transfer_id)
    uploads = practice.service.store.buckets[BUCKET].uploads
    if may_abort:
        wait_until(lambda: not uploads)
    else:
        remains = recorder.wait_for(lambda e: isinstance(e, PartsRemain))
        assert isinstance(remains, PartsRemain)
        assert remains.size_bytes > 0
    app.close()
    assert [path for path in checkpoints() if "queue-" not in path.name] == []


def test_interrupted_then_edited_then_sent_again(
    practice: PracticeServer, variables: dict[str, str], film: Path
) -> None:
    first, _ = app_of(variables)
    interrupt(practice, first, film, quits=True)
    film.write_bytes(os.urandom(SIZE))
    again, recorder = app_of(variables)
    restored(again, recorder)
    assert len(recorder.batch(again.transfers.resume_all()).succeeded) == 1
    again.close()
    assert practice.service.store.buckets[BUCKET].uploads == {}


@replaces_open_files
def test_deleted_while_it_is_sent(
    practice: PracticeServer, variables: dict[str, str], film: Path
) -> None:
    app, recorder = app_of(variables)
    practice.faults.bytes_per_s = 20_000_000
    batch_id = app.submit([film])
    wait_until(lambda: parts_of(practice) >= 2)
    film.unlink()
    practice.faults.bytes_per_s = 0
    batch = recorder.batch(batch_id)
    app.close()
    bucket = practice.service.store.buckets[BUCKET]
    assert bucket.uploads == {}
    assert len(batch.succeeded) == len(bucket.objects)


def test_interrupted_then_continued_with_another_key(
    practice: PracticeServer, variables: dict[str, str], film: Path
) -> None:
    """An STS token is another key each time."""
    first, _ = app_of(variables)
    interrupt(practice, first, film, quits=True)
    other = AccessKey("LTAI5tOtherOtherOtherOth", "other-secret-0123456789abcdefg")
    practice.service.keys[other.id] = other
    changed = {"QWEN_TMP_OSS_AK_ID": other.id, "QWEN_TMP_OSS_AK_SECRET": other.secret}
    again, recorder = app_of(variables | changed)
    restored(again, recorder)
    assert len(recorder.batch(again.transfers.resume_all()).succeeded) == 1
    again.close()
    assert practice.service.store.buckets[BUCKET].uploads == {}
    begun = [r for r in practice.service.requests if "uploads" in r.parameters]
    assert len(begun) == 1, "it went on where it was"
    third, recorder = app_of(variables | changed)
    assert restored(third, recorder) == ()
    third.close()


def test_what_a_command_left_of_a_file_that_is_gone(
    practice: PracticeServer,
    variables: dict[str, str],
    film: Path,
    make_file: Callable[..., Path],
) -> None:
    recorder = Recorder()
    command = App(environment=variables, listener=recorder)
    interrupt(practice, command, film, quits=True)
    film.unlink()
    uploads = practice.service.store.buckets[BUCKET].uploads
    assert uploads
    another = App(environment=variables, listener=recorder)
    recorder.batch(another.submit([make_file("b.mp4", os.urandom(20_000_000))]))
    another.transfers.wait_until_idle(10)
    another.close()
    assert uploads == {}
    assert checkpoints() == []


def test_a_restored_file_that_is_gone_and_taken_off_the_list(
    practice: PracticeServer, variables: dict[str, str], film: Path
) -> None:
    first, _ = app_of(variables)
    interrupt(practice, first, film, quits=True)
    film.unlink()
    again, recorder = app_of(variables)
    (row,) = restored(again, recorder)
    again.transfers.remove(row.id)
    wait_until(lambda: not practice.service.store.buckets[BUCKET].uploads)
    again.close()


def test_what_a_killed_process_had_finished_is_never_removed(
    practice: PracticeServer,
    variables: dict[str, str],
    film: Path,
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its link is out, its checkpoint was left, and its file is deleted: the object is in use."""
    recorder = Recorder()
    with monkeypatch.context() as patch:
        patch.setattr(Checkpoint, "discard", Checkpoint.close)
        killed = App(environment=variables, listener=recorder)
        assert len(recorder.batch(killed.submit([film])).succeeded) == 1
        killed.close()
    assert checkpoints()
    film.unlink()
    recorder = Recorder()
    another = App(environment=variables, listener=recorder)
    recorder.batch(another.submit([make_file("b.mp4", os.urandom(20_000_000))]))
    another.transfers.wait_until_idle(10)
    another.close()
    assert checkpoints() == []
    assert len(practice.service.store.buckets[BUCKET].objects) == 2
