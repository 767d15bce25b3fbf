"""OssDrop in the menu that Windows' Explorer shows for a file, and under *Send to*.

Explorer starts the program once a file; `single_instance` brings them together in one window.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

_KEY = r"Software\Classes\*\shell\OssDrop"
_COMMAND_KEY = rf"{_KEY}\command"


def registry_command(command: Sequence[str]) -> str:
    """What Explorer runs: each part quoted, since folders and files have blanks in their names."""
    return f'{subprocess.list2cmdline(command)} "%1"'


if sys.platform == "win32":
    import contextlib
    import os
    import winreg
    from pathlib import Path

    from PySide6.QtCore import QFile

    from ossdrop.program.own_process import window_command

    def offer(label: str) -> None:
        """Put OssDrop there as `label`. Blocks; raises OSError."""
        command = window_command()
        root = winreg.HKEY_CURRENT_USER
        winreg.SetValue(root, _KEY, winreg.REG_SZ, label)
        with winreg.OpenKey(root, _KEY, 0, winreg.KEY_SET_VALUE) as key:
            winreg.SetValueEx(key, "Icon", 0, winreg.REG_SZ, command[0])
        winreg.SetValue(root, _COMMAND_KEY, winreg.REG_SZ, registry_command(command))
        _send_to().unlink(missing_ok=True)
        if len(command) == 1 and _send_to().parent.is_dir():  # Qt's links have no arguments
            QFile.link(command[0], str(_send_to()))

    def withdraw() -> None:
        """Take it out. Blocks; raises OSError."""
        for key in (_COMMAND_KEY, _KEY):
            with contextlib.suppress(FileNotFoundError):
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
        _send_to().unlink(missing_ok=True)

    def renew(label: str) -> None:
        """Write the entry anew where it is there and names another program. Blocks."""
        try:
            known = winreg.QueryValue(winreg.HKEY_CURRENT_USER, _COMMAND_KEY)
        except FileNotFoundError:
            return
        if known != registry_command(window_command()):
            offer(label)

    def _send_to() -> Path:
        folder = os.environ.get("APPDATA", "")
        return Path(folder, "Microsoft", "Windows", "SendTo", "OssDrop.lnk")
