"""Reads `.env` files and says where each value came from: environment first, then the file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from core.errors import ErrorCode, OssDropError


class Source(Enum):
    """Where a value comes from."""

    ENVIRONMENT = "environment"
    ENV_FILE = "env_file"
    KEYRING = "keyring"
    DEFAULT = "default"


@dataclass(frozen=True)
class Values:
    """The variables as one look-up. An exported empty variable shadows the file, as for scripts."""

    environment: Mapping[str, str] = field(repr=False)
    file: Mapping[str, str] = field(repr=False)
    path: Path | None = None

    def get(self, name: str) -> str | None:
        """The value that wins, None when the variable is set nowhere."""
        if name in self.environment:
            return self.environment[name]
        return self.file.get(name)

    def source(self, name: str) -> Source:
        """Where `get(name)` comes from."""
        if name in self.environment:
            return Source.ENVIRONMENT
        return Source.ENV_FILE if name in self.file else Source.DEFAULT


def read_env_file(path: Path) -> dict[str, str]:
    """The variables of a `.env`, {} when there is none; raises ENV_FILE_UNREADABLE.

    `${...}` is not expanded: the scripts that read the same file do not expand it either.
    """
    from dotenv import dotenv_values  # 5 ms that not every start needs

    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise OssDropError(ErrorCode.ENV_FILE_UNREADABLE, f"{path}: {reason}") from error
    found = dotenv_values(stream=io.StringIO(text), interpolate=False)
    return {name: value for name, value in found.items() if value is not None}
