"""A row looked at closer: its picture, its first lines, its keys."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from ossdrop_gui.app import Desktop
from ossdrop_gui.history.menu import RowMenu
from ossdrop_gui.history.preview import Preview
from tests.gui.history.test_history import Drop, sent, titles
from tests.gui.upload.test_uploads import clipboard


def opened(qtbot: QtBot, desktop: Desktop, row: int) -> Preview:
    rows = desktop.window.history.list
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(row, 0))
    QTest.keyClick(rows, Qt.Key.Key_Space)
    found = desktop.window.findChild(Preview)
    assert isinstance(found, Preview)
    qtbot.waitUntil(found.hasFocus)
    return found


def test_the_space_bar_shows_a_picture_and_escape_leads_back(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    path = tmp_path / "wide.png"
    picture = QImage(2000, 500, QImage.Format.Format_RGB32)
    picture.fill(QColor("#cc3344"))
    picture.save(str(path))
    drop(desktop.window, [path])
    qtbot.waitUntil(lambda: titles(desktop) == ["wide.png"])
    preview = opened(qtbot, desktop, 0)
    qtbot.waitUntil(lambda: preview._sight.pixmap().width() > 0)
    shown = preview._sight.pixmap()
    assert (shown.width(), shown.height()) == (532, 133)
    assert shown.toImage().pixelColor(266, 66) == QColor("#cc3344")
    seen = preview._sight.grab().toImage()  # all of it, with what is around
    assert [seen.pixelColor(x, 165) == QColor("#cc3344") for x in (13, 14, 545, 546)] == [
        False, True, True, False,
    ]  # fmt: skip
    middle = preview.geometry().center() - preview.parentWidget().rect().center()
    assert middle.manhattanLength() <= 2
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()
    assert desktop.window.history.list.hasFocus()


def test_a_text_shows_its_first_lines_and_keys_walk_and_copy(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.txt", "b.txt")
    first, second = titles(desktop)
    preview = opened(qtbot, desktop, 0)
    qtbot.waitUntil(lambda: preview._sight.text() == first)
    QTest.keyClick(preview, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: preview._sight.text() == second)
    assert preview._name.text() == second
    QTest.keyClick(preview, Qt.Key.Key_Down)  # there is no further one
    QTest.keyClick(preview, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: second in clipboard())


def test_return_presses_the_button_that_has_the_keyboard(
    qtbot: QtBot,
    desktop: Desktop,
    drop: Drop,
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It copied the link whatever had the focus, which Tab took out of it, to what is below."""
    sent(qtbot, desktop, drop, make_file, "a.txt", "b.txt")
    opens: list[object] = []
    monkeypatch.setattr(desktop.history_flow, "open_link", opens.append)
    preview = opened(qtbot, desktop, 0)
    found: list[QWidget] = []
    for _ in range(5):
        QTest.keyClick(focused(desktop), Qt.Key.Key_Tab)
        found.append(focused(desktop))
    assert found[4] is found[0] is preview.copy
    found[1].setFocus()
    QTest.keyClick(found[1], Qt.Key.Key_Return)
    assert opens == [preview._entry]
    before = preview._name.text()
    QTest.keyClick(found[1], Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: preview._name.text() != before)
    preview._close.setFocus()
    QTest.keyClick(preview._close, Qt.Key.Key_Return)
    assert not preview.isVisible()


def focused(desktop: Desktop) -> QWidget:
    found = desktop.window.focusWidget()
    assert found is not None
    return found


