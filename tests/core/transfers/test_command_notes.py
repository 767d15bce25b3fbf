"""What a command leaves for the next one, and what it takes over."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ossdrop.transfers.command_notes import CommandNotes
from ossdrop.transfers.transfer import (
    KnownKey,
    Transfer,
    TransferChanged,
    TransfersAdded,
)
from tests.conftest import UNREADABLE

NOW = datetime(2026, 11, 23, tzinfo=UTC)
A, B, C = (Path(f"/files/{name}").absolute() for name in ("a", UNREADABLE, "c"))


def transfer(file: Path) -> Transfer:
    return Transfer.of((A, B, C).index(file) + 1, 1, file, file.name, 7)


def command(folder: Path, *files: Path) -> CommandNotes:
    made = CommandNotes(folder)
    made.note(TransfersAdded(tuple(transfer(file) for file in files)))
    return made


def killed(folder: Path, file: Path, key: str, *, is_out: bool = False) -> Path:
    """The notes of a command that was killed after it had stored a file, or printed its link."""
    made = command(folder, file)
    made.note_key(transfer(file).id, key)
    if is_out:
        made.note_sent(transfer(file).id, key)
    made.close(is_done=False)
    return max(folder.glob("*.jsonl"), key=lambda path: path.stat().st_mtime_ns)


def taken_over(folder: Path) -> dict[Path, KnownKey]:
    return dict(CommandNotes(folder).take_over())


def make_older(path: Path, by_s: float) -> None:
    then_s = path.stat().st_mtime - by_s
    os.utime(path, (then_s, then_s))


def test_what_a_killed_command_had_stored_is_known(tmp_path: Path) -> None:
    running = command(tmp_path, A, B)
    running.note_key(1, "p/a")
    running.note_key(2, "p/b")
    running.note_sent(2, "p/b")
    assert taken_over(tmp_path) == {}  # it is not killed
    running.close(is_done=False)
    assert taken_over(tmp_path) == {A: KnownKey("p/a"), B: KnownKey("p/b", is_out=True)}
    assert taken_over(tmp_path) != {}  # until the same command has come to its end


def test_a_change_without_a_result_is_no_note(tmp_path: Path) -> None:
    running = command(tmp_path, A)
    running.note(TransferChanged(transfer(A)))
    running.close(is_done=False)
    assert list(tmp_path.iterdir()) == []


def test_the_newest_note_counts_and_a_link_that_is_out_stays_so(tmp_path: Path) -> None:
    make_older(killed(tmp_path, A, "p/old"), 200)
    make_older(killed(tmp_path, A, "p/new", is_out=True), 100)
    killed(tmp_path, A, "p/new")
    assert taken_over(tmp_path) == {A: KnownKey("p/new", is_out=True)}
    killed(tmp_path, A, "p/other")
    make_older(max(tmp_path.glob("*.jsonl"), key=lambda path: path.stat().st_mtime_ns), -10)
    assert taken_over(tmp_path) == {A: KnownKey("p/other")}


def test_a_link_that_is_out_stays_so_whatever_is_noted_later(tmp_path: Path) -> None:
    running = command(tmp_path, A)
    running.note_key(1, "p/a")
    running.note_sent(1, "p/a")
    running.note_key(1, "p/a")
    running.close(is_done=False)
    assert taken_over(tmp_path) == {A: KnownKey("p/a", is_out=True)}


def test_notes_of_a_week_ago_are_nobodys(tmp_path: Path) -> None:
    make_older(killed(tmp_path, A, "p/a"), 6.99 * 86_400)
    make_older(killed(tmp_path, B, "p/b"), 7.01 * 86_400)
    assert list(taken_over(tmp_path)) == [A]
    assert len(list(tmp_path.glob("*.jsonl"))) == 1
    assert len(list(tmp_path.glob("*.lock"))) <= 1  # on Windows it goes with who held it


def test_a_command_that_is_done_forgets_its_own_files_only(tmp_path: Path) -> None:
    both = command(tmp_path, A, B)
    both.note_key(1, "p/a")
    both.note_key(2, "p/b")
    both.close(is_done=False)
    (path,) = tmp_path.glob("*.jsonl")
    make_older(path, 100)
    noted_at = path.stat().st_mtime
    again = command(tmp_path, A)
    again.note_key(1, "p/again")
    again.close(is_done=True)
    assert taken_over(tmp_path) == {B: KnownKey("p/b")}
    assert path.stat().st_mtime == pytest.approx(noted_at)
    last = command(tmp_path, B)
    last.close(is_done=True)
    last.close(is_done=True)
    assert list(tmp_path.iterdir()) == []


def test_a_command_that_is_done_leaves_alone_what_another_still_writes(tmp_path: Path) -> None:
    running = command(tmp_path, A)
    running.note_key(1, "p/a")
    command(tmp_path, A).close(is_done=True)
    running.close(is_done=False)
    assert taken_over(tmp_path) == {A: KnownKey("p/a")}


GOOD = {"path": os.fsencode(A).hex(), "key": "p/a", "is_out": False}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, KnownKey("p/a")),
        ({"is_out": "?"}, KnownKey("p/a", is_out=True)),  # in doubt nothing is taken back
        ({"key": 7}, None),
        ({"key": "\ud800"}, None),
        ({"path": "xyz"}, None),
        ({"path": None}, None),
    ],
    ids=ascii,
)
def test_a_line_that_makes_no_sense_is_left_out(
    tmp_path: Path, change: dict[str, object], found: KnownKey | None
) -> None:
    lines = [b"no json", b"[]", b"{}", json.dumps(GOOD | change).encode()]
    (tmp_path / "command-1.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    assert taken_over(tmp_path) == ({A: found} if found else {})


def test_a_file_of_nothing_but_nonsense_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "command-1.jsonl"
    line = json.dumps(GOOD).encode() + b"\n"
    path.write_bytes(b"x\n" * 1000 + line)
    assert len(taken_over(tmp_path)) == 1
    path.write_bytes(b"x\n" * 1001 + line)
    assert taken_over(tmp_path) == {}


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    running = command(tmp_path / "file" / "folder", A)
    running.note_key(1, "p/a")
    running.note_key(1, "p/a")
    running.close(is_done=True)
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_what_is_left_of_old_notes_stays_old(tmp_path: Path) -> None:
    older = command(tmp_path, A, B)
    older.note_key(1, "p/a")
    older.note_key(2, "p/old")
    older.close(is_done=False)
    (path,) = tmp_path.glob("*.jsonl")
    make_older(path, 1000)
    killed(tmp_path, B, "p/new")
    make_older(max(tmp_path.glob("*.jsonl"), key=lambda found: found.stat().st_mtime_ns), 500)
    done = command(tmp_path, A)
    done.take_over()
    done.close(is_done=True)
    assert taken_over(tmp_path) == {B: KnownKey("p/new")}


def test_what_is_left_of_notes_can_be_read(tmp_path: Path) -> None:
    older = command(tmp_path, A, B, C)
    for number, key in enumerate(("p/a", "p/b", "p/c"), start=1):
        older.note_key(number, key)
    older.close(is_done=False)
    done = command(tmp_path, A)
    done.take_over()
    done.close(is_done=True)
    assert taken_over(tmp_path) == {B: KnownKey("p/b"), C: KnownKey("p/c")}
