"""Files that another program holds open: on Windows a virus scanner, an indexer, an editor.

Windows neither replaces, moves, removes nor opens such a file, and says so at once; most let go of
it within a second. Everything that touches files of ours does so through `patiently`.
"""

from __future__ import annotations

import contextlib
import errno
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_Result = TypeVar("_Result")
# ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE
_HELD = (5, 32, 33, 1224)
TRY_FOR_S = 1.0
_PAUSE_S = 0.02


def is_held(error: OSError) -> bool:
    """Whether Windows says that another program has the file open.

    What opens a file by way of C's own functions hears only that it is denied.
    """
    code = getattr(error, "winerror", None)
    if sys.platform == "win32" and code is None:
        return error.errno == errno.EACCES
    return code in _HELD


def patiently(act: Callable[[], _Result]) -> _Result:
    """Act, again while another program holds the file, for a second; raises OSError. Blocks."""
    until_s = time.monotonic() + TRY_FOR_S
    while True:
        try:
            return act()
        except OSError as error:
            if not is_held(error) or time.monotonic() > until_s:
                raise
        time.sleep(_PAUSE_S)


def replace_file(source: Path, target: Path) -> None:
    """Put `source` in the place of `target`; raises OSError. Blocks."""
    patiently(lambda: source.replace(target))


def move_file(source: Path, target: Path) -> None:
    """Give a file another name; raises OSError, on Windows also where `target` is. Blocks."""
    patiently(lambda: source.rename(target))


def remove_file(path: Path) -> None:
    """Remove a file, if it is there; raises OSError. Blocks."""
    patiently(lambda: path.unlink(missing_ok=True))


def remove_temporary(path: Path) -> None:
    """Remove what was being written, if it is still there; one that is held stays behind."""
    with contextlib.suppress(OSError):
        remove_file(path)
