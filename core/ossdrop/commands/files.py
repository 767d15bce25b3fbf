"""The files that a command names: paths, patterns, folders, and `-` for stdin."""

from __future__ import annotations

import contextlib
import glob
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

STDIN = Path("-")
_PATTERN_SIGNS = frozenset("*?[")


@contextlib.contextmanager
def named_files(given: Sequence[Path], stdin_name: str) -> Iterator[list[Path]]:
    """The paths to send; what comes from stdin is kept in a folder of its own until the end."""
    with tempfile.TemporaryDirectory(prefix="ossdrop-stdin-") as folder:
        paths: list[Path] = []
        for path in given:
            if path == STDIN:
                paths.append(_kept_stdin(Path(folder), stdin_name))
            else:
                paths += _expanded(path)
        yield paths


def _expanded(path: Path) -> list[Path]:
    """The matches of a pattern that the shell did not expand, in order; else the path itself."""
    text = str(path)
    if not _PATTERN_SIGNS & set(text) or path.exists():
        return [path]
    return [Path(match) for match in sorted(_matches(text))] or [path]


def _matches(pattern: str) -> list[str]:
    return glob.glob(pattern, recursive=True)  # noqa: PTH207 - it takes absolute patterns too


def _kept_stdin(folder: Path, name: str) -> Path:
    path = folder / (Path(name).name or "stdin")
    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file, 1 << 20)
    return path
