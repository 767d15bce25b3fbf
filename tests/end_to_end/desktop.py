"""A private X desktop: Xvfb, a session bus, a window manager, a home of its own.

Every wait has a limit and says what it waited for, with the logs of the programs.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from tests.end_to_end.x_client import Box, XClient

Found = TypeVar("Found")
PROGRAMS = ("Xvfb", "dbus-daemon", "openbox", "pcmanfm", "xdotool", "wmctrl", "xclip", "setpriv")
_TOKEN = "OSSDROP_TEST_DESKTOP"  # marks every process that was started here, however it forked
_WAIT_S = 30.0
_COMMAND_S = 15.0


class DesktopError(RuntimeError):
    """The desktop did not do what the test needs."""


class CommandTimeout(DesktopError):
    """A short command did not end: the program it asks does not answer."""


def missing_programs(*more: str) -> list[str]:
    """What is not installed of the programs this needs, and of `more`."""
    return [program for program in (*PROGRAMS, *more) if not shutil.which(program)]


class Desktop:
    """Use as a context manager; leaves no process and no file behind."""

    def __init__(self, width: int = 1280, height: int = 800) -> None:
        self._size = (width, height)
        self._token = uuid.uuid4().hex
        self._processes: list[tuple[str, subprocess.Popen[bytes]]] = []
        self._x: XClient | None = None
        self.folder = Path()
        self.environment: dict[str, str] = {}

    @property
    def x(self) -> XClient:
        """The connection to the X server."""
        if self._x is None:
            raise DesktopError("the desktop is not running")
        return self._x

    @property
    def home(self) -> Path:
        """The private home folder."""
        return self.folder / "home"

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="desktop-"))
        try:
            self._begin()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _begin(self) -> None:
        for name in ("home", "run", "tmp", "log"):
            (self.folder / name).mkdir(mode=0o700)
        self.environment = self._private_environment()
        width, height = self._size
        number = self._start_server(
            ["Xvfb", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-displayfd"]
        )
        self.environment["DISPLAY"] = f":{number}"
        self._x = XClient(int(number))
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._start_server(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
        )
        self.start(["openbox", "--sm-disable"])
        self.wait(lambda: self.run(["wmctrl", "-m"]).returncode == 0, "the window manager")

    def _private_environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
        home = str(self.home)
        return kept | {
            "HOME": home,
            "LANG": "C.UTF-8",
            "TMPDIR": str(self.folder / "tmp"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_CONFIG_HOME": f"{home}/.config",
            "XDG_DATA_HOME": f"{home}/.local/share",
            "XDG_CACHE_HOME": f"{home}/.cache",
            "XDG_SESSION_TYPE": "x11",
            "GTK2_RC_FILES": f"{home}/.gtkrc-2.0",
            "NO_AT_BRIDGE": "1",
            "QT_QPA_PLATFORM": "xcb",
            _TOKEN: self._token,
        }

    def start(
        self,
        command: Sequence[str | os.PathLike[str]],
        *,
        environment: Mapping[str, str] | None = None,
        keep_open: Sequence[int] = (),
    ) -> subprocess.Popen[bytes]:
        """Start a program on this desktop; its output goes to a log."""
        name = Path(command[0]).name
        log = self.folder / "log" / f"{len(self._processes):02}-{name}"
        with log.open("wb") as output:
            process = subprocess.Popen(
                # A test's process that is killed takes its desktop with it.
                ["setpriv", "--pdeathsig", "KILL", "--", *command],
                env=self.environment | dict(environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=keep_open,
                start_new_session=True,
            )
        self._processes.append((name, process))
        return process

    def run(
        self, command: Sequence[str], limit_s: float = _COMMAND_S
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a short command to its end."""
        try:
            return subprocess.run(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=limit_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise CommandTimeout(f"{' '.join(command)} did not end\n{self.logs()}") from None

    def _start_server(self, command: list[str]) -> str:
        """Start a server whose last option takes a descriptor; returns the line it writes there."""
        reading, writing = os.pipe()
        is_flag = command[-1].startswith("--")
        *options, last = command
        full = [*options, f"{last}={writing}"] if is_flag else [*command, str(writing)]
        try:
            try:
                self.start(full, keep_open=[writing])
            finally:
                os.close(writing)
            line, deadline = b"", time.monotonic() + _WAIT_S
            while not line.endswith(b"\n"):
                left_s = max(deadline - time.monotonic(), 0)
                ready, _, _ = select.select([reading], [], [], left_s)
                piece = os.read(reading, 4096) if ready else b""
                if not piece:
                    raise DesktopError(f"{command[0]} did not start\n{self.logs()}")
                line += piece
            return line.decode().strip()
        finally:
            os.close(reading)

    def wait(
        self, condition: Callable[[], Found | None], what: str, limit_s: float = _WAIT_S
    ) -> Found:
        """Look until the condition holds, and return what it found."""
        deadline = time.monotonic() + limit_s
        while not (found := condition()):
            if time.monotonic() > deadline:
                raise DesktopError(f"waited {limit_s} s in vain for {what}\n{self.logs()}")
            select.select([], [], [], 0.03)
        return found

    def wait_steady(
        self,
        look: Callable[[], Found | None],
        what: str,
        hold_s: float = 0.25,
        limit_s: float = _WAIT_S,
    ) -> Found:
        """Look until the same true value was seen for `hold_s` seconds."""
        seen: list[tuple[Found, float]] = []

        def steady() -> bool:
            now, found = time.monotonic(), look()
            if not found:
                seen.clear()
                return False
            if not seen or seen[0][0] != found:
                seen[:] = [(found, now)]
            return now - seen[0][1] >= hold_s

        self.wait(steady, what, limit_s)
        return seen[0][0]

    def window_of(self, process: subprocess.Popen[bytes]) -> int:
        """The id of the one window that a program shows."""

        def look() -> int:
            if process.poll() is not None:
                raise DesktopError(f"the program ended with {process.returncode}\n{self.logs()}")
            for line in self.run(["wmctrl", "-lp"]).stdout.decode("utf-8", "replace").splitlines():
                window, _, pid = line.split(None, 4)[:3]
                if int(pid) == process.pid:
                    return int(window, 16)
            return 0

        return self.wait(look, "a window")

    def place(self, window: int, box: Box) -> None:
        """Move and size a window; returns when it is there and raised."""
        asked_at = 0.0

        def there() -> bool:
            nonlocal asked_at
            now = self.x.box(window)
            is_there = (now.width, now.height) == (box.width, box.height)
            if is_there and 0 <= now.x - box.x <= 12 and 0 <= now.y - box.y <= 50:
                return True
            if time.monotonic() - asked_at > 1.5:  # one sent while it was mapping may be lost
                asked_at = time.monotonic()
                place = f"0,{box.x},{box.y},{box.width},{box.height}"
                self.run(["wmctrl", "-i", "-r", hex(window), "-e", place])
            return False

        self.wait_steady(there, f"window {window:#x} to be at {box}", 0.15)
        self.run(["wmctrl", "-i", "-a", hex(window)])

    def clipboard(self, good: Callable[[str], bool]) -> str:
        """The clipboard as another program reads it, once it is `good`."""
        command = ["xclip", "-selection", "clipboard", "-o", "-target", "UTF8_STRING"]

        def look() -> str:
            try:
                text = self.run(command, limit_s=5).stdout.decode("utf-8", "replace")
            except CommandTimeout:  # its owner is busy: ask again
                return ""
            return text if good(text) else ""

        return self.wait(look, "the clipboard")

    def logs(self) -> str:
        """The end of every program's output."""
        logs = sorted((self.folder / "log").glob("*"))
        return "\n".join(
            f"--- {log.name}:\n{log.read_text(errors='replace')[-1500:]}" for log in logs
        )

    def stop_display(self) -> None:
        """Let the X server fall, as at the end of a session."""
        if self._x is not None:
            self._x.close()
            self._x = None
        for name, process in self._processes:
            if name == "Xvfb":
                process.kill()

    def close(self) -> None:
        """End every process that was started here and remove the folder."""
        if self._x is not None:
            self._x.close()
            self._x = None
        for sent in (signal.SIGTERM, signal.SIGKILL):
            for pid in self._live_processes():
                try:
                    os.kill(pid, sent)
                except ProcessLookupError:
                    continue
            if self._all_ended(within_s=3.0):
                break
        left = self._live_processes()
        self._processes.clear()
        shutil.rmtree(self.folder, ignore_errors=True)
        if left:
            raise DesktopError(f"processes survived SIGKILL: {left}")

    def _all_ended(self, within_s: float) -> bool:
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            for _, process in self._processes:
                process.poll()
            # What was started here is also reaped; what forked away is known by its token alone.
            is_reaped = all(process.returncode is not None for _, process in self._processes)
            if is_reaped and not self._live_processes():
                return True
            select.select([], [], [], 0.02)
        return False

    def _live_processes(self) -> list[int]:
        mark = f"{_TOKEN}={self._token}".encode()
        return [pid for pid in _pids() if mark in _environment_of(pid)]


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _environment_of(pid: int) -> list[bytes]:
    """The variables a process began with; none for one that is gone or not ours to see."""
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []
