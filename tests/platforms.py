"""What a system cannot do, said where a test needs it; and what it does in another way."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys

import pytest


def waited_for_cpu_s() -> float:
    """For how long this thread was ready to run, and another one ran: nobody's fault here.

    Source: Documentation/scheduler/sched-stats.rst of Linux; 0 where the system does not tell.
    """
    try:
        with open("/proc/thread-self/schedstat", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


has_fifos = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="it knows no FIFOs by name")
has_modes = pytest.mark.skipif(os.name != "posix", reason="it has lists of rights, no modes")
has_links = pytest.mark.skipif(os.name != "posix", reason="links need a right of their own")
has_terminals = pytest.mark.skipif(not hasattr(os, "openpty"), reason="it has no pseudo-terminals")
has_signals = pytest.mark.skipif(os.name != "posix", reason="a signal ends a process at once")
has_shells = pytest.mark.skipif(os.name != "posix", reason="its shells are other ones")
has_desktop_entries = pytest.mark.skipif(
    sys.platform != "linux", reason="its file manager reads no desktop entries"
)
has_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
tells_what_left = pytest.mark.skipif(
    sys.platform == "win32", reason="it does not say how much of what was sent has left"
)
replaces_open_files = pytest.mark.skipif(
    os.name != "posix", reason="nobody replaces a file that is open"
)

# How a line of the shell that people have there takes a variable away.
UNSET = "Remove-Item Env:" if sys.platform == "win32" else "unset "

# Ends a process as nothing can be kept from doing: the words of a program for `python -c`.
KILL_ITSELF = "os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))"


def was_killed(ended: subprocess.CompletedProcess[str]) -> bool:
    """Whether `KILL_ITSELF` was its end."""
    if sys.platform == "win32":
        return ended.returncode == signal.SIGTERM
    return ended.returncode == -signal.SIGKILL


def stop_listening(listener: socket.socket) -> None:
    """Wake who waits in `accept`: a shutdown does so on Linux, elsewhere a caller."""
    address = listener.getsockname()
    try:
        listener.shutdown(socket.SHUT_RDWR)
    except OSError:
        with socket.socket() as caller:
            caller.settimeout(1)
            caller.connect_ex(address)
    listener.close()


def most_memory_kib() -> int:
    """The most that this process ever had in memory."""
    if sys.platform == "win32":
        from ossdrop.program.own_figures import memory_mib

        return int(memory_mib() * 1024)  # now: it never gives back much
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
