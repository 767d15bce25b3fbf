"""How old this process is and how much memory it has, as each system tells it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

_IMPORTED_AT = time.time()
_TO_1970_S = 11_644_473_600  # Windows counts from 1601


def process_age_s() -> float:
    """Seconds since this process began; where that is not known, since this was imported."""
    return time.time() - (_began_at() or _IMPORTED_AT)


def memory_mib() -> float:
    """What it has in memory; 0.0 where that is not known."""
    return _memory_mib()


if sys.platform == "win32":
    import ctypes

    class _Memory(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS, as Microsoft's documentation of K32GetProcessMemoryInfo has."""

        _fields_ = (
            ("size", ctypes.c_ulong),
            ("page_faults", ctypes.c_ulong),
            ("most_in_memory", ctypes.c_size_t),
            ("in_memory", ctypes.c_size_t),
            ("rest", ctypes.c_size_t * 6),
        )

    def _this_process() -> ctypes.c_void_p:
        return ctypes.c_void_p(-1)  # what GetCurrentProcess gives

    def _memory_mib() -> float:
        found = _Memory(size=ctypes.sizeof(_Memory))
        ask = ctypes.windll.kernel32.K32GetProcessMemoryInfo
        if not ask(_this_process(), ctypes.byref(found), ctypes.sizeof(found)):
            return 0.0
        return float(found.in_memory) / 1024**2

    def _began_at() -> float:
        began, *others = (ctypes.c_ulonglong() for _ in range(4))
        times = [ctypes.byref(one) for one in (began, *others)]
        if not ctypes.windll.kernel32.GetProcessTimes(_this_process(), *times):
            return 0.0
        return began.value / 1e7 - _TO_1970_S

else:

    def _memory_mib() -> float:
        try:
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
        except (OSError, ValueError):
            return 0.0

    def _began_at() -> float:
        try:
            fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
            up_s = float(Path("/proc/uptime").read_text().split()[0])
            return time.time() - up_s + int(fields[19]) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError):
            return 0.0
