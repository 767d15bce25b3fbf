"""OssDrop in the menu that Windows' Explorer shows for a file, and under *Send to*.

Explorer starts the program once a file; `single_instance` brings them together in one window.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence


def registry_command(command: Sequence[str]) -> str:
    """What Explorer runs: each part quoted, since folders and files have blanks in their names."""
    return f'{subprocess.list2cmdline(command)} "%1"'


if sys.platform == "win32":
    import winreg

    from PySide6.QtCore import QFile

    from ossdrop.program.menu_entry import EXPLORER_COMMAND_KEY, EXPLORER_KEY, send_to_path
    from ossdrop.program.own_process import window_command

    def offer(label: str) -> None:
        """Put OssDrop there as `label`. Blocks; raises OSError."""
        command = window_command()
        root = winreg.HKEY_CURRENT_USER
        winreg.SetValue(root, EXPLORER_KEY, winreg.REG_SZ, label)
        with winreg.OpenKey(root, EXPLORER_KEY, 0, winreg.KEY_SET_VALUE) as key:
            winreg.SetValueEx(key, "Icon", 0, winreg.REG_SZ, command[0])
        winreg.SetValue(root, EXPLORER_COMMAND_KEY, winreg.REG_SZ, registry_command(command))
        send_to_path().unlink(missing_ok=True)
        if len(command) == 1 and send_to_path().parent.is_dir():  # Qt's links have no arguments
            QFile.link(command[0], str(send_to_path()))

    def renew(label: str) -> None:
        """Write the entry anew where it is there and names another program. Blocks."""
        try:
            known = winreg.QueryValue(winreg.HKEY_CURRENT_USER, EXPLORER_COMMAND_KEY)
        except FileNotFoundError:
            return
        if known != registry_command(window_command()):
            offer(label)
