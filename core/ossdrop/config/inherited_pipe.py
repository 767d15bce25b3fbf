"""A `.env` that another program hands over through a pipe: `--env-file <(decrypt secrets)`.

The shell opens it and names it by its number; it can be read once. Any other FIFO, which somebody
put in a folder, is not a settings file.
"""

from __future__ import annotations

import os
import re
import select
import stat
import time
from pathlib import Path

from ossdrop.config.env_file import EnvFile, decode_env, parse_env, unreadable

_NAME = re.compile(r"/(?:dev|proc/self)/fd/(\d{1,6})|/dev/stdin")
_MOST_BYTES, _WITHIN_S = 1024**2, 2.0


def read_inherited_pipe(path: Path) -> EnvFile | None:
    """The variables in a pipe that this process was given; None for any other path.

    Waits for up to 2 seconds. Raises ENV_FILE_UNREADABLE.
    """
    found = _NAME.fullmatch(str(path))
    if found is None or os.name != "posix":
        return None
    handle = int(found[1] or 0)
    try:
        if not stat.S_ISFIFO(os.fstat(handle).st_mode):
            return None
        content = _read(handle, time.monotonic() + _WITHIN_S)
    except TimeoutError:
        raise unreadable(path, "nothing came within 2 seconds") from None
    except OSError as error:
        raise unreadable(path, error.strerror or type(error).__name__) from error
    if len(content) > _MOST_BYTES:
        raise unreadable(path, "it is over 1 MiB long")
    return EnvFile(None, parse_env(decode_env(path, content)))


def _read(handle: int, end_s: float) -> bytes:
    """All that comes until its end, or one byte more than is taken. Raises TimeoutError."""
    content = b""
    while len(content) <= _MOST_BYTES:
        ready, _, _ = select.select([handle], [], [], max(end_s - time.monotonic(), 0))
        if not ready:
            raise TimeoutError
        data = os.read(handle, 65536)
        if not data:
            break
        content += data
    return content
