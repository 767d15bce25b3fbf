"""A frame around a button is seen once somebody uses the keyboard, and never before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ossdrop_gui.look.quiet_focus import focus_quietly
from ossdrop_gui.look.style import apply_theme, dress
from ossdrop_gui.look.theme import palette, set_look


def two_buttons(
    qtbot: QtBot, qapp: QApplication, look: str = ""
) -> tuple[QWidget, QPushButton, QPushButton]:
    """In an active window, with the keyboard on the second."""
    apply_theme(qapp)
    window = QWidget()
    column = QVBoxLayout(window)
    first, other = QPushButton("First"), QPushButton("Other")
    for button in (first, other):
        column.addWidget(button)
        set_look(button, look)
    dress(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    other.setFocus()
    return window, first, other


@pytest.mark.parametrize("look", ["", "primary", "link"])
def test_the_frame_comes_with_the_first_key(qtbot: QtBot, qapp: QApplication, look: str) -> None:
    _window, first, other = two_buttons(qtbot, qapp, look)
    plain = first.grab().toImage()
    focus_quietly(first)
    assert first.hasFocus()
    assert first.grab().toImage() == plain
    QTest.keyClick(first, Qt.Key.Key_Shift)
    framed = first.grab().toImage()
    assert framed != plain
    colour = QColor(palette().text if look == "primary" else palette().accent)
    assert framed.pixelColor(first.width() // 2, 0) == colour
    other.setFocus()
    assert first.grab().toImage() == plain


def test_whoever_came_by_a_key_sees_where_the_next_one_goes(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """After each change of page, the keyboard was nowhere to be seen."""
    window, first, other = two_buttons(qtbot, qapp)
    plain = first.grab().toImage()
    focus_quietly(first)
    assert first.grab().toImage() == plain
    handle = window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    other.setFocus()
    focus_quietly(first)
    assert first.grab().toImage() != plain
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    other.setFocus()
    focus_quietly(first)
    assert first.grab().toImage() == plain


def test_a_button_that_is_deleted_with_its_focus_takes_nothing_down(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button, other = QPushButton("a", window), QPushButton("b", window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    focus_quietly(button)
    assert button.hasFocus()
    button.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    other.setFocus()
    assert other.hasFocus()
