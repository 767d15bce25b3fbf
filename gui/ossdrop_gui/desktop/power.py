"""Whether this computer runs on mains, as each system tells it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SUPPLIES = Path("/sys/class/power_supply")
_ASK_TIMEOUT_S = 2


def is_on_mains() -> bool:
    """True also where nobody knows, as on a desktop computer. Does not wait, but on macOS."""
    if sys.platform == "win32":
        return _told_by_windows()
    if sys.platform == "darwin":
        return _told_by_pmset()
    return _told_by_supplies()


def _told_by_supplies() -> bool:
    try:
        states = [path.read_text().strip() for path in _SUPPLIES.glob("*/online")]
    except OSError:
        return True
    return not states or "1" in states


def _told_by_pmset() -> bool:
    command = ["/usr/bin/pmset", "-g", "batt"]
    try:
        told = subprocess.run(command, capture_output=True, timeout=_ASK_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return True
    return b"'Battery Power'" not in told.stdout


if sys.platform == "win32":
    import ctypes

    class _PowerStatus(ctypes.Structure):
        """SYSTEM_POWER_STATUS, as Microsoft's documentation of GetSystemPowerStatus has it."""

        _fields_ = (
            ("ac_line_status", ctypes.c_ubyte),  # 0: battery, 1: mains, 255: unknown
            ("battery_flag", ctypes.c_ubyte),
            ("battery_life_percent", ctypes.c_ubyte),
            ("system_status_flag", ctypes.c_ubyte),
            ("battery_life_time", ctypes.c_ulong),
            ("battery_full_life_time", ctypes.c_ulong),
        )

    def _told_by_windows() -> bool:
        status = _PowerStatus()
        if not ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
            return True
        return bool(status.ac_line_status != 0)
