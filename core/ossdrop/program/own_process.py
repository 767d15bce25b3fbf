"""Starts this program again, so that nothing in the folder one stands in takes part in it."""

from __future__ import annotations

import os
import signal
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from ossdrop.program.files import make_own_folder
from ossdrop.program.paths import data_folder, own_home

_OPEN_FILES = 1024  # as most systems allow
_EXE = ".exe" if sys.platform == "win32" else ""


def headless_command(arguments: Sequence[str]) -> list[str]:
    """What starts `ossdrop-cli` with `arguments`. A bundled program is its own Python."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--core", *arguments]
    return [sys.executable, "-P", "-m", "ossdrop", *arguments]


def window_command() -> list[str]:
    """What starts the window: for menus of the desktop, which do so from any folder."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    python = Path(sys.executable)
    beside = python.parent, Path(sysconfig.get_path("scripts"))  # one folder, but on Windows
    for installed in (folder / f"ossdrop{_EXE}" for folder in beside):
        if installed.exists():
            return [str(installed)]
    without_console = python.with_name("pythonw.exe")
    if _EXE and without_console.exists():
        python = without_console
    return [str(python), "-P", "-m", "ossdrop_gui"]


def own_environment() -> dict[str, str]:
    """The environment of such a process: its children are as careful, and at home here."""
    return {**os.environ, "PYTHONSAFEPATH": "1", **own_home()}


class _Given:
    """PATH as it was at the start; only the commands of the person's own see it."""

    path: str | None = None


def search_no_current_folder() -> None:
    """Look for programs only in folders that PATH names in full: `.` is none, nor an empty part."""
    _Given.path = os.environ.get("PATH", "")
    parts = _Given.path.split(os.pathsep)
    os.environ["PATH"] = os.pathsep.join(part for part in parts if Path(part).is_absolute())


def given_environment() -> dict[str, str]:
    """The environment as the person has it, for a command that they name."""
    return {**os.environ, **({"PATH": _Given.path} if _Given.path is not None else {})}


def keep_out_of_core_files() -> None:
    """No crash writes this process's memory, keys included, to the disk.

    Not by PR_SET_DUMPABLE: desktop portals would then refuse to talk to it.
    """
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def open_as_many_files_as_needed() -> None:
    """Where few may be open at once, as on macOS: each connection and each file sent is one."""
    if sys.platform != "win32":
        import resource

        least, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _OPEN_FILES if most == resource.RLIM_INFINITY else min(_OPEN_FILES, most)
        if least != resource.RLIM_INFINITY and least < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def end_cleanly_when_told() -> None:
    """SIGTERM and SIGHUP leave as Ctrl+C does: what was kept in temporary files is removed."""

    def leave(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, leave)


def own_working_folder() -> Path:
    """A folder of our own to run in: relative names in PYTHONPATH and PATH lead nowhere else."""
    folder = data_folder()
    make_own_folder(folder)
    return folder
