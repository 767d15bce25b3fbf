"""The small window on top: what is dropped on it is sent, and its links are at hand."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import data_folder, preferences_file
from ossdrop.program.preferences import Preferences, read_preferences, write_preferences
from ossdrop.transfers.transfer import Transfer, TransferState
from ossdrop_gui.app import Desktop
from ossdrop_gui.shelf.shelf import Shelf
from ossdrop_gui.shelf.zone import ZoneState
from tests.gui.conftest import close
from tests.gui.history.test_history import Drop, exchange, titles
from tests.gui.upload.test_uploads import clipboard


def opened(qtbot: QtBot, desktop: Desktop) -> Shelf:
    desktop.window.shelf_button.click()
    shelf = desktop._shelf.shelf
    assert shelf is not None
    qtbot.waitUntil(shelf.isVisible)
    return shelf


def names(shelf: Shelf) -> list[str]:
    return [row.entry.name for row in shelf.rows if row.entry is not None and row.isVisible()]


def test_what_is_dropped_on_it_is_sent_and_its_link_copied(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    shelf = opened(qtbot, desktop)
    assert shelf.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert shelf.bar.title.text() == "practice-bucket"
    drop(shelf, [make_file(f"{letter}.txt", letter.encode()) for letter in "abcd"])
    qtbot.waitUntil(lambda: shelf.zone.shown.words == "4 links copied")
    qtbot.waitUntil(lambda: len(names(shelf)) == 3)
    assert clipboard().count("\n") == 3
    desktop.flow.clipboard.write("other")
    newest = shelf.rows[0]
    newest.copy.click()
    qtbot.waitUntil(lambda: newest.entry is not None and newest.entry.name in clipboard())
    assert clipboard().count("\n") == 0
    shelf._done.setInterval(1)
    shelf.show_done("done")
    qtbot.waitUntil(lambda: shelf.zone.shown.state is ZoneState.IDLE)


def test_it_opens_also_where_the_history_cannot_be_read(qtbot: QtBot, desktop: Desktop) -> None:
    exchange(data_folder() / "history.sqlite", version=99)
    shelf = opened(qtbot, desktop)
    assert names(shelf) == []
    assert shelf.bar.title.text() == "practice-bucket"


def test_it_says_what_it_waits_for_and_leads_to_the_window(
    qtbot: QtBot,
    desktop: Desktop,
    drop: Drop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
) -> None:
    shelf = opened(qtbot, desktop)
    practice.service.store.buckets.clear()
    drop(shelf, [make_file("a.txt", b"a")])
    qtbot.waitUntil(lambda: shelf.zone.shown.state is ZoneState.TROUBLE)
    desktop.window.hide()
    shelf.zone.click()
    assert desktop.window.isVisible()


def test_it_remembers_its_corner_and_never_lies_off_the_screen(
    qtbot: QtBot, desktop: Desktop
) -> None:
    shelf = opened(qtbot, desktop)
    shelf.move(40, 50)
    QTest.keyClick(shelf, Qt.Key.Key_Escape)
    assert not shelf.isVisible()
    assert desktop.choices.now.shelf == "40,50"
    assert opened(qtbot, desktop).pos() == QPoint(40, 50)
    shelf.close()
    for odd in ("90000,90000", "a,b", "1", "9" * 99 + ",1"):
        desktop.choices.change(shelf=odd)
        screen = opened(qtbot, desktop).screen().availableGeometry()
        assert screen.contains(shelf.geometry())
        shelf.close()


def test_it_speaks_the_language_of_the_program_and_ends_with_it(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    shelf = opened(qtbot, desktop)
    desktop.show_as("zh_CN", "light")
    qtbot.waitUntil(lambda: shelf.zone.shown.words == "拖到这里")
    drop(desktop.window, [make_file("a.txt", b"a")])
    qtbot.waitUntil(lambda: titles(desktop) == ["a.txt"])
    qtbot.waitUntil(lambda: names(shelf) == ["a.txt"])
    assert "复制链接" in shelf.rows[0].copy.accessibleName()
    desktop.window.quit()
    assert desktop._shelf.shelf is None


def test_it_says_what_failed_and_what_is_held_until_that_is_over(
    qtbot: QtBot,
    desktop: Desktop,
    drop: Drop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
) -> None:
    shelf = opened(qtbot, desktop)
    drop(shelf, [make_file("a.txt", b"a"), make_file("b.txt", b"b").parent / "gone.txt"])
    qtbot.waitUntil(lambda: clipboard().startswith("http"))
    shelf._done.stop()
    shelf._show_words()
    assert shelf.zone.shown.words == "1 file needs a look. Click to see."
    desktop.flow.remove_transfers([t.id for t in desktop.window.transfers.model._transfers])
    qtbot.waitUntil(lambda: shelf.zone.shown.state is ZoneState.IDLE)
    practice.service.store.buckets.clear()
    drop(shelf, [make_file("c.txt", b"c")])
    qtbot.waitUntil(lambda: "in the way" in shelf.zone.shown.words)
    desktop.flow.cancel([t.id for t in desktop.window.transfers.model._transfers])
    qtbot.waitUntil(lambda: shelf.zone.shown.state is ZoneState.IDLE)
    drop(shelf, [make_file("d.txt", b"d")])  # it is held still
    qtbot.waitUntil(lambda: "in the way" in shelf.zone.shown.words)
    desktop.show_as("zh_CN", "light")
    qtbot.waitUntil(lambda: "有问题要处理" in shelf.zone.shown.words)


def test_what_is_dropped_on_it_is_no_setting_and_a_question_comes_up(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    shelf = opened(qtbot, desktop)
    desktop.open_settings()
    page = desktop.page
    assert page is not None
    qtbot.waitUntil(lambda: page.view is not None)
    page.form.prefix.setText("typed/by/hand")
    drop(shelf, [make_file("list.csv", b"bucket,region\nother-bucket,cn-beijing\n")])
    qtbot.waitUntil(lambda: names(shelf) == ["list.csv"])
    assert desktop.window.is_on_settings
    assert page.form.prefix.text() == "typed/by/hand"
    desktop.window.hide()
    data = QMimeData()
    data.setText("https://example.com/a.png?Expires=1")
    shelf._take(data)
    assert desktop.window.isVisible()


def test_it_grows_upwards_at_the_foot_of_the_screen(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    shelf = opened(qtbot, desktop)
    room = shelf.screen().availableGeometry()
    shelf.move(room.right() - shelf.width(), room.bottom() - shelf.height())
    drop(shelf, [make_file(f"{letter}.txt", letter.encode()) for letter in "abc"])
    qtbot.waitUntil(lambda: len(names(shelf)) == 3)
    assert room.contains(shelf.geometry())


def test_return_presses_what_has_the_focus(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    shelf = opened(qtbot, desktop)
    drop(shelf, [make_file("a.txt", b"a")])
    qtbot.waitUntil(lambda: names(shelf) == ["a.txt"])
    desktop.flow.clipboard.write("other")
    shelf.activateWindow()
    shelf.rows[0].copy.setFocus()
    QTest.keyClick(shelf.rows[0].copy, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: clipboard().startswith("http"))


def test_the_window_is_remembered_also_with_the_small_one_open(
    qtbot: QtBot, desktop: Desktop
) -> None:
    shelf = opened(qtbot, desktop)
    shelf.move(60, 70)
    desktop.window.resize(901, 702)
    desktop.window.quit()
    kept = read_preferences(preferences_file())
    assert kept.geometry
    assert kept.shelf == "60,70"


def test_a_choice_that_is_still_being_written_takes_no_place_of_the_window(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing, write = threading.Event(), write_preferences

    def write_late(path: Path, preferences: Preferences) -> None:
        if not preferences.geometry:
            closing.wait(1)
        write(path, preferences)
        if preferences.geometry:
            closing.set()

    monkeypatch.setattr("ossdrop_gui.choices.write_preferences", write_late)
    desktop.choices.change(shelf="1,2")
    desktop.window.quit()
    kept = read_preferences(preferences_file())
    assert kept.geometry
    assert kept.shelf == "1,2"


def test_a_large_drop_is_one_row_there_too_and_copies_all_its_links(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    shelf = opened(qtbot, desktop)
    drop(shelf, [make_file("single.txt", b"1")])
    qtbot.waitUntil(lambda: names(shelf) == ["single.txt"])
    drop(shelf, [make_file(f"{n:02}.txt", str(n).encode()) for n in range(21)])
    qtbot.waitUntil(lambda: names(shelf) == ["21 files", "single.txt"])
    desktop.flow.clipboard.write("other")
    shelf.rows[0].copy.click()
    qtbot.waitUntil(lambda: clipboard().count("\n") == 20)
    assert "00.txt" in clipboard().splitlines()[0]


def test_practice_is_said_once_above_the_names(
    qtbot: QtBot, qapp: QApplication, make_file: Callable[..., Path]
) -> None:
    """Every name was "practice…ster.jpg"."""
    desktop = Desktop(qapp, practice=True, files=[make_file("new-poster.jpg", b"1")])
    qtbot.waitUntil(lambda: "Practice bucket" in desktop.window.chip.accessibleName())
    qtbot.waitUntil(lambda: titles(desktop) == ["new-poster.jpg"])
    shelf = opened(qtbot, desktop)
    assert shelf.bar.title.text() == "Practice bucket"
    qtbot.waitUntil(lambda: names(shelf) == ["new-poster.jpg"])
    close(desktop)


def test_it_is_there_again_at_the_next_start(
    qtbot: QtBot, qapp: QApplication, desktop: Desktop
) -> None:
    opened(qtbot, desktop).move(60, 70)
    desktop.window.quit()
    again = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: again.services is not None and again._shelf.is_open)
    shelf = again._shelf.shelf
    assert shelf is not None
    assert shelf.pos() == QPoint(60, 70)
    shelf.close()
    again.window.quit()
    assert not read_preferences(preferences_file()).shelf_is_open
    close(again)


def test_what_was_paused_by_hand_is_no_trouble(qtbot: QtBot, desktop: Desktop) -> None:
    shelf = opened(qtbot, desktop)
    row = Transfer.of(1, 1, Path("a.mp4"), "a.mp4", 10, state=TransferState.PAUSED)
    desktop.window.transfers.model.on_transfers_added([row])
    qtbot.waitUntil(lambda: shelf.zone.shown.words == "1 file is paused")
    assert shelf.zone.shown.state is ZoneState.IDLE
