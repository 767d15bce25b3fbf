"""What is to do, on disk: which lines make which files, and when they are gone."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.config.profile_id import ProfileId
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.transfers.journal import Journal, ToDo, identity_of, read_journal
from ossdrop.transfers.transfer import (
    Queue,
    Transfer,
    TransferChanged,
    TransferRemoved,
    TransfersAdded,
    TransferState,
)
from tests.conftest import UNREADABLE

A = Path(f"/files/{UNREADABLE}").absolute()
BEGIN = {"begin": 1, "path": os.fsencode(A).hex(), "name": "a", "folder": "f", "queue": "q"}
Q = Queue(ProfileId("q"))
TO_DO = ToDo(A, "a", "f", Q)


def one(path: Path = A, **changes: object) -> Transfer:
    return Transfer.of(1, 1, path, "a", 7, folder="f", queue=Q, **changes)


def left_by(journal: Journal) -> list[ToDo]:
    with journal.take_over() as found:
        return found


def after(folder: Path, *events: object) -> list[ToDo]:
    """What a process that had these events leaves."""
    journal = Journal(folder)
    for event in events:
        journal.note(event)  # type: ignore[arg-type]
    journal.close()
    return left_by(Journal(folder))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([BEGIN], [TO_DO]),
        ([BEGIN | {"key": "p/a"}], [ToDo(A, "a", "f", Q, key="p/a")]),
        ([BEGIN, {"answered": [7, 8, 9], "of": 1}], [ToDo(A, "a", "f", Q, (7, 8, 9))]),
        ([BEGIN, {"key": "p/a", "of": 1}], [ToDo(A, "a", "f", Q, key="p/a")]),
        ([BEGIN, {"key": "p/a", "of": 2}], [TO_DO]),
        ([BEGIN, BEGIN | {"begin": 2}, {"end": 1}], [TO_DO]),
        ([BEGIN, {"end": 2}], [TO_DO]),
        ([BEGIN, {"end": []}], [TO_DO]),
        ([BEGIN, {"end": 1}], []),
        ([BEGIN | {"path": "xyz"}], []),
        ([BEGIN | {"path": 7}], []),
        ([BEGIN, {"answered": ["x"], "of": 1}], [TO_DO]),
        ([BEGIN, {"answered": [1e999], "of": 1}], [TO_DO]),
        ([[], 7, None, {}, BEGIN], [TO_DO]),
    ],
    ids=str,
)
def test_lines_become_what_there_is_to_do(
    tmp_path: Path, lines: list[object], found: list[ToDo]
) -> None:
    path = tmp_path / "queue-1.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert read_journal(path) == found


def test_a_file_of_nothing_but_nonsense_is_not_read_to_its_end(tmp_path: Path) -> None:
    path, line = tmp_path / "queue-1.jsonl", json.dumps(BEGIN) + "\n"
    path.write_text("x\n" * 1000 + line)
    assert read_journal(path) == [TO_DO]
    path.write_text("x\n" * 1001 + line)
    assert read_journal(path) == []
    path.write_text(line + line.replace("1", "2", 1).rstrip("\n"))  # the last one was cut off
    assert read_journal(path) == [TO_DO]


def test_a_file_is_noted_with_everything_that_it_needs(tmp_path: Path) -> None:
    (found,) = after(tmp_path, TransfersAdded((one(key="p/a"),)))
    assert found == ToDo(A, "a", "f", Q, key="p/a")
    assert list(tmp_path.glob("queue-*.jsonl")) == []  # it was taken over


def test_a_key_is_noted_for_what_is_open_only(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.note_key(1, "p/unknown")
    journal.note(TransfersAdded((one(),)))
    journal.note_key(1, "p/a")
    journal.note_key(2, "p/b")
    journal.close()
    assert [item.key for item in left_by(Journal(tmp_path))] == ["p/a"]


def test_what_arrived_is_done_whoever_says_so(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.note(TransfersAdded((one(), Transfer.of(2, 1, A.parent / "b", "b", 7))))
    journal.note_sent(1, "p/a")
    journal.note_sent(1, "p/a")
    journal.note_sent(3, "p/a")
    assert len(list(tmp_path.glob("queue-*.jsonl"))) == 1
    journal.close()
    assert [item.name for item in left_by(Journal(tmp_path))] == ["b"]


@pytest.mark.parametrize("state", [TransferState.SUCCEEDED, TransferState.CANCELLED])
def test_once_nothing_is_left_no_file_is(tmp_path: Path, state: TransferState) -> None:
    assert after(tmp_path, TransfersAdded((one(),)), TransferChanged(one(state=state))) == []
    assert list(tmp_path.iterdir()) == []
    assert after(tmp_path, TransfersAdded((one(),)), TransferRemoved(1)) == []
    assert list(tmp_path.iterdir()) == []


def test_what_is_tried_again_is_to_do_again(tmp_path: Path) -> None:
    added, cancelled = TransfersAdded((one(),)), TransferChanged(one(state=TransferState.CANCELLED))
    (found,) = after(tmp_path, added, cancelled, TransferChanged(one()))
    assert found == TO_DO


def test_a_yes_counts_for_the_file_that_was_asked_about(
    tmp_path: Path, make_file: Callable[..., Path]
) -> None:
    file = make_file(".env")
    waits = TransfersAdded((one(file, looks_secret=True),))
    (found,) = after(tmp_path, waits)
    assert found.answered == ()
    (found,) = after(tmp_path, waits, TransferChanged(one(file)))
    assert found.answered == identity_of(file)
    (found,) = after(tmp_path, TransfersAdded((one(file),)), TransferChanged(one(file)))
    assert found.answered == ()  # nobody was asked
    before = identity_of(file)
    facts = file.stat()
    file.write_bytes(b"another")
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert identity_of(file) != before
    file.unlink()
    assert identity_of(file) == ()


def test_what_another_process_is_at_stays_its_own(tmp_path: Path) -> None:
    running, damaged = Journal(tmp_path), tmp_path / "queue-damaged.jsonl"
    running.note(TransfersAdded((one(),)))
    damaged.mkdir()
    other = Journal(tmp_path)
    assert left_by(other) == []
    with other.take_over():
        pass
    running.close()
    assert left_by(other) == [TO_DO]
    other.close()


def test_after_the_end_nothing_is_noted(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.close()
    journal.note(TransfersAdded((one(),)))
    journal.close()
    assert list(tmp_path.iterdir()) == []


def test_notes_that_are_not_taken_over_to_the_end_stay(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.note(TransfersAdded((one(),)))
    journal.close()
    with Journal(tmp_path).take_over() as found:
        assert found == [TO_DO]
        assert len(list(tmp_path.glob("queue-*.jsonl"))) == 1
    assert list(tmp_path.glob("queue-*")) == []


def test_a_journal_with_a_hole_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.write_bytes(b"in the way")
    journal = Journal(folder)
    journal.note(TransfersAdded((one(),)))
    folder.unlink()
    journal.note(TransfersAdded((Transfer.of(2, 1, A, "b", 7),)))
    journal.close()
    assert not folder.exists()


def test_a_queue_is_one_text_in_the_journal() -> None:
    for queue, text in ((Q, "q"), (Queue(ProfileId("q"), to_bucket=True), "q/bucket")):
        assert (queue.text, Queue.of_text(text)) == (text, queue)


def test_a_page_on_which_nothing_is_left_is_empty(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.note(TransfersAdded((one(),)))
    (page,) = tmp_path.glob("*.jsonl")
    assert page.stat().st_size > 0
    journal.note(TransferRemoved(1))
    assert page.stat().st_size == 0
    journal.close()


def test_an_empty_folder_is_nothing_to_do_at_the_next_start(tmp_path: Path) -> None:
    """Its row came back as "not a regular file"."""
    empty = one(state=TransferState.FAILED, error=OssDropError(ErrorCode.FOLDER_EMPTY))
    gone = one(state=TransferState.FAILED, error=OssDropError(ErrorCode.FILE_MISSING))
    assert after(tmp_path, TransfersAdded((one(),)), TransferChanged(empty)) == []
    assert after(tmp_path, TransfersAdded((one(),)), TransferChanged(gone)) == [TO_DO]
