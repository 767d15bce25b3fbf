"""The page of uploads scrolls as one: what is on top, headings, cards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ossdrop.drops import Drop as DroppedTogether
from ossdrop.drops import new_drop_id
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.transfers.transfer import Transfer, TransferState
from ossdrop_gui.app import Desktop
from ossdrop_gui.look.theme import CONTENT_WIDTH, LIGHT, PAGE_MARGIN, ROW_HEIGHT
from ossdrop_gui.rows.content import RowAction
from tests.gui.history.test_history import Drop, entry_of, select, titles


def fill(qtbot: QtBot, desktop: Desktop, count: int, *, days: int = 1) -> None:
    assert desktop.core is not None
    now = datetime.now(UTC)
    for number in range(count):
        made = entry_of(f"{number}.png", timedelta(hours=1))
        days_ago = max(days - 1 - number, 0)
        desktop.core.history.add(replace(made, created_at=now - timedelta(days=days_ago)))
    desktop.window.history.show_new([])
    qtbot.waitUntil(lambda: desktop.window.history.list.model().rowCount() == count)


def waiting(desktop: Desktop, count: int, **changes: object) -> None:
    transfers = tuple(
        Transfer.of(1000 + n, 1, Path(f"{n}.jpg"), f"{n}.jpg", 7, **changes)  # type: ignore[arg-type]
        for n in range(count)
    )
    desktop.window.transfers.model.on_transfers_added(transfers)
    desktop.window.transfers._on_refresh_timeout()
    QApplication.processEvents()


def wheel(target: QWidget, steps: int) -> None:
    """As the mouse gives it: to the window, at the place of a widget."""
    window = target.window()
    place = target.mapTo(window, QPoint(target.width() // 2, 100 if target.height() > 200 else 20))
    QTest.wheelEvent(window.windowHandle(), QPointF(place), QPoint(0, -120 * steps))
    QApplication.processEvents()


def test_there_is_one_scroll_bar_for_all(qtbot: QtBot, desktop: Desktop) -> None:
    fill(qtbot, desktop, 40)
    waiting(desktop, 30)
    window, bar = desktop.window, desktop.window.history.list.verticalScrollBar()
    window.transfers._more.toggled.emit()
    QApplication.processEvents()
    assert window.transfers.list.height() == 30 * ROW_HEIGHT
    assert not window.transfers.list.verticalScrollBar().isVisible()
    for target in (window.drop_zone, window.transfers.list.viewport()):
        before, top = bar.value(), window.drop_zone.mapTo(window, QPoint()).y()
        wheel(target, 2)
        assert bar.value() > before
        moved = top - window.drop_zone.mapTo(window, QPoint()).y()
        assert moved == bar.value() - before


def test_a_few_uploads_are_shown_and_a_line_for_the_rest(qtbot: QtBot, desktop: Desktop) -> None:
    waiting(desktop, 30)
    pane = desktop.window.transfers
    assert pane.list.height() == 3 * ROW_HEIGHT
    assert pane._more.isVisible()
    assert pane._more._words.text() == "27 more files"
    pane._more.toggled.emit()
    QApplication.processEvents()
    assert pane.list.height() == 30 * ROW_HEIGHT
    pane._more.toggled.emit()
    assert pane.list.height() == 3 * ROW_HEIGHT


def test_a_cause_is_shown_in_full(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.window.resize(640, 480)
    error = OssDropError(ErrorCode.PERMISSION_MISSING)
    waiting(desktop, 2, state=TransferState.FAILED, error=error)
    pane = desktop.window.transfers
    assert pane.list.height() >= 2 * ROW_HEIGHT + 2 * 16
    desktop.window.resize(1400, 700)
    QApplication.processEvents()
    assert pane.list.height() == 2 * ROW_HEIGHT


def test_the_content_of_a_wide_window_stands_in_its_middle(qtbot: QtBot, desktop: Desktop) -> None:
    fill(qtbot, desktop, 40)
    window = desktop.window
    for width in (640, 1000, 1900):
        window.resize(width, 700)
        QApplication.processEvents()
        left, wide = window.history.list.column
        assert wide == min(width - 2 * PAGE_MARGIN, CONTENT_WIDTH)
        assert left == (width - wide) // 2  # the bar lies in the margin
        for widget in (window.chip, window.drop_zone):
            assert widget.mapTo(window, QPoint()).x() == left
        for widget in (window.settings_button, window.drop_zone):
            assert widget.mapTo(window, widget.rect().topRight()).x() == left + wide - 1


def test_days_stand_between_the_rows_and_are_no_rows(qtbot: QtBot, desktop: Desktop) -> None:
    fill(qtbot, desktop, 3, days=3)
    rows = desktop.window.history.list
    qtbot.waitUntil(lambda: len(titles(desktop)) == 3)
    model = desktop.window.history._model
    assert [model.day_words(row)[0] for row in range(2)] == ["Today", "Yesterday"]
    first, second = (rows.visualRect(rows.model().index(row, 0)) for row in (0, 1))
    assert second.top() - first.bottom() - 1 == 36
    between = QPoint(first.center().x(), (first.bottom() + second.top()) // 2)
    assert not rows.indexAt(between).isValid()
    picture = desktop.window.grab().toImage()
    corner = rows.viewport().mapTo(desktop.window, between)
    assert picture.pixelColor(first.right() - 20, corner.y()) == QColor(LIGHT.bg)
    edge = QPoint(first.center().x(), first.bottom() - 6)  # below the words
    assert is_on(picture, rows.viewport().mapTo(desktop.window, edge), LIGHT.surface)


def is_on(picture: QImage, place: QPoint, colour: str) -> bool:
    return picture.pixelColor(place) == QColor(colour)


def test_the_drop_zone_fills_the_page_until_there_is_something(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    window = desktop.window
    qtbot.waitUntil(lambda: window.drop_zone.height() > 300)
    drop(window, [make_file("a.png", b"a")])
    qtbot.waitUntil(lambda: titles(desktop) == ["a.png"])
    qtbot.waitUntil(lambda: window.drop_zone.height() == 72)
    assert window.history.top.isVisible()


def test_what_a_key_leads_to_is_seen(qtbot: QtBot, desktop: Desktop) -> None:
    fill(qtbot, desktop, 60)
    window, rows = desktop.window, desktop.window.history.list
    bar = rows.verticalScrollBar()
    bar.setValue(bar.maximum())
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(rows, Qt.Key.Key_Tab)
    assert bar.value() == bar.maximum()  # the line at the top is never scrolled away
    window.drop_zone.take_focus()
    qtbot.waitUntil(lambda: bar.value() < 100)


def test_what_was_scrolled_is_painted_as_if_it_were_new(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = datetime.now(UTC)
    monkeypatch.setattr("ossdrop_gui.history.model.service_now", lambda: at)
    fill(qtbot, desktop, 40, days=3)
    rows = desktop.window.history.list
    qtbot.waitUntil(lambda: len(titles(desktop)) == 40)
    desktop.window.history._tick.stop()

    def on_screen() -> QImage:
        QApplication.processEvents()
        return desktop.window.screen().grabWindow(desktop.window.winId()).toImage()

    for act in (
        lambda: rows.verticalScrollBar().setValue(300),
        lambda: wheel(rows.viewport(), 1),
        lambda: waiting(desktop, 2),
    ):
        act()
        qtbot.waitUntil(lambda: not desktop.window.transfers._refresh.isActive())
        QApplication.processEvents()
        seen = on_screen()
        desktop.window.update()
        rows.viewport().update()
        assert seen == on_screen()


def test_nothing_moves_sideways_when_rows_come_or_go(qtbot: QtBot, desktop: Desktop) -> None:
    fill(qtbot, desktop, 40)
    window, before = desktop.window, desktop.window.history.list.column
    window.history.bar.box.setText("nothing like it")
    qtbot.waitUntil(lambda: not titles(desktop))
    assert window.history.list.column == before


def test_all_are_not_cancelled_by_a_slip(qtbot: QtBot, desktop: Desktop) -> None:
    waiting(desktop, 5)
    pane, asked = desktop.window.transfers, list[object]()
    pane.cancel_asked.connect(asked.append)
    pane._all[RowAction.PAUSE].setFocus()
    for transfer in list(pane.model._transfers):
        pane.model.on_transfer_changed(replace(transfer, state=TransferState.PAUSED))
    pane._on_refresh_timeout()
    assert pane._all[RowAction.RESUME].hasFocus()
    pane._all[RowAction.CANCEL].click()
    assert not asked
    next(b for b in desktop.window.toast.buttons if b.text() == "Cancel them").click()
    assert len(asked) == 1


def test_a_key_leads_to_the_top_of_the_page(qtbot: QtBot, desktop: Desktop) -> None:
    fill(qtbot, desktop, 60)
    rows = desktop.window.history.list
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    assert rows.currentIndex().row() == 0  # seen at once
    QTest.keyClick(rows, Qt.Key.Key_End)
    assert rows.verticalScrollBar().value() == rows.verticalScrollBar().maximum()
    QTest.keyClick(rows, Qt.Key.Key_Home)
    assert rows.verticalScrollBar().value() == 0


def test_a_removed_row_leaves_its_place_to_the_next(qtbot: QtBot, desktop: Desktop) -> None:
    fill(qtbot, desktop, 20)
    rows = desktop.window.history.list
    qtbot.waitUntil(lambda: len(titles(desktop)) == 20)
    select(desktop, 7)
    rows.setCurrentIndex(rows.model().index(7, 0))
    next_one = titles(desktop)[8]
    desktop.window.history._on_delete_pressed()
    qtbot.waitUntil(lambda: len(titles(desktop)) == 19)
    assert rows.currentIndex().row() == 7
    assert titles(desktop)[7] == next_one


def test_rows_that_are_seen_stay_when_uploads_begin(qtbot: QtBot, desktop: Desktop) -> None:
    fill(qtbot, desktop, 60)
    rows = desktop.window.history.list
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum() // 2)
    middle = QPoint(rows.viewport().width() // 2, 100)
    before, top = rows.indexAt(middle).row(), rows.visualRect(rows.indexAt(middle)).top()
    waiting(desktop, 3)
    qtbot.waitUntil(lambda: not desktop.window.transfers._refresh.isActive())
    QApplication.processEvents()
    assert desktop.window.transfers.isVisibleTo(desktop.window)
    assert rows.indexAt(middle).row() == before
    assert rows.visualRect(rows.indexAt(middle)).top() == top


@pytest.mark.parametrize("kind", ["click", "menu"])
def test_the_first_click_takes_the_row_that_is_seen(
    qtbot: QtBot, desktop: Desktop, kind: str
) -> None:
    """The list jumped to its top when the mouse gave it the focus: another row was hit."""
    fill(qtbot, desktop, 60)
    window, rows = desktop.window, desktop.window.history.list
    window.activateWindow()
    window.drop_zone.take_focus()
    bar = rows.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    at = QPoint(200, rows.viewport().height() // 2)
    wanted = rows.indexAt(at).row()
    right = kind == "menu"
    button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
    QTest.mouseClick(rows.viewport(), button, pos=at)
    assert bar.value() == before
    assert rows.currentIndex().row() == wanted


def test_a_key_that_leads_into_a_scrolled_list_finds_a_row_in_sight(
    qtbot: QtBot, desktop: Desktop
) -> None:
    fill(qtbot, desktop, 60)
    rows = desktop.window.history.list
    bar = rows.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    assert bar.value() == before
    assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()).center())


def test_rows_that_come_between_others_above_move_none_that_is_seen(
    qtbot: QtBot, desktop: Desktop
) -> None:
    """Files of a drop stand in its order: one that ends late comes among the others."""
    fill(qtbot, desktop, 60)
    assert desktop.core is not None
    dropped = DroppedTogether(new_drop_id(), files=4)

    def add(place: int) -> None:
        made = entry_of(f"drop {place}.png", timedelta(hours=1))
        assert desktop.core is not None
        desktop.core.history.add(replace(made, drop=dropped, place=place))

    add(1)
    add(4)
    desktop.window.history.show_new([])
    rows = desktop.window.history.list
    qtbot.waitUntil(lambda: rows.model().rowCount() == 62)
    bar = rows.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    at = QPoint(200, rows.viewport().height() // 2)
    qtbot.waitUntil(lambda: rows.indexAt(at).data() is not None)
    seen, place = rows.indexAt(at).data(), rows.visualRect(rows.indexAt(at))
    add(2)
    add(3)
    desktop.window.history.show_new([])
    qtbot.waitUntil(lambda: rows.model().rowCount() == 64)
    qtbot.waitUntil(lambda: rows.indexAt(at).data() is not None)
    assert rows.indexAt(at).data() == seen
    assert rows.visualRect(rows.indexAt(at)) == place


def test_a_click_on_a_message_leaves_the_page_where_it_is(qtbot: QtBot, desktop: Desktop) -> None:
    fill(qtbot, desktop, 60)
    rows, toast = desktop.window.history.list, desktop.window.toast
    desktop.window.activateWindow()
    bar = rows.verticalScrollBar()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 300))
    bar.setValue(bar.maximum())
    done = list[bool]()
    toast.say("25 links are ready.", [("Copy", lambda: done.append(True))], stay=True)
    before = bar.value()
    QTest.mouseClick(toast.buttons[0], Qt.MouseButton.LeftButton)
    assert done
    assert not toast.isVisible()
    assert rows.hasFocus()
    assert bar.value() >= before - toast.height() - 48  # what the message had covered, at most
