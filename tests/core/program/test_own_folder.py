"""A folder of the program's own, where there is nothing that it could be made in."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PureWindowsPath

import pytest

from ossdrop.program.files import make_own_folder, open_own, touch_own


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


@pytest.mark.skipif(os.name != "posix", reason="Windows has no umask")
def test_a_umask_that_takes_everything_takes_nothing_of_ours(tmp_path: Path) -> None:
    """Folders of mode 000 were made, which nobody but root could ever use again."""
    folder = tmp_path / "share" / "OssDrop"
    before = os.umask(0o777)
    try:
        touch_own(folder / "touched")
        open_own(folder / "opened", "wb").close()
    finally:
        os.umask(before)
    found = [folder.parent, folder, folder / "touched", folder / "opened"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in found] == [0o700, 0o700, 0o600, 0o600]