def test_the_search_is_not_below_it(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    """It stayed over the results, and Escape no longer closed it."""
    sent(qtbot, desktop, drop, make_file, "a.txt")
    preview = opened(qtbot, desktop, 0)
    QTest.keyClick(preview, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert not preview.isVisible()
    assert desktop.window.history.bar.box.hasFocus()


def test_what_cannot_be_shown_is_named_and_a_text_moves_no_cursor(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    for name, content in (("film.mp4", b"no film"), ("evil.txt", b"\x1b[2J<b>x</b>\xff\n" * 99)):
        (tmp_path / name).write_bytes(content)
        drop(desktop.window, [tmp_path / name])
        qtbot.waitUntil(lambda name=name: name in titles(desktop))
    preview = opened(qtbot, desktop, titles(desktop).index("film.mp4"))
    assert preview._sight.text() == "MP4"
    QTest.keyClick(preview, Qt.Key.Key_Space)
    preview = opened(qtbot, desktop, titles(desktop).index("evil.txt"))
    qtbot.waitUntil(lambda: "<b>x</b>" in preview._sight.text())
    assert "\x1b" not in preview._sight.text()
    assert preview._sight.text().count("\n") == 39


def test_a_click_beside_it_ends_it_and_a_new_link_counts_in_it(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.txt")
    preview, history = opened(qtbot, desktop, 0), desktop.core.history if desktop.core else None
    assert preview._entry is not None
    assert history is not None
    soon = datetime.now(UTC) + timedelta(hours=1)
    history.note_link(preview._entry.id, soon)
    desktop.window.history.list.model().refresh([preview._entry.id])
    qtbot.waitUntil(lambda: preview._entry is not None and preview._entry.link_expires_at <= soon)
    QTest.keyClick(preview, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: preview._entry is not None and preview._entry.link_expires_at > soon)
    qtbot.mouseClick(preview, Qt.MouseButton.LeftButton, pos=preview.rect().center())
    assert preview.isVisible()
    top = desktop.window.history.list.viewport()
    qtbot.mouseClick(top, Qt.MouseButton.LeftButton, pos=top.rect().topLeft() + QPoint(2, 2))
    assert not preview.isVisible()


def test_its_picture_is_pulled_as_the_file_itself_and_more_opens_the_menu(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "a b 猫.txt")
    preview = opened(qtbot, desktop, 0)
    assert preview._entry is not None
    assert preview._sight.path == preview._entry.source_path
    (url,) = preview._sight.file_data(preview._sight.path).urls()
    assert Path(url.toLocalFile()) == preview._entry.source_path
    preview._more.click()
    menus = desktop.window.history.findChildren(RowMenu)
    assert "Copy as" in [action.text() for action in menus[-1].actions()]
    menus[-1].close()
    imported = replace(preview._entry, is_imported=True)
    preview.show_entry(imported)
    assert preview._sight.path is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders on this system")
def test_a_pipe_in_the_place_of_a_text_holds_nobody_up(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.txt")
    assert desktop.core is not None
    path = desktop.core.history.entries(desktop.core.history.ids()).popitem()[1].source_path
    path.unlink()
    os.mkfifo(path)
    for _ in range(4):
        preview = opened(qtbot, desktop, 0)
        QTest.keyClick(preview, Qt.Key.Key_Escape)
    done: list[int] = []
    desktop._background.run(lambda: 1, done.append)
    qtbot.waitUntil(lambda: done == [1])


def test_what_is_removed_is_looked_at_no_longer(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.txt", "b.txt")
    preview = opened(qtbot, desktop, 0)
    assert preview._entry is not None
    stays = [name for name in titles(desktop) if name != preview._entry.name]
    desktop.history_flow.remove([preview._entry])
    qtbot.waitUntil(lambda: not preview.isVisible() and titles(desktop) == stays)
    preview = opened(qtbot, desktop, 0)
    menu = QMenu(preview)
    menu.addAction("x")
    menu.popup(QPoint(0, 0))
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=QPoint(2000, 2000))
    assert preview.isVisible()  # a click in a menu is none beside it


def test_all_of_a_picture_is_seen_also_on_a_low_page(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    """What was too high for it was cut off above and below."""
    path = tmp_path / "high.png"
    picture = QImage(420, 320, QImage.Format.Format_RGB32)
    picture.fill(QColor("#cc3344"))
    picture.save(str(path))
    desktop.window.resize(860, 600)
    drop(desktop.window, [path])
    qtbot.waitUntil(lambda: titles(desktop) == ["high.png"])
    preview = opened(qtbot, desktop, 0)
    sight = preview._sight
    qtbot.waitUntil(lambda: sight.pixmap().width() > 0)
    assert sight.pixmap().deviceIndependentSize().height() <= sight.contentsRect().height()
    before = sight.maximumHeight()
    desktop.window.resize(860, 480)
    qtbot.waitUntil(lambda: sight.maximumHeight() < before)
    assert sight.pixmap().deviceIndependentSize().height() <= sight.contentsRect().height()
