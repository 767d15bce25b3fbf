r"""What the administrator of this computer has decided, for everybody who uses it.

Read from a place that only an administrator can write: `/etc/ossdrop/policies.json` on Linux,
`/Library/Application Support/OssDrop/policies.json` on macOS, on Windows the registry's
`HKLM\Software\Policies\OssDrop`. No variable and no option leads elsewhere. What is there and
cannot be understood lets nothing go out: a limit that was meant to bind is never passed over.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from ossdrop.config.credentials import PAIR_NAMES, PairName
from ossdrop.config.env_file import EnvFile, Values
from ossdrop.config.model_service import BASE_URL, MODEL_REGION
from ossdrop.config.policies_registry import POLICIES_KEY, read_registry
from ossdrop.config.profile_id import PRACTICE_PROFILE
from ossdrop.config.settings import (
    BUCKET,
    ENDPOINT,
    MAX_EXPIRES_S,
    PREFIX,
    REGION,
    URL_EXPIRES,
    Destination,
)
from ossdrop.errors import BUCKET_REFUSED, LIFETIME_REFUSED, ErrorCode, OssDropError
from ossdrop.program.files import read_regular
from ossdrop.redaction import holds_secret, shown

# No secret may be among them: everybody on the computer can read them.
SETTABLE = (
    *(BUCKET, REGION, PREFIX, ENDPOINT, URL_EXPIRES),
    *(PairName.QWEN.value, BASE_URL, MODEL_REGION),
)
_IDS = frozenset(pair.value for pair in PairName)
_ADMINISTRATOR = 0  # root
_MOST_BYTES = 64 * 1024
_SETTINGS, _LONGEST, _BUCKETS, _OFF = "settings", "longest_link_s", "allowed_buckets", "off"


class Feature(Enum):
    """What may be switched off; the value is its name in a policy."""

    PRACTICE = "practice"
    TEMPORARY = "temporary"
    ASK = "ask"
    WATCH = "watch"
    MCP = "mcp"
    UPDATE_CHECK = "update_check"


@dataclass(frozen=True)
class Policies:
    """Settings that stand above every `.env`, and limits that bind whatever the source.

    `allowed_buckets` is None where every bucket may be used.
    """

    settings: Mapping[str, str] = field(default_factory=dict, repr=False)
    longest_link_s: int = MAX_EXPIRES_S
    allowed_buckets: frozenset[str] | None = None
    off: frozenset[Feature] = frozenset()

    def allows(self, feature: Feature) -> bool:
        """Whether a feature may be used."""
        return feature not in self.off

    def require(self, feature: Feature) -> None:
        """Raise NOT_ALLOWED_HERE where a feature was switched off."""
        if not self.allows(feature):
            raise OssDropError(ErrorCode.NOT_ALLOWED_HERE, feature.value, hint=feature.value)

    def require_bucket(self, bucket: str) -> None:
        """Raise NOT_ALLOWED_HERE for a bucket that is none of the allowed ones."""
        if self.allowed_buckets is not None and bucket not in self.allowed_buckets:
            allowed = ", ".join(sorted(self.allowed_buckets))
            detail = f"{shown(bucket)}; allowed: {allowed or 'none'}"
            raise OssDropError(ErrorCode.NOT_ALLOWED_HERE, detail, hint=BUCKET_REFUSED)

    def lifetime(self, expires_s: int | None, usual_s: int) -> int:
        """How long a link works: as long as was asked for, else as usual, never above the limit.

        Raises NOT_ALLOWED_HERE where more was asked for: nobody is given less without a word.
        """
        if expires_s is not None and expires_s > self.longest_link_s:
            detail = f"{expires_s} s; allowed: {self.longest_link_s} s"
            raise OssDropError(ErrorCode.NOT_ALLOWED_HERE, detail, hint=LIFETIME_REFUSED)
        return min(usual_s if expires_s is None else expires_s, self.longest_link_s)

    def bind(self, destination: Destination) -> Destination:
        """A destination as it may be used; raises NOT_ALLOWED_HERE where it may not."""
        if destination.profile != PRACTICE_PROFILE:
            self.require_bucket(destination.bucket)
        return replace(destination, expires_s=self.lifetime(None, destination.expires_s))

    def above(self, values: Values) -> Values:
        """Values with these settings above every `.env`, and below the process environment.

        A pair of keys comes whole: of one that is set here nothing else is taken from below.
        """
        if not self.settings:
            return values
        held = {name for pair in PAIR_NAMES if self.settings.keys() & pair for name in pair}
        return replace(
            values,
            administrator=self.settings,
            this_run=_without(values.this_run, held),
            files=tuple(
                EnvFile(file.path, _without(file.values, held), file.is_own)
                for file in values.files
            ),
        )


def _without(values: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: text for name, text in values.items() if name not in names}


def policies_file() -> Path:
    """Where they are read on this system, but on Windows."""
    if sys.platform == "darwin":
        return Path("/Library/Application Support/OssDrop/policies.json")
    return Path("/etc/ossdrop/policies.json")


def read_policies() -> Policies:
    """What the administrator has decided, now. Blocks on the disk; raises POLICIES_UNREADABLE."""
    has_registry = sys.platform == "win32"
    where = rf"HKLM\{POLICIES_KEY}" if has_registry else str(policies_file())
    try:
        raw = read_registry() if has_registry else _read_file(policies_file())
        return Policies() if raw is None else _understood(raw)
    except OSError as error:
        reason = error.strerror or type(error).__name__
    except ValueError as error:
        reason = str(error)
    raise OssDropError(ErrorCode.POLICIES_UNREADABLE, f"{where}: {reason}")


def _read_file(path: Path) -> object:
    """What the file says, None where there is none; raises OSError and ValueError."""
    try:
        facts = [place.stat() for place in (path, path.parent)]
        content = read_regular(path, _MOST_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if any(_may_be_changed_by_others(one) for one in facts):
        raise ValueError("it can be changed by others than the administrator")
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None


def _may_be_changed_by_others(facts: os.stat_result) -> bool:
    return facts.st_uid != _ADMINISTRATOR or bool(facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _understood(raw: object) -> Policies:
    """Policies as they were written; raises ValueError for anything that is not understood."""
    if not isinstance(raw, dict):
        raise ValueError("an object is needed")  # noqa: TRY004 - of somebody's file
    if unknown := sorted(raw.keys() - {_SETTINGS, _LONGEST, _BUCKETS, _OFF}):
        raise ValueError(f"unknown: {shown(', '.join(unknown))}")
    longest = raw.get(_LONGEST, MAX_EXPIRES_S)
    is_whole = isinstance(longest, int) and not isinstance(longest, bool)
    if not is_whole or not 1 <= longest <= MAX_EXPIRES_S:
        raise ValueError(f"{_LONGEST} must be 1 to {MAX_EXPIRES_S}")
    buckets = _texts(raw, _BUCKETS) if _BUCKETS in raw else None
    known = {feature.value: feature for feature in Feature}
    off = _texts(raw, _OFF)
    if strange := [name for name in off if name not in known]:
        raise ValueError(f"{_OFF}: unknown: {shown(', '.join(strange))}")
    return Policies(
        _settings(raw.get(_SETTINGS, {})),
        longest,
        None if buckets is None else frozenset(buckets),
        frozenset(known[name] for name in off),
    )


def _texts(raw: Mapping[str, object], name: str) -> list[str]:
    texts = raw.get(name, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError(f"{name}: a list of texts is needed")
    return [text.strip() for text in texts if text.strip()]


def _settings(raw: object) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise ValueError(f"{_SETTINGS}: an object is needed")  # noqa: TRY004 - of somebody's file
    for name, text in raw.items():
        if name not in SETTABLE:
            raise ValueError(f"{_SETTINGS}: {shown(str(name))} cannot be set here")
        if not isinstance(text, str) or (name not in _IDS and holds_secret(text)):
            raise ValueError(f"{_SETTINGS}: {name} must be a text, and no secret")
    return {name: text.strip() for name, text in raw.items() if text.strip()}
