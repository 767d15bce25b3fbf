"""Keys of the whole desktop on X11: a passive grab, on a connection of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSocketNotifier
from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError, ConnectionClosedError, DisplayError
from Xlib.protocol.rq import Event

from ossdrop_gui.desktop.hold import Hold

if TYPE_CHECKING:
    from ossdrop_gui.desktop.key_combination import Combination

# Caps Lock and Num Lock count as keys that are held.
_REPEATS_MS = 20
_LOCKS = (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask)


class X11Keys:
    """One combination."""

    def __init__(self, pressed: Callable[[], None], told: Callable[[Hold], None]) -> None:
        self._pressed, self._told = pressed, told
        self._combination: Combination | None = None
        self._released_at = -_REPEATS_MS - 1  # on the server's clock, in ms
        self._display: Display | None = None
        self._notifier: QSocketNotifier | None = None

    def grab(self, combination: Combination) -> None:
        """Be told when these are pressed, and whether another program has them."""
        self._combination = combination
        self._told(Hold.WORKS if self._has_grabbed(combination) else Hold.TAKEN)

    def _has_grabbed(self, combination: Combination) -> bool:
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
            with contextlib.suppress(ConnectionClosedError, OSError):
                self._display.close()  # with the connection go its grabs
            self._display = None

    def _read(self) -> None:
        try:
            while self._display is not None and self._display.pending_events():
                self._note(self._display.next_event())
        except (ConnectionClosedError, OSError):  # cut by somebody: begin anew
            self.close()
            if self._combination is not None:
                self.grab(self._combination)

    def _note(self, event: Event) -> None:
        """A key that is held is let go and pressed again at the same moment, again and again."""
        if event.type == X.KeyRelease:
            self._released_at = event.time
        elif event.type == X.KeyPress and event.time - self._released_at > _REPEATS_MS:
            self._pressed()
