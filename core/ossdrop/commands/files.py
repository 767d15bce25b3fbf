"""The files that a command names: paths, patterns, folders, and `-` for stdin."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ossdrop.commands.output import UsageError, given_input, say
from ossdrop.errors import DISK_FULL, ErrorCode, OssDropError
from ossdrop.intake.natural_order import natural_order
from ossdrop.intake.selection import is_own_folder
from ossdrop.program.files import open_own
from ossdrop.program.temporary import own_temporary_folder

STDIN = "-"
_MOST_OF_NAME = 255  # bytes
_CHUNK_BYTES, _LOOKED_AT_EVERY_BYTES = 1 << 20, 64 << 20
_LEFT_BYTES, _LEFT_SHARE = 1 << 30, 20  # on the disk, for others: 1 GiB, or a twentieth of it
_PATTERN_SIGNS = frozenset("*?[")


@dataclass(frozen=True)
class NamedFiles:
    """The paths to send, and how the person wrote each of them."""

    paths: Sequence[Path]
    as_given: Mapping[Path, deque[str]]  # in their order, where it was given more than once

    def next_name(self, path: Path) -> str:
        """A path as it was given next; one that was found in a folder, as it was found."""
        texts = self.as_given.get(path)
        return texts.popleft() if texts else str(path)


@contextlib.contextmanager
def named_files(given: Sequence[str], stdin_name: str) -> Iterator[NamedFiles]:
    """The paths to send; what comes from stdin is kept in a folder of its own until the end."""
    with contextlib.ExitStack() as kept:
        paths: list[Path] = []
        as_given: defaultdict[Path, deque[str]] = defaultdict(deque)
        for text in given:
            found = [_kept_stdin(kept, stdin_name)] if text == STDIN else _expanded(text)
            if len(found) == 1 and (text == STDIN or found[0] == Path(text)):
                as_given[found[0]].append(text)
            paths += found
        yield NamedFiles(paths, as_given)


def _expanded(text: str) -> list[Path]:
    """The matches of a pattern that the shell did not expand, in order; else the path itself."""
    path = Path(text)
    if text.startswith(("https://", "http://", "oss://")) and not path.exists():
        raise UsageError("that is a link, not a file: `keep` fetches one, `resolve` renews ours")
    if not _PATTERN_SIGNS & set(text) or path.exists():
        return [path]
    found = set(_matches(path))
    matches = sorted(found, key=lambda match: natural_order(str(match)))
    return [match for match in matches if found.isdisjoint(match.parents)] or [path]


def _matches(pattern: Path) -> Iterator[Path]:
    """What fits a pattern; `**` goes into the folders that opening one would go into."""
    parts = pattern.parts
    if "**" not in parts:
        yield from map(Path, glob.glob(str(pattern)))  # noqa: PTH207 - it takes absolute ones too
        return
    at = parts.index("**")
    waiting = list(_matches(Path(*parts[:at]))) if at else [Path()]
    while waiting:
        folder = waiting.pop()
        rest = Path(glob.escape(str(folder)), *(parts[at + 1 :] or ("*",)))
        yield from (match for match in _matches(rest) if not _is_linked_folder(match))
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            waiting += [Path(entry.path) for entry in entries if is_own_folder(entry)]


def require_name(name: str) -> str:
    """The name for what comes from stdin; raises UsageError where no file can be called so."""
    last = Path(name).name or "stdin"
    if last == ".." or len(os.fsencode(last)) > _MOST_OF_NAME or "\0" in last:
        raise UsageError("--name: no file can be called so")
    return last


def _is_linked_folder(path: Path) -> bool:
    return path.is_symlink() and path.is_dir()


def _kept_stdin(kept: contextlib.ExitStack, name: str) -> Path:
    """In a folder that is there until `kept` ends, and only where it is needed."""
    name = require_name(name)
    try:
        path = kept.enter_context(own_temporary_folder()) / name
        with open_own(path, "wb") as file:
            size_bytes = _copy_with_room(given_input().buffer, file, path.parent)
    except OSError as error:
        detail = f"stdin is kept in a file while it is sent: {error.strerror}"
        hint = DISK_FULL if error.errno == errno.ENOSPC else ""
        raise OssDropError(ErrorCode.OWN_FILE_FAILED, detail, hint=hint) from error
    if not size_bytes:  # a command before the pipe that has failed, mostly
        say("Nothing came from stdin: a file of 0 bytes is sent.")
    return path


def _copy_with_room(source: IO[bytes], file: IO[bytes], folder: Path) -> int:
    """Copy all of it; raises ENOSPC while others still have room on the disk."""
    size_bytes = 0
    while chunk := source.read(_CHUNK_BYTES):
        if size_bytes % _LOOKED_AT_EVERY_BYTES < len(chunk):
            disk = shutil.disk_usage(folder)
            if disk.free - _LOOKED_AT_EVERY_BYTES < min(_LEFT_BYTES, disk.total // _LEFT_SHARE):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        file.write(chunk)
        size_bytes += len(chunk)
    return size_bytes
