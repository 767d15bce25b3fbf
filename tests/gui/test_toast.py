"""The short message at the bottom: its words and its buttons never lie on each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ossdrop_gui.look.style import apply_theme, dress
from ossdrop_gui.notices.toast import Toast
from ossdrop_gui.words.languages import CHINESE, ENGLISH, Languages


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    made = Languages(qapp)
    made.use(ENGLISH)
    yield made
    made.use(ENGLISH)


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


def test_the_foot_of_a_page_stays_in_reach(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1000, 480)
    parent.show()
    toast = Toast(parent)
    toast.say("Saved.")
    toast.keep_above(60)
    assert toast.geometry().bottom() < 480 - 60
    toast.say("Saved once more.")
    assert toast.geometry().bottom() < 480 - 60


def test_only_a_question_outlives_its_language(qtbot: QtBot, languages: Languages) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    toast = Toast(parent)
    toast.say("Cannot upload.", stay=True)
    languages.use(CHINESE)
    qtbot.waitUntil(toast.isHidden)
    toast.say("1 row removed.", [("Undo", lambda: None)], stay=True)
    languages.use(ENGLISH)
    QApplication.processEvents()
    assert not toast.isHidden()


def test_whoever_answers_goes_on_where_they_were(qtbot: QtBot) -> None:
    """The keyboard was in the next field after it, whichever that was."""
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    boxes = [QLineEdit() for _ in range(3)]
    for box in boxes:
        row.addWidget(box)
    window.show()
    boxes[1].setFocus()
    toast = Toast(window)
    for answer in (0, 1):
        toast.ask("Cancel it?", [("Yes", lambda: None), ("No", lambda: None)])
        assert window.focusWidget() is toast.buttons[1]
        toast.buttons[answer].click()
        assert window.focusWidget() is boxes[1]


def test_escape_presses_no_button(qtbot: QtBot) -> None:
    window, done = QWidget(), list[str]()
    qtbot.addWidget(window)
    window.show()
    toast = Toast(window)
    toast.say("2 links copied.", [("Send them again", lambda: done.append("sent"))])
    toast.buttons[0].setFocus()
    qtbot.keyClick(toast.buttons[0], Qt.Key.Key_Escape)
    assert not toast.isVisible()
    assert not done


def test_escape_answers_a_question_wherever_the_keyboard_is(qtbot: QtBot) -> None:
    """After one click elsewhere it led back from the settings, and the question stayed."""
    window, done = QWidget(), list[str]()
    qtbot.addWidget(window)
    box = QLineEdit(window)
    leave = QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), window)
    leave.activated.connect(lambda: done.append("left"))
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    toast = Toast(window)
    toast.ask("Cancel it?", [("Yes", lambda: done.append("yes")), ("No", lambda: None)])
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not toast.isVisible()
    assert not done
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert done == ["left"]


def test_whoever_takes_it_back_is_where_it_was_done(qtbot: QtBot) -> None:
    """After *Undo* the keyboard was at the top of the window."""
    window = QWidget()
    column = QVBoxLayout(window)
    first, box = QPushButton("Top"), QLineEdit()
    column.addWidget(first)
    column.addWidget(box)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    toast = Toast(window)
    box.setFocus()
    toast.say("Removed.", [("Undo", lambda: None)])
    toast.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(toast.buttons[0], Qt.Key.Key_Space)
    assert box.hasFocus()


def test_what_came_while_nobody_looked_goes_once_it_was_seen(qtbot: QtBot) -> None:
    """It lay over the rows of every page until somebody closed it."""
    window, other = QWidget(), QWidget()
    for one in (window, other):
        qtbot.addWidget(one)
    toast = Toast(window)
    with qtbot.waitActive(other):
        window.show()
        other.show()
        other.activateWindow()
    toast.say("Ready.", [("Copy", lambda: None)], until_seen=True)
    assert toast.isVisible()
    assert not toast._timer.isActive()
    with qtbot.waitActive(window):
        window.activateWindow()
    assert toast._timer.isActive()
    toast._timer.timeout.emit()
    assert not toast.isVisible()
