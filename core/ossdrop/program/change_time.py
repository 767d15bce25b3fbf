"""When a file was last changed in any way, which no program sets back: ctime, Windows' ChangeTime.

Python's `st_ctime` is the time of creation on Windows, so there the system is asked itself. Source:
GetFileInformationByHandleEx with FileBasicInfo, in Microsoft's documentation of the Windows API.
"""

from __future__ import annotations

import os
from pathlib import Path

_TO_1970 = 116_444_736_000_000_000  # in ticks of 100 ns, since 1601
_BASIC_INFO = 0


def change_time_ns(path: Path, facts: os.stat_result) -> int:
    """In nanoseconds since 1970; 0 where the file system does not tell. Raises OSError."""
    if os.name != "nt":
        return facts.st_ctime_ns
    handle = os.open(path, os.O_RDONLY)
    try:
        return change_time_of_open_ns(handle, facts)
    finally:
        os.close(handle)


def change_time_of_open_ns(handle: int, facts: os.stat_result) -> int:
    """The same of a file that is open."""
    if os.name != "nt":
        return facts.st_ctime_ns
    import ctypes
    import msvcrt

    # Times of creation, last access, last write and last change; attributes.
    times = (ctypes.c_int64 * 5)()
    asked = ctypes.windll.kernel32.GetFileInformationByHandleEx(  # type: ignore[attr-defined]
        ctypes.c_void_p(msvcrt.get_osfhandle(handle)),  # type: ignore[attr-defined]
        _BASIC_INFO,
        ctypes.byref(times),
        ctypes.sizeof(times),
    )
    changed = times[3] if asked else 0
    return (changed - _TO_1970) * 100 if changed > 0 else 0
