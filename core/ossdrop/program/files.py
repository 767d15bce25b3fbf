"""Files and folders of the program's own: for this user only, whatever the umask says."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ossdrop.program.held_files import move_file, patiently, remove_temporary, replace_file

if TYPE_CHECKING:
    import filelock

_FILE_MODE, _FOLDER_MODE = 0o600, 0o700
_OTHERS = 0o077
_MOST_JSON_BYTES = 4 * 1024**2


def make_own_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, with mode 0700; raises OSError.

    One that is there already, from an older version or a careless umask, is closed to others.
    """
    missing = []
    above = folder
    while not above.exists():
        if above == above.parent:
            raise FileNotFoundError(errno.ENOENT, "there is no such drive or share", str(above))
        missing.append(above)
        above = above.parent
    for path in reversed(missing):
        with contextlib.suppress(FileExistsError):  # another process was faster
            path.mkdir(mode=_FOLDER_MODE)
            if os.name == "posix":
                path.chmod(_FOLDER_MODE)
    close_to_others(folder)


def close_to_others(path: Path) -> None:
    """Take what others may do with a file or folder of ours; where we may not, it stays."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        facts = path.lstat()
        if stat.S_ISLNK(facts.st_mode):  # what it leads to is not ours
            return
        if facts.st_mode & _OTHERS and facts.st_uid == os.geteuid():
            path.chmod(stat.S_IMODE(facts.st_mode) & ~_OTHERS)


def open_own(path: Path, mode: str, buffering: int = -1) -> IO[bytes]:
    """Open a file of ours for writing, made with mode 0600; raises OSError.

    One that has become a pipe or a device is refused: nobody may be at its other end.
    """

    def open_it() -> IO[bytes]:
        return open(path, mode, buffering, opener=_open_closed)  # no opener in Path

    return patiently(open_it)


def _open_closed(name: str, flags: int) -> int:
    handle = os.open(name, flags | getattr(os, "O_NONBLOCK", 0), _FILE_MODE)
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is not a regular file")
    if flags & os.O_CREAT and not mode & _FILE_MODE:  # a umask that takes what is ours
        _open_to_ourselves(handle)
    return handle


def _open_to_ourselves(handle: int) -> None:
    if os.name == "posix":
        with contextlib.suppress(OSError):
            os.fchmod(handle, _FILE_MODE)


def touch_own(path: Path) -> None:
    """Make an empty file of ours where there is none; others may not open it.

    One that is there is not opened: closing it would let go of the locks that SQLite has on it.
    """
    make_own_folder(path.parent)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _FILE_MODE)
        _open_to_ourselves(handle)
        os.close(handle)
    except FileExistsError:
        if path.is_symlink() and not path.exists():  # what it leads to is still to be made
            target = Path(os.path.realpath(path))
            if target.is_symlink():
                raise OSError(errno.ELOOP, "it leads in a circle") from None
            touch_own(target)
        close_to_others(path)


def read_regular(path: Path, most_bytes: int) -> bytes:
    """The content of a regular file of up to `most_bytes`; raises OSError, also for what is none.

    A FIFO or a device would hang, or never end.
    """
    try:
        # A FIFO that nobody writes to must not be waited for.
        handle = patiently(lambda: os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)))
    except ValueError as error:  # a NUL in its name
        raise OSError(errno.EINVAL, "it is no name of a file") from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise OSError(errno.EFBIG, f"it is over {most_bytes // 1024} KiB long")
    return content


def leads_nowhere(path: Path) -> bool:
    """Whether a file is missing since it, or a folder above, is a link to what is not there.

    A drive may be away: that is no sign that there never was a file.
    """
    return any(one.is_symlink() and not one.exists() for one in (path, *path.parents))


def read_json(path: Path) -> Any:
    """What a JSON file of ours holds; raises OSError, ValueError for a damaged one."""
    # A power loss may leave NULs, which belong to nothing.
    return parse_json(read_regular(path, _MOST_JSON_BYTES).replace(b"\0", b""))


def parse_json(content: bytes) -> Any:
    """JSON that may be damaged, or made to do harm; raises ValueError."""
    try:
        return json.loads(content, strict=False)  # a control character in a text harms no other
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def set_aside(path: Path) -> None:
    """Keep a damaged file of ours under another name, for nothing to be written over it."""
    with contextlib.suppress(OSError):
        move_file(path, path.with_name(f"{path.stem}.damaged-{time.time_ns()}{path.suffix}"))


def own_lock(path: Path, timeout_s: float) -> filelock.BaseFileLock:
    """A lock among processes of this user; its folder is made. Raises OSError."""
    import filelock

    make_own_folder(path.parent)
    return filelock.FileLock(path, timeout=timeout_s, mode=_FILE_MODE, thread_local=False)


def write_own(path: Path, content: bytes) -> None:
    """Write a file of ours in one atomic step, with mode 0600; raises OSError.

    Either the old or the new content is there, also after a power loss.
    """
    make_own_folder(path.parent)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    temporary = Path(name)  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        replace_file(temporary, path)
    finally:
        remove_temporary(temporary)
