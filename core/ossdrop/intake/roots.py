"""Files below folders that somebody named, opened so that no other can take their place.

Who may write into such a folder could else put a link there between the look at a file and the
moment that it is opened.
"""

from __future__ import annotations

import contextlib
import errno
import ntpath
import os
from collections.abc import Iterable, Iterator, Sequence
from io import FileIO
from pathlib import Path

from ossdrop.errors import ErrorCode, OssDropError

# Where there is O_PATH, a folder need not be readable, as for any program that opens a path in it.
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0)
_FILE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_LONG, _LONG_SHARE = "\\\\?\\", "\\\\?\\UNC\\"
_MOST_LETTERS = 32_768  # of a path of Windows'


def is_elsewhere(given: str, roots: Iterable[str]) -> bool:
    """Whether a path of Windows' is on no drive or share of the roots, as far as its text tells.

    Whoever only looks at one on another computer signs in there.
    """
    text = given.replace("/", "\\")
    drive = ntpath.splitdrive(text)[0].lower()
    drives = {ntpath.splitdrive(root)[0].lower() for root in roots}
    return text.startswith("\\??\\") or (drive != "" and drive not in drives)


class Roots:
    """The folders, as they are once links were followed."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folder.resolve() for folder in folders)

    def hold(self, path: Path) -> bool:
        """Whether a path lies below one of them by its text alone: nothing is looked at."""
        plain = Path(os.path.normpath(path))
        return any(plain.is_relative_to(folder) for folder in self.folders)

    @contextlib.contextmanager
    def opened(self, given: str) -> Iterator[tuple[Path, FileIO]]:
        """The file at a path, links followed first, and open for as long as it is wanted.

        A path that is not absolute counts from the folders, or from where this program is. Raises
        FILE_NOT_ALLOWED outside of them, FILE_MISSING for what is no path, OSError.
        """
        if os.name == "nt" and is_elsewhere(given, map(str, self.folders)):
            raise OssDropError(ErrorCode.FILE_NOT_ALLOWED, given)
        try:
            path = self._found(given)
        except (ValueError, OSError, RuntimeError) as error:  # "a\0b", "~nobody"
            raise OssDropError(ErrorCode.FILE_MISSING) from error
        folder = next((one for one in self.folders if path.is_relative_to(one)), None)
        if folder is None:
            raise OssDropError(ErrorCode.FILE_NOT_ALLOWED, given)
        if path == folder:
            raise OssDropError(ErrorCode.FILE_IS_SPECIAL)
        with FileIO(_open_below(folder, path), closefd=True) as file:
            yield path, file

    def _found(self, given: str) -> Path:
        path = Path(given).expanduser()
        places = [] if path.is_absolute() else [folder / path for folder in self.folders]
        return next((one for one in places if one.exists()), path).resolve()


def _open_below(folder: Path, path: Path) -> int:
    """Raises OSError, and FILE_NOT_ALLOWED for what has become a link to elsewhere meanwhile."""
    if os.name == "nt":
        handle = os.open(path, _FILE)
        if not _real_path(handle).is_relative_to(folder):
            os.close(handle)
            raise OssDropError(ErrorCode.FILE_NOT_ALLOWED, str(path))
        return handle
    *folders, name = path.relative_to(folder).parts
    at = os.open(folder, _FOLDER)
    try:
        for one in folders:
            inner = os.open(one, _FOLDER | _NO_LINK, dir_fd=at)
            os.close(at)
            at = inner
        return os.open(name, _FILE | _NO_LINK, dir_fd=at)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OssDropError(ErrorCode.FILE_NOT_ALLOWED, str(path)) from error
        raise
    finally:
        os.close(at)


def _real_path(handle: int) -> Path:
    """Where an open file lies. Source: GetFinalPathNameByHandle, Microsoft's documentation."""
    import ctypes
    import msvcrt

    text = ctypes.create_unicode_buffer(_MOST_LETTERS)
    ctypes.windll.kernel32.GetFinalPathNameByHandleW(  # type: ignore[attr-defined]
        ctypes.c_void_p(msvcrt.get_osfhandle(handle)),  # type: ignore[attr-defined]
        text,
        _MOST_LETTERS,
        0,
    )
    found = text.value
    if found.startswith(_LONG_SHARE):
        return Path("\\\\" + found.removeprefix(_LONG_SHARE))
    return Path(found.removeprefix(_LONG))
