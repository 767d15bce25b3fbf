"""Lines of a `.env` that the Qwen scripts read otherwise than OssDrop, and why."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ossdrop.config.api_key import API_KEY_NAMES
from ossdrop.config.credentials import SECRET_OF
from ossdrop.config.env_file import (
    decode_env,
    is_merged,
    parse_env,
    read_env_bytes,
    separate_lines,
)
from ossdrop.config.env_writer import require_writable
from ossdrop.config.model_service import BASE_URL, MODEL_REGION
from ossdrop.config.scripts_parser import parse_as_scripts
from ossdrop.config.settings import BUCKET, ENDPOINT, PREFIX, REGION, URL_EXPIRES
from ossdrop.errors import TWO_VALUES, ErrorCode, OssDropError

KNOWN_NAMES = (
    BUCKET,
    REGION,
    *(name for pair, secret in SECRET_OF.items() for name in (pair.value, secret)),
    "OSS_SESSION_TOKEN",
    PREFIX,
    ENDPOINT,
    URL_EXPIRES,
    *API_KEY_NAMES,
    BASE_URL,
    MODEL_REGION,
)
_BEGINNING = "QWEN_TMP_OSS_"
SECRET_NAMES = frozenset({*SECRET_OF.values(), "OSS_SESSION_TOKEN", *API_KEY_NAMES})


def mistyped_names(names: Iterable[str]) -> dict[str, str]:
    """What begins like a setting of ours and is none: the name to the one that was meant."""
    found = sorted(
        name
        for name in set(names)
        if name.upper().startswith(_BEGINNING) and name not in KNOWN_NAMES
    )
    return {
        name: difflib.get_close_matches(name.upper(), KNOWN_NAMES, 1, cutoff=0)[0] for name in found
    }


class Difference(Enum):
    """Why the scripts read a line otherwise."""

    BOM = "bom"
    DUPLICATE = "duplicate"
    EXPORT = "export"
    COMMENT = "comment"
    QUOTES = "quotes"
    EXPANSION = "expansion"
    EMPTY = "empty"  # an empty prefix makes them write keys that the service refuses
    OTHER = "other"


@dataclass(frozen=True)
class EnvWarning:
    """One variable that is read in two ways."""

    name: str
    difference: Difference


def check_env(path: Path, names: Collection[str] = KNOWN_NAMES) -> tuple[EnvWarning, ...]:
    """The variables of a `.env` that are read in two ways. Raises ENV_FILE_UNREADABLE. Blocks."""
    text = _text(path)
    ours, scripts = parse_env(text.removeprefix("\ufeff")), parse_as_scripts(text)
    found = []
    for name in names:
        lines = re.findall(rf"^[^\S\r\n]*\ufeff?(?:export\s+)?{name}\s*=.*$", text, re.MULTILINE)
        if not lines:
            continue
        if ours.get(name) != scripts.get(name) or "${" in (ours.get(name) or ""):
            found.append(EnvWarning(name, _why(name, lines, text)))
        elif _has_open_quote(lines[-1]):
            found.append(EnvWarning(name, Difference.QUOTES))
        elif name == PREFIX and not ours.get(name):
            found.append(EnvWarning(name, Difference.EMPTY))
    return tuple(found)


def mended(path: Path) -> dict[str, str | None]:
    """What to write so that such lines are plain, with the values that OssDrop reads.

    Also those that stand on one line; then with the values that each of them was meant to have.
    Raises LINES_MERGED where one of these would take the place of a value that counts now.
    """
    text = _text(path).removeprefix("\ufeff")
    before, values = parse_env(text), parse_env(separate_lines(text))
    changed = {name for name, value in values.items() if before.get(name) != value}
    for name in sorted(changed):
        if (counts := before.get(name)) and not is_merged(counts):
            raise OssDropError(ErrorCode.LINES_MERGED, name, hint=TWO_VALUES)
    names = {warning.name for warning in check_env(path)} | changed
    return {name: values.get(name) for name in sorted(names)}


def can_mend(path: Path) -> bool:
    """Whether `mended` has something that can be written. Blocks."""
    try:
        for name, value in mended(path).items():
            require_writable(name, value or "")
    except OssDropError:
        return False
    return True


def _has_open_quote(line: str) -> bool:
    """Whether python-dotenv, and what is built on it, give the line up."""
    value = line.partition("=")[2].strip()
    return value[:1] in ("'", '"') and value.count(value[0]) == 1


def _text(path: Path) -> str:
    """The text of a `.env` with its BOM, which the scripts see."""
    content = read_env_bytes(path) or b""
    decode_env(path, content)
    return content.decode()


def _why(name: str, lines: list[str], text: str) -> Difference:
    last = lines[-1]
    value = last.partition("=")[2].strip()
    if text.startswith("\ufeff") and text[1:].lstrip().startswith(name):
        return Difference.BOM
    if any(line.lstrip("\ufeff \t").startswith("export") for line in lines):
        return Difference.EXPORT
    if "${" in value:
        return Difference.EXPANSION
    if len(lines) > 1:
        return Difference.DUPLICATE
    if re.search(r"\s#", value):
        return Difference.COMMENT
    if "'" in value or '"' in value:
        return Difference.QUOTES
    return Difference.OTHER
