"""The `.env` of the folder one stands in: used once it was allowed, as direnv does it.

The Qwen scripts read it without a question. A file that came with a download could so decide where
files, keys and signatures go; here it is named (`--env-file`) or allowed, and what was allowed is
this content at this path.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ossdrop.config.env_check import KNOWN_NAMES
from ossdrop.config.env_file import EnvFile, decode_env, parse_env, read_env_bytes
from ossdrop.config.scripts_parser import parse_as_scripts
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program.files import own_lock, read_json, write_own
from ossdrop.program.paths import config_folder

NAME = ".env"
_FILE = "allowed.json"
_LOCK_WAIT_S = 10.0


@dataclass(frozen=True)
class FolderFile:
    """A `.env` as it was read: one reading, so that what was allowed is what is used."""

    path: Path
    content: bytes = field(repr=False)

    @property
    def values(self) -> EnvFile:
        """Its variables."""
        return EnvFile(self.path, parse_env(decode_env(self.path, self.content)))

    @property
    def names(self) -> tuple[str, ...]:
        """Which of our variables it sets, whichever of the two parsers would see them."""
        text = decode_env(self.path, self.content)
        found = {*parse_env(text), *parse_as_scripts(text)}
        return tuple(name for name in KNOWN_NAMES if name in found)

    @property
    def fingerprint(self) -> str:
        """Tells this content from any other."""
        return hashlib.sha256(self.content).hexdigest()


def look_at(path: Path) -> FolderFile | None:
    """A `.env` that sets one of our variables; None where there is none, or a folder. Blocks.

    Raises ENV_FILE_UNREADABLE: what cannot be read might decide something.
    """
    content = None if path.is_dir() else read_env_bytes(path)  # some call a virtualenv so
    if content is None or not _may_set_ours(content):
        return None
    found = FolderFile(path.absolute(), content)
    return found if found.names else None


def _may_set_ours(content: bytes) -> bool:
    """Whether one of our names is in it, in whatever encoding: else it need not be text."""
    plain = content.replace(b"\0", b"")
    return any(name.encode() in plain for name in KNOWN_NAMES)


class AllowedFiles:
    """The files that were allowed, by path and content, kept in the config folder. Blocks."""

    def __init__(self) -> None:
        self._path = config_folder() / _FILE

    def is_allowed(self, file: FolderFile) -> bool:
        """Whether just this content was allowed at this path."""
        return self._read().get(_key(file.path)) == file.fingerprint

    def was_allowed(self, path: Path) -> bool:
        """Whether another content was allowed at this path."""
        return _key(path) in self._read()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files themselves, whatever is in them by now."""
        return tuple(Path(path) for path in self._read())

    def allow(self, file: FolderFile) -> None:
        """Use it from now on, as long as it stays as it is; raises ENV_FILE_UNWRITABLE."""
        with self._alone():
            self._write(self._read() | {_key(file.path): file.fingerprint})

    def disallow(self, path: Path) -> bool:
        """Use it no longer; whether it was allowed. Raises ENV_FILE_UNWRITABLE."""
        with self._alone():
            kept = self._read()
            was_allowed = kept.pop(_key(path), None) is not None
            if was_allowed:
                self._write(kept)
        return was_allowed

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Others may change it at the same moment: nobody's change is lost."""
        try:
            with own_lock(self._path.with_suffix(".lock"), _LOCK_WAIT_S):
                yield
        except OSError as error:
            detail = f"{self._path}: {error.strerror}"
            raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE, detail) from error

    def _read(self) -> dict[str, str]:
        try:
            values = read_json(self._path)
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}

    def _write(self, values: dict[str, str]) -> None:
        write_own(self._path, json.dumps(values, indent=2).encode())


def _key(path: Path) -> str:
    """The file itself, wherever a link to it lies; as text that JSON can hold."""
    return os.fsencode(os.path.realpath(path)).decode("utf-8", "backslashreplace")
