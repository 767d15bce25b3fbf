"""Reads `.env` files and says where each value came from: the environment first, then the files."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Self

from ossdrop.errors import BY_POLICY, ErrorCode, OssDropError
from ossdrop.program.files import leads_nowhere, read_regular

# Far more than anybody has; dotenv takes a time that grows with the square of a line's blanks.
MAX_ENV_BYTES, _MAX_LINE_BYTES = 64 * 1024, 8 * 1024
# What stands between variables that share a line; what follows a # is left alone.
_GAP = r"(?<![#\s])(?<!export)(?:[,;]?[^\S\r\n]+|[,;])(?=(?:export[^\S\r\n]+)?"
_OURS = r"(?:QWEN|QWENCLOUD|QIANWEN|DASHSCOPE|OSS|ALIBABA_CLOUD|ALIYUN)_[A-Z_]{2,40}="
_BEFORE_OURS = re.compile(rf"{_GAP}{_OURS})")
_BEFORE_ANY = re.compile(rf"{_GAP}[A-Z][A-Z0-9_]{{2,60}}=)")
_PLAIN_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)")
_BEFORE_COMMENT = re.compile(r"""(?:"[^"\r\n]*"|'[^'\r\n]*'|(?<!\s)#(?<!^#)|[^#])*""")
_BEGINS_WITH_OURS = re.compile(rf"\s*(?:export[^\S\r\n]+)?{_OURS}")


class Source(Enum):
    """Where a value comes from."""

    ENVIRONMENT = "environment"
    ADMINISTRATOR = "administrator"  # of this computer
    THIS_RUN = "this_run"  # entered, and written nowhere
    ENV_FILE = "env_file"
    KEYRING = "keyring"
    DEFAULT = "default"


@dataclass(frozen=True)
class Origin:
    """The place of a value: `path` is that of its `.env`."""

    source: Source
    path: Path | None = None

    @property
    def is_fixed(self) -> bool:
        """Whether nothing that is saved here could change the value."""
        return self.source in (Source.ENVIRONMENT, Source.ADMINISTRATOR)


NOWHERE = Origin(Source.DEFAULT)


@dataclass(frozen=True)
class EnvFile:
    """The variables of one `.env`."""

    path: Path | None
    values: Mapping[str, str] = field(repr=False)
    is_own: bool = True  # not one that was only named for once


@dataclass(frozen=True)
class Values:
    """The variables as one look-up: the first place that has a name wins.

    The environment, then what the administrator has set, then what was entered for this run only,
    then `files`. An exported empty variable shadows the files, as for the scripts.
    """

    environment: Mapping[str, str] = field(repr=False)
    files: tuple[EnvFile, ...] = ()
    this_run: Mapping[str, str] = field(default_factory=dict, repr=False)
    administrator: Mapping[str, str] = field(default_factory=dict, repr=False)

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

    def require_changeable(self, name: str) -> None:
        """Raise VALUE_FIXED where the environment or an administrator decides."""
        origin = self.origin(name)
        if origin.is_fixed:
            hint = BY_POLICY if origin.source is Source.ADMINISTRATOR else ""
            raise OssDropError(ErrorCode.VALUE_FIXED, name, hint=hint)

    def places(self, name: str) -> tuple[tuple[Origin, str], ...]:
        """Every place that sets a name, the one that wins first; the others are shadowed."""
        found = [
            (Origin(Source.ENV_FILE, file.path), file.values[name])
            for file in self.files
            if name in file.values
        ]
        if name in self.this_run:
            found.insert(0, (Origin(Source.THIS_RUN), self.this_run[name]))
        if name in self.administrator:
            found.insert(0, (Origin(Source.ADMINISTRATOR), self.administrator[name]))
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

    Only of a regular file of up to 64 KiB; a link that leads nowhere counts as unreadable, since
    files would go elsewhere if nothing were set.
    """
    try:
        content = read_regular(path, MAX_ENV_BYTES)
    except FileNotFoundError as error:
        if leads_nowhere(path):
            raise unreadable(path, "it is a link to a file that is not there") from error
        return None
    except OSError as error:
        raise unreadable(path, error.strerror or type(error).__name__) from error
    if max(map(len, content.splitlines()), default=0) > _MAX_LINE_BYTES:
        raise unreadable(path, "it has a line of over 8 KiB")
    return content


def decode_env(path: Path, content: bytes) -> str:
    """The text of a `.env` without its BOM; raises ENV_FILE_UNREADABLE."""
    if content.count(0) * 3 > len(content):  # UTF-16 that does not say so
        raise unreadable(path, "it is not UTF-8 text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable(path, "it is not UTF-8 text") from error


def names_in(path: Path) -> set[str]:
    """The variables that a `.env` has, also those that share a line: its writer takes that apart.

    Raises ENV_FILE_UNREADABLE.
    """
    text = read_env_text(path)
    return {*parse_env(text), *parse_env(separate_lines(text))}


def separate_lines(text: str) -> str:
    """The text of a `.env` with each variable of ours on a line of its own.

    A mail, or a page that was copied, may have brought them all on one line.
    """
    return "".join(map(_separate, text.splitlines(keepends=True)))


def _separate(line: str) -> str:
    """On a line of ours also what is somebody else's: it would be taken for a part of a value."""
    found = _BEFORE_COMMENT.match(line)
    settings = found[0] if found else ""
    is_ours = bool(_BEGINS_WITH_OURS.match(settings))
    parted = (_BEFORE_ANY if is_ours else _BEFORE_OURS).sub("\n", settings)
    return parted + line[len(settings) :]


def is_merged(value: str) -> bool:
    """Whether a value goes on with other variables."""
    return bool(_BEFORE_ANY.search(f"x{value}"))


def unreadable(path: Path, reason: str) -> OssDropError:
    """ENV_FILE_UNREADABLE, with the reason."""
    return OssDropError(ErrorCode.ENV_FILE_UNREADABLE, f"{path}: {reason}")


def parse_env(text: str) -> dict[str, str]:
    """The variables in the text of a `.env`, as python-dotenv reads them without expansion.

    A line that it gives up, such as one whose quote is never closed, is read as the scripts do.
    """
    from dotenv.parser import parse_stream  # 5 ms that not every start needs

    found: dict[str, str] = {}
    for binding in parse_stream(io.StringIO(text, newline="")):
        if binding.error:
            found |= _of_broken_lines(binding.original.string)
        elif binding.key is not None and binding.value is not None:
            found[binding.key] = binding.value
        elif binding.key is not None:
            found.pop(binding.key, None)
    return found


def _of_broken_lines(text: str) -> dict[str, str]:
    lines = (_PLAIN_LINE.match(line) for line in text.splitlines())
    return {line[1]: line[2].strip().strip("\"'") for line in lines if line}
