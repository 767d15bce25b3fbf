"""Keys that upload what is copied while another program is in front, on a real desktop."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from ossdrop.program.paths import preferences_file
from ossdrop.program.preferences import Preferences, write_preferences
from tests.end_to_end.desktop import Desktop, missing_programs
from tests.end_to_end.file_manager import FileManager
from tests.end_to_end.x_client import Box

ROOT = Path(__file__).parents[2]
_TWO_PROGRAMS = """
import sys
from PySide6.QtGui import QGuiApplication
from ossdrop_gui.desktop.key_combination import combination_of
from ossdrop_gui.desktop.hotkey_x11 import X11Keys
app = QGuiApplication(sys.argv)
keys = combination_of("Ctrl+Alt+U")
told = lambda hold: print(hold.name)
first, second = X11Keys(lambda: None, told), X11Keys(lambda: None, told)
first.grab(keys)
second.grab(keys)
second.close()
first.close()
X11Keys(lambda: None, told).grab(keys)
"""
_HELD_AND_CUT = """
import os, subprocess, sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from ossdrop_gui.desktop.hotkey_x11 import X11Keys
from ossdrop_gui.desktop.key_combination import combination_of
app = QGuiApplication(sys.argv)
pressed = []
keys = X11Keys(lambda: pressed.append(1), lambda hold: print(hold.name))
keys.grab(combination_of("Ctrl+Alt+U"))
def tap(*how):
    subprocess.run(["xdotool", *how, "ctrl+alt+u"], check=True)
def hold():
    tap("keydown")
    QTimer.singleShot(1500, let_go)
def let_go():
    tap("keyup")
    QTimer.singleShot(200, cut)
def cut():
    print(len(pressed))
    os.close(keys._display.fileno())
    keys._read()
    tap("key")
    QTimer.singleShot(500, app.quit)
QTimer.singleShot(100, hold)
app.exec()
print(len(pressed))
keys.close()
"""
missing = missing_programs()
pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)} (make test)"),
]


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with Desktop() as made:
        made.environment |= {
            "OSSDROP_HOME": str(tmp_path / "ossdrop-home"),
            "PYTHONPATH": str(ROOT),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }
        yield made


def copied(desktop: Desktop, path: Path) -> None:
    """A file manager's copy of a file."""
    command = ["xclip", "-selection", "clipboard", "-t", "text/uri-list", "-i"]
    subprocess.run(
        command,
        input=path.as_uri().encode(),
        env=desktop.environment,
        timeout=15,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_keys_upload_what_is_copied_while_another_program_is_in_front(
    desktop: Desktop, tmp_path: Path
) -> None:
    write_preferences(preferences_file(), Preferences(hotkey="Ctrl+Alt+U"))
    folder = tmp_path / "files"
    folder.mkdir()
    path = folder / "cat.txt"
    path.write_text("a cat")
    command = [sys.executable, "-m", "ossdrop_gui", "--practice"]
    window = desktop.window_of(desktop.start(command))
    desktop.place(window, Box(560, 40, 700, 640))
    FileManager(desktop, folder, Box(10, 10, 480, 400)).icon()
    desktop.run(["wmctrl", "-a", "files"])
    copied(desktop, path)

    def is_uploaded() -> bool:
        desktop.run(["xdotool", "key", "--clearmodifiers", "ctrl+alt+u"])
        text = desktop.run(["xclip", "-selection", "clipboard", "-o"]).stdout.decode()
        return text.startswith("http://127.0.0.1:")

    desktop.wait(is_uploaded, "the link")
    url = desktop.clipboard(lambda text: text.startswith("http"))
    assert requests.get(url, timeout=10).text == "a cat"


def test_keys_of_another_program_are_refused_and_free_after_it(desktop: Desktop) -> None:
    told = desktop.run([sys.executable, "-c", _TWO_PROGRAMS], limit_s=30)
    assert told.stdout.split() == [b"WORKS", b"TAKEN", b"WORKS"], told.stderr.decode()


def test_held_keys_count_once_and_a_connection_that_is_cut_is_begun_anew(desktop: Desktop) -> None:
    told = desktop.run([sys.executable, "-c", _HELD_AND_CUT], limit_s=60)
    assert told.stdout.split() == [b"WORKS", b"1", b"WORKS", b"2"], told.stderr.decode()
