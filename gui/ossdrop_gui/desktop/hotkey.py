"""Keys that work while another program is in front: unset until the person picks some.

Each system has its own way: RegisterHotKey on Windows, a passive grab on X11, the desktop's own
dialog on Wayland. macOS leaves it to its settings.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from ossdrop_gui.desktop.front import is_wayland
from ossdrop_gui.desktop.hold import Hold
from ossdrop_gui.desktop.key_combination import Combination, combination_of

_LOST = frozenset({Hold.TAKEN, Hold.REFUSED, Hold.UNKNOWN})


class Keys(Protocol):
    """A system's way."""

    def grab(self, combination: Combination) -> None:
        """Be told when these are pressed, and how it stands with them."""

    def close(self) -> None:
        """Let them go; nothing is told any more."""


class Hotkey(QObject):
    """At most one combination."""

    pressed = Signal(str)  # the desktop's leave to come to the front, "" where none is needed
    changed = Signal()  # `hold` or `called`
    allowed = Signal(bool)  # whether this system lets a program have such keys
    _found = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: Keys | None = None
        self._used = ""
        self._is_paused = False
        self.is_possible = sys.platform == "win32" or QGuiApplication.platformName() == "xcb"
        self.hold = Hold.NONE
        self.called = ""  # the keys in the desktop's own words, where the person chose them there
        self._found.connect(self._on_found, Qt.ConnectionType.QueuedConnection)

    def look(self) -> None:
        """Find out whether this system lets a program have such keys: on Wayland its portal says.

        In a thread of its own, which nobody waits for: a portal may take as long as it likes.
        """
        if is_wayland():
            threading.Thread(target=self._ask_portal, name="hotkey-look", daemon=True).start()

    def _ask_portal(self) -> None:
        from ossdrop_gui.desktop.hotkey_portal import portal_has_keys

        has_keys = portal_has_keys()
        with contextlib.suppress(RuntimeError):  # the program has ended
            self._found.emit(has_keys)

    @Slot(bool)
    def _on_found(self, possible: bool) -> None:  # noqa: FBT001 - a slot
        """Keys that were to be used are from now on."""
        if possible != self.is_possible:
            self.is_possible = possible
            used, self._used = self._used, ""
            self.use(used)
            self.allowed.emit(possible)

    @Slot(str)
    def use(self, text: str) -> None:
        """Listen to these keys from now on; "" for none."""
        self._is_paused = False
        if text == self._used:
            return
        self.close()
        self._used = text
        combination = combination_of(text)
        if combination is not None and self.is_possible:
            self._keys = self._keys_of_system()
            self._keys.grab(combination)

    def pause(self) -> None:
        """Take none while keys are chosen. What a desktop asks about is not asked twice for it."""
        if is_wayland() and self._keys is not None:
            self._is_paused = True
        else:
            self.close()

    def close(self) -> None:
        """Let them go."""
        self._let_go()
        self._used = ""
        self._on_told(Hold.NONE)

    def _let_go(self) -> None:
        if self._keys is not None:
            self._keys.close()
            self._keys = None

    def _on_pressed(self, token: str = "") -> None:
        if not self._is_paused:
            self.pressed.emit(token)

    def _on_told(self, hold: Hold, called: str = "") -> None:
        if hold in _LOST:
            self._let_go()
        if (hold, called) != (self.hold, self.called):
            self.hold, self.called = hold, called
            self.changed.emit()

    def _keys_of_system(self) -> Keys:
        if sys.platform == "win32":
            from ossdrop_gui.desktop.hotkey_windows import WindowsKeys

            return WindowsKeys(self._on_pressed, self._on_told)
        if is_wayland():
            from ossdrop_gui.desktop.hotkey_portal import PortalKeys

            label = self.tr("Upload what is copied")
            return PortalKeys(label, self._on_pressed, self._on_told, self)
        from ossdrop_gui.desktop.hotkey_x11 import X11Keys

        return X11Keys(self._on_pressed, self._on_told)
