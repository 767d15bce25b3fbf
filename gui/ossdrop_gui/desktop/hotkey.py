"""Keys that work while another program is in front: unset until the person picks some.

Each system has its own way: RegisterHotKey on Windows, a passive grab on X11. Wayland and macOS
leave it to their own settings.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from ossdrop_gui.desktop.key_combination import Combination, combination_of


class Keys(Protocol):
    """A system's way."""

    def grab(self, combination: Combination) -> bool:
        """Be told when these are pressed; False where another program has them."""

    def close(self) -> None:
        """Let them go."""


class Hotkey(QObject):
    """At most one combination."""

    pressed = Signal()
    settled = Signal(bool)  # whether the keys that were chosen work: another program may have them

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: Keys | None = None
        self._used = ""

    @property
    def is_refused(self) -> bool:
        """Whether another program has the keys that were chosen."""
        return bool(self._used) and self._keys is None and is_possible()

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
        self._keys = _keys_of_system(self.pressed.emit)
        if not self._keys.grab(combination):
            self._let_go()
        self.settled.emit(self._keys is not None)

    def close(self) -> None:
        """Let them go."""
        self._let_go()
        self._used = ""

    def _let_go(self) -> None:
        if self._keys is not None:
            self._keys.close()
            self._keys = None


def is_possible() -> bool:
    """Whether this system lets a program have such keys."""
    return sys.platform == "win32" or QGuiApplication.platformName() == "xcb"


def _keys_of_system(pressed: Callable[[], None]) -> Keys:
    if sys.platform == "win32":
        from ossdrop_gui.desktop.hotkey_windows import WindowsKeys

        return WindowsKeys(pressed)
    from ossdrop_gui.desktop.hotkey_x11 import X11Keys

    return X11Keys(pressed)
