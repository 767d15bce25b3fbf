"""A few choices side by side, by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ossdrop_gui.look.segments import Segments


def test_tab_leads_to_what_is_chosen_and_the_arrows_choose_another(qtbot: QtBot) -> None:
    """It led to the first one: an arrow from there chose what nobody had come from."""
    window = QWidget()
    qtbot.addWidget(window)
    before, segments, after = QLineEdit(), Segments(3), QLineEdit()
    column = QVBoxLayout(window)
    for widget in (before, segments, after):
        column.addWidget(widget)
    segments.name(["1 hour", "24 hours", "7 days"])
    segments.choose(1)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before.setFocus()

    def press(key: Qt.Key) -> str:
        qtbot.keyClick(QApplication.focusWidget(), key)
        now = QApplication.focusWidget()
        return now.text() if isinstance(now, QPushButton) else ""

    assert press(Qt.Key.Key_Tab) == "24 hours"
    assert segments.current == 1
    assert press(Qt.Key.Key_Right) == "7 days"
    assert segments.current == 2
    assert press(Qt.Key.Key_Tab) == ""
    assert after.hasFocus()
    assert press(Qt.Key.Key_Backtab) == "7 days"
