"""Reads `.env` files and says where each value came from: the environment first, then the files."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Self

from ossdrop.errors import ErrorCode, OssDropError

MAX_ENV_BYTES = 1024**2


class Source(Enum):
    """Where a value comes from."""

    ENVIRONMENT = "environment"
    ENV_FILE = "env_file"
    KEYRING = "keyring"
    DEFAULT = "default"


@dataclass(frozen=True)
class Origin:
    """The place of a value: `path` is that of its `.env`."""

    source: Source
    path: Path | None = None


NOWHERE = Origin(Source.DEFAULT)


@dataclass(frozen=True)
class EnvFile:
    """The variables of one `.env`."""

    path: Path | None
    values: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Values:
    """The variables as one look-up: the environment, then `files`, the first that has a name wins.

    An exported empty variable shadows the files, as for the scripts.
    """

    environment: Mapping[str, str] = field(repr=False)
    files: tuple[EnvFile, ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, str], environment: Mapping[str, str] | None = None) -> Self:
        """Values that were given instead of found."""
        return cls(environment or {}, (EnvFile(None, values),))

    def get(self, name: str) -> str | None:
        """The value that wins, None when the variable is set nowhere."""
        return next((text for _, text in self.places(name)), None)

    def source(self, name: str) -> Source:
        """Where `get(name)` comes from."""
        return self.origin(name).source

    def origin(self, name: str) -> Origin:
        """Where `get(name)` comes from, with the file."""
        return next((origin for origin, _ in self.places(name)), NOWHERE)

    def places(self, name: str) -> tuple[tuple[Origin, str], ...]:
        """Every place that sets a name, the one that wins first; the others are shadowed."""
        found = [
            (Origin(Source.ENV_FILE, file.path), file.values[name])
            for file in self.files
            if name in file.values
        ]
        if name in self.environment:
            found.insert(0, (Origin(Source.ENVIRONMENT), self.environment[name]))
        return tuple(found)


def read_env_file(path: Path) -> dict[str, str]:
    """The variables of a `.env`, {} when there is none; raises ENV_FILE_UNREADABLE.

    `${...}` is not expanded: the scripts that read the same file do not expand it either.
    """
    return parse_env(read_env_text(path))


def read_env_text(path: Path) -> str:
    """The text of a `.env` without its BOM, "" when there is none; raises ENV_FILE_UNREADABLE."""
    return decode_env(path, read_env_bytes(path) or b"")


def read_env_bytes(path: Path) -> bytes | None:
    """The content of a `.env`, None when there is none; raises ENV_FILE_UNREADABLE.

    Only of a regular file of up to 1 MiB: a FIFO or a device would hang, or never end.
    """
    try:
        # A FIFO that nobody writes to must not be waited for.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            facts = os.fstat(file.fileno())
            if not stat.S_ISREG(facts.st_mode):
                raise _unreadable(path, "it is not a regular file")
            content = file.read(MAX_ENV_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error.strerror or type(error).__name__) from error
    if len(content) > MAX_ENV_BYTES:
        raise _unreadable(path, "it is over 1 MiB long")
    return content


def decode_env(path: Path, content: bytes) -> str:
    """The text of a `.env` without its BOM; raises ENV_FILE_UNREADABLE."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(path, "it is not UTF-8 text") from error


def _unreadable(path: Path, reason: str) -> OssDropError:
    return OssDropError(ErrorCode.ENV_FILE_UNREADABLE, f"{path}: {reason}")


def parse_env(text: str) -> dict[str, str]:
    """The variables in the text of a `.env`, as python-dotenv reads them without expansion."""
    from dotenv import dotenv_values  # 5 ms that not every start needs

    found = dotenv_values(stream=io.StringIO(text, newline=""), interpolate=False)
    return {name: value for name, value in found.items() if value is not None}
