"""Checkpoints on the disk: what goes on, what is only to be removed, and who may touch it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.storage.base import Part
from ossdrop.transfers import checkpoint as checkpoint_module
from ossdrop.transfers.checkpoint import Checkpoint, CheckpointStore, FileIdentity, Unfinished

PLACE, ELSEWHERE = "https://here/bucket/prefix", "https://elsewhere/bucket/prefix"
FIRST, SECOND = Part(1, 50, "one", 2**64 - 1), Part(2, 30, "two", 7)
DAMAGED = [b"", b"\n", b"[]\n", b"7\n", b"{}\n", b"no json\n", b"\xff\n", b'{"key": 1}\n']


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cp"


@pytest.fixture
def store(folder: Path) -> CheckpointStore:
    return CheckpointStore(folder, is_restored=True)


@pytest.fixture
def film(make_file: Callable[..., Path]) -> Path:
    return make_file("film.mp4", bytes(80))


def begin(store: CheckpointStore, file: Path, place: str = PLACE) -> None:
    with store.hold(file, place, "work") as checkpoint:
        checkpoint.begin("p/key", "UPLOAD", 50)
        checkpoint.add(FIRST)


def make_older(folder: Path, by_s: float = 60, pattern: str = "*.dropped") -> None:
    for path in folder.glob(pattern):
        then_s = path.stat().st_mtime - by_s
        os.utime(path, (then_s, then_s))


def dropped(store: CheckpointStore, place: str = PLACE) -> list[tuple[str, str, bool]]:
    return [(one.key, one.upload_id, one.is_joining) for one in store.hold_dropped(place)]


def test_what_was_noted_comes_back(store: CheckpointStore, film: Path) -> None:
    begin(store, film)
    with store.hold(film, PLACE, "work") as checkpoint:
        checkpoint.add(SECOND)
    with store.hold(film, PLACE, "work") as checkpoint:
        assert (checkpoint.key, checkpoint.upload_id) == ("p/key", "UPLOAD")
        assert (checkpoint.part_size, checkpoint.sent_bytes) == (50, 80)
        assert checkpoint.parts == {1: FIRST, 2: SECOND}
        assert not checkpoint.is_stale
        assert not checkpoint.is_joining


def test_another_beginning_forgets_the_one_before(store: CheckpointStore, film: Path) -> None:
    begin(store, film)
    with store.hold(film, PLACE, "work") as checkpoint:
        checkpoint.is_joining = True
        checkpoint.begin("p/other", "ANOTHER", 40)
        assert (checkpoint.parts, checkpoint.is_joining, checkpoint.is_stale) == ({}, False, False)
    with store.hold(film, PLACE, "work") as checkpoint:
        assert (checkpoint.key, checkpoint.upload_id) == ("p/other", "ANOTHER")
        assert (checkpoint.part_size, checkpoint.parts) == (40, {})


def test_what_was_discarded_is_gone(store: CheckpointStore, film: Path, folder: Path) -> None:
    begin(store, film)
    with store.hold(film, PLACE, "work") as checkpoint:
        checkpoint.discard()
        assert (checkpoint.key, checkpoint.upload_id, checkpoint.sent_bytes) == ("", "", 0)
    assert not list(folder.glob("*.jsonl"))


@pytest.mark.parametrize("change", ["size", "time", "inode"])
def test_another_file_goes_on_with_nothing(
    store: CheckpointStore, film: Path, change: str, tmp_path: Path
) -> None:
    begin(store, film)
    facts = film.stat()
    if change == "size":
        film.write_bytes(bytes(81))
    if change == "inode":
        other = tmp_path / "other"
        other.write_bytes(bytes(80))
        other.replace(film)
    newer_ns = facts.st_mtime_ns + 1000 * (change == "time")  # Windows counts in 100
    os.utime(film, ns=(facts.st_atime_ns, newer_ns))
    with store.hold(film, PLACE, "work") as checkpoint:
        assert checkpoint.is_stale
        assert checkpoint.upload_id == "UPLOAD"


def test_one_of_a_version_to_come_is_left_to_it(
    store: CheckpointStore, film: Path, folder: Path
) -> None:
    begin(store, film)
    (path,) = folder.glob("*.jsonl")
    content = path.read_bytes().replace(b'"version": 1', b'"version": 2')
    path.write_bytes(content)
    assert store.unfinished() == []
    with store.hold(film, PLACE, "work") as checkpoint:
        assert not checkpoint.upload_id
        checkpoint.begin("k", "MINE", 5)
        checkpoint.discard()
    film.unlink()
    assert list(store.hold_stale(PLACE)) == []
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", DAMAGED, ids=ascii)
def test_a_damaged_one_begins_anew(
    store: CheckpointStore, film: Path, folder: Path, content: bytes
) -> None:
    begin(store, film)
    (path,) = folder.glob("*.jsonl")
    path.write_bytes(content)
    assert store.unfinished() == []
    with store.hold(film, PLACE, "work") as checkpoint:
        assert (checkpoint.upload_id, checkpoint.parts) == ("", {})
    assert not path.exists()


@pytest.mark.parametrize(
    "change",
    [{"number": -1}, {"size_bytes": 1.5}, {"crc64": 2**64}, {"etag": 7}, {"number": True}],
    ids=str,
)
def test_a_part_that_is_none_begins_anew(
    store: CheckpointStore, film: Path, folder: Path, change: dict[str, object]
) -> None:
    begin(store, film)
    (path,) = folder.glob("*.jsonl")
    head, line, _ = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([head, json.dumps(json.loads(line) | change).encode(), b""]))
    with store.hold(film, PLACE, "work") as checkpoint:
        assert checkpoint.upload_id == ""


def test_what_a_window_left_is_listed(store: CheckpointStore, film: Path, folder: Path) -> None:
    begin(store, film)
    assert store.unfinished() == [Unfinished(film, "work", 50)]
    with store.hold(film, PLACE, "work"):
        assert store.unfinished() == []  # it is being sent
    with CheckpointStore(folder).hold(film, ELSEWHERE, "work") as checkpoint:
        checkpoint.begin("p/key", "OF A COMMAND", 50)
    assert [one.path for one in store.unfinished()] == [film]


@pytest.mark.parametrize("content", DAMAGED, ids=ascii)
def test_a_damaged_one_hides_no_other(
    store: CheckpointStore, film: Path, folder: Path, content: bytes
) -> None:
    begin(store, film)
    (folder / "0000.jsonl").write_bytes(content)
    store.note_dropped(PLACE, "p/wanted")
    (folder / "0000.dropped").write_bytes(content)
    make_older(folder)
    make_older(folder, 60, "0000.dropped")
    assert [one.path for one in store.unfinished()] == [film]
    assert dropped(store) == [("p/wanted", "", True)]
    film.unlink()
    assert [one.key for one in store.hold_stale(PLACE)] == ["p/key"]
    store.forget_dropped("p/wanted")
    assert dropped(store) == []


@pytest.mark.skipif(os.name == "nt", reason="a lock goes with who held it")
def test_locks_go_once_nobody_can_need_them(
    store: CheckpointStore, film: Path, make_file: Callable[..., Path], folder: Path
) -> None:
    begin(store, film)
    for name in ("one.bin", "another.bin"):
        with store.hold(make_file(name), PLACE, "work"):
            pass
    needed, *others = sorted(
        folder.glob("*.lock"), key=lambda path: not path.with_suffix(".jsonl").exists()
    )
    old, young = others
    now_s = time.time()
    for path, days in ((needed, 8), (old, 7.01), (young, 6.99)):
        os.utime(path, (now_s, now_s - days * 86_400))
    store.unfinished()
    assert set(folder.glob("*.lock")) == {needed, young}


def test_of_a_file_that_is_gone_what_was_sent_can_be_removed(
    store: CheckpointStore, film: Path
) -> None:
    begin(store, film)
    assert list(store.hold_stale(PLACE)) == []  # it is there
    film.unlink()
    assert list(store.hold_stale(ELSEWHERE)) == []
    with store.hold(film, PLACE, "work"):
        assert list(store.hold_stale(PLACE)) == []  # somebody is at it
    (found,) = store.hold_stale(PLACE)
    assert (found.upload_id, found.is_stale, found.sent_bytes) == ("UPLOAD", True, 50)


def test_a_folder_that_is_gone_may_be_on_a_disk_that_comes_back(
    store: CheckpointStore, film: Path
) -> None:
    begin(store, film)
    film.unlink()
    film.parent.rmdir()
    assert list(store.hold_stale(PLACE)) == []


def test_each_is_held_while_it_is_looked_at(store: CheckpointStore, film: Path) -> None:
    begin(store, film)
    film.unlink()
    for _ in store.hold_stale(PLACE):
        assert list(store.hold_stale(PLACE)) == []
        with store.hold(film, PLACE, "work") as second:
            assert second.path is None


def test_what_is_to_be_removed_is_found_at_its_destination(
    store: CheckpointStore, folder: Path
) -> None:
    store.note_dropped(PLACE, "p/first")
    make_older(folder)
    store.note_dropped(PLACE, "p/second")
    make_older(folder)
    store.note_dropped(PLACE, "p/just-now")  # the service may be busy with it
    assert dropped(store) == [("p/first", "", True), ("p/second", "", True)]
    assert dropped(store, ELSEWHERE) == []
    for _ in store.hold_dropped(PLACE):
        assert len(dropped(store)) == 1  # the other one
        break


def test_a_note_that_was_tried_waits_behind_the_others(
    store: CheckpointStore, folder: Path
) -> None:
    store.note_dropped(PLACE, "p/first")
    make_older(folder)
    store.note_dropped(PLACE, "p/second")
    make_older(folder)
    for checkpoint in store.hold_dropped(PLACE):
        assert checkpoint.keep_for_later()
        break
    make_older(folder)
    assert [key for key, _, _ in dropped(store)] == ["p/second", "p/first"]


def test_of_too_many_the_oldest_are_given_up(
    store: CheckpointStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint_module, "_MOST_DROPPED", 100)
    for number in range(102):
        store.note_dropped(PLACE, f"p/{number}")
        make_older(folder, 2000 - number, f"{max(folder.iterdir(), key=os.path.getmtime).name}")
    keys = [key for key, _, _ in dropped(store)]
    assert keys == [f"p/{number}" for number in range(2, 102)]
    assert len(list(folder.glob("*.dropped"))) == 100


def test_what_is_wanted_after_all_is_not_removed(store: CheckpointStore, folder: Path) -> None:
    store.note_dropped(PLACE, "p/first")
    store.note_dropped(PLACE, "p/second")
    make_older(folder)
    store.forget_dropped("p/first")
    assert dropped(store) == [("p/second", "", True)]


@pytest.mark.parametrize("is_joining", [False, True])
def test_an_upload_can_be_removed_later(
    store: CheckpointStore, film: Path, folder: Path, is_joining: bool
) -> None:
    begin(store, film)
    with store.hold(film, PLACE, "work") as checkpoint:
        checkpoint.is_joining = is_joining
        assert checkpoint.keep_for_later()
        assert checkpoint.path is None
    assert store.unfinished() == []
    make_older(folder)
    parts, the_object = ("p/key", "UPLOAD", False), ("p/key", "", True)
    assert set(dropped(store)) == ({parts, the_object} if is_joining else {parts})
    make_older(folder)  # looking at one makes it younger
    sizes = {one.upload_id: one.sent_bytes for one in store.hold_dropped(PLACE)}
    assert sizes["UPLOAD"] == 50


def test_what_is_on_no_disk_is_not_kept_for_later(store: CheckpointStore, film: Path) -> None:
    assert not Checkpoint().keep_for_later()
    with store.hold(film, PLACE, "work") as checkpoint:
        assert not checkpoint.keep_for_later()  # nothing has begun


def test_where_nothing_can_be_written_it_goes_on_without(tmp_path: Path, film: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = CheckpointStore(tmp_path / "file" / "cp")
    with store.hold(film, PLACE, "work") as checkpoint:
        assert checkpoint.path is None
    (tmp_path / "a.jsonl").mkdir()
    kept = Checkpoint(tmp_path / "a.jsonl", FileIdentity.of(film))
    kept.begin("p/key", "UPLOAD", 50)
    kept.add(FIRST)
    assert kept.sent_bytes == 50
    assert not kept.keep_for_later()


def test_all_that_is_gone_is_found_among_files_of_other_places(
    store: CheckpointStore, make_file: Callable[..., Path]
) -> None:
    films = [make_file(f"{number}.mp4", bytes(80)) for number in range(12)]
    for number, film in enumerate(films):
        begin(store, film, PLACE if number % 2 else ELSEWHERE)
        film.unlink()
    assert len(list(store.hold_stale(PLACE))) == 6
    assert len(list(store.hold_stale(ELSEWHERE))) == 6


def test_one_that_cannot_be_read_hides_no_other(
    store: CheckpointStore, folder: Path, make_file: Callable[..., Path]
) -> None:
    for number in range(4):
        begin(store, make_file(f"{number}.mp4", bytes(80)))
    for name in ("0", "z"):
        (folder / f"{name}.jsonl").mkdir()
    assert len(store.unfinished()) == 4


def test_notes_of_queues_and_commands_are_no_checkpoints(
    store: CheckpointStore, folder: Path, make_file: Callable[..., Path]
) -> None:
    gone = make_file("gone.mp4", bytes(80))
    begin(store, gone)
    gone.unlink()
    (content,) = (path.read_bytes() for path in folder.glob("*.jsonl"))
    for name in ("command-1.jsonl", "queue-1.jsonl"):  # they grow with each file that is sent
        (folder / name).write_bytes(content)
    assert len(list(store.hold_stale(PLACE))) == 1
    assert len(store.unfinished()) == 1


def test_what_was_sent_from_a_temporary_folder_is_dropped_with_it(
    store: CheckpointStore, tmp_path: Path
) -> None:
    """Parts of what came from stdin stayed in the bucket: its folder might have been back."""
    for name, is_dropped in (("usb-stick", False), ("ossdrop-kept-ab_1", True)):
        film = tmp_path / name / "film.mp4"
        film.parent.mkdir()
        film.write_bytes(b"film")
        begin(store, film)
        film.unlink()
        film.parent.rmdir()
        found = [one.upload_id for one in store.hold_stale(PLACE)]
        assert bool(found) is is_dropped
