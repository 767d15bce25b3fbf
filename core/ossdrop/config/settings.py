"""The settings in force: values found, checked, and made into a destination."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ossdrop.config.api_key import API_KEY_NAMES, ApiKey, find_api_key
from ossdrop.config.credentials import (
    PAIR_NAMES,
    SECRET_OF,
    TOKEN,
    Credentials,
    PairName,
    find_credentials,
)
from ossdrop.config.endpoint import Endpoint, endpoint_of_region, parse_endpoint
from ossdrop.config.env_file import EnvFile, Values, is_merged, read_env_file
from ossdrop.config.model_service import base_url_of, region_to_try, require_its_address
from ossdrop.config.profile_id import DEFAULT_PROFILE, ProfileId
from ossdrop.config.regions import normalise_region
from ossdrop.config.session_token import SecretReader
from ossdrop.errors import TOO_LONG, ErrorCode, OssDropError
from ossdrop.redaction import Secret, could_be_secret, shown

DEFAULT_PREFIX = "qianwen-uploads"
DEFAULT_EXPIRES_S = 86_400
MAX_EXPIRES_S = 604_800
BUCKET = "QWEN_TMP_OSS_BUCKET"
REGION = "QWEN_TMP_OSS_REGION"
PREFIX = "QWEN_TMP_OSS_PREFIX"
ENDPOINT = "QWEN_TMP_OSS_ENDPOINT"
URL_EXPIRES = "QWEN_TMP_OSS_URL_EXPIRES"
_IN_PAIRS = tuple(name for pair in PAIR_NAMES for name in sorted(pair))
_BUCKET_NAME = re.compile(r"^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")
_MAX_PREFIX_BYTES = 512
_JOINER = "\u200d"  # of emoji


@dataclass(frozen=True)
class Destination:
    """A bucket that files go to, with everything needed to send and to sign."""

    profile: ProfileId
    bucket: str
    region: str
    endpoint: Endpoint
    prefix: str
    expires_s: int
    credentials: Credentials

    def variables(self) -> dict[str, str]:
        """As environment variables, secrets included."""
        credentials = self.credentials
        token = credentials.security_token
        return {
            BUCKET: self.bucket,
            REGION: self.region,
            PREFIX: self.prefix,
            URL_EXPIRES: str(self.expires_s),
            ENDPOINT: self.endpoint.base_url,
            credentials.pair.value: credentials.access_key_id,
            SECRET_OF[credentials.pair]: credentials.access_key_secret.reveal(),
            **({TOKEN: token.reveal()} if token else {}),
        }


@dataclass(frozen=True)
class TemporaryDestination:
    """DashScope's temporary storage: links work 48 hours, for one model and account."""

    profile: ProfileId
    base_url: str
    api_key: ApiKey
    model: str
    other_region: str = ""  # where the key may belong as well; "" where a variable decides


AnyDestination = Destination | TemporaryDestination


def is_same_service(one: AnyDestination, other: AnyDestination) -> bool:
    """Whether what arrives at one proves the other: folder, lifetime and model are no matter."""
    if isinstance(one, Destination) and isinstance(other, Destination):
        return (one.endpoint, one.bucket, one.credentials) == (
            *(other.endpoint, other.bucket, other.credentials),
        )
    if isinstance(one, TemporaryDestination) and isinstance(other, TemporaryDestination):
        return (one.base_url, one.api_key) == (other.base_url, other.api_key)
    return False


def read_values(
    env_file: Path,
    *,
    first: EnvFile | None = None,
    environment: Mapping[str, str] | None = None,
    is_required: bool = False,
) -> Values:
    """All variables: the process environment, the file `first`, then the `.env`. Blocks.

    Raises ENV_FILE_UNREADABLE, with `is_required` also where the `.env` is missing.
    """
    if is_required and not os.path.lexists(env_file):
        raise OssDropError(ErrorCode.ENV_FILE_UNREADABLE, f"{env_file} does not exist")
    found = EnvFile(env_file, read_env_file(env_file))
    environment = os.environ if environment is None else environment
    _meet_secrets(environment, found.values, first.values if first is not None else {})
    if first is None or first.path == env_file:
        return Values(environment, (found,))
    return Values(environment, (first, _without_pairs_of(first, found)))


def _meet_secrets(*sources: Mapping[str, str]) -> None:
    """So that none of them is told, wherever else it stands."""
    for name in (*SECRET_OF.values(), TOKEN, *API_KEY_NAMES):
        for values in sources:
            Secret((values.get(name) or "").strip())


def _without_pairs_of(first: EnvFile, found: EnvFile) -> EnvFile:
    """Never the ID of one file with the secret of another: a pair comes whole, or not at all."""
    shadowed = {name for pair in PAIR_NAMES if first.values.keys() & pair for name in pair}
    values = {name: text for name, text in found.values.items() if name not in shadowed}
    return EnvFile(found.path, values)


