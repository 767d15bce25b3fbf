"""Which keys may be taken from all other programs, and how they are chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ossdrop_gui.app import Desktop
from ossdrop_gui.desktop import hotkey
from ossdrop_gui.desktop.hotkey import Hotkey
from ossdrop_gui.desktop.key_combination import Combination, combination_of
from ossdrop_gui.settings.page import Part
from ossdrop_gui.settings.program_card import ProgramCard
from tests.gui.conftest import activate


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ctrl+Alt+U", Combination("U", control=True, alt=True)),
        ("Meta+Shift+7", Combination("7", shift=True, meta=True)),
        ("Alt+Shift+F12", Combination("F12", alt=True, shift=True)),
        ("Alt+F4", None),
        ("Ctrl+C", None),
        ("U", None),
        ("Shift+U", None),
        ("F5", None),
        ("Ctrl+Alt+Space", None),
        ("Ctrl+K, Ctrl+U", None),
        ("", None),
        ("nonsense", None),
    ],
)
def test_combinations(text: str, found: Combination | None) -> None:
    assert combination_of(text) == found


class _Taken:
    """Keys that another program has."""

    closed = 0

    def __init__(self, pressed: object) -> None:
        self.pressed = pressed

    def grab(self, combination: Combination) -> bool:
        return combination.key == "U"

    def close(self) -> None:
        _Taken.closed += 1


def test_refused_keys_are_let_go_and_not_tried_at_each_change(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hotkey, "is_possible", lambda: True)
    monkeypatch.setattr(hotkey, "_keys_of_system", _Taken)
    keys = Hotkey()
    keys.use("Ctrl+Alt+U")
    assert not keys.is_refused
    with qtbot.waitSignal(keys.settled, check_params_cb=lambda work: not work):
        keys.use("Ctrl+Alt+I")
    assert keys.is_refused
    assert _Taken.closed == 2
    with qtbot.assertNotEmitted(keys.settled):
        keys.use("Ctrl+Alt+I")  # another choice was changed
    keys.use("")
    assert not keys.is_refused


def test_keys_that_would_be_missed_while_typing_are_not_kept(
    qtbot: QtBot, desktop: Desktop
) -> None:
    desktop.open_settings()
    qtbot.waitUntil(lambda: desktop.page is not None)
    card = desktop.window.findChild(ProgramCard)
    assert isinstance(card, ProgramCard)
    card.hotkey.setKeySequence(QKeySequence("U"))
    assert desktop.choices.now.hotkey == ""
    card.hotkey.setKeySequence(QKeySequence("Ctrl+Alt+U"))
    assert desktop.choices.now.hotkey == "Ctrl+Alt+U"
    card.hotkey.setKeySequence(QKeySequence("Esc"))
    assert "Hold two" in card._fields["hotkey"].note.text()
    assert desktop.choices.now.hotkey == "Ctrl+Alt+U"  # what worked, works
    card.say_whether_keys_work(False)
    assert "Hold two" in card._fields["hotkey"].note.text()
    card.hotkey.setKeySequence(QKeySequence("Ctrl+Alt+U"))
    assert "Another program" in card._fields["hotkey"].note.text()
    assert desktop.choices.now.hotkey == "Ctrl+Alt+U"
    card.hotkey.setKeySequence(QKeySequence("Del"))
    assert desktop.choices.now.hotkey == ""
    assert card.hotkey.keySequence().isEmpty()


def test_keys_that_are_held_alone_clear_nothing(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.open_settings()
    card = desktop.window.findChild(ProgramCard)
    assert isinstance(card, ProgramCard)
    desktop.choices.change(hotkey="Ctrl+Alt+U")
    wanted: list[bool] = []
    card.keys_wanted.connect(wanted.append)
    desktop.page.show_part(Part.GENERAL)  # type: ignore[union-attr]
    activate(qtbot, desktop)
    card._fields["hotkey"].set_visible(True)  # hidden where a system has no such keys
    edit = card.hotkey
    edit.setFocus()
    qtbot.waitUntil(lambda: wanted == [True])
    QTest.keyPress(edit, Qt.Key.Key_Control)
    QTest.keyRelease(edit, Qt.Key.Key_Control)
    assert desktop.choices.now.hotkey == "Ctrl+Alt+U"
    assert card.hotkey.keySequence().toString() == "Ctrl+Alt+U"
    QTest.keyPress(edit, Qt.Key.Key_Control)
    card.language.setFocus()
    qtbot.waitUntil(lambda: wanted == [True, False])
    assert card.hotkey.keySequence().toString() == "Ctrl+Alt+U"
    card.hotkey.clear()  # by its button
    assert desktop.choices.now.hotkey == ""
