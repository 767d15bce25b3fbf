"""Which keys may be taken from all other programs: none that somebody types with."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

_LETTERS = range(Qt.Key.Key_A.value, Qt.Key.Key_Z.value + 1)
_DIGITS = range(Qt.Key.Key_0.value, Qt.Key.Key_9.value + 1)
_LAST_F = 24


@dataclass(frozen=True)
class Combination:
    """A letter, a digit or an F key, `U` or `F9`, and what is held with it."""

    key: str
    control: bool = False
    alt: bool = False
    shift: bool = False
    meta: bool = False


def combination_of(text: str) -> Combination | None:
    """What a text such as `Ctrl+Alt+U` names; None for what other programs are used with."""
    keys = QKeySequence(text, QKeySequence.SequenceFormat.PortableText)
    if keys.count() != 1:
        return None
    pressed = keys[0]  # type: ignore[index]  # the stubs lack it
    code, held = pressed.key().value, pressed.keyboardModifiers()
    f_number = code - Qt.Key.Key_F1.value + 1
    if code in _LETTERS or code in _DIGITS:
        name = chr(code)
    elif 1 <= f_number <= _LAST_F:
        name = f"F{f_number}"
    else:
        return None
    modifier = Qt.KeyboardModifier
    found = Combination(
        name,
        bool(held & modifier.ControlModifier),
        bool(held & modifier.AltModifier),
        bool(held & modifier.ShiftModifier),
        bool(held & modifier.MetaModifier),
    )
    return found if found.control + found.alt + found.shift + found.meta > 1 else None
