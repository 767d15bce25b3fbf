"""What was dropped, and not looked through when the program was quit, is lost by nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from ossdrop.practice.server import PracticeServer
from ossdrop.transfers import manager as manager_module
from tests.conftest import BUCKET
from tests.core.transfers.test_ends import wait_until
from tests.core.transfers.test_restart import app_of, restored


def test_what_was_not_looked_through_when_it_was_quit_is_all_back(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of 90,000 files in a folder 2,802 were left, and nobody said so."""
    practice.faults.hold = threading.Event()
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(450):
        (folder / f"{number:03}.txt").write_text(str(number))
    later, last = make_file("later.txt", b"2"), make_file("last.txt", b"3")
    halfway, really = threading.Event(), manager_module.select_at_once

    def slow(paths: Sequence[Path], _: int, is_wanted: Callable[[], bool]) -> Iterator[Any]:
        yield next(really(paths, 200, lambda: True))
        halfway.set()
        while is_wanted():
            halfway.wait(0.01)

    monkeypatch.setattr(manager_module, "select_at_once", slow)
    app, _ = app_of(variables)
    app.submit([folder])
    assert halfway.wait(10)
    app.submit([later])  # whose turn has not come
    assert app.transfers.is_looking
    app.transfers.stop()
    app.submit([last])  # in the moment of quitting
    practice.faults.hold.set()
    app.close()
    monkeypatch.setattr(manager_module, "select_at_once", really)
    second, recorder = app_of(variables)
    back = restored(second, recorder)
    arrived = practice.service.store.buckets[BUCKET].objects
    assert len(back) + len(arrived) == 452
    assert {later, last} < {one.path for one in back}
    second.close()
    (folder / "new.txt").write_text("it was not there when the folder was dropped")
    third, recorder = app_of(variables)  # by now each is listed by itself
    assert {one.path for one in restored(third, recorder)} == {one.path for one in back}
    third.close()


def test_what_was_looked_through_is_listed_by_itself(
    practice: PracticeServer, variables: dict[str, str], tmp_path: Path
) -> None:
    """Nor is a folder looked through again: what came into it since was not dropped."""
    practice.faults.hold = threading.Event()
    first = tmp_path / "folder" / "first.txt"
    first.parent.mkdir()
    first.write_text("1")
    app, _ = app_of(variables)
    app.submit([first.parent])
    wait_until(lambda: practice.service.waiting_requests == 1 and not app.transfers.is_looking)
    app.transfers.stop()
    practice.faults.hold.set()
    app.close()
    (first.parent / "second.txt").write_text("2")
    second, recorder = app_of(variables)
    assert {one.path for one in restored(second, recorder)} <= {first}
    second.close()
