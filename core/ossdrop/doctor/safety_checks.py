"""Whether keys lie about: in files that others can read, in plain text, under version control."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ossdrop.config.api_key import API_KEY_NAMES
from ossdrop.config.env_check import SECRET_NAMES
from ossdrop.config.env_file import read_env_file
from ossdrop.doctor.check import Check, passed, warned
from ossdrop.doctor.check_ids import CheckId
from ossdrop.doctor.context import Context
from ossdrop.doctor.fixes import is_movable
from ossdrop.doctor.git_files import GitState, git_state
from ossdrop.doctor.sentences import Sentence, said
from ossdrop.errors import OssDropError
from ossdrop.remedies import Fix, FixKind


def check_safety(context: Context) -> Iterator[Check]:
    """Each settings file that is read."""
    for path in context.files:
        if path.is_file():
            is_ours = path == context.env_path and context.has_store()
            yield from _check_file(path, is_ours=is_ours, is_own=path == context.own_path)


def _check_file(path: Path, *, is_ours: bool, is_own: bool) -> Iterator[Check]:
    """`is_ours`: whether what is in it can be moved into a password store.

    The API key only where the file `is_own` to the destination, which the store keeps it for.
    """
    try:
        values = read_env_file(path)
    except OssDropError:
        return
    secrets = [name for name in values if name in SECRET_NAMES and values[name].strip()]
    if secrets and os.name == "posix":
        yield _privacy(path)
    if secrets:
        movable = [
            name
            for name in secrets
            if is_ours and is_movable(name, values) and (is_own or name not in API_KEY_NAMES)
        ]
        fix = Fix(FixKind.MOVE_SECRET, name=movable[0]) if movable else None
        remedy = said(Sentence.SECRET_PLAIN_REMEDY if fix else Sentence.SECRET_PLAIN_STAYS)
        detail = f"{path}: {', '.join(secrets)}"
        yield warned(CheckId.SAFETY_PLAIN, said(Sentence.SECRET_PLAIN), remedy, fix, detail)
        yield from _version_control(path)


def _privacy(path: Path) -> Check:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        fix = Fix(FixKind.MAKE_PRIVATE, str(path))
        remedy = said(Sentence.FILE_OPEN_REMEDY)
        return warned(CheckId.SAFETY_FILE, said(Sentence.FILE_OPEN), remedy, fix)
    return passed(CheckId.SAFETY_FILE, said(Sentence.FILE_PRIVATE))


def _version_control(path: Path) -> Iterator[Check]:
    check_id = CheckId.SAFETY_GIT
    state = git_state(path)
    if state is GitState.TRACKED:
        yield warned(check_id, said(Sentence.GIT_TRACKED), said(Sentence.GIT_TRACKED_REMEDY))
    elif state is GitState.UNIGNORED:
        fix = Fix(FixKind.ADD_TO_GITIGNORE, str(path))
        remedy = said(Sentence.GIT_UNIGNORED_REMEDY)
        yield warned(check_id, said(Sentence.GIT_UNIGNORED), remedy, fix)
    elif state is GitState.IGNORED:
        yield passed(check_id, said(Sentence.GIT_IGNORED))
