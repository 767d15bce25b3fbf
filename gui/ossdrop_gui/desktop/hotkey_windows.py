"""Keys of the whole desktop on Windows: RegisterHotKey, in a thread that waits for nothing else.

The messages of Qt's own thread would each pass through Python otherwise.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ossdrop_gui.desktop.hold import Hold

if TYPE_CHECKING:
    from ossdrop_gui.desktop.key_combination import Combination

# From winuser.h.
_ALT, _CONTROL, _SHIFT, _WIN, _NO_REPEAT = 1, 2, 4, 8, 0x4000
_WM_HOTKEY, _WM_QUIT, _VK_F1 = 0x0312, 0x0012, 0x70


class _Bell(QObject):
    """Rings in the thread that made it."""

    rung = Signal()


if sys.platform == "win32":
    from ctypes import wintypes

    class WindowsKeys:
        """One combination."""

        def __init__(self, pressed: Callable[[], None], told: Callable[[Hold], None]) -> None:
            self._told = told
            self._bell = _Bell()
            self._bell.rung.connect(pressed, Qt.ConnectionType.QueuedConnection)
            self._thread: threading.Thread | None = None
            self._thread_id = 0
            self._has_it = False
            self._is_ready = threading.Event()

        def grab(self, combination: Combination) -> None:
            """Be told when these are pressed, and whether another program has them."""
            key = combination.key
            code = ord(key) if len(key) == 1 else _VK_F1 + int(key[1:]) - 1
            held = _NO_REPEAT
            for is_held, mask in (
                (combination.control, _CONTROL),
                (combination.alt, _ALT),
                (combination.shift, _SHIFT),
                (combination.meta, _WIN),
            ):
                held |= mask if is_held else 0
            self._thread = threading.Thread(target=self._listen, args=(held, code), name="hotkey")
            self._thread.start()
            self._is_ready.wait()  # a call or two of the system
            self._told(Hold.WORKS if self._has_it else Hold.TAKEN)

        def close(self) -> None:
            """Let them go."""
            if self._thread is not None:
                ctypes.windll.user32.PostThreadMessageW(self._thread_id, _WM_QUIT, 0, 0)
                self._thread.join()
                self._thread = None

        def _listen(self, held: int, code: int) -> None:
            user32, message = ctypes.windll.user32, wintypes.MSG()
            self._thread_id = ctypes.windll.kernel32.GetCurrentThreadId()
            user32.PeekMessageW(ctypes.byref(message), None, 0, 0, 0)  # makes the queue
            self._has_it = bool(user32.RegisterHotKey(None, 1, held, code))
            self._is_ready.set()
            while user32.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
                if message.message == _WM_HOTKEY:
                    self._bell.rung.emit()
            user32.UnregisterHotKey(None, 1)
