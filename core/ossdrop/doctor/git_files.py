"""What git would say of one file, read without running git.

A repository brings a configuration along, and git runs what that says (`core.fsmonitor` and its
kin): checking a file that came with a download must not. Index and ignore files are read here.
"""

from __future__ import annotations

import contextlib
import os
import re
import struct
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

import pathspec
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

from ossdrop.program.files import read_regular

_MOST_INDEX_BYTES = 64 * 1024**2
_MOST_IGNORE_BYTES = 1024**2
_MOST_NAME_BYTES = 4096
_MOST_STARS = 4
_MOST_STEPS = 50_000_000  # of a match: each star of a line multiplies them by the name's length
_VERSIONS = (2, 3, 4)
_ENTRY = struct.Struct(">40x20sH")  # times, device, mode, owner, size; object id; flags
_EXTENDED = 0x4000


class GitState(Enum):
    """How version control stands to a file."""

    NONE = "none"  # it is in no repository, or that cannot be read
    TRACKED = "tracked"
    IGNORED = "ignored"
    UNIGNORED = "unignored"


def git_state(path: Path) -> GitState:
    """The state of the file at `path`. Reads files only; raises nothing. Waits for the disk."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 - a link to the file is what git sees
    root = next((folder for folder in path.parents if (folder / ".git").exists()), None)
    git_folder = _git_folder(root / ".git") if root else None
    if root is None or git_folder is None:
        return GitState.NONE
    name = path.relative_to(root).as_posix()
    try:
        if name.encode() in _names_in_index(_read(git_folder / "index", _MOST_INDEX_BYTES)):
            return GitState.TRACKED
        is_ignored = _is_ignored(root, git_folder, path)
    except (ValueError, IndexError, struct.error):
        return GitState.NONE
    return GitState.IGNORED if is_ignored else GitState.UNIGNORED


def _git_folder(place: Path) -> Path | None:
    """The repository's own folder; of a linked work tree `.git` is a file that names it."""
    if place.is_dir():
        return place
    words = _read(place, 4096).decode("utf-8", "replace").strip()
    return place.parent / words.removeprefix("gitdir: ") if words.startswith("gitdir: ") else None


def _read(path: Path, most_bytes: int) -> bytes:
    """A regular file of up to `most_bytes`; b"" for what is none."""
    try:
        return read_regular(path, most_bytes)
    except OSError:
        return b""


def _names_in_index(data: bytes) -> Iterator[bytes]:
    """The tracked names. Format: https://git-scm.com/docs/index-format."""
    if not data:
        return
    signature, version, count = struct.unpack_from(">4sII", data)
    if signature != b"DIRC" or version not in _VERSIONS:
        raise ValueError("not an index that is known here")
    position, name = 12, b""
    for _ in range(count):
        begin = position
        _, flags = _ENTRY.unpack_from(data, position)
        position += _ENTRY.size + (2 if flags & _EXTENDED else 0)
        if version == 4:  # names share their beginnings
            cut, position = _variable_number(data, position)
            kept = name[: len(name) - cut]
        else:
            kept = b""
        end = data.index(b"\0", position)
        name = kept + data[position:end]
        if len(name) > _MOST_NAME_BYTES:
            raise ValueError("no file has such a name")
        position = end + 1
        if version != 4:
            position = begin + (position - 1 - begin) // 8 * 8 + 8
        yield name


def _patterns(lines: Iterable[str], name: str) -> Iterator[GitIgnoreSpecPattern]:
    """The lines that mean something; raises ValueError where to match `name` would take long."""
    steps = 0
    for line in lines:
        stars = re.sub(r"\*+/?", "*", line).count("*")
        if stars > _MOST_STARS:  # not worth it for one line: the others decide
            continue
        steps += len(name) ** stars
        if steps > _MOST_STEPS:
            raise ValueError("nobody waits for that")
        if line.strip():
            with contextlib.suppress(ValueError, re.error):
                yield GitIgnoreSpecPattern(line)


def _variable_number(data: bytes, position: int) -> tuple[int, int]:
    byte = data[position]
    value = byte & 0x7F
    while byte & 0x80:
        position += 1
        byte = data[position]
        value = ((value + 1) << 7) | (byte & 0x7F)
    return value, position + 1


def _is_ignored(root: Path, git_folder: Path, path: Path) -> bool:
    """By `.git/info/exclude` and the `.gitignore` of each folder; the nearest one decides.

    Raises ValueError where that would take long.
    """
    folders = [root, *reversed([p for p in path.parents if root in p.parents])]
    sources = [(root, git_folder / "info" / "exclude")]
    sources += [(folder, folder / ".gitignore") for folder in folders]
    ignored = False
    for folder, source in sources:
        lines = _read(source, _MOST_IGNORE_BYTES).decode("utf-8", "replace").splitlines()
        name = path.relative_to(folder).as_posix()
        spec = pathspec.GitIgnoreSpec(list(_patterns(lines, name)))
        verdict = spec.check_file(name).include
        ignored = ignored if verdict is None else verdict
    return ignored
