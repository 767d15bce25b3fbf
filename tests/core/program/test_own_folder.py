"""A folder of the program's own, where there is nothing that it could be made in."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from ossdrop.program.files import make_own_folder


class _OnNoDrive(PureWindowsPath):
    """A path of Windows' on a drive that is not there."""

    def exists(self) -> bool:
        return False


def test_a_drive_that_is_gone_is_said(tmp_path: Path) -> None:
    """A stick that was taken out: it was looked for above itself for ever."""
    with pytest.raises(FileNotFoundError):
        make_own_folder(_OnNoDrive(r"Q:\OssDrop\data"))  # type: ignore[arg-type]
    make_own_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
