"""A process of our own that works on files of others, and may be ended: files are made by anybody.

A request is one line on its stdin; an answer on its stdout stands behind its length (4 bytes).
"""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence

from ossdrop.program.own_process import own_environment, own_working_folder

LENGTH = struct.Struct(">I")
_MOST_MEMORY_BYTES = 900 * 1024**2


class WorkerProcess:
    """Started with the first request, and anew after one that took too long or too much.

    Calls block, and come from any thread; one request is answered after the other.
    """

    def __init__(self, command: Callable[[], Sequence[str]]) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._closed = False

    def ask(self, request: str, *, within_s: float, most_bytes: int, start_s: float = 0.0) -> bytes:
        """The answer to a line; b"" where there is none, or it was not to be had in time.

        The first one of a process may take `start_s` longer.
        """
        with self._lock:
            before = self._process
            process = self._started()
            if process is None:
                return b""
            has_begun = process is not before
            guard = threading.Timer(within_s + (start_s if has_begun else 0.0), process.kill)
            guard.start()
            try:
                return self._answer(process, request, most_bytes)
            finally:
                guard.cancel()
                guard.join()

    def interrupt(self) -> None:
        """End what it does; the next request starts another one."""
        if (process := self._process) is not None:
            process.kill()

    def close(self) -> None:
        """End it for good; what waits for it gets no answer."""
        self._closed = True
        self.interrupt()
        with self._lock:
            self._reap()

    def _started(self) -> subprocess.Popen[bytes] | None:
        if self._process is not None and self._process.poll() is not None:
            self._reap()
        if self._process is None and not self._closed:
            with contextlib.suppress(OSError):
                self._process = subprocess.Popen(
                    self._command(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    cwd=own_working_folder(),
                    env=own_environment(),
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
        if self._closed:  # perhaps just now
            self._reap()
        return self._process

    def _answer(self, process: subprocess.Popen[bytes], request: str, most_bytes: int) -> bytes:
        if process.stdin is None or process.stdout is None:
            return b""
        try:
            process.stdin.write(f"{request}\n".encode())
            process.stdin.flush()
            (length,) = LENGTH.unpack(process.stdout.read(LENGTH.size))
            if length <= most_bytes:
                return process.stdout.read(length)
        except (OSError, struct.error):  # it was ended
            pass
        self._reap()
        return b""

    def _reap(self) -> None:
        if (process := self._process) is not None:
            process.kill()
            with contextlib.suppress(OSError):
                process.communicate()
            self._process = None


def serve(answer: Callable[[str], bytes]) -> None:
    """The other side: answer each line until stdin closes."""
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        content = answer(line.decode().rstrip("\n"))
        out.write(LENGTH.pack(len(content)) + content)
        out.flush()


def limit_own_process() -> None:
    """Less memory than a file could ask for, no core file, and others come first."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY_BYTES, _MOST_MEMORY_BYTES))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with contextlib.suppress(OSError):
            os.nice(10)
