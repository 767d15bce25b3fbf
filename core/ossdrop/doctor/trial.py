"""Tries a key before it takes the place of one that is kept: the service shows no Secret twice."""

from __future__ import annotations

from collections.abc import Mapping

from ossdrop.config.credentials import SECRET_OF, PairName
from ossdrop.config.env_check import KNOWN_NAMES
from ossdrop.config.env_file import Values
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.settings import Destination, resolve_destination
from ossdrop.destinations import Destinations
from ossdrop.doctor.context import KEY_NAME, TIMEOUT_S
from ossdrop.errors import BEFORE_STAYS, ErrorCode, OssDropError
from ossdrop.redaction import Secret
from ossdrop.storage.base import TransferControl

_OF_KEY = (ErrorCode.SECRET_WRONG, ErrorCode.ACCESS_KEY_UNKNOWN)


def require_better(
    destinations: Destinations, profile_id: ProfileId, changes: Mapping[str, str], secret: Secret
) -> None:
    """Raise SECRET_WRONG or ACCESS_KEY_UNKNOWN for a pair that the service refuses, beside another.

    One question, without a trace. Whatever else goes wrong says nothing about the key. Blocks.
    """
    values = destinations.values(profile_id)
    tried = {name: text for name in KNOWN_NAMES if (text := values.get(name)) is not None}
    tried |= {**changes, SECRET_OF[PairName.QWEN]: secret.reveal()}
    try:
        kept = destinations.credentials(profile_id)
        to = resolve_destination(Values.of(tried), None, profile_id)
    except OssDropError:  # there is nothing to lose, or nobody to ask
        return
    is_same = kept.access_key_id == to.credentials.access_key_id
    if is_same and kept.access_key_secret == secret:
        return
    if (code := _refusal(to)) is not None:
        raise OssDropError(code, hint=BEFORE_STAYS)


def _refusal(to: Destination) -> ErrorCode | None:
    from ossdrop.storage.oss_bucket import OssBucket  # imports oss2: 0.3 s

    bucket = OssBucket(to, timeout_s=TIMEOUT_S)
    try:
        bucket.find(f"{to.prefix}/{KEY_NAME}", TransferControl())
    except OssDropError as error:
        return error.code if error.code in _OF_KEY else None
    finally:
        bucket.close()
    return None
