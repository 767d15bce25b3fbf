"""The main job as a person does it: a file dragged from a file manager onto the real window."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.end_to_end.desktop import Desktop, missing_programs
from tests.end_to_end.file_manager import FileManager
from tests.end_to_end.pointer import Pointer
from tests.end_to_end.x_client import Box

ROOT = Path(__file__).parents[2]
_FIRST_ROW = 252  # px below the top of the window
missing = missing_programs()
pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)} (make test)"),
]


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with Desktop() as made:
        yield made


@pytest.fixture
def variables(desktop: Desktop, tmp_path: Path) -> dict[str, str]:
    return {
        "OSSDROP_HOME": str(tmp_path / "我的 OssDrop"),
        "PYTHONPATH": str(ROOT),
        "PYTHONFAULTHANDLER": "1",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }


def open_ossdrop(desktop: Desktop, variables: dict[str, str], *arguments: str) -> int:
    """The real program, practice bucket as destination; returns its window."""
    command = [sys.executable, "-m", "ossdrop_gui", "--practice", *arguments]
    window = desktop.window_of(desktop.start(command, environment=variables))
    desktop.place(window, Box(560, 40, 700, 640))
    return window


@pytest.mark.parametrize("name", ["cat.txt", "产品图 final (2).txt"])
def test_a_dragged_file_becomes_a_working_link_in_the_clipboard(
    desktop: Desktop, variables: dict[str, str], tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "我的 文件"
    folder.mkdir()
    content = (name * 20_000).encode()
    (folder / name).write_bytes(content)
    window = open_ossdrop(desktop, variables)
    file_manager = FileManager(desktop, folder, Box(10, 10, 480, 400))

    Pointer(desktop).drag(file_manager.icon(), desktop.x.box(window).centre)

    url = desktop.clipboard(lambda text: text.startswith("http://127.0.0.1:"))
    assert requests.get(url, timeout=10).content == content
    assert (folder / name).read_bytes() == content
    listed = subprocess.run(
        [sys.executable, "-m", "ossdrop", "history", "list", "--json"],
        env=desktop.environment | variables,
        capture_output=True,
        timeout=30,
        check=True,
    )
    row = json.loads(listed.stdout)
    assert (row["name"], row["size"]) == (name, len(content))


def test_files_of_the_command_line_are_sent_by_the_real_window(
    desktop: Desktop, variables: dict[str, str], tmp_path: Path
) -> None:
    paths = [tmp_path / f"{letter}.txt" for letter in "ab"]
    for path in paths:
        path.write_text(path.name)
    open_ossdrop(desktop, variables, *map(str, paths))
    links = desktop.clipboard(lambda text: text.count("\n") == 1).split("\n")
    assert [requests.get(url, timeout=10).text for url in links] == ["a.txt", "b.txt"]


def test_without_a_display_the_same_job_is_done_headless(variables: dict[str, str]) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "ossdrop_gui", "--practice"],
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"} | variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert result.stderr.splitlines()[0] == "No display: doing the same without a window."
    assert result.stdout.startswith("4 of 4 files uploaded")


_NOTEPAD = """
import pathlib, sys
from PySide6.QtWidgets import QApplication, QPlainTextEdit
app, file = QApplication([]), pathlib.Path(sys.argv[1])
class Notepad(QPlainTextEdit):
    def insertFromMimeData(self, data):
        addresses = [bytes(url.toEncoded()).decode() for url in data.urls()]
        file.write_text("\\n".join([data.text(), *addresses]))
text = Notepad()
text.show()
app.exec()
"""


def test_a_row_that_is_dragged_out_lands_as_its_link(
    desktop: Desktop, variables: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("a.txt")
    window = open_ossdrop(desktop, variables, str(tmp_path / "a.txt"))
    desktop.clipboard(lambda text: text.startswith("http://127.0.0.1:"))
    landed = tmp_path / "landed.txt"
    notepad = desktop.window_of(desktop.start([sys.executable, "-c", _NOTEPAD, str(landed)]))
    desktop.place(notepad, Box(10, 40, 480, 400))
    box = desktop.x.box(window)
    row = box.x + 200, box.y + _FIRST_ROW

    Pointer(desktop).drag(row, desktop.x.box(notepad).centre, is_of_qt=True)

    desktop.wait(landed.exists, "the link in the other program")
    url, *addresses = landed.read_text().splitlines()
    assert addresses == [url]
    assert requests.get(url, timeout=10).text == "a.txt"
