"""The short message at the bottom: its words and its buttons never lie on each other."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ossdrop_gui.look.style import apply_theme, dress
from ossdrop_gui.notices.toast import Toast


@pytest.mark.parametrize("width", [640, 1000])
@pytest.mark.parametrize("text", ["1 row removed; the file stays.", "Long words " * 20])
def test_nothing_lies_on_anything(qtbot: QtBot, qapp: QApplication, width: int, text: str) -> None:
    apply_theme(qapp)
    parent = QWidget()
    dress(parent)
    qtbot.addWidget(parent)
    parent.resize(width, 480)
    parent.show()
    toast = Toast(parent)
    for names in (["Undo"], ["Send again anyway", "Delete what was sent"]):
        toast.say(text, [(name, lambda: None) for name in names], stay=True)
        parts = [toast.findChildren(QLabel)[0], *toast.buttons]
        for one, other in itertools.pairwise(parts):
            assert one.geometry().right() < other.geometry().left()
        for part in parts:
            assert toast.rect().contains(part.geometry())
        assert toast.x() >= 0
