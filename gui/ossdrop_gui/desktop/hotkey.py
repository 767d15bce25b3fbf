"""Keys that work while another program is in front: unset until the person picks some.

Each system has its own way: RegisterHotKey on Windows, a passive grab on X11, the desktop's own
dialog on Wayland. macOS leaves it to its settings.
"""

from __future__ import annotations

import sys
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from ossdrop_gui.desktop.hold import Hold
from ossdrop_gui.desktop.key_combination import Combination, combination_of


class Keys(Protocol):
    """A system's way."""

    def grab(self, combination: Combination) -> None:
        """Be told when these are pressed, and how it stands with them."""

    def close(self) -> None:
        """Let them go; nothing is told any more."""


class Hotkey(QObject):
    """At most one combination."""

    pressed = Signal()
    changed = Signal()  # `hold` or `called`
    allowed = Signal(bool)  # whether this system lets a program have such keys

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: Keys | None = None
        self._used = ""
        self.is_possible = sys.platform == "win32" or QGuiApplication.platformName() == "xcb"
        self.hold = Hold.NONE
        self.called = ""  # the keys in the desktop's own words, where the person chose them there

    @Slot(bool)
    def allow(self, possible: bool) -> None:  # noqa: FBT001 - a slot
        """What `can_have_keys` has found: keys that were to be used are from now on."""
        if possible != self.is_possible:
            self.is_possible = possible
            used, self._used = self._used, ""
            self.use(used)
            self.allowed.emit(possible)

    @Slot(str)
    def use(self, text: str) -> None:
        """Listen to these keys from now on; "" for none."""
        if text == self._used:
            return
        self.close()
        self._used = text
        combination = combination_of(text)
        if combination is not None and self.is_possible:
            self._keys = self._keys_of_system()
            self._keys.grab(combination)

    def close(self) -> None:
        """Let them go."""
        self._let_go()
        self._used = ""
        self._on_told(Hold.NONE)

    def _let_go(self) -> None:
        if self._keys is not None:
            self._keys.close()
            self._keys = None

    def _on_told(self, hold: Hold, called: str = "") -> None:
        if hold in {Hold.TAKEN, Hold.REFUSED}:
            self._let_go()
        if (hold, called) != (self.hold, self.called):
            self.hold, self.called = hold, called
            self.changed.emit()

    def _keys_of_system(self) -> Keys:
        if sys.platform == "win32":
            from ossdrop_gui.desktop.hotkey_windows import WindowsKeys

            return WindowsKeys(self.pressed.emit, self._on_told)
        if _is_wayland():
            from ossdrop_gui.desktop.hotkey_portal import PortalKeys

            return PortalKeys(self.tr("Upload what is copied"), self.pressed.emit, self._on_told)
        from ossdrop_gui.desktop.hotkey_x11 import X11Keys

        return X11Keys(self.pressed.emit, self._on_told)


def can_have_keys() -> bool:
    """Whether this system lets a program have such keys. Blocks on Wayland: its portal is asked."""
    if _is_wayland():
        from ossdrop_gui.desktop.hotkey_portal import portal_has_keys

        return portal_has_keys()
    return sys.platform == "win32" or QGuiApplication.platformName() == "xcb"


def _is_wayland() -> bool:
    return QGuiApplication.platformName().startswith("wayland")
