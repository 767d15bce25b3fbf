"""A history that cannot be written: the row waits, and nobody waits for it."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ossdrop.history.late_rows import LateRows
from ossdrop.history.store import HistoryStore
from ossdrop.transfers.sending import note_in_history
from tests.core.history.test_store import entry

_END_S = 2.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = HistoryStore(tmp_path / "data" / "history.sqlite")
    made.add(entry("p/first.png"))
    made.close()
    return tmp_path / "data" / "history.sqlite"


@contextlib.contextmanager
def _held(path: Path) -> Iterator[None]:
    """Somebody else writes, and comes to no end."""
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def _keys(path: Path) -> list[str]:
    with contextlib.closing(HistoryStore(path)) as store:
        ids = store.ids()
        return sorted(one.key for one in store.entries(ids).values())


def test_closing_waits_for_no_writer_and_the_row_comes_in_at_the_next_start(path: Path) -> None:
    store = HistoryStore(path)
    with _held(path):
        adding = threading.Thread(target=note_in_history, args=(store, entry("p/late.png")))
        adding.start()
        adding.join(0.3)  # until it waits
        assert adding.is_alive()
        began = time.monotonic()
        store.stop_waiting()
        adding.join()
        store.close()
        assert time.monotonic() - began < _END_S
    assert _keys(path) == ["p/first.png", "p/late.png"]
    assert not list(path.parent.glob("*late.jsonl"))


def test_what_waits_comes_in_with_the_next_row(path: Path) -> None:
    store = HistoryStore(path)
    assert note_in_history(store, entry("p/second.png")) is not None
    store.keep_for_later(entry("p/late.png"))
    assert store.late_rows == 1
    assert note_in_history(store, entry("p/third.png")) is not None
    assert store.late_rows == 0
    store.close()
    assert _keys(path) == ["p/first.png", "p/late.png", "p/second.png", "p/third.png"]


def test_rows_of_a_file_that_stays_locked_stay_where_they_are(path: Path) -> None:
    store = HistoryStore(path)
    store.stop_waiting()
    with _held(path):
        for name in ("猫.png", "b.png"):
            assert note_in_history(store, entry(f"p/{name}")) is None
        store.close()
        assert _keys(path) == ["p/first.png"]
    assert _keys(path) == ["p/b.png", "p/first.png", "p/猫.png"]


def test_lines_that_make_no_sense_cost_the_others_nothing(path: Path) -> None:
    store = HistoryStore(path)
    store.keep_for_later(entry("p/late.png"))
    (file,) = path.parent.glob("*late*.jsonl")
    file.write_bytes(b"nonsense\n{}\n[]\n" + file.read_bytes() + b'{"key": "cut of')
    store.close()
    assert _keys(path) == ["p/first.png", "p/late.png"]


def test_rows_that_find_no_room_anywhere_wait_in_memory_and_come_in_once_there_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They had been lost for good: the disk had no room for the file of what waits, either."""
    store = HistoryStore(path)
    before = store.version()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("ossdrop.history.store._insert", full)
        disk.setattr("ossdrop.history.late_rows.open_own", full)
        for name in ("a.png", "猫.png"):
            assert note_in_history(store, entry(f"p/{name}")) is None
        assert store.unkept_rows == 2
        assert store.version() == before
        assert store.has(entry().bucket, "p/a.png")
    assert store.version() != before
    assert store.unkept_rows == 0
    store.close()
    assert _keys(path) == ["p/a.png", "p/first.png", "p/猫.png"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes, and really one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", disk]
    if sys.platform != "linux" or subprocess.run(mount, check=False).returncode:
        pytest.skip("only root of a Linux may make a disk")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def test_rows_of_a_full_disk_outlive_the_process(small_disk: Path) -> None:
    """They had waited in memory alone: whoever logged out lost them without a word."""
    path = small_disk / "history.sqlite"
    store = HistoryStore(path)
    store.add(entry("p/first.png"))
    with contextlib.suppress(OSError), (small_disk / "fill").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    keys = [f"p/{number}-{'猫' * 40}.png" for number in range(100)]
    ids = [note_in_history(store, entry(key)) for key in keys]
    assert None in ids  # it was full
    assert not store.unkept_rows
    (small_disk / "fill").unlink()
    # Another process, while this one has told nobody of it.
    assert _keys(path) == sorted([*keys, "p/first.png"])
    assert path.with_suffix(".room").stat().st_size > 100_000  # for the next time
    store.close()


def test_room_is_held_once_and_given_up_where_it_is_the_last(small_disk: Path) -> None:
    with contextlib.suppress(OSError), (small_disk / "fill").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    late = LateRows(small_disk / "history.sqlite")
    os.truncate(small_disk / "fill", 4 * 1024**2 - 300_000)
    late.hold_room()
    before = (small_disk / "history.room").stat()
    assert before.st_size
    late.hold_room()
    assert (small_disk / "history.room").stat().st_mtime_ns == before.st_mtime_ns
    (small_disk / "history.room").unlink()
    with contextlib.suppress(OSError), (small_disk / "fill").open("ab", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    late.hold_room()
    assert [one.name for one in small_disk.iterdir()] == ["fill"]
