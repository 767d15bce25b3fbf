"""A drop of many files is one row, which opens in place of the list."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from ossdrop.drops import MOST_SINGLE
from ossdrop.history.search import LinkState
from ossdrop_gui.app import Desktop
from ossdrop_gui.history.preview import Preview
from ossdrop_gui.rows.content import RowAction
from tests.gui.history.test_history import Drop, contents, select, titles
from tests.gui.upload.test_uploads import clipboard

MANY = MOST_SINGLE + 4


def folder_sent(qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path) -> list[str]:
    """A folder of pictures, and one file before it; gives the names in the folder."""
    (tmp_path / "before.txt").write_text("before")
    drop(desktop.window, [tmp_path / "before.txt"])
    qtbot.waitUntil(lambda: titles(desktop) == ["before.txt"])
    folder = tmp_path / "夏季新品"
    folder.mkdir()
    for number in range(MANY):
        picture = QImage(8, 8, QImage.Format.Format_RGB32)
        picture.fill(0x101010 * (number % 15))
        picture.setText("number", str(number))
        picture.save(str(folder / f"{number:02}.png"))
    drop(desktop.window, [folder])
    qtbot.waitUntil(lambda: f"{MANY} files" in spoken(desktop))
    return sorted(path.name for path in folder.iterdir())


def spoken(desktop: Desktop) -> str:
    return " ".join(content.spoken for content in contents(desktop))


def test_a_folder_is_one_row_that_enter_opens_and_escape_closes(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    names = folder_sent(qtbot, desktop, drop, tmp_path)
    pane = desktop.window.history
    assert titles(desktop) == ["夏季新品", "before.txt"]
    assert contents(desktop)[0].opens
    qtbot.waitUntil(lambda: len(contents(desktop)[0].stacked) == 3)
    pane.list.setFocus()
    pane.list.setCurrentIndex(pane.list.model().index(0, 0))
    QTest.keyClick(pane.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(desktop) == names)
    assert pane.heading.title.text() == "夏季新品"
    assert pane.heading.copy.text() == f"Copy {MANY} links"
    pane.bar.box.setFocus()
    pane.bar.box.setText("07.")
    qtbot.waitUntil(lambda: titles(desktop) == ["07.png"])
    QTest.keyClick(pane.bar.box, Qt.Key.Key_Escape)  # empties it
    qtbot.waitUntil(lambda: titles(desktop) == names)
    QTest.keyClick(pane.bar.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: titles(desktop) == ["夏季新品", "before.txt"])
    assert pane.heading.title.text() == "History"
    assert pane.list.currentIndex().row() == 0
    pane.list.setFocus()
    QTest.keyClick(pane.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: titles(desktop) == names)
    QTest.keyClick(pane.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: titles(desktop) == ["夏季新品", "before.txt"])


def test_a_click_on_what_opens_opens(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    names = folder_sent(qtbot, desktop, drop, tmp_path)
    rows = desktop.window.history.list
    index = rows.model().index(0, 0)
    row, words = rows.visualRect(index), rows.opening_rect(index)
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(rows.viewport(), left, pos=QPoint(words.right() + 60, row.top() + 16))
    assert titles(desktop)[0] == "夏季新品"  # beside them a row is chosen, as everywhere
    assert len(rows.selectionModel().selectedRows()) == 1
    at = QPoint(words.right() - 4, words.center().y())
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(rows.viewport(), left, control, pos=at)
    assert titles(desktop)[0] == "夏季新品"  # it was taken out of what is chosen
    assert not rows.selectionModel().selectedRows()
    QTest.mouseClick(rows.viewport(), left, pos=at)
    qtbot.waitUntil(lambda: titles(desktop) == names)
    QTest.mouseDClick(rows.viewport(), left, pos=at)  # of whoever clicks twice
    assert not desktop.window.findChildren(Preview)


def test_its_links_are_copied_in_the_order_of_the_drop(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    names = folder_sent(qtbot, desktop, drop, tmp_path)
    pane = desktop.window.history
    desktop.flow.clipboard.write("other")
    pane.list.button_clicked.emit(pane.list.model().index(0, 0), RowAction.COPY_LINK)
    qtbot.waitUntil(lambda: clipboard().count("\n") == MANY - 1)
    assert [link.partition("?")[0][-6:] for link in clipboard().split("\n")] == names
    pane.list.setFocus()
    select(desktop, 0, 1)
    QTest.keyClick(pane.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: clipboard().count("\n") == MANY)


def test_what_is_looked_for_is_found_inside(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    names = folder_sent(qtbot, desktop, drop, tmp_path)
    bar = desktop.window.history.bar
    bar.box.setText("11.png")
    qtbot.waitUntil(lambda: titles(desktop) == ["11.png"])
    bar.clear()
    bar.choose_state(LinkState.WORKING)
    qtbot.waitUntil(lambda: set(titles(desktop)) == {*names, "before.txt"})


def test_a_stack_goes_and_comes_back_whole(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    folder_sent(qtbot, desktop, drop, tmp_path)
    pane, core = desktop.window.history, desktop.core
    assert core is not None
    pane.list.setFocus()
    select(desktop, 0)
    QTest.keyClick(pane.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(desktop) == ["before.txt"])
    assert core.history.count() == 1
    (undo,) = [button for button in desktop.window.toast.buttons if button.text() == "Undo"]
    undo.click()
    qtbot.waitUntil(lambda: titles(desktop) == ["夏季新品", "before.txt"])
    assert f"{MANY} files" in spoken(desktop)


def test_the_last_file_that_goes_leads_back(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    names = folder_sent(qtbot, desktop, drop, tmp_path)
    pane = desktop.window.history
    pane.list.look_asked.emit(pane.list.model().index(0, 0))
    qtbot.waitUntil(lambda: titles(desktop) == names)
    pane.list.selectAll()
    QTest.keyClick(pane.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(desktop) == ["before.txt"])
    assert not pane.heading.back.isVisible()


def opened(qtbot: QtBot, desktop: Desktop, names: list[str]) -> None:
    pane = desktop.window.history
    pane.list.look_asked.emit(pane.list.model().index(0, 0))
    qtbot.waitUntil(lambda: titles(desktop) == names)


def test_a_stack_that_went_sends_nobody_anywhere_later(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    names = folder_sent(qtbot, desktop, drop, tmp_path)
    pane = desktop.window.history
    opened(qtbot, desktop, names)
    pane.list.selectAll()
    QTest.keyClick(pane.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(desktop) == ["before.txt"])
    assert pane._came_from is None
    assert not pane.selected_ids


def test_enter_opens_until_a_button_is_chosen(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    folder_sent(qtbot, desktop, drop, tmp_path)
    rows = desktop.window.history.list
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(0, 0))
    desktop.flow.clipboard.write("other")
    QTest.keyClick(rows, Qt.Key.Key_Right)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: clipboard().count("\n") == MANY - 1)
    assert titles(desktop) == ["夏季新品", "before.txt"]
    QTest.keyClick(rows, Qt.Key.Key_Left)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(titles(desktop)) == MANY)


def test_a_folder_that_is_sent_again_keeps_its_name(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    """It was called "24 files" then."""
    folder_sent(qtbot, desktop, drop, tmp_path)
    history = desktop.window.history
    history._entries_at(history.list.model().index(0, 0), history._upload_again)
    qtbot.waitUntil(lambda: titles(desktop)[:2] == ["夏季新品", "夏季新品"])


def test_what_is_sent_while_a_stack_is_open_is_seen(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    opened(qtbot, desktop, folder_sent(qtbot, desktop, drop, tmp_path))
    (tmp_path / "after.txt").write_text("after")
    drop(desktop.window, [tmp_path / "after.txt"])
    qtbot.waitUntil(lambda: titles(desktop) == ["after.txt", "夏季新品", "before.txt"])


def test_an_open_stack_says_what_is_so(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    names = folder_sent(qtbot, desktop, drop, tmp_path)
    pane = desktop.window.history
    opened(qtbot, desktop, names)
    select(desktop, 0, 1)
    pane._on_delete_pressed()
    qtbot.waitUntil(lambda: titles(desktop) == names[2:])
    assert pane.heading.copy.text() == f"Copy {MANY - 2} links"
    desktop.show_as("zh_CN", "light")
    qtbot.waitUntil(lambda: pane.heading.copy.text() == f"复制 {MANY - 2} 个链接")
    assert pane.list.accessibleName() == "夏季新品"
    pane.bar.states.setFocus()
    pane.bar.box.setText("05")
    qtbot.waitUntil(lambda: titles(desktop) == ["05.png"])
    pane.list.setFocus()
    QTest.keyClick(pane.list, Qt.Key.Key_Escape)  # the search first
    qtbot.waitUntil(lambda: titles(desktop) == names[2:])
    pane.bar.states.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: titles(desktop) == ["夏季新品", "before.txt"])


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such names")
def test_a_name_is_no_markup_and_a_question_has_it(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    folder = tmp_path / "<b>x"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number:02}.txt").write_text(f"{number}")
    drop(desktop.window, [folder])
    qtbot.waitUntil(lambda: titles(desktop) == ["<b>x"])
    pane, core = desktop.window.history, desktop.core
    assert core is not None
    opened(qtbot, desktop, sorted(path.name for path in folder.iterdir()))
    assert "&lt;b&gt;" in pane.heading.title.toolTip()
    ids = core.history.ids()
    pane.ask_before_deleting(list(core.history.entries(ids).values()))
    (box,) = desktop.window.findChildren(QMessageBox)
    assert f"{MANY} files of “<b>x”" in box.text()
    box.close()


def test_ended_links_of_a_stack_are_told(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    folder_sent(qtbot, desktop, drop, tmp_path)
    assert desktop.core is not None
    store = desktop.core.history
    ids = store.ids()
    for row in ids[:3]:
        store.note_link(row, datetime.now(UTC) - timedelta(hours=1))
    desktop.window.history.list.model().refresh(ids)
    qtbot.waitUntil(lambda: contents(desktop)[0].pill.text == "3 expired")


def test_rows_that_come_below_leave_the_selection(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    names = folder_sent(qtbot, desktop, drop, tmp_path)
    opened(qtbot, desktop, names)
    select(desktop, 3)
    assert desktop.core is not None
    store = desktop.core.history
    last = store.entries(store.ids()[:1])[store.ids()[0]]
    store.add(replace(last, id=0, key="p/more.png", name="more.png", place=MANY + 1))
    desktop.window.history.show_new([])
    qtbot.waitUntil(lambda: titles(desktop)[-1:] == ["more.png"])
    assert len(desktop.window.history.selected_ids) == 1


def test_the_links_of_a_stack_that_is_open_are_copied_by_one_button(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    names = folder_sent(qtbot, desktop, drop, tmp_path)
    pane = desktop.window.history
    assert pane.heading.copy.isHidden()
    pane.list.setCurrentIndex(pane.list.model().index(0, 0))
    pane.list.setFocus()
    QTest.keyClick(pane.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(desktop) == names)
    QGuiApplication.clipboard().clear()
    pane.heading.copy.click()
    qtbot.waitUntil(lambda: len(clipboard().splitlines()) == MANY)
    pane.close_stack()
    assert pane.heading.copy.isHidden()


def test_a_stack_without_a_name_opens_by_its_number(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{number:02}.txt" for number in range(MANY)]
    for path in paths:
        path.write_text(path.name)
    drop(desktop.window, paths)
    qtbot.waitUntil(lambda: titles(desktop) == [f"{MANY} files ›"])
    assert "›" not in spoken(desktop)
    rows = desktop.window.history.list
    words = rows.opening_rect(rows.model().index(0, 0))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=words.center())
    qtbot.waitUntil(lambda: len(titles(desktop)) == MANY)
