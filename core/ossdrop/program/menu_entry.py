"""What a person had OssDrop put into the menus of file managers, and how it is taken out again.

The window puts it there (`ossdrop_gui.desktop.file_manager`). On Linux the name of the file is that
of an installation's own entry, as desktops know a program by it: only one with our mark is ours.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

DESKTOP_ID = "com.ossdrop.OssDrop"  # the desktop file's name without its ending
MARK = "X-OssDrop-Offered=true"
FILE_NAME = f"{DESKTOP_ID}.desktop"
_SYSTEM_FOLDERS = "/usr/local/share:/usr/share"
# Below HKEY_CURRENT_USER.
EXPLORER_KEY = r"Software\Classes\*\shell\OssDrop"
EXPLORER_COMMAND_KEY = rf"{EXPLORER_KEY}\command"


def entry_path() -> Path:
    """Where this person's entry lies on Linux: https://specifications.freedesktop.org/menu-spec."""
    data = Path(os.environ.get("XDG_DATA_HOME", ""))
    home = data if data.is_absolute() else Path.home() / ".local" / "share"
    return home / "applications" / FILE_NAME


def send_to_path() -> Path:
    """Where Windows has what is under *Send to*."""
    folder = os.environ.get("APPDATA", "")
    return Path(folder, "Microsoft", "Windows", "SendTo", "OssDrop.lnk")


def is_ours(entry: Path) -> bool:
    """Whether an entry was put there from the settings, and by no installation. Blocks."""
    try:
        return MARK in entry.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False


def is_installed() -> bool:
    """Whether an installation has put an entry there already, for all its files. Blocks."""
    folders = os.environ.get("XDG_DATA_DIRS", "") or _SYSTEM_FOLDERS
    paths = [Path(folder, "applications", FILE_NAME) for folder in folders.split(":")]
    if is_ours(entry_path()):  # it can be taken back, and comes before the others
        return False
    return any(path.exists() and not is_ours(path) for path in (entry_path(), *paths))


def withdraw() -> bool:
    """Take out what was put there; whether there was something. Blocks; raises OSError."""
    if sys.platform == "win32":
        return _withdraw_from_explorer()
    if not sys.platform.startswith("linux") or not is_ours(entry_path()):
        return False
    entry_path().unlink()
    return True


def _withdraw_from_explorer() -> bool:
    found = send_to_path().exists()
    if sys.platform == "win32":
        import winreg

        for key in (EXPLORER_COMMAND_KEY, EXPLORER_KEY):
            with contextlib.suppress(FileNotFoundError):
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
                found = True
    send_to_path().unlink(missing_ok=True)
    return found
