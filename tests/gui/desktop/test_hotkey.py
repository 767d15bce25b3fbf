"""Which keys may be taken from all other programs, and how they are chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ossdrop_gui.app import Desktop
from ossdrop_gui.desktop.hold import Hold
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
    """Keys that another program has, but for U."""

    closed = 0

    def __init__(self, told: Callable[[Hold], None]) -> None:
        self.told = told

    def grab(self, combination: Combination) -> None:
        self.told(Hold.WORKS if combination.key == "U" else Hold.TAKEN)

    def close(self) -> None:
        _Taken.closed += 1


def test_refused_keys_are_let_go_and_not_tried_at_each_change(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hotkey, "_keys_of_system", lambda keys: _Taken(keys._on_told))
    keys = Hotkey()
    keys.is_possible = False
    keys.use("Ctrl+Alt+U")
    assert keys.hold is Hold.NONE  # nobody knows yet whether this system has such keys
    with qtbot.waitSignal(keys.allowed):
        keys._on_found(True)
    assert keys.hold is Hold.WORKS
    keys.use("Ctrl+Alt+I")
    assert keys.hold is Hold.TAKEN
    assert _Taken.closed == 2
    with qtbot.assertNotEmitted(keys.changed):
        keys.use("Ctrl+Alt+I")  # another choice was changed
    keys.use("")
    assert keys.hold is Hold.NONE


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
    card.say_hold(Hold.TAKEN, "")
    assert "Hold two" in card._fields["hotkey"].note.text()
    card.hotkey.setKeySequence(QKeySequence("Ctrl+Alt+U"))
    assert "Another program" in card._fields["hotkey"].note.text()
    for hold, called, words in (
        (Hold.ASKED, "", "asks you"),
        (Hold.WORKS, "Super+U", "Set in your desktop: Super+U."),
        (Hold.UNSET, "", "No keys are set"),
        (Hold.UNKNOWN, "", "does not know OssDrop yet"),
        (Hold.REFUSED, "", "did not allow these keys"),
        (Hold.WORKS, "", "any program is in front"),
    ):
        card.say_hold(hold, called)
        assert words in card._fields["hotkey"].note.text()
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


def test_escape_leaves_the_field_as_it_was(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.open_settings()
    card = desktop.window.findChild(ProgramCard)
    assert isinstance(card, ProgramCard)
    desktop.choices.change(hotkey="Ctrl+Alt+U")
    desktop.page.show_part(Part.GENERAL)  # type: ignore[union-attr]
    activate(qtbot, desktop)
    card.show_hotkey(True)
    card.hotkey.setFocus()
    qtbot.waitUntil(card.hotkey.hasFocus)
    QTest.keyClick(card.hotkey, Qt.Key.Key_Escape)
    assert not card.hotkey.hasFocus()
    assert card.hotkey.keySequence().toString() == "Ctrl+Alt+U"
    assert desktop.choices.now.hotkey == "Ctrl+Alt+U"
