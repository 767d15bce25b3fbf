"""The page of uploads scrolls as one: what is on top, headings, cards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.transfers.transfer import Transfer, TransferState
from ossdrop_gui.app import Desktop
from ossdrop_gui.look.theme import CONTENT_WIDTH, LIGHT, PAGE_MARGIN, ROW_HEIGHT
from tests.gui.history.test_history import Drop, entry_of, titles


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
        Transfer(1000 + n, 1, Path(f"{n}.jpg"), f"{n}.jpg", 7, **changes)  # type: ignore[arg-type]
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
    assert pane._more._words.text() == "27 more files are waiting"
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
        assert wide == min(window.history.list.viewport().width() - 2 * PAGE_MARGIN, CONTENT_WIDTH)
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
    assert is_on(picture, rows.viewport().mapTo(desktop.window, first.center()), LIGHT.surface)


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
