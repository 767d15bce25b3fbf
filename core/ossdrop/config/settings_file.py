"""The one way in which OssDrop changes a `.env`: what was allowed before stays allowed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ossdrop.config.env_check import KNOWN_NAMES, mended
from ossdrop.config.env_file import decode_env, parse_env
from ossdrop.config.env_writer import Written, change_env_file
from ossdrop.config.folder_file import AllowedFiles, FolderFile


def change_settings(path: Path, changes: Mapping[str, str | None]) -> None:
    """Set variables, or take them out. Blocks; raises what `change_env_file` does."""
    _keep_allowed(path, change_env_file(path, changes))


def mend_settings(path: Path) -> None:
    """Write plainly what the scripts read otherwise. Blocks; raises what `change_env_file` does.

    What a name had in an earlier line stays, as a comment. A file of a folder that says something
    else then, since another program reads it so, is to be looked at again.
    """
    written = change_env_file(path, mended(path), keeps_repeated=True)
    if _settings_in(path, written.before) == _settings_in(path, written.after):
        _keep_allowed(path, written)


def _settings_in(path: Path, content: bytes) -> dict[str, str]:
    found = parse_env(decode_env(path, content))
    return {name: found[name] for name in KNOWN_NAMES if name in found}


def _keep_allowed(path: Path, written: Written) -> None:
    """Just what was allowed, with just our own change: what others wrote meanwhile is not."""
    allowed = AllowedFiles()
    if allowed.is_allowed(FolderFile(path, written.before)):
        allowed.allow(FolderFile(path, written.after))
