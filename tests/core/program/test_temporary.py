"""What is kept only while it is sent: gone with its process, or with the next one."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from ossdrop.program.temporary import is_temporary, own_temporary_folder


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def left(tmp_path: Path) -> Path:
    """As a process that was killed leaves it."""
    folder = tmp_path / "ossdrop-kept-abc"
    folder.mkdir()
    (folder / "private.txt").write_bytes(b"private")
    long_ago = time.time() - 600
    os.utime(folder, (long_ago, long_ago))
    return folder


def test_it_is_gone_at_the_end() -> None:
    with own_temporary_folder() as folder:
        assert is_temporary(folder / "a")
        assert not is_temporary(folder)
    assert not folder.exists()


def test_what_a_killed_process_has_left_is_removed_by_the_next(tmp_path: Path) -> None:
    """The whole of what came from stdin lay there for ever."""
    folder = left(tmp_path)
    with own_temporary_folder():
        assert not folder.exists()


def test_what_another_process_is_at_stays(tmp_path: Path) -> None:
    with own_temporary_folder() as folder:
        (folder / "a").write_bytes(b"a")
        long_ago = time.time() - 600
        os.utime(folder, (long_ago, long_ago))
        with own_temporary_folder():
            assert (folder / "a").exists()
    young = left(tmp_path)
    os.utime(young)
    with own_temporary_folder():
        assert young.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has a folder for each user")
def test_what_others_have_put_there_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = left(tmp_path)
    mine = tmp_path / "mine"
    mine.write_bytes(b"mine")
    (folder / "ossdrop.lock").symlink_to(mine)
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    with own_temporary_folder():
        assert (folder / "private.txt").exists()
    assert mine.read_bytes() == b"mine"
