"""A practice bucket that several use stays until the last of them has gone."""

from __future__ import annotations

from pathlib import Path

import filelock
import pytest

from ossdrop.practice.home import PracticeProcess, open_home, runs
from ossdrop.program.files import own_lock

_LONGEST_END_S = 20


def wait_until_ended(folder: str) -> None:
    """Raises filelock.Timeout; whoever serves a folder has this lock."""
    with own_lock(Path(folder) / "serving.lock", _LONGEST_END_S):
        pass


def test_whoever_started_it_may_end_first() -> None:
    first, second = PracticeProcess(), PracticeProcess()
    first.ensure_running()
    second.ensure_running()
    home = open_home()
    first.stop()
    assert runs(home)
    second.stop()
    wait_until_ended(home.folder)
    assert not runs(home)


def test_it_ends_at_once_with_the_only_one() -> None:
    only = PracticeProcess()
    only.ensure_running()
    only.stop()
    assert not runs(open_home())


def test_one_more_comes_while_the_second_works() -> None:
    first, second, third = PracticeProcess(), PracticeProcess(), PracticeProcess()
    first.ensure_running()
    second.ensure_running()
    first.stop()
    third.ensure_running()
    second.stop()
    home = open_home()
    assert runs(home)
    with pytest.raises(filelock.Timeout), own_lock(Path(home.folder) / "serving.lock", 0):
        pass
    third.stop()
    wait_until_ended(home.folder)
