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
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from ossdrop.config.address import parse_address
from ossdrop.config.credentials import SECRET_OF, TOKEN, PairName, clean
from ossdrop.config.endpoint import Endpoint, parse_endpoint
from ossdrop.config.env_file import EnvFile, Values
from ossdrop.config.model_service import (
    BASE_URL,
    MODEL_REGION,
    MODEL_REGIONS,
    base_url_of,
    is_known_region,
)
from ossdrop.config.policies_registry import POLICIES_KEY, read_registry
from ossdrop.config.profile_id import PRACTICE_PROFILE
from ossdrop.config.regions import normalise_region
from ossdrop.config.settings import (
    BUCKET,
    DEFAULT_EXPIRES_S,
    ENDPOINT,
    MAX_EXPIRES_S,
    PREFIX,
    REGION,
    URL_EXPIRES,
    Destination,
    parse_bucket,
    parse_expires,
    parse_prefix,
)
from ossdrop.errors import (
    BUCKET_REFUSED,
    ENDPOINT_REFUSED,
    LIFETIME_REFUSED,
    ErrorCode,
    OssDropError,
)
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
_SETTINGS, _LONGEST, _OFF = "settings", "longest_link_s", "off"
_BUCKETS, _ENDPOINTS = "allowed_buckets", "allowed_endpoints"


def _endpoint(text: str) -> str:
    """The address of an endpoint; raises what `parse_endpoint` does, and ValueError for a word.

    A mistyped one would be taken for a computer of the network, and binds nothing.
    """
    endpoint = parse_endpoint(text, "")
    _require_address(endpoint.host, text)
    return endpoint.base_url


def _base_url(text: str) -> None:
    url = base_url_of(Values.of({BASE_URL: text}))
    _require_address(urlsplit(url).netloc, text)


def _require_address(netloc: str, text: str) -> None:
    address = parse_address(netloc)
    if not (address.is_loopback or "." in address.host or "://" in text):
        raise ValueError("write it as https://host")


def _model_region(text: str) -> None:
    if not is_known_region(text):
        raise ValueError(f"no region of Model Studio: {', '.join(MODEL_REGIONS)}")


_RULES: Mapping[str, Callable[[str], object]] = {
    BUCKET: parse_bucket,
    REGION: normalise_region,
    PREFIX: parse_prefix,
    URL_EXPIRES: parse_expires,
    ENDPOINT: _endpoint,
    PairName.QWEN.value: clean,
    BASE_URL: _base_url,
    MODEL_REGION: _model_region,
}


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

    `allowed_buckets` is None where every bucket may be used. Where it is not, they are reached at
    the service's own hosts, and at `allowed_endpoints` (https://host) only.
    """

    settings: Mapping[str, str] = field(default_factory=dict, repr=False)
    longest_link_s: int = MAX_EXPIRES_S
    allowed_buckets: frozenset[str] | None = None
    off: frozenset[Feature] = frozenset()
    allowed_endpoints: frozenset[str] = frozenset()

    def allows(self, feature: Feature) -> bool:
        """Whether a feature may be used; temporary storage is no bucket of the allowed ones."""
        is_outside = feature is Feature.TEMPORARY and self.allowed_buckets is not None
        return feature not in self.off and (
            not is_outside or Feature.TEMPORARY.value in (self.allowed_buckets or ())
        )

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

    def require_place(self, bucket: str, endpoint: Endpoint) -> None:
        """Raise NOT_ALLOWED_HERE for a bucket, or an address of it, that is none of the allowed."""
        self.require_bucket(bucket)
        is_free = self.allowed_buckets is None or endpoint.is_of_service
        if not is_free and endpoint.base_url not in self.allowed_endpoints:
            detail = f"{endpoint.base_url}; allowed: the service's own, {self._endpoints_shown}"
            raise OssDropError(ErrorCode.NOT_ALLOWED_HERE, detail, hint=ENDPOINT_REFUSED)

    @property
    def _endpoints_shown(self) -> str:
        return ", ".join(sorted(self.allowed_endpoints)) or "no other"

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
            self.require_place(destination.bucket, destination.endpoint)
        return replace(destination, expires_s=self.lifetime(None, destination.expires_s))

    def above(self, values: Values) -> Values:
        """Values with these settings above every `.env`, and below the process environment.

        A pair of keys comes whole: with an ID that is set here goes a secret from below only where
        that has no other ID. A lifetime above the limit is the limit.
        """
        settings = dict(self.settings)
        usual = settings.get(URL_EXPIRES) or (values.get(URL_EXPIRES) or "").strip()
        usual = usual or str(DEFAULT_EXPIRES_S)
        is_limited = self.longest_link_s < MAX_EXPIRES_S and usual.isascii() and usual.isdigit()
        if is_limited and int(usual) > self.longest_link_s:
            settings[URL_EXPIRES] = str(self.longest_link_s)
        if not settings:
            return values
        return replace(
            values,
            administrator=settings,
            this_run=_without_other_pairs(values.this_run, settings),
            files=tuple(
                EnvFile(file.path, _without_other_pairs(file.values, settings), file.is_own)
                for file in values.files
            ),
        )


def _without_other_pairs(values: Mapping[str, str], settings: Mapping[str, str]) -> dict[str, str]:
    """Never the ID of one place with the secret of another."""
    held: set[str] = set()
    for pair in PairName:
        own = (values.get(pair.value) or "").strip()
        if pair.value in settings and own not in ("", settings[pair.value]):
            held |= {pair.value, SECRET_OF[pair], TOKEN}
    return {name: text for name, text in values.items() if name not in held}


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
    if not os.path.lexists(path):
        return None
    for place in (path.parent, path):
        _require_administrators(place)
    content = read_regular(path, _MOST_BYTES)
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once_each)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise ValueError("it is not JSON") from None


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Of two values nobody chooses."""
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = {name for name, _ in pairs if [one for one, _ in pairs].count(name) > 1}
        raise ValueError(f"twice in it: {shown(', '.join(sorted(twice)))}")
    return found


