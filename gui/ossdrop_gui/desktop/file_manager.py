"""OssDrop in the menu that file managers show for a file, for people who want it there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence

from ossdrop.program.menu_entry import FILE_NAME, MARK, entry_path, is_ours, withdraw
from ossdrop.program.own_process import window_command
from ossdrop.program.paths import assets_folder
from ossdrop_gui.desktop import explorer

_TIMEOUT_S = 20


def can_be_offered() -> bool:
    """Whether it can be chosen here; on macOS the bundle itself says which files it opens."""
    return sys.platform.startswith(("linux", "win"))


def offer(wanted: bool, label: str) -> None:  # noqa: FBT001 - a property's setter
    """Put OssDrop into that menu as `label`, or take it out. Blocks; raises OSError.

    An entry of an installation stays as it is.
    """
    if not wanted:
        if withdraw():
            _tell_desktop()
    elif sys.platform == "win32":
        explorer.offer(label)
    elif sys.platform.startswith("linux"):
        _offer_by_entry()


def renew(label: str) -> None:
    """Write the entry anew where it is there and names another program, as an older version did.

    Blocks; raises OSError.
    """
    if sys.platform == "win32":
        explorer.renew(label)
    elif sys.platform.startswith("linux"):
        path = entry_path()
        known = path.read_text(encoding="utf-8", errors="replace") if is_ours(path) else ""
        if known and known != desktop_entry(window_command()):
            _offer_by_entry()


def desktop_entry(command: Sequence[str]) -> str:
    """The entry among the assets, with this program's own place in it.

    Quoted as https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
    says.
    """
    icon = assets_folder() / "icons" / "ossdrop-256.png"
    lines = (assets_folder() / FILE_NAME).read_text(encoding="utf-8").splitlines()
    own = {"Exec": " ".join([*map(_quoted, command), "%F"]), "Icon": str(icon)}
    names = [line.partition("=")[0] for line in lines]
    made = [
        f"{name}={own[name]}" if name in own else line
        for name, line in zip(names, lines, strict=True)
    ]
    return "\n".join([*made, MARK, ""])


def _quoted(argument: str) -> str:
    escaped = "".join(f"\\{c}" if c in '"`$\\' else c for c in argument)
    # The file's own escapes come first, so that a backslash has to be there twice.
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'


def _offer_by_entry() -> None:
    path = entry_path()
    if path.exists() and not is_ours(path):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(desktop_entry(window_command()), encoding="utf-8")
    _tell_desktop()


def _tell_desktop() -> None:
    """Some keep a list of which program opens what."""
    if update := shutil.which("update-desktop-database"):
        command = [update, "-q", str(entry_path().parent)]
        subprocess.run(command, timeout=_TIMEOUT_S, check=False, capture_output=True)
