"""Which keys may be taken from all other programs, and how they are chosen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from ossdrop_gui.app import Desktop
from ossdrop_gui.desktop import hotkey
from ossdrop_gui.desktop.hotkey import Hotkey
from ossdrop_gui.desktop.key_combination import Combination, combination_of


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
    with qtbot.waitSignal(keys.refused):
        keys.use("Ctrl+Alt+I")
    assert keys.is_refused
    assert _Taken.closed == 2
    with qtbot.assertNotEmitted(keys.refused):
        keys.use("Ctrl+Alt+I")  # another choice was changed
    keys.use("")
    assert not keys.is_refused


def test_keys_that_would_be_missed_while_typing_are_not_kept(
    qtbot: QtBot, desktop: Desktop
) -> None:
    desktop.open_settings()
    qtbot.waitUntil(lambda: desktop.page is not None)
    from ossdrop_gui.settings.program_card import ProgramCard

    card = desktop.window.findChild(ProgramCard)
    assert isinstance(card, ProgramCard)
    card.hotkey.setKeySequence(QKeySequence("U"))
    assert desktop.choices.now.hotkey == ""
    card.hotkey.setKeySequence(QKeySequence("Ctrl+Alt+U"))
    assert desktop.choices.now.hotkey == "Ctrl+Alt+U"
    card.hotkey.setKeySequence(QKeySequence("Esc"))
    assert "Hold two" in card._fields["hotkey"].note.text()
    assert desktop.choices.now.hotkey == "Ctrl+Alt+U"  # what worked, works
    card.say_keys_are_taken()
    card.hotkey.setKeySequence(QKeySequence("Del"))
    qtbot.waitUntil(lambda: desktop.choices.now.hotkey == "")
    assert card.hotkey.keySequence().isEmpty()