def _require_administrators(place: Path) -> None:
    """Raise ValueError for what others could change, or lead elsewhere."""
    facts = place.lstat()
    if stat.S_ISLNK(facts.st_mode):
        raise ValueError(f"{place} is a link")
    if facts.st_uid != _ADMINISTRATOR:
        raise ValueError(f"{place} does not belong to the administrator (chown root)")
    if facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise ValueError(f"{place} can be changed by others (chmod go-w)")


def _understood(raw: object) -> Policies:
    """Policies as they were written; raises ValueError for anything that is not understood."""
    if not isinstance(raw, dict):
        raise ValueError("an object is needed")  # noqa: TRY004 - of somebody's file
    if unknown := sorted(raw.keys() - {_SETTINGS, _LONGEST, _BUCKETS, _ENDPOINTS, _OFF}):
        raise ValueError(f"unknown: {shown(', '.join(unknown))}")
    longest = raw.get(_LONGEST, MAX_EXPIRES_S)
    is_whole = isinstance(longest, int) and not isinstance(longest, bool)
    if not is_whole or not 1 <= longest <= MAX_EXPIRES_S:
        raise ValueError(f"{_LONGEST} must be 1 to {MAX_EXPIRES_S}")
    buckets = frozenset(_texts(raw, _BUCKETS)) if _BUCKETS in raw else None
    for bucket in buckets or ():
        _require(parse_bucket, bucket, _BUCKETS)
    endpoints = _texts(raw, _ENDPOINTS)
    for endpoint in endpoints:
        _require(_endpoint, endpoint, _ENDPOINTS)
    known = {feature.value: feature for feature in Feature}
    off = _texts(raw, _OFF)
    if strange := [name for name in off if name not in known]:
        raise ValueError(f"{_OFF}: unknown: {shown(', '.join(strange))}")
    settings = _settings(raw.get(_SETTINGS, {}))
    if buckets is not None and settings.get(BUCKET, "") not in (*buckets, ""):
        raise ValueError(f"{_SETTINGS}: {BUCKET} is none of {_BUCKETS}")
    own = [settings[ENDPOINT]] if ENDPOINT in settings else []
    return Policies(
        settings,
        longest,
        buckets,
        frozenset(known[name] for name in off),
        frozenset(parse_endpoint(text, "").base_url for text in (*endpoints, *own)),
    )


def _require(rule: Callable[[str], object], text: str, name: str) -> None:
    try:
        rule(text)
    except OssDropError as error:
        raise ValueError(f"{name}: {shown(text)}: {error.explanation.cause}") from error
    except ValueError as error:
        raise ValueError(f"{name}: {shown(text)}: {error}") from None


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
        if text.strip() and name in _RULES:
            _require(_RULES[name], text.strip(), name)
    return {name: text.strip() for name, text in raw.items() if text.strip()}
