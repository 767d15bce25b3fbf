"""A drop of many files is one row, which opens in place of the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ossdrop.drops import MOST_SINGLE
from ossdrop.history.search import LinkState
from ossdrop_gui.app import Desktop
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
    assert pane.heading.more.text() == f"{MANY} files"
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
