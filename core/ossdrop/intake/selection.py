"""From what a person dropped to the files to send: folders opened, each file looked at once."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ossdrop.errors import OPEN_ELSEWHERE, TOO_MANY_OPEN, ErrorCode, OssDropError
from ossdrop.intake.natural_order import natural_order
from ossdrop.intake.secret_files import looks_secret
from ossdrop.printable import printable_name
from ossdrop.program.held_files import is_held

# What Windows and Office put into folders; a name with a dot at its beginning is hidden elsewhere.
_SYSTEM_FILES = frozenset({"desktop.ini", "thumbs.db", "ehthumbs.db", "icon\r"})
_MOUNT_POINT = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT of Windows
_INVALID_NAME = 123  # ERROR_INVALID_NAME
_SOON_S = 0.1  # a slow disk does not hold up the first of many


@dataclass(frozen=True)
class Selected:
    """A file to send, or the reason why it cannot be sent."""

    path: Path
    name: str
    size_bytes: int = 0
    folder: str = ""  # inside the folder that was given, and with its name: "pictures/june"
    looks_secret: bool = False
    error: OssDropError | None = None


def select_files(
    paths: Iterable[Path], is_wanted: Callable[[], bool] = lambda: True
) -> Iterator[Selected]:
    """The files behind `paths`, in order; folders give their files, sorted. Waits for the disk.

    Ends once it is no longer wanted, also among folders that are empty. Hidden files inside folders
    are left out: they are the system's, not the person's.
    """
    for path in paths:
        try:
            facts = path.stat()
        except (OSError, ValueError) as error:
            yield _refused(path, error)
            continue
        if not stat.S_ISDIR(facts.st_mode):
            yield _selected(path, facts)
            continue
        found = False
        for file in _files_in(path, is_wanted):
            found = True
            yield file
        if not found and is_wanted():
            yield Selected(
                path, printable_name(path.name), error=OssDropError(ErrorCode.FOLDER_EMPTY)
            )


def select_at_once(
    paths: Iterable[Path], count: int, is_wanted: Callable[[], bool] = lambda: True
) -> Iterator[list[Selected]]:
    """What `select_files` gives, so many at once."""
    yield from _at_once(select_files(paths, is_wanted), count)


def look_at_each(
    paths: Iterable[Path], count: int, is_wanted: Callable[[], bool] = lambda: True
) -> Iterator[list[Selected]]:
    """One for each path, so many at once: a folder is no file. Waits for the disk."""
    yield from _at_once((look_at(path) for path in paths if is_wanted()), count)


def _at_once(files: Iterable[Selected], count: int) -> Iterator[list[Selected]]:
    """So many at once, fewer where they take long."""
    chunk: list[Selected] = []
    ends_s = time.monotonic() + _SOON_S
    for file in files:
        chunk.append(file)
        if len(chunk) == count or time.monotonic() >= ends_s:
            yield chunk
            chunk, ends_s = [], time.monotonic() + _SOON_S
    if chunk:
        yield chunk


def _files_in(folder: Path, is_wanted: Callable[[], bool]) -> Iterator[Selected]:
    """Depth first, each folder sorted by name; a stack, since folders may be nested deeply.

    Of what is still to come only names are kept: there may be a hundred thousand.
    """
    path, waiting = folder, list[tuple[Path, list[str]]]()
    while is_wanted():
        try:
            if path != folder and not path.is_dir():
                yield look_at(path, folder)
            else:
                waiting.append((path, _names_in(path)))
        except OSError as error:
            yield _refused(path, error, folder)
        while waiting and not waiting[-1][1]:
            waiting.pop()
        if not waiting:
            return
        path = waiting[-1][0] / waiting[-1][1].pop()


def _names_in(folder: Path) -> list[str]:
    """The first is the last."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if _is_wanted(entry)]
    names.sort(key=natural_order, reverse=True)
    return names


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    """Whether what a folder holds is the person's own.

    A link to a folder, or a junction of Windows, is not followed: it may lead in circles.
    """
    name = entry.name.lower()
    if name.startswith((".", "~$")) or name in _SYSTEM_FILES:
        return False
    try:
        return not (entry.is_symlink() and entry.is_dir()) and not _is_junction(entry)
    except OSError:  # a link to itself: it gets a row that says so
        return True


def is_own_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry of a folder is a folder that is opened with it."""
    return _is_wanted(entry) and entry.is_dir(follow_symlinks=False)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """What Python calls one since 3.12: a folder's second place, which is no symbolic link."""
    facts = entry.stat(follow_symlinks=False)
    return getattr(facts, "st_reparse_tag", 0) == _MOUNT_POINT


def _is_empty_in_truth(path: Path) -> bool:
    """Whether a file of 0 bytes is: those of /proc have content, and some never end."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb", buffering=0) as file:
        return file.read(1) == b""


def look_at(path: Path, inside: Path | None = None) -> Selected:
    """The file at `path`, with its place in the folder `inside` that was given. Never raises."""
    try:
        facts = path.stat()
    except (OSError, ValueError) as error:
        return _refused(path, error, inside)
    return _selected(path, facts, inside)


def _selected(path: Path, facts: os.stat_result, inside: Path | None = None) -> Selected:
    name = printable_name(path.name)
    folder = _folder_of(path, inside)
    try:
        if not stat.S_ISREG(facts.st_mode):
            return _special(path, folder)
        if not os.access(path, os.R_OK):
            raise PermissionError
        if not facts.st_size and not _is_empty_in_truth(path):
            return _special(path, folder)
        secret = looks_secret(path, facts.st_size)
    except (OSError, ValueError) as error:
        return _refused(path, error, inside)
    return Selected(path, name, facts.st_size, folder, secret)


def _special(path: Path, folder: str) -> Selected:
    error = OssDropError(ErrorCode.FILE_IS_SPECIAL)
    return Selected(path, printable_name(path.name), folder=folder, error=error)


def _refused(path: Path, error: Exception, inside: Path | None = None) -> Selected:
    name, folder = printable_name(path.name), _folder_of(path, inside)
    return Selected(path, name, folder=folder, error=file_error(error))


def _folder_of(path: Path, inside: Path | None) -> str:
    """The place of a file in the folder that was given."""
    if inside is None or path == inside:
        return ""
    parts = inside.absolute().name, *path.parent.relative_to(inside).parts
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def file_error(error: Exception) -> OssDropError:
    """The catalogue's error for what the operating system said about a file."""
    is_no_name = getattr(error, "winerror", None) == _INVALID_NAME  # a pattern without a match
    if is_no_name or isinstance(error, (FileNotFoundError, NotADirectoryError, ValueError)):
        return OssDropError(ErrorCode.FILE_MISSING)
    if isinstance(error, IsADirectoryError):
        return OssDropError(ErrorCode.FILE_IS_SPECIAL)
    detail, hint = getattr(error, "strerror", None) or type(error).__name__, ""
    if getattr(error, "errno", None) in (errno.ELOOP, errno.ENAMETOOLONG):  # nobody's right to read
        return OssDropError(ErrorCode.FILE_MISSING, detail)
    if isinstance(error, OSError) and is_held(error):
        hint = OPEN_ELSEWHERE
    elif isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        hint = TOO_MANY_OPEN
    return OssDropError(ErrorCode.FILE_UNREADABLE, detail, hint=hint)
