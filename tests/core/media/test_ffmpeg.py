"""Which ffmpeg is used: one that is installed, never one that lies where somebody works."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ossdrop.media.ffmpeg import find_ffmpeg


@pytest.mark.parametrize("folders", ["", ".", "tools", f".{os.pathsep}tools"])
def test_one_in_the_current_folder_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folders: str
) -> None:
    for folder in (tmp_path, tmp_path / "tools"):
        folder.mkdir(exist_ok=True)
        for name in ("ffmpeg", "ffmpeg.exe"):
            (folder / name).write_text("#!/bin/sh\n")
            (folder / name).chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", folders)
    assert find_ffmpeg() is None
    monkeypatch.setenv("PATH", f"{folders}{os.pathsep}{tmp_path / 'tools'}")
    found = find_ffmpeg()
    assert found is not None
    assert Path(found).parent == tmp_path / "tools"
