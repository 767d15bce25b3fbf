"""Tries a key before it takes the place of one that is kept: the service shows no Secret twice."""

from __future__ import annotations

from collections.abc import Mapping

from ossdrop.config.api_key import API_KEY_NAMES, STORED_AS, find_api_key
from ossdrop.config.credentials import SECRET_OF, PairName
from ossdrop.config.env_check import KNOWN_NAMES
from ossdrop.config.env_file import Values
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.settings import (
    BUCKET,
    Destination,
    has_bucket,
    resolve_destination,
    resolve_temporary,
)
from ossdrop.destinations import Destinations
from ossdrop.doctor.context import KEY_NAME, TIMEOUT_S
from ossdrop.errors import BEFORE_STAYS, ErrorCode, OssDropError, Scope
from ossdrop.redaction import Secret
from ossdrop.storage.base import TransferControl

_TAKEN = (ErrorCode.PERMISSION_MISSING, ErrorCode.OBJECT_MISSING)  # it knows the key
_OF_KEY = (ErrorCode.SECRET_WRONG, ErrorCode.ACCESS_KEY_UNKNOWN)


def require_better(
    destinations: Destinations, profile_id: ProfileId, changes: Mapping[str, str], secret: Secret
) -> OssDropError | None:
    """Raise SECRET_WRONG or ACCESS_KEY_UNKNOWN for a pair that the service refuses, beside another.

    One question, without a trace. Whatever else goes wrong says nothing about the key: that error,
    where a pair takes the place of another one and nobody knows whether it works. Blocks.
    """
    values = destinations.values(profile_id)
    tried = {name: text for name in KNOWN_NAMES if (text := values.get(name)) is not None}
    tried |= {**changes, SECRET_OF[PairName.QWEN]: secret.reveal()}
    try:
        kept = destinations.credentials(profile_id)
        to = resolve_destination(Values.of(tried), None, profile_id)
    except OssDropError:  # there is nothing to lose, or nobody to ask
        return None
    is_same = kept.access_key_id == to.credentials.access_key_id
    if is_same and kept.access_key_secret == secret:
        return None
    error = _answer(to)
    if error is not None and error.code in _OF_KEY:
        raise OssDropError(error.code, hint=BEFORE_STAYS)
    return error


def require_better_api_key(
    destinations: Destinations, profile_id: ProfileId, changes: Mapping[str, str], api_key: Secret
) -> OssDropError | None:
    """Raise API_KEY_WRONG for a key that the service refuses, where anything was set up before.

    One question, and the error that kept it from being asked, as above. Blocks.
    """
    values = destinations.values(profile_id)
    named = {name: text for name in KNOWN_NAMES if (text := values.get(name)) is not None}
    tried = {name: text for name, text in named.items() if name not in (BUCKET, *API_KEY_NAMES)}
    tried |= {**changes, STORED_AS: api_key.reveal()}
    try:
        kept = find_api_key(values, destinations.secrets, profile_id)
        to = resolve_temporary(Values.of(tried), None, profile_id, destinations.model)
    except OssDropError:
        return None
    is_first = kept is None and not has_bucket(values)
    if is_first or (kept is not None and kept.key == api_key):
        return None
    from ossdrop.storage.dashscope_temp import DashScopeTemp

    storage = DashScopeTemp(to, connections=1, timeout_s=TIMEOUT_S)
    try:
        storage.max_mb()
    except OssDropError as error:
        if error.code is ErrorCode.API_KEY_WRONG:
            raise OssDropError(ErrorCode.API_KEY_WRONG, hint=BEFORE_STAYS) from None
        says_nothing = kept is not None and error.explanation.scope is Scope.NETWORK
        return error if says_nothing else None
    finally:
        storage.close()
    return None


def _answer(to: Destination) -> OssDropError | None:
    """What the service says to a pair; None: it takes it."""
    from ossdrop.storage.oss_bucket import OssBucket

    bucket = OssBucket(to, timeout_s=TIMEOUT_S)
    try:
        bucket.find(f"{to.prefix}/{KEY_NAME}", TransferControl())
    except OssDropError as error:
        return error if error.code not in _TAKEN else None
    finally:
        bucket.close()
    return None
