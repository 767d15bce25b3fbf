"""The wheel scrolls the page and changes nothing, unless one means the box."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ossdrop_gui.app import Desktop
from ossdrop_gui.look.choices import ChoiceBox
from tests.gui.settings.conftest import opened


def turn(widget: QWidget) -> QWheelEvent:
    place = QPointF(5, 5)
    event = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def test_the_wheel_turns_only_what_has_the_focus(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box, other = ChoiceBox(), QLineEdit()
    box.addItems(["one", "two", "three"])
    column = QVBoxLayout(window)
    column.addWidget(other)
    column.addWidget(box)
    window.show()
    qtbot.waitExposed(window)
    other.setFocus()
    assert not turn(box).isAccepted()
    assert box.currentText() == "one"
    assert not box.hasFocus()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    turn(box)
    assert box.currentText() == "two"


def test_every_box_of_the_window_is_such_a_box(qtbot: QtBot, desktop: Desktop) -> None:
    from PySide6.QtWidgets import QComboBox

    opened(qtbot, desktop)
    boxes = desktop.window.findChildren(QComboBox)
    assert len(boxes) > 5
    assert all(isinstance(box, ChoiceBox) for box in boxes)
