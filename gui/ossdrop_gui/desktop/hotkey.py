"""Keys that work while another program is in front: unset until the person picks some.

Each system has its own way: RegisterHotKey on Windows, a passive grab on X11. Wayland and macOS
leave it to their own settings.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence

_LETTERS = range(Qt.Key.Key_A.value, Qt.Key.Key_Z.value + 1)
_DIGITS = range(Qt.Key.Key_0.value, Qt.Key.Key_9.value + 1)
_LAST_F = 24
_AGAIN_AFTER_S = 0.5  # held keys repeat


@dataclass(frozen=True)
class Combination:
    """A letter, a digit or an F key, `U` or `F9`, and what is held with it."""

    key: str
    control: bool = False
    alt: bool = False
    shift: bool = False
    meta: bool = False


def combination_of(text: str) -> Combination | None:
    """What a text such as `Ctrl+Alt+U` names; None for what would take a key from typing."""
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
    return found if found.control or found.alt or found.meta else None


class Keys(Protocol):
    """A system's way."""

    def grab(self, combination: Combination) -> bool:
        """Be told when these are pressed; False where another program has them."""

    def close(self) -> None:
        """Let them go."""


class Hotkey(QObject):
    """At most one combination."""

    pressed = Signal()
    refused = Signal()  # another program has these keys

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: Keys | None = None
        self._used, self._pressed_s = "", 0.0

    @Slot(str)
    def use(self, text: str) -> None:
        """Listen to these keys from now on; "" for none."""
        if text == self._used:
            return
        self.close()
        self._used = text
        combination = combination_of(text)
        if combination is None or not is_possible():
            return
        self._keys = _keys_of_system(self._on_pressed)
        if not self._keys.grab(combination):
            self.close()
            self.refused.emit()

    def close(self) -> None:
        """Let them go."""
        if self._keys is not None:
            self._keys.close()
            self._keys = None
        self._used = ""

    @Slot()
    def _on_pressed(self) -> None:
        now_s = time.monotonic()
        if now_s - self._pressed_s > _AGAIN_AFTER_S:
            self.pressed.emit()
        self._pressed_s = now_s


def is_possible() -> bool:
    """Whether this system lets a program have such keys."""
    return sys.platform == "win32" or QGuiApplication.platformName() == "xcb"


def _keys_of_system(pressed: Callable[[], None]) -> Keys:
    if sys.platform == "win32":
        from ossdrop_gui.desktop.hotkey_windows import WindowsKeys

        return WindowsKeys(pressed)
    from ossdrop_gui.desktop.hotkey_x11 import X11Keys

    return X11Keys(pressed)
