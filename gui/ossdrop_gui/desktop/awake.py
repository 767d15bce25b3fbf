"""Keeps the machine from sleeping while files are being sent, where it is on mains."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys

from ossdrop.program.own_process import own_working_folder
from ossdrop_gui.desktop.power import is_on_mains

_CONTINUOUS, _SYSTEM_REQUIRED = 0x80000000, 0x00000001


class Awake:
    """`hold` and `let_go` may be called any number of times; neither waits."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._is_held = False

    @property
    def is_held(self) -> bool:
        """Whether sleeping is held off now."""
        return self._is_held

    def hold(self) -> None:
        """Hold off sleeping; does nothing on battery."""
        if self._is_held or not is_on_mains():
            return
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS | _SYSTEM_REQUIRED)
            self._is_held = True
            return
        command = _command()
        if command is None:
            return
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=own_working_folder(),
            )
            self._is_held = True

    def let_go(self) -> None:
        """The machine may sleep again."""
        if not self._is_held:
            return
        self._is_held = False
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS)
        elif self._process is not None:
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process.terminate()
            self._process.wait()
            self._process = None


def _command() -> list[str] | None:
    """A program that holds sleep off as long as it runs; it also ends with this one."""
    if sys.platform == "darwin":
        return ["caffeinate", "-i", "-w", str(os.getpid())]
    if shutil.which("systemd-inhibit"):
        why = ["--what=sleep", "--who=OssDrop", "--why=Uploading files", "--mode=block"]
        return ["systemd-inhibit", *why, "cat"]  # until its stdin closes
    return None
