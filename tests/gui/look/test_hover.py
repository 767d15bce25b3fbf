"""A button whose menu was closed elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from ossdrop_gui.look.hover import let_hover_end


def test_it_is_not_hovered_any_more(qtbot: QtBot) -> None:
    button = QPushButton("menu")
    qtbot.addWidget(button)
    button.setMenu(QMenu(button))
    let_hover_end(button)
    button.show()
    under = Qt.WidgetAttribute.WA_UnderMouse
    QCursor.setPos(button.mapToGlobal(QPoint(2, 2)))
    button.setAttribute(under)
    button.menu().aboutToHide.emit()
    with qtbot.waitCallback() as looked:
        QTimer.singleShot(0, looked)  # after the other one
    assert button.testAttribute(under)
    QCursor.setPos(button.mapToGlobal(QPoint(-500, -500)))
    button.menu().aboutToHide.emit()
    qtbot.waitUntil(lambda: not button.testAttribute(under))
