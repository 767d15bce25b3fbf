"""The API key of Model Studio (DashScope)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from ossdrop.config.credentials import clean
from ossdrop.config.env_file import Source, Values
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.session_token import SecretReader
from ossdrop.errors import OF_API_KEY, ErrorCode, OssDropError
from ossdrop.redaction import Secret

# As the scripts look them up: the first that is set wins.
API_KEY_NAMES = ("QWENCLOUD_API_KEY", "QIANWEN_API_KEY", "QWEN_API_KEY", "DASHSCOPE_API_KEY")
STORED_AS = "DASHSCOPE_API_KEY"  # its name in the password store
PLAN_PREFIX = "sk-sp-"  # of a token plan


@dataclass(frozen=True)
class ApiKey:
    """An API key, and where it was found."""

    name: str
    key: Secret
    source: Source

    @property
    def fingerprint(self) -> str:
        """Tells keys apart without naming them."""
        return hashlib.sha256(self.key.reveal().encode()).hexdigest()[:16]

    def require_upload(self) -> None:
        """Raise API_KEY_KIND for keys of a token plan: temporary storage refuses them."""
        if self.key.reveal().startswith(PLAN_PREFIX):
            raise OssDropError(ErrorCode.API_KEY_KIND, f"{self.name} begins with {PLAN_PREFIX}")


def find_api_key(
    values: Values, secrets: SecretReader | None, profile_id: ProfileId
) -> ApiKey | None:
    """The key in force, None when there is none. May block on the password store.

    Raises CREDENTIALS_INVALID, and KEYRING_FAILED where the store could not be asked.
    """
    for name in API_KEY_NAMES:
        if text := _clean(name, values.get(name)):
            return ApiKey(name, Secret(text), values.source(name))
    if secrets is None:
        return None
    try:
        stored = secrets.read(profile_id, STORED_AS)
    except OssDropError as error:
        if error.code is ErrorCode.KEYRING_ABSENT:
            return None  # nothing says that there should be one
        raise
    if not stored:
        return None
    is_brief = secrets.is_for_this_run(profile_id, STORED_AS)
    return ApiKey(STORED_AS, stored, Source.THIS_RUN if is_brief else Source.KEYRING)


def _clean(name: str, text: str | None) -> str:
    try:
        return clean(text)
    except OssDropError as error:
        raise OssDropError(error.code, name, hint=OF_API_KEY) from None


def differing_names(values: Values) -> tuple[str, ...]:
    """The names that are set to different keys: a person would not see which one is used."""
    found: Mapping[str, str] = {n: t for n in API_KEY_NAMES if (t := clean(values.get(n)))}
    return tuple(found) if len(set(found.values())) > 1 else ()
