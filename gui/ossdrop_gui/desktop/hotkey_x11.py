"""Keys of the whole desktop on X11: a passive grab, on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSocketNotifier
from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError, DisplayError

if TYPE_CHECKING:
    from ossdrop_gui.desktop.key_combination import Combination

# Caps Lock and Num Lock count as keys that are held.
_LOCKS = (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask)


class X11Keys:
    """One combination."""

    def __init__(self, pressed: Callable[[], None]) -> None:
        self._pressed = pressed
        self._display: Display | None = None
        self._notifier: QSocketNotifier | None = None

    def grab(self, combination: Combination) -> bool:
        """Be told when these are pressed; False where another program has them."""
        try:
            self._display = display = Display()
        except (DisplayError, OSError):
            return False
        code = display.keysym_to_keycode(XK.string_to_keysym(combination.key))
        held = 0
        for is_held, mask in (
            (combination.control, X.ControlMask),
            (combination.alt, X.Mod1Mask),
            (combination.shift, X.ShiftMask),
            (combination.meta, X.Mod4Mask),
        ):
            held |= mask if is_held else 0
        refused = CatchError(BadAccess)
        root = display.screen().root
        for locks in _LOCKS:
            root.grab_key(
                code, held | locks, False, X.GrabModeAsync, X.GrabModeAsync, onerror=refused
            )
        display.sync()
        if not code or refused.get_error() is not None:
            return False
        self._notifier = QSocketNotifier(display.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)
        return True

    def close(self) -> None:
        """Let them go."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._display is not None:
            self._display.close()  # with the connection go its grabs
            self._display = None

    def _read(self) -> None:
        display = self._display
        while display is not None and display.pending_events():
            if display.next_event().type == X.KeyPress:
                self._pressed()
