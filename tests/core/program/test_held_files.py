"""Files of ours that another program holds open for a moment, and for long.

On Windows one really holds them; elsewhere the system's answers are those of Windows.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ossdrop.config.env_writer import change_env_file
from ossdrop.config.profiles import Profile, Profiles, read_profiles, write_profiles
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.store import HistoryStore
from ossdrop.practice.home import open_home, save_home
from ossdrop.program import held_files
from ossdrop.program.files import read_regular, write_own
from ossdrop.program.held_files import move_file, remove_file
from ossdrop.program.preferences import Preferences, read_preferences, write_preferences
from ossdrop.transfers.checkpoint import CheckpointStore
from tests.core.history.test_store import entry

Hold = Callable[[Path], Callable[[], None]]
MOMENT_S = 0.2


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hold]:
    """Holds a file as a program that shares it with nobody; gives what lets go of it."""
    held: dict[Path, Callable[[], None]] = {}

    def take(path: Path) -> Callable[[], None]:
        held[path] = _open_alone(path) if sys.platform == "win32" else _nothing

        def let_go() -> None:
            held.pop(path, _nothing)()

        return let_go

    def refusing(act: Callable[..., Any]) -> Callable[..., Any]:
        def acted(first: Any, *rest: Any, **options: Any) -> Any:
            is_new = act is real_open and rest[0] & os.O_EXCL  # it is said to be there already
            if not is_new and any(
                Path(os.fsdecode(one)) in held for one in (first, *rest) if _is_name(one)
            ):
                error = PermissionError(13, "another program holds it", os.fspath(first))
                error.winerror = 32  # type: ignore[attr-defined]
                raise error
            return act(first, *rest, **options)

        return acted

    real_open = os.open
    if sys.platform != "win32":
        for owner, names in ((Path, ("replace", "rename", "unlink")), (os, ("open", "truncate"))):
            for name in names:
                monkeypatch.setattr(owner, name, refusing(getattr(owner, name)))
    yield take
    for path in list(held):
        held.pop(path, _nothing)()


def _nothing() -> None:
    """Nothing is to be closed where the system only says so."""


def _is_name(value: object) -> bool:
    return isinstance(value, (str, bytes, os.PathLike))


def _open_alone(path: Path) -> Callable[[], None]:
    import _winapi

    handle = _winapi.CreateFile(str(path), 0x80000000, 0, 0, 3, 0, 0)  # GENERIC_READ, OPEN_EXISTING
    return lambda: _winapi.CloseHandle(handle)


def _for_a_moment(hold: Hold, path: Path) -> threading.Timer:
    timer = threading.Timer(MOMENT_S, hold(path))
    timer.start()
    return timer


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_files, "TRY_FOR_S", 0.1)


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda path: write_own(path, b"new"), id="written"),
        pytest.param(lambda path: change_env_file(path, {"A": "1"}), id="env"),
        pytest.param(lambda path: read_regular(path, 100), id="read"),
        pytest.param(lambda path: move_file(path, path.with_name("moved")), id="moved"),
        pytest.param(remove_file, id="removed"),
    ],
)
def test_one_that_is_held_for_a_moment_is_waited_for(
    hold: Hold, tmp_path: Path, act: Callable[[Path], object]
) -> None:
    path = tmp_path / "file.env"
    path.write_bytes(b"A=0\n")
    timer = _for_a_moment(hold, path)
    act(path)
    timer.join()
    assert list(tmp_path.glob("*.new")) == []


def test_a_choice_is_not_lost(hold: Hold, tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    write_preferences(path, Preferences(theme="dark"))
    timer = _for_a_moment(hold, path)
    assert read_preferences(path).theme == "dark"
    timer.join()
    timer = _for_a_moment(hold, path)
    write_preferences(path, Preferences(theme="light"))
    timer.join()
    assert read_preferences(path).theme == "light"


@pytest.mark.usefixtures("quick")
def test_choices_that_cannot_be_read_are_told(
    hold: Hold, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "preferences.json"
    write_preferences(path, Preferences(theme="dark"))
    hold(path)
    assert read_preferences(path) == Preferences()
    assert "could not be read" in caplog.text


def test_profiles_are_read_and_written(hold: Hold, tmp_path: Path) -> None:
    path = tmp_path / "profiles.json"
    profiles = Profiles().with_profile(Profile("profile-1", "Work"))
    write_profiles(path, profiles)
    timer = _for_a_moment(hold, path)
    assert read_profiles(path) == profiles
    timer.join()
    timer = _for_a_moment(hold, path)
    write_profiles(path, profiles.using("profile-1"))
    timer.join()
    assert read_profiles(path).active_id == "profile-1"


@pytest.mark.usefixtures("quick")
def test_an_env_file_that_stays_held_is_the_error_of_the_catalogue(
    hold: Hold, tmp_path: Path
) -> None:
    path = tmp_path / ".env"
    path.write_bytes(b"A=0\n")
    let_go = hold(path)
    with pytest.raises(OssDropError) as raised:
        change_env_file(path, {"A": "1"})
    let_go()
    assert raised.value.code is ErrorCode.ENV_FILE_UNWRITABLE
    assert path.read_bytes() == b"A=0\n"
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".new"] == []


def test_a_checkpoint_is_read_and_forgotten(hold: Hold, tmp_path: Path) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(b"a clip")
    store = CheckpointStore(tmp_path / "transfers", is_restored=True)
    with store.hold(file, "there", "default") as checkpoint:
        checkpoint.begin("p/key", "upload", 6)
        path = checkpoint.path
    assert path is not None
    timer = _for_a_moment(hold, path)
    assert [one.path for one in store.unfinished()] == [file.absolute()]
    timer.join()
    timer = _for_a_moment(hold, path)
    with store.hold(file, "there", "default") as checkpoint:
        assert checkpoint.upload_id == "upload"
        timer.join()
        timer = _for_a_moment(hold, path)
        checkpoint.discard()
    timer.join()
    assert not path.exists()


def _damaged(path: Path) -> Path:
    store = HistoryStore(path)
    store.add(entry())
    store.close()
    with path.open("r+b") as file:
        file.seek(0)
        file.write(b"no database at all" * 8)
    return path


def test_a_damaged_history_is_set_aside_once_nobody_holds_it(hold: Hold, tmp_path: Path) -> None:
    path = _damaged(tmp_path / "history.sqlite")
    if sys.platform == "win32":  # SQLite itself opens it, and shares it with those who do so too
        other = sqlite3.connect(path, check_same_thread=False)
        let_go = other.close
        with pytest.raises(sqlite3.DatabaseError):
            other.execute("SELECT * FROM uploads")
        timer = threading.Timer(MOMENT_S, let_go)
        timer.start()
    else:
        timer = _for_a_moment(hold, path)
    store = HistoryStore(path)
    assert store.count() == 0
    timer.join()
    store.add(entry())
    assert store.count() == 1
    store.close()
    assert len(list(tmp_path.glob("history.damaged-*.sqlite"))) == 1


@pytest.mark.usefixtures("quick")
def test_one_that_stays_held_is_told_and_nothing_is_moved(hold: Hold, tmp_path: Path) -> None:
    path = _damaged(tmp_path / "history.sqlite")
    if sys.platform == "win32":
        other = sqlite3.connect(path)
        with pytest.raises(sqlite3.DatabaseError):
            other.execute("SELECT * FROM uploads")
    else:
        hold(path)
    store = HistoryStore(path)
    with pytest.raises(OssDropError) as raised:
        store.count()
    store.close()
    if sys.platform == "win32":
        other.close()
    assert raised.value.code is ErrorCode.HISTORY_FAILED
    left = sorted(one.name for one in tmp_path.iterdir() if "lock" not in one.name)
    assert left == ["history.room", "history.sqlite"]


def test_the_practice_bucket_keeps_its_values(hold: Hold, tmp_path: Path) -> None:
    home = open_home(tmp_path / "practice")
    path = tmp_path / "practice" / "practice.json"
    timer = _for_a_moment(hold, path)
    save_home(home)
    timer.join()
    timer = _for_a_moment(hold, path)
    assert open_home(tmp_path / "practice") == home
    timer.join()