def has_bucket(values: Values) -> bool:
    """Whether a bucket is set: files go there, else to temporary storage, as for the scripts."""
    return bool((values.get(BUCKET) or "").strip())


def forgets_bucket(values: Values) -> bool:
    """Whether all but the bucket is set: files then go to temporary storage, which nobody meant."""
    names = (REGION, PairName.QWEN.value)
    return not has_bucket(values) and any((values.get(name) or "").strip() for name in names)


def _require_separate(values: Values) -> None:
    """Raise LINES_MERGED where one value goes on with other settings: one of them is a secret."""
    for name in (BUCKET, REGION, PREFIX, ENDPOINT, URL_EXPIRES, *API_KEY_NAMES, *_IN_PAIRS):
        if is_merged(values.get(name) or ""):
            raise OssDropError(ErrorCode.LINES_MERGED, name)


def resolve_temporary(
    values: Values, secrets: SecretReader | None, profile_id: ProfileId, model: str
) -> TemporaryDestination:
    """Temporary storage as `values` describe it. May block on the password store.

    Raises NOT_CONFIGURED without an API key, API_KEY_KIND, BASE_URL_INVALID, MODEL_UNKNOWN.
    """
    _require_separate(values)
    api_key = find_api_key(values, secrets, profile_id)
    if api_key is None:
        raise OssDropError(ErrorCode.NOT_CONFIGURED)
    api_key.require_upload()
    require_its_address(values, api_key)
    if not model.isprintable() or not model.strip():  # nothing that could be sent
        raise OssDropError(ErrorCode.MODEL_UNKNOWN, shown(model))
    other = region_to_try(values)
    return TemporaryDestination(profile_id, base_url_of(values), api_key, model, other)


def resolve_destination(
    values: Values, secrets: SecretReader | None, profile_id: ProfileId = DEFAULT_PROFILE
) -> Destination:
    """The destination that `values` describe; raises the error of the first wrong one.

    Everything is checked before anything is sent. May block on the keyring.
    """
    _require_separate(values)
    bucket = parse_bucket(values.get(BUCKET))
    region_text = (values.get(REGION) or "").strip()
    if not region_text:
        raise OssDropError(ErrorCode.REGION_MISSING)
    region = normalise_region(region_text)
    endpoint_text = (values.get(ENDPOINT) or "").strip()
    return Destination(
        profile=profile_id,
        bucket=bucket,
        region=region,
        endpoint=(
            parse_endpoint(endpoint_text, bucket) if endpoint_text else endpoint_of_region(region)
        ),
        prefix=parse_prefix(values.get(PREFIX)),
        expires_s=parse_expires(values.get(URL_EXPIRES)),
        credentials=find_credentials(values, secrets, profile_id),
    )


def parse_bucket(text: str | None) -> str:
    """The name of a bucket; raises NOT_CONFIGURED for none, BUCKET_INVALID."""
    bucket = (text or "").strip()
    if not bucket:
        raise OssDropError(ErrorCode.NOT_CONFIGURED)
    if not _BUCKET_NAME.match(bucket) or could_be_secret(bucket):
        raise OssDropError(ErrorCode.BUCKET_INVALID, shown(bucket))
    return bucket


def parse_prefix(text: str | None) -> str:
    """The folder in the bucket; empty means the default. Raises PREFIX_INVALID."""
    prefix = (text or "").strip(" \t\r\n/\\")
    if not prefix:
        return DEFAULT_PREFIX
    parts = prefix.split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise OssDropError(ErrorCode.PREFIX_INVALID, "empty, '.' and '..' parts are not possible")
    if any(ord(c) < 0x20 or c == "\x7f" or 0xD800 <= ord(c) <= 0xDFFF for c in prefix):
        raise OssDropError(ErrorCode.PREFIX_INVALID, "it contains control characters")
    if any(unicodedata.category(c) == "Cf" and c != _JOINER for c in prefix):
        raise OssDropError(ErrorCode.PREFIX_INVALID, "it contains characters that nobody can see")
    if could_be_secret(prefix):  # it would stand in every link
        raise OssDropError(ErrorCode.PREFIX_INVALID, shown(prefix))
    if len(prefix.encode()) > _MAX_PREFIX_BYTES:
        detail = f"it is over {_MAX_PREFIX_BYTES} bytes long"
        raise OssDropError(ErrorCode.PREFIX_INVALID, detail, hint=TOO_LONG)
    return prefix


def parse_expires(text: str | None) -> int:
    """The lifetime of links in seconds; empty means the default. Raises EXPIRES_INVALID."""
    stripped = (text or "").strip()
    if not stripped:
        return DEFAULT_EXPIRES_S
    if not (stripped.isascii() and stripped.isdigit() and len(stripped) <= 7):
        raise OssDropError(ErrorCode.EXPIRES_INVALID, shown(stripped))
    seconds = int(stripped)
    if not 1 <= seconds <= MAX_EXPIRES_S:
        raise OssDropError(ErrorCode.EXPIRES_INVALID, shown(stripped))
    return seconds
