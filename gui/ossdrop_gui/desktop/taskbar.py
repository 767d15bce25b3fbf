"""What Windows knows this program by, and who may come to the front there."""

from __future__ import annotations

import sys

APP_ID = "OssDrop.OssDrop"


def name_this_process() -> None:
    """One button in the taskbar, with our icon, also where Python itself is the program.

    Before the first window. Source: SetCurrentProcessExplicitAppUserModelID.
    """
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)


def let_come_to_front(pipe: int) -> None:
    """Let the process at the other end of a named pipe raise its window.

    Only who was started by the person may do that, and that is this one. Source:
    AllowSetForegroundWindow, GetNamedPipeServerProcessId.
    """
    if sys.platform == "win32":
        import ctypes

        process = ctypes.c_ulong()
        if ctypes.windll.kernel32.GetNamedPipeServerProcessId(
            ctypes.c_void_p(pipe), ctypes.byref(process)
        ):
            ctypes.windll.user32.AllowSetForegroundWindow(process)
