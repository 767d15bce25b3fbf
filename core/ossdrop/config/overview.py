"""Every setting with its value, where it comes from, what it shadows, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ossdrop.config.api_key import API_KEY_NAMES
from ossdrop.config.credentials import SECRET_OF, TOKEN, PairName, clean
from ossdrop.config.endpoint import parse_endpoint
from ossdrop.config.env_check import KNOWN_NAMES, SECRET_NAMES
from ossdrop.config.env_file import NOWHERE, Origin, Values, is_merged
from ossdrop.config.model_service import BASE_URL, MODEL_REGION, base_url_of
from ossdrop.config.regions import normalise_region
from ossdrop.config.settings import (
    BUCKET,
    DEFAULT_EXPIRES_S,
    DEFAULT_PREFIX,
    ENDPOINT,
    PREFIX,
    REGION,
    URL_EXPIRES,
    parse_bucket,
    parse_expires,
    parse_prefix,
)
from ossdrop.errors import OF_API_KEY, ErrorCode, OssDropError
from ossdrop.redaction import holds_secret, mask_id, shown

_DEFAULTS = {PREFIX: DEFAULT_PREFIX, URL_EXPIRES: str(DEFAULT_EXPIRES_S)}
_IDS = frozenset(pair.value for pair in PairName)
_NAMED = _IDS | {TOKEN}  # where the catalogue has words for that one


@dataclass(frozen=True)
class Setting:
    """One variable. `shown` has secrets and AccessKey IDs masked; `value` is "" for secrets."""

    name: str
    value: str
    shown: str
    origin: Origin
    shadowed: tuple[Origin, ...] = ()
    differs: bool = False  # a shadowed place has another value
    error: OssDropError | None = None

    @property
    def is_fixed(self) -> bool:
        """Whether the environment or an administrator decides: saving could not change it."""
        return self.origin.is_fixed


def read_overview(values: Values) -> tuple[Setting, ...]:
    """All variables, those that are set and those that have a default."""
    return tuple(_setting(name, values) for name in KNOWN_NAMES)


def check_value(name: str, text: str, bucket: str = "") -> OssDropError | None:
    """What is wrong with a value as a person types it, None when it can be used."""
    check = _CHECKS.get(name)
    if is_merged(text):
        return OssDropError(ErrorCode.LINES_MERGED, name)
    try:
        if check is not None:
            check(text, bucket)
    except OssDropError as error:
        if error.code is ErrorCode.CREDENTIALS_INVALID:
            of_key = OF_API_KEY if name in API_KEY_NAMES else name if name in _NAMED else ""
            return OssDropError(error.code, error.detail or name, hint=of_key)
        return error
    return None


def _setting(name: str, values: Values) -> Setting:
    places = values.places(name)
    text = (places[0][1] if places else "").strip()
    value = text or _DEFAULTS.get(name, "")
    error = check_value(name, text, (values.get(BUCKET) or "").strip()) if text else None
    is_secret = name in SECRET_NAMES or holds_secret(value)  # perhaps in the wrong place
    return Setting(
        name,
        "" if is_secret else value,
        _shown(name, value),
        places[0][0] if places else NOWHERE,
        tuple(origin for origin, _ in places[1:]),
        any(other.strip() != text for _, other in places[1:]),
        error,
    )


def _shown(name: str, value: str) -> str:
    """Nothing of a secret, the ends of an AccessKey ID, all of what does not look like a key."""
    if name in SECRET_NAMES:
        return "***" if value else ""
    if name in _IDS and value:
        return mask_id(value)
    return shown(value)


def _check_endpoint(text: str, bucket: str) -> None:
    if text.strip():
        parse_endpoint(text, bucket)


def _check_region(text: str, _: str) -> None:
    if text.strip():
        normalise_region(text)


def _check_bucket(text: str, _: str) -> None:
    if text.strip():
        parse_bucket(text)


def _check_ascii(text: str, _: str) -> None:
    clean(text)


_CHECKS: dict[str, Callable[[str, str], object]] = {
    BUCKET: _check_bucket,
    REGION: _check_region,
    ENDPOINT: _check_endpoint,
    PREFIX: lambda text, _: parse_prefix(text),
    URL_EXPIRES: lambda text, _: parse_expires(text),
    BASE_URL: lambda text, _: base_url_of(Values.of({BASE_URL: text})),
    MODEL_REGION: lambda text, _: base_url_of(Values.of({MODEL_REGION: text})),
    **dict.fromkeys((*SECRET_OF.values(), *(p.value for p in PairName)), _check_ascii),
    **dict.fromkeys(API_KEY_NAMES, _check_ascii),
}
