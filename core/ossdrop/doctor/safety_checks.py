"""Whether keys lie about: in files that others can read, in plain text, under version control."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

from ossdrop.config.env_check import SECRET_NAMES
from ossdrop.config.env_file import read_env_file
from ossdrop.doctor.check import Check, Fix, FixKind, passed, warned
from ossdrop.doctor.fixes import is_movable
from ossdrop.doctor.plan import Context
from ossdrop.doctor.sentences import Sentence, said
from ossdrop.errors import OssDropError

_GIT_TIMEOUT_S = 2


def check_safety(context: Context) -> Iterator[Check]:
    """Only where there is a settings file."""
    path = context.env_path
    if path is None or not path.is_file():
        return
    try:
        values = read_env_file(path)
    except OssDropError:
        return
    secrets = [name for name in values if name in SECRET_NAMES and values[name].strip()]
    if secrets and os.name == "posix":
        yield _privacy(path)
    if secrets:
        movable = [name for name in secrets if is_movable(name, values)]
        fix = Fix(FixKind.MOVE_SECRET, name=movable[0]) if movable else None
        remedy = said(Sentence.SECRET_PLAIN_REMEDY)
        yield warned("safety.plain", said(Sentence.SECRET_PLAIN), remedy, fix, ", ".join(secrets))
        yield from _version_control(path)


def _privacy(path: Path) -> Check:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        fix = Fix(FixKind.MAKE_PRIVATE)
        remedy = said(Sentence.FILE_OPEN_REMEDY)
        return warned("safety.file", said(Sentence.FILE_OPEN), remedy, fix)
    return passed("safety.file", said(Sentence.FILE_PRIVATE))


def _version_control(path: Path) -> Iterator[Check]:
    check_id = "safety.git"
    if shutil.which("git") is None or _git(path, "rev-parse", "--is-inside-work-tree") != 0:
        return
    if _git(path, "ls-files", "--error-unmatch", "--", path.name) == 0:
        yield warned(check_id, said(Sentence.GIT_TRACKED), said(Sentence.GIT_TRACKED_REMEDY))
    elif _git(path, "check-ignore", "-q", "--", path.name) != 0:
        fix = Fix(FixKind.ADD_TO_GITIGNORE)
        remedy = said(Sentence.GIT_UNIGNORED_REMEDY)
        yield warned(check_id, said(Sentence.GIT_UNIGNORED), remedy, fix)
    else:
        yield passed(check_id, said(Sentence.GIT_IGNORED))


def _git(path: Path, *arguments: str) -> int:
    """The exit code of a git command in the folder of `path`; 128 where it did not run."""
    try:
        return subprocess.run(
            ["git", "-C", str(path.parent), *arguments],
            capture_output=True,
            timeout=_GIT_TIMEOUT_S,
            check=False,
        ).returncode
    except (OSError, subprocess.SubprocessError):
        return 128
