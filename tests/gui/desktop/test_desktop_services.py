"""Tray, messages, one instance, sleep, stalls, keys: being a good citizen of the desktop."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAccessible, QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from ossdrop.practice.server import PracticeServer
from ossdrop.program.menu_entry import MARK, entry_path, is_installed, is_ours
from ossdrop.program.own_process import window_command
from ossdrop.program.paths import preferences_file
from ossdrop.program.preferences import Preferences, write_preferences
from ossdrop_gui import desktop_services
from ossdrop_gui.app import Desktop
from ossdrop_gui.desktop import awake, power
from ossdrop_gui.desktop.awake import Awake
from ossdrop_gui.desktop.file_manager import desktop_entry, offer
from ossdrop_gui.desktop.notifications import Notifications
from ossdrop_gui.desktop.single_instance import SingleInstance, hand_over
from ossdrop_gui.desktop.stalls import StallWatch
from ossdrop_gui.desktop.tray import Tray
from ossdrop_gui.settings.program_card import ProgramCard
from ossdrop_gui.shortcuts import shortcuts
from tests.gui.conftest import close
from tests.gui.history.test_history import entry_of
from tests.gui.upload.test_uploads import clipboard
from tests.platforms import has_desktop_entries

ROOT = Path(__file__).parents[3]
THIRD_START = """
import sys
from pathlib import Path
from ossdrop_gui.desktop.single_instance import hand_over
sys.exit(not hand_over([Path(sys.argv[1])], practice=False))
"""
Drop = Callable[..., None]


def test_a_second_start_hands_over_its_files_and_ends(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path]
) -> None:
    instance = SingleInstance(desktop)
    instance.files_handed.connect(desktop.take_over)
    assert instance.claim([], practice=False)
    path = make_file("handed over 猫.png")
    started = subprocess.Popen(
        [sys.executable, "-m", "ossdrop_gui", str(path)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    qtbot.waitUntil(lambda: started.poll() == 0)
    qtbot.waitUntil(lambda: clipboard().startswith("http"))
    instance.close()
    assert not hand_over([path], practice=False)


def test_the_tray_offers_the_last_links_and_quits(qtbot: QtBot, qapp: QApplication) -> None:
    tray = Tray()
    tray.show_last([entry_of("cat.png", timedelta(hours=1))])
    tray.show_progress(2, "1 / 3")
    assert tray.icon.toolTip() == "OssDrop · 1 / 3"
    menu = tray.icon.contextMenu()
    menu.aboutToShow.emit()
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert list(actions) == [
        "Open OssDrop",
        "Small window on top",
        "Pause all",
        "Continue all",
        "Copy link: cat.png",
        "Quit",
    ]
    with qtbot.waitSignal(tray.link_asked) as asked:
        actions["Copy link: cat.png"].trigger()
    assert asked.args[0].name == "cat.png"  # type: ignore[index]
    with qtbot.waitSignal(tray.quit_asked):
        actions["Quit"].trigger()
    tray.close()


def test_a_message_is_sent_when_the_window_is_away(
    qtbot: QtBot,
    desktop: Desktop,
    drop: Drop,
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[tuple[str, ...]] = []
    monkeypatch.setattr(Notifications, "notify", lambda self, *words: sent.append(words))
    drop(desktop.window, [make_file("seen.png")])
    qtbot.waitUntil(lambda: clipboard().startswith("http"))
    assert sent == []
    desktop.window.showMinimized()
    drop(desktop.window, [make_file("away.png", b"away")])
    qtbot.waitUntil(lambda: len(sent) == 1)
    assert sent[0][0] == "1 link copied"
    desktop.window.come_up()
    assert not desktop.window.isMinimized()


def test_links_that_run_out_are_told_of_once_if_wanted(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(Notifications, "notify", lambda self, title, *_: sent.append(title))
    assert desktop.core is not None
    desktop.core.history.add(entry_of("a.png", timedelta(minutes=30)))
    desktop.core.history.add(entry_of("b.png", timedelta(days=3)))
    services = desktop.services
    assert services is not None
    services.remind()
    desktop.choices.change(reminds=True)
    services.remind()
    qtbot.waitUntil(lambda: sent == ["1 link expires within an hour"])
    desktop.core.history.add(entry_of("c.png", timedelta(minutes=20)))
    services.remind()
    qtbot.waitUntil(lambda: len(sent) > 1)
    assert sent[1:] == ["1 link expires within an hour"]  # the new one alone


def test_the_machine_is_kept_awake_on_mains_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(awake, "_command", lambda: ["cat"])
    monkeypatch.setattr(power, "_SUPPLIES", tmp_path)
    monkeypatch.setattr(awake, "is_on_mains", power._told_by_supplies)
    (tmp_path / "AC").mkdir()
    online = tmp_path / "AC" / "online"
    online.write_text("0\n")
    held = Awake()
    held.hold()
    assert not held.is_held
    online.write_text("1\n")
    held.hold()
    held.hold()
    assert held.is_held
    held.let_go()
    held.let_go()
    assert not held.is_held


def test_a_stall_is_written_down_with_what_held_the_loop(
    qtbot: QtBot, qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    watch = StallWatch()
    watch.start()
    with caplog.at_level(logging.WARNING):
        end = time.monotonic() + 0.6
        while time.monotonic() < end:
            pass
        qtbot.waitUntil(lambda: "the event loop was held" in caplog.text)
    watch.stop()
    assert "test_a_stall_is_written_down" in caplog.text


def test_every_key_is_listed(qtbot: QtBot, desktop: Desktop) -> None:
    assert len(shortcuts()) == 18
    assert all(text for _, text in shortcuts())
    desktop.window.show_keys()
    box = desktop.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "Ctrl+F" in box.text()
    assert "Ctrl+Z" in box.text()
    box.close()


def test_everything_is_reached_by_tab_and_has_a_name(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.window.activateWindow()
    seen: list[QWidget] = []
    widget = QApplication.focusWidget()
    while widget is not None and widget not in seen:
        seen.append(widget)
        widget.nextInFocusChain()
        desktop.window.focusNextChild()
        widget = QApplication.focusWidget()
    names = []
    for one in seen:
        interface = QAccessible.queryAccessibleInterface(one)
        assert interface is not None
        names.append(interface.text(QAccessible.Text.Name))
    assert all(names), names
    assert "Choose files…" in names
    assert "Settings" in names
    assert any("practice-bucket" in name for name in names)


def test_closing_into_the_tray_keeps_sending_and_quitting_ends(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    drop: Drop,
    make_file: Callable[..., Path],
) -> None:
    desktop.window.stays_in_tray = True
    practice.faults.hold = threading.Event()
    drop(desktop.window, [make_file()])
    qtbot.waitUntil(lambda: practice.service.waiting_requests == 1)
    desktop.window.close()
    assert not desktop.window.isVisible()
    practice.faults.hold.set()
    qtbot.waitUntil(lambda: clipboard().startswith("http"))
    desktop.window.come_up()
    assert desktop.window.isVisible()


def test_where_the_window_was_is_remembered(
    qtbot: QtBot, desktop: Desktop, qapp: QApplication
) -> None:
    desktop.window.resize(777, 555)
    desktop.window.quit()
    second = Desktop(qapp, practice=False, files=[])
    assert (second.window.width(), second.window.height()) == (777, 555)
    qtbot.waitUntil(lambda: second.core is not None)
    second.window.quit()


@has_desktop_entries
def test_the_desktop_entry_quotes_awkward_places() -> None:
    entry = desktop_entry(["/home/ann/我的 $x/100%/a\\b/`c`/ossdrop", "-m"])
    assert 'Exec="/home/ann/我的 \\\\$x/100%%/a\\\\\\\\b/\\\\`c\\\\`/ossdrop" "-m" %F\n' in entry
    assert "Icon=/" in entry
    assert entry.count("\nExec=") == 1


def test_the_file_manager_is_told_only_when_that_is_chosen(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []
    monkeypatch.setattr(desktop_services, "offer", lambda wanted, label: told.append(wanted))
    desktop.choices.change(notifies=False)
    desktop.choices.change(in_file_manager=True)
    desktop.choices.change(notifies=True)
    desktop.choices.change(in_file_manager=False)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert sorted(told) == [False, True]


@pytest.mark.parametrize("was_chosen", [True, False])
@has_desktop_entries
def test_an_entry_of_an_older_version_is_written_anew_at_the_start(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    was_chosen: bool,
) -> None:
    entry = tmp_path / "applications" / "com.ossdrop.OssDrop.desktop"
    entry.parent.mkdir()
    old = f'[Desktop Entry]\nExec="/usr/bin/python3" "-m" "gui" %F\n{MARK}\n'
    entry.write_text(old)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    write_preferences(preferences_file(), Preferences(in_file_manager=was_chosen))
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.first_page is not None)
    if was_chosen:
        wanted = desktop_entry(window_command())
        qtbot.waitUntil(lambda: entry.read_text() == wanted)
        assert '"gui"' not in wanted
    close(desktop)
    assert was_chosen or entry.read_text() == old


@has_desktop_entries
def test_the_entry_of_an_installation_is_left_alone(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was written over by a tick in the settings, and gone with the tick."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "none"))
    assert not is_installed()
    offer(True, "")
    assert is_ours(entry_path())
    assert not is_installed()
    offer(False, "")
    assert not entry_path().exists()
    entry_path().write_text(installed := "[Desktop Entry]\nExec=/opt/ossdrop %F\n")
    for wanted in (True, False):
        offer(wanted, "")
        assert entry_path().read_text() == installed
    assert is_installed()
    desktop.open_settings()
    qtbot.waitUntil(lambda: desktop.window.findChild(ProgramCard) is not None)
    card = desktop.window.findChild(ProgramCard)
    assert isinstance(card, ProgramCard)
    qtbot.waitUntil(card.boxes["in_file_manager"].isHidden)


def test_what_macos_opens_with_the_program_is_handed_over(qtbot: QtBot, tmp_path: Path) -> None:
    instance = SingleInstance()
    path = tmp_path / "cat.png"
    with qtbot.waitSignal(instance.files_handed) as handed:
        instance.eventFilter(instance, QFileOpenEvent(QUrl.fromLocalFile(str(path))))
    assert handed.args == [(path,), False]


def test_a_window_that_is_quitting_takes_no_more(qtbot: QtBot, tmp_path: Path) -> None:
    """What it would acknowledge then, nobody would send."""
    instance, handed = SingleInstance(), list[object]()
    instance.files_handed.connect(lambda files, _: handed.append(files))
    assert instance.claim([], practice=False)
    instance.take_no_more()
    start = subprocess.Popen([sys.executable, "-c", THIRD_START, str(tmp_path / "dog.png")])
    qtbot.waitUntil(lambda: start.poll() is not None, timeout=20_000)
    assert start.returncode == 1
    assert not SingleInstance()._take_lock()  # the next one waits until this is over
    assert handed == []
    instance.close()


def test_what_was_given_up_on_is_not_sent_later(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A window that had hung sent each file as often as it was offered, after the other one had."""
    instance, handed = SingleInstance(), list[object]()
    instance.files_handed.connect(lambda files, _: handed.append(files))
    assert instance.claim([], practice=False)
    path = tmp_path / "cat.png"
    with monkeypatch.context() as hasty:
        hasty.setattr("ossdrop_gui.desktop.single_instance._ANSWER_MS", 50)
        assert not hand_over([path], practice=False)  # the one that would answer waits here itself
        assert not hand_over([path], practice=False)
    with qtbot.waitSignal(instance.files_handed, timeout=20_000):
        start = subprocess.Popen([sys.executable, "-c", THIRD_START, str(tmp_path / "dog.png")])
    qtbot.waitUntil(lambda: start.poll() == 0, timeout=20_000)
    assert handed == [(tmp_path / "dog.png",)]
    qtbot.waitUntil(lambda: not instance._callers)
    instance.close()
