"""The sources of an AccessKey pair as a ladder: which one is used, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from ossdrop.config.credentials import SECRET_OF, TOKEN, PairName, clean_value, require_lasting
from ossdrop.config.env_file import NOWHERE, Origin, Source, Values, read_env_text
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.scripts_parser import pair_of_scripts, parse_as_scripts
from ossdrop.config.session_token import SecretReader, is_session_id, read_token
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.redaction import mask_id


class RungState(Enum):
    """Why a pair is, or is not, the one that is used."""

    USED = "used"
    SHADOWED = "shadowed"  # complete, but one above it is used
    HALF = "half"  # one of its two parts is missing
    EMPTY = "empty"
    BLOCKED = "blocked"  # its secret may be in the password store, which did not answer
    INVALID = "invalid"  # it has characters no AccessKey contains


@dataclass(frozen=True)
class Rung:
    """One pair: the masked ID, and where its two parts come from."""

    pair: PairName
    state: RungState
    masked_id: str = ""
    id_origin: Origin = NOWHERE
    secret_origin: Origin = NOWHERE
    error: OssDropError | None = None  # of BLOCKED
    ends: datetime | None = None  # of temporary credentials, where that is known


@dataclass(frozen=True)
class Ladder:
    """All pairs from the top, and the one that the Qwen scripts would use beside this `.env`."""

    rungs: tuple[Rung, ...]
    scripts: PairName | None

    @property
    def used(self) -> Rung | None:
        """The rung in use."""
        return next((rung for rung in self.rungs if rung.state is RungState.USED), None)

    @property
    def passed_over(self) -> Rung | None:
        """The rung of an ID that was meant to be used and has no secret, where another one is."""
        first = self.rungs[0]
        has_lost = bool(first.masked_id) and first.state is RungState.HALF
        return first if has_lost and self.used is not None else None

    @property
    def is_blocked(self) -> bool:
        """Whether the search ended at a password store that did not answer."""
        return any(rung.state in (RungState.BLOCKED, RungState.INVALID) for rung in self.rungs)

    @property
    def scripts_differ(self) -> bool:
        """Whether a script would use another pair, or none: it cannot see the password store."""
        return self.scripts is not (self.used.pair if self.used else None)


def read_ladder(values: Values, secrets: SecretReader | None, profile_id: ProfileId) -> Ladder:
    """The ladder of a profile. May block on the password store; raises nothing of it."""
    first = _rung(PairName.QWEN, values, secrets, profile_id)
    second = _rung(PairName.OSS, values, secrets, profile_id)
    if second.state is RungState.USED:
        has_no_store = first.error is not None and first.error.code is ErrorCode.KEYRING_ABSENT
        if has_no_store:  # as for `find_credentials`
            first = replace(first, state=RungState.HALF, error=None)
        if first.state in (RungState.USED, RungState.BLOCKED, RungState.INVALID):
            second = Rung(second.pair, RungState.SHADOWED, second.masked_id, second.id_origin)
    return Ladder((first, second), _pair_of_scripts(values))


def _rung(
    pair: PairName, values: Values, secrets: SecretReader | None, profile_id: ProfileId
) -> Rung:
    name, secret_name = pair.value, SECRET_OF[pair]
    try:
        key_id, secret = clean_value(values, name), clean_value(values, secret_name)
        if pair is PairName.QWEN and secret:
            require_lasting(key_id)
        has_token = bool(clean_value(values, TOKEN)) or not is_session_id(key_id)
        if pair is PairName.OSS and secret and not has_token:
            return _of_kept_token(key_id, values, secrets, profile_id)
    except OssDropError as error:
        return Rung(pair, RungState.INVALID, error=error)
    id_origin = values.origin(name) if key_id else NOWHERE
    if key_id and secret:
        return Rung(pair, RungState.USED, mask_id(key_id), id_origin, values.origin(secret_name))
    if key_id and secrets is not None and (pair is PairName.QWEN or is_session_id(key_id)):
        try:
            kept = read_token(secrets, profile_id, key_id) if pair is PairName.OSS else None
            if secrets.read(profile_id, key_id) and (kept or pair is PairName.QWEN):
                is_brief = secrets.is_for_this_run(profile_id, key_id)
                store = Origin(Source.THIS_RUN if is_brief else Source.KEYRING)
                ends = kept.ends if kept else None
                return Rung(pair, RungState.USED, mask_id(key_id), id_origin, store, ends=ends)
        except OssDropError as error:
            return Rung(pair, RungState.BLOCKED, mask_id(key_id), id_origin, error=error)
    if key_id:
        return Rung(pair, RungState.HALF, mask_id(key_id), id_origin)
    return Rung(pair, RungState.HALF if secret else RungState.EMPTY)


def _of_kept_token(
    key_id: str, values: Values, secrets: SecretReader | None, profile_id: ProfileId
) -> Rung:
    """The rung of a temporary ID whose secret is set, and whose token is in the password store."""
    rung = Rung(PairName.OSS, RungState.USED, mask_id(key_id), values.origin(PairName.OSS.value))
    try:
        kept = read_token(secrets, profile_id, key_id) if secrets is not None else None
    except OssDropError as error:
        if error.code is not ErrorCode.KEYRING_ABSENT:
            return replace(rung, state=RungState.BLOCKED, error=error)
        kept = None
    if kept is None:
        require_lasting(key_id)  # raises: it is none
        raise AssertionError("a temporary ID lasts")
    secret_origin = values.origin(SECRET_OF[PairName.OSS])
    return replace(rung, secret_origin=secret_origin, ends=kept.ends)


def _pair_of_scripts(values: Values) -> PairName | None:
    """What a script beside the first `.env` of `values` would use."""
    file = next(iter(values.files), None)
    if file is None or file.path is None:
        return pair_of_scripts(values.environment, file.values if file else {})
    try:
        text = read_env_text(file.path)
    except OssDropError:
        return None
    return pair_of_scripts(values.environment, parse_as_scripts(text))
