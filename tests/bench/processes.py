"""Processes: clients that are measured from start to end, and companions that serve them."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
_POLL_S = 0.01


class ClientFailed(Exception):
    """A measured client did not do its job; the text is the end of what it said."""


@dataclass(frozen=True)
class Usage:
    """What a whole process took. CPU is user and system time together."""

    wall_s: float
    cpu_s: float
    peak_bytes: int  # VmHWM; 0 where it was not asked for


def measure(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    *,
    timeout_s: float = 900,
    watch_memory: bool = False,
) -> Usage:
    """Run a client to its end. Raises ClientFailed."""
    with tempfile.TemporaryFile() as words:
        began = time.perf_counter()
        process = start(command, environment, stdout=subprocess.DEVNULL, stderr=words)
        overtime = threading.Timer(timeout_s, process.kill)
        overtime.start()
        try:
            peak = _watch_peak(process.pid) if watch_memory else 0
            _, status, used = os.wait4(process.pid, 0)
        finally:
            overtime.cancel()
        wall_s = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            words.seek(0)
            end = words.read().decode(errors="replace")[-800:]
            raise ClientFailed(f"exit code {process.returncode}: {end}")
    return Usage(wall_s, used.ru_utime + used.ru_stime, peak)


def start(
    command: Sequence[str | Path], environment: Mapping[str, str], **options: Any
) -> subprocess.Popen[bytes]:
    """Start a program in the scratch folder that `environment` names as its home."""
    variables = {**environment, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=variables, cwd=environment["HOME"], **options)


def clean_environment(home: Path) -> dict[str, str]:
    """This process's environment without what would configure a client; `home` is empty."""
    foreign = ("QWEN", "OSS", "DASHSCOPE", "QIANWEN", "PYTHON")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(foreign) and not name.lower().endswith("_proxy")
    }
    home.mkdir(parents=True, exist_ok=True)
    return {
        **kept,
        "HOME": str(home),
        "OSSDROP_HOME": str(home / "ossdrop"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }


def _watch_peak(pid: int) -> int:
    """The highest VmHWM that was seen until the process ended."""
    peak = 0
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    peak = int(line.split()[1]) * 1024
        time.sleep(_POLL_S)
    return peak


class Companion:
    """A program that serves while it runs. Its first line of JSON is `ready`.

    It ends when its stdin closes. `take()` asks for what it has counted since the last time.
    """

    def __init__(self, command: Sequence[str | Path], environment: Mapping[str, str]) -> None:
        pipe = subprocess.PIPE
        self._process = start(command, environment, stdin=pipe, stdout=pipe)
        self.ready: dict[str, Any] = self._read()

    def take(self) -> dict[str, Any]:
        """What was counted since the last time."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"take\n")
        self._process.stdin.flush()
        return self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise ClientFailed(f"a companion ended with exit code {self._process.wait()}")
        values: dict[str, Any] = json.loads(line)
        return values


def answer_takes(take: Callable[[], Mapping[str, object]]) -> None:
    """A companion's side: print `take()` as JSON for each line on stdin, until it closes."""
    for _ in sys.stdin:
        print(json.dumps(take()), flush=True)
