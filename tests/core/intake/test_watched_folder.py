"""New files of a watched folder: each once, when it is complete, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.errors import ELSEWHERE, ErrorCode, OssDropError
from ossdrop.intake.watched_folder import REST_S, WatchedFolder
from tests.platforms import has_links


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s

    def rest(self) -> None:
        self.now_s += REST_S


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "watched"
    made.mkdir()
    (made / "old.png").write_bytes(b"was there")
    return made


Open = Callable[..., WatchedFolder]


@pytest.fixture
def watch(folder: Path, tmp_path: Path, clock: Clock) -> Open:
    def open_it(pattern: str = "") -> WatchedFolder:
        return WatchedFolder(folder, tmp_path / "state.json", pattern, clock)

    return open_it


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_a_new_file_is_given_once_and_what_was_there_never(
    folder: Path, watch: Open, clock: Clock
) -> None:
    watched = watch()
    assert watched.begin() == 1
    (folder / "猫 1.png").write_bytes(b"new")
    assert watched.look() == []
    clock.rest()
    assert names(watched.look()) == ["猫 1.png"]
    clock.rest()
    assert watched.look() == []


def test_a_file_that_grows_waits_until_it_is_at_rest(
    folder: Path, watch: Open, clock: Clock
) -> None:
    watched = watch()
    watched.begin()
    path = folder / "clip.mp4"
    for size in (0, 10, 1000):
        path.write_bytes(bytes(size))
        assert watched.look() == []
        clock.rest()
    path.write_bytes(bytes(2000))
    assert watched.look() == []
    clock.rest()
    assert names(watched.look()) == ["clip.mp4"]


def test_an_empty_file_is_not_complete(folder: Path, watch: Open, clock: Clock) -> None:
    watched = watch()
    watched.begin()
    (folder / "a.png").touch()
    watched.look()
    clock.rest()
    assert watched.look() == []


def test_after_a_restart_only_what_came_meanwhile(folder: Path, watch: Open, clock: Clock) -> None:
    watched = watch()
    watched.begin()
    (folder / "a.png").write_bytes(b"a")
    watched.look()
    clock.rest()
    assert names(watched.look()) == ["a.png"]
    (folder / "b.png").write_bytes(b"b")
    again = watch()
    assert again.look() == []
    clock.rest()
    assert names(again.look()) == ["b.png"]
    (folder / "a.png").write_bytes(b"written anew")  # another picture under its name
    again.look()
    clock.rest()
    assert names(again.look()) == ["a.png"]


def test_what_is_known_is_lost_and_still_nothing_is_sent_twice(
    folder: Path, tmp_path: Path, watch: Open, clock: Clock
) -> None:
    watched = watch()
    watched.begin()
    for content in ("{", "[]", '{"folder": 1}'):
        (tmp_path / "state.json").write_text(content)
        again = watch()
        again.look()
        clock.rest()
        assert again.look() == []


@pytest.mark.parametrize(
    "name", [".hidden", "a.crdownload", "a.png.part", "a.tmp", "~$report.docx", "b.partial", "x~"]
)
def test_what_others_are_still_writing_is_left_alone(
    folder: Path, watch: Open, clock: Clock, name: str
) -> None:
    watched = watch()
    watched.begin()
    (folder / name).write_bytes(b"x")
    (folder / "sub").mkdir(exist_ok=True)
    (folder / "sub" / "inside.png").write_bytes(b"x")
    if hasattr(os, "symlink"):
        (folder / "link.png").symlink_to("/etc/passwd")
    watched.look()
    clock.rest()
    assert watched.look() == []


def test_the_rule_for_names(folder: Path, watch: Open, clock: Clock) -> None:
    watched = watch("*.PNG")
    watched.begin()
    for name in ("a.png", "b.jpg"):
        (folder / name).write_bytes(b"x")
    watched.look()
    clock.rest()
    assert names(watched.look()) == ["a.png"]


def test_a_folder_that_is_gone_is_told_and_goes_on_when_it_is_back(
    folder: Path, watch: Open, clock: Clock
) -> None:
    watched = watch()
    watched.begin()
    folder.rename(folder.with_name("away"))
    with pytest.raises(OssDropError) as told:
        watched.look()
    assert told.value.code is ErrorCode.WATCH_FAILED
    folder.with_name("away").rename(folder)
    (folder / "a.png").write_bytes(b"a")
    watched.look()
    clock.rest()
    assert names(watched.look()) == ["a.png"]


@has_links
def test_a_link_in_its_place_is_not_followed(
    folder: Path, watch: Open, clock: Clock, tmp_path: Path
) -> None:
    """All that it leads to was new, and sent."""
    private = tmp_path / "private"
    private.mkdir()
    (private / "diary.txt").write_text("mine")
    watch().begin()
    away = folder.rename(folder.with_name("away"))
    folder.symlink_to(private, target_is_directory=True)
    for watched in (watch(), watch()):  # in this run, and after a restart
        with pytest.raises(OssDropError) as told:
            watched.look()
        assert (told.value.code, told.value.hint) == (ErrorCode.WATCH_FAILED, ELSEWHERE)
    folder.unlink()
    away.rename(folder)
    (folder / "a.png").write_bytes(b"a")
    watched.look()
    clock.rest()
    assert names(watched.look()) == ["a.png"]


@has_links
def test_a_link_that_was_chosen_is_followed_to_where_it_led(
    folder: Path, clock: Clock, tmp_path: Path
) -> None:
    linked, other = tmp_path / "linked", tmp_path / "other"
    linked.symlink_to(folder, target_is_directory=True)
    watched = WatchedFolder(linked, tmp_path / "state.json", "", clock)
    watched.begin()
    (folder / "a.png").write_bytes(b"a")
    watched.look()
    clock.rest()
    assert names(watched.look()) == ["a.png"]
    other.mkdir()
    linked.unlink()
    linked.symlink_to(other, target_is_directory=True)
    with pytest.raises(OssDropError):
        watched.look()


def test_names_that_are_no_text(folder: Path, watch: Open, clock: Clock) -> None:
    watched = watch()
    watched.begin()
    try:
        (folder / os.fsdecode(b"\xff.png")).write_bytes(b"x")
    except (OSError, UnicodeDecodeError):
        pytest.skip("this file system has no such names")
    watched.look()
    clock.rest()
    assert len(watched.look()) == 1
    again = watch()
    again.look()
    clock.rest()
    assert again.look() == []
