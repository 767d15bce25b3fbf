"""What Windows is told and asked: there as it is, elsewhere the texts alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from ossdrop.program import menu_entry, own_process
from ossdrop.program.own_figures import memory_mib, process_age_s
from ossdrop.program.own_process import window_command
from ossdrop_gui import shortcuts
from ossdrop_gui.desktop import explorer
from ossdrop_gui.desktop.explorer import registry_command
from ossdrop_gui.desktop.power import is_on_mains
from ossdrop_gui.desktop.single_instance import SingleInstance, hand_over
from ossdrop_gui.shortcuts import keys_for

SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ossdrop_gui.desktop.single_instance import SingleInstance
app = QCoreApplication([])
sys.exit(SingleInstance().claim([Path("cat.png")], practice=False))
"""
on_windows = pytest.mark.skipif(sys.platform != "win32", reason="only Windows has a registry")


def test_the_explorers_command_is_quoted() -> None:
    own = r"C:\Program Files\OssDrop\OssDrop.exe"
    assert registry_command([own]) == f'"{own}" "%1"'
    python = [r"C:\Py\pythonw.exe", "-P", "-m", "ossdrop_gui"]
    assert registry_command(python) == r'C:\Py\pythonw.exe -P -m ossdrop_gui "%1"'


@pytest.mark.parametrize("scripts", [".", "Scripts"])
def test_the_programs_own_exe_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scripts: str
) -> None:
    """In a virtual environment it lies beside Python, else in the folder Scripts."""
    monkeypatch.setattr(own_process, "_EXE", ".exe")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    monkeypatch.setattr(own_process.sysconfig, "get_path", lambda _: str(tmp_path / "Scripts"))
    (tmp_path / "Scripts").mkdir()
    (tmp_path / "pythonw.exe").touch()
    assert window_command() == [str(tmp_path / "pythonw.exe"), "-P", "-m", "ossdrop_gui"]
    own = tmp_path / scripts / "ossdrop.exe"
    own.touch()
    assert window_command() == [str(own)]


@on_windows
def test_the_explorer_offers_it_and_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import winreg

    program = tmp_path / "with blanks" / "ossdrop.exe"
    program.parent.mkdir()
    program.touch()
    folder = tmp_path / "Microsoft" / "Windows" / "SendTo"
    folder.mkdir(parents=True)
    monkeypatch.setenv("APPDATA", str(tmp_path))
    monkeypatch.setattr(explorer, "window_command", lambda: [str(program)])

    def known() -> str:
        return winreg.QueryValue(winreg.HKEY_CURRENT_USER, menu_entry.EXPLORER_COMMAND_KEY)

    explorer.offer("Upload with OssDrop")
    assert known() == f'"{program}" "%1"'
    assert (folder / "OssDrop.lnk").stat().st_size > 0
    monkeypatch.setattr(explorer, "window_command", lambda: ["C:\\new.exe"])
    explorer.renew("Upload with OssDrop")
    assert known() == 'C:\\new.exe "%1"'
    assert (menu_entry.withdraw(), menu_entry.withdraw()) == (True, False)
    assert not (folder / "OssDrop.lnk").exists()
    with pytest.raises(FileNotFoundError):
        known()


def test_settings_and_quit_have_keys_where_the_system_has_none(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoKeys(QKeySequence):
        def __init__(self, keys: object = "") -> None:
            super().__init__(keys if isinstance(keys, str) else "")

    monkeypatch.setattr(shortcuts, "QKeySequence", NoKeys)
    standard = QKeySequence.StandardKey
    assert keys_for(standard.Preferences).toString() == "Ctrl+,"
    assert keys_for(standard.Quit).toString() == "Ctrl+Q"


def test_the_figures_of_a_start_are_known() -> None:
    assert 10 < memory_mib() < 4000
    assert 0 < process_age_s() < 86_400


def test_nobody_keeps_a_machine_awake_without_asking() -> None:
    assert is_on_mains() in (True, False)


def test_starts_of_one_moment_are_one_window(qtbot: QtBot) -> None:
    first, second = SingleInstance(), SingleInstance()
    assert first._take_lock()
    assert not second._take_lock()
    assert not hand_over([], practice=False)  # nobody listens yet, and still there is one only
    first.listen()
    with qtbot.waitSignal(first.files_handed, timeout=20_000):
        start = subprocess.Popen([sys.executable, "-c", SECOND_START])
    qtbot.waitUntil(lambda: start.poll() == 0)
    qtbot.waitUntil(lambda: not first._callers)
    first.close()
