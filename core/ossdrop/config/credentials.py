"""Which AccessKey pair is used, decided as the customer's document says.

The pair is decided first, then its parts are looked up: never the ID of one account with the
secret of another. Where QWEN_TMP_OSS_AK_ID is set and the password store does not say whether it
has the secret, the search stops there. Where it surely has none, or there is no such store (as on a
server), the other pair is used as the document says, and `passed_over` names the ID that was meant:
no files go to another account without a word.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum

from ossdrop.config.env_file import Values
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.session_token import SecretReader, SessionToken, is_session_id, read_token
from ossdrop.errors import (
    ENDED,
    HIDDEN,
    NO_SECRET,
    NO_SESSION_SECRET,
    NO_TOKEN,
    ErrorCode,
    OssDropError,
)
from ossdrop.redaction import Secret, mask_id


class PairName(Enum):
    """The two pairs that can be set, by the variable of their ID."""

    QWEN = "QWEN_TMP_OSS_AK_ID"
    OSS = "OSS_ACCESS_KEY_ID"


SECRET_OF = {
    PairName.QWEN: "QWEN_TMP_OSS_AK_SECRET",
    PairName.OSS: "OSS_ACCESS_KEY_SECRET",
}
TOKEN = "OSS_SESSION_TOKEN"  # noqa: S105 - the name of a variable
PAIR_NAMES = (
    frozenset({PairName.QWEN.value, SECRET_OF[PairName.QWEN]}),
    frozenset({PairName.OSS.value, SECRET_OF[PairName.OSS], TOKEN}),
)
_FINGERPRINT_VERSION = "2:"


@dataclass(frozen=True)
class Credentials:
    """An AccessKey pair, with an STS token where there is one."""

    access_key_id: str
    access_key_secret: Secret
    security_token: Secret | None = None
    token_ends: datetime | None = None  # UTC; None: nobody knows
    pair: PairName = PairName.QWEN
    secret_from_keyring: bool = False
    passed_over: str = ""  # an ID, masked, that has no secret

    def __repr__(self) -> str:
        return f"Credentials({mask_id(self.access_key_id)})"

    @property
    def has_stale_token(self) -> bool:
        """Whether there is a token beside an AccessKey that lasts: the service refuses the two."""
        return self.security_token is not None and not is_session_id(self.access_key_id)

    @property
    def fingerprint(self) -> str:
        """Tells AccessKeys apart; nobody can make it who does not know the secret."""
        key = f"ossdrop {self.access_key_secret.reveal()}".encode()
        digest = hmac.new(key, self.access_key_id.encode(), hashlib.sha256).hexdigest()
        return f"{_FINGERPRINT_VERSION}{digest[:32]}"

    @property
    def former_fingerprint(self) -> str:
        """What rows of older versions have: anybody can make it of the ID, which links show."""
        return hashlib.sha256(self.access_key_id.encode()).hexdigest()[:16]


def is_of_secret(fingerprint: str) -> bool:
    """Whether a fingerprint is one that nobody can make who does not know the secret."""
    return fingerprint.startswith(_FINGERPRINT_VERSION)


def find_credentials(
    values: Values, secrets: SecretReader | None, profile_id: ProfileId
) -> Credentials:
    """The pair to use; raises CREDENTIALS_... or KEYRING_... errors."""
    pair_id = clean_value(values, PairName.QWEN.value)
    pair_secret = clean_value(values, SECRET_OF[PairName.QWEN])
    if pair_id and pair_secret:
        require_lasting(pair_id)
        return Credentials(pair_id, Secret(pair_secret))
    has_other = has_oss_pair(values)
    if pair_id and secrets is not None:
        try:
            stored = secrets.read(profile_id, pair_id)
        except OssDropError as error:
            if error.code is not ErrorCode.KEYRING_ABSENT:
                raise
            if not has_other:
                detail = _what_is_there(values)
                raise OssDropError(error.code, detail, hint=NO_SECRET) from None
            stored = None
        if stored:
            require_lasting(pair_id)
            return Credentials(pair_id, stored, secret_from_keyring=True)
    found = _given(values, secrets, profile_id) if has_other else None
    if not has_other:
        try:
            found = _kept(values, secrets, profile_id)
        except OssDropError as error:
            if not (pair_id and error.hint == ENDED):  # it is the first pair that is missed then
                raise
    if found is not None:
        return replace(found, passed_over=mask_id(pair_id) if pair_id else "")
    hint = NO_SECRET if pair_id else PairName.QWEN.value
    if not pair_id and any(file.values.get(hint, "").strip() for file in values.files):
        hint = HIDDEN
    if not pair_id and is_session_id(clean(values.get(PairName.OSS.value))):
        hint = NO_SESSION_SECRET  # the ID is where it should be
    raise OssDropError(ErrorCode.CREDENTIALS_MISSING, _what_is_there(values), hint=hint)


def _given(values: Values, secrets: SecretReader | None, profile_id: ProfileId) -> Credentials:
    """The second pair, and its token where there is one; of a temporary ID perhaps a kept one."""
    token = clean_value(values, TOKEN)
    key_id = clean_value(values, PairName.OSS.value)
    kept = None
    if not token and is_session_id(key_id):
        kept = _kept_token(secrets, profile_id, key_id)
    return Credentials(
        key_id,
        Secret(clean_value(values, SECRET_OF[PairName.OSS])),
        kept.token if kept else Secret(token) if token else None,
        kept.ends if kept else None,
        pair=PairName.OSS,
    )


def _kept_token(secrets: SecretReader | None, profile_id: ProfileId, key_id: str) -> SessionToken:
    """The token that the password store has of an ID; raises CREDENTIALS_MISSING, TOKEN_EXPIRED."""
    kept = None
    try:
        kept = read_token(secrets, profile_id, key_id) if secrets is not None else None
    except OssDropError as error:
        if error.code is not ErrorCode.KEYRING_ABSENT:
            raise
    if kept is None:
        raise _no_token(key_id)
    if kept.ends is not None and kept.ends <= datetime.now(UTC):
        raise OssDropError(ErrorCode.TOKEN_EXPIRED, hint=ENDED)
    return kept


def _kept(
    values: Values, secrets: SecretReader | None, profile_id: ProfileId
) -> Credentials | None:
    """Temporary credentials whose other parts the password store has."""
    key_id = clean(values.get(PairName.OSS.value))
    if secrets is None or not is_session_id(key_id) or clean(values.get(SECRET_OF[PairName.OSS])):
        return None
    secret = secrets.read(profile_id, key_id)
    if secret is None:
        return None
    kept = _kept_token(secrets, profile_id, key_id)
    return Credentials(
        key_id, secret, kept.token, kept.ends, pair=PairName.OSS, secret_from_keyring=True
    )


def require_lasting(key_id: str) -> None:
    """Raise CREDENTIALS_MISSING for a temporary ID without a token; the first pair takes none."""
    if is_session_id(key_id):
        raise _no_token(key_id)


def _no_token(key_id: str) -> OssDropError:
    detail = f"{mask_id(key_id)} is an ID for some hours: it belongs to OSS_ACCESS_KEY_ID"
    return OssDropError(ErrorCode.CREDENTIALS_MISSING, detail, hint=NO_TOKEN)


def has_oss_pair(values: Values) -> bool:
    """Whether the second pair is complete; raises CREDENTIALS_INVALID."""
    pair = PairName.OSS
    return bool(clean_value(values, pair.value) and clean_value(values, SECRET_OF[pair]))


def clean_value(values: Values, name: str) -> str:
    """A part of a pair; what is wrong with it is said of its name."""
    try:
        return clean(values.get(name))
    except OssDropError as error:
        of_others = TOKEN, SECRET_OF[PairName.OSS]
        has_words = name in {*of_others, *(pair.value for pair in PairName)}
        raise OssDropError(error.code, name, hint=name if has_words else "") from None


def clean(text: str | None) -> str:
    """Without blanks around; raises CREDENTIALS_INVALID for what no AccessKey contains."""
    cleaned = (text or "").strip()
    if not (cleaned.isascii() and cleaned.isprintable()) or " " in cleaned:
        raise OssDropError(ErrorCode.CREDENTIALS_INVALID)
    return cleaned


def _what_is_there(values: Values) -> str:
    names = [
        name
        for pair, secret in SECRET_OF.items()
        for name in (pair.value, secret)
        if clean(values.get(name))
    ]
    return f"only {' and '.join(names)} is set" if names else "no AccessKey is set"
