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
        ("Alt+F12", Combination("F12", alt=True)),
        ("U", None),
        ("Shift+U", None),
        ("F5", None),
        ("Ctrl+Space", None),
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


def test_held_keys_count_once_and_refused_ones_are_let_go(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hotkey, "is_possible", lambda: True)
    monkeypatch.setattr(hotkey, "_keys_of_system", _Taken)
    keys = Hotkey()
    keys.use("Ctrl+U")
    with qtbot.waitSignal(keys.pressed) as told:
        keys._on_pressed()
    assert told.signal_triggered
    with qtbot.assertNotEmitted(keys.pressed):
        keys._on_pressed()
    with qtbot.waitSignal(keys.refused):
        keys.use("Ctrl+I")
    assert _Taken.closed == 2
    keys.use("")
    assert _Taken.closed == 2


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
    card.hotkey.clear()
    assert desktop.choices.now.hotkey == ""
