"""Folders for what is only kept while it is sent: what a killed process has left goes later."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ossdrop.program.files import own_lock

_PREFIX = "ossdrop-kept-"
_NAME = re.compile(rf"{_PREFIX}\w+")
_LOCK = "ossdrop.lock"
_SETTLED_S = 60  # after which whoever made one has its lock


@contextlib.contextmanager
def own_temporary_folder() -> Iterator[Path]:
    """A folder of this process, gone with it; raises OSError. Blocks."""
    _remove_left()
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as made:
        folder = Path(made)
        with own_lock(folder / _LOCK, 0):
            yield folder


def is_temporary(file: Path) -> bool:
    """Whether a file was kept like that: once it is gone, nobody brings it back."""
    return _NAME.fullmatch(file.parent.name) is not None


def _remove_left() -> None:
    import filelock

    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError, filelock.Timeout):
            if not _may_be_left(folder.lstat()):
                continue
            with own_lock(folder / _LOCK, 0):
                for left in folder.iterdir():
                    if left.name != _LOCK:
                        left.unlink()
            shutil.rmtree(folder)


def _may_be_left(facts: os.stat_result) -> bool:
    """What others have made is not even looked into: their lock may lead to a file of ours."""
    is_own = not hasattr(os, "geteuid") or facts.st_uid == os.geteuid()
    is_settled = facts.st_mtime < time.time() - _SETTLED_S
    return stat.S_ISDIR(facts.st_mode) and is_own and is_settled
