"""What a drop gives: a folder on Windows, a slow disk."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from ossdrop.errors import ErrorCode
from ossdrop.intake import selection
from ossdrop.intake.selection import (
    Selected,
    file_error,
    look_at_each,
    select_at_once,
    select_files,
)
from tests.platforms import has_modes


class _Junction:
    """As `os.scandir` gives one: a folder, and no symbolic link."""

    name = "circle"

    def is_symlink(self) -> bool:
        return False

    def is_dir(self) -> bool:
        return True

    def stat(self, *, follow_symlinks: bool = True) -> object:
        assert not follow_symlinks
        return SimpleNamespace(st_reparse_tag=0xA0000003)


def test_a_junction_is_not_followed() -> None:
    assert not selection._is_wanted(_Junction())  # type: ignore[arg-type]


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows has junctions")
def test_a_real_junction_is_not_followed(tmp_path: Path) -> None:
    import _winapi

    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("a")
    try:
        _winapi.CreateJunction(str(tmp_path), str(folder / "circle"))
    except OSError:
        pytest.skip("no junction can be made here")
    assert [one.name for one in select_files([folder])] == ["a.txt"]


def test_a_pattern_without_a_match_is_a_file_that_is_not_there() -> None:
    error = OSError(22, "Invalid name")
    error.winerror = 123  # type: ignore[attr-defined]
    assert file_error(error).code is ErrorCode.FILE_MISSING
    (found,) = select_files([Path("*.gif")])
    assert found.error is not None
    assert found.error.code is ErrorCode.FILE_MISSING


@pytest.mark.parametrize("select", [select_at_once, look_at_each])
def test_a_slow_disk_does_not_hold_up_the_first_of_many(
    select: Callable[..., Iterator[list[Selected]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / str(number) for number in range(20)]
    for path in paths:
        path.write_bytes(b"picture")
    ticks = itertools.count()
    monkeypatch.setattr("time.monotonic", lambda: next(ticks) * 0.03)
    chunks = list(select(paths, 200))
    assert 1 <= len(chunks[0]) < 8
    assert [file.path for chunk in chunks for file in chunk] == paths


def test_what_cannot_be_read_has_its_place_in_the_folder_too(tmp_path: Path) -> None:
    """The first of a folder decides what the drop is called: it was called nothing."""
    folder = tmp_path / "z"
    folder.mkdir()
    try:
        (folder / "a.txt").symlink_to(tmp_path / "nothing")
    except OSError:
        pytest.skip("links need a right of their own")
    (folder / "b.txt").write_text("b")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "c")
    assert {file.folder for file in select_files([folder])} == {"z"}


def _held() -> OSError:
    error = PermissionError(13, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined] # as Windows says it
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (_held(), "Another program may have it open"),
        (OSError(24, "Too many open files"), "Close some programs"),
        (PermissionError(13, "Permission denied"), "Ask its owner"),
    ],
)
@has_modes
def test_why_a_file_cannot_be_read_is_told_apart(error: OSError, words: str) -> None:
    """Copying a file that another program has open fails as well."""
    assert words in file_error(error).explanation.remedy
