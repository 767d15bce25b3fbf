"""A button whose menu was closed elsewhere is not under the pointer: Qt goes on painting it so."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QPushButton


def let_hover_end(button: QPushButton) -> None:
    """Look again where the pointer is, each time the button's menu closes."""
    menu = button.menu()
    if menu is not None:
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, button, partial(_look, button)))


def _look(button: QPushButton) -> None:
    if not button.rect().contains(button.mapFromGlobal(QCursor.pos())):
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
        button.update()
