"""Files that are none, and links that lead nowhere: a row of their own each, the others go."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.hostile.programs import run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="made with POSIX calls")


def results(
    folder: Path, variables: dict[str, str], *paths: str | Path
) -> tuple[int, dict[str, str]]:
    result = run(folder, "ossdrop-cli", "upload", "--json", *paths, environment=variables)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return result.returncode, {
        Path(row["file"]).name: row["error"]["code"] if "error" in row else "sent" for row in rows
    }


def test_a_folder_with_odd_things_in_it(tmp_path: Path, variables: dict[str, str]) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"a")
    (folder / "circle").symlink_to("circle")
    (folder / "there").symlink_to("back")
    (folder / "back").symlink_to("there")
    (folder / "up").symlink_to("..")
    (folder / "gone").symlink_to("nowhere")
    os.mkfifo(folder / "fifo")
    (folder / "zero").symlink_to("/dev/zero")
    (folder / "z.png").write_bytes(b"z")
    code, rows = results(tmp_path, variables, folder)
    assert code == 1
    assert rows == {
        "a.png": "sent",
        "z.png": "sent",
        "circle": "file_missing",
        "there": "file_missing",
        "back": "file_missing",
        "gone": "file_missing",
        "fifo": "file_is_special",
        "zero": "file_is_special",
    }


def test_each_named_by_itself(tmp_path: Path, variables: dict[str, str]) -> None:
    (tmp_path / "circle").symlink_to("circle")
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "a.png").write_bytes(b"a")
    (tmp_path / "empty.txt").touch()
    names = ("circle", "fifo", "/dev/zero", "/dev/full", "/proc/self/environ", "/proc/kmsg")
    code, rows = results(tmp_path, variables, *names, "a.png", "empty.txt")
    assert code == 1
    assert rows.pop("a.png") == rows.pop("empty.txt") == "sent"
    assert rows.pop("circle") == "file_missing"
    assert rows.pop("kmsg") in ("file_is_special", "file_unreadable")
    assert set(rows.values()) == {"file_is_special"}
